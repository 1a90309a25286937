"""Ground truth: what people say that each picture shows, and the concepts that follow from it.

Truth exists in this package alone; no signature of the engine can carry it. Whether a class
belongs to the development or to the test half depends on its name alone: whatever the seed of an
evaluation, what was tuned on the one half never looks for a class of the other.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from engine.errors import SettingsError
from engine.types import Rows, Value

Half = Literal["test", "development", "all"]
SPLIT = 0
JOINT = "+"
"""Joins the columns of a class and an attribute, as in subject+time."""


class Sheet(Value):
    """A table of labels: a CSV file with a column `path`, and the column (or columns) to read.

    `prefix` goes before every path, where several collections lie side by side.
    """

    file: Path
    column: str
    prefix: str = ""


@dataclass(frozen=True, eq=False)
class Concept:
    """Something that a person may look for.

    Attributes
    ----------
    name : str
    parts : tuple of (k,) int64
        The rows that match, ascending, one array for each class that the concept is made of.
    """

    name: str
    parts: tuple[Rows, ...]

    @property
    def members(self) -> Rows:
        """All rows that match, ascending."""
        return np.unique(np.concatenate(self.parts))


def parse_sheet(text: str, prefix: str = "") -> Sheet:
    """Read `CSV:COLUMN`; the last colon parts them.

    Raises
    ------
    SettingsError
        A part is missing.

    Examples
    --------
    >>> parse_sheet("photos/labels.csv:subject+time").column
    'subject+time'
    """
    file, _, column = text.rpartition(":")
    if not file or not column:
        raise SettingsError(f"labels are given as CSV:COLUMN, such as labels.csv:kind; got {text}")
    return Sheet(file=Path(file), column=column, prefix=prefix)


def read_labels(sheets: Sequence[Sheet], paths: Sequence[str]) -> tuple[str, ...]:
    """Give every picture of a catalogue its label, "" where no table knows it.

    Parameters
    ----------
    sheets : sequence of Sheet
    paths : sequence of str
        Of the catalogue's pictures, in row order.

    Raises
    ------
    SettingsError
        A table cannot be read, lacks a column, or knows none of the pictures.
    """
    known: dict[str, str] = {}
    for sheet in sheets:
        known |= _read_sheet(sheet)
    labels = tuple(known.get(path, "") for path in paths)
    if not any(labels):
        example = next(iter(known), "nothing")
        raise SettingsError(
            f"no picture of the catalogue has a label: the table has {example}, "
            f"the catalogue {paths[0]}; paths start at the indexed folder"
        )
    return labels


def _read_sheet(sheet: Sheet) -> dict[str, str]:
    try:
        with sheet.file.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"the labels {sheet.file} cannot be read: {error}") from error
    columns = sheet.column.split(JOINT)
    names = list(lines[0]) if lines else []
    missing = [name for name in ("path", *columns) if name not in names]
    if missing:
        raise SettingsError(f"{sheet.file} has no column {missing[0]}; it has: {', '.join(names)}")
    return {sheet.prefix + line["path"]: _label(line, columns) for line in lines}


def _label(line: dict[str, str], columns: Sequence[str]) -> str:
    values = [(line[name] or "").strip() for name in columns]
    return f" {JOINT} ".join(values) if all(values) else ""


def half_of(label: str) -> Half:
    """Tell which half a class belongs to; a class with an attribute goes where its class goes."""
    name = label.split(f" {JOINT} ", maxsplit=1)[0]
    digest = hashlib.blake2b(f"{SPLIT}:{name}".encode(), digest_size=8).digest()
    return "test" if digest[0] & 1 else "development"


def find_classes(labels: Sequence[str], half: Half, at_least: int) -> list[Concept]:
    """Make a concept of every class of a half that has `at_least` pictures, by name."""
    rows_of: dict[str, list[int]] = {}
    for row, label in enumerate(labels):
        if label and half in ("all", half_of(label)):
            rows_of.setdefault(label, []).append(row)
    return [
        Concept(label, (np.array(rows_of[label], dtype=np.int64),))
        for label in sorted(rows_of)
        if len(rows_of[label]) >= at_least
    ]


def draw_pairs(classes: Sequence[Concept], count: int, rng: np.random.Generator) -> list[Concept]:
    """Draw concepts of two classes at once, no pair twice.

    Raises
    ------
    SettingsError
        There are not that many pairs.
    """
    most = len(classes) * (len(classes) - 1) // 2
    if count > most:
        raise SettingsError(f"{len(classes)} classes make {most} pairs; {count} were asked for")
    one, two = np.triu_indices(len(classes), 1)
    drawn = np.sort(rng.choice(most, count, replace=False))
    return [_join(classes[one[at]], classes[two[at]]) for at in drawn]


def _join(one: Concept, two: Concept) -> Concept:
    return Concept(f"{one.name} or {two.name}", one.parts + two.parts)
