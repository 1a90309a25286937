"""Dates and sizes as people say them, in one form: English, lower case, "last summer", "2 mb".

What a date means depends on the day it is said; that is worked out by whoever knows the day.
"""

import re
from collections.abc import Mapping, Sequence

_SPAN = "(?:day|week|weekend|month|year|summer|winter|spring|autumn|decade|night|christmas)s?"
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?:last|this) (?:(?:\d{{1,3}}|two|three|four|five|six) )?{_SPAN}|today|yesterday"
    rf"|(?:summer|winter|spring|autumn|christmas) {_YEAR}|{_YEAR}"
    rf"|{_MONTH}(?: \d{{1,2}})?(?: {_YEAR})?|\d{{1,2}} {_MONTH}(?: {_YEAR})?|{_YEAR}s"
    rf"|{_YEAR} - \d\d(?: - \d\d)?|(?:last|this) {_MONTH}"
)
_DOTTED = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}})\.({_YEAR})")
_LAST_BEHIND = re.compile(rf"({_SPAN}|{_MONTH}) (last|this)")
_JOINT = re.compile(r"(.+?) (?:and|to|-) (.+)")
_UNITS = {
    "mb": "mb", "megabyte": "mb", "megabytes": "mb", "mega": "mb", "m": "mb", "mo": "mb",
    "kb": "kb", "kilobyte": "kb", "kilobytes": "kb", "k": "kb", "ko": "kb",
    "gb": "gb", "px": "pixels", "pixel": "pixels", "pixels": "pixels", "pixeln": "pixels",
    "mp": "megapixels", "megapixel": "megapixels", "megapixels": "megapixels",
    "píxeles": "pixels", "pixeles": "pixels",
}  # fmt: skip
_SIZE = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?) ?([^\W\d]+)")
_RECENT = re.compile(r"(?:last|this|today|yesterday)|(?:199\d|20\d\d)(?!s)")


def date(keys: Sequence[str], names: Mapping[tuple[str, ...], str]) -> str | None:
    """Give a date in its one form; None when the words are no date.

    Parameters
    ----------
    keys : sequence of str
        The words, as tokens carry them.
    names : mapping
        What the words of the language are in English: months, spans, "last".

    Examples
    --------
    >>> date(("ete", "dernier"), {("ete",): "summer", ("dernier",): "last"})
    'last summer'
    >>> date(("3", "dogs"), {}) is None
    True
    """
    english = [names.get((key,), key) for key in keys if key != ","]
    said = " ".join(word for word in english if word)
    said = re.sub(r"^year (?=\d)", "", said)
    said = _LAST_BEHIND.sub(r"\2 \1", said)
    if dotted := _DOTTED.fullmatch(said):
        return f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    return said.replace(" - ", "-") if _DATE.fullmatch(said) else None


def dates(keys: Sequence[str], names: Mapping[tuple[str, ...], str]) -> tuple[str, str] | None:
    """Give the two ends of "2015 and 2018"; None when the words are no such thing."""
    english = [names.get((key,), key) for key in keys]
    halves = _JOINT.fullmatch(" ".join(word for word in english if word))
    if halves is None:
        return None
    first, last = date(halves[1].split(), {}), date(halves[2].split(), {})
    return (first, last) if first and last else None


def size(said: str) -> str | None:
    """Give a size in its one form.

    Examples
    --------
    >>> size("5MB"), size("1000 pixels"), size("3 dogs")
    ('5 mb', '1000 pixels', None)
    """
    found = _SIZE.fullmatch(said.strip().lower())
    if found is None or found[2] not in _UNITS:
        return None
    return f"{found[1].replace(',', '.')} {_UNITS[found[2]]}"


def is_recent(value: str) -> bool:
    """Tell a day that pictures in a catalogue may carry from one that they show ("a car of 1950").

    Examples
    --------
    >>> is_recent("2019"), is_recent("last summer"), is_recent("1950"), is_recent("june")
    (True, True, False, False)
    """
    return bool(_RECENT.search(value))
