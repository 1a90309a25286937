import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.subspaces import bytes_per_row, choose

VARIANCES = st.lists(st.floats(0, 10), min_size=1, max_size=40)


@settings(deadline=None, max_examples=50)
@given(VARIANCES, st.integers(1, 12), st.integers(60, 200))
def test_subspaces_stay_within_the_budget_unless_one_alone_is_beyond_it(variances, width, budget):
    subspaces = choose(variances, width, budget)
    assert len(subspaces) == 1 or bytes_per_row(subspaces, len(variances)) <= budget


@settings(deadline=None, max_examples=50)
@given(VARIANCES, st.integers(1, 12))
def test_subspaces_are_as_wide_as_asked_and_name_no_dimension_twice(variances, width):
    for subspace in choose(variances, width):
        assert len(subspace) == min(width, len(variances))
        assert list(subspace) == sorted(set(subspace))


def test_every_one_of_32_dimensions_is_indexed_within_128_bytes():
    subspaces = choose((1 / np.arange(1, 33)).tolist())
    assert set().union(*subspaces) == set(range(32))
    assert bytes_per_row(subspaces, 32) <= 128


def test_what_tells_pictures_apart_best_is_in_more_subspaces():
    subspaces = choose((1 / np.arange(1, 33)).tolist())
    copies = [sum(d in subspace for subspace in subspaces) for d in range(32)]
    assert copies == sorted(copies, reverse=True)
    assert copies[0] > copies[-1]


@pytest.mark.parametrize("variances", [[1.0], [0.0, 0.0, 0.0]])
def test_few_dimensions_make_one_subspace(variances):
    assert choose(variances) == (tuple(range(len(variances))),)
