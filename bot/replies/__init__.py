"""From what happened to what is said: the only part with words for people.

A turn leaves remarks, codes with numbers, words and counts; a language is a table of templates for
them, and every table has the codes of the English one. `say` joins what was understood into one
sentence, then what was found, then what could not count. What a person typed is only ever put in
as it is: never formatted, never as markup.

A code that ends in `_one` takes the place of the code where one thing is counted, one in `_many`
where several pictures are named.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from string import Formatter

from bot.replies import english, french, german, italian, spanish
from engine.types import Value

LANGUAGES = {
    "en": english.TABLE,
    "de": german.TABLE,
    "fr": french.TABLE,
    "es": spanish.TABLE,
    "it": italian.TABLE,
}
"""The languages that are answered in; the others are answered in English."""

ECHOED = 80
"""Characters of a person's words that a reply repeats."""


class Rank(StrEnum):
    """Where a remark stands in a reply."""

    HEARD = "heard"
    DONE = "done"
    FOUND = "found"
    TROUBLE = "trouble"


class Remark(Value):
    """One thing that a person should hear.

    `names` are numbers or letters of pictures, `text` words of the person or of the catalogue,
    `count` and `of` what the sentence counts, `right` how many of those are expected to be right,
    and `ends` the interval of that. `parts` are remarks that stand in the sentence, as a list.
    """

    code: str
    rank: Rank
    names: tuple[int | str, ...] = ()
    text: str = ""
    count: int = 0
    of: int = 0
    right: int = 0
    ends: tuple[int, int] = (0, 0)
    parts: tuple["Remark", ...] = ()


class Suggestion(Value):
    """One thing that the person may say next, in no language yet."""

    code: str
    name: int | str = ""


def heard(
    code: str,
    *,
    names: Sequence[int | str] = (),
    text: str = "",
    count: int = 0,
    parts: Iterable[Remark] = (),
) -> Remark:
    """Echo one reading; all echoes of a turn become one sentence."""
    rank = Rank.HEARD
    said = {"names": tuple(names), "text": text, "count": count, "parts": tuple(parts)}
    return Remark(code=code, rank=rank, **said)


def done(
    code: str,
    *,
    names: Sequence[int | str] = (),
    text: str = "",
    count: int = 0,
    of: int = 0,
    right: int = 0,
    ends: tuple[int, int] = (0, 0),
    parts: Iterable[Remark] = (),
) -> Remark:
    """Say what was done, or answer a question, in a sentence of its own."""
    rank = Rank.DONE
    said = {"names": tuple(names), "text": text, "count": count, "right": right, "ends": ends}
    return Remark(code=code, rank=rank, of=of, parts=tuple(parts), **said)


def found(
    code: str, *, names: Sequence[int | str] = (), count: int = 0, of: int = 0, right: int = 0
) -> Remark:
    """Say what is shown; `right` of 0 says nothing of how many are right."""
    rank = Rank.FOUND
    return Remark(code=code, rank=rank, names=tuple(names), count=count, of=of, right=right)


def about(expected: float) -> int:
    """Round what is only expected to what can be said of it: two digits.

    Examples
    --------
    >>> about(283.4), about(8.6), about(0.3)
    (280, 9, 0)
    """
    digits = max(len(str(int(expected))) - 2, 0)
    return int(round(expected, -digits))


def trouble(code: str, *, names: Sequence[int | str] = (), text: str = "", of: int = 0) -> Remark:
    """Say what could not count, and what to say instead."""
    return Remark(code=code, rank=Rank.TROUBLE, names=tuple(names), text=text, of=of)


def quoted(texts: Iterable[str]) -> tuple[Remark, ...]:
    """Quote words of the person, each as a part of a sentence."""
    return tuple(done("quoted", text=text) for text in texts)


