"""Forgives one typing error in a command word, and never touches the words of a search.

Here words are only proposed: `reading` takes a correction when the corrected word then does a
job, and leaves it when it would end up inside the words of a search. A word that people search
for ("lake" is one letter from "like") is never corrected.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TypeAlias

from bot.parse.tokens import Kind, Token
from bot.parse.words import (
    ENGLISH,
    commanding,
    how_often,
    keys,
    spellings,
    tables,
    vocabulary,
    words_of,
)

Correction: TypeAlias = tuple[str, str]
"""What was typed, and what it was read as."""

_SHORTEST, _LONGEST = 3, 16
_SHORT = 4
"""Letters of a lone word that is a slip only of a button's word."""
_SIGNALS = ("undo", "redo", "page_next", "page_previous", "reset_all", "help")
"""Commands that people give in one word again and again, and so in a hurry."""
_SURE = 5
"""Letters of a word that may be corrected with nothing around it to show the language."""


def corrected(
    tokens: tuple[Token, ...], language: str, *, certain: bool, kept: frozenset[str] = frozenset()
) -> tuple[tuple[Token, ...], tuple[Correction, ...]]:
    """Replace every unknown word that is one slip away from a command word.

    Parameters
    ----------
    tokens : tuple of Token
    language : str
        The words of this language and of English are looked through.
    certain : bool
        Whether the message is known to be in it; else only longer words are corrected.
    kept : frozenset of str
        Words that stay as they were typed.
    """
    alone = len(tokens) == 1
    numbered = any(token.kind in (Kind.NUMBER, Kind.ORDINAL) for token in tokens)
    made: list[Correction] = []
    changed: list[Token] = []
    for token in tokens:
        better = None
        if token.kind is Kind.WORD and token.key not in kept:
            better = _nearest(token.key, language, alone=alone, certain=certain, sure=numbered)
        if better is not None:
            made.append((token.key, _written(language).get(better, better)))
        changed.append(replace(token, key=better) if better else token)
    return tuple(changed), tuple(made)


def _nearest(word: str, language: str, *, alone: bool, certain: bool, sure: bool) -> str | None:
    size_fits = (_SHORTEST if certain else _SURE) <= len(word) <= _LONGEST and word.isalpha()
    if not size_fits or word in _known(language):
        return None
    if alone and len(word) <= _SHORT and (found := _signal(word, language)):
        return found
    if found := _swapped(word, language):
        return found
    if len(word) == _SHORTEST and alone:
        return None
    near = {one for shape in _shapes(word) for one in _index(language).get(shape, ())}
    for kind in (_dropped, _replaced):
        if kind is _replaced and (not certain or len(word) == _SHORTEST):
            return None
        fitting = [candidate for candidate in near if kind(word, candidate)]
        if kind is _replaced and not sure:
            fitting = [one for one in fitting if _neighbours(word, one)]
        if kind is _replaced:
            fitting = [one for one in fitting if one not in _numbers(language)]
        if fitting:
            return min(fitting, key=lambda one: (-_common(language)[one], one))
    return None


def _signal(word: str, language: str) -> str | None:
    """Mend a lone short word ("nxt", "udo"): one letter of a button's word is missing."""
    fitting = [one for one in _signals(language) if len(one) > len(word) and _dropped(word, one)]
    return min(fitting, key=lambda one: (-_common(language)[one], one), default=None)


@cache
def _signals(language: str) -> frozenset[str]:
    """List the words that are one of those commands by themselves."""
    said = vocabulary(language).commands
    needed = [_OPTIONAL.sub("", text) for name in _SIGNALS for text in said.get(name, ())]
    words = [word for text in needed for word in text.strip(" ()").split("|") if word.isalpha()]
    return frozenset(keys(word)[0] for word in words)


_OPTIONAL = re.compile(r"\[[^\[\]]*\]")


_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop")


@cache
def _known(language: str) -> frozenset[str]:
    return words_of(language) | words_of(ENGLISH) | _never_corrected()


@cache
def _never_corrected() -> frozenset[str]:
    return frozenset(
        word for table in tables().values() for word in table.get("never_corrected", ())
    )


@cache
def _written(language: str) -> dict[str, str]:
    return spellings(language) | spellings(ENGLISH)


@cache
def _numbers(language: str) -> frozenset[str]:
    said = (*tables()[language].get("numbers", ()), *tables()[ENGLISH]["numbers"])
    return frozenset(key for word in said for key in keys(word))


@cache
def _common(language: str) -> Counter[str]:
    """Count how often each word stands in the tables: the commoner one was likelier meant."""
    return how_often(language) + how_often(ENGLISH)


@cache
def _commanding(language: str) -> frozenset[str]:
    known = commanding(language) | commanding(ENGLISH)
    return frozenset(word for word in known if word.isalpha() and len(word) >= _SHORTEST)


@cache
def _index(language: str) -> dict[str, tuple[str, ...]]:
    """List known words under themselves and under each form with one letter gone."""
    table: dict[str, tuple[str, ...]] = {}
    for word in sorted(_commanding(language)):
        for shape in _shapes(word):
            table[shape] = (*table.get(shape, ()), word)
    return table


def _shapes(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _swapped(word: str, language: str) -> str | None:
    turned = {
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(len(word) - 1)
    }
    fitting = (turned - {word}) & _commanding(language)
    return min(fitting, key=lambda one: (-_common(language)[one], one)) if fitting else None


def _neighbours(word: str, candidate: str) -> bool:
    """Tell whether the wrong letter lies beside the right one on the keys ("undp")."""
    wrong, right = next((a, b) for a, b in zip(word, candidate, strict=True) if a != b)
    return any(
        abs(row.find(wrong) - row.find(right)) == 1 for row in _KEYS if {wrong, right} <= set(row)
    )


def _dropped(word: str, candidate: str) -> bool:
    """Tell whether one letter is missing or too many; a plural is no slip, nor is the first one."""
    if (
        word[0] != candidate[0]
        or len(candidate) <= _SHORTEST
        or (word[-1] in "sd" and word[:-1] == candidate)
    ):
        return False
    return word in _shapes(candidate) - {candidate} or candidate in _shapes(word) - {word}


def _replaced(word: str, candidate: str) -> bool:
    """Tell whether one letter is another, the first one being right."""
    same = len(word) == len(candidate) and word[0] == candidate[0]
    return same and sum(a != b for a, b in zip(word, candidate, strict=True)) == 1
