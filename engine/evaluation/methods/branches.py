"""Decision branches and their ensemble: the published system, as a baseline.

Written from its description (Lülf et al., PVLDB 2023; CLIP-Branches, SIGIR 2024), with the
settings of its service, on our codes in place of its trained 32 dimensions. Pictures are ordered by
the number of boxes that hold them, ties in catalogue order, as it does; what no box holds is not
returned. `touched` counts the rows inside boxes, the least that an index could read.
"""

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.collection import Collection
from engine.evaluation.methods.growing import GrowthSettings, Numbers, grow_boxes
from engine.evaluation.methods.method import Answer, Labels, Scan, draw_background
from engine.evaluation.methods.similarity import no_feedback
from engine.types import Codes, Rows, Value

SUBSETS = {4: 64, 6: 32, 8: 8}
"""How many random subsets of each width the published index has."""
SUBSET_SEED = 42
DRAWN = 500
"""Random dislikes by default, of the 0 to 1,000 that its page offers."""
MOST_LOOKED_AT = 50
TRIES = 5


class BranchSettings(Value):
    """One searcher of the service.

    `tried` is the share of subsets that a box is sought in; `checked` puts a decision tree on all
    dimensions behind every box that holds a dislike; an ensemble draws its examples with
    replacement for each of its `members`, and wants more than half as many boxes.
    """

    tried: float = 1.0
    bounded: bool = True
    checked: bool = True
    most_boxes: int = 30
    members: int = 1


ONE_MODEL = BranchSettings()
ENSEMBLE = BranchSettings(tried=0.5, bounded=False, checked=False, members=25)


@dataclass(frozen=True, eq=False)
class Branch:
    """A box on some dimensions, and the tree that checks what it holds, if any."""

    dimensions: NDArray[np.int64]
    low: NDArray[np.uint8]
    high: NDArray[np.uint8]
    tree: Any = None

    def holds(self, codes: Codes) -> NDArray[np.bool_]:
        """Tell which of (n, d) codes lie in the box, unchecked."""
        values = codes[:, self.dimensions]
        inside = (values >= self.low) & (values <= self.high)
        return np.asarray(inside.all(axis=1))

    def claims(self, codes: Codes) -> NDArray[np.bool_]:
        """Tell which of (n, d) codes lie in the box and pass its tree."""
        inside = self.holds(codes)
        if self.tree is not None and inside.any():
            inside[inside] = self.tree.predict(codes[inside])
        return inside


class Branches:
    """The published method over a collection's codes."""

    def __init__(self, collection: Collection, settings: BranchSettings) -> None:
        self._collection = collection
        self._codes: Codes = np.asarray(collection.indexes.codes)
        self._subsets = draw_subsets(self._codes.shape[1])
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
        if self._settings.members == 1:
            return self._grow_member(codes, wanted, rng)
        branches = []
        for _ in range(self._settings.members):
            drawn = rng.integers(len(codes), size=len(codes))
            while not wanted[drawn].any():
                drawn = rng.integers(len(codes), size=len(codes))
            branches += self._grow_member(codes[drawn], wanted[drawn], rng)
        return branches

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

    def _grow_member(
        self, codes: Codes, wanted: NDArray[np.bool_], rng: np.random.Generator
    ) -> list[Branch]:
        branches: list[Branch] = []
        failures = 0
        growth = GrowthSettings(
            looked_at=max(1, min(MOST_LOOKED_AT, int(1.5 * wanted.sum()))),
            bounded=self._settings.bounded,
        )
        while wanted.any() and len(codes) > 1 and len(branches) < self._settings.most_boxes:
            branch = self._grow_one(codes, wanted, growth, rng)
            inside = branch.holds(codes)
            if not (inside & wanted).any():
                failures += 1
                if failures == TRIES:
                    break
                continue
            branches.append(self._check(branch, codes[inside], wanted[inside]))
            codes, wanted = codes[~inside], wanted[~inside]
        return branches

    def _grow_one(
        self,
        codes: Codes,
        wanted: NDArray[np.bool_],
        growth: GrowthSettings,
        rng: np.random.Generator,
    ) -> Branch:
        """Grow a box in every subset that is tried, round one liked example; keep the purest."""
        values = codes.T.astype(np.float64)
        seed = int(rng.choice(np.flatnonzero(wanted)))
        best: tuple[float, Branch] | None = None
        for subsets in self._tried(rng):
            dimensions = rng.permuted(subsets, axis=1)
            grown = grow_boxes(values[dimensions], wanted, seed, growth, rng)
            at = int(grown.impurity.argmin())
            cost = float(grown.impurity[at])
            if best is None or cost < best[0]:
                best = (cost, _as_branch(dimensions[at], grown.low[at], grown.high[at]))
        assert best is not None
        return best[1]

    def _tried(self, rng: np.random.Generator) -> list[NDArray[np.int64]]:
        """Draw the subsets that a box is sought in, narrow ones first: ties go to them."""
        chosen = [part[rng.random(len(part)) < self._settings.tried] for part in self._subsets]
        drawn = [part for part in chosen if len(part)]
        return drawn or [self._subsets[0][:1]]

    def _check(self, branch: Branch, codes: Codes, wanted: NDArray[np.bool_]) -> Branch:
        if not self._settings.checked or wanted.all():
            return branch
        from sklearn.tree import DecisionTreeClassifier

        tree = DecisionTreeClassifier(random_state=0).fit(codes, wanted)
        return Branch(branch.dimensions, branch.low, branch.high, tree)


def draw_subsets(dimensions: int) -> list[NDArray[np.int64]]:
    """Draw the random subsets of the published index, by width; never wider than there are."""
    rng = np.random.default_rng(SUBSET_SEED)
    parts = []
    for width, count in SUBSETS.items():
        drawn = [rng.permutation(dimensions)[: min(width, dimensions)] for _ in range(count)]
        parts.append(np.array(drawn, dtype=np.int64))
    return parts


def _as_branch(dimensions: NDArray[np.int64], low: Numbers, high: Numbers) -> Branch:
    """Round a box inward to whole codes."""
    lowest = np.clip(np.ceil(low), 0, 255).astype(np.uint8)
    highest = np.clip(np.floor(high), 0, 255).astype(np.uint8)
    return Branch(dimensions, lowest, highest)
