"""One turn: labels and words in, pictures out, best first.

The directions find neighbours and teach the forest; the forest's boxes find every other match
through the box index; one score orders both together. Only candidates are ever read: no step looks
at the whole catalogue. The same brief has the same answer.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from engine.direction import Direction
from engine.forest import Forest
from engine.index import Indexes
from engine.search.brief import Brief, Ranking, SearchSettings
from engine.search.model import (
    Nearby,
    ask_neighbours,
    learn_directions,
    learn_forest,
    take_lessons,
)
from engine.search.scores import Scorer, score_rows
from engine.types import Rows

DEFAULTS = SearchSettings()
COUNTERS = ("boxes", "covered", "crossed", "tested", "found", "neighbours", "scored")


class _Ledger:
    """Seconds by stage, and counters of work, of one turn."""

    def __init__(self) -> None:
        self.seconds = {"learn": 0.0, "find": 0.0, "rank": 0.0}
        self.work = dict.fromkeys(COUNTERS, 0)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[stage] += time.perf_counter() - start

    def count(self, **numbers: int) -> None:
        for name, number in numbers.items():
            self.work[name] += number


def search(
    brief: Brief,
    indexes: Indexes,
    settings: SearchSettings = DEFAULTS,
    rng: np.random.Generator | None = None,
) -> Ranking:
    """Answer a brief.

    Parameters
    ----------
    brief : Brief
    indexes : Indexes
    settings : SearchSettings
    rng : numpy Generator, optional
        Left out, it is seeded by the brief's content.

    Raises
    ------
    LabelsError
        There is nothing to look for, or the brief does not belong to this library.
    """
    brief.check(*indexes.embeddings.shape)
    ledger = _Ledger()
    with ledger.timed("learn"):
        lessons = take_lessons(brief, indexes)
        directions = learn_directions(lessons, indexes, settings)
    with ledger.timed("find"):
        near = tuple(ask_neighbours(one, brief, indexes, settings) for one in directions)
    if brief.labels == 0:
        return _rank_words(near[0], directions[0], indexes, settings, ledger)
    with ledger.timed("learn"):
        rng = rng or np.random.default_rng(brief.seed())
        forest = learn_forest(brief, near, indexes, settings, rng)
    with ledger.timed("find"):
        found = _find(forest, indexes, brief, ledger)
    scorer = Scorer(directions, lessons, settings.margin_weight)
    return _rank(near, found, scorer, indexes, settings, ledger)


def _find(forest: Forest, indexes: Indexes, brief: Brief, ledger: _Ledger) -> Rows:
    """List the rows with enough votes, settled ones left out; ascending."""
    votes = np.zeros(len(indexes), dtype=np.uint16)
    found = indexes.boxes.find(forest.boxes)
    np.add.at(votes, found.rows, 1)  # once for each tree: the boxes of one do not overlap
    ledger.count(covered=found.covered, crossed=found.crossed, tested=found.tested)
    votes[brief.settled] = 0
    rows = np.flatnonzero(votes >= forest.needed).astype(np.int64)
    ledger.count(boxes=len(forest.boxes), found=len(rows))
    return rows


def _rank(
    near: tuple[Nearby, ...],
    found: Rows,
    scorer: Scorer,
    indexes: Indexes,
    settings: SearchSettings,
    ledger: _Ledger,
) -> Ranking:
    """Order the candidates of directions and forest together."""
    with ledger.timed("rank"):
        neighbours = np.unique(np.concatenate([one.rows for one in near]))
        rows = np.union1d(neighbours, found)
        scores, scored = score_rows(rows, scorer, indexes, settings.scored)
        order = np.lexsort((rows, -scores))
    ledger.count(neighbours=len(neighbours), scored=scored)
    return Ranking(rows[order], scores[order], len(found), ledger.seconds, ledger.work)


def _rank_words(
    near: Nearby,
    direction: Direction,
    indexes: Indexes,
    settings: SearchSettings,
    ledger: _Ledger,
) -> Ranking:
    """Order the neighbours of a text; those that stand clear of the catalogue match.

    The similarity of all pictures to a text has a mean and a standard deviation that follow from
    the catalogue's axes without reading a picture. What stands `clear` deviations above is there
    for a reason: of 1,000 pictures that have nothing to do with the words, about 6 stand 2.5 above.
    """
    along = indexes.axes.vectors @ direction.weight
    deviation = float(np.sqrt((along * along * indexes.axes.variances).sum()))
    least = settings.clear * deviation - settings.direction.rarity
    ledger.count(neighbours=len(near.rows))
    matches = int((near.logits > least).sum())
    return Ranking(near.rows, near.logits, matches, ledger.seconds, ledger.work)
