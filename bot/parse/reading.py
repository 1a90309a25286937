"""How a whole message is read: as one command, clause by clause, or as judgements and text.

Order: nothing to read; what looks like code is text; addresses, malformed numbers and answers;
commands; judgements and text; and, only where words were left over, the same once more with slips
of the finger mended.
"""

import re

from bot.parse import actions
from bot.parse.actions import Action
from bot.parse.amending import amended
from bot.parse.gist import gist
from bot.parse.meaning import MOST_CLAUSES, as_text, complete, meaning, searches
from bot.parse.places import Places
from bot.parse.recognising import recognise, rivals
from bot.parse.screen import Screen
from bot.parse.special import plurals, special, stretched
from bot.parse.spelling import Correction, corrected
from bot.parse.tokens import Kind, Token, cut, folded, plain
from bot.parse.wording import TEXT
from bot.parse.words import ENGLISH, Vocabulary, tables, vocabulary
from engine.types import Value

_MOST_WORDS = 24
"""Words of a message in which slips are looked for."""
_FEW = 4
"""Words of a message whose language may be told by what it means alone."""
_HEARD_IN_TEXT = 2
"""Words that must speak for a language before a bare search counts as said in it."""
_CODE = re.compile(r"<[\w/!?]|[{}$\\|=`]|;--|\]\(|'\s*or\s*\d", re.IGNORECASE)


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
    tokens = stretched(plurals(cut(text)))
    language, heard = recognise(tokens, screen.language)
    if _CODE.search(text):
        long = long or len(text) > TEXT
        return Reading(actions=as_text(text), cut=long, language=screen.language)
    found, made, language = _best(text, tokens, screen, language, heard=heard)
    if not _tells(found, language, heard):
        language = screen.language
    long = long or (len(text) > TEXT and not complete(found))
    return Reading(actions=found, corrections=made, cut=long, language=language)


def _best(
    text: str, tokens: tuple[Token, ...], screen: Screen, language: str, *, heard: int
) -> tuple[tuple[Action, ...], tuple[Correction, ...], str]:
    """Read as typed; where words are left over, with slips of the finger mended."""
    first = _whole(text, tokens, screen, language)
    words = [token for token in tokens if token.kind is Kind.WORD]
    if complete(first) or len(words) > _MOST_WORDS:
        return first, (), language
    if len(tokens) > 1 and len(words) <= _FEW:
        for tongue in rivals(tokens, language):
            if complete(found := _whole(text, tokens, screen, tongue)):
                return found, (), tongue
    if searches(first) and (told := _told(tokens, screen, language, first)):
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
    found = gist(Places(_meant(tokens, screen, known), screen, known))
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
    tokens = _meant(tokens, screen, known)
    if found := special(text, tokens, screen, known):
        return found
    if parts := _alternatives(text, tokens, screen):
        return parts
    return _bring(meaning(text, tokens, screen, known), screen)


def _meant(tokens: tuple[Token, ...], screen: Screen, known: Vocabulary) -> tuple[Token, ...]:
    return amended(Places(known.written_out(tokens), screen, known))


def _alternatives(text: str, tokens: tuple[Token, ...], screen: Screen) -> tuple[Action, ...]:
    """Read one thing said in several ways: "annuler / undo"."""
    cuts = [place for place, token in enumerate(tokens) if token.key == "/"]
    if not cuts or len(cuts) > MOST_CLAUSES:
        return ()
    said: set[tuple[Action, ...]] = set()
    for low, high in zip([-1, *cuts], [*cuts, len(tokens)], strict=True):
        known = vocabulary(recognise(tokens[low + 1 : high], screen.language)[0])
        part = known.written_out(tokens[low + 1 : high])
        said.add(meaning(text, part, screen, known) if part else ())
    found = said.pop()
    return (
        ()
        if said or any(isinstance(one, actions.Query | actions.Avoid) for one in found)
        else found
    )


def _tells(found: tuple[Action, ...], language: str, heard: int) -> bool:
    """Tell whether the words show the language that the person speaks.

    One word may be chance in the words of a search. People of every language search in English,
    and one English word ("undo") is what buttons say.
    """
    if heard >= _HEARD_IN_TEXT:
        return language != ENGLISH or not _only_text(found)
    return language != ENGLISH and not _only_text(found)


def _only_text(found: tuple[Action, ...]) -> bool:
    return all(isinstance(one, actions.Query) and one.mode == "new" for one in found)


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
