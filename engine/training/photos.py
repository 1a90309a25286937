"""Labelled photos of the shared data's layout, read once into memory.

A folder holds `caltech101/`, `grocery-store/` and `mobilenet-v2-features/`, each data set with
its `metadata.csv`. Only the split that is asked for is opened: the pictures and the teacher's
features of the other splits are never seen.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import TrainingError
from engine.training.names import fact_of

Pictures: TypeAlias = NDArray[np.uint8]  # (n, side, side, 3)
Features: TypeAlias = NDArray[np.float32]  # (n, 1280), rows of unit length
Split = Literal["train", "val", "test"]

CALTECH = "caltech101"
GROCERIES = "grocery-store"
SPLIT_COLUMN = {CALTECH: "repo_split", GROCERIES: "split"}
ASKED_COLUMN = {CALTECH: "label_text", GROCERIES: "coarse_label"}
LABEL_COLUMNS = {CALTECH: ("label_text",), GROCERIES: ("fine_label", "coarse_label", "top_label")}


@dataclass(frozen=True)
class Photos:
    """One data set's photos of one split, and what is known of them.

    Attributes
    ----------
    pictures : (n, side, side, 3) uint8
        Squashed to squares, as the model sees them in use.
    labels : tuple of tuple of str
        Facts of each photo, the finest first.
    asked : tuple of str
        The name by which each photo's class is asked for when a model is measured: Caltech's own
        text, or the coarse grocery.
    features : (n, 1280) float32 or None
        What the teacher saw.
    """

    name: str
    pictures: Pictures
    labels: tuple[tuple[str, ...], ...]
    asked: tuple[str, ...]
    features: Features | None


def read_photos(folder: Path, name: str, split: Split, side: int, *, teacher: bool) -> Photos:
    """Read one data set's photos of one split.

    Parameters
    ----------
    folder : Path
        What holds the data sets.
    name : str
        `CALTECH` or `GROCERIES`.
    split : str
    side : int
        Photos are squashed to squares of this side.
    teacher : bool
        Read the teacher's features too.

    Raises
    ------
    TrainingError
        If the folder has no such data.
    """
    table = folder / name / "metadata.csv"
    if not table.is_file():
        raise TrainingError(f"no labelled photos at {table}; name the folder that holds {name}/")
    with table.open(encoding="utf-8", newline="") as lines:
        records = list(csv.DictReader(lines))
    rows = [row for row, record in enumerate(records) if record[SPLIT_COLUMN[name]] == split]
    pictures = np.stack([_squashed(folder / name / records[row]["path"], side) for row in rows])
    labels = tuple(
        tuple(fact_of(records[row][column]) for column in LABEL_COLUMNS[name]) for row in rows
    )
    asked = tuple(records[row][ASKED_COLUMN[name]].replace("-", " ").lower() for row in rows)
    features = _features(folder, name, rows) if teacher else None
    return Photos(name, pictures, labels, asked, features)


def _squashed(path: Path, side: int) -> Pictures:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB").resize((side, side), Image.Resampling.BICUBIC))


def _features(folder: Path, name: str, rows: list[int]) -> Features | None:
    """Read the teacher's features of some rows; the square root tames their long tail."""
    path = folder / "mobilenet-v2-features" / f"{name}.npz"
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as arrays:
        seen = np.sqrt(arrays["feat"][rows].astype(np.float32))
    unit: Features = seen / np.linalg.norm(seen, axis=1, keepdims=True).clip(1e-6)
    return unit


def read_descriptions(folder: Path) -> dict[str, tuple[str, ...]]:
    """Read what is written about the groceries: the sentences of each finest fact."""
    path = folder / GROCERIES / "class_descriptions.jsonl"
    if not path.is_file():
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        found[fact_of(record["fine_label"])] = tuple(_sentences(record["description"]))
    return found


def _sentences(text: str) -> Iterator[str]:
    """Cut a text at its full stops."""
    for piece in text.replace("\n", " ").split(". "):
        if piece.strip(" ."):
            yield piece.strip(" .").lower()
