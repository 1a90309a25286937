"""Which few code dimensions each part of the box index, and each tree of the forest, lives in.

Every dimension lies in at least one subspace where the budget has room, those that tell pictures
apart best (the highest variance) in several, and no subspace names a dimension twice.
"""

from collections.abc import Sequence

import numpy as np

WIDTH = 9
"""Dimensions a subspace. Measured on 10 million synthetic rows, five third turns, three trees a
subspace (two of width 6), boxes of 6 million rows read at most; the share of the class that the
forest's best 100,000 rows hold, and what finding them takes one core of a busy machine:

| width | subspaces | bytes a row | share | boxes kept | milliseconds |
| --- | --- | --- | --- | --- | --- |
| 6 | 9 | 122 | 0.84 | 118 | 47 |
| 7 | 8 | 120 | 0.86 | 49 | 38 |
| 8 | 8 | 128 | 0.86 | 30 | 36 |
| 9 | 7 | 123 | 0.88 | 25 | 34 |
| 10 | 6 | 116 | 0.88 | 19 | 33 |

Narrow boxes are found cheaply and tell little apart, so that many are needed; on photos widths 8
and 10 order alike (average precision 0.610 and 0.612 after three pages)."""

Subspaces = tuple[tuple[int, ...], ...]
ID_BYTES = 4


def bytes_per_row(subspaces: Subspaces, dimensions: int) -> int:
    """Count what the codes and the box index keep for one picture, block bounds aside.

    Examples
    --------
    >>> bytes_per_row(((0, 1, 2), (1, 2, 3)), dimensions=4)
    18
    """
    return dimensions + sum(ID_BYTES + len(subspace) for subspace in subspaces)


def choose(variances: Sequence[float], width: int = WIDTH, budget_bytes: int = 128) -> Subspaces:
    """Deal the code dimensions to as many subspaces as the budget allows.

    Parameters
    ----------
    variances : (k,)
        What each code dimension tells pictures apart by, in code order.
    width : int
        Dimensions a subspace; all have the same.
    budget_bytes : int
        For codes and box index together, a picture.

    Returns
    -------
    tuple of tuple of int
        Ascending dimensions, one tuple a subspace.

    Examples
    --------
    >>> choose([9.0, 4.0, 1.0], width=2, budget_bytes=15)
    ((0, 2), (0, 1))
    """
    total = len(variances)
    width = min(width, total)
    if width == total:
        return (tuple(range(total)),)
    count = max(1, (budget_bytes - total) // (ID_BYTES + width))
    hands: list[list[int]] = [[] for _ in range(count)]
    for dimension, copies in enumerate(_copies(variances, count, count * width)):
        for hand in _roomiest(hands, dimension, copies):
            hands[hand].append(dimension)
    return tuple(tuple(sorted(hand)) for hand in hands)


def _copies(variances: Sequence[float], most: int, slots: int) -> list[int]:
    """Share out the slots: one for each dimension first, the rest by standard deviation."""
    spread = np.sqrt(np.maximum(np.asarray(variances, dtype=np.float64), 0)) + 1e-12
    copies = np.zeros(len(spread), dtype=np.int64)
    copies[np.argsort(-spread, kind="stable")[:slots]] = 1
    for _ in range(slots - int(copies.sum())):
        want = np.where(copies < most, spread / (copies + 1), -1.0)
        copies[int(want.argmax())] += 1
    return [int(number) for number in copies]


def _roomiest(hands: list[list[int]], dimension: int, copies: int) -> list[int]:
    """Choose the emptiest hands; the turn moves on so that companions vary."""
    count = len(hands)
    order = sorted(range(count), key=lambda hand: (len(hands[hand]), (hand - dimension) % count))
    return order[:copies]