def say(remarks: Iterable[Remark], language: str = "en") -> str:
    """Put a turn into a few short sentences.

    Examples
    --------
    >>> echo = [heard("liked", names=[3]), heard("disliked", names=[7])]
    >>> say([*echo, found("best", count=12, of=212)])
    'Liked #3, disliked #7. 212 matches; here are the best 12.'
    >>> say([found("best", count=12, of=212, right=180)])
    '212 matches, about 180 of them right; here are the best 12.'
    >>> say([found("best", count=12, of=1212)], "de")
    '1.212 Treffer; hier sind die besten 12.'
    """
    table = _table(language)
    said = list(dict.fromkeys(remarks))
    echo = ", ".join(_fill(table, one) for one in said if one.rank is Rank.HEARD)
    sentences = [f"{echo[0].upper()}{echo[1:]}."] if echo else []
    for rank in (Rank.DONE, Rank.FOUND, Rank.TROUBLE):
        sentences += [_fill(table, one) for one in said if one.rank is rank]
    return " ".join(dict.fromkeys(sentences))


def suggestion(code: str, *, name: int | str = "") -> Suggestion:
    """Name one thing that the person may say next."""
    return Suggestion(code=code, name=name)


def phrase(one: Suggestion, language: str = "en") -> str:
    """Write one thing to say next; it is itself a message that is understood.

    Examples
    --------
    >>> phrase(suggestion("like", name=3)), phrase(suggestion("like", name=3), "de")
    ('more like #3', 'mehr wie #3')
    """
    return _table(language)[f"say_{one.code}"].format(name=f"#{one.name}")


def _table(language: str) -> dict[str, str]:
    return LANGUAGES.get(language, english.TABLE)


def _fill(table: dict[str, str], remark: Remark) -> str:
    return Formatter().vformat(
        _template(table, remark),
        (),
        {
            "names": names(remark.names, table["and"], table["upto"]),
            "text": _short(remark.text) if remark.rank is Rank.HEARD else remark.text,
            "count": _number(table, remark.count),
            "of": _number(table, remark.of),
            "matches": _matches(table, remark),
            "right": _number(table, remark.right),
            "low": _number(table, remark.ends[0]),
            "high": _number(table, remark.ends[1]),
            "parts": ", ".join(_fill(table, part) for part in remark.parts),
        },
    )


def _template(table: dict[str, str], remark: Remark) -> str:
    """Choose the form for one or for many."""
    code = remark.code
    if len(remark.names) > 1 and f"{code}_many" in table:
        return table[f"{code}_many"]
    alone = _is_one(table, remark.count or remark.of)
    return table[f"{code}_one"] if alone and f"{code}_one" in table else table[code]


def _short(text: str) -> str:
    """Cut what is echoed: who wrote it knows the rest."""
    return text if len(text) <= ECHOED else f"{text[:ECHOED].rstrip()}…"


def _is_one(table: dict[str, str], count: int) -> bool:
    return str(count) in table["singular"].split()


def _number(table: dict[str, str], count: int) -> str:
    return f"{count:,}".replace(",", table["thousands"])


def _matches(table: dict[str, str], remark: Remark) -> str:
    """Say that they match, and how many of them are expected to be right."""
    said = table["match_one" if _is_one(table, remark.of) else "match"]
    if not remark.right:
        return said
    code = "nearly_all" if remark.right >= remark.of else "right"
    return said + table[code].format(right=_number(table, remark.right))


def names(numbers: Sequence[int | str], joint: str = "and", upto: str = "to") -> str:
    """List pictures as people do: in order, runs of three or more as a range.

    Examples
    --------
    >>> names([1, 2, 3, 7, "A"])
    '#1 to #3, #7 and #A'
    """
    runs: list[list[int | str]] = []
    for number in sorted(set(numbers), key=lambda one: (isinstance(one, str), one)):
        last = runs[-1][-1] if runs else None
        if isinstance(number, int) and isinstance(last, int) and number == last + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:  # two in a row read better apart
            parts.append(f"#{run[0]} {upto} #{run[-1]}")
        else:
            parts += [f"#{number}" for number in run]
    return (
        parts[0]
        if len(parts) == 1
        else f"{', '.join(parts[:-1])} {joint} {parts[-1]}"
        if parts
        else ""
    )
