"""One reading of a message in one language: as one command, clause by clause, or as text.

What stands between separators is a command where it reads as one; all between two commands is a
sentence of judgements and text. A date at the end of a sentence is a filter.
"""

from typing import TypeAlias

from bot.parse import actions
from bot.parse.actions import Action
from bot.parse.commands import Reader
from bot.parse.dates import is_recent
from bot.parse.grammar import Sentence
from bot.parse.judging import Judging
from bot.parse.places import Places
from bot.parse.screen import Screen
from bot.parse.sweeping import Found
from bot.parse.tokens import Kind, Token
from bot.parse.wording import TEXT
from bot.parse.words import Vocabulary

MOST_CLAUSES = 12
_COMMANDS_WITHIN = 500
_BESIDE_TEXT = {
    "reset", "undo", "redo", "greet", "thank", "hide", "unlabel", "setting", "sort", "filter",
    "save", "unfilter",
}  # fmt: skip
_LONGEST_DATE = 6

Clause: TypeAlias = tuple[int, int, tuple[Action, ...] | None]
"""Where a clause begins and ends, and what it says as a command."""


def meaning(
    text: str, tokens: tuple[Token, ...], screen: Screen, known: Vocabulary
) -> tuple[Action, ...]:
    """Read the whole as a command, or clause by clause, or as judgements and text."""
    places = Places(tokens, screen, known)
    reader = Reader(text, places)
    if len(text) <= _COMMANDS_WITHIN:
        whole = reader.read(0, len(tokens))
        if whole is not None:
            return whole
        if mixed := _clauses(text, tokens, reader):
            return mixed
    if remarked := _without_remark(text, tokens, places):
        return remarked
    found = _before_a_date(text, tokens, reader) or Sentence(text, places, len(tokens)).read()
    return found or as_text(text)


def as_text(text: str) -> tuple[Action, ...]:
    """Take a message for the words of a search."""
    return (actions.Query(mode="new", text=text[:TEXT].strip()),)


def complete(found: tuple[Action, ...]) -> bool:
    """Tell that no part of a message was taken for the words of a search."""
    open_ended = (actions.Query, actions.Avoid, actions.Ask)
    return not any(isinstance(action, open_ended) for action in found)


def searches(found: tuple[Action, ...]) -> bool:
    """Tell whether words are to be searched for, or away from."""
    return any(isinstance(one, actions.Query | actions.Avoid) for one in found)


def _without_remark(text: str, tokens: tuple[Token, ...], places: Places) -> tuple[Action, ...]:
    """Read "undo (that was wrong)": a remark in brackets after all was said."""
    opens = next((place for place, token in enumerate(tokens) if token.key == "("), 0)
    if not opens or tokens[-1].key != ")":
        return ()
    inside = tokens[opens + 1 : -1]
    if any(token.kind is Kind.NUMBER for token in inside) or not inside:
        return ()
    remark = Places(inside, places.screen, places.words)
    if any(remark.size(role, 0) for role in ("refine", "avoid", "refine_start", "but")):
        return ()
    found = meaning(text, tokens[:opens], places.screen, places.words)
    return found if complete(found) else ()


def _before_a_date(text: str, tokens: tuple[Token, ...], reader: Reader) -> tuple[Action, ...]:
    """Read "cats from 2019": words, and a date at the end that pictures may carry."""
    for place in range(max(1, len(tokens) - _LONGEST_DATE), len(tokens)):
        noun = reader.places.size("number", place)  # "beach photos from 2019"
        found = () if noun else reader.dated(place, len(tokens))
        if found and reader.places.size("these", 0) == place:
            return found  # "everything before 1990"
        if found and is_recent(found[0].value):
            before = Places(tokens[:place], reader.places.screen, reader.places.words)
            return (*Sentence(text, before, place).read(), *found)
    return ()


def _clauses(text: str, tokens: tuple[Token, ...], reader: Reader) -> tuple[Action, ...]:
    """Read commands between separators, and everything else as one sentence each."""
    breaks = [place for place, token in enumerate(tokens) if _separates(token)]
    if len(breaks) > MOST_CLAUSES:
        return ()
    read: list[Clause] = []
    for low, high in zip([-1, *breaks], [*breaks, len(tokens)], strict=True):
        whole = reader.read(low + 1, high)
        # "hide 3 and 4" is one command, "undo and show more" are two.
        read += [(low + 1, high, whole)] if whole else _joined(low, high, reader)
    read = _counted_or_named(read, reader.places)
    if len(read) == 1 or not any(found and _is_command(found) for _, _, found in read):
        return ()
    return _join(text, tokens, reader.places, read)


