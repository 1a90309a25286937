"""Numbers, decimals and dates as each language writes them: the one place that knows how.

A language that is not answered in is written as English is. Dates come as the catalogue keeps
them, "2021-03-05" or with a time after it, "2021-03" or "2021", and are said as precisely as that;
what is no date is given back as it is.
"""

import re

from engine.types import Value

NARROW = "\u202f"
"""A narrow space at which no line breaks."""


class Style(Value):
    """How one language writes figures.

    `one` are the counts that are said in the singular, `first` is the first day of a month;
    `date` and `month` are templates.
    """

    thousands: str
    decimal: str
    one: tuple[int, ...] = (1,)
    first: str = "1"
    date: str
    month: str = "{month} {year}"
    months: tuple[str, ...]


STYLES = {
    "en": Style(
        thousands=",", decimal=".", date="{day} {month} {year}",
        months=(
            "January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December",
        ),
    ),
    "de": Style(
        thousands=".", decimal=",", date="{day}. {month} {year}",
        months=(
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
            "September", "Oktober", "November", "Dezember",
        ),
    ),
    "fr": Style(
        thousands=NARROW, decimal=",", one=(0, 1), first="1er", date="{day} {month} {year}",
        months=(
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
            "septembre", "octobre", "novembre", "décembre",
        ),
    ),
    "es": Style(
        thousands=".", decimal=",", date="{day} de {month} de {year}", month="{month} de {year}",
        months=(
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
            "septiembre", "octubre", "noviembre", "diciembre",
        ),
    ),
    "it": Style(
        thousands=".", decimal=",", first="1º", date="{day} {month} {year}",
        months=(
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
            "settembre", "ottobre", "novembre", "dicembre",
        ),
    ),
}  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.ASCII | re.DOTALL)


def style(language: str) -> Style:
    """Give the style of a language."""
    return STYLES.get(language, STYLES["en"])


def is_one(count: int, language: str = "en") -> bool:
    """Tell whether `count` things are said in the singular."""
    return count in style(language).one


def number(count: int, language: str = "en") -> str:
    """Write a whole number.

    Examples
    --------
    >>> number(12520), number(12520, "de")
    ('12,520', '12.520')
    """
    return f"{count:,}".replace(",", style(language).thousands)


def decimal(value: float, places: int, language: str = "en") -> str:
    """Write a number with so many decimal places.

    Examples
    --------
    >>> decimal(1234.5, 2), decimal(1234.5, 2, "es")
    ('1,234.50', '1.234,50')
    """
    marks = {",": style(language).thousands, ".": style(language).decimal}
    return "".join(marks.get(one, one) for one in f"{value:,.{places}f}")


def date(day: str, language: str = "en") -> str:
    """Write a day, a month or a year.

    Examples
    --------
    >>> date("2021-03-05T12:00:00"), date("2021-03-01", "fr"), date("2021-03", "es")
    ('5 March 2021', '1er mars 2021', 'marzo de 2021')
    >>> date("last week")
    'last week'
    """
    read = _DATE.fullmatch(day)
    if read is None or not 0 < int(read[2] or 1) <= len(style(language).months):
        return day
    year, month, of_month = read.groups()
    if month is None:
        return year
    manner = style(language)
    named = manner.months[int(month) - 1]
    if of_month is None:
        return manner.month.format(month=named, year=year)
    return manner.date.format(day=_day(int(of_month), manner), month=named, year=year)


def month_name(month: int, language: str = "en") -> str:
    """Name a month of the year, 1 to 12."""
    return style(language).months[month - 1]


def _day(of_month: int, manner: Style) -> str:
    return manner.first if of_month == 1 else str(of_month)
