"""From what happened to what is said: the only part with words for people.

A turn leaves remarks, codes with numbers, words and counts; a language is a table of templates for
them, and every table has the codes of the English one. `say` joins what was understood into one
sentence, then what was found, then what could not count. What a person typed is only ever put in
as it is: never formatted, never as markup.

A template says by the names of its fields how they are written: `{text}` is given as it is,
`{date}` and `{measure}` are the same text as the language writes a date, or a number and its unit
(`bot.replies.figures`). A code that ends in `_one` takes the place of the code where one thing is
counted, one in `_many` where several pictures are named.
"""

from collections.abc import Iterable, Sequence
from string import Formatter

from bot.replies import english, figures, french, german, italian, spanish
from bot.replies.remarks import (
    Rank,
    Remark,
    Suggestion,
    about,
    done,
    found,
    heard,
    problem,
    quoted,
    suggestion,
    trouble,
)

__all__ = [
    "LANGUAGES",
    "Rank",
    "Remark",
    "Suggestion",
    "about",
    "done",
    "found",
    "heard",
    "names",
    "phrase",
    "problem",
    "quoted",
    "say",
    "suggestion",
    "trouble",
]

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
NAMED = 8
"""Pictures, or runs of them, that a reply names; of more it names the first."""


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
    said = _merged(remarks, LANGUAGES.get(language, english.TABLE))
    echo = ", ".join(_fill(language, one) for one in said if one.rank is Rank.HEARD)
    sentences = [f"{echo[0].upper()}{echo[1:]}."] if echo else []
    for rank in (Rank.DONE, Rank.FOUND, Rank.TROUBLE):
        sentences += [_fill(language, one) for one in said if one.rank is rank]
    return " ".join(dict.fromkeys(sentences))


def phrase(one: Suggestion, language: str = "en") -> str:
    """Write one thing to say next; it is itself a message that is understood.

    Examples
    --------
    >>> phrase(suggestion("like", name=3)), phrase(suggestion("like", name=3), "de")
    ('more like #3', 'mehr wie #3')
    """
    table = LANGUAGES.get(language, english.TABLE)
    return table[f"say_{one.code}"].format(name=f"#{one.name}")


def _merged(remarks: Iterable[Remark], table: dict[str, str]) -> list[Remark]:
    """Say once what is said of several pictures in the same words."""
    merged: dict[Remark, Remark] = {}
    for one in remarks:
        together = one.rank is Rank.HEARD or f"{one.code}_many" in table
        key = one.model_copy(update={"names": ()}) if together else one
        before = merged.get(key, key)
        named = tuple(dict.fromkeys((*before.names, *one.names)))
        merged[key] = one.model_copy(update={"names": named})
    return list(merged.values())


def _fill(language: str, remark: Remark) -> str:
    table = LANGUAGES.get(language, english.TABLE)
    return Formatter().vformat(
        _template(language, remark),
        (),
        {
            "names": _few(remark.names, table),
            "text": _short(remark.text) if remark.rank is Rank.HEARD else remark.text,
            "date": figures.date(remark.text, language),
            "measure": figures.measure(remark.text, language),
            "count": figures.number(remark.count, language),
            "of": figures.number(remark.of, language),
            "matches": _matches(language, remark),
            "right": figures.number(remark.right, language),
            "low": figures.number(remark.ends[0], language),
            "high": figures.number(remark.ends[1], language),
            "parts": ", ".join(_fill(language, part) for part in remark.parts),
        },
    )


def _template(language: str, remark: Remark) -> str:
    """Choose the form for one or for many."""
    table, code = LANGUAGES.get(language, english.TABLE), remark.code
    if len(remark.names) > 1 and f"{code}_many" in table:
        return table[f"{code}_many"]
    alone = figures.is_one(remark.count or remark.of, language)
    return table[f"{code}_one"] if alone and f"{code}_one" in table else table[code]


def _few(numbers: Sequence[int | str], table: dict[str, str]) -> str:
    """List pictures, the first of them where that would take lines."""
    runs = _runs(numbers)
    if len(runs) <= NAMED:
        return names(numbers, table["and"], table["upto"])
    kept = [one for run in runs[: NAMED - 2] for one in run]
    said = ", ".join(_run(run, table["upto"]) for run in runs[: NAMED - 2])
    return table["and_more"].format(names=said, count=len(set(numbers)) - len(kept))


def _short(text: str) -> str:
    """Cut what is echoed: who wrote it knows the rest."""
    return text if len(text) <= ECHOED else f"{text[:ECHOED].rstrip()}…"


def _matches(language: str, remark: Remark) -> str:
    """Say that they match, and how many of them are expected to be right."""
    table = LANGUAGES.get(language, english.TABLE)
    said = table["match_one" if figures.is_one(remark.of, language) else "match"]
    if not remark.right:
        return said
    code = "right_one" if remark.right == 1 else "right"
    code = "nearly_all" if remark.right >= remark.of else code
    return said + table[code].format(right=figures.number(remark.right, language))


def names(numbers: Sequence[int | str], joint: str = "and", upto: str = "to") -> str:
    """List pictures as people do: in order, runs of three or more as a range.

    Examples
    --------
    >>> names([1, 2, 3, 7, "A"])
    '#1 to #3, #7 and #A'
    """
    parts = [_run(run, upto) for run in _runs(numbers)]
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _runs(numbers: Sequence[int | str]) -> list[list[int | str]]:
    """Part pictures into runs; two in a row read better apart."""
    runs: list[list[int | str]] = []
    for number in sorted(set(numbers), key=lambda one: (isinstance(one, str), one)):
        last = runs[-1][-1] if runs else None
        if isinstance(number, int) and isinstance(last, int) and number == last + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[one] for one in run])]


def _run(run: Sequence[int | str], upto: str) -> str:
    return f"#{run[0]} {upto} #{run[-1]}" if len(run) > 1 else f"#{run[0]}"
