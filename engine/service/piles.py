"""Near-duplicates in one pile: the best of them stands for all, and none is lost.

Greedy, in the order of a ranking: a picture that is alike an earlier one that stands for a pile
joins that pile; else it begins one. Nothing joins by way of a third picture, so everything in a
pile is alike what the person sees of it. Only as many tiles are settled as are wanted, and which
ones they are does not depend on how many.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.codes import Axes
from engine.types import Embeddings, Rows

ALIKE_SHARE = 0.026
"""Two pictures count as one when their squared distance is at most this share of the average one.
That is a cosine of 0.979 to 0.983 for the bundled model on drawings and photos. Pictures saved anew
at JPEG quality 50, at half the size or a tenth brighter are above 0.978 there; cut by 2 to 4 % of a
side, mostly above 0.975; different drawings of the demo stay below 0.9715, and different photos
above 0.98 are bursts, or signs that differ in nothing but their frame. A share and not a cosine,
for models differ in how far apart they put what is different."""
SURELY_ALIKE = 1e-4
"""One minus the cosine of pictures that are alike in any library, all its pictures alike or not."""
PLACES = 2000
"""So many of the best are looked at; what comes after them stands alone."""
BLOCK = 32
UNSETTLED, FOLDED = -2, -1


@dataclass(frozen=True, eq=False)
class Piles:
    """The first tiles of a ranking, by place.

    Attributes
    ----------
    tiles : (t,) int64
        Places of the pictures that stand for themselves or for a pile, ascending.
    owner : (p,) int64
        For each of the first places, the place that it goes to; its own for a tile, FOLDED where
        it is alike a picture that was judged, UNSETTLED beyond the tiles that were wanted.
    total : int
        How many places the ranking has.
    """

    tiles: Rows
    owner: Rows
    total: int

    def members(self, tile: int) -> Rows:
        """List the places of a tile's pile, the tile itself left out."""
        found = np.flatnonzero(self.owner == tile)
        others: Rows = found[found != tile].astype(np.int64)
        return others

    @property
    def folded(self) -> int:
        """How many pictures lie with one that was judged."""
        return int((self.owner == FOLDED).sum())

    @property
    def most(self) -> int:
        """How many tiles there are at most; exact once everything is settled."""
        unsettled = int((self.owner == UNSETTLED).sum())
        beyond = self.total - len(self.owner)
        alone = int((self.tiles >= len(self.owner)).sum())
        return len(self.tiles) + unsettled + beyond - alone


def alike_cosine(axes: Axes) -> float:
    """Tell from which cosine on two pictures of a catalogue count as one."""
    return 1 - max(ALIKE_SHARE * float(axes.variances.sum()), SURELY_ALIKE)


def pile_up(
    vectors: Embeddings, judged: Embeddings, total: int, wanted: int, alike: float
) -> Piles:
    """Pile up the first places of a ranking.

    Parameters
    ----------
    vectors : (p, d) float32
        Embeddings of the first places, best first.
    judged : (m, d) float32
        Of judged and hidden pictures: what is alike them gets no tile.
    total : int
        How many places the ranking has, p or more.
    wanted : int
        How many tiles to settle at least, where there are so many.
    alike : float
        The least cosine of two pictures of a pile.
    """
    owner = np.full(len(vectors), UNSETTLED, dtype=np.int64)
    if len(judged):
        owner[(vectors @ judged.T >= alike).any(axis=1)] = FOLDED
    tiles: list[int] = []
    while len(tiles) < wanted:
        free = np.flatnonzero(owner == UNSETTLED)
        if len(free) == 0:
            break
        near = vectors[free[:BLOCK]] @ vectors[free].T >= alike
        tiles += _settle(owner, free, near)
    alone: Rows = np.arange(len(vectors), total)[: max(wanted - len(tiles), 0)]
    return Piles(np.concatenate([np.array(tiles, dtype=np.int64), alone]), owner, total)


def _settle(owner: Rows, free: Rows, near: NDArray[np.bool_]) -> list[int]:
    """Let the first free places take theirs, in order; give those that stand."""
    standing = []
    for place, row in zip(free[: len(near)].tolist(), near, strict=True):
        if owner[place] != UNSETTLED:
            continue
        theirs = free[row]
        owner[theirs[owner[theirs] == UNSETTLED]] = place
        owner[place] = place
        standing.append(place)
    return standing
