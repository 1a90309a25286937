"""The arrays of a library on disk: little-endian .npy, opened by memory map, refused when changed.

`open_array` never hands out an array whose shape or type is not the one asked for.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import LibraryError

REMEDY = "build it again: morelike index"


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
        mapped = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
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
