"""Decision branches and plain trees as boxes: the published classifiers, written from papers.

Decision branches (Lülf et al., PVLDB 2023; CLIP-Branches, SIGIR 2024) grow pure boxes, each in a
few dimensions and round one liked example, until every liked example lies in one; a tree on all
dimensions checks a box that also holds dislikes. A tree's positive leaves are boxes too, so all of
it is: the boxes of one branch, or of one tree, do not overlap, and whoever counts boxes counts
branches or trees.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.boxes import Box
from engine.forest.growing import Flags, GrowthSettings, Numbers, grow_boxes
from engine.subspaces import Subspaces
from engine.types import Codes, Corner, Value

SUBSETS = {4: 64, 6: 32, 8: 8}
"""How many random subsets of each width the published index has."""
SUBSET_SEED = 42
MOST_LOOKED_AT = 50
TRIES = 5
HIGHEST = 255
Subsets = list[NDArray[np.int64]]


class BranchSettings(Value):
    """One searcher of the published service.

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
    """A box on a few dimensions, and the boxes inside it that are claimed.

    Those are the box itself, or the positive leaves of the tree that checks it; leaves are bounded
    on any dimensions and do not overlap.
    """

    home: Box
    leaves: tuple[Box, ...]

    def holds(self, codes: Codes) -> Flags:
        """Tell which of (n, d) codes lie in the box, unchecked."""
        return self.home.contains(codes)

    def claims(self, codes: Codes) -> Flags:
        """Tell which of (n, d) codes lie in the box and pass its tree."""
        claimed = np.zeros(len(codes), dtype=np.bool_)
        for leaf in self.leaves:
            claimed |= leaf.contains(codes)
        return claimed


def draw_subsets(subspaces: Subspaces) -> Subsets:
    """Draw as many random subsets as the published index has, by width, inside subspaces in turn.

    Never wider than a subspace is; the same subspaces have the same subsets.
    """
    rng = np.random.default_rng(SUBSET_SEED)
    parts = []
    for width, count in SUBSETS.items():
        homes = [subspaces[number % len(subspaces)] for number in range(count)]
        least = min(width, *(len(home) for home in homes))
        parts.append(np.array([rng.permutation(home)[:least] for home in homes], dtype=np.int64))
    return parts


@dataclass(frozen=True, eq=False)
class Taught:
    """Examples to learn from: codes (n, d) uint8, wanted (n,) bool, weight (n,) float64."""

    codes: Codes
    wanted: Flags
    weight: Numbers

    def take(self, chosen: Flags | NDArray[np.int64]) -> "Taught":
        """Keep some examples, in the order given."""
        return Taught(self.codes[chosen], self.wanted[chosen], self.weight[chosen])


def grow_branches(
    taught: Taught, subsets: Subsets, settings: BranchSettings, rng: np.random.Generator
) -> list[Branch]:
    """Grow the branches of all members.

    Parameters
    ----------
    taught : Taught
        With a wanted example at least.
    subsets : list of (s, k) int64
        From `draw_subsets`.
    settings : BranchSettings
    rng : numpy Generator
    """
    if settings.members == 1:
        return _grow_member(taught, subsets, settings, rng)
    branches = []
    count = len(taught.codes)
    for _ in range(settings.members):
        drawn = rng.integers(count, size=count)
        while not taught.wanted[drawn].any():
            drawn = rng.integers(count, size=count)
        branches += _grow_member(taught.take(drawn), subsets, settings, rng)
    return branches


def _grow_member(
    taught: Taught, subsets: Subsets, settings: BranchSettings, rng: np.random.Generator
) -> list[Branch]:
    branches: list[Branch] = []
    failures = 0
    looked_at = max(1, min(MOST_LOOKED_AT, int(1.5 * taught.wanted.sum())))
    growth = GrowthSettings(looked_at=looked_at, bounded=settings.bounded)
    while taught.wanted.any() and len(taught.codes) > 1 and len(branches) < settings.most_boxes:
        seed = int(rng.choice(np.flatnonzero(taught.wanted)))
        tried = _tried(subsets, settings.tried, rng)
        home = _grow_one(taught, seed, tried, growth, rng)
        inside = home.contains(taught.codes)
        if not (inside & taught.wanted).any():
            failures += 1
            if failures == TRIES:
                break
            continue
        impure = settings.checked and not taught.wanted[inside].all()
        branches.append(Branch(home, _check(home, taught.take(inside)) if impure else (home,)))
        taught = taught.take(~inside)
    return branches


