"""An index-aware random forest: trees confined to indexed subspaces, leaves that are boxes.

The boxes of one tree do not overlap, so counting the boxes that hold a row counts trees. Every tree
contains every liked example it was grown from; where liked and disliked codes differ in its
subspace and depth allows, it contains no disliked one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.boxes import Box
from engine.errors import LabelsError
from engine.forest.grow import (
    BACKGROUND,
    DISLIKED,
    LIKED,
    WEAK,
    Cells,
    ForestSettings,
    Samples,
    grow,
)
from engine.subspaces import Subspaces
from engine.types import Codes


@dataclass(frozen=True, eq=False)
class Examples:
    """What a forest grows from: (n, d) uint8 codes, by what is known of them.

    `weak` are the direction's best rows, taken for liked; `background` is drawn from the whole
    catalogue and taken for unwanted, both with little weight.
    """

    liked: Codes
    disliked: Codes
    weak: Codes
    background: Codes


@dataclass(frozen=True, eq=False)
class Forest:
    """Boxes with votes: `boxes[i]` is a leaf of tree `tree[i]`; `needed` votes make a match."""

    boxes: tuple[Box, ...]
    tree: NDArray[np.int64]
    trees: int
    needed: int

    def votes(self, codes: Codes) -> NDArray[np.int64]:
        """Count the trees that claim each of (n, d) codes, by looking at every one."""
        count = np.zeros(len(codes), dtype=np.int64)
        for box in self.boxes:
            count += box.contains(codes)
        return count


def grow_forest(
    examples: Examples, subspaces: Subspaces, settings: ForestSettings, rng: np.random.Generator
) -> Forest:
    """Grow a forest on one turn's examples.

    Parameters
    ----------
    examples : Examples
        With a liked or weak example at least.
    subspaces : tuple of tuple of int
        Trees take them in turn; all have the same width.
    settings : ForestSettings
    rng : numpy Generator

    Raises
    ------
    LabelsError
        There is nothing to grow around.
    """
    if len(examples.liked) + len(examples.weak) == 0:
        raise LabelsError("a forest grows around pictures: like one, or say what you want to see")
    homes = [subspaces[tree % len(subspaces)] for tree in range(settings.trees)]
    draws = [_draw(examples, home, settings, rng) for home in homes]
    sizes = [len(codes) for codes, _ in draws]
    samples = Samples(
        np.concatenate([codes for codes, _ in draws]),
        np.concatenate([kind for _, kind in draws]),
        np.repeat(np.arange(settings.trees), sizes),
    )
    cells = grow(samples, settings.trees, settings, rng)
    needed = max(1, int(np.ceil(settings.votes_share * settings.trees)))
    return Forest(_boxes(cells, homes), cells.tree, settings.trees, needed)


def _draw(
    examples: Examples,
    home: tuple[int, ...],
    settings: ForestSettings,
    rng: np.random.Generator,
) -> tuple[Codes, NDArray[np.uint8]]:
    """Give a tree all labels, a bootstrap of the weak examples and a share of the background."""
    weak, background = examples.weak, examples.background
    if len(weak):
        weak = weak[rng.integers(len(weak), size=len(weak))]
    if len(background) > settings.background:
        background = background[rng.integers(len(background), size=settings.background)]
    parts = (examples.liked, examples.disliked, weak, background)
    kinds = np.repeat(
        np.array([LIKED, DISLIKED, WEAK, BACKGROUND], dtype=np.uint8), [len(p) for p in parts]
    )
    return np.concatenate([part[:, list(home)] for part in parts]), kinds


def _boxes(cells: Cells, homes: list[tuple[int, ...]]) -> tuple[Box, ...]:
    sides = zip(cells.tree.tolist(), cells.low, cells.high, strict=True)
    return tuple(Box(homes[tree], low, high) for tree, low, high in sides)