def _counted_or_named(read: list[Clause], places: Places) -> list[Clause]:
    """Tell "more 9" after "less 4", which names a picture, from "more 9", which counts them."""
    judging = Judging(places, len(places.tokens))
    judged = any(found is None and _judges(judging.at(low)) for low, _, found in read)
    return [
        (low, high, None if judged and _names_after_more(places, low, high) else found)
        for low, high, found in read
    ]


def _judges(found: Found) -> bool:
    return found is not None and any(one.said for one in found[0])


def _names_after_more(places: Places, low: int, high: int) -> bool:
    size = places.size("more_of", low)
    picked, end = places.list_at(low + size) if size else ((), low)
    return end == high and any(one.numbers for one in picked)


def _separates(token: Token) -> bool:
    return token.kind is Kind.BREAK and token.key != ":"


def _joined(low: int, high: int, reader: Reader) -> list[Clause]:
    """Read commands between the joints of one clause."""
    joints = [place for place in range(low + 1, high) if reader.places.size("joint", place)]
    joints = joints[:MOST_CLAUSES]
    bounds = zip([low, *joints], [*joints, high], strict=True)
    return [(start + 1, end, reader.read(start + 1, end)) for start, end in bounds]


def _is_command(found: tuple[Action, ...]) -> bool:
    kinds = {action.action for action in found}
    return not kinds & {"ask", "refuse", "answer", "label", "identity"}


def _join(
    text: str,
    tokens: tuple[Token, ...],
    places: Places,
    read: list[Clause],
) -> tuple[Action, ...]:
    """Put commands and the sentences between them in order; () when that makes no sense."""
    parts: list[tuple[Action, ...]] = []
    pending: list[Token] = []
    for low, high, found in read:
        if found == (actions.Thank(),) and (parts or pending) and _is_courtesy(places, low, high):
            continue  # "without people, thanks"
        if found and _is_command(found):
            parts += [_sentence(text, pending, places), found]
            pending = []
        else:
            pending += tokens[low - 1 : high] if pending else tokens[low:high]
    parts.append(_sentence(text, pending, places))
    joined = tuple(action for part in parts for action in part)
    if any(isinstance(one, actions.Label) for one in joined) and not _thanked(places, read):
        joined = tuple(one for one in joined if not isinstance(one, actions.Thank))
    kinds = {action.action for action in joined}
    commands = {action.action for _, _, found in read if found for action in found}
    if kinds & {"query", "avoid"} and not commands - {"ask", "answer", "label"} <= _BESIDE_TEXT:
        return ()
    sorts = [action for action in joined if isinstance(action, actions.Sort)]
    joined = tuple(action for action in joined if action not in sorts[:-1])
    return _reset_first(tuple(dict.fromkeys(joined)))


def _is_courtesy(places: Places, low: int, high: int) -> bool:
    return high == len(places.tokens) and places.size("courtesy", low) == high - low


def _thanked(places: Places, read: list[Clause]) -> bool:
    """Tell thanks from praise, which is of the picture that is named: "that's it! 9"."""
    said = [(low, high) for low, high, found in read if found == (actions.Thank(),)]
    return any(places.size("courtesy", one) for low, high in said for one in range(low, high))


def _reset_first(found: tuple[Action, ...]) -> tuple[Action, ...]:
    """After "start over", words are a new search, whatever stood before them."""
    restarted = any(isinstance(action, actions.Reset) and action.what == "all" for action in found)
    return tuple(
        actions.Query(mode="new", text=action.text)
        if restarted and isinstance(action, actions.Query)
        else action
        for action in found
    )


def _sentence(text: str, tokens: list[Token], around: Places) -> tuple[Action, ...]:
    if not tokens:
        return ()
    places = Places(tuple(tokens), around.screen, around.words)
    if places.says_nothing(0, len(tokens)):
        return ()  # "no, go back", "nevermind, undo"
    dated = _before_a_date(text, places.tokens, Reader(text, places))
    return dated or Sentence(text, places, len(tokens)).read()
