"""An index-aware random forest: trees confined to indexed subspaces, leaves that are boxes.

The boxes of one tree do not overlap, so counting the boxes that hold a row counts trees. Every tree
contains every liked example it was grown from; where liked and disliked codes differ in its
subspace and depth allows, it contains no disliked one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.boxes import Box
from engine.errors import Fault, Kind, LabelsError
from engine.forest.draw import Examples, draw_examples
from engine.forest.grow import Cells, ForestSettings, grow
from engine.subspaces import Subspaces
from engine.types import Codes


@dataclass(frozen=True, eq=False)
class Forest:
    """Boxes with votes.

    Attributes
    ----------
    boxes : tuple of Box
        The leaves of all trees.
    tree : (b,) int64
        The tree of each box.
    worth : (b,) float64
        What the wanted examples in each box weigh.
    trees, needed : int
        How many trees there are, and how many votes make a match at least.
    """

    boxes: tuple[Box, ...]
    tree: NDArray[np.int64]
    worth: NDArray[np.float64]
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
        raise LabelsError(
            "a forest grows around pictures: like one, or say what you want to see",
            Fault(Kind.NOTHING_TO_FIND),
        )
    homes = [subspaces[tree % len(subspaces)] for tree in range(settings.trees)]
    draw = draw_examples(examples, homes, settings, rng)
    cells = grow(draw.samples, settings.trees, settings, rng, draw.allowed)
    needed = max(1, int(np.ceil(settings.votes_share * settings.trees)))
    return Forest(_boxes(cells, homes), cells.tree, cells.worth, settings.trees, needed)


def _boxes(cells: Cells, homes: list[tuple[int, ...]]) -> tuple[Box, ...]:
    sides = zip(cells.tree.tolist(), cells.low, cells.high, strict=True)
    return tuple(Box(homes[tree], low, high) for tree, low, high in sides)
