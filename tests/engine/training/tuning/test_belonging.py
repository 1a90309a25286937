"""Captions belong to pictures by number, whoever brought them to a batch."""

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.training.tuning.belonging import Belonging, assign, of_batch

LISTS = st.lists(st.lists(st.integers(0, 12), max_size=6), min_size=1, max_size=8)


@given(LISTS)
def test_every_picture_keeps_its_captions(lists):
    belonging = Belonging.of(lists)
    assert [belonging[row].tolist() for row in range(len(lists))] == [sorted({*x}) for x in lists]
    assert belonging.counts.tolist() == [len({*x}) for x in lists]


@given(LISTS, st.integers(1, 4), st.integers(0, 99))
def test_a_batch_knows_all_pairs_of_its_captions(lists, most, seed):
    rows = np.arange(len(lists))
    generator = torch.Generator().manual_seed(seed)
    chosen, own = of_batch(
        Belonging.of([one[:2] for one in lists]), Belonging.of(lists), rows, most, generator
    )
    assert chosen.tolist() == sorted(set(chosen.tolist()))
    for row, one in enumerate(lists):
        assert own[row].tolist() == [number in one for number in chosen.tolist()]
        assert bool(own[row].any()) == bool(one) or not one[:2]
    assert set(chosen.tolist()) <= {number for one in lists for number in one[:2]}


def test_assigning_keeps_the_most_alike_above_one_bar_for_all():
    rng = np.random.default_rng(3)
    pictures, captions = rng.normal(size=(30, 6)), rng.normal(size=(50, 6))
    pictures /= np.linalg.norm(pictures, axis=1, keepdims=True)
    captions /= np.linalg.norm(captions, axis=1, keepdims=True)
    found = assign(pictures.astype(np.float32), captions.astype(np.float32), most=5, quantile=0.4)
    scores = pictures @ captions.T
    best = [sorted(range(50), key=lambda caption, row=row: -row[caption])[:5] for row in scores]
    bar = np.quantile([scores[row][one] for row in range(30) for one in best[row]], 0.4)
    for row in range(30):
        assert found[row].tolist() == sorted(one for one in best[row] if scores[row][one] >= bar)
    assert 0 < found.counts.mean() < 5
