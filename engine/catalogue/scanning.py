"""The picture files of a folder and of every folder below it, each one once.

Hidden files and folders are left out, folders that loop through a symbolic link are entered
once, and what cannot be looked into is reported while the walk goes on.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from engine.errors import CatalogueError, Fault, Kind
from engine.types import Value

SUFFIXES = frozenset(
    (".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif")
)


class Found(NamedTuple):
    """A picture file: where it lies below the folder, its size, and when it was last written."""

    path: str
    size_bytes: int
    modified_ns: int


class Refusal(Value):
    """Something that was left out, and why, in one sentence."""

    path: str
    reason: str


def scan(images: Path, leave_out: tuple[Path, ...] = ()) -> Iterator[Found | Refusal]:
    """Walk through a folder, names in order.

    Parameters
    ----------
    images : Path
    leave_out : tuple of Path
        Folders that are not entered, such as the library itself.

    Raises
    ------
    CatalogueError
        The folder is missing, or is no folder.
    """
    if not images.is_dir():
        found = "is not a folder" if images.exists() else "does not exist"
        raise CatalogueError(
            f"{images} {found}; give the folder that holds the pictures",
            Fault(Kind.FOLDER_MISSING, images.name),
        )
    entered = {_key(path.stat()) for path in leave_out if path.exists()}
    entered.add(_key(images.stat()))
    yield from _walk(images, "", entered)


def _key(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _walk(folder: Path, prefix: str, entered: set[tuple[int, int]]) -> Iterator[Found | Refusal]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Refusal(path=prefix or ".", reason=f"{folder} cannot be listed: {error.strerror}")
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _visit(entry, f"{prefix}{entry.name}", entered)


def _visit(
    entry: os.DirEntry[str], path: str, entered: set[tuple[int, int]]
) -> Iterator[Found | Refusal]:
    picture = Path(entry.name).suffix.lower() in SUFFIXES
    try:
        status = entry.stat()
    except OSError as error:
        if picture:
            yield Refusal(path=_text(path), reason=f"{_text(path)} leads nowhere: {error.strerror}")
        return
    if stat.S_ISDIR(status.st_mode):
        if _key(status) not in entered:
            entered.add(_key(status))
            yield from _walk(Path(entry.path), f"{path}/", entered)
    elif picture:
        yield _judge(path, status)


def _judge(path: str, status: os.stat_result) -> Found | Refusal:
    if not stat.S_ISREG(status.st_mode):
        return Refusal(path=_text(path), reason=f"{_text(path)} is not a regular file")
    if path != _text(path):
        return Refusal(path=_text(path), reason=f"{_text(path)}: this name is no text; rename it")
    return Found(path, status.st_size, status.st_mtime_ns)


def _text(path: str) -> str:
    """Write a name so that it can be printed: bytes that are no text become question marks."""
    return path.encode("utf-8", "replace").decode("utf-8")
