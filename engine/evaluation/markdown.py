"""Pieces of Markdown: numbers as text, and tables; a figure that does not exist is a dash."""

from collections.abc import Sequence

import numpy as np


def number(value: float, form: str = ".3f") -> str:
    """Write a figure.

    Examples
    --------
    >>> number(0.4567), number(float("nan")), number(0.05, "+.2f")
    ('0.457', '–', '+0.05')
    """
    return "–" if np.isnan(value) else format(value, form)


def percent(value: float) -> str:
    """Write a share.

    Examples
    --------
    >>> percent(0.0512)
    '5.1%'
    """
    return number(value, ".1%")


def with_interval(value: float, low: float, high: float) -> str:
    """Write a figure with its interval.

    Examples
    --------
    >>> with_interval(0.5, 0.25, 0.75)
    '0.500 (0.250–0.750)'
    """
    return f"{number(value)} ({number(low)}–{number(high)})"


def lead_with_interval(gap: float, low: float, high: float) -> str:
    """Write a difference with its interval.

    Examples
    --------
    >>> lead_with_interval(0.02, -0.01, 0.05)
    '+0.020 (-0.010 to +0.050)'
    """
    return f"{number(gap, '+.3f')} ({number(low, '+.3f')} to {number(high, '+.3f')})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> list[str]:
    """Lay out a table; the first `words` columns are words, the others numbers.

    Examples
    --------
    >>> table(["name", "value"], [["one", "1"]])
    ['| name | value |', '| --- | ---: |', '| one | 1 |']
    """
    rule = [*["---"] * words, *["---:"] * (len(head) - words)]
    return ["| " + " | ".join(line) + " |" for line in (head, rule, *rows)]
