"""What no grammar reads: addresses, malformed numbers alone, several answers in a row."""

import re
from dataclasses import replace
from unicodedata import category

from bot.parse import actions
from bot.parse.actions import Action
from bot.parse.commands import Reader
from bot.parse.places import Places
from bot.parse.screen import Screen
from bot.parse.tokens import Kind, Token
from bot.parse.words import ENGLISH, Vocabulary, every_word, how_often

_SEVERAL = 2
_WORD_AND_NUMBER = re.compile(r"([a-z]+)(\d{1,4})")
_PLURAL = re.compile(r"[1-9]\d?(?<!0)s")
_BEFORE_PLURAL = {"more", "like"}
_BETWEEN = {"and", "or", ",", "&"}
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_SLASHED = re.compile(r"\d{1,7}(?:/\d{1,7})+")


def special(
    text: str, tokens: tuple[Token, ...], screen: Screen, known: Vocabulary
) -> tuple[Action, ...]:
    """Read what no grammar does: addresses, malformed numbers alone, answers in a row."""
    kinds = {token.kind for token in tokens}
    if Kind.ADDRESS in kinds:
        return (actions.Refuse(reason="address"),)
    if not any(letter.isalnum() for letter in text) and _only_punctuation(text):
        return (actions.Help(),)
    if len(tokens) == 1 and (found := _letter_alone(tokens[0], screen, known)):
        return found
    if found := _joined(text, tokens, screen, known):
        return found
    numeric = kinds <= {Kind.NUMBER, Kind.BREAK, Kind.ODD, Kind.DASH, Kind.SIGN} | _odd_words(
        tokens
    )
    slashed = any(token.kind is Kind.ODD and not _SLASHED.fullmatch(token.key) for token in tokens)
    if numeric and (slashed or _open_or_signed(tokens)):
        return (actions.Ask(reason="malformed"),)
    return _answers(tokens, screen, known)


def plurals(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Take "3s" in "more 3s and 5s" for pictures; "more 80s" is a time.

    Examples
    --------
    >>> from bot.parse.tokens import cut
    >>> [token.key for token in plurals(cut("more 3s, more 80s"))]
    ['more', '3', ',', 'more', '80s']
    """
    read: list[Token] = []
    for token in tokens:
        before = read[-2:] if read and read[-1].key in _BETWEEN else read[-1:]
        asked = before and (before[0].hash or before[-1].key in _BEFORE_PLURAL)
        if asked and _PLURAL.fullmatch(token.key):
            token = replace(token, kind=Kind.NUMBER, key=token.key[:-1], hash=True)  # noqa: PLW2901
        read.append(token)
    return tuple(read)


def stretched(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Take "soooo" for "so" and "yesss" for "yes", where no word is written as it stands.

    Examples
    --------
    >>> from bot.parse.tokens import cut
    >>> [token.key for token in stretched(cut("soooo goood brrr"))]
    ['so', 'good', 'brrr']
    """
    return tuple(replace(token, key=_calm(token.key)) for token in tokens)


def _calm(word: str) -> str:
    known = every_word()
    if word in known or not _STRETCHED.search(word):
        return word
    shorter = [_STRETCHED.sub(letters, word) for letters in (r"\1\1", r"\1")]
    said = [one for one in shorter if one in known and len(one) > 1]
    return max(said, key=how_often(ENGLISH).__getitem__, default=word)


def _joined(
    text: str, tokens: tuple[Token, ...], screen: Screen, known: Vocabulary
) -> tuple[Action, ...]:
    """Read "p3" and "page3" as the commands that they are with a space; "mp3" is none."""
    found = _WORD_AND_NUMBER.fullmatch(tokens[0].key) if len(tokens) == 1 else None
    if found is None or tokens[0].kind is not Kind.WORD:
        return ()
    word, number = found.groups()
    inside = tokens[0].end - len(number)
    parts = (
        replace(tokens[0], key=word, end=inside),
        replace(tokens[0], kind=Kind.NUMBER, key=number, start=inside),
    )
    return Reader(text, Places(parts, screen, known)).read(0, 2) or ()


def _only_punctuation(text: str) -> bool:
    """Tell "!!!" and "$$" from an emoji, which may well say something."""
    return all(letter.isascii() or category(letter).startswith("P") for letter in text)


def _letter_alone(token: Token, screen: Screen, known: Vocabulary) -> tuple[Action, ...]:
    """Read "A" as the picture brought along; "u" says too little to be searched for."""
    if len(token.key) > 1 or not token.key.isascii() or not token.key.isalpha():
        return ()
    if token.key.upper() in screen.uploads:
        return (actions.Label(liked=(token.key.upper(),)),)
    return () if (token.key,) in known.values.get("answer", {}) else (actions.Help(),)


def _answers(tokens: tuple[Token, ...], screen: Screen, known: Vocabulary) -> tuple[Action, ...]:
    """Read "y n n y", one answer for each picture asked about."""
    said = known.values.get("answer", {})
    keys = [token.key for token in tokens if token.kind is not Kind.BREAK or token.key == "?"]
    if keys.count("?") and len(keys) != len(screen.question or ()):
        keys = [key for key in keys if key != "?"]
    if len(keys) < _SEVERAL or not all((key,) in said or key == "?" for key in keys):
        return ()
    if screen.question is None:
        return (actions.Ask(reason="no_question"),)
    found = tuple(said.get((key,), "skip") for key in keys)
    return (actions.Answer.model_validate({"answers": found}),)


def _odd_words(tokens: tuple[Token, ...]) -> set[Kind]:
    """Count words that begin with a digit ("3e10") as odd when there is no other word."""
    words = [token for token in tokens if token.kind is Kind.WORD]
    return (
        {Kind.WORD} if words and all("e" in w.key and w.key[0].isdigit() for w in words) else set()
    )


def _open_or_signed(tokens: tuple[Token, ...]) -> bool:
    """Tell "5-" and a lone "-1": neither says what is meant."""
    first, last = tokens[0], tokens[-1]
    open_end = last.kind is Kind.DASH
    lone = len(tokens) == 2 and first.key == "-" and not last.hash
    return open_end or lone
