"""Labelled photos are read from one split alone, with the facts of their labels."""

import csv
import json

import numpy as np
import pytest
from PIL import Image

from engine.errors import TrainingError
from engine.training.lesson import _centred
from engine.training.photos import CALTECH, GROCERIES, read_descriptions, read_photos

ROWS = [
    ("a.jpg", "Granny-Smith", "Apple", "Fruit", "train"),
    ("b.jpg", "Lime", "Lime", "Fruit", "test"),
    ("c.jpg", "Soy-Milk-X", "Soy-Milk", "Packages", "train"),
]


@pytest.fixture
def folder(tmp_path):
    groceries = tmp_path / GROCERIES
    groceries.mkdir()
    with (groceries / "metadata.csv").open("w", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(("path", "fine_label", "coarse_label", "top_label", "split"))
        table.writerows(ROWS)
    for shade, row in enumerate(ROWS):
        Image.new("RGB", (30, 20), (shade * 100,) * 3).save(groceries / row[0])
    features = tmp_path / "mobilenet-v2-features"
    features.mkdir()
    seen = np.arange(3 * 4, dtype=np.uint8).reshape(3, 4)
    np.savez(features / f"{GROCERIES}.npz", feat=seen)
    line = {"fine_label": "Lime", "description": "Green and sour. Good in drinks."}
    (groceries / "class_descriptions.jsonl").write_text(json.dumps(line) + "\n")
    return tmp_path


def test_only_the_split_asked_for_is_opened(folder):
    (folder / GROCERIES / "b.jpg").unlink()  # reading the other split would fail
    photos = read_photos(folder, GROCERIES, "train", 16, teacher=True)
    assert photos.pictures.shape == (2, 16, 16, 3)
    assert photos.labels[0] == ("granny smith", "apple", "fruit")
    assert photos.asked == ("apple", "soy milk")


def test_the_teachers_features_follow_their_photos(folder):
    photos = read_photos(folder, GROCERIES, "train", 16, teacher=True)
    rows = np.sqrt(np.arange(12, dtype=np.float32).reshape(3, 4)[[0, 2]])
    truth = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    assert np.allclose(photos.features, truth, atol=1e-6)
    assert np.allclose(np.linalg.norm(_centred(photos).features, axis=1), 1, atol=1e-5)


def test_descriptions_come_in_sentences(folder):
    assert read_descriptions(folder) == {"lime": ("green and sour", "good in drinks")}


def test_a_folder_without_photos_says_what_it_wants(tmp_path):
    with pytest.raises(TrainingError, match="name the folder that holds caltech101/"):
        read_photos(tmp_path, CALTECH, "train", 16, teacher=False)


@pytest.mark.shared
def test_the_shared_photos_splits_share_no_photo(shared_photos):
    table = shared_photos / CALTECH / "metadata.csv"
    records = list(csv.DictReader(table.open(encoding="utf-8", newline="")))
    parts = {
        split: {record["path"] for record in records if record["repo_split"] == split}
        for split in ("train", "test")
    }
    assert len(parts["train"]) == 3417
    assert len(parts["test"]) == 1718
    assert not parts["train"] & parts["test"]
