"""Numbers, measures and dates as each language writes them: the one place that knows how.

A language that is not answered in is written as English is. Dates come as the catalogue keeps
them, "2021-03-05" or with a time after it, "2021-03" or "2021", or "--03-05" and "--03" for those
of any year; they are said as precisely as that. What is no date is given back as it is.
"""

import re

from engine.types import Value

NARROW = "\u202f"
"""A narrow space at which no line breaks."""


class Style(Value):
    """How one language writes figures.

    `one` are the counts that are said in the singular, `grouped` is the least number whose
    thousands are marked, `first` is the first day of a month; `date`, `month` and `yearly` are
    templates.
    """

    thousands: str
    decimal: str
    grouped: int = 1_000
    one: tuple[int, ...] = (1,)
    first: str = "1"
    date: str
    month: str = "{month} {year}"
    yearly: str = "{day} {month}"
    months: tuple[str, ...]
    units: dict[str, str]


_BYTES = {"kb": "KB", "mb": "MB", "gb": "GB"}
STYLES = {
    "en": Style(
        thousands=",", decimal=".", date="{day} {month} {year}",
        months=(
            "January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December",
        ),
        units={"pixels": "pixels", "megapixels": "megapixels"} | _BYTES,
    ),
    "de": Style(
        thousands=".", decimal=",", date="{day}. {month} {year}", yearly="{day}. {month}",
        months=(
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
            "September", "Oktober", "November", "Dezember",
        ),
        units={"pixels": "Pixel", "megapixels": "Megapixel"} | _BYTES,
    ),
    "fr": Style(
        thousands=NARROW, decimal=",", one=(0, 1), first="1er", date="{day} {month} {year}",
        months=(
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
            "septembre", "octobre", "novembre", "décembre",
        ),
        units={"pixels": "pixels", "megapixels": "mégapixels", "kb": "ko", "mb": "Mo", "gb": "Go"},
    ),
    "es": Style(
        thousands=".", decimal=",", grouped=10_000,
        date="{day} de {month} de {year}", month="{month} de {year}",
        yearly="{day} de {month}",
        months=(
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
            "septiembre", "octubre", "noviembre", "diciembre",
        ),
        units={"pixels": "píxeles", "megapixels": "megapíxeles"} | _BYTES,
    ),
    "it": Style(
        thousands=".", decimal=",", grouped=10_000, first="1º", date="{day} {month} {year}",
        months=(
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
            "settembre", "ottobre", "novembre", "dicembre",
        ),
        units={"pixels": "pixel", "megapixels": "megapixel"} | _BYTES,
    ),
}  # fmt: skip
_DATE = re.compile(r"(\d{4}|-)(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.ASCII | re.DOTALL)
_MEASURE = re.compile(r"(\d{1,12})(\.\d{1,6})?(?: ([a-z]+))?", re.ASCII)


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
    manner = style(language)
    return f"{count:,}".replace(",", manner.thousands) if count >= manner.grouped else str(count)


def decimal(value: float, places: int, language: str = "en") -> str:
    """Write a number with so many decimal places.

    Examples
    --------
    >>> decimal(1234.5, 2), decimal(1234.5, 2, "es")
    ('1,234.50', '1234,50')
    """
    whole, point, part = f"{value:.{places}f}".partition(".")
    sign = "−" if whole.startswith("-") else ""
    written = sign + number(int(whole.removeprefix("-")), language)
    return f"{written}{style(language).decimal}{part}" if point else written


def measure(text: str, language: str = "en") -> str:
    """Write a number that was written as in English, with its unit; other text stays as it is.

    Examples
    --------
    >>> measure("0.30", "de"), measure("2.5 mb", "fr"), measure("1000 pixels", "es")
    ('0,30', '2,5 Mo', '1000 píxeles')
    """
    read = _MEASURE.fullmatch(text)
    if read is None:
        return text
    whole, part, unit = read.groups()
    manner = style(language)
    written = number(int(whole), language) + (part or "").replace(".", manner.decimal)
    return f"{written} {manner.units.get(unit, unit)}" if unit else written


def date(day: str, language: str = "en") -> str:
    """Write a day, a month or a year.

    Examples
    --------
    >>> date("2021-03-05T12:00:00"), date("2021-03-01", "fr"), date("2021-03", "es")
    ('5 March 2021', '1er mars 2021', 'marzo de 2021')
    >>> date("--12-24", "de"), date("--06", "it"), date("2021", "es")
    ('24. Dezember', 'giugno', '2021')
    >>> date("last week")
    'last week'
    """
    read = _DATE.fullmatch(day)
    manner = style(language)
    if read is None or not 0 < int(read[2] or 1) <= len(manner.months):
        return day
    year, month, of_month = read.groups()
    if month is None:
        return day
    said = {"year": year, "month": manner.months[int(month) - 1], "day": ""}
    if of_month is None:
        return said["month"] if year == "-" else manner.month.format(**said)
    said["day"] = manner.first if of_month == "01" else str(int(of_month))
    return (manner.yearly if year == "-" else manner.date).format(**said)
