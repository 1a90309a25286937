"""Forgives one typing error in a command word, and never touches the words of a search.

A correction counts only when the whole message then reads as commands and labels; a word that
people search for ("lake" is one letter from "like") is never corrected.
"""

from dataclasses import replace
from functools import cache
from typing import TypeAlias

from bot.parse.tokens import Kind, Token
from bot.parse.words import english, vocabulary

Correction: TypeAlias = tuple[str, str]
"""What was typed, and what it was read as."""

_SHORTEST, _LONGEST, _MOST_WORDS = 3, 14, 24


def corrected(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Correction, ...]]:
    """Replace every unknown word that is one slip away from a command word."""
    if sum(token.kind is Kind.WORD for token in tokens) > _MOST_WORDS:
        return tokens, ()
    alone = len(tokens) == 1
    made: list[Correction] = []
    changed: list[Token] = []
    for token in tokens:
        better = _nearest(token.key, alone=alone) if token.kind is Kind.WORD else None
        if better is not None:
            made.append((token.key, better))
        changed.append(replace(token, key=better) if better else token)
    return tuple(changed), tuple(made)


def _nearest(word: str, *, alone: bool) -> str | None:
    known = _known()
    size_fits = _SHORTEST <= len(word) <= _LONGEST and word.isalpha()
    if not size_fits or word in known or word in vocabulary().never_corrected:
        return None
    if found := _swapped(word):
        return found
    if len(word) == _SHORTEST:
        return None
    shapes = _shapes(word)
    candidates = sorted({one for shape in shapes for one in _index().get(shape, ())})
    for kind in (_dropped, _replaced):
        for candidate in candidates:
            if kind(word, candidate) and not (alone and kind is _replaced and len(word) <= 4):
                return candidate
    return None


@cache
def _known() -> frozenset[str]:
    return frozenset(word for word in vocabulary().words() if word.isalpha() and len(word) > 1)


@cache
def _commanding() -> frozenset[str]:
    return frozenset(word for word in english().words() if word.isalpha() and word.isascii())


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """List known words under themselves and under each form with one letter gone."""
    table: dict[str, tuple[str, ...]] = {}
    for word in sorted(_commanding()):
        if len(word) >= _SHORTEST:
            for shape in _shapes(word):
                table[shape] = (*table.get(shape, ()), word)
    return table


def _shapes(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _swapped(word: str) -> str | None:
    for place in range(len(word) - 1):
        turned = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if turned in _commanding():
            return turned
    return None


def _dropped(word: str, candidate: str) -> bool:
    """Tell whether one letter is missing or too many."""
    return word in _shapes(candidate) - {candidate} or candidate in _shapes(word) - {word}


def _replaced(word: str, candidate: str) -> bool:
    """Tell whether one letter is another, the first one being right."""
    same = len(word) == len(candidate) and word[0] == candidate[0]
    return same and sum(a != b for a, b in zip(word, candidate, strict=True)) == 1
