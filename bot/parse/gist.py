"""The gist of a message whose words are all known, in an order that no grammar foresaw.

"4 has to go", "I think 2 and 5 look good to me", "could I see the next page": every word is a
picture, an opinion, a key word of a command, or glue that says nothing. One unknown word, and the
message is left to be searched for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.parse.actions import Action
from bot.parse.builders import BUILD
from bot.parse.labels import labels
from bot.parse.places import DIGITS, Picked, Places
from bot.parse.polarity import Polarity
from bot.parse.slots import Slots
from bot.parse.sweeping import Judged
from bot.parse.tokens import Kind

Opinion: TypeAlias = list[str]
"""Words of opinion in a row, by kind: plus, minus, not, half."""

_MOST_TOKENS = 40
_KINDS = ("plus", "minus", "not", "half")
_ALSO = (("like", "plus"), ("good", "plus"), ("dislike", "minus"), ("bad", "minus"))
_FORMATS = ("csv", "json", "zip")


@dataclass(slots=True)
class Clause:
    """One stretch between separators: pictures and opinions in order, and all other words."""

    items: list[Picked | str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    compares: bool = False
    orders: bool = False

    @property
    def picked(self) -> tuple[Picked, ...]:
        """The pictures named."""
        return tuple(item for item in self.items if isinstance(item, Picked))


def gist(places: Places) -> tuple[Action, ...]:
    """Read a message by its known words; () where a word is not known or nothing is said."""
    if len(places.tokens) > _MOST_TOKENS:
        return ()
    clauses = _clauses(places)
    if not any(clause.words for clause in clauses):
        return ()
    judged: list[Judged] = []
    said: list[Action] = []
    for clause in clauses:
        if found := _command(clause, places):
            said.extend(found)
        elif clause.picked and _says_only_what_is_thought(clause, places):
            judged.extend(_judged(clause, judged))
        elif any(isinstance(item, str) for item in clause.items) and judged:
            judged[-1] = Judged(_weigh(_opinions(clause)) or judged[-1].polarity, judged[-1].picked)
        else:
            return ()
    said = list(dict.fromkeys(said))
    return (*labels(judged, places.screen), *said) if judged else tuple(said)


def _says_only_what_is_thought(clause: Clause, places: Places) -> bool:
    """Tell "4 has to go" from "like 4 but smaller", which says more than what is thought of 4."""
    thought = _opinions(clause) or _named_only(clause, places)
    return bool(thought) and not clause.compares


def _named_only(clause: Clause, places: Places) -> bool:
    """Tell pictures that were named alone from a question about them, or half an order."""
    asking = any(key in places.words.asking for key in clause.words)
    return not asking and not clause.orders and any(one.exact for one in clause.picked)


def _clauses(places: Places) -> list[Clause]:
    found = [Clause()]
    named = any(token.kind in (Kind.NUMBER, Kind.ORDINAL) for token in places.tokens)
    place = 0
    while place < len(places.tokens):
        token = places.tokens[place]
        reference = places.one_at(place) or _number(places, place)
        if token.kind is Kind.BREAK and token.key != ":":
            found.append(Clause())
            place += 1
        elif reference and _certain(places, place, reference, named=named):
            found[-1].items.append(reference[0])
            found[-1].numbers += [int(token.key)] if _is_number(places, place) else []
            place = reference[1]
        elif size := _take(found[-1], places, place):
            place += size
        else:
            return []
    return [clause for clause in found if clause.items or clause.words]


def _number(places: Places, place: int) -> tuple[Picked, int] | None:
    return places.one_at(place, alone=True) if _is_number(places, place) else None


def _certain(places: Places, place: int, reference: tuple[Picked, int], *, named: bool) -> bool:
    """Tell a picture that was named from a word that may as well be glue ("it", "one", "all")."""
    kinds = {places.kind(one) for one in range(place, reference[1])}
    if kinds & {Kind.NUMBER, Kind.ORDINAL}:
        return True
    if not named and places.roles(place).keys() & {"these", "others"}:
        return bool(reference[0].numbers) or reference[0].others
    return not (reference[0].weak or places.roles(place).keys() & {"glue", *_KINDS})


def _is_number(places: Places, place: int) -> bool:
    token = places.tokens[place]
    return token.kind is Kind.NUMBER and not token.hash and len(token.key) <= DIGITS


def _take(clause: Clause, places: Places, place: int) -> int:
    """Take one known word, or phrase of opinion; 0 when it is not known."""
    roles = places.roles(place)
    token = places.tokens[place]
    if {"not", "minus"} & set(_opinions(clause)) and (size := roles.get("intensity", 0)):
        return size  # "no me gusta nada" is no double negation
    size, kind = max((roles.get(kind, 0), kind) for kind in _KINDS)
    if not size and not roles.get("glue"):
        size, kind = max((roles.get(role, 0), kind) for role, kind in _ALSO)
    if size and size >= roles.get("glue", 0):
        doubled = clause.items[-1:] == ["not"]  # "no, not 7"
        if kind == "not" and not doubled and places.one_at(place + size):
            kind = "minus"  # "no 4 is bad" turns nothing around
        clause.items.append(kind)
        clause.words += [one.key for one in places.tokens[place : place + size]]
        return size
    clause.compares = clause.compares or bool(roles.get("comparing"))
    glue = roles.get("glue", 0)
    known = token.key in places.words.keywords or token.kind in (Kind.DASH,) or token.key == ":"
    if _is_number(places, place):
        clause.numbers.append(int(token.key))
        return 1
    clause.orders = clause.orders or bool(known and token.kind is Kind.WORD and not glue)
    size = glue or int(known)
    clause.words += [one.key for one in places.tokens[place : place + size]]
    return size


# Opinions -------------------------------------------------------------------------------------


def _opinions(clause: Clause) -> Opinion:
    return [item for item in clause.items if isinstance(item, str)]


def _weigh(opinion: Opinion) -> Polarity | None:
    """Weigh words of opinion: "not" turns a bad one after it around; None when nothing is said.

    "No, not 4" and "ew not 4" say one thing twice; "not bad" alone is praise.
    """
    if not opinion:
        return None
    if "half" in opinion:
        return "unsure"
    if "minus" in opinion:
        return "liked" if "not" in opinion[: opinion.index("minus")] else "disliked"
    return "disliked" if "not" in opinion else "liked"


def _judged(clause: Clause, before: Sequence[Judged]) -> list[Judged]:
    """Give every picture the opinion before it, or else the one that follows."""
    groups: list[tuple[Opinion, list[Picked]]] = [([], [])]
    for item in clause.items:
        if isinstance(item, str):
            if groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(item)
        else:
            groups[-1][1].append(item)
    trailing = groups.pop()[0] if not groups[-1][1] and len(groups) > 1 else []
    shifted = not groups[0][0]  # "3 and 5 look good": opinions stand behind
    sides = [opinion for opinion, _ in groups]
    sides = [*sides[1:], trailing] if shifted else [*sides[:-1], sides[-1] + trailing]
    inherited = before[-1].polarity if before and not any(sides) else "liked"
    return [
        Judged(_weigh(side) or inherited, tuple(picked), said=bool(side))
        for side, (_, picked) in zip(sides, groups, strict=True)
        if picked
    ]


# Commands -------------------------------------------------------------------------------------


def _command(clause: Clause, places: Places) -> tuple[Action, ...]:
    """Find the first command all of whose key words are there."""
    words = set(clause.words)
    for name, rules in places.words.gists.items():
        if name == "reset_all" and "minus" in _opinions(clause):
            continue  # "forget everything i disliked" is not everything
        for rule in rules:
            if _holds(rule, words, clause, places.screen.shown):
                kind = next((one for one in _FORMATS if one in words), "")
                number = clause.numbers[0] if clause.numbers else 1
                slots = Slots(refs=clause.picked, text=kind, n=number)
                return BUILD[name](slots, places) or ()
    return ()


def _holds(rule: Sequence[frozenset[str]], words: set[str], clause: Clause, shown: int) -> bool:
    wants_picture = any("@" in group for group in rule)
    wants_number = any("#" in group for group in rule)
    if wants_number and _opinions(clause) and max(clause.numbers, default=0) <= shown:
        return False  # "more that look like 3"
    if wants_picture != bool(clause.picked) and not (wants_number and clause.numbers):
        return False
    if wants_number != bool(clause.numbers) and not wants_picture:
        return False
    return all(group & words or group & {"@", "#"} for group in rule)
