"""What is thought of the whole page at once: "none of these", "apart from 6 they're all wrong"."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.parse.actions import References
from bot.parse.places import Picked, Places
from bot.parse.polarity import Polarities, Polarity
from bot.parse.tokens import Kind


@dataclass(frozen=True, slots=True)
class Judged:
    """Pictures and what the person thinks of them; `said` is False for a bare list."""

    polarity: Polarity
    picked: tuple[Picked, ...]
    said: bool = True


Found: TypeAlias = tuple[tuple[Judged, ...], int] | None
"""Judgements, and the place after them."""


@dataclass(frozen=True, slots=True)
class Sweeping:
    """Reads judgements of the whole page out of the tokens up to `end`."""

    places: Places
    polarities: Polarities
    end: int

    def at(self, place: int) -> Found:
        """Read a judgement of all pictures, or of all but some; None when this is none."""
        return self._none(place) or self._first_but(place) or self._last_but(place)

    def _none(self, place: int) -> Found:
        two = self.places.screen.compared
        size = max(self.places.size("none", place), self.places.size("neither", place))
        end = place + size
        others = ("dislike", "avoid", "like", "good")
        other = max(self.places.size(role, place) for role in others)
        longest = size and size >= other  # "nothing with" names no picture, "niente male" is praise
        polarity, after = self.polarities.after(end)
        ends = self.places.may_end(end) or polarity
        some = self.places.size("having", end)  # "none of these with cars" speaks of cars
        if not longest or end > self.end or not ends or some:
            return None
        following = self.places.kind(end) is Kind.NUMBER or self.places.size("number", end)
        if following and self.places.list_at(end)[0]:
            return None  # "keine 7", "neither 3 nor 4"
        page: References = self.places.screen.brought or self.places.screen.page
        if self.places.size("neither", place) == size and two:
            page = two
        swept = Picked(page, exact=False) if page else Picked(trouble=(("no_gallery", ()),))
        return (Judged("disliked", (swept,)),), after if polarity else end

    def _first_but(self, place: int) -> Found:
        """Read "apart from 6 they're all wrong"."""
        left_out, after = self._left_out(place)
        if not left_out:
            return None
        after += self.places.kind(after) is Kind.BREAK
        size = self.places.size("everything", after)
        polarity, end = self.polarities.after(after + size)
        return self._swept(polarity, left_out, end) if size else None

    def _last_but(self, place: int) -> Found:
        """Read "they're all wrong apart from 6"."""
        size = self.places.size("everything", place)
        polarity, after = self.polarities.after(place + size)
        if not size or polarity is None:
            return None
        after += self.places.kind(after) is Kind.BREAK
        left_out, end = self._left_out(after)
        return self._swept(polarity, left_out, end) if left_out else None

    def _left_out(self, place: int) -> tuple[tuple[Picked, ...], int]:
        size = self.places.size("apart", place)
        start = place + size + self.places.size("number", place + size)
        if size and self.places.kind(start) is Kind.NUMBER and self._says_all(start + 1):
            found = self.places.one_at(start, alone=True)  # no comma: "apart from 6 they're all"
            return ((found[0],), found[1]) if found else ((), place)
        return self.places.list_at(place + size) if size else ((), place)

    def _says_all(self, place: int) -> bool:
        return bool(self.places.size("everything", place))

    def _swept(self, polarity: Polarity | None, left_out: tuple[Picked, ...], end: int) -> Found:
        ends = end >= self.end or self.places.kind(end) is Kind.BREAK
        if polarity is None or not ends:
            return None
        return (Judged(polarity, (self.places.all_but(left_out),)),), end
