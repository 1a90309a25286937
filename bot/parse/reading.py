"""How a whole message is read: as one command, clause by clause, or as judgements and text.

Order: nothing to read; what looks like code is text; addresses, malformed numbers and answers;
commands; judgements and text; and, only where words were left over, the same once more with slips
of the finger mended.
"""

import re

from bot.parse import actions
from bot.parse.actions import Action
from bot.parse.commands import Reader
from bot.parse.grammar import TEXT, Sentence
from bot.parse.places import Places
from bot.parse.screen import Screen
from bot.parse.spelling import Correction, corrected
from bot.parse.tokens import Kind, Token, cut, fold
from bot.parse.words import vocabulary
from engine.types import Value

_COMMANDS_WITHIN = 500
_MOST_CLAUSES = 12
_CODE = re.compile(r"[<>{}$\\|=`]|;--|\]\(")
_BESIDE_TEXT = {
    "reset", "undo", "redo", "greet", "thank", "hide", "unlabel", "setting", "sort", "filter",
    "save", "unfilter",
}  # fmt: skip
_QUESTION_WORDS = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "skip": "skip", "s": "skip"}


class Reading(Value):
    """Actions, and what the person should hear about how they were read.

    `corrections` pairs what was typed with what it was read as; `cut` tells that the message
    was longer than what is read. `language` is the one that the words are in, as the name of
    its table ("de"); that of the screen where the words tell nothing ("3 5").
    """

    actions: tuple[Action, ...] = ()
    corrections: tuple[Correction, ...] = ()
    cut: bool = False
    language: str = "en"


def parse(message: str, screen: Screen) -> tuple[Action, ...]:
    """Read a message against what is on the screen.

    Examples
    --------
    >>> [action.model_dump() for action in parse("more like #3, not 7", Screen.first_page(12))]
    [{'action': 'label', 'liked': (3,), 'disliked': (7,), 'unsure': ()}]
    """
    return read(message, screen).actions


def read(message: str, screen: Screen) -> Reading:
    """Read a message, and tell how: what was corrected, and whether it was cut."""
    text = fold(message)
    long = len(text) > TEXT and len(text) >= len(message.strip()[: len(text)])
    if not text:
        alone = (actions.Label(liked=screen.brought),) if screen.brought else ()
        return Reading(actions=alone)
    if _CODE.search(text):
        return Reading(actions=_as_text(text), cut=len(text) > TEXT)
    tokens = vocabulary().split_han(cut(text))
    if special := _special(text, tokens, screen):
        return Reading(actions=special)
    first = _bring(_meaning(text, tokens, screen), screen)
    if _complete(first):
        return Reading(actions=first)
    fixed, made = corrected(tokens)
    if made:
        second = _bring(_meaning(text, fixed, screen), screen)
        if _complete(second) and second:
            return Reading(actions=second, corrections=made)
    return Reading(actions=first, cut=long and len(text) > TEXT)


def _as_text(text: str) -> tuple[Action, ...]:
    return (actions.Query(mode="new", text=text[:TEXT].strip()),)


def _bring(found: tuple[Action, ...], screen: Screen) -> tuple[Action, ...]:
    """Count pictures that came with the message as liked, unless it said otherwise."""
    named = {
        number
        for action in found
        if isinstance(action, actions.Label)
        for number in (*action.liked, *action.disliked, *action.unsure)
    }
    new = tuple(letter for letter in screen.brought if letter not in named)
    if not new or named & set(screen.brought):
        return found
    for place, action in enumerate(found):
        if isinstance(action, actions.Label):
            joined = action.model_copy(update={"liked": (*action.liked, *new)})
            return (*found[:place], joined, *found[place + 1 :])
    return (*found, actions.Label(liked=new))


def _complete(found: tuple[Action, ...]) -> bool:
    """Tell that no part of a message was taken for the words of a search."""
    open_ended = (actions.Query, actions.Avoid, actions.Ask)
    return not any(isinstance(action, open_ended) for action in found)


