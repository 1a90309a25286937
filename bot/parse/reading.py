"""How a whole message is read: as one command, clause by clause, or as judgements and text.

Order: nothing to read; what looks like code is text; addresses, malformed numbers and answers;
commands; judgements and text; and, only where words were left over, the same once more with slips
of the finger mended.
"""

import re

from bot.parse import actions
from bot.parse.actions import Action
from bot.parse.commands import Reader
from bot.parse.dates import is_recent
from bot.parse.gist import gist
from bot.parse.grammar import TEXT, Sentence
from bot.parse.places import Places
from bot.parse.recognising import recognise, rivals
from bot.parse.screen import Screen
from bot.parse.spelling import Correction, corrected
from bot.parse.tokens import Kind, Token, cut, folded, plain
from bot.parse.words import Vocabulary, tables, vocabulary
from engine.types import Value

_COMMANDS_WITHIN = 500
_MOST_CLAUSES = 12
_MOST_WORDS = 24
"""Words of a message in which slips are looked for."""
_FEW = 4
"""Words of a message whose language may be told by what it means alone."""
_HEARD_IN_TEXT = 2
"""Words that must speak for a language before a bare search counts as said in it."""
_CODE = re.compile(r"<[\w/!?]|[{}$\\|=`]|;--|\]\(|'\s*or\s*\d", re.IGNORECASE)
_BESIDE_TEXT = {
    "reset", "undo", "redo", "greet", "thank", "hide", "unlabel", "setting", "sort", "filter",
    "save", "unfilter",
}  # fmt: skip
_SEVERAL = 2
_LONGEST_DATE = 6
_SLASHED = re.compile(r"\d{1,7}(?:/\d{1,7})+")


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
    """Read a message, and tell how: what was corrected, its language, and whether it was cut."""
    text, long = folded(message)
    if not text:
        alone = (actions.Label(liked=screen.brought),) if screen.brought else ()
        return Reading(actions=alone, language=screen.language)
    tokens = cut(text)
    language, heard = recognise(tokens, screen.language)
    if _CODE.search(text):
        long = long or len(text) > TEXT
        return Reading(actions=_as_text(text), cut=long, language=screen.language)
    found, made, language = _best(text, tokens, screen, language, heard=heard)
    if _only_text(found) and heard < _HEARD_IN_TEXT:
        language = screen.language
    long = long or (len(text) > TEXT and not _complete(found))
    return Reading(actions=found, corrections=made, cut=long, language=language)


def _best(
    text: str, tokens: tuple[Token, ...], screen: Screen, language: str, *, heard: int
) -> tuple[tuple[Action, ...], tuple[Correction, ...], str]:
    """Read as typed; where words are left over, with slips of the finger mended."""
    first = _whole(text, tokens, screen, language)
    words = [token for token in tokens if token.kind is Kind.WORD]
    if _complete(first) or len(words) > _MOST_WORDS:
        return first, (), language
    if len(tokens) > 1 and len(words) <= _FEW:
        for tongue in rivals(tokens, language):
            if _complete(found := _whole(text, tokens, screen, tongue)):
                return found, (), tongue
    if _searches(first) and (told := _told(tokens, screen, language, first)):
        return _bring(told, screen), (), language
    others = tuple(tables()) if not heard and len(words) <= _FEW else ()
    for tongue in dict.fromkeys((language, *others)):
        found, made = _mended(text, tokens, screen, tongue, certain=tongue == language)
        lone = len(tokens) == 1 or tongue != language
        if made and _helped(found, first, alone=lone):
            return found, made, tongue
    return first, (), language


def _told(
    tokens: tuple[Token, ...], screen: Screen, language: str, first: tuple[Action, ...]
) -> tuple[Action, ...]:
    """Give the gist, unless it would drop a judgement that the grammar found."""
    known = vocabulary(language)
    found = gist(Places(known.split_han(tokens), screen, known))
    judged = any(isinstance(action, actions.Label) for action in first)
    return found if not judged or any(isinstance(one, actions.Label) for one in found) else ()


def _mended(
    text: str, tokens: tuple[Token, ...], screen: Screen, language: str, *, certain: bool
) -> tuple[tuple[Action, ...], tuple[Correction, ...]]:
    """Read with slips mended, but for those inside the words of a search, which stay as typed."""
    kept: frozenset[str] = frozenset()
    for _ in range(2):
        fixed, made = corrected(tokens, language, certain=certain, kept=kept)
        if not made:
            return (), ()
        found = _whole(text, fixed, screen, language)
        texts = [one.text for one in found if isinstance(one, actions.Query | actions.Avoid)]
        inside = {plain(word.strip(",;.!?")) for said in texts for word in said.split()}
        searched = inside & {typed for typed, _ in made}
        if not searched:
            return found, made
        kept |= searched
    return (), ()


def _helped(found: tuple[Action, ...], first: tuple[Action, ...], *, alone: bool) -> bool:
    """Tell whether the corrected words do a job; beside a search only connectives may."""
    kinds = {action.action for action in found}
    texts = kinds & {"query", "avoid"}
    beside = {"query", "avoid", "label"} | {action.action for action in first}
    return bool(found) and "ask" not in kinds and not (texts and (alone or kinds - beside))


