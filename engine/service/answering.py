"""From a ranking to pages of tiles: near-duplicates in piles, sure hits mixed with questions.

Pages are slices of one order of tiles; a picture of the ranking is a tile, or lies in the pile of
one, or is alike a picture that was judged.
"""

from dataclasses import dataclass

import numpy as np

from engine.catalogue import Catalogue
from engine.index import Indexes
from engine.search import Ranking
from engine.service.answers import Hit, Page
from engine.service.piles import PLACES, Piles, alike_cosine, pile_up
from engine.types import Embeddings, PictureId, Rows, Scores

ASKED = 300
"""Of so many pictures whose chances are nearest to even, those asked about are chosen."""
NO_PLACES: Rows = np.empty(0, dtype=np.int64)


def settle_tiles(ranking: Ranking, settled: Rows, indexes: Indexes, wanted: int) -> Piles:
    """Find the first tiles of a ranking; what is alike a settled picture gets none."""
    best = indexes.vectors(ranking.rows[:PLACES])
    alike = alike_cosine(indexes.axes)
    return pile_up(best, indexes.vectors(settled), len(ranking.rows), wanted, alike)


def choose_questions(
    ranking: Ranking, sure: Rows, settled: Rows, indexes: Indexes, count: int
) -> Rows:
    """Choose places to ask about: chances near to even, and unlike each other and what is shown.

    Parameters
    ----------
    ranking : Ranking
    sure : (s,) int64
        Places that the page shows anyway.
    settled : (m,) int64
        Rows that were judged or hidden.
    indexes : Indexes
    count : int

    Returns
    -------
    (k,) int64
        At most `count` places, in the order of the ranking.
    """
    doubt = ranking.chances.astype(np.float64) * (1 - ranking.chances)
    doubt[sure] = -1.0
    pool = np.argsort(-doubt, kind="stable")[:ASKED]
    pool = pool[doubt[pool] > 0]
    vectors = indexes.vectors(ranking.rows[pool])
    known = np.concatenate([ranking.rows[sure], settled])
    nearest = _nearest(vectors, indexes.vectors(known))
    alike = alike_cosine(indexes.axes)
    chosen: list[int] = []
    while len(chosen) < min(count, len(pool)):
        worth = np.where(nearest < alike, doubt[pool] * (1 - nearest), -1.0)
        best = int(worth.argmax())
        if worth[best] < 0:
            break
        chosen.append(best)
        nearest = np.maximum(nearest, vectors @ vectors[best])
    return np.sort(pool[chosen]).astype(np.int64) if chosen else NO_PLACES


def _nearest(vectors: Embeddings, known: Embeddings) -> Scores:
    """Find each picture's likeness to the nearest of what is known; 0 where nothing is."""
    if len(known) == 0:
        return np.zeros(len(vectors), dtype=np.float32)
    nearest: Scores = np.maximum((vectors @ known.T).max(axis=1), 0)
    return nearest


@dataclass(frozen=True, eq=False)
class Answered:
    """A ranking with its tiles, ready to be shown."""

    ranking: Ranking
    piles: Piles
    catalogue: Catalogue

    def page(self, start: int, count: int) -> Page:
        """Make the page of tiles `start` to `start + count`."""
        tiles = self.piles.tiles
        following = tiles[start + count : start + count + 1]
        more = bool(len(following)) and int(following[0]) < self.ranking.matches
        return self._page(self._hits(tiles[start : start + count], NO_PLACES), more)

    def matching(self, most: int) -> tuple[Hit, ...]:
        """List the matches in the order of the ranking, `most` of them."""
        places = np.arange(min(self.ranking.matches, most), dtype=np.int64)
        return self._hits(NO_PLACES, places, asking=False)

    def mixed(self, sure: Rows, questions: Rows) -> Page:
        """Make a page of sure hits and of questions, in this order."""
        return self._page(self._hits(sure, questions), more=True)

    def _page(self, hits: tuple[Hit, ...], more: bool) -> Page:
        ranking = self.ranking
        return Page(
            hits=hits,
            matches=ranking.matches,
            ranked=self.piles.most,
            seconds=ranking.seconds,
            work=ranking.work,
            right=ranking.right,
            right_low=ranking.right_low,
            right_high=ranking.right_high,
            more_match=more,
            folded=self.piles.folded,
        )

    def _hits(self, sure: Rows, questions: Rows, *, asking: bool = True) -> tuple[Hit, ...]:
        piles = [self.piles.members(place) for place in sure.tolist()]
        piles += [NO_PLACES] * len(questions)
        places = np.concatenate([sure, questions])
        needed = np.concatenate([places, *piles])
        ids = self.catalogue.ids(self.ranking.rows[needed])
        named = dict(zip(needed.tolist(), ids, strict=True))
        alike = [tuple(named[place] for place in pile.tolist()) for pile in piles]
        return tuple(
            self._hit(place, named[place], pile, asking=asking and number >= len(sure))
            for number, (place, pile) in enumerate(zip(places.tolist(), alike, strict=True))
        )

    def _hit(
        self, place: int, picture: PictureId, alike: tuple[PictureId, ...], *, asking: bool
    ) -> Hit:
        ranking = self.ranking
        return Hit(
            id=picture,
            row=int(ranking.rows[place]),
            score=float(ranking.scores[place]),
            chance=float(ranking.chances[place]),
            match=place < ranking.matches,
            alike=alike,
            asking=asking,
        )