def _special(text: str, tokens: tuple[Token, ...], screen: Screen) -> tuple[Action, ...]:
    """Read what no grammar does: addresses, malformed numbers alone, answers in a row."""
    kinds = {token.kind for token in tokens}
    if Kind.ADDRESS in kinds:
        return (actions.Refuse(reason="address"),)
    if kinds <= {Kind.BREAK, Kind.MARK} and set(text) <= set("?!. "):
        return (actions.Help(),) if "?" in text else ()
    numeric = kinds <= {Kind.NUMBER, Kind.BREAK, Kind.ODD, Kind.DASH, Kind.SIGN} | _odd_words(
        tokens
    )
    if numeric and (Kind.ODD in kinds or _open_or_signed(tokens)):
        return (actions.Ask(reason="malformed"),)
    keys = [token.key for token in tokens if token.kind is not Kind.BREAK]
    if len(keys) > 1 and all(key in _QUESTION_WORDS for key in keys):
        if screen.question is None:
            return (actions.Ask(reason="no_question"),)
        found = tuple(_QUESTION_WORDS[key] for key in keys)
        return (actions.Answer.model_validate({"answers": found}),)
    return ()


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


def _meaning(text: str, tokens: tuple[Token, ...], screen: Screen) -> tuple[Action, ...]:
    """Read the whole as a command, or clause by clause, or as judgements and text."""
    places = Places(tokens, screen, vocabulary())
    if len(text) <= _COMMANDS_WITHIN:
        reader = Reader(text, places)
        whole = reader.read(0, len(tokens))
        if whole is not None:
            return whole
        if mixed := _clauses(text, tokens, screen, reader):
            return mixed
    found = Sentence(text, places, len(tokens)).read()
    return found or _as_text(text)


def _clauses(
    text: str, tokens: tuple[Token, ...], screen: Screen, reader: Reader
) -> tuple[Action, ...]:
    """Read commands between separators, and everything else as one sentence each."""
    cuts = [
        place
        for place, token in enumerate(tokens)
        if (token.kind is Kind.BREAK and token.key != ":") or token.key in ("then", "and")
    ]
    if not cuts or len(cuts) > _MOST_CLAUSES:
        return ()
    bounds = list(zip([-1, *cuts], [*cuts, len(tokens)], strict=True))
    read = [(low + 1, high, reader.read(low + 1, high)) for low, high in bounds]
    if not any(found and _is_command(found) for _, _, found in read):
        return ()
    return _join(text, tokens, screen, read)


def _is_command(found: tuple[Action, ...]) -> bool:
    kinds = {action.action for action in found}
    return not kinds & {"ask", "refuse", "answer", "label", "identity"}


def _join(
    text: str,
    tokens: tuple[Token, ...],
    screen: Screen,
    read: list[tuple[int, int, tuple[Action, ...] | None]],
) -> tuple[Action, ...]:
    """Put commands and the sentences between them in order; () when that makes no sense."""
    parts: list[tuple[Action, ...]] = []
    pending: list[Token] = []
    for low, high, found in read:
        if found and _is_command(found):
            parts += [_sentence(text, pending, screen), found]
            pending = []
        else:
            pending += tokens[low - 1 : high] if pending else tokens[low:high]
    parts.append(_sentence(text, pending, screen))
    joined = tuple(action for part in parts for action in part)
    kinds = {action.action for action in joined}
    commands = {action.action for _, _, found in read if found for action in found}
    if kinds & {"query", "avoid"} and not commands - {"ask", "answer", "label"} <= _BESIDE_TEXT:
        return ()
    return _reset_first(tuple(dict.fromkeys(joined)))


def _reset_first(found: tuple[Action, ...]) -> tuple[Action, ...]:
    """After "start over", words are a new search, whatever stood before them."""
    restarted = any(isinstance(action, actions.Reset) and action.what == "all" for action in found)
    return tuple(
        actions.Query(mode="new", text=action.text)
        if restarted and isinstance(action, actions.Query)
        else action
        for action in found
    )


def _sentence(text: str, tokens: list[Token], screen: Screen) -> tuple[Action, ...]:
    if not tokens:
        return ()
    places = Places(tuple(tokens), screen, vocabulary())
    return Sentence(text, places, len(tokens)).read()
