"""Dates as people say them, on the fifth of March 2026, a Thursday."""

from datetime import date

import pytest

from bot.handlers.when import span

TODAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("2019", "2019-01-01", "2020-01-01"),
        ("1990s", "1990-01-01", "2000-01-01"),
        ("june 2020", "2020-06-01", "2020-07-01"),
        ("december 2020", "2020-12-01", "2021-01-01"),
        ("3 june 2020", "2020-06-03", "2020-06-04"),
        ("june 3 2020", "2020-06-03", "2020-06-04"),
        ("2020-02-29", "2020-02-29", "2020-03-01"),
        ("2020-02", "2020-02-01", "2020-03-01"),
        ("today", "2026-03-05", "2026-03-06"),
        ("yesterday", "2026-03-04", "2026-03-05"),
        ("last summer", "2025-06-01", "2025-09-01"),
        ("this summer", "2026-06-01", "2026-09-01"),
        ("last winter", "2025-12-01", "2026-03-01"),
        ("last autumn", "2025-09-01", "2025-12-01"),
        ("summer 2019", "2019-06-01", "2019-09-01"),
        ("winter 2019", "2019-12-01", "2020-03-01"),
        ("last christmas", "2025-12-24", "2025-12-27"),
        ("christmas 2019", "2019-12-24", "2019-12-27"),
        ("last week", "2026-02-23", "2026-03-02"),
        ("this week", "2026-03-02", "2026-03-09"),
        ("last weekend", "2026-02-28", "2026-03-02"),
        ("last month", "2026-02-01", "2026-03-01"),
        ("last year", "2025-01-01", "2026-01-01"),
        ("last decade", "2010-01-01", "2020-01-01"),
        ("last march", "2025-03-01", "2025-04-01"),
        ("last june", "2025-06-01", "2025-07-01"),
        ("last two weeks", "2026-02-19", "2026-03-06"),
        ("last 10 days", "2026-02-23", "2026-03-06"),
    ],
)
def test_a_date_is_the_days_that_it_names(said, since, until):
    found = span(said, TODAY)
    assert (str(found.since), str(found.until)) == (since, until)


def test_a_month_or_a_day_without_a_year_is_that_of_any_year():
    assert (span("june", TODAY).month, span("june", TODAY).day) == (6, None)
    assert (span("24 december", TODAY).month, span("24 december", TODAY).day) == (12, 24)
    assert span("29 february", TODAY).day == 29


@pytest.mark.parametrize(
    "said", ["31 june 2020", "2020-13", "0000", "9999", "last 0 days", "soon", "", "last 9 moons"]
)
def test_what_is_no_date_is_none(said):
    assert span(said, TODAY) is None
