"""What a date means on the day it is said: "last summer", "june 2019", "24 december".

The words are those of `bot.parse`: English, lower case. Seasons are those of the northern half of
the world, from the first of a month.
"""

import re
from datetime import date, timedelta

from engine.types import Value

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_YEAR = r"(?P<year>\d{4})"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_NAMED = re.compile(rf"{_MONTH}(?: (?P<day>\d{{1,2}}))?(?: {_YEAR})?")
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}}) {_MONTH}(?: {_YEAR})?")
_DECADE = re.compile(rf"{_YEAR}s")
_SEASON = re.compile(rf"(?P<season>{'|'.join(_SEASONS)}|christmas) {_YEAR}")
_RELATIVE = re.compile(r"(?P<which>last|this) (?:(?P<count>\d{1,3}|[a-z]+) )?(?P<what>[a-z]+?)s?")
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7}


class Span(Value):
    """From the day `since` to before the day `until`; or a month, and a day of it, of any year."""

    since: date | None = None
    until: date | None = None
    month: int | None = None
    day: int | None = None


def span(value: str, today: date) -> Span | None:
    """Work out a date; None when it is none that there is.

    Examples
    --------
    >>> found = span("last summer", date(2026, 3, 5))
    >>> str(found.since), str(found.until)
    ('2025-06-01', '2025-09-01')
    >>> span("june", date(2026, 3, 5)).month
    6
    >>> span("30 february 2020", date(2026, 3, 5)) is None
    True
    """
    try:
        return _absolute(value) or _relative(value, today)
    except (ValueError, OverflowError):  # a day that no month has, a year that no calendar has
        return None


def _absolute(value: str) -> Span | None:
    if value.isdigit() and len(value) == 4:
        return _years(int(value), 1)
    if found := _DECADE.fullmatch(value):
        return _years(int(found["year"]), 10)
    if found := _SEASON.fullmatch(value):
        return _season(found["season"], int(found["year"]))
    if found := _ISO.fullmatch(value):
        return _named(int(found["month"]), found["day"], found["year"])
    if found := _NAMED.fullmatch(value) or _DAY_FIRST.fullmatch(value):
        return _named(_MONTHS.index(found["month"]) + 1, found["day"], found["year"])
    return None


def _years(first: int, count: int) -> Span:
    return Span(since=date(first, 1, 1), until=date(first + count, 1, 1))


def _named(month: int, day: str | None, year: str | None) -> Span:
    if year is None:
        date(2000, month, int(day or 1))  # a leap year has every day that there is
        return Span(month=month, day=int(day) if day else None)
    first = date(int(year), month, int(day or 1))
    return Span(since=first, until=first + timedelta(1) if day else _next_month(first))


def _next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(31)).replace(day=1)


def _season(name: str, year: int) -> Span:
    if name == "christmas":
        return Span(since=date(year, 12, 24), until=date(year, 12, 27))
    first = date(year, _SEASONS[name], 1)
    return Span(since=first, until=_next_month(_next_month(_next_month(first))))


def _relative(value: str, today: date) -> Span | None:
    tomorrow = today + timedelta(1)
    if value in ("today", "yesterday"):
        first = today if value == "today" else today - timedelta(1)
        return Span(since=first, until=first + timedelta(1))
    found = _RELATIVE.fullmatch(value)
    if found is None:
        return None
    what, last = found["what"], found["which"] == "last"
    if found["count"]:
        given = found["count"]
        count = int(given) if given.isdigit() else _NUMBERS.get(given, 0)
        return _counted(count, what, today, tomorrow)
    if what in _SEASONS or what == "christma":
        return _newest_season("christmas" if what == "christma" else what, today, last=last)
    if what in _MONTHS:
        month = _MONTHS.index(what) + 1
        back = month > today.month or (last and month == today.month)
        return _named(month, None, str(today.year - back))
    return _calendar(what, today, last=last)


def _counted(count: int, what: str, today: date, tomorrow: date) -> Span | None:
    """The last three weeks: up to and with today."""
    days = {**_DAYS, "month": 30, "year": 365, "decade": 3652}.get(what)
    if not days or not count:
        return None
    return Span(since=today - timedelta(days * count), until=tomorrow)


def _newest_season(name: str, today: date, *, last: bool) -> Span:
    """Last summer is the newest one that is over; this summer is that of this year."""
    this = _season(name, today.year)
    over = this.until is not None and this.until <= today
    return this if over or not last else _season(name, today.year - 1)


def _calendar(what: str, today: date, *, last: bool) -> Span | None:
    monday = today - timedelta(today.weekday())
    match what:
        case "day" | "night":
            first = today - timedelta(last)
            return Span(since=first, until=today + timedelta(1))
        case "week":
            first = monday - timedelta(7 * last)
            return Span(since=first, until=first + timedelta(7))
        case "weekend":
            first = monday + timedelta(5 - 7 * last)
            return Span(since=first, until=first + timedelta(2))
        case "month":
            this = today.replace(day=1)
            first = (this - timedelta(1)).replace(day=1) if last else this
            return Span(since=first, until=_next_month(first))
        case "year":
            return _years(today.year - last, 1)
        case "decade":
            return _years(today.year // 10 * 10 - 10 * last, 10)
    return None
