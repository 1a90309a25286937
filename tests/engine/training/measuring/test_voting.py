"""Classes by neighbours equal scikit-learn's own classifier with weights of our kind."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import KNeighborsClassifier

from engine.errors import TrainingError
from engine.training.measuring.voting import TEMPERATURE, count_votes, vote
from tests.engine.training.measuring.test_ranking import labels_of, unit


def weigh(distances: np.ndarray) -> np.ndarray:
    return np.exp((1 - distances) / TEMPERATURE)


@given(st.integers(0, 9999), st.integers(1, 21))
@settings(max_examples=30, deadline=None)
def test_votes_equal_scikit_learns_neighbours_with_our_weights(seed, neighbours):
    gallery, queries = unit(60, seed), unit(25, seed + 7)
    classes = np.random.default_rng(seed).integers(0, 5, 60)
    classes[:5] = range(5)
    known = KNeighborsClassifier(neighbours, weights=weigh, metric="cosine", algorithm="brute")
    wanted = known.fit(gallery, classes).predict(queries)
    assert vote(queries, gallery, classes, neighbours).tolist() == wanted.tolist()


@given(st.integers(0, 9999))
@settings(max_examples=20, deadline=None)
def test_without_a_gallery_everybody_else_votes(seed):
    vectors, labels = unit(40, seed), labels_of(40, seed)
    right = 0
    for row in range(40):
        others = [other for other in range(40) if other != row]
        known = KNeighborsClassifier(7, weights=weigh, metric="cosine", algorithm="brute")
        known.fit(vectors[others], [labels[other] for other in others])
        right += known.predict(vectors[[row]])[0] == labels[row]
    assert count_votes(vectors, labels, neighbours=7).accuracy == right / 40


def test_pictures_without_a_label_neither_vote_nor_ask():
    vectors = np.eye(2, dtype=np.float32)[[0, 0, 0, 1, 1, 1]]
    votes = count_votes(vectors, ["a", "a", "", "b", "b", ""], neighbours=1)
    assert (votes.accuracy, votes.queries) == (1.0, 4)


def test_too_few_pictures_to_ask_are_said():
    with pytest.raises(TrainingError, match="21 neighbours are asked and 4 pictures can vote"):
        count_votes(unit(5, 0), ["a", "b", "a", "b", "a"])
