"""Conditions on what the catalogue knows of pictures, as clauses of one SQL query.

What a person said only ever travels as a parameter. A picture of which the catalogue does not know
the thing asked for fulfils no condition on it.
"""

import re
from collections.abc import Sequence

from engine.conversation import Condition, Order
from engine.errors import CatalogueError, Fault, Kind

_ENDINGS = {
    "jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "tiff": ("tif", "tiff"),
    "heic": ("heic", "heif"),
    "raw": ("raw", "cr2", "cr3", "nef", "arw", "dng", "orf", "rw2"),
}
_ASPECTS = {
    # A twentieth off is still square; panoramas are twice as long as they are high, or the reverse.
    "landscape": "width > 1.05 * height",
    "portrait": "height > 1.05 * width",
    "square": "width <= 1.05 * height AND height <= 1.05 * width",
    "panorama": "(width >= 2 * height OR height >= 2 * width)",
}
_BYTES = {"kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000}
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) (kb|mb|gb|pixels|megapixels)")
_ORDERS = {"date": "taken", "size": "size_bytes", "name": "folded(path)"}

Clause = tuple[str, tuple[object, ...]]


def clauses(conditions: Sequence[Condition]) -> Clause:
    """Write conditions as one clause and its parameters.

    Raises
    ------
    CatalogueError
        A size or an aspect is none that is known.

    Examples
    --------
    >>> clauses([Condition(field="size", op="above", value="2 mb")])
    ('(size_bytes > ?)', (2000000.0,))
    """
    parts = [_clause(one) for one in conditions]
    values = tuple(value for _, part in parts for value in part)
    return " AND ".join(f"({text})" for text, _ in parts) or "1", values


def order_clause(order: Order) -> str:
    """Write an order; pictures of which nothing is known come last, equals by their rows."""
    column = _ORDERS[order.by]
    direction = "DESC" if order.order == "desc" else "ASC"
    return f"{column} IS NULL, {column} {direction}, row"


def _clause(one: Condition) -> Clause:
    match one.field:
        case "date":
            return _date(one)
        case "aspect":
            if one.value not in _ASPECTS:
                raise CatalogueError(
                    f"no picture is “{one.value}”: say landscape, portrait, square or panorama",
                    Fault(Kind.CONDITION_UNCLEAR, one.value),
                )
            return _ASPECTS[one.value], ()
        case "path":
            return "instr(folded(folder(path)), folded(?)) > 0", (one.value,)
        case "format":
            endings = _ENDINGS.get(one.value, (one.value,))
            return f"ending(path) IN ({', '.join('?' * len(endings))})", endings
        case "size":
            return _size(one)


def _date(one: Condition) -> Clause:
    texts, values = [], []
    for text, value in (("taken >= ?", one.since), ("taken < ?", one.until)):
        if value is not None:
            texts.append(text)
            values.append(value)
    for text, number in (
        ("substr(taken, 6, 2) = ?", one.month),
        ("substr(taken, 9, 2) = ?", one.day),
    ):
        if number is not None:
            texts.append(text)
            values.append(f"{number:02}")
    return " AND ".join(texts) or "taken IS NOT NULL", tuple(values)


def _size(one: Condition) -> Clause:
    found = _SIZE.fullmatch(one.value)
    if found is None:
        raise CatalogueError(
            f"“{one.value}” is no size: say 2 MB, 1000 pixels or 5 megapixels",
            Fault(Kind.CONDITION_UNCLEAR, one.value),
        )
    number, unit = float(found[1]), found[2]
    sign = {"above": ">", "below": "<"}.get(one.op, "=")
    if unit == "pixels":
        return f"max(width, height) {sign} ?", (number,)
    if unit == "megapixels":
        return f"width * height {sign} ?", (number * 1e6,)
    return f"size_bytes {sign} ?", (number * _BYTES[unit],)


def folder(path: str) -> str:
    """Give the folder part of a picture's path."""
    return path.rpartition("/")[0]


def ending(path: str) -> str:
    """Give the ending of a file's name, lower case, without the dot."""
    return path.rpartition(".")[2].lower()
