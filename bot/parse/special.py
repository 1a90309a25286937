"""What no grammar reads: addresses, malformed numbers alone, several answers in a row."""

import re

from bot.parse import actions
from bot.parse.actions import Action
from bot.parse.screen import Screen
from bot.parse.tokens import Kind, Token
from bot.parse.words import Vocabulary

_SEVERAL = 2
_SLASHED = re.compile(r"\d{1,7}(?:/\d{1,7})+")


def special(
    text: str, tokens: tuple[Token, ...], screen: Screen, known: Vocabulary
) -> tuple[Action, ...]:
    """Read what no grammar does: addresses, malformed numbers alone, answers in a row."""
    kinds = {token.kind for token in tokens}
    if Kind.ADDRESS in kinds:
        return (actions.Refuse(reason="address"),)
    if kinds <= {Kind.BREAK, Kind.MARK} and set(text) <= set("?!. "):
        return (actions.Help(),) if "?" in text else ()
    numeric = kinds <= {Kind.NUMBER, Kind.BREAK, Kind.ODD, Kind.DASH, Kind.SIGN} | _odd_words(
        tokens
    )
    slashed = any(token.kind is Kind.ODD and not _SLASHED.fullmatch(token.key) for token in tokens)
    if numeric and (slashed or _open_or_signed(tokens)):
        return (actions.Ask(reason="malformed"),)
    return _answers(tokens, screen, known)


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
