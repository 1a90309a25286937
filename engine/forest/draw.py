"""What each tree of a forest grows from: labels, a bootstrap of the weak, the background nearby.

Every tree looks at the whole background sample, but all that lies outside the box around its wanted
examples is settled there and then; of the rest it keeps so many at most. So a tree knows its own
neighbourhood in detail, at a cost that does not follow the sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.forest.grow import (
    BACKGROUND,
    DISLIKED,
    LIKED,
    WEAK,
    ForestSettings,
    Samples,
    margin,
)
from engine.types import Codes


@dataclass(frozen=True, eq=False)
class Examples:
    """What a forest grows from: (n, d) uint8 codes, by what is known of them.

    `weak` are the direction's best rows, taken for liked; `background` is drawn from the whole
    catalogue and taken for unwanted, both with little weight. Each background row stands for
    `stands_for` rows of the catalogue.
    """

    liked: Codes
    disliked: Codes
    weak: Codes
    background: Codes
    stands_for: float = 1.0

    def allowed(self, settings: ForestSettings) -> float:
        """Tell how much of the background a tree's leaves may hold."""
        return min(settings.share * len(self.background), settings.rows / self.stands_for)


@dataclass(frozen=True, eq=False)
class Draw:
    """The examples of every tree, by its number, and the background its leaves may hold, (t,)."""

    samples: Samples
    allowed: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Tree:
    """The examples of one tree; it kept `kept` of the background near its wanted examples."""

    codes: Codes
    kind: NDArray[np.uint8]
    kept: float


def draw_examples(
    examples: Examples,
    homes: Sequence[tuple[int, ...]],
    settings: ForestSettings,
    rng: np.random.Generator,
) -> Draw:
    """Draw the examples of every tree.

    Parameters
    ----------
    examples : Examples
        With a liked or weak example at least.
    homes : sequence of tuple of int
        The dimensions of each tree; all have the same number.
    settings : ForestSettings
    rng : numpy Generator
    """
    columns = np.ascontiguousarray(examples.background.T)
    trees = [_draw(examples, columns, home, settings, rng) for home in homes]
    samples = Samples(
        np.concatenate([tree.codes for tree in trees]),
        np.concatenate([tree.kind for tree in trees]),
        np.repeat(np.arange(len(trees)), [len(tree.codes) for tree in trees]),
    )
    return Draw(samples, examples.allowed(settings) * np.array([tree.kept for tree in trees]))


def _draw(
    examples: Examples,
    columns: Codes,
    home: tuple[int, ...],
    settings: ForestSettings,
    rng: np.random.Generator,
) -> _Tree:
    weak = examples.weak
    if len(weak):
        weak = weak[rng.integers(len(weak), size=len(weak))]
    wanted = np.concatenate([examples.liked, weak])[:, list(home)]
    own = columns[list(home)]
    near = rows_near(own, wanted, settings.reach)
    kept = min(1.0, settings.background / max(len(near), 1))
    if kept < 1:
        near = near[rng.permutation(len(near))[: settings.background]]
    disliked, background = examples.disliked[:, list(home)], own[:, near].T
    sizes = (len(examples.liked), len(weak), len(disliked), len(background))
    kinds = np.repeat(np.array([LIKED, WEAK, DISLIKED, BACKGROUND], dtype=np.uint8), sizes)
    return _Tree(np.concatenate([wanted, disliked, background]), kinds, kept)


def rows_near(columns: Codes, wanted: Codes, reach: float) -> NDArray[np.int64]:
    """List what lies in the box around wanted examples, their margin included.

    Parameters
    ----------
    columns : (k, n) uint8
        One dimension a line.
    wanted : (m, k) uint8
        With m of 1 or more.
    reach : float
        As `ForestSettings` has it.

    Returns
    -------
    (j,) int64
        Ascending.
    """
    wide = wanted.astype(np.int64)
    beyond = margin(wide.std(axis=0), len(wanted), reach)
    low = np.maximum(wide.min(axis=0) - beyond, 0).astype(np.uint8)
    span = (np.minimum(wide.max(axis=0) + beyond, 255) - low).astype(np.uint8)
    inside = np.ones(columns.shape[1], dtype=np.bool_)
    for line, floor, width in zip(columns, low, span, strict=True):
        inside &= (line - floor) <= width
    return np.flatnonzero(inside)
