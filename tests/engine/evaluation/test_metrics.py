"""The metrics equal scikit-learn's, and say NaN where there is nothing to measure."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import bootstrap
from sklearn.metrics import (
    average_precision_score,
    f1_score,
    precision_recall_curve,
    precision_score,
    recall_score,
)

from engine.evaluation.metrics import (
    average_precision,
    best_f1,
    bootstrap_interval,
    bootstrap_ratio,
    mean,
    precision_at,
    set_figures,
)

unhurried = settings(deadline=None, max_examples=40)
orders = st.lists(st.booleans(), min_size=1, max_size=60).filter(any).map(np.array)


def falling(matching):
    return -np.arange(len(matching), dtype=float)


@unhurried
@given(orders)
def test_average_precision_is_scikit_learns(matching):
    theirs = average_precision_score(matching, falling(matching))
    assert average_precision(matching, int(matching.sum())) == pytest.approx(theirs)


@unhurried
@given(orders, st.integers(1, 20))
def test_a_match_that_is_not_returned_adds_nothing(matching, missing):
    total = int(matching.sum())
    share = total / (total + missing)
    assert average_precision(matching, total + missing) == pytest.approx(
        share * average_precision(matching, total)
    )


@unhurried
@given(orders, st.integers(0, 60))
def test_a_cut_is_measured_as_scikit_learn_measures_a_set(matching, cut):
    chosen = np.arange(len(matching)) < cut
    figures = set_figures(matching, min(cut, len(matching)), int(matching.sum()))
    assert figures.recall == pytest.approx(recall_score(matching, chosen))
    assert figures.f1 == pytest.approx(f1_score(matching, chosen, zero_division=0))
    if cut:
        assert figures.precision == pytest.approx(precision_score(matching, chosen))
    else:
        assert math.isnan(figures.precision)


@unhurried
@given(orders)
def test_the_best_f1_is_the_best_of_scikit_learns_curve(matching):
    precision, recall, _ = precision_recall_curve(matching, falling(matching))
    curve = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    assert best_f1(matching, int(matching.sum())) == pytest.approx(curve.max())


def test_nothing_to_find_is_not_a_number():
    none = np.zeros(5, dtype=bool)
    assert math.isnan(average_precision(none, 0))
    assert math.isnan(best_f1(none, 0))
    assert math.isnan(set_figures(none, 3, 0).recall)
    assert math.isnan(mean(np.array([np.nan])))
    assert all(math.isnan(end) for end in bootstrap_interval(np.array([np.nan]), fresh()))


def test_a_page_that_is_not_full_is_measured_as_a_full_one():
    assert precision_at(np.array([True, True]), 12) == pytest.approx(2 / 12)


def fresh():
    return np.random.default_rng(0)


def test_an_interval_holds_the_mean_and_narrows_with_more_queries():
    values = fresh().random(400)
    wide, narrow = (bootstrap_interval(values[:count], fresh()) for count in (40, 400))
    assert narrow[0] < mean(values) < narrow[1]
    assert narrow[1] - narrow[0] < wide[1] - wide[0]


def test_an_interval_is_about_two_standard_errors_either_way():
    values = fresh().normal(size=500)
    low, high = bootstrap_interval(values, fresh(), draws=4000)
    assert (high - low) / 2 == pytest.approx(1.96 * values.std() / np.sqrt(500), rel=0.1)


def test_an_interval_is_that_of_scipys_percentile_bootstrap():
    values = fresh().normal(size=60)
    theirs = bootstrap(
        (values,), np.mean, n_resamples=8000, method="percentile", rng=fresh()
    ).confidence_interval
    ours = bootstrap_interval(values, fresh(), draws=8000)
    assert ours == pytest.approx((theirs.low, theirs.high), abs=0.02)


def test_searches_for_the_same_thing_are_drawn_together():
    values, groups = fresh().random(40), np.arange(40)
    alone = bootstrap_interval(values, fresh(), groups=groups)
    assert alone == bootstrap_interval(values, fresh())
    thrice = bootstrap_interval(np.tile(values, 3), fresh(), groups=np.tile(groups, 3))
    assert thrice == pytest.approx(alone)  # copies tell nothing new


def test_a_ratio_is_of_means_and_its_interval_holds_it():
    above, below = fresh().random(200) + 1, np.full(200, 2.0)
    low, high = bootstrap_ratio(above, below, fresh())
    assert (low, high) == pytest.approx(
        tuple(end / 2 for end in bootstrap_interval(above, fresh()))
    )
    above[0] = np.nan
    assert low < mean(above) / 2 < high
