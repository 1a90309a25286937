"""Our own engine in the harness, through the same `search` that people use, and with parts off.

What a method here ranks beyond the candidates of the engine is nothing: the rest counts as unfound.
"""

from time import perf_counter

import numpy as np

from engine.evaluation.collection import Collection
from engine.evaluation.methods.method import NO_ROWS, Answer, Labels
from engine.forest import Examples, ForestSettings, grow_forest
from engine.index.neighbours import EXACT_BELOW
from engine.search import Brief, Ranking, SearchSettings, search
from engine.types import Codes, Rows

DEFAULTS = SearchSettings()


class Morelike:
    """The engine's turn.

    `anchored` false drops the text as soon as a picture is liked; `minding` false keeps it from
    knowing what was passed over on the pages judged.
    """

    def __init__(
        self,
        collection: Collection,
        settings: SearchSettings = DEFAULTS,
        *,
        anchored: bool = True,
        minding: bool = True,
    ) -> None:
        self._indexes = collection.indexes
        self._settings = settings
        self._anchored = anchored
        self._minding = minding

    def rank(self, labels: Labels, rng: np.random.Generator) -> Answer:  # noqa: ARG002
        """Ask the engine; it seeds itself by what was said."""
        ranking = search(self._brief(labels), self._indexes, self._settings)
        count = len(self._indexes)
        # Small catalogues are compared with a direction row by row, whatever is asked for.
        compared = count if count <= EXACT_BELOW else ranking.work["neighbours"]
        return Answer(
            rows=ranking.rows,
            matches=ranking.matches,
            scored=ranking.work["scored"],
            touched=min(count, compared + ranking.work["tested"]),
            learn_seconds=ranking.seconds["learn"],
            find_seconds=ranking.seconds["find"] + ranking.seconds["rank"],
            right=getattr(ranking, "right", None),
            right_range=_range(ranking),
        )

    def _brief(self, labels: Labels) -> Brief:
        wordless = not self._anchored and len(labels.liked) > 0
        return Brief(
            text=None if wordless else labels.text,
            liked=labels.liked,
            disliked=labels.disliked,
            # No page of this harness shows a picture twice.
            hidden=np.setdiff1d(labels.shown, labels.judged),
            passed=labels.skipped if self._minding else NO_ROWS,
        )


def _range(ranking: Ranking) -> tuple[float, float] | None:
    low, high = getattr(ranking, "right_low", None), getattr(ranking, "right_high", None)
    return None if low is None or high is None else (low, high)


class ForestAlone:
    """The forest without the direction: grown on labels and background, ordered by its votes."""

    def __init__(self, collection: Collection, settings: ForestSettings = DEFAULTS.forest) -> None:
        self._indexes = collection.indexes
        self._settings = settings

    def rank(self, labels: Labels, rng: np.random.Generator) -> Answer:
        """Grow the forest, find its rows by the box index, count votes."""
        begun = perf_counter()
        forest = grow_forest(self._examples(labels), self._indexes.subspaces, self._settings, rng)
        learned = perf_counter()
        found = self._indexes.boxes.find(forest.boxes)
        votes = np.bincount(found.rows, minlength=len(self._indexes))
        votes[labels.shown] = 0
        rows = np.flatnonzero(votes).astype(np.int64)
        rows = rows[np.argsort(-votes[rows], kind="stable")]
        matches = int((votes >= forest.needed).sum())
        seconds = learned - begun, perf_counter() - learned
        touched = min(len(votes), len(found.rows) + found.tested)
        return Answer(rows, matches, len(rows), touched, *seconds)

    def _examples(self, labels: Labels) -> Examples:
        indexes = self._indexes
        unknown = ~np.isin(indexes.background, labels.shown)
        return Examples(
            liked=self._liked(labels),
            disliked=self._codes(labels.disliked),
            weak=self._codes(np.empty(0, dtype=np.int64)),
            background=indexes.background_codes[unknown],
        )

    def _liked(self, labels: Labels) -> Codes:
        if len(labels.liked):
            return self._codes(labels.liked)
        return self._indexes.quantiser.encode(labels.start)

    def _codes(self, rows: Rows) -> Codes:
        return np.asarray(self._indexes.codes[np.unique(rows)])
