import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.boxes import Box
from engine.errors import BoxError


def corner(*values):
    return np.array(values, dtype=np.uint8)


def test_crossed_faces_name_the_dimension():
    with pytest.raises(BoxError, match="dimension 1: 9 > 3"):
        Box((0, 1), low=corner(0, 9), high=corner(5, 3))


def test_crossed_faces_name_the_dimension_of_the_codes_and_not_the_place_in_the_box():
    with pytest.raises(BoxError, match="dimension 7: 9 > 3"):
        Box((2, 7), low=corner(0, 9), high=corner(5, 3))


def test_a_corner_that_is_too_short_is_refused():
    with pytest.raises(BoxError, match="2 bounds on each side"):
        Box((0, 1), low=corner(0), high=corner(5, 3))


def test_a_corner_that_is_not_of_bytes_is_refused():
    with pytest.raises(BoxError, match="bounds are bytes; found int64"):
        Box((0,), low=np.array([0]), high=corner(3))


@pytest.mark.parametrize("dimensions", [(1, 1), (-1, 0)])
def test_a_dimension_is_named_once_and_from_zero_up(dimensions):
    with pytest.raises(BoxError, match="named once"):
        Box(dimensions, low=corner(0, 0), high=corner(5, 5))


@settings(deadline=None, max_examples=50)
@given(arrays(np.uint8, (20, 3)), st.lists(st.integers(0, 255), min_size=4, max_size=4))
def test_a_box_contains_what_a_plain_comparison_does(codes, ends):
    low, high = np.minimum(ends[:2], ends[2:]), np.maximum(ends[:2], ends[2:])
    box = Box((2, 0), low.astype(np.uint8), high.astype(np.uint8))
    slow = [
        low[0] <= int(code[2]) <= high[0] and low[1] <= int(code[0]) <= high[1] for code in codes
    ]
    assert box.contains(codes).tolist() == slow


def test_a_box_without_dimensions_contains_everything():
    box = Box((), corner(), corner())
    assert box.contains(np.zeros((3, 2), dtype=np.uint8)).all()
