"""The labelled photos that the published figures come from, as a head takes them: all splits.

Classes are called as the tables of the evaluation call them: they fall into the same halves.
"""

import csv
from pathlib import Path

from engine.errors import TrainingError
from engine.training.measuring import Labelled
from engine.training.photos import CALTECH, GROCERIES

COLUMNS = {CALTECH: "label", GROCERIES: "fine_label"}


def label_photos(folder: Path) -> Labelled:
    """List the photos of both data sets and their finest labels, without opening any.

    Raises
    ------
    TrainingError
        The folder lacks one of them.
    """
    paths: list[str] = []
    labels: list[str] = []
    for name, column in COLUMNS.items():
        table = folder / name / "metadata.csv"
        if not table.is_file():
            raise TrainingError(
                f"no labelled photos at {table}; name the folder that holds {name}/"
            )
        with table.open(encoding="utf-8", newline="") as lines:
            for record in csv.DictReader(lines):
                paths.append(f"{name}/{record['path']}")
                labels.append(record[column])
    none = ("",) * len(paths)
    return Labelled(folder, tuple(paths), tuple(labels), ((),) * len(paths), none)
