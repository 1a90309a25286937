"""What a stretch of text is for, by how it begins: a search, a refinement, words to avoid."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.parse.places import Places
from bot.parse.sweeping import Judged
from bot.parse.tokens import Kind

Job: TypeAlias = Literal["new", "search", "refine", "replace", "widen", "drop", "avoid"]

_ROLES: tuple[tuple[str, Job], ...] = (
    ("avoid", "avoid"),
    ("drop", "drop"),
    ("widen", "widen"),
    ("refine", "refine"),
    ("new", "new"),
    ("search", "search"),
    ("replace", "replace"),
)
"""The cues that say a job; of two that are equally long the first counts."""
_MOST_CUES = 6
_SUBJECT = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text, by its tokens, and its job; `cued` where the job was said."""

    job: Job
    start: int
    end: int
    cued: bool = False


Item: TypeAlias = Judged | Words


@dataclass(frozen=True, slots=True)
class Jobs:
    """Tells the jobs of the stretches of one message, up to `end`."""

    places: Places
    end: int

    def at(self, place: int, before: Sequence[Item] = ()) -> tuple[Job, int, bool]:
        """Tell the job of a stretch after the items `before` it, where its words begin, if cued."""
        polite = self.places.size("polite", place)
        ahead = place + polite
        if polite and self.places.size("search", ahead) and ahead + 1 < self.end:
            place = ahead
        if self.places.kind(place) is Kind.SIGN:
            sign = self.places.tokens[place].key
            return ("avoid" if sign == "-" else "refine"), place + 1, True
        best: tuple[Job, int] = ("search", 0)
        for role, job in _ROLES:
            size = self.places.size(role, place)
            if size > best[1]:
                best = job, size
        sorted_out = self.sorted_out(place)
        if sorted_out[1] > best[1]:
            best = sorted_out
        if best[1] == 0 or place + best[1] >= self.end:
            return self._uncued(place, before)
        return self._after_cue(best[0], place + best[1])

    def sorted_out(self, place: int) -> tuple[Job, int]:
        """Read the cue of "none of these with cars", which speaks of cars and not of pictures.

        "Love the ones with dogs" is the same wish the other way round.
        """
        none = self.places.size("none", place)
        none += self.places.size("ones", place + none) if none else 0
        if none and (having := self.places.size("having", place + none)):
            return "avoid", none + having
        jobs: tuple[tuple[str, Job], ...] = (
            ("removing", "avoid"), ("dislike", "avoid"), ("like", "refine"),
        )  # fmt: skip
        for role, job in jobs:
            size = self.places.size(role, place)
            some = place + size
            some += max(self.places.size("ones", some), self.places.size("these", some))
            having = self.places.size("having", some) if size and some > place + size else 0
            if having and (job == "avoid" or self.places.screen.shown):
                return job, some - place + (having if job == "avoid" else 0)
        return "avoid", 0

    def _uncued(self, place: int, before: Sequence[Item]) -> tuple[Job, int, bool]:
        degree = self.places.size("degree", place)
        if degree and self.places.size("refine_start", place + degree):
            return "refine", place + degree, True
        if not self.places.screen.shown:
            return "search", place, False
        last = before[-1] if before else None
        goes_on = isinstance(last, Words) and last.job == "search"  # "a man in a suit, outdoors"
        if self.places.size("refine_start", place) and not goes_on and not self._describes(place):
            return "refine", place, True
        if self._put_right(place, before):
            return "replace", place, False
        if not goes_on and (self._compares(place) or self._ought(place)):
            return "refine", place, False
        return "search", place, False

    def _compares(self, place: int) -> bool:
        """Tell "a smaller boat", "un bateau plus petit": smaller than what is shown."""
        article = self.places.size("article", place)
        ahead = place + article
        near = range(ahead, min(ahead + 3, self.end - 1)) if article else ()
        sized = (self.places.size("comparing", one) for one in near)
        return any(sized) and not self._describes(ahead)

    def _describes(self, place: int) -> bool:
        """Tell "(ein) alter Turm", an old one, from "älter mit Bart": German writes both alike."""
        noun = self.places.kind(place + 1) is Kind.WORD and not self.places.roles(place + 1)
        return bool(self.places.size("describing", place)) and noun

    def _ought(self, place: int) -> bool:
        """Tell "the dog should be black": something shown that is to be otherwise."""
        known = self.places.size("article", place) or self.places.size("possessive", place)
        near = range(place + 2, min(place + 2 + _SUBJECT, self.end - 1)) if known else ()
        return any(self.places.size("ought", one) for one in near)

    def _put_right(self, place: int, before: Sequence[Item]) -> bool:
        """Tell "not a cat, a dog": the second is wanted in place of the first."""
        first = before[0] if len(before) == 1 else None
        if not isinstance(first, Words) or first.job != "avoid" or first.end + 1 != place:
            return False
        both = self.places.size("article", first.start - 1) and self.places.size("article", place)
        return bool(both)

    def _after_cue(self, job: Job, place: int) -> tuple[Job, int, bool]:
        """Cues pile up: "but without", "and only", "show me pictures of"."""
        for _ in range(_MOST_CUES):
            job, after = self._next_cue(job, place)
            if after == place:
                break
            place = after
        role = "partitive" if job in ("search", "new") else "article"
        after = place + self.places.size(role, place)
        place = after if after < self.end else place
        return job, place, job not in ("search", "new")

    def _next_cue(self, job: Job, place: int) -> tuple[Job, int]:
        if place < self.end - 1 and self.places.tokens[place].key == ":":
            return job, place + 1
        polite = self.places.size("courtesy", place)
        if polite and any(self.places.size(one, place + polite) for one in ("search", "avoid")):
            return job, place + polite
        cues: tuple[tuple[str, Job], ...] = (("search", job),)
        if job == "refine":
            cues += (("avoid", "avoid"), ("refine", "refine"))
        for role, then in cues:
            size = self.places.size(role, place)
            if size and place + size < self.end:
                return then, place + size
        return job, place
