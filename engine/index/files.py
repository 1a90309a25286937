"""The arrays of a library on disk: little-endian .npy, opened by memory map, refused when changed.

`open_array` never hands out an array whose shape or type is not the one asked for. A file that is
in force is never written to: a longer array is a new file, an unchanged one is linked.
"""

import os
import shutil
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import LibraryError

REMEDY = "build it again: morelike index"
COPIED_ROWS = 65_536
HARMED = (OSError, ValueError, EOFError, SyntaxError, TypeError, TokenError, MemoryError)
"""A harmed header fails wherever numpy's parser of Python literals happens to be."""


def open_array(path: Path, shape: tuple[int | None, ...], *dtypes: str) -> NDArray[Any]:
    """Open one .npy file by memory map.

    Parameters
    ----------
    path : Path
    shape : tuple
        What the array must have; None where any length will do.
    dtypes : str
        The types that will do, as numpy spells them, for example "<u4".

    Raises
    ------
    LibraryError
        The file is missing, cut short, or holds something else.
    """
    try:
        mapped = np.lib.format.open_memmap(path, mode="r")
    except HARMED as error:
        raise LibraryError(f"{path} cannot be read ({error}); {REMEDY}") from error
    found: NDArray[Any] = np.asarray(mapped)
    fits = found.ndim == len(shape) and all(
        wanted in (None, length) for wanted, length in zip(shape, found.shape, strict=True)
    )
    if not fits or found.dtype not in [np.dtype(name) for name in dtypes]:
        wanted = "x".join("any" if length is None else str(length) for length in shape)
        got = "x".join(map(str, found.shape))
        kinds = " or ".join(dtypes)
        raise LibraryError(
            f"{path} holds {got} {found.dtype} where {wanted} {kinds} belongs; {REMEDY}"
        )
    return found


def create_array(path: Path, shape: tuple[int, ...], dtype: str) -> np.memmap[Any, Any]:
    """Make one .npy file of this shape and type, to be written through its memory map."""
    return np.lib.format.open_memmap(path, mode="w+", dtype=np.dtype(dtype), shape=shape)


def create_longer(path: Path, before: NDArray[Any], length: int) -> np.memmap[Any, Any]:
    """Make one .npy file of `length` rows, of which the first are those of another array."""
    longer = create_array(path, (length, *before.shape[1:]), before.dtype.str)
    for at in range(0, len(before), COPIED_ROWS):
        rows = slice(at, min(at + COPIED_ROWS, len(before)))
        longer[rows] = before[rows]
    return longer


def link_file(source: Path, target: Path) -> None:
    """Give a file that never changes a second name; a copy where the disk has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