def _whole(
    text: str, tokens: tuple[Token, ...], screen: Screen, language: str
) -> tuple[Action, ...]:
    known = vocabulary(language)
    tokens = known.split_han(tokens)
    if special := _special(text, tokens, screen, known):
        return special
    if parts := _alternatives(text, tokens, screen):
        return parts
    return _bring(_meaning(text, tokens, screen, known), screen)


def _alternatives(text: str, tokens: tuple[Token, ...], screen: Screen) -> tuple[Action, ...]:
    """Read one thing said in several ways: "annuler / undo"."""
    cuts = [place for place, token in enumerate(tokens) if token.key == "/"]
    if not cuts or len(cuts) > _MOST_CLAUSES:
        return ()
    said: set[tuple[Action, ...]] = set()
    for low, high in zip([-1, *cuts], [*cuts, len(tokens)], strict=True):
        known = vocabulary(recognise(tokens[low + 1 : high], screen.language)[0])
        part = known.split_han(tokens[low + 1 : high])
        said.add(_meaning(text, part, screen, known) if part else ())
    found = said.pop()
    return (
        ()
        if said or any(isinstance(one, actions.Query | actions.Avoid) for one in found)
        else found
    )


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
    found = _meaning(text, tokens[:opens], places.screen, places.words)
    return found if _complete(found) else ()


def _searches(found: tuple[Action, ...]) -> bool:
    return any(isinstance(one, actions.Query | actions.Avoid) for one in found)


def _only_text(found: tuple[Action, ...]) -> bool:
    return all(isinstance(one, actions.Query) and one.mode == "new" for one in found)


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


def _special(
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


def _meaning(
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
    return found or _as_text(text)


def _before_a_date(text: str, tokens: tuple[Token, ...], reader: Reader) -> tuple[Action, ...]:
    """Read "cats from 2019": words, and a date at the end that pictures may carry."""
    for place in range(max(1, len(tokens) - _LONGEST_DATE), len(tokens)):
        noun = reader.places.size("number", place)  # "beach photos from 2019"
        found = () if noun else reader.dated(place, len(tokens))
        if found and is_recent(found[0].value):
            before = Places(tokens[:place], reader.places.screen, reader.places.words)
            return (*Sentence(text, before, place).read(), *found)
    return ()


def _clauses(text: str, tokens: tuple[Token, ...], reader: Reader) -> tuple[Action, ...]:
    """Read commands between separators, and everything else as one sentence each."""
    breaks = [place for place, token in enumerate(tokens) if _separates(token)]
    if len(breaks) > _MOST_CLAUSES:
        return ()
    read: list[tuple[int, int, tuple[Action, ...] | None]] = []
    for low, high in zip([-1, *breaks], [*breaks, len(tokens)], strict=True):
        whole = reader.read(low + 1, high)
        # "hide 3 and 4" is one command, "undo and show more" are two.
        read += [(low + 1, high, whole)] if whole else _joined(low, high, reader)
    if len(read) == 1 or not any(found and _is_command(found) for _, _, found in read):
        return ()
    return _join(text, tokens, reader.places, read)


def _separates(token: Token) -> bool:
    return token.kind is Kind.BREAK and token.key != ":"


def _joined(
    low: int, high: int, reader: Reader
) -> list[tuple[int, int, tuple[Action, ...] | None]]:
    """Read commands between the joints of one clause."""
    joints = [place for place in range(low + 1, high) if reader.places.size("joint", place)]
    joints = joints[:_MOST_CLAUSES]
    bounds = zip([low, *joints], [*joints, high], strict=True)
    return [(start + 1, end, reader.read(start + 1, end)) for start, end in bounds]


def _is_command(found: tuple[Action, ...]) -> bool:
    kinds = {action.action for action in found}
    return not kinds & {"ask", "refuse", "answer", "label", "identity"}


def _join(
    text: str,
    tokens: tuple[Token, ...],
    places: Places,
    read: list[tuple[int, int, tuple[Action, ...] | None]],
) -> tuple[Action, ...]:
    """Put commands and the sentences between them in order; () when that makes no sense."""
    parts: list[tuple[Action, ...]] = []
    pending: list[Token] = []
    for low, high, found in read:
        if found and _is_command(found):
            parts += [_sentence(text, pending, places), found]
            pending = []
        else:
            pending += tokens[low - 1 : high] if pending else tokens[low:high]
    parts.append(_sentence(text, pending, places))
    joined = tuple(action for part in parts for action in part)
    kinds = {action.action for action in joined}
    commands = {action.action for _, _, found in read if found for action in found}
    if kinds & {"query", "avoid"} and not commands - {"ask", "answer", "label"} <= _BESIDE_TEXT:
        return ()
    sorts = [action for action in joined if isinstance(action, actions.Sort)]
    joined = tuple(action for action in joined if action not in sorts[:-1])
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


def _sentence(text: str, tokens: list[Token], around: Places) -> tuple[Action, ...]:
    if not tokens:
        return ()
    places = Places(tuple(tokens), around.screen, around.words)
    dated = _before_a_date(text, places.tokens, Reader(text, places))
    return dated or Sentence(text, places, len(tokens)).read()
