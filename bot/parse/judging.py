"""What is thought of which pictures: polarities before, after and between references.

A polarity word governs the references after it up to the next one; "yes", "no", "good", "bad" and
thumbs that follow references govern those. References that nobody governs are liked.
"""

from dataclasses import dataclass, field

from bot.parse.places import Picked, Places
from bot.parse.polarity import Polarities, Polarity
from bot.parse.sweeping import Found, Judged, Sweeping
from bot.parse.tokens import Kind

BRACKETS = {"(", ")", "[", "]"}
_BOUNDARIES = {
    "and", "but", "like", "dislike", "unsure", "preposition", "avoid", "good", "bad", "comparing",
    "surely",
}  # fmt: skip


@dataclass(slots=True)
class Judging:
    """Reads judgements out of the tokens up to `end`."""

    places: Places
    end: int
    polarities: Polarities = field(init=False)
    sweeping: Sweeping = field(init=False)
    _known: dict[int, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.polarities = Polarities(self.places, self.end)
        self.sweeping = Sweeping(self.places, self.polarities, self.end)

    def at(self, place: int) -> Found:
        """Read a polarity and references, in either order; None when this is text."""
        if place not in self._known:
            self._known[place] = self._at(place)
        return self._known[place]

    def _at(self, place: int) -> Found:
        if found := self.sweeping.at(place) or self._preferred(place) or self._replaced(place):
            return found
        polarity, start = self.polarities.before(place)
        picked, end = self.places.list_at(start)
        if polarity and not picked:  # "it" is praise in "that is it", and a picture alone
            polarity, (picked, end) = None, self.places.list_at(place)
        if not picked or end > self.end:
            return None
        if polarity is None:
            return self._bare(picked, place, end)
        if self._some_of_all(polarity, picked, end):
            return None
        if polarity == "liked" and (found := self._better(picked, end)):
            return found
        if (
            picked[-1].others
            and len(picked) > 1
            and (found := self._rest_after(polarity, picked, end))
        ):
            return found
        if not self._boundary(end):
            return self._shorter(polarity, picked, start)
        return self._confirmed(polarity, picked, end)

    def _some_of_all(self, polarity: Polarity, picked: tuple[Picked, ...], end: int) -> bool:
        """Tell "remove those with cars", which rejects a thing, from "remove those"."""
        role = "preposition" if polarity == "disliked" else "having"
        return not picked[-1].exact and bool(self.places.size(role, end))

    def _confirmed(self, polarity: Polarity, picked: tuple[Picked, ...], end: int) -> Found:
        """Read "i find 3 good": the judgement at the end is the one that counts."""
        later, after = self.polarities.after(end)
        if polarity != "liked" and len(picked) > 1 and self.polarities.surely(end):
            return (Judged(polarity, picked[:-1]), Judged("liked", picked[-1:])), after
        last = after >= self.end or self.places.kind(after) is Kind.BREAK
        if polarity == "liked" and later and last and (len(picked) == 1 or later == polarity):
            return (Judged(later, picked),), after
        return (Judged(polarity, picked),), end

    def _preferred(self, place: int) -> Found:
        """Read "i prefer 3 to 5", which is no range, and "rather like 3 than like 5"."""
        prefers = self.places.size("prefer", place)
        size = max(prefers, self.places.size("rather", place))
        start = place + size
        start += self.places.size("like", start) if size else 0
        start += self.places.size("number", start) if size else 0
        if not size or self.places.kind(start) is not Kind.NUMBER:
            return None
        joint = max(
            self.places.size("to", start + 1) if prefers else 0,
            self.places.size("than", start + 1),
        )
        joint += self.places.size("like", start + 1 + joint) if joint else 0
        worse, end = self.places.list_at(start + 1 + joint) if joint else ((), start)
        best = self.places.one_at(start, alone=True)
        if not worse or best is None or end > self.end or not self._boundary(end):
            return None
        return (Judged("liked", (best[0],)), Judged("unsure", worse)), end

    def _replaced(self, place: int) -> Found:
        """Read "instead of 3, 5"."""
        size = self.places.size("instead_of", place)
        start = place + size
        start += self.places.size("number", start)
        if not size or self.places.kind(start) is not Kind.NUMBER:
            return None
        worse = self.places.one_at(start, alone=True)
        ahead = start + 1 + (self.places.kind(start + 1) is Kind.BREAK)
        ahead += max(self.places.size("like", ahead), self.places.size("refine", ahead))
        best, end = self.places.list_at(ahead) if ahead < self.end else ((), ahead)
        if worse is None or ahead == start + 1 or not best or end > self.end:
            return None
        return (Judged("liked", best), Judged("disliked", (worse[0],))), end

    def _rest_after(self, before: Polarity, picked: tuple[Picked, ...], end: int) -> Found:
        """Read "like 3, the rest no": what follows governs the rest alone."""
        polarity, after = self.polarities.after(end)
        if polarity is None or not self._boundary(after):
            return None
        return (Judged(before, picked[:-1]), Judged(polarity, picked[-1:])), after

    def _shorter(self, polarity: Polarity, picked: tuple[Picked, ...], start: int) -> Found:
        """Leave the last reference of a list to the text that it begins."""
        if len(picked) == 1:
            return None
        end = start
        for _ in picked[:-1]:
            found = self.places.one_at(end)
            if found is None:
                return None
            end = found[1]
            joint = self.places.size("and", end)
            following = end + (joint or (self.places.kind(end) is Kind.BREAK))
            last, end = end, following
        return (Judged(polarity, picked[:-1]),), last

    def _bare(self, picked: tuple[Picked, ...], start: int, end: int) -> Found:
        """Read references with no polarity before them: one may follow, or they are liked."""
        if found := self._better(picked, end):
            return found
        polarity, after = self.polarities.after(end)
        if polarity and picked[0].weak and len(picked) == 1 and not self._is_said(end):
            return None  # "two winners"
        if polarity and self._governs_back(end, after):
            return (_followed(polarity, picked), after) if self._boundary(after) else None
        lone = len(picked) == 1 and picked[0].weak and not self._asked_for(start, end)
        if self._drawn(start, end):
            return None
        if lone or not self._boundary(end) or not self._plain_list(picked, start):
            return None
        return (Judged("liked", picked, said=False),), end

    def _asked_for(self, start: int, end: int) -> bool:
        """Tell "five please" from "two winners"."""
        polite = self.places.size("courtesy", start + 1)
        return bool(polite) and start + 1 + polite == end == self.end

    def _drawn(self, start: int, end: int) -> bool:
        """Tell "the number 7 on a jersey", which is something to see, from a picture's number."""
        before = self.places.size("article", start)
        numeral = self.places.size("numeral", start + before)
        return bool(numeral and self.places.size("surface", end))

    def _is_said(self, end: int) -> bool:
        """Tell "three is good" and "three yes" from "two good ones"."""
        answer = self.places.roles(end).keys() & {"copula"}
        return bool(answer) or (self.places.tokens[end].key,) in self.places.words.values["answer"]

    def _plain_list(self, picked: tuple[Picked, ...], start: int) -> bool:
        """Tell a list from text that begins like one: "3 in a boat", "1984"."""
        token = self.places.tokens[start]
        year = len(token.key) == len("1984") and token.key[:2] in ("18", "19", "20")
        if token.kind is Kind.NUMBER and not token.hash and year and len(picked) == 1:
            return not any(reason == "out_of_range" for reason, _ in picked[0].trouble)
        return True

    def _better(self, picked: tuple[Picked, ...], end: int) -> Found:
        """Read "3 is better than 5", "5 is worse than 3", "2 instead of 3"."""
        sides: tuple[tuple[str, Polarity], ...] = (
            ("better", "unsure"),
            ("worse", "unsure"),
            ("instead_of", "disliked"),
        )
        for role, second in sides:
            size = self.places.size(role, end)
            if role == "better" and not size and not self.places.size("worse", end):
                size = self._compared(end)
            second_at = end + size
            if role == "better" and size:
                second_at += self.places.size("like", second_at)  # "rather like 2 than like 5"
            other, after = self.places.list_at(second_at) if size else ((), end)
            if other and after <= self.end and self._boundary(after):
                if role == "worse":
                    picked, other = other, picked
                return (Judged("liked", picked), Judged(second, other)), after
        return None

    def _compared(self, place: int) -> int:
        """Count the tokens of "looks nicer than", whatever the word for better is."""
        start = place
        while size := self.places.size("copula", place):
            place += size
        size = self.places.size("than", place + 1)
        word = self.places.kind(place) is Kind.WORD and not self.places.one_at(place)
        return place + 1 + size - start if size and word else 0

    def _governs_back(self, end: int, after: int) -> bool:
        """Tell whether "no" in "3 no 7 ..." belongs to 3 (it does, unless it then has 7 alone)."""
        emoji = self.places.kind(after - 1) is Kind.MARK
        copula = bool(self.places.size("copula", end))
        picked, stop = self.places.list_at(after)
        if emoji or copula or not picked:
            return True
        return self.polarities.after(stop)[0] is not None

    def _boundary(self, place: int) -> bool:
        """Tell whether a judgement may end before `place`."""
        kind = self.places.kind(place)
        if kind is None or place >= self.end:
            return True
        if self._courtesy_ends(place):
            return True
        token = self.places.tokens[place]
        if kind in (Kind.BREAK, Kind.SIGN, Kind.DASH) or token.hash or token.key in BRACKETS:
            return True
        if not _BOUNDARIES.isdisjoint(self.places.roles(place)):
            return True
        return bool(self.places.more_of(place)) or self.places.one_at(place) is not None

    def _courtesy_ends(self, place: int) -> bool:
        """Tell whether only "tbh" or "please" stands between `place` and the end of a clause."""
        end = place + self.places.size("courtesy", place)
        return end > place and (end >= self.end or self.places.kind(end) is Kind.BREAK)

    def hashed(self, place: int) -> bool:
        """Tell whether a number that can be nothing else stands at `place`."""
        place += self.places.size("number", place)
        return self.places.kind(place) is Kind.NUMBER and self.places.tokens[place].hash


def _followed(polarity: Polarity, picked: tuple[Picked, ...]) -> tuple[Judged, ...]:
    """Judge what stood before a polarity; in "3 and the rest not" it is the rest alone."""
    if len(picked) > 1 and picked[-1].others:
        return (Judged("liked", picked[:-1], said=False), Judged(polarity, picked[-1:]))
    return (Judged(polarity, picked),)
