"""A person's own captions: `captions.csv` in or beside the pictures, columns path and caption."""

import csv
from collections.abc import Iterator
from pathlib import Path

from engine.errors import CatalogueError

NAME = "captions.csv"


def find_captions(images: Path) -> Path | None:
    """Find the captions of a folder of pictures: inside it, or beside it."""
    places = (images / NAME, images.parent / NAME)
    return next((place for place in places if place.is_file()), None)


def read_captions(path: Path) -> Iterator[tuple[str, str]]:
    """Read pairs of a path below the folder of pictures, and its caption.

    Raises
    ------
    CatalogueError
        The file is not a CSV file with these two columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"path", "caption"} - set(reader.fieldnames or ())
            if missing:
                raise CatalogueError(f"{path} has no column {sorted(missing)[0]!r}; add or move it")
            for line in reader:
                if line["path"] and line["caption"]:
                    yield line["path"], line["caption"]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CatalogueError(f"{path} cannot be read: {error}; correct or move it") from error
