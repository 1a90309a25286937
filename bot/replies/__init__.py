"""From what happened to what is said: the only part with words for people.

A turn leaves remarks, codes with numbers, words and counts; a language is a table of templates for
them. `say` joins what was understood into one sentence, then what was found, then what could not
count. What a person typed is only ever put in as it is: never formatted, never as markup.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from string import Formatter

from bot.replies import english
from engine.types import Value

LANGUAGES = {"en": english.TABLE}


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
    and `ends` the interval of that.
    """

    code: str
    rank: Rank
    names: tuple[int | str, ...] = ()
    text: str = ""
    count: int = 0
    of: int = 0
    right: int = 0
    ends: tuple[int, int] = (0, 0)


def heard(code: str, *, names: Sequence[int | str] = (), text: str = "", count: int = 0) -> Remark:
    """Echo one reading; all echoes of a turn become one sentence."""
    return Remark(code=code, rank=Rank.HEARD, names=tuple(names), text=text, count=count)


def done(
    code: str,
    *,
    names: Sequence[int | str] = (),
    text: str = "",
    count: int = 0,
    right: int = 0,
    ends: tuple[int, int] = (0, 0),
) -> Remark:
    """Say what was done, or answer a question, in a sentence of its own."""
    rank = Rank.DONE
    said = {"names": tuple(names), "text": text, "count": count, "right": right, "ends": ends}
    return Remark(code=code, rank=rank, **said)


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


def say(remarks: Iterable[Remark], language: str = "en") -> str:
    """Put a turn into a few short sentences.

    Examples
    --------
    >>> echo = [heard("liked", names=[3]), heard("disliked", names=[7])]
    >>> say([*echo, found("best", count=12, of=212)])
    'Liked #3, disliked #7. 212 matches; here are the best 12.'
    >>> say([found("best", count=12, of=212, right=180)])
    '212 matches, about 180 of them right; here are the best 12.'
    """
    table = LANGUAGES[language]
    said = list(dict.fromkeys(remarks))
    echo = ", ".join(_fill(table, one) for one in said if one.rank is Rank.HEARD)
    sentences = [f"{echo[0].upper()}{echo[1:]}."] if echo else []
    for rank in (Rank.DONE, Rank.FOUND, Rank.TROUBLE):
        sentences += [_fill(table, one) for one in said if one.rank is rank]
    return " ".join(dict.fromkeys(sentences))


def suggestion(code: str, *, name: int | str = "", language: str = "en") -> str:
    """Write one thing that the person may say next; it is itself a message that is understood."""
    return LANGUAGES[language][f"say_{code}"].format(name=f"#{name}")


def _fill(table: dict[str, str], remark: Remark) -> str:
    plural = table.get(f"{remark.code}_one") if remark.count == 1 else None
    template = plural or table[remark.code]
    return Formatter().vformat(
        template,
        (),
        {
            "names": names(remark.names, table["and"], table["upto"]),
            "text": remark.text,
            "count": f"{remark.count:,}",
            "of": f"{remark.of:,}",
            "matches": table["match_one" if remark.of == 1 else "match"] + _right(table, remark),
            "right": f"{remark.right:,}",
            "low": f"{remark.ends[0]:,}",
            "high": f"{remark.ends[1]:,}",
        },
    )


def _right(table: dict[str, str], remark: Remark) -> str:
    """Say how many of the matches are expected to be right."""
    if not remark.right:
        return ""
    code = "nearly_all" if remark.right >= remark.of else "right"
    return table[code].format(right=f"{remark.right:,}")


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
