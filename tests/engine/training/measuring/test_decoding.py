"""Pictures come in the order of their paths; what was made of files is kept until they change."""

import os

import numpy as np
import pytest

from engine.catalogue import read_picture
from engine.errors import PictureError
from engine.training.measuring.decoding import AHEAD, decoded, kept, name_of
from tests.engine.making import scribble


@pytest.fixture
def folder(tmp_path):
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        scribble(number).save(tmp_path / str(number) / "one.png")
    return tmp_path


def test_decoding_ahead_equals_reading_one_after_the_other(folder):
    paths = [f"{number % 3}/one.png" for number in range(AHEAD + 9)]
    found = list(decoded(folder, paths, np.asarray))
    assert len(found) == len(paths)
    for path, own in zip(paths, found, strict=True):
        assert np.array_equal(own, np.asarray(read_picture(folder / path)))


def test_a_picture_that_cannot_be_read_stands_in_its_place_under_its_whole_path(folder):
    (folder / "1" / "one.png").write_bytes(b"")
    first, second, third = decoded(folder, [f"{n}/one.png" for n in range(3)], np.asarray)
    assert isinstance(second, PictureError)
    assert str(second).startswith(f"{folder}/1/one.png is empty")
    assert first.shape == third.shape


def test_a_name_hangs_on_paths_lengths_times_and_what_is_made(folder):
    paths = ["0/one.png", "1/one.png"]
    name = name_of(folder, paths, "squares")
    assert name == name_of(folder, paths, "squares")
    others = [name_of(folder, paths[::-1], "squares"), name_of(folder, paths, "circles")]
    os.utime(folder / "0" / "one.png", (1, 1))
    others.append(name_of(folder, paths, "squares"))
    assert len({name, *others}) == 4


def test_an_array_is_made_once(tmp_path):
    path, made = tmp_path / "work" / "array.npy", []

    def make():
        made.append(1)
        return np.float32([[1, 2]])

    first, again = kept(path, make), kept(path, make)
    assert np.array_equal(first, again)
    assert made == [1]
    assert [one.name for one in path.parent.iterdir()] == ["array.npy"]
