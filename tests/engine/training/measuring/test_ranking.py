"""Average precision and recall equal scikit-learn's and a plain reading of GPR1200's rule."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from engine.training.measuring import rank_pictures
from engine.training.measuring import ranking as module


def unit(rows: int, seed: int, wide: int = 6) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, wide)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def labels_of(rows: int, seed: int, kinds: int = 4) -> list[str]:
    return [f"kind {one}" for one in np.random.default_rng(seed + 1).integers(0, kinds, rows)]


def published(vectors: np.ndarray, labels: list[str]) -> list[float]:
    """GPR1200's rule as one reads it: sort everything, walk down, count."""
    found = []
    for row, vector in enumerate(vectors.astype(np.float64)):
        order = sorted(range(len(vectors)), key=lambda other: -float(vectors[other] @ vector))
        seen, score = 0, 0.0
        for place, other in enumerate(order, start=1):
            if labels[other] == labels[row]:
                seen += 1
                score += seen / place
        found.append(score / seen)
    return found


@given(st.integers(2, 40), st.integers(0, 9999))
@settings(max_examples=30, deadline=None)
def test_with_the_query_kept_it_is_gpr1200s_rule_walked_down_place_by_place(rows, seed):
    vectors, labels = unit(rows, seed), labels_of(rows, seed)
    assert rank_pictures(vectors, labels).kept == pytest.approx(published(vectors, labels))


@given(st.integers(4, 40), st.integers(0, 9999), st.booleans())
@settings(max_examples=30, deadline=None)
def test_both_rules_equal_scikit_learns_average_precision_ties_and_all(rows, seed, tied):
    vectors, labels = unit(rows, seed), labels_of(rows, seed)
    if tied:
        vectors = np.eye(3, dtype=np.float32)[np.random.default_rng(seed).integers(0, 3, rows)]
    ranked = rank_pictures(vectors, labels)
    for row in range(rows):
        scores = vectors @ vectors[row]
        scores[row] = 2
        same = np.array(labels) == labels[row]
        assert ranked.kept[row] == pytest.approx(average_precision_score(same, scores))
        others = np.arange(rows) != row
        if same[others].any():
            wanted = average_precision_score(same[others], scores[others])
            assert ranked.left_out[row] == pytest.approx(wanted)
        else:
            assert np.isnan(ranked.left_out[row])


@given(st.integers(4, 40), st.integers(0, 9999))
@settings(max_examples=30, deadline=None)
def test_recall_at_one_asks_for_the_nearest_other_picture(rows, seed):
    vectors, labels = unit(rows, seed), labels_of(rows, seed)
    ranked = rank_pictures(vectors, labels)
    for row in range(rows):
        scores = vectors @ vectors[row]
        scores[row] = -2
        if labels.count(labels[row]) > 1:
            assert ranked.first[row] == (labels[int(scores.argmax())] == labels[row])


def test_the_part_size_changes_nothing(monkeypatch):
    vectors, labels = unit(50, 3), labels_of(50, 3)
    whole = rank_pictures(vectors, labels)
    monkeypatch.setattr(module, "CELLS", 170)
    parts = rank_pictures(vectors, labels)
    # A product of other height may differ in its last bit, and no place hangs on that here.
    assert np.array_equal(whole.kept, parts.kept)
    assert np.array_equal(whole.first, parts.first)


def test_a_model_that_gives_one_vector_for_all_finds_what_chance_does():
    vectors = np.ones((20, 1), dtype=np.float32)
    labels = ["a"] * 5 + ["b"] * 15
    ranked = rank_pictures(vectors, labels)
    assert ranked.left_out[:5] == pytest.approx(4 / 19)
    assert ranked.first.tolist() == [0.0] * 20


def test_the_query_is_first_even_before_an_exact_copy_of_another_class():
    vectors = unit(1, 0).repeat(2, axis=0)
    assert rank_pictures(vectors, ["a", "b"]).kept.tolist() == [1.0, 1.0]


def test_pictures_without_a_label_are_searched_and_ask_nothing():
    vectors = np.eye(2, dtype=np.float32)[[0, 0, 0, 1]]
    ranked = rank_pictures(vectors, ["a", "", "a", "b"])
    assert np.isnan(ranked.kept[1])
    assert ranked.left_out[0] == pytest.approx(1 / 2)
    assert ranked.mean().queries == 3
    assert ranked.mean(slice(3, 4)).kept == 1
