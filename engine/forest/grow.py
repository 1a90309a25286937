"""Grow all trees of a forest together, one level at a time.

Before it is cut, every cell is shrunk to the box around its liked examples and a margin, so that a
leaf is bounded, most of the background falls away at once, and the boxes of one tree never overlap.
A cell is cut while it holds a dislike, or while the leaves of its tree hold more of the catalogue
than they may; it ends as a leaf when that is over, or when nothing can be cut.
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
    there are; a tree is cut until its leaves hold no more than `share` of the catalogue, and no
    more than `rows` of it, as far as the background tells; `background` how many background rows
    each tree keeps of those near its wanted examples; the weights say what an example of a kind
    counts beside a liked one. `votes_share` of the trees are the votes of a match at
    least.
    """

    trees: int = 28
    depth: int = 12
    reach: float = 1.0
    share: float = 0.03
    rows: int = 20_000
    background: int = 500
    weak_weight: float = 0.3
    background_weight: float = 0.05
    disliked_weight: float = 1.0
    drawn_share: float = 0.6
    votes_share: float = 0.07


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
    """Boxes of trees: tree (c,) int64, both corners, (c, k) uint8, and what is wanted in them."""

    tree: Numbers
    low: Codes
    high: Codes
    worth: NDArray[np.float64]

    def take(self, chosen: NDArray[np.bool_] | Numbers) -> "Cells":
        """Keep some cells, in the order given."""
        return Cells(self.tree[chosen], self.low[chosen], self.high[chosen], self.worth[chosen])


def grow(
    samples: Samples,
    trees: int,
    settings: ForestSettings,
    rng: np.random.Generator,
    allowed: NDArray[np.float64] | None = None,
) -> Cells:
    """Grow leaves around the liked examples of every tree.

    Parameters
    ----------
    samples : Samples
        `cell` is the number of the tree; every tree has a wanted example.
    trees : int
    settings : ForestSettings
    rng : numpy Generator
    allowed : (t,) float64, optional
        So much background may stay in the leaves of each tree; none when left out.

    Returns
    -------
    Cells
        The positive leaves; those of one tree do not overlap.
    """
    width = samples.codes.shape[1]
    edge = np.full((trees, width), 255, dtype=np.uint8)
    cells = Cells(np.arange(trees, dtype=np.int64), np.zeros_like(edge), edge, np.zeros(trees))
    spread = _spread(samples, trees)
    allowed = np.zeros(trees) if allowed is None else allowed
    leaves: list[Cells] = []
    for level in range(settings.depth + 1):
        cells, samples = _shrink(cells, samples, spread, settings)
        mixed = _mixed(cells, samples, allowed)
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
    return spread


def margin(spread: NDArray[np.float64], count: Numbers | int, reach: float) -> NDArray[np.int64]:
    """How far a box reaches beyond `count` wanted examples that spread so much."""
    beyond = np.maximum(spread, LEAST_SPREAD) * reach / np.sqrt(count)
    return np.ceil(beyond).astype(np.int64)


LEAST_SPREAD = 8.0
"""A single liked picture has no spread of its own; half a standard deviation of most dimensions."""


def _shrink(
    cells: Cells, samples: Samples, spread: NDArray[np.float64], settings: ForestSettings
) -> tuple[Cells, Samples]:
    """Draw every cell in around its wanted examples; cells without any go."""
    wanted = samples.take(samples.kind >= WEAK)
    starts = np.flatnonzero(np.diff(wanted.cell, prepend=-1))
    alive = wanted.cell[starts]
    codes = wanted.codes.astype(np.int64)
    count = np.diff(starts, append=len(codes))
    beyond = margin(spread[cells.tree[alive]], count[:, None], settings.reach)
    kept = cells.take(alive)
    low = np.maximum(kept.low, np.minimum.reduceat(codes, starts) - beyond)
    high = np.minimum(kept.high, np.maximum.reduceat(codes, starts) + beyond)
    worth = np.add.reduceat(np.where(wanted.kind == LIKED, 1.0, settings.weak_weight), starts)
    kept = Cells(kept.tree, low.astype(np.uint8), high.astype(np.uint8), worth)
    renamed = np.full(len(cells.tree), -1, dtype=np.int64)
    renamed[alive] = np.arange(len(alive))
    return kept, _inside(replace(samples, cell=renamed[samples.cell]), kept)


def _inside(samples: Samples, cells: Cells) -> Samples:
    """Drop the examples that their cells no longer contain."""
    samples = samples.take(samples.cell >= 0)
    low, high = cells.low[samples.cell], cells.high[samples.cell]
    outside = ((samples.codes < low) | (samples.codes > high)).any(axis=1)
    return samples.take(np.flatnonzero(~outside))


def _mixed(cells: Cells, samples: Samples, allowed: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which cells still hold something unwanted: a dislike, or more background than allowed."""
    disliked = np.bincount(samples.cell[samples.kind == DISLIKED], minlength=len(cells.tree))
    background = np.bincount(samples.cell[samples.kind == BACKGROUND], minlength=len(cells.tree))
    claimed = np.bincount(cells.tree, weights=background, minlength=len(allowed))
    full = claimed > allowed
    return np.asarray((disliked > 0) | ((background > 0) & full[cells.tree]))


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
    other = np.array([settings.background_weight, settings.disliked_weight, 0.0, 0.0])
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
        np.concatenate([part.worth for part in parts]),
    )
