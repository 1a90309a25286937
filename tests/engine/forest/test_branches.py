"""Decision branches and plain trees as boxes: the verdicts of the trees that they come from."""

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

from engine.forest.branches import (
    ENSEMBLE,
    ONE_MODEL,
    SUBSETS,
    Taught,
    draw_subsets,
    grow_branches,
    grow_plain_trees,
    positive_leaves,
)
from engine.forest.growing import GrowthSettings, grow_boxes

SUBSPACES = ((0, 1, 2, 3, 4, 5, 6, 7, 8), (2, 4, 6, 8, 9, 10, 11, 12, 13))


def examples(seed=0, count=300, wanted=25):
    """Wanted codes round one place, and others anywhere, some of them between."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, 256, (count, 16)).astype(np.uint8)
    codes[:wanted] = np.clip(rng.normal(128, 35, (wanted, 16)), 0, 255)
    return Taught(codes, np.arange(count) < wanted, np.ones(count))


def anything(seed=9, count=4000):
    return np.random.default_rng(seed).integers(0, 256, (count, 16)).astype(np.uint8)


@pytest.mark.parametrize("seed", range(4))
def test_the_positive_leaves_are_what_the_tree_calls_positive(seed):
    taught = examples(seed)
    tree = DecisionTreeClassifier(random_state=seed).fit(taught.codes, taught.wanted)
    low, high = np.zeros(16, np.uint8), np.full(16, 255, np.uint8)
    boxes = positive_leaves(tree, low, high)
    codes = np.concatenate([anything(seed), taught.codes])
    held = np.sum([box.contains(codes) for box in boxes], axis=0)
    assert (held == tree.predict(codes)).all()  # and no two leaves overlap


def test_leaves_inside_bounds_are_the_tree_within_them():
    taught = examples(5)
    tree = DecisionTreeClassifier(random_state=0).fit(taught.codes, taught.wanted)
    low, high = np.full(16, 40, np.uint8), np.full(16, 220, np.uint8)
    codes = np.concatenate([anything(), taught.codes])
    held = np.sum([box.contains(codes) for box in positive_leaves(tree, low, high)], axis=0)
    inside = ((codes >= low) & (codes <= high)).all(axis=1)
    assert (held == (tree.predict(codes) & inside)).all()


def test_plain_trees_vote_as_scikit_learns_forest_does():
    taught = examples(1)
    trees = grow_plain_trees(taught, 12, np.random.default_rng(3))
    seed = int(np.random.default_rng(3).integers(2**31))
    model = RandomForestClassifier(12, random_state=seed)
    model.fit(taught.codes, taught.wanted, sample_weight=taught.weight)
    codes = anything()
    votes = np.sum([box.contains(codes) for boxes in trees for box in boxes], axis=0)
    assert (votes == np.sum([one.predict(codes) for one in model.estimators_], axis=0)).all()


def test_subsets_lie_inside_subspaces_and_are_as_many_as_published():
    drawn = draw_subsets(SUBSPACES)
    assert [len(part) for part in drawn] == list(SUBSETS.values())
    for width, part in zip(SUBSETS, drawn, strict=True):
        assert part.shape[1] == width
        assert all(any(set(one) <= set(home) for home in SUBSPACES) for one in part.tolist())
        assert all(len(set(one)) == width for one in part.tolist())
    assert draw_subsets(((0, 1),))[0].shape == (64, 2)


@pytest.mark.parametrize("settings", [ONE_MODEL, ENSEMBLE])
def test_what_a_branch_claims_lies_in_its_box(settings):
    taught, codes = examples(2), anything()
    branches = grow_branches(taught, draw_subsets(SUBSPACES), settings, np.random.default_rng(0))
    assert branches
    for branch in branches:
        assert not (branch.claims(codes) & ~branch.holds(codes)).any()
        held = np.sum([leaf.contains(codes) for leaf in branch.leaves], axis=0)
        assert held.max() <= 1
    claimed = np.any([branch.claims(taught.codes) for branch in branches], axis=0)
    assert claimed[taught.wanted].mean() > 0.5


def test_an_example_that_counts_thrice_is_three_examples():
    taught = examples(3, count=120)
    points = taught.codes[:, [[0, 3, 5], [2, 1, 7]]].transpose(1, 2, 0).astype(np.float64)
    many = np.where(taught.wanted, 1, 3)
    settings = GrowthSettings(looked_at=20, bounded=False)
    weighed = grow_boxes(
        points, taught.wanted, 0, settings, np.random.default_rng(0), many.astype(np.float64)
    )
    again = np.repeat(np.arange(len(many)), many)
    repeated = grow_boxes(
        points[:, :, again], taught.wanted[again], 0, settings, np.random.default_rng(0)
    )
    np.testing.assert_allclose(weighed.impurity, repeated.impurity)
    np.testing.assert_array_equal(weighed.low, repeated.low)
    np.testing.assert_array_equal(weighed.high, repeated.high)
