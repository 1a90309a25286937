"""Captions belong to pictures by number, whoever brought them to a batch."""

import tracemalloc

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.training.tuning import belonging
from engine.training.tuning.belonging import Belonging, most_alike, of_batch

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


def unit(count, seed):
    vectors = np.random.default_rng(seed).normal(size=(count, 6)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("at_once", [3, 7, 50, 1000])
def test_a_bank_looked_through_in_parts_equals_sorting_all_of_it(at_once, monkeypatch):
    monkeypatch.setattr(belonging, "CAPTIONS_AT_ONCE", at_once)
    pictures, captions = unit(30, 3), unit(50, 4)
    alike = most_alike(pictures, captions, most=5)
    scores = pictures @ captions.T
    best = [sorted(range(50), key=lambda caption, row=row: -row[caption])[:5] for row in scores]
    assert [sorted(ids) for ids in alike.ids.tolist()] == [sorted(one) for one in best]
    bar = np.quantile([scores[row][one] for row in range(30) for one in best[row]], 0.4)
    assert alike.bar(0.4) == pytest.approx(bar, abs=1e-6)
    found = alike.above(alike.bar(0.4))
    for row in range(30):
        kept = sorted(one for one in best[row] if scores[row][one] >= bar - 1e-6)
        assert found[row].tolist() == kept
    assert 0 < found.counts.mean() < 5


def test_memory_does_not_grow_with_pictures_times_captions():
    pictures, captions = unit(64, 5), unit(400_000, 6)
    tracemalloc.start()
    most_alike(pictures, captions, most=3)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < len(pictures) * len(captions) * 4 / 2