def _tried(subsets: Subsets, share: float, rng: np.random.Generator) -> Subsets:
    """Draw the subsets that a box is sought in, narrow ones first: ties go to them."""
    chosen = [part[rng.random(len(part)) < share] for part in subsets]
    drawn = [part for part in chosen if len(part)]
    return drawn or [subsets[0][:1]]


def _grow_one(
    taught: Taught,
    seed: int,
    tried: Subsets,
    growth: GrowthSettings,
    rng: np.random.Generator,
) -> Box:
    """Grow a box in every subset that is tried, round one liked example; keep the purest."""
    values = taught.codes.T.astype(np.float64)
    best: tuple[float, Box] | None = None
    for subsets in tried:
        dimensions = rng.permuted(subsets, axis=1)
        grown = grow_boxes(values[dimensions], taught.wanted, seed, growth, rng, taught.weight)
        at = int(grown.impurity.argmin())
        cost = float(grown.impurity[at])
        if best is None or cost < best[0]:
            best = (cost, _rounded(dimensions[at], grown.low[at], grown.high[at]))
    assert best is not None
    return best[1]


def _rounded(dimensions: NDArray[np.int64], low: Numbers, high: Numbers) -> Box:
    """Round a box inward to whole codes."""
    lowest = np.clip(np.ceil(low), 0, HIGHEST).astype(np.uint8)
    highest = np.clip(np.floor(high), 0, HIGHEST).astype(np.uint8)
    return Box(tuple(dimensions.tolist()), lowest, highest)


def _check(home: Box, taught: Taught) -> tuple[Box, ...]:
    """Fit a tree to what an impure box holds, and give its positive leaves inside the box."""
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(random_state=0)
    tree.fit(taught.codes, taught.wanted, sample_weight=taught.weight)
    low, high = _everything(taught.codes)
    low[list(home.dimensions)], high[list(home.dimensions)] = home.low, home.high
    return positive_leaves(tree, low, high)


def grow_plain_trees(taught: Taught, trees: int, rng: np.random.Generator) -> list[tuple[Box, ...]]:
    """Grow scikit-learn's random forest, and give the positive leaves of each tree.

    Parameters
    ----------
    taught : Taught
        Some wanted and some not.
    trees : int
    rng : numpy Generator
    """
    from sklearn.ensemble import RandomForestClassifier

    seed = int(rng.integers(2**31))
    model = RandomForestClassifier(trees, random_state=seed, n_jobs=1)
    model.fit(taught.codes, taught.wanted, sample_weight=taught.weight)
    return [positive_leaves(one, *_everything(taught.codes)) for one in model.estimators_]


def _everything(codes: Codes) -> tuple[Corner, Corner]:
    """Give the corners of the box that holds every code."""
    wide = codes.shape[1]
    return np.zeros(wide, dtype=np.uint8), np.full(wide, HIGHEST, dtype=np.uint8)


def positive_leaves(tree: Any, low: Corner, high: Corner) -> tuple[Box, ...]:  # noqa: ANN401, scikit-learn has no types
    """Turn the leaves of a fitted tree that say yes into boxes, inside (d,) bounds.

    Codes are whole numbers and a cut lies between two of them, so that both sides of it are exact.
    """
    grown = tree.tree_  # it was fitted on examples of both classes: no first, then yes
    leaves: list[Box] = []
    waiting: list[tuple[int, Corner, Corner]] = [(0, low, high)]
    while waiting:
        node, floor, ceiling = waiting.pop()
        if grown.children_left[node] < 0:
            if grown.value[node, 0].argmax() == 1:
                leaves.append(_bounded(floor, ceiling))
            continue
        place, cut = int(grown.feature[node]), int(np.floor(grown.threshold[node]))
        if floor[place] <= cut:
            lower = ceiling.copy()
            lower[place] = min(cut, int(ceiling[place]))
            waiting.append((int(grown.children_left[node]), floor, lower))
        if cut < ceiling[place]:
            upper = floor.copy()
            upper[place] = max(cut + 1, int(floor[place]))
            waiting.append((int(grown.children_right[node]), upper, ceiling))
    return tuple(leaves)


def _bounded(low: Corner, high: Corner) -> Box:
    """Name only the dimensions that a box bounds."""
    sides = np.flatnonzero((low > 0) | (high < HIGHEST))
    return Box(tuple(sides.tolist()), low[sides], high[sides])
