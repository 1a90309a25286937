"""Which pictures a stretch of tokens names: numbers, ranges, places, sets, letters, pronouns.

A `Picked` says what was named; "the others" is worked out only when the whole message is known.
A number followed by a noun is no reference ("3 dogs"), nor is an ordinal ("the first snow").
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
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
    "versus", "instead", "filler",
}  # fmt: skip
_ONES = {"one", "un", "e", "a", "once", "una", "uno", "um", "uma", "een", "eine", "eins"}
"""Words for 1 that say nothing of a number: "the one on the left"."""
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
class Places:
    """Reads references out of one message's tokens, against one screen."""

    tokens: tuple[Token, ...]
    screen: Screen
    words: Vocabulary
    _readers: tuple[Callable[[int], Found], ...] = field(init=False)
    _sizes: dict[int, dict[str, int]] = field(default_factory=dict)
    _known: dict[int, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._readers = (
            self._all_but,
            self._set,
            self._cell,
            self._line,
            self._corner,
            self._some_of_the_ends,
            self._ordinal,
            self._range,
            self._number,
            self._letter,
            self._pronoun,
        )

    def list_at(self, start: int) -> tuple[tuple[Picked, ...], int]:
        """Read references joined by commas, "and" or nothing; give them and where they end."""
        picked: list[Picked] = []
        place = end = start
        while (not picked or self._goes_on(end, place)) and (found := self.one_at(place)):
            picked.append(found[0])
            end = found[1]
            place = self._after_joint(end)
        return tuple(picked), end

    def _goes_on(self, end: int, place: int) -> bool:
        """Tell whether a list may go on: with a joint, or with a plain number or "the rest"."""
        kinds = (Kind.NUMBER, Kind.ORDINAL, Kind.MARK, Kind.ODD)
        if place > end or self.kind(place) in kinds or self.size("others", place):
            return True
        return self.kind(place + self.size("number", place)) in kinds

    def one_at(self, start: int, *, alone: bool = False) -> Found:
        """Read one reference, with "number", "picture" or "the" before it; each place once.

        `alone` reads a bare number whatever follows it, and no range.
        """
        if alone:
            return self._numbered(self.tokens[start].key), start + 1
        if start not in self._known:
            self._known[start] = self._one_at(start)
        return self._known[start]

    def _one_at(self, start: int) -> Found:
        for begin in dict.fromkeys((start, start + self.size("number", start))):
            for reader in self._readers_at(begin):
                found = reader(begin)
                if found and (begin == start or found[0].exact):
                    return found[0], self._after_noun(found[1])
        return None

    def _readers_at(self, place: int) -> tuple[Callable[[int], Found], ...]:
        kind = self.kind(place)
        if kind in (None, Kind.BREAK, Kind.QUOTE, Kind.ADDRESS):
            return ()
        if kind is Kind.NUMBER:
            return (self._some_of_the_ends, self._range, self._number)
        return self._readers

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
        return not _FOLLOWERS.isdisjoint(self.roles(place))

    def _after_joint(self, place: int) -> int:
        if self.kind(place) is Kind.BREAK and self.tokens[place].key in ",;、，،":
            place += 1
        if joint := self.size("and", place):
            return place + joint
        return place

    def _after_noun(self, place: int) -> int:
        while size := self.size("picture", place):
            place += size
        return place

    def _past(self, role: str, place: int) -> int:
        return place + self.size(role, place)

    def _all_but(self, start: int) -> Found:
        size = self.size("but_for", start)
        if not size:
            return None
        picked, end = self._left_out(start + size)
        if not picked:
            return None
        out = tuple(number for one in picked for number in one.numbers)
        trouble = tuple(pair for one in picked for pair in one.trouble)
        left = set(out)
        rest = tuple(number for number in self.screen.page if number not in left)
        return Picked(rest, exact=False, left_out=out, trouble=trouble), end

    def _left_out(self, start: int) -> tuple[tuple[Picked, ...], int]:
        # No "all but" inside an "all but": a message of nothing else must not nest without end.
        inner = Places(self.tokens, self.screen, self.words)
        inner._readers = inner._readers[1:]
        return inner.list_at(start)

    def _set(self, start: int) -> Found:
        for role, picked in (
            ("others", Picked(exact=False, others=True)),
            ("both", self._both()),
            ("these", self._these()),
        ):
            size = self.size(role, start)
            if role == "these" and size and (line := self._set_in_line(start + size)):
                return line
            if role == "both" and self.kind(start + size) is Kind.NUMBER:
                continue  # "both 3 and 4"
            if size and self.may_end(start + size) and not self._line_follows(start + size):
                return picked, start + size
        return None

    def _set_in_line(self, place: int) -> Found:
        """Read "everything in the first row"."""
        joint = self.size("preposition", place) or self.size("number", place)
        return (self._line(place + joint) or self._line(place + joint + 1)) if joint else None

    def _line_follows(self, place: int) -> bool:
        return bool(self.size("row", place) or self.size("column", place))

    def _these(self) -> Picked:
        if self.screen.brought:
            return Picked(self.screen.brought)
        if not self.screen.page:
            return Picked(trouble=(("no_gallery", ()),))
        return Picked(self.screen.page, exact=False)

    def _both(self) -> Picked:
        two = 2
        if len(self.screen.brought) == two:
            return Picked(self.screen.brought)
        if len(self.screen.compared) != two:
            return Picked(trouble=(("no_comparison", ()),))
        return Picked(self.screen.compared)

    def _pronoun(self, start: int) -> Found:
        size = self.size("this", start)
        if not size or not self.may_end(start + size):
            return None
        if self.screen.brought:
            return Picked(self.screen.brought), start + size
        if self.screen.last is None and self.size("but", start + size):
            return None  # "this but blue" is the same search, changed
        if self.screen.last is None:
            return Picked(trouble=(("which", ()),)), start + size
        return Picked((self.screen.last,)), start + size

    def _line(self, start: int) -> Found:
        """Read "second row", "row 2", "last column", "the two left columns"."""
        start = self._past("article", start)
        for role, look in (("row", self.screen.row), ("column", self.screen.column)):
            ahead = self._end_or_ordinal(start, role)
            if ahead and (size := self.size(role, ahead[1])):
                return self._placed(look(ahead[0])), ahead[1] + size
            if size := self.size(role, start):
                return self._numbered_lines(start + size, look) or self._end_behind(
                    start + size, role, look
                )
        return None

    def _numbered_lines(self, start: int, look: Look) -> Found:
        """Read what follows "rows": 2, "1 and 2", "1-3"."""
        ranks: list[int] = []
        place = end = start
        while count := self._count(place):
            end = count[1]
            joint = 1 if self.kind(end) is Kind.DASH else self.size("to", end)
            high = self._count(end + joint) if joint else None
            last, end = high or count
            ranks += range(count[0], min(last, len(self.screen.newest)) + 1) or [count[0]]
            place = self._after_joint(end)
            if self.size("row", place) or self.size("column", place):
                break
        numbers = tuple(number for rank in ranks for number in look(rank))
        return (self._placed(tuple(dict.fromkeys(numbers))), end) if ranks else None

    def _end_behind(self, place: int, role: str, look: Look) -> Found:
        """Read "columna izquierda", "ligne du bas"."""
        ahead = self._end_or_ordinal(self._past("number", place), role)
        ahead = ahead or self._end_or_ordinal(place, role)
        return (self._placed(look(ahead[0])), ahead[1]) if ahead else None

    def _end_or_ordinal(self, start: int, role: str) -> tuple[int, int] | None:
        ends = {"row": ("top", "bottom", "middle"), "column": ("left", "right", "middle")}[role]
        total = self.screen.columns if role == "column" else self._rows()
        for name, place in zip(ends, (1, -1, (total + 1) // 2), strict=True):
            if size := self.size(name, start):
                return place, start + size
        return self._rank(start)

    def _rows(self) -> int:
        return -(-len(self.screen.newest) // self.screen.columns)

    def _cell(self, start: int) -> Found:
        """Read "second row, third one", "row 2 column 3", "third in the second row"."""
        start = self._past("article", start)
        if (row := self._row_place(start)) and (column := self._column_place(row[1])):
            return self._placed_at(row[0], column[0]), column[1]
        rank = self._rank(start)
        if rank is None:
            return None
        place = self._past("picture", rank[1])
        place = self._past("preposition", self._past("number", place))
        row = self._row_place(self._past("article", place))
        if place == rank[1] or row is None:
            return None
        return self._placed_at(row[0], rank[0]), row[1]

    def _row_place(self, start: int) -> tuple[int, int] | None:
        ahead = self._end_or_ordinal(start, "row")
        if ahead and (size := self.size("row", ahead[1])):
            return ahead[0], ahead[1] + size
        size = self.size("row", start)
        return self._count(start + size) if size else None

    def _column_place(self, start: int) -> tuple[int, int] | None:
        start = self._past("article", self._after_joint(start))
        if (size := self.size("column", start)) and (count := self._count(start + size)):
            return count
        rank = self._rank(start)
        if rank is None:
            return None
        noun = self.size("column", rank[1]) or self.size("picture", rank[1])
        return (rank[0], rank[1] + noun) if noun and not self.size("row", rank[1]) else None

    def _corner(self, start: int) -> Found:
        """Read "top left", "the bottom right one", "the one in the middle"."""
        place = self._past("article", start)
        row = next((n for name, n in (("top", 1), ("bottom", -1)) if self.size(name, place)), None)
        if row is None:
            return None
        after = place + (self.size("top", place) or self.size("bottom", place))
        column = next(
            (n for name, n in (("left", 1), ("right", -1)) if self.size(name, after)), None
        )
        if column is None:
            return None
        end = after + (self.size("left", after) or self.size("right", after))
        end = self._past("corner", end)
        return (self._placed_at(row, column), end) if self.may_end(end) else None

    def _some_of_the_ends(self, start: int) -> Found:
        """Read "the first two", "last 3 pictures"."""
        place = self._past("article", start)
        for role, first in (("first", True), ("last", False)):
            count = self._how_many(role, place)
            if not count or not self.may_end(count[1]) or count[0] < 1:
                continue
            if line := self._lines(count, first=first):
                return line
            page = self.screen.page
            some = page[: count[0]] if first else page[-count[0] :]
            return self._placed(some), count[1]
        return None

    def _how_many(self, role: str, place: int) -> tuple[int, int] | None:
        """Read "first two", or "deux premières" with the number before."""
        if size := self.size(role, place):
            place += size
            if half := self.size("half", place):
                return (len(self.screen.page) + 1) // 2, place + half
            return self._count(place)
        count = self._count(place)
        size = self.size(role, count[1]) if count else 0
        return (count[0], count[1] + size) if count and size else None

    def _lines(self, count: tuple[int, int], *, first: bool) -> Found:
        for role, look in (("row", self.screen.row), ("column", self.screen.column)):
            if size := self.size(role, count[1]):
                total = min(count[0], len(self.screen.newest))
                ranks = range(1, total + 1) if first else range(-total, 0)
                numbers = tuple(number for rank in ranks for number in look(rank))
                return self._placed(tuple(dict.fromkeys(numbers))), count[1] + size
        return None

    def _ordinal(self, start: int) -> Found:
        place = self._past("article", start)
        rank = self._rank(place)
        if rank is None or not self.may_end(rank[1]) or self._line_follows(rank[1]):
            return None
        number = self.screen.place(rank[0])
        if number is None:
            reason: Reason = "out_of_range" if self.screen.newest else "no_gallery"
            return Picked(trouble=((reason, (abs(rank[0]),)),)), rank[1]
        return Picked((number,)), rank[1]

    def _rank(self, start: int) -> tuple[int, int] | None:
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

    def _range(self, start: int) -> Found:
        low = self._count(start)
        if low is None:
            return None
        joint = 1 if self.kind(low[1]) is Kind.DASH else self.size("to", low[1])
        high = self._count(self._past("number", low[1] + joint)) if joint else None
        if high is None or not (self.may_end(high[1]) or self.tokens[high[1] - 1].hash):
            return None
        first, last = sorted((low[0], high[0]))
        if last > self.screen.shown or first < 1:
            bounds = (first, last)
            beyond = tuple(one for one in bounds if not 1 <= one <= self.screen.shown)
            inside = tuple(range(max(first, 1), min(last, self.screen.shown) + 1))
            return Picked(inside, trouble=(("out_of_range", beyond),)), high[1]
        return Picked(tuple(range(first, last + 1))), high[1]

    def _number(self, start: int) -> Found:
        if self.kind(start) is Kind.NUMBER:
            token = self.tokens[start]
            if not token.hash and not self._stands_alone(start):
                return None
            return self._numbered(token.key), start + 1
        if slashed := self._slashed(start):
            return slashed
        if self.kind(start) is Kind.ODD and self.tokens[start].hash:
            return Picked(trouble=(("malformed", ()),)), start + 1
        count = self._count(start)
        named = start > 0 and self.kind(start - 1) is Kind.WORD
        if count is None or not self.may_end(count[1]):
            return None
        article = start > 0 and self.size("article", start - 1)
        if self.tokens[start].key in _ONES and (article or not named):
            return None
        return replace(self._numbered(str(count[0])), weak=not named), count[1]

    def _slashed(self, start: int) -> Found:
        """Read "3/5/7" where all three are numbers that were shown."""
        if self.kind(start) is not Kind.ODD or not self.may_end(start + 1):
            return None
        parts = self.tokens[start].key.split("/")
        plain = len(parts) > 1 and all(part.isdigit() and len(part) <= DIGITS for part in parts)
        if not plain or not all(1 <= int(part) <= self.screen.shown for part in parts):
            return None
        return Picked(tuple(dict.fromkeys(map(int, parts)))), start + 1

    def _stands_alone(self, place: int) -> bool:
        return self.may_end(place + 1)

    def _numbered(self, digits: str) -> Picked:
        if len(digits) > DIGITS:
            return Picked(trouble=(("out_of_range", ()),))
        number = int(digits)
        if not 1 <= number <= self.screen.shown:
            return Picked(trouble=(("out_of_range", (number,)),))
        return Picked((number,))

    def _letter(self, start: int) -> Found:
        """Read "#A" or "picture B": a picture that the person brought along."""
        hashed = self.kind(start) is Kind.MARK and self.tokens[start].key == "#"
        place = start + 1 if hashed else start
        if self.kind(place) is not Kind.WORD or not self.may_end(place + 1):
            return None
        letter = self.tokens[place].key.upper()
        named = hashed or (
            start > 0 and self.tokens[start - 1].key in ("picture", "photo", "image")
        )
        if letter not in self.screen.uploads or not named:
            return None
        return Picked((letter,)), place + 1

    def _placed(self, numbers: tuple[int, ...]) -> Picked:
        if numbers:
            return Picked(numbers)
        reason: Reason = "out_of_range" if self.screen.newest else "no_gallery"
        return Picked(trouble=((reason, ()),))

    def _placed_at(self, row: int, column: int) -> Picked:
        numbers = self.screen.row(row)
        index = column - 1 if column > 0 else len(numbers) + column
        return self._placed(numbers[index : index + 1] if index >= 0 else ())
