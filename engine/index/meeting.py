"""Where boxes and blocks meet, and the rows of a block that lie in a box: the inner loops.

Whether a value lies between two bounds takes one subtraction and one comparison of bytes: values
below the lower bound wrap round to the far end. Work is cut into pieces that a cache holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.index.blocks import Part
from engine.types import Codes

TESTED_BYTES = 1 << 19
"""How many rows are tested at once, a byte each."""


@dataclass(frozen=True, eq=False)
class Query:
    """Boxes of one part: `numbers` (q,) is what the caller calls them, low and high are (q, k).

    `bounded` are the places where any of them excludes something.
    """

    part: Part
    numbers: NDArray[np.int64]
    low: NDArray[np.uint8]
    high: NDArray[np.uint8]
    bounded: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Boxes and blocks that meet, by number, and whether the box holds the whole block; (p,)."""

    box: NDArray[np.int64]
    block: NDArray[np.int64]
    whole: NDArray[np.bool_]

    def take(self, chosen: NDArray[np.int64]) -> "Pairs":
        """Keep some pairs."""
        return Pairs(self.box[chosen], self.block[chosen], self.whole[chosen])


def meet_blocks(query: Query) -> Pairs:
    """Compare every box of a query with the bounds of every block."""
    part, low, high = query.part, query.low, query.high
    near = np.ones((len(low), part.low.shape[1]), dtype=np.bool_)
    met = np.empty_like(near)
    for place in query.bounded:
        near &= np.less_equal(part.low[place], high[:, place, None], out=met)
        near &= np.greater_equal(part.high[place], low[:, place, None], out=met)
    box, block = np.divmod(np.flatnonzero(near), near.shape[1])
    whole = np.zeros(len(box), dtype=np.bool_)
    whole[_whole(query, box, block)] = True
    return Pairs(box, block, whole)


def _whole(query: Query, box: NDArray[np.int64], block: NDArray[np.int64]) -> NDArray[np.int64]:
    """List the pairs whose box holds the whole block; few outlast the first dimensions."""
    left = np.arange(len(box))
    for place in query.bounded:
        low, high = query.part.low[place][block[left]], query.part.high[place][block[left]]
        own = box[left]
        left = left[(low >= query.low[own, place]) & (high <= query.high[own, place])]
    return left


def read_pairs(query: Query, pairs: Pairs) -> Iterator[NDArray[np.uint32]]:
    """List the rows of blocks that lie in the box that they are paired with, pieces at a time."""
    blocks, wide, block_rows = query.part.codes.shape
    lines = query.part.codes.reshape(blocks * wide, block_rows)
    numbers = query.part.rows.reshape(-1)
    span = query.high - query.low
    step = max(1, TESTED_BYTES // block_rows)
    values = np.empty((step, block_rows), dtype=np.uint8)
    within = np.empty(values.shape, dtype=np.bool_)
    for at in range(0, len(pairs.box), step):
        box, block = pairs.box[at : at + step], pairs.block[at : at + step]
        inside = np.ones((len(box), block_rows), dtype=np.bool_)
        near, met = values[: len(box)], within[: len(box)]
        for place in query.bounded:
            np.take(lines, block * wide + place, axis=0, out=near, mode="clip")
            np.subtract(near, query.low[box, place, None], out=near)
            inside &= np.less_equal(near, span[box, place, None], out=met)
        hit = np.flatnonzero(inside)
        pair = hit // block_rows
        yield numbers[hit + (block - np.arange(len(block)))[pair] * block_rows]


def inside_tail(query: Query, tail: Codes) -> NDArray[np.bool_]:
    """Tell which of (n, d) unsorted codes lie in each box of a query, (q, n)."""
    inside = np.ones((len(query.low), len(tail)), dtype=np.bool_)
    span = query.high - query.low
    for place in query.bounded:
        values = np.ascontiguousarray(tail[:, query.part.subspace[place]])
        inside &= (values - query.low[:, place, None]) <= span[:, place, None]
    return inside
