"""Recall of pictures by their captions equals a plain loop."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.training.measuring import recall_pictures
from engine.training.measuring.words import pictures_of
from tests.engine.training.measuring.test_ranking import unit


@given(st.integers(3, 30), st.integers(1, 20), st.integers(0, 9999))
@settings(max_examples=40, deadline=None)
def test_recall_equals_a_loop_over_sorted_pictures(pictures, texts, seed):
    rng = np.random.default_rng(seed)
    shown, asked = unit(pictures, seed), unit(texts, seed + 1)
    wanted = [rng.choice(pictures, rng.integers(1, 3), replace=False) for _ in range(texts)]
    found = recall_pictures(asked, shown, wanted, (1, 2, 5))
    for depth in (1, 2, 5):
        hits = 0
        for text, right in zip(asked, wanted, strict=True):
            best = np.argsort(-(shown @ text))[:depth]
            hits += bool(set(best.tolist()) & set(right.tolist()))
        assert found[depth] == hits / texts


def test_a_model_that_gives_one_vector_for_all_finds_nothing():
    same = np.ones((12, 1), dtype=np.float32)
    wanted = [np.array([row]) for row in range(12)]
    assert recall_pictures(same, same, wanted) == {1: 0.0, 5: 0.0, 10: 0.0}


@given(st.lists(st.sets(st.integers(0, 9)), max_size=8))
def test_pictures_of_captions_are_captions_of_pictures_turned_round(lists):
    found = pictures_of(
        np.array([number for own in lists for number in sorted(own)], dtype=np.int64),
        np.array([len(own) for own in lists], dtype=np.int64),
    )
    slow = {
        number: [row for row, own in enumerate(lists) if number in own]
        for number in sorted(set().union(*lists))
    }
    assert {number: rows.tolist() for number, rows in found.items()} == slow
    assert list(found) == list(slow)
