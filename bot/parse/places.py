"""Which pictures a stretch of tokens names: numbers, ranges, places, sets, letters, pronouns.

A `Picked` says what was named; "the others" is worked out only when the whole message is known.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.parse.layout import Layout
from bot.parse.tokens import Kind
from bot.parse.walk import DIGITS, Found, Picked

__all__ = ["DIGITS", "Picked", "Places"]

_ONES = {"one", "un", "e", "a", "once", "una", "uno", "um", "uma", "een", "eine", "eins"}
"""Words for 1 that say nothing of a number: "the one on the left"."""


@dataclass(slots=True)
class Places(Layout):
    """Reads references out of one message's tokens, against one screen."""

    _readers: tuple[Callable[[int], Found], ...] = field(init=False)
    _known: dict[int, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._readers = (
            self._all_but,
            self._onward,
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
            return (self._onward, self._some_of_the_ends, self._range, self._number)
        return self._readers

    def _all_but(self, start: int) -> Found:
        size = self.size("but_for", start)
        if not size:
            return None
        picked, end = self._left_out(start + size)
        return (self.all_but(picked), end) if picked else None

    def all_but(self, picked: tuple[Picked, ...]) -> Picked:
        """Give the page without what is left out."""
        out = tuple(number for one in picked for number in one.numbers)
        trouble = tuple(pair for one in picked for pair in one.trouble)
        left = set(out)
        rest = tuple(number for number in self.screen.page if number not in left)
        return Picked(rest, exact=False, left_out=out, trouble=trouble)

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
        if not joint:
            return None
        place += joint
        return (
            self._line(place) or self._line(place + 1) or self._side(self._past("article", place))
        )

    def _side(self, place: int) -> Found:
        """Read "everything on the left" as the column, "all at the top" as the row."""
        for role, ends in (("column", ("left", "right")), ("row", ("top", "bottom"))):
            look = self.screen.row if role == "row" else self.screen.column
            for name, rank in zip(ends, (1, -1), strict=True):
                end = place + self.size(name, place)
                if end > place and self.may_end(end):
                    return self._placed(look(rank)), end
        return None

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
        size = self.size("upload", start)
        if size and self.screen.uploads and self.may_end(start + size):
            return Picked(self.screen.brought or self.screen.uploads[-1:]), start + size
        size = self.size("this", start)
        if not size or not self.may_end(start + size):
            return None
        if self.screen.brought:
            return Picked(self.screen.brought), start + size
        if said := self._said_before(start):
            return said, start + size
        if self.screen.last is None and self.size("but", start + size):
            return None  # "this but blue" is the same search, changed
        if self.screen.last is None:
            return Picked(trouble=(("which", ()),)), start + size
        return Picked((self.screen.last,)), start + size

    def _said_before(self, start: int) -> Picked | None:
        """Read "9! more of that one": the only picture that the message named so far."""
        numbers = [place for place in range(start) if self.kind(place) is Kind.NUMBER]
        apart = len(numbers) == 1 and self.kind(numbers[0] + 1) is Kind.BREAK
        one = self.one_at(numbers[0]) if apart else None
        return one[0] if one and len(one[0].numbers) == 1 else None

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
            if not token.hash and not self.may_end(start + 1):
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

    def _ends_here(self, place: int) -> bool:
        """Tell "more like A" from "more like a dog"."""
        return self.kind(place) in (None, Kind.BREAK) or bool(self.size("and", place))

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
        noun = start > 0 and {"picture", "number"} & self.roles(start - 1).keys()
        named = hashed or noun or (start > 0 and self._ends_here(place + 1))
        if letter not in self.screen.uploads or not named:
            return None
        return Picked((letter,)), place + 1
