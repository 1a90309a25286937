"""The bundled demo catalogue is whole, within its budget, and what its truth says it is."""

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.training.drawing.attributes import Attributes
from engine.training.drawing.catalogue import (
    COLUMNS,
    DEMO_COUNT,
    DEMO_SEED,
    DEMO_SIDE,
    draw_picture,
    encoded,
)
from engine.training.drawing.sentences import sentence
from engine.training.drawing.vocabulary import KINDS, SETTINGS, STYLES, TIMES, WEATHERS

DEMO = Path(__file__).parents[4] / "assets" / "demo"
BUDGET_BYTES = 25_000_000


@pytest.fixture(scope="module")
def records() -> list[dict]:
    lines = (DEMO / "attributes.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def truth(record: dict) -> Attributes:
    return Attributes(**{name: record[name] for name in Attributes.model_fields})


def test_there_are_at_least_2400_pictures_and_no_other_files(records):
    assert len(records) == DEMO_COUNT >= 2400
    there = {path.relative_to(DEMO).as_posix() for path in (DEMO / "pictures").iterdir()}
    assert there == {record["path"] for record in records}


def test_the_demo_keeps_within_its_budget():
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < BUDGET_BYTES


def test_every_file_opens_at_the_size_it_is_said_to_have(records):
    for record in records:
        with Image.open(DEMO / record["path"]) as image:
            assert image.format == "WEBP"
            assert image.size == (record["width"], record["height"])
            assert max(image.size) == DEMO_SIDE


def test_every_word_of_the_vocabulary_occurs(records):
    for field, words in (("setting", SETTINGS), ("time", TIMES), ("weather", WEATHERS)):
        counts = Counter(record[field] for record in records)
        assert set(counts) == set(words)
        assert min(counts.values()) >= 25  # northern lights need a clear night
    assert {record["style"] for record in records} == set(STYLES)


def test_every_subject_occurs_often_enough_to_be_searched_for(records):
    counts = Counter(record["subject"] for record in records)
    assert set(counts) == {None, *KINDS}
    assert min(counts.values()) >= 25


def test_sentences_follow_from_the_attributes(records):
    for record in records:
        assert record["sentence"] == sentence(truth(record))


def test_the_labels_table_says_the_same_as_the_lines(records):
    with (DEMO / "captions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    for row, record in zip(rows, records, strict=True):
        assert (DEMO / "pictures" / row["path"]).is_file()
        assert row["caption"] == record["sentence"]
        for name in COLUMNS[1:-1]:
            assert row[name] == str(record[name] if record[name] is not None else "")


@pytest.mark.parametrize("index", [0, 1, 7, 100, 999, 1600, DEMO_COUNT - 1])
def test_a_picture_drawn_again_is_the_bundled_one(records, index):
    drawing = draw_picture(DEMO_SEED, index, DEMO_SIDE)
    assert drawing.attributes == truth(records[index])
    with Image.open(DEMO / records[index]["path"]) as image:
        bundled = np.asarray(image.convert("RGB")).astype(int)
    fresh = np.asarray(drawing.image).astype(int)
    assert np.abs(bundled - fresh).mean() < 6  # what WebP loses
    assert len(encoded(drawing.image, drawing.attributes.style)) < 40_000
