"""Labelled pictures as people have them: GPR1200's folder, a folder for each class, or a CSV.

    0_1234.jpg, 0_1235.jpg, 1_77.jpg ...   GPR1200: the class is the number before the line
    sheep/1.jpg, boats/2.jpg ...           a folder for each class; below train/ and test/ too
    table.csv                              path,label[,caption][,split]; a line for each caption

Everything that is wrong with the data is said here, before a model is loaded.
"""

import csv
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.catalogue import Found, scan
from engine.errors import CatalogueError, TrainingError
from engine.training.measuring.faults import named, refuse

TO_LEARN = frozenset(("train", "training"))
TO_CHOOSE = frozenset(("val", "valid", "validation", "dev"))
TO_MEASURE = frozenset(("test", "testing"))
SPLITS = TO_LEARN | TO_CHOOSE | TO_MEASURE
GPR1200_CLASSES = 1200
GPR1200_PARTS = ("landmarks", "nature", "sketches", "objects", "products", "faces")
_GPR1200_NAME = re.compile(r"(\d+)_[^/]*")


@dataclass(frozen=True)
class Labelled:
    """Pictures, what they are, and what is written about them, in one order.

    Attributes
    ----------
    folder : Path
        What the paths are relative to.
    paths, labels, splits : tuple of str
        A label or a split of "" is none.
    captions : tuple of tuple of str
    parts : tuple of (str, tuple of str)
        Named sets of classes that are reported apart.
    """

    folder: Path
    paths: tuple[str, ...]
    labels: tuple[str, ...]
    captions: tuple[tuple[str, ...], ...]
    splits: tuple[str, ...]
    parts: tuple[tuple[str, frozenset[str]], ...] = ()

    def __len__(self) -> int:
        """How many pictures there are."""
        return len(self.paths)

    def take(self, rows: Sequence[int]) -> "Labelled":
        """Give some of the pictures."""
        return Labelled(
            self.folder,
            tuple(self.paths[row] for row in rows),
            tuple(self.labels[row] for row in rows),
            tuple(self.captions[row] for row in rows),
            tuple(self.splits[row] for row in rows),
            self.parts,
        )

    def beside(self, others: "Labelled") -> "Labelled":
        """Put other pictures of the same folder behind these."""
        return Labelled(
            self.folder,
            self.paths + others.paths,
            self.labels + others.labels,
            self.captions + others.captions,
            self.splits + others.splits,
            self.parts,
        )

    def rows(self, splits: Collection[str]) -> list[int]:
        """List the pictures of some splits."""
        return [row for row, split in enumerate(self.splits) if split in splits]

    @property
    def classes(self) -> frozenset[str]:
        """Every label there is."""
        return frozenset(self.labels) - {""}


def read_labelled(source: Path) -> Labelled:
    """Read a folder or a CSV.

    Raises
    ------
    TrainingError
        There is nothing to read, it is of no known form, files are missing, a split is not known,
        or a picture has two labels.
    """
    if source.is_dir():
        labelled = _read_folder(source)
    elif source.is_file():
        labelled = _read_csv(source)
    else:
        raise TrainingError(f"there is no folder and no CSV {source}")
    refuse([*_missing(labelled), *_unknown(labelled)])
    return labelled


def _read_folder(folder: Path) -> Labelled:
    try:
        paths = [one.path for one in scan(folder) if isinstance(one, Found)]
    except CatalogueError as error:
        raise TrainingError(str(error)) from error
    if not paths:
        raise TrainingError(f"{folder} holds no picture")
    if all(_GPR1200_NAME.fullmatch(path) for path in paths):
        return _read_gpr1200(folder, paths)
    _refuse_gpr1200_above(folder, paths)
    placed = [_place(path) for path in paths]
    if any(label == "" for _, label in placed):
        stray = next(path for path, place in zip(paths, placed, strict=True) if not place[1])
        raise TrainingError(
            f"{folder} is of no known form: {stray} lies in no folder of a class, "
            "and is not called as GPR1200's pictures are (7_name.jpg)"
        )
    splits, labels = zip(*placed, strict=True)
    return Labelled(folder, tuple(paths), labels, ((),) * len(paths), splits)


