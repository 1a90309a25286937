"""Grow all trees of a forest together, one level at a time.

Before it is cut, every cell is shrunk to the box around its liked examples and a margin, so that a
leaf is bounded, most of the background falls away at once, and the boxes of one tree never overlap.
A cell ends as a leaf when nothing unwanted is left in it, or nothing can be cut.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.forest.splits import Numbers, Splits, best_splits
from engine.types import Codes, Value

BACKGROUND, DISLIKED, WEAK, LIKED = range(4)
"""The kinds of example: `kind >= WEAK` is wanted."""


class ForestSettings(Value):
    """How a forest is grown, and how many votes make a match.

    `reach` is the margin around liked examples in standard deviations of theirs, less the more
    there are; `background` how many background rows each tree draws; the weights say what an
    example of a kind counts beside a liked or disliked one.
    """

    trees: int = 32
    depth: int = 12
    reach: float = 1.0
    background: int = 500
    weak_weight: float = 0.3
    background_weight: float = 0.1
    drawn_share: float = 0.6
    votes_share: float = 0.25


@dataclass(frozen=True, eq=False)
class Samples:
    """Examples in cells: codes (m, k) uint8, kind (m,) uint8, cell (m,) int64 ascending."""

    codes: Codes
    kind: NDArray[np.uint8]
    cell: Numbers

    def take(self, chosen: NDArray[np.bool_] | Numbers) -> "Samples":
        """Keep some examples, in the order given."""
        return Samples(self.codes[chosen], self.kind[chosen], self.cell[chosen])


@dataclass(frozen=True, eq=False)
class Cells:
    """Boxes of trees: tree (c,) int64, and both corners, (c, k) uint8."""

    tree: Numbers
    low: Codes
    high: Codes

    def take(self, chosen: NDArray[np.bool_] | Numbers) -> "Cells":
        """Keep some cells, in the order given."""
        return Cells(self.tree[chosen], self.low[chosen], self.high[chosen])


def grow(samples: Samples, trees: int, settings: ForestSettings, rng: np.random.Generator) -> Cells:
    """Grow leaves around the liked examples of every tree.

    Parameters
    ----------
    samples : Samples
        `cell` is the number of the tree; every tree has a wanted example.
    trees : int
    settings : ForestSettings
    rng : numpy Generator

    Returns
    -------
    Cells
        The positive leaves; those of one tree do not overlap.
    """
    width = samples.codes.shape[1]
    edge = np.full((trees, width), 255, dtype=np.uint8)
    cells = Cells(np.arange(trees, dtype=np.int64), np.zeros_like(edge), edge)
    spread = _spread(samples, trees) * settings.reach
    leaves: list[Cells] = []
    for level in range(settings.depth + 1):
        cells, samples = _shrink(cells, samples, spread)
        mixed = _mixed(samples, len(cells.tree))
        leaves.append(cells.take(~mixed))
        cells, samples = _keep(cells, samples, mixed)
        if len(cells.tree) == 0:
            break
        splits = _cut(samples, cells, settings, rng)
        stuck = np.ones(len(cells.tree), dtype=np.bool_)
        if level < settings.depth:
            stuck[splits.node] = False
        leaves.append(cells.take(stuck & _wanted(samples, len(cells.tree))))
        if stuck.all():
            break
        cells, samples = _divide(cells, samples, splits)
    return _join(leaves)


def _spread(samples: Samples, trees: int) -> NDArray[np.float64]:
    """Standard deviation of the wanted examples of each tree, (t, k)."""
    wanted = samples.take(samples.kind >= WEAK)
    count = np.maximum(np.bincount(wanted.cell, minlength=trees), 1)[:, None]
    values = wanted.codes.astype(np.float64)
    total, square = np.zeros((trees, values.shape[1])), np.zeros((trees, values.shape[1]))
    np.add.at(total, wanted.cell, values)
    np.add.at(square, wanted.cell, values * values)
    spread: NDArray[np.float64] = np.sqrt(np.maximum(square / count - (total / count) ** 2, 0))
    return np.maximum(spread, LEAST_SPREAD)


LEAST_SPREAD = 8.0
"""A single liked picture has no spread of its own; half a standard deviation of most dimensions."""


def _shrink(cells: Cells, samples: Samples, spread: NDArray[np.float64]) -> tuple[Cells, Samples]:
    """Draw every cell in around its wanted examples; cells without any go."""
    wanted = samples.take(samples.kind >= WEAK)
    starts = np.flatnonzero(np.diff(wanted.cell, prepend=-1))
    alive = wanted.cell[starts]
    codes = wanted.codes.astype(np.int64)
    count = np.diff(starts, append=len(codes))
    margin = spread[cells.tree[alive]] / np.sqrt(count)[:, None]
    reach = np.ceil(margin).astype(np.int64)
    kept = cells.take(alive)
    low = np.maximum(kept.low, np.minimum.reduceat(codes, starts) - reach)
    high = np.minimum(kept.high, np.maximum.reduceat(codes, starts) + reach)
    kept = replace(kept, low=low.astype(np.uint8), high=high.astype(np.uint8))
    renamed = np.full(len(cells.tree), -1, dtype=np.int64)
    renamed[alive] = np.arange(len(alive))
    return kept, _inside(replace(samples, cell=renamed[samples.cell]), kept)


def _inside(samples: Samples, cells: Cells) -> Samples:
    """Drop the examples that their cells no longer contain."""
    samples = samples.take(samples.cell >= 0)
    low, high = cells.low[samples.cell], cells.high[samples.cell]
    outside = ((samples.codes < low) | (samples.codes > high)).any(axis=1)
    return samples.take(np.flatnonzero(~outside))


def _mixed(samples: Samples, cells: int) -> NDArray[np.bool_]:
    """Which cells still hold something unwanted."""
    unwanted = np.bincount(samples.cell[samples.kind < WEAK], minlength=cells)
    return np.asarray(unwanted > 0)


def _wanted(samples: Samples, cells: int) -> NDArray[np.bool_]:
    """Which cells that cannot be cut still match: those with a liked example, or no dislike."""
    liked = np.bincount(samples.cell[samples.kind == LIKED], minlength=cells) > 0
    disliked = np.bincount(samples.cell[samples.kind == DISLIKED], minlength=cells) > 0
    return liked | ~disliked


def _keep(cells: Cells, samples: Samples, kept: NDArray[np.bool_]) -> tuple[Cells, Samples]:
    renamed = np.where(kept, np.cumsum(kept) - 1, -1)
    samples = replace(samples, cell=renamed[samples.cell])
    return cells.take(kept), samples.take(samples.cell >= 0)


def _cut(
    samples: Samples, cells: Cells, settings: ForestSettings, rng: np.random.Generator
) -> Splits:
    liked = np.array([0.0, 0.0, settings.weak_weight, 1.0])
    other = np.array([settings.background_weight, 1.0, 0.0, 0.0])
    undrawn = rng.random(cells.low.shape) > settings.drawn_share
    return best_splits(samples.codes, samples.cell, samples.kind, (liked, other), undrawn)


def _divide(cells: Cells, samples: Samples, splits: Splits) -> tuple[Cells, Samples]:
    """Cut cells half-way between the two values; the left halves come first in each pair."""
    middle = (splits.below + splits.above) // 2
    place = np.arange(len(splits.node))
    left, right = cells.take(splits.node), cells.take(splits.node)
    left.high[place, splits.dimension] = middle
    right.low[place, splits.dimension] = middle + 1
    order = np.argsort(np.concatenate([2 * place, 2 * place + 1]), kind="stable")
    parts = _join([left, right]).take(order)
    renamed = np.full(len(cells.tree), -1, dtype=np.int64)
    renamed[splits.node] = place
    samples = replace(samples, cell=renamed[samples.cell])
    samples = samples.take(samples.cell >= 0)
    value = samples.codes[np.arange(len(samples.cell)), splits.dimension[samples.cell]]
    side = (value > middle[samples.cell]).astype(np.int64)
    samples = replace(samples, cell=2 * samples.cell + side)
    return parts, samples.take(np.argsort(samples.cell, kind="stable"))


def _join(parts: list[Cells]) -> Cells:
    return Cells(
        np.concatenate([part.tree for part in parts]),
        np.concatenate([part.low for part in parts]),
        np.concatenate([part.high for part in parts]),
    )
