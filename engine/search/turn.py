"""One turn: labels and words in, pictures out, best first, and how many of them match.

Words alone are answered by their neighbours. With labels the directions find neighbours and teach
the forest; the forest's boxes find every other match through the box index; one score orders both
together. Only candidates are ever read: no step looks at every picture. The same brief has the same
answer.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from engine.index import Indexes
from engine.search.brief import Brief, Ranking, SearchSettings
from engine.search.candidates import find_candidates
from engine.search.matching import Surroundings, believe, hold_out
from engine.search.model import ask_neighbours, learn_directions, learn_forest, take_lessons
from engine.search.scores import Directions, full_scores, score_rows

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
        held = hold_out(lessons, indexes.axes, settings.direction, settings.matching)
    with ledger.timed("find"):
        kinds = len(directions)
        near = tuple(ask_neighbours(one, brief, indexes, settings, kinds) for one in directions)
    rows = np.unique(np.concatenate([one.rows for one in near]))
    ledger.count(neighbours=len(rows))
    # Where no row is left there is nothing to find; where none may be found, no forest is grown.
    if brief.labels and len(rows) and settings.found:
        with ledger.timed("learn"):
            rng = rng or np.random.default_rng(brief.seed())
            forest = learn_forest(brief, near, indexes, settings, rng)
        with ledger.timed("find"):
            claimed = find_candidates(forest, brief, indexes, settings)
            rows = np.union1d(rows, claimed.rows)
            ledger.count(**claimed.work)
    with ledger.timed("rank"):
        scores, scored = score_rows(rows, directions, indexes, settings.scored)
        order = np.lexsort((rows, -scores))
        rows, scores = rows[order], scores[order]
        around = _look_around(brief, directions, indexes)
        prior = settings.matching if brief.labels else settings.matching.for_words_alone()
        belief = believe(held, around, prior)
        found = belief.cut(scores, settings.matching.least)
        chances = belief.chances(scores)
    ledger.count(scored=scored)
    right = (found.right, found.low, found.high)
    return Ranking(rows, scores, chances, found.count, *right, ledger.seconds, ledger.work)


def _look_around(brief: Brief, directions: Directions, indexes: Indexes) -> Surroundings:
    """Score the background sample, labelled pictures left out."""
    strange = ~np.isin(indexes.background, brief.settled)
    scores = full_scores(indexes.background_vectors, directions)[strange]
    return Surroundings(scores, len(indexes), len(brief.liked))
