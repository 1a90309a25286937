"""Decision branches and their ensemble: the published system, as a baseline.

Written from its description (Lülf et al., PVLDB 2023; CLIP-Branches, SIGIR 2024), with the
settings of its service, on our codes in place of its trained 32 dimensions. Pictures are ordered by
the number of boxes that hold them, ties in catalogue order, as it does; what no box holds is not
returned. `touched` counts the rows inside boxes, the least that an index could read.
"""

from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.collection import Collection
from engine.evaluation.methods.method import Answer, Labels, Scan, draw_background
from engine.evaluation.methods.similarity import no_feedback
from engine.forest.branches import Branch, BranchSettings, Taught, draw_subsets, grow_branches
from engine.types import Codes, Rows

DRAWN = 500
"""Random dislikes by default, of the 0 to 1,000 that its page offers."""


class Branches:
    """The published method over a collection's codes."""

    def __init__(self, collection: Collection, settings: BranchSettings) -> None:
        self._collection = collection
        self._codes: Codes = np.asarray(collection.indexes.codes)
        self._subsets = draw_subsets((tuple(range(self._codes.shape[1])),))
        self._settings = settings

    def rank(self, labels: Labels, rng: np.random.Generator) -> Answer:
        """Grow branches, look their boxes up, order by the number of boxes.

        Before a page was judged it answers as no feedback does: boxes need a page of labels.
        """
        if not labels.pages:
            return Scan(self._collection, no_feedback).rank(labels, rng)
        begun = perf_counter()
        codes, wanted = self._examples(labels, rng)
        branches = self.grow(codes, wanted, rng)
        learned = perf_counter()
        held = np.zeros(len(self._codes), dtype=np.bool_)
        count = np.zeros(len(self._codes), dtype=np.int64)
        for branch in branches:
            held |= branch.holds(self._codes)
            count += branch.claims(self._codes)
        count[labels.shown] = 0
        rows = np.flatnonzero(count > self._settings.members // 2).astype(np.int64)
        rows = rows[np.argsort(-count[rows], kind="stable")]
        seconds = learned - begun, perf_counter() - learned
        touched = int(held.sum())
        return Answer(rows, len(rows), touched, touched, *seconds)

    def grow(
        self, codes: Codes, wanted: NDArray[np.bool_], rng: np.random.Generator
    ) -> list[Branch]:
        """Grow the branches of all members."""
        taught = Taught(codes, wanted, np.ones(len(codes)))
        return grow_branches(taught, self._subsets, self._settings, rng)

    def _examples(
        self, labels: Labels, rng: np.random.Generator
    ) -> tuple[Codes, NDArray[np.bool_]]:
        background = draw_background(self._collection, labels, rng)[:DRAWN]
        liked = self._codes[labels.liked]
        if len(liked) == 0:
            liked = self._collection.indexes.quantiser.encode(labels.start)
        rest: Rows = np.concatenate([labels.disliked, background])
        codes = np.concatenate([liked, self._codes[rest]])
        return codes, np.arange(len(codes)) < len(liked)
