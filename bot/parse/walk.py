"""Steps over one message's tokens: roles, ordinals, counts, and what may follow a reference.

A number followed by a noun is no reference ("3 dogs"), nor is an ordinal ("the first snow").
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.parse.actions import Reason, Reference
from bot.parse.screen import Screen
from bot.parse.tokens import Kind, Token
from bot.parse.words import Vocabulary

DIGITS = 7
"""Longer numbers are refused before anything is counted with them."""

_FOLLOWERS = {
    "and", "but", "to", "like", "dislike", "unsure", "good", "bad", "close", "copula", "picture",
    "preposition", "avoid", "better", "worse", "row", "column", "instead_of", "courtesy", "others",
    "versus", "instead", "filler", "comparing", "surely",
}  # fmt: skip
_TALK = ("talk", "polite", "filler", "hesitation", "courtesy")
_STOPS = {Kind.BREAK, Kind.NUMBER, Kind.SIGN, Kind.MARK, Kind.DASH, Kind.ORDINAL, Kind.QUOTE}


@dataclass(frozen=True, slots=True)
class Picked:
    """Pictures named by one stretch.

    `exact` numbers were said one by one and win over sets; `others` waits for the rest of the
    message; `left_out` are the ones after "all but"; `trouble` is what could not be resolved.
    `weak` is a lone number word, which may as well be text ("elf" is a German eleven).
    """

    numbers: tuple[Reference, ...] = ()
    exact: bool = True
    others: bool = False
    left_out: tuple[Reference, ...] = ()
    trouble: tuple[tuple[Reason, tuple[Reference, ...]], ...] = ()
    weak: bool = False


Found: TypeAlias = tuple[Picked, int] | None
Look: TypeAlias = Callable[[int], tuple[int, ...]]


@dataclass(slots=True)
class Walk:
    """One message's tokens, the screen they refer to and the words of their language."""

    tokens: tuple[Token, ...]
    screen: Screen
    words: Vocabulary
    _sizes: dict[int, dict[str, int]] = field(default_factory=dict)

    def size(self, role: str, start: int) -> int:
        """Count the tokens of the phrase of `role` at `start`."""
        return self.roles(start).get(role, 0)

    def roles(self, start: int) -> dict[str, int]:
        """Give every role that has a phrase at `start`, with the length of its longest."""
        if start not in self._sizes:
            self._sizes[start] = self.words.lengths(self.tokens, start)
        return self._sizes[start]

    def kind(self, place: int) -> Kind | None:
        """Give the kind of the token at `place`; None past the end."""
        return self.tokens[place].kind if place < len(self.tokens) else None

    def may_end(self, place: int) -> bool:
        """Tell whether a reference may end before `place`: no noun follows."""
        kind = self.kind(place)
        if kind is None or kind in _STOPS:
            return True
        return not _FOLLOWERS.isdisjoint(self.roles(place)) or bool(self.more_of(place))

    def more_of(self, place: int) -> int:
        """Count the tokens of "more" in "less 4, more 9"; 0 where no number follows."""
        size = self.size("more_of", place)
        number = place + size + self.size("number", place + size)
        return size if size and self.kind(number) is Kind.NUMBER else 0

    def says_nothing(self, start: int, end: int) -> bool:
        """Tell whether tokens `start` to `end` are nothing but talk: "no wait", "nevermind"."""
        while start < end:
            size = max(self.size(role, start) for role in _TALK)
            answer = (self.tokens[start].key,) in self.words.values["answer"]
            if not size and not answer and self.kind(start) is not Kind.BREAK:
                return False
            start += size or 1
        return start == end

    def _after_joint(self, place: int) -> int:
        if self.kind(place) is Kind.BREAK and self.tokens[place].key in ",;、，،":
            place += 1
            if self.more_of(place):
                return place  # "menos la 4, más la 9"
        if joint := self.size("and", place):
            return place + joint
        return place

    def _after_noun(self, place: int) -> int:
        while (size := self.size("picture", place)) and not self.size("instead_of", place):
            place += size
        return place

    def _past(self, role: str, place: int) -> int:
        return place + self.size(role, place)

    def rank(self, start: int) -> tuple[int, int] | None:
        """Read an ordinal: "3rd", "third", "last", "second to last"."""
        if self.kind(start) is Kind.ORDINAL and len(self.tokens[start].key) <= DIGITS:
            return int(self.tokens[start].key), start + 1
        if start >= len(self.tokens) or self.tokens[start].key not in self.words.ranked:
            return None
        for size in (3, 2, 1):
            key = tuple(token.key for token in self.tokens[start : start + size])
            if len(key) == size and key in self.words.ordinals:
                return self.words.ordinals[key], start + size
        return None

    def _count(self, place: int) -> tuple[int, int] | None:
        if self.kind(place) is Kind.NUMBER and len(self.tokens[place].key) <= DIGITS:
            return int(self.tokens[place].key), place + 1
        if self.kind(place) is Kind.WORD and self.tokens[place].key in self.words.numbers:
            return self.words.numbers[self.tokens[place].key], place + 1
        return None

    def _placed(self, numbers: tuple[int, ...]) -> Picked:
        if numbers:
            return Picked(numbers)
        reason: Reason = "out_of_range" if self.screen.newest else "no_gallery"
        return Picked(trouble=((reason, ()),))
