"""Places on the screen: rows, columns, cells, corners, ends, ordinals."""

from dataclasses import dataclass

from bot.parse.actions import Reason
from bot.parse.tokens import Kind
from bot.parse.walk import Found, Look, Picked, Walk


@dataclass(slots=True)
class Layout(Walk):
    """Reads references by place, against the newest gallery as it is laid out."""

    def _line_follows(self, place: int) -> bool:
        return bool(self.size("row", place) or self.size("column", place))

    def _line(self, start: int) -> Found:
        """Read "second row", "row 2", "last column", "the two left columns"."""
        start = self._past("article", self._past("entire", start))
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
        return self.rank(start)

    def _rows(self) -> int:
        return -(-len(self.screen.newest) // self.screen.columns)

    def _cell(self, start: int) -> Found:
        """Read "second row, third one", "row 2 column 3", "third in the second row"."""
        start = self._past("article", start)
        if (row := self._row_place(start)) and (column := self._column_place(row[1])):
            return self._placed_at(row[0], column[0]), column[1]
        rank = self._end_or_ordinal(start, "column")
        if rank is None:
            return None
        place = self._past("picture", rank[1])
        comma = place > rank[1] and self.kind(place) is Kind.BREAK  # "first picture, second row"
        place += int(comma)
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
        rank = self.rank(start)
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

    def _onward(self, start: int) -> Found:
        """Read "anything from 9 up", "9 and up", "ab 9": up to the last that was shown."""
        enough = self.size("starting_at", start)
        size = max(enough, self.size("from_on", start))
        count = self._count(self._past("number", start + size))
        if count is None or not 1 <= count[0] <= self.screen.shown:
            return None
        end = self._past("onward", count[1])
        end = max(end, self._past("up", count[1])) if size else end
        if not (end > count[1] or enough) or not self.may_end(end):
            return None
        return Picked(tuple(range(count[0], self.screen.shown + 1)), exact=False), end

    def _some_of_the_ends(self, start: int) -> Found:
        """Read "the first two", "last 3 pictures"."""
        place = self._past("article", start)
        if self.size("this", start) > place + 2 - start:
            return None  # "the last one i liked"
        for role, first in (("first", True), ("last", False)):
            count = self._how_many(role, place)
            behind = self._row_behind(count[1]) if count else None
            if not count or count[0] < 1 or not (behind or self.may_end(count[1])):
                continue
            if line := self._lines(count, first=first):
                return line
            page, end = behind or (self.screen.page, count[1])
            some = page[: count[0]] if first else page[-count[0] :]
            return self._placed(some), end
        return None

    def _row_behind(self, place: int) -> tuple[tuple[int, ...], int] | None:
        """Read "in the second row" after "the last two"."""
        place = self._past("picture", place)
        joint = self.size("preposition", place) or self.size("number", place)
        row = self._row_place(self._past("article", place + joint)) if joint else None
        return (self.screen.row(row[0]), row[1]) if row else None

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
        rank = self.rank(place)
        if rank is None or not self.may_end(rank[1]) or self._line_follows(rank[1]):
            return None
        if self.size("this", start) > rank[1] - start:
            return None  # "the last one i liked"
        number = self.screen.place(rank[0])
        if number is None:
            reason: Reason = "out_of_range" if self.screen.newest else "no_gallery"
            return Picked(trouble=((reason, (abs(rank[0]),)),)), rank[1]
        return Picked((number,)), rank[1]

    def _placed_at(self, row: int, column: int) -> Picked:
        numbers = self.screen.row(row)
        index = column - 1 if column > 0 else len(numbers) + column
        return self._placed(numbers[index : index + 1] if index >= 0 else ())
