import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forest.splits import best_splits

WEIGHTS = (np.array([0.0, 0.0, 0.3, 1.0]), np.array([0.1, 1.0, 0.0, 0.0]))


def naive(codes, kind):
    """The lowest weighted Gini impurity that any cut of one node leaves, or None."""
    best = None
    for dimension in range(codes.shape[1]):
        for value in np.unique(codes[:, dimension])[:-1]:
            below = codes[:, dimension] <= value
            left = [float(w[kind[below]].sum()) for w in WEIGHTS]
            right = [float(w[kind[~below]].sum()) for w in WEIGHTS]
            cost = sum(2 * a * b / (a + b) for a, b in (left, right) if a + b > 0)
            cost /= sum(left) + sum(right)
            best = cost if best is None else min(best, cost)
    return best


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 40), st.integers(1, 4), st.integers(2, 256))
def test_the_best_cut_leaves_the_impurity_of_a_naive_splitters(seed, count, nodes, levels):
    rng = np.random.default_rng(seed)
    codes = rng.integers(levels, size=(count, 3)).astype(np.uint8)
    node = np.sort(rng.integers(nodes, size=count))
    kind = rng.integers(4, size=count).astype(np.uint8)
    splits = best_splits(codes, node, kind, WEIGHTS)
    slow = {n: naive(codes[node == n], kind[node == n]) for n in np.unique(node)}
    assert splits.node.tolist() == [n for n, cost in slow.items() if cost is not None]
    assert splits.impurity == pytest.approx([slow[n] for n in splits.node.tolist()])


def test_a_cut_lies_between_two_neighbouring_values_of_its_node():
    codes = np.array([[3, 0], [9, 0], [40, 0], [41, 0]], dtype=np.uint8)
    kind = np.array([3, 3, 1, 1], dtype=np.uint8)
    splits = best_splits(codes, np.zeros(4, dtype=np.int64), kind, WEIGHTS)
    assert (splits.dimension[0], splits.below[0], splits.above[0]) == (0, 9, 40)


def test_a_dimension_that_was_not_drawn_is_cut_only_when_no_other_can_be():
    codes = np.array([[1, 5], [2, 6]], dtype=np.uint8)
    kind = np.array([3, 1], dtype=np.uint8)
    node = np.zeros(2, dtype=np.int64)
    undrawn = np.array([[True, False]])
    assert best_splits(codes, node, kind, WEIGHTS, undrawn).dimension.tolist() == [1]
    codes[:, 1] = 5
    assert best_splits(codes, node, kind, WEIGHTS, undrawn).dimension.tolist() == [0]
