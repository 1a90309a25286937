"""A picture is decided by its seed and index, at every size and alone or in a batch."""

import json

import numpy as np
import pytest
from PIL import Image

from engine.training.drawing.attributes import Attributes
from engine.training.drawing.catalogue import draw_many, draw_picture, write_catalogue
from engine.training.drawing.scene import draw
from engine.training.drawing.vocabulary import KINDS, SETTINGS, STYLES, TABLE


def pixels(seed: int, index: int, side: int = 64) -> np.ndarray:
    return np.asarray(draw_picture(seed, index, side, square=True).image)


def test_the_same_seed_and_index_give_the_same_picture_to_the_bit():
    for index in range(6):
        assert (pixels(5, index) == pixels(5, index)).all()


def test_another_index_or_seed_gives_another_picture():
    assert (pixels(5, 0) != pixels(5, 1)).any()
    assert (pixels(5, 0) != pixels(6, 0)).any()


def test_a_small_drawing_is_the_large_one_made_small():
    for index in (0, 3, 4):
        large = draw_picture(21, index, 192, square=True)
        shrunk = np.asarray(large.image.resize((24, 24), Image.Resampling.BOX)).astype(int)
        small = draw_picture(21, index, 96, square=True).image
        small = np.asarray(small.resize((24, 24), Image.Resampling.BOX)).astype(int)
        assert np.abs(shrunk - small).mean() < 9


@pytest.mark.parametrize("subject", [None, *KINDS])
def test_every_subject_is_drawn_in_each_of_its_settings(subject):
    kind = KINDS.get(subject)
    settings = kind.settings if kind else [name for name in SETTINGS if name != TABLE]
    for at, setting in enumerate(settings):
        attributes = Attributes(
            subject=subject,
            colour=kind.colours[0] if kind and kind.colours else None,
            count=1 if kind else 0,
            setting=setting,
            time=("dawn", "day", "dusk", "night")[at % 4],
            weather="clear",
            style=STYLES[at % len(STYLES)],
        )
        image = draw(attributes, (40, 32), np.random.default_rng(at))
        assert image.size == (40, 32)
        assert np.asarray(image).std() > 4


def test_night_is_darker_than_day():
    base = {"subject": None, "colour": None, "count": 0, "weather": "clear", "style": "painting"}
    for setting in SETTINGS[:-1]:
        day, night = (
            np.asarray(
                draw(
                    Attributes(**base, setting=setting, time=time),
                    (32, 32),
                    np.random.default_rng(8),
                )
            ).mean()
            for time in ("day", "night")
        )
        assert night < 0.7 * day


def test_an_array_of_many_equals_its_pictures_one_by_one(tmp_path):
    told = []
    draw_many(tmp_path / "some", 3, 31, 32, progress=lambda *now: told.append(now), workers=1)
    array = np.load(tmp_path / "some.npy")
    lines = (tmp_path / "some.jsonl").read_text().splitlines()
    assert array.shape == (3, 32, 32, 3)
    assert array.dtype == np.uint8
    assert told[-1] == (3, 3)
    for index, line in enumerate(lines):
        alone = draw_picture(31, index, 32, square=True)
        assert (array[index] == np.asarray(alone.image)).all()
        record = json.loads(line)
        assert record["sentence"] == alone.sentence
        assert tuple(record["paraphrases"]) == alone.paraphrases
        assert record["setting"] == alone.attributes.setting


def test_writing_a_catalogue_again_leaves_only_the_new_one(tmp_path):
    write_catalogue(tmp_path, 3, 41, 48, workers=1)
    write_catalogue(tmp_path, 2, 42, 48, workers=1)
    records = [
        json.loads(line) for line in (tmp_path / "attributes.jsonl").read_text().splitlines()
    ]
    there = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.webp"))
    assert there == sorted(record["path"] for record in records)
    assert len(there) == 2
    assert not list(tmp_path.rglob("*.partial"))