def _read_gpr1200(folder: Path, paths: Iterable[str]) -> Labelled:
    """Order by class number, as the published code does; whole sets have six named parts."""
    ordered = sorted(paths, key=lambda path: (int(path.partition("_")[0]), path))
    labels = tuple(path.partition("_")[0] for path in ordered)
    classes = sorted(set(labels), key=int)
    parts: tuple[tuple[str, frozenset[str]], ...] = ()
    if len(classes) == GPR1200_CLASSES:
        wide = GPR1200_CLASSES // len(GPR1200_PARTS)
        parts = tuple(
            (name, frozenset(classes[at * wide : (at + 1) * wide]))
            for at, name in enumerate(GPR1200_PARTS)
        )
    none = ("",) * len(ordered)
    return Labelled(folder, tuple(ordered), labels, ((),) * len(ordered), none, parts)


def _refuse_gpr1200_above(folder: Path, paths: Sequence[str]) -> None:
    """Tell those who name the folder above GPR1200's pictures, which would be a single class."""
    first = paths[0].partition("/")[0]
    if all(_GPR1200_NAME.fullmatch(path.removeprefix(f"{first}/")) for path in paths):
        raise TrainingError(
            f"all pictures of {folder} lie in {first}/, and are called as GPR1200's are "
            f"(7_name.jpg): give {folder / first}"
        )


def _place(path: str) -> tuple[str, str]:
    """Read split and class from a path: the class is all folders but that of the split."""
    folders = path.split("/")[:-1]
    split = ""
    if len(folders) > 1 and folders[0].lower() in SPLITS:
        split, *folders = folders
    return split.lower(), "/".join(folders)


def _read_csv(table: Path) -> Labelled:
    labels: dict[str, str] = {}
    splits: dict[str, str] = {}
    captions: dict[str, list[str]] = {}
    for number, line in _lines(table):
        path = line["path"].strip()
        label, split = (line.get(name, "").strip() for name in ("label", "split"))
        if labels.setdefault(path, label) != label or splits.setdefault(path, split) != split:
            raise TrainingError(
                f"{table.name}, line {number}: {path} is {label or 'without label'} {split} here "
                f"and {labels[path] or 'without label'} {splits[path]} further up"
            )
        own = captions.setdefault(path, [])
        caption = line.get("caption", "").strip()
        if caption and caption not in own:
            own.append(caption)
    if not labels:
        raise TrainingError(f"{table} has no lines")
    return Labelled(
        table.parent,
        tuple(labels),
        tuple(labels.values()),
        tuple(tuple(captions[path]) for path in labels),
        tuple(splits[path].lower() for path in labels),
    )


def _lines(table: Path) -> Iterable[tuple[int, dict[str, str]]]:
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            columns = reader.fieldnames or []
            if "path" not in columns or not {"label", "caption"} & set(columns):
                raise TrainingError(
                    f"{table} must have the columns path and label or caption; "
                    f"found {', '.join(columns) or 'none'}"
                )
            yield from ((reader.line_num, line) for line in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TrainingError(f"{table} cannot be read as CSV: {error}") from error


def _missing(labelled: Labelled) -> list[str]:
    missing = [path for path in labelled.paths if not (labelled.folder / path).is_file()]
    if not missing:
        return []
    many = f"{len(missing):,} of {len(labelled):,} pictures"
    return [f"{many} are missing below {labelled.folder}: {named(missing)}"]


def _unknown(labelled: Labelled) -> list[str]:
    """Find splits that nobody would look for, and whose pictures would be lost without a word."""
    strange = sorted(set(labelled.splits) - SPLITS - {""})
    if not strange:
        return []
    many = f"{len(labelled.rows(strange)):,} of {len(labelled):,} pictures"
    said = named([repr(split) for split in strange])
    return [f"{many} are of split {said}: write train, val or test, or nothing"]
