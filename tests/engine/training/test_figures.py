"""The figures equal their definitions, and a perfect or a blind model gets what it deserves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from engine.training.figures import Figure, mean_average_precision, precision_at, table


def unit(rows: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, 5)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(st.integers(4, 20), st.integers(0, 9999))
@settings(max_examples=40, deadline=None)
def test_mean_average_precision_equals_scikit_learns(rows, seed):
    labels = [str(label) for label in np.random.default_rng(seed).integers(0, 2, rows)]
    vectors, found = unit(rows, seed), []
    for row in range(rows):
        others = [other for other in range(rows) if other != row]
        same = [labels[other] == labels[row] for other in others]
        if any(same):
            found.append(average_precision_score(same, vectors[others] @ vectors[row]))
    if found:
        assert mean_average_precision(vectors, labels) == pytest.approx(np.mean(found), abs=1e-5)


def test_pictures_without_a_label_are_searched_but_ask_nothing():
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 2]]
    assert mean_average_precision(vectors, ["a", "a", "", ""]) == pytest.approx(1)


@given(st.integers(1, 10), st.integers(0, 9999))
@settings(max_examples=40, deadline=None)
def test_precision_counts_the_relevant_among_the_best(depth, seed):
    rng = np.random.default_rng(seed)
    scores, relevant = rng.permutation(10).astype(np.float32), rng.random(10) < 0.5
    best = sorted(range(10), key=lambda row: -scores[row])[:depth]
    expected = sum(relevant[row] for row in best) / depth
    assert precision_at(scores, relevant, depth) == pytest.approx(expected)


def test_the_table_has_a_line_for_every_figure():
    figure = Figure(name="drawings", catalogue=3000, queries=52, precision=0.9312)
    assert "| drawings | 3,000 | 52 | 0.931 | 0.9 |" in table([figure])
