"""Sort a catalogue into blocks of neighbours by median splits, out of core.

After `sort_into_blocks` every run of `block_rows` keys is one cell of a k-d tree. Memory stays
bounded by `memory_rows`: larger stretches are halved by streaming them through a scratch file.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.index.files import create_array

SAMPLED = 1024


def sort_into_blocks(
    keys: NDArray[np.uint8],
    rows: NDArray[np.uint32],
    block_rows: int,
    scratch: Path,
    memory_rows: int = 1 << 20,
) -> None:
    """Reorder keys and rows together, in place.

    Parameters
    ----------
    keys : (n, k) uint8
        May be a memory map; n is a multiple of `block_rows`.
    rows : (n,) uint32
        Travels with the keys.
    block_rows : int
    scratch : Path
        A folder for temporary files as large as `keys` and `rows`.
    memory_rows : int
        At least `block_rows`.
    """
    large = [(0, len(keys))]
    while large:
        start, stop = large.pop()
        if stop - start <= max(memory_rows, block_rows):
            _sort_in_memory(keys, rows, start, stop, block_rows)
            continue
        middle = start + _half(stop - start, block_rows)
        _stream_halves(keys[start:stop], rows[start:stop], middle - start, scratch, memory_rows)
        large += [(start, middle), (middle, stop)]


def _half(length: int, block_rows: int) -> int:
    """Where to cut so that the left side is whole blocks, and about half."""
    return (length // block_rows // 2) * block_rows


def _sort_in_memory(
    keys: NDArray[np.uint8], rows: NDArray[np.uint32], start: int, stop: int, block_rows: int
) -> None:
    near_keys, near_rows = np.array(keys[start:stop]), np.array(rows[start:stop])
    stack = [(0, stop - start)]
    while stack:
        left, right = stack.pop()
        if right - left <= block_rows:
            continue
        half = _half(right - left, block_rows)
        values = near_keys[left:right, _widest(near_keys[left:right])]
        order = np.argpartition(values, half)
        near_keys[left:right] = near_keys[left:right][order]
        near_rows[left:right] = near_rows[left:right][order]
        stack += [(left, left + half), (left + half, right)]
    keys[start:stop], rows[start:stop] = near_keys, near_rows


def _widest(keys: NDArray[np.uint8]) -> int:
    """Find the dimension that spreads most, on an even sample."""
    sample = keys[:: max(1, len(keys) // SAMPLED)]
    return int(sample.std(axis=0).argmax())


def _stream_halves(
    keys: NDArray[np.uint8], rows: NDArray[np.uint32], half: int, scratch: Path, memory_rows: int
) -> None:
    """Bring the `half` smallest values of the widest dimension to the front, a chunk at a time."""
    dimension = _widest(keys)
    chunks = [slice(at, at + memory_rows) for at in range(0, len(keys), memory_rows)]
    pivot, ties = _pivot(keys, dimension, half, chunks)
    side_keys = create_array(scratch / "sorting-keys.npy", keys.shape, "|u1")
    side_rows = create_array(scratch / "sorting-rows.npy", rows.shape, "<u4")
    left, right = 0, half
    for chunk in chunks:
        values = keys[chunk, dimension]
        first = values < pivot
        tied = np.flatnonzero(values == pivot)[:ties]
        first[tied] = True
        ties -= len(tied)
        for taken, at in ((first, left), (~first, right)):
            count = int(taken.sum())
            side_keys[at : at + count] = keys[chunk][taken]
            side_rows[at : at + count] = rows[chunk][taken]
        left += int(first.sum())
        right += int((~first).sum())
    for chunk in chunks:
        keys[chunk], rows[chunk] = side_keys[chunk], side_rows[chunk]
    _discard(side_keys, side_rows)


def _pivot(
    keys: NDArray[np.uint8], dimension: int, half: int, chunks: list[slice]
) -> tuple[int, int]:
    """Find the value at place `half`, and how many of its ties belong to the front."""
    counts = np.zeros(256, dtype=np.int64)
    for chunk in chunks:
        counts += np.bincount(keys[chunk, dimension], minlength=256)
    below = np.concatenate([[0], np.cumsum(counts)])
    pivot = int(np.searchsorted(below, half, side="right")) - 1
    return pivot, half - int(below[pivot])


def _discard(*arrays: np.memmap[Any, Any]) -> None:
    for array in arrays:
        if array.filename is not None:
            Path(array.filename).unlink()
