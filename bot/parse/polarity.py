"""Whether words before or after references say that pictures are liked, disliked or a maybe."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.parse.places import Places
from bot.parse.tokens import Kind

Polarity: TypeAlias = Literal["liked", "disliked", "unsure"]

_MOST_FILLERS = 4
_BEFORE: dict[str, Polarity] = {
    "like": "liked",
    "dislike": "disliked",
    "unsure": "unsure",
    "good": "liked",
    "bad": "disliked",
    "close": "unsure",
}
_BEFORE_LIKE: tuple[tuple[str, Polarity], ...] = (("search", "liked"), ("avoid", "disliked"))
_AFTER: dict[str, Polarity] = {"close": "unsure", "bad": "disliked", "good": "liked"}


@dataclass(frozen=True, slots=True)
class Polarities:
    """Reads polarities out of the tokens up to `end`."""

    places: Places
    end: int

    def before(self, place: int) -> tuple[Polarity | None, int]:
        """Read what stands before references; the longest phrase of any role wins."""
        if self.places.kind(place) is Kind.SIGN:
            return ("liked" if self.places.tokens[place].key == "+" else "disliked"), place + 1
        following = self.places.tokens[place + 1 : place + 2]
        if self.places.kind(place) is Kind.DASH and following and following[0].hash:
            return "disliked", place + 1
        best: Polarity | None = None
        longest = 0
        for role, polarity in _BEFORE.items():
            size = self.places.size(role, place)
            if size > longest:
                best, longest = polarity, size
        for role, polarity in _BEFORE_LIKE:
            size = self.places.size(role, place)
            like = self.places.size("like", place + size) if size else 0
            if like and size + like > longest:  # "show me things like 4"
                best, longest = polarity, size + like
        if not longest and (more := self.places.more_of(place)):
            return "liked", place + more
        place += longest
        place += self.places.size("intensity", place) if longest else 0
        if best == "liked" and (beyond := self._past_quality(place)):
            return best, beyond
        return best, self._past_filler(place) if best else place

    def _past_quality(self, place: int) -> int:
        """Pass "the palette in" of "love the palette in 6"; 0 where no shown number follows."""
        noun = place + self.places.size("article", place)
        if noun == place or noun + 2 >= self.end or self.places.kind(noun) is not Kind.WORD:
            return 0
        joint = max(self.places.size(role, noun + 1) for role in ("preposition", "number"))
        number = noun + 1 + joint
        number += self.places.size("number", number)
        if not joint or self.places.kind(number) is not Kind.NUMBER:
            return 0
        picked, end = self.places.list_at(number)
        ends = self.places.kind(end) in (None, Kind.BREAK) or self.places.size("but", end)
        return number if ends and any(one.numbers for one in picked) else 0

    def _past_filler(self, place: int) -> int:
        last = min(self.end, place + _MOST_FILLERS)
        while place < last and (
            self.places.tokens[place].key == ":" or self._filler_before_reference(place)
        ):
            if self.places.size("both", place) and not self.places.list_at(place + 1)[0]:
                return place
            place += 1
        return place

    def _filler_before_reference(self, place: int) -> bool:
        return self.places.tokens[place].key in ("to", "of", "also", "especially", "both", "like")

    def after(self, place: int) -> tuple[Polarity | None, int]:
        """Read a judgement that follows references: "are all wrong", "? yes", a thumb."""
        asked = self.places.kind(place) is Kind.BREAK and self.places.tokens[place].key == "?"
        if asked and self.places.roles(place + 1).keys() & _AFTER.keys():
            place += 1
        if sure := self.surely(place):
            return "liked", sure
        while size := self.places.size("copula", place):
            if any(self.places.size(role, place) > size for role in _AFTER):
                break
            place += size
        best, longest = None, 0
        for role, polarity in _AFTER.items():
            size = self.places.size(role, place)
            if size > longest:
                best, longest = polarity, size
        if negated := self._turned_round(place, longest):
            return negated
        # "7 is not", "7 not": a bare negation at the end.
        if best is None and self.places.size("dislike", place) == 1 and place + 1 == self.end:
            return "disliked", place + 1
        place += longest
        place += self.places.size("intensity", place) if longest else 0
        if best == "liked" and (denied := self._denied(place)):
            return "disliked", denied
        return best, place

    def surely(self, place: int) -> int:
        """Read "definitely" in "not sure about 5, but 6 definitely"; 0 where more is said."""
        end = place + self.places.size("surely", place)
        ends = end >= self.end or self.places.kind(end) is Kind.BREAK
        return end if end > place and ends else 0

    def _denied(self, place: int) -> int:
        """Read the end of "gefällt mir gar nicht", praise that is taken back; 0 when it stands."""
        answer = (self.places.tokens[place].key,) if place < self.end else ()
        size = self.places.size("not", place)
        end = place + size
        end += self.places.size("intensity", end) if size else 0
        if not size or answer in self.places.words.values["answer"]:
            return 0
        ends = end >= self.end or self.places.kind(end) is Kind.BREAK
        return end if ends or self.places.size("but", end) else 0

    def _turned_round(self, place: int, longest: int) -> tuple[Polarity, int] | None:
        """Read "not ok", "not so bad": the judgement the other way round."""
        ahead = place + self.places.size("not", place)
        if ahead == place or ahead - place < longest:
            return None
        ahead += self.places.size("copula", ahead)
        sides: tuple[tuple[str, Polarity], ...] = (("good", "disliked"), ("bad", "liked"))
        for role, turned in sides:
            if size := self.places.size(role, ahead):
                return (turned, ahead + size) if ahead + size - place > longest else None
        return None
