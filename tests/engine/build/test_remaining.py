"""The time that is left is told when it can be, and is right when work goes on as it did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.build import Remaining


@given(rate=st.floats(0.1, 5000), total=st.integers(200, 10**6))
def test_steady_work_is_foretold_to_the_second(rate, total):
    remaining = Remaining()
    for second in range(40):
        done = min(total, int(rate * second))
        left = remaining.update("encoding", done, total, float(second))
        if left is not None and done < total:
            slack = 0.05 * total / rate + left / max(1, done)
            assert left == pytest.approx((total - done) / rate, abs=slack)


def test_nothing_is_foretold_before_there_is_reason():
    remaining = Remaining()
    assert remaining.update("encoding", 0, 100, 0.0) is None
    assert remaining.update("encoding", 10, 100, 1.0) is None
    assert remaining.update("encoding", 20, 0, 5.0) is None
    assert remaining.update("encoding", 30, 100, 6.0) == pytest.approx(14.0)


def test_what_was_fast_long_ago_is_forgotten():
    remaining = Remaining()
    for second in range(100):
        remaining.update("encoding", second * 1000, 10**6, float(second))
    for second in range(100, 200):
        left = remaining.update("encoding", 100_000 + (second - 100) * 10, 10**6, float(second))
    assert left == pytest.approx((10**6 - 100_990) / 10, rel=0.01)


def test_a_long_silence_is_no_reason_to_despair():
    """One slow batch in an otherwise steady run moves the estimate by its own length."""
    remaining = Remaining()
    for second in range(30):
        remaining.update("encoding", second * 10, 1000, float(second))
    assert remaining.update("encoding", 300, 1000, 60.0) == pytest.approx(700 * 60 / 300)


def test_each_stage_is_foretold_by_itself():
    remaining = Remaining()
    for second in range(10):
        remaining.update("encoding", second, 10, float(second))
    assert remaining.update("sorting", 0, 10, 10.0) is None
    assert remaining.update("sorting", 5, 10, 15.0) == pytest.approx(5.0)
