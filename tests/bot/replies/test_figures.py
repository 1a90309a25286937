"""Numbers, measures and dates stand in replies as each language writes them."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import LANGUAGES, figures, heard, say

DAYS = {
    "en": ("only those taken on 5 March 2021", "12,345.60", "2.5 MB", "24 December"),
    "de": ("nur Aufnahmen vom 5. März 2021", "12.345,60", "2,5 MB", "24. Dezember"),
    "fr": ("seulement celles prises le 5 mars 2021", "12\u202f345,60", "2,5 Mo", "24 décembre"),
    "es": ("solo tomadas el 5 de marzo de 2021", "12.345,60", "2,5 MB", "24 de diciembre"),
    "it": ("solo scattate il 5 marzo 2021", "12.345,60", "2,5 MB", "24 dicembre"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_written_as_the_language_does(language):
    day, decimal, measure, yearly = DAYS[language]
    assert say([heard("only_on", text="2021-03-05")], language).lower() == f"{day}.".lower()
    assert figures.decimal(12345.6, 2, language) == decimal
    assert figures.measure("2.5 mb", language) == measure
    assert figures.date("--12-24", language) == yearly


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.dates())
def test_every_day_there_is_can_be_told_from_the_next(language, day):
    written = figures.date(str(day), language)
    assert str(day.year) in written
    assert "-" not in written
    if day < date.max:
        assert figures.date(str(day + timedelta(1)), language) != written


@given(st.integers(0, 10**12), st.integers(0, 6), st.sampled_from(sorted(LANGUAGES)))
def test_a_number_is_the_same_without_its_marks(whole, places, language):
    style = figures.style(language)
    written = figures.decimal(whole / 10**places, places, language)
    plain = written.replace(style.thousands, "").replace(style.decimal, ".")
    assert plain == f"{whole / 10**places:.{places}f}"


@given(st.text(), st.sampled_from(sorted(LANGUAGES)))
def test_what_is_no_date_and_no_measure_stays_as_it_is(text, language):
    if not any(map(str.isdigit, text)):
        assert figures.date(text, language) == text
        assert figures.measure(text, language) == text


@pytest.mark.parametrize("text", ["2021-13-05", "2021-00-01", "20210305", "-", "--", "1.2.2021"])
def test_what_only_looks_like_a_date_stays_as_it_is(text):
    assert figures.date(text, "de") == text


def test_months_are_in_the_order_of_the_year():
    assert list(figures.style("en").months) == list(calendar.month_name)[1:]
    assert all(len(set(figures.style(language).months)) == 12 for language in LANGUAGES)
