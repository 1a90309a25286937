"""States and kept vectors are found again for the same pictures and captions, and no others."""

from dataclasses import replace

import numpy as np
import pytest

from engine.training.tuning.belonging import Belonging
from engine.training.tuning.keeping import identity_of, pictures_kept
from engine.training.tuning.material import Material
from tests.engine.training.tuning.tiny import (
    NATIVE,
    SIDE,
    opened,
    some_course,
    some_material,
    write_tiny,
)


@pytest.fixture(scope="module")
def trainee(tmp_path_factory):
    return opened(write_tiny(tmp_path_factory.mktemp("models") / "kept-model", NATIVE))


def painted(material: Material, row: int) -> Material:
    pictures = np.array(material.pictures)
    pictures[row, 0, 0, 0] ^= 1
    return replace(material, pictures=pictures)


def test_one_changed_pixel_of_any_picture_is_another_run(trainee, tmp_path):
    course = replace(some_course(tmp_path), material=some_material(300, SIDE))
    name = identity_of(trainee, course, "labels")
    assert name == identity_of(
        trainee, replace(course, material=some_material(300, SIDE)), "labels"
    )
    others = {
        identity_of(trainee, replace(course, material=painted(course.material, row)), "labels")
        for row in (0, 1, 255, 256, 299)
    }
    assert len({name, *others}) == 6


def test_the_same_captions_of_other_pictures_are_another_run():
    lists = [[0], [1, 2], [], [3]]
    moved = [[0, 1], [2], [], [3]]
    one, other = (
        Material(some_material(4, SIDE).pictures, tuple("abab"), tuple("wxyz"), Belonging.of(own))
        for own in (lists, moved)
    )
    assert one.belonging.ids.tolist() == other.belonging.ids.tolist()
    assert one.identity != other.identity
    assert one.seen == other.seen


def test_vectors_are_kept_until_a_picture_changes(trainee, tmp_path):
    course, made = replace(some_course(tmp_path), material=some_material(300, SIDE)), []

    def make():
        made.append(1)
        return np.zeros((300, 16), np.float32)

    pictures_kept(trainee, course, "full", make)
    pictures_kept(trainee, course, "full", make)
    assert len(made) == 1
    pictures_kept(trainee, replace(course, material=painted(course.material, 7)), "full", make)
    pictures_kept(trainee, course, "short", make)
    assert len(made) == 3
