"""Every loss equals its definition, written out one pair at a time."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.training.losses import imitation, is_true, matching, naming


@st.composite
def facts_and_similarity(draw):
    pictures, captions, facts = (draw(st.integers(1, 5)) for _ in range(3))
    seed = torch.Generator().manual_seed(draw(st.integers(0, 9999)))
    true = (torch.rand(pictures, facts, generator=seed) < 0.6).float()
    stated = (torch.rand(captions, facts, generator=seed) < 0.4).float()
    return true, stated, torch.randn(pictures, captions, generator=seed) * 3


@given(facts_and_similarity())
@settings(max_examples=60, deadline=None)
def test_a_caption_is_true_when_all_its_facts_are_the_pictures(case):
    pictures, captions, _ = case
    for row, picture in enumerate(pictures):
        has = {fact for fact, there in enumerate(picture) if there}
        for column, caption in enumerate(captions):
            says = {fact for fact, there in enumerate(caption) if there}
            assert bool(is_true(captions, pictures)[row, column]) == (says <= has)


def surprise_of(logits: list[float], chosen: list[int]) -> float:
    total = math.log(sum(math.exp(one) for one in logits))
    return sum(total - logits[one] for one in chosen) / len(chosen)


def slow_matching(similarity, true) -> float:
    both = []
    for logits, wanted in ((similarity, true), (similarity.T, true.T)):
        rows = [
            surprise_of(row.tolist(), [at for at, good in enumerate(good_ones) if good])
            for row, good_ones in zip(logits, wanted, strict=True)
            if good_ones.any()
        ]
        both.append(sum(rows) / max(len(rows), 1))
    return sum(both) / 2


@given(facts_and_similarity())
@settings(max_examples=60, deadline=None)
def test_matching_equals_its_definition(case):
    pictures, captions, similarity = case
    true = is_true(captions, pictures)
    expected = slow_matching(similarity, true)
    assert float(matching(similarity, true)) == pytest.approx(expected, abs=1e-4)


def test_naming_is_torchs_smoothed_cross_entropy_where_every_picture_has_one_name():
    seed = torch.Generator().manual_seed(1)
    logits, names = torch.randn(7, 5, generator=seed), torch.tensor([0, 1, 2, 3, 4, 0, 1])
    wanted = torch.nn.functional.one_hot(names, 5).float()
    truth = torch.nn.functional.cross_entropy(logits, names, label_smoothing=0.1)
    assert float(naming(logits, wanted, 0.1)) == pytest.approx(float(truth), abs=1e-5)


def test_a_picture_without_a_name_changes_nothing():
    seed = torch.Generator().manual_seed(2)
    logits = torch.randn(3, 4, generator=seed)
    wanted = torch.eye(4)[:3]
    more = torch.cat((wanted, torch.zeros(2, 4)))
    longer = torch.cat((logits, torch.randn(2, 4, generator=seed)))
    assert float(naming(longer, more, 0.1)) == pytest.approx(float(naming(logits, wanted, 0.1)))


def test_imitation_is_zero_for_the_teachers_own_direction_and_two_for_its_opposite():
    teacher = torch.tensor([[3.0, 4.0], [1.0, 0.0]])
    assert float(imitation(teacher * 2, teacher)) == pytest.approx(0, abs=1e-6)
    assert float(imitation(-teacher, teacher)) == pytest.approx(2, abs=1e-6)
