"""The sentence around the references: who is liked, who is not, and which words are the search.

The tokens are read once, left to right, as items. An item is either a judgement (a polarity and
the pictures it governs) or a stretch of text with the job it does (search, refine, avoid ...).
Every step moves on, so a message costs time in proportion to its length.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from bot.parse.actions import Action, Ask, Avoid, Label, Query, Reference, Refuse, Reset
from bot.parse.commands import troubles
from bot.parse.places import Picked, Places
from bot.parse.screen import Screen
from bot.parse.tokens import Kind

TEXT = 500
"""Characters of text that one search carries; the model reads about 77 tokens."""

Polarity: TypeAlias = Literal["liked", "disliked", "unsure"]
Job: TypeAlias = Literal["new", "search", "refine", "replace", "widen", "drop", "avoid"]

_BEFORE: dict[str, Polarity] = {
    "like": "liked",
    "dislike": "disliked",
    "unsure": "unsure",
    "good": "liked",
    "bad": "disliked",
    "close": "unsure",
}
_AFTER: dict[str, Polarity] = {"close": "unsure", "bad": "disliked", "good": "liked"}
_TEXT_KINDS = {Kind.WORD, Kind.QUOTE, Kind.NUMBER, Kind.ORDINAL, Kind.MARK, Kind.ODD, Kind.DASH}
_BRACKETS = {"(", ")", "[", "]"}
_NO_NEGATION_AFTER = {"do", "does", "did", "why", "or", "is", "are", "if", "whether", "with"}
_TRAILING_ANYWHERE = {"please", "pls", "plz", "thanks", "thank", "instead"}


@dataclass(frozen=True, slots=True)
class Judged:
    """Pictures and what the person thinks of them; `said` is False for a bare list."""

    polarity: Polarity
    picked: tuple[Picked, ...]
    said: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text, by its tokens, and its job; `cued` where the job was said."""

    job: Job
    start: int
    end: int
    cued: bool = False


Item: TypeAlias = Judged | Words


@dataclass(slots=True)
class Sentence:
    """Reads judgements and text out of one message."""

    text: str
    places: Places
    end: int
    items: list[Item] = field(default_factory=list)
    asked: list[Action] = field(default_factory=list)

    def read(self) -> tuple[Action, ...]:
        """Read all tokens up to `end`; give the actions in the order of the message."""
        place = 0
        while place < self.end:
            place = self._step(place)
        return (*self._actions(), *self.asked)

    def _step(self, place: int) -> int:
        after = self._skip(place)
        if after > place:
            return after
        if after := self._which(place):
            return after
        if after := self._judgement(place):
            return after
        return self._words(place)

    def _skip(self, place: int) -> int:
        """Pass separators, and joints that stand before a new judgement."""
        kind = self.places.kind(place)
        if kind is Kind.BREAK or (kind is Kind.DASH and not self._dash_avoids(place)):
            return place + 1
        if kind is Kind.MARK and self.places.tokens[place].key in _BRACKETS and self.items:
            return place + 1
        for role in ("but", "and"):
            size = self.places.size(role, place)
            if size and not self._refines(place) and self._begins_judgement(place + size):
                return place + size
        if place == 0 and (size := self.places.size("polite", place)):
            ahead = place + size
            if self._begins_judgement(ahead) and not self._begins_judgement(place):
                return ahead
        return place

    def _dash_avoids(self, place: int) -> bool:
        return self.places.kind(place + 1) is Kind.WORD and self.places.tokens[place].key == "-"

    def _refines(self, place: int) -> bool:
        return bool(self.places.size("refine", place)) and not self._begins_judgement(
            place + self.places.size("refine", place)
        )

    def _begins_judgement(self, place: int) -> bool:
        return place < self.end and self._judged(place) is not None

    # Judgements -----------------------------------------------------------------------------

    def _which(self, place: int) -> int:
        """Ask about "like the red one": which of the pictures is meant is not ours to guess."""
        start = place + self.places.size("like", place)
        article = self.places.size("article", start)
        if not article or self.places.tokens[start].key != "the":
            return 0
        for end in range(start + 2, min(start + 5, self.end)):
            if self.places.tokens[end].key in ("one", "picture", "photo", "image"):
                alone = end + 1 == self.end and self.places.one_at(start) is None
                if alone:
                    text = self._slice(start + 1, end)
                    self.asked.append(Ask(reason="which", text=text))
                return end + 1 if alone else 0
        return 0

    def _judgement(self, place: int) -> int:
        found = self._judged(place)
        if found is None:
            return 0
        judged, end = found
        self.items.extend(judged)
        return end

    def _judged(self, place: int) -> tuple[tuple[Judged, ...], int] | None:
        """Read a polarity and references, in either order; None when this is text."""
        if none := self._none(place):
            return none
        polarity, start = self._polarity(place)
        picked, end = self.places.list_at(start)
        if not picked or end > self.end:
            return None
        if polarity is None:
            return self._bare(picked, place, end)
        if not self._boundary(end):
            return self._shorter(polarity, picked, start)
        return (Judged(polarity, picked),), end

    def _none(self, place: int) -> tuple[tuple[Judged, ...], int] | None:
        size = self.places.size("none", place)
        end = place + size
        longest = size and size >= self.places.size("dislike", place)
        if not longest or end > self.end or not self.places.may_end(end):
            return None
        page = self.places.screen.brought or self.places.screen.newest
        swept = Picked(page, exact=False) if page else Picked(trouble=(("no_gallery", ()),))
        return (Judged("disliked", (swept,)),), end

    def _shorter(
        self, polarity: Polarity, picked: tuple[Picked, ...], start: int
    ) -> tuple[tuple[Judged, ...], int] | None:
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

    def _polarity(self, place: int) -> tuple[Polarity | None, int]:
        """Read what stands before references; the longest phrase of any role wins."""
        if self.places.kind(place) is Kind.SIGN:
            return ("liked" if self.places.tokens[place].key == "+" else "disliked"), place + 1
        following = self.places.tokens[place + 1 : place + 2]
        if self.places.kind(place) is Kind.DASH and following and following[0].hash:
            return "disliked", place + 1
        best, longest = None, 0
        for role, polarity in _BEFORE.items():
            size = self.places.size(role, place)
            if size > longest:
                best, longest = polarity, size
        return best, self._past_filler(place + longest) if best else place

    def _past_filler(self, place: int) -> int:
        while place < self.end and (
            self.places.tokens[place].key == ":" or self._filler_before_reference(place)
        ):
            place += 1
        return place

    def _filler_before_reference(self, place: int) -> bool:
        return self.places.tokens[place].key in ("to", "of", "also", "especially", "both", "like")

    def _bare(
        self, picked: tuple[Picked, ...], start: int, end: int
    ) -> tuple[tuple[Judged, ...], int] | None:
        """Read references with no polarity before them: one may follow, or they are liked."""
        if found := self._better(picked, end):
            return found
        polarity, after = self._after(end)
        if polarity and self._governs_back(end, after):
            return (_followed(polarity, picked), after) if self._boundary(after) else None
        lone = len(picked) == 1 and picked[0].weak
        if lone or not self._boundary(end) or not self._plain_list(picked, start):
            return None
        return (Judged("liked", picked, said=False),), end

    def _plain_list(self, picked: tuple[Picked, ...], start: int) -> bool:
        """Tell a list from text that begins like one: "3 in a boat", "1984"."""
        token = self.places.tokens[start]
        year = len(token.key) == len("1984") and token.key[:2] in ("18", "19", "20")
        if token.kind is Kind.NUMBER and not token.hash and year and len(picked) == 1:
            return not any(reason == "out_of_range" for reason, _ in picked[0].trouble)
        return True

    def _better(
        self, picked: tuple[Picked, ...], end: int
    ) -> tuple[tuple[Judged, ...], int] | None:
        size = self.places.size("better", end)
        if not size:
            return None
        worse, after = self.places.list_at(end + size)
        if not worse or not self._boundary(after):
            return None
        return (Judged("liked", picked), Judged("unsure", worse)), after

    def _after(self, place: int) -> tuple[Polarity | None, int]:
        """Read a judgement that follows references: "are all wrong", "yes", a thumb."""
        while size := self.places.size("copula", place):
            if any(self.places.size(role, place) > size for role in _AFTER):
                break
            place += size
        best, longest = None, 0
        for role, polarity in _AFTER.items():
            size = self.places.size(role, place)
            if size > longest:
                best, longest = polarity, size
        # "7 is not", "7 not": a bare negation at the end.
        if best is None and self.places.size("dislike", place) == 1 and place + 1 == self.end:
            return "disliked", place + 1
        return best, place + longest

    def _governs_back(self, end: int, after: int) -> bool:
        """Tell whether "no" in "3 no 7 ..." belongs to 3 (it does, unless it then has 7 alone)."""
        emoji = self.places.kind(after - 1) is Kind.MARK
        copula = bool(self.places.size("copula", end))
        picked, stop = self.places.list_at(after)
        if emoji or copula or not picked:
            return True
        return self._after(stop)[0] is not None

    def _boundary(self, place: int) -> bool:
        """Tell whether a judgement may end before `place`."""
        kind = self.places.kind(place)
        if kind is None or place >= self.end:
            return True
        token = self.places.tokens[place]
        if kind in (Kind.BREAK, Kind.SIGN, Kind.DASH) or token.hash or token.key in _BRACKETS:
            return True
        roles = ("and", "but", "like", "dislike", "unsure", "preposition", "avoid", "good", "bad")
        if any(self.places.size(role, place) for role in roles):
            return True
        return self.places.one_at(place) is not None

    # Text -----------------------------------------------------------------------------------

    def _words(self, start: int) -> int:
        """Read one stretch of text; always moves on."""
        job, begin, cued = self._job(start)
        end = self._stretch(begin)
        if job != "avoid" and (split := self._instead(begin, end)):
            return split
        stop = self._trim(begin, end, cued=cued)
        if stop < end and self.places.tokens[stop].key == "instead":
            job, cued = "replace", True
        self._add(Words(job, begin, stop, cued))
        return max(end, start + 1)

    def _job(self, place: int) -> tuple[Job, int, bool]:
        """Tell what a stretch is for, by how it begins, and where its own words begin."""
        polite = self.places.size("polite", place)
        ahead = place + polite
        if polite and self.places.size("search", ahead) and ahead + 1 < self.end:
            place = ahead
        if self.places.kind(place) is Kind.SIGN:
            sign = self.places.tokens[place].key
            return ("avoid" if sign == "-" else "refine"), place + 1, True
        roles: tuple[tuple[str, Job], ...] = (
            ("avoid", "avoid"),
            ("drop", "drop"),
            ("widen", "widen"),
            ("refine", "refine"),
            ("new", "new"),
            ("search", "search"),
        )
        best: tuple[Job, int] = ("search", 0)
        for role, job in roles:
            size = self.places.size(role, place)
            if size > best[1]:
                best = job, size
        if best[1] == 0 or place + best[1] >= self.end:
            return self._uncued(place)
        return self._after_cue(best[0], place + best[1])

    def _uncued(self, place: int) -> tuple[Job, int, bool]:
        if self.places.screen.shown and self.places.size("refine_start", place):
            return "refine", place, True
        return "search", place, False

    def _after_cue(self, job: Job, place: int) -> tuple[Job, int, bool]:
        """Cues pile up: "but without", "and only", "show me pictures of"."""
        tokens = self.places.tokens
        while (
            place < self.end - 1 and tokens[place].kind is Kind.BREAK and tokens[place].key == ":"
        ):
            place += 1
        size = self.places.size("search", place)
        if size and place + size < self.end:
            return self._after_cue(job, place + size)
        for inner in ("avoid", "refine"):
            size = self.places.size(inner, place)
            if size and place + size < self.end and job == "refine":
                return self._after_cue("avoid" if inner == "avoid" else "refine", place + size)
        if job not in ("search", "new"):
            place += self.places.size("article", place) if place + 1 < self.end else 0
        return job, place, job not in ("search", "new")

    def _stretch(self, begin: int) -> int:
        """Find where a stretch ends: at a separator, or where something else begins."""
        place = begin
        while place < self.end:
            kind = self.places.kind(place)
            if place > begin and (kind is Kind.BREAK or self._turns(place)):
                return place
            if kind is Kind.BREAK:
                return place
            place += 1
        return place

    def _turns(self, place: int) -> bool:
        """Tell whether something other than this text begins at `place`."""
        tokens = self.places.tokens
        if self.places.size("avoid_inside", place) and not self.places.size("instead_of", place):
            return place + self.places.size("avoid_inside", place) < self.end
        if tokens[place].kind is Kind.SIGN and tokens[place].key == "-":
            return True
        if tokens[place].key in ("no", "not") and place + 1 < self.end:
            return tokens[place - 1].key not in _NO_NEGATION_AFTER
        sized = self.places.size("but", place)
        if sized and tokens[place].key not in ("only", "just") and self._job(place)[2]:
            return True
        if tokens[place].kind is Kind.NUMBER and tokens[place].hash:
            return True
        polarity, start = self._polarity(place)
        return polarity is not None and self._hashed(start)

    def _hashed(self, place: int) -> bool:
        place += self.places.size("number", place)
        return self.places.kind(place) is Kind.NUMBER and self.places.tokens[place].hash

    def _instead(self, begin: int, end: int) -> int:
        """Read "a dog instead of a cat": what is wanted, and what is not."""
        for place in range(begin + 1, end):
            size = self.places.size("instead_of", place)
            if size and place + size < end:
                wanted = begin + self.places.size("article", begin)
                self._add(Words("refine", wanted, place, cued=True))
                unwanted = place + size
                unwanted += self.places.size("article", unwanted)
                self._add(Words("avoid", unwanted, self._trim(unwanted, end, cued=True), cued=True))
                return end
        return 0

    def _trim(self, begin: int, end: int, *, cued: bool) -> int:
        """Leave aside what ends a stretch politely ("please", "instead"; "ones" after a cue)."""
        for size in (2, 1):
            while end - size > begin and self.places.size("trailing_text", end - size) == size:
                if not cued and self.places.tokens[end - size].key not in _TRAILING_ANYWHERE:
                    break
                end -= size
        return end

    def _add(self, words: Words) -> None:
        """Join text to the text before it when only a comma stands between."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Words) and last.job == words.job and not words.cued:
            between = self.places.tokens[last.end : words.start]
            if all(token.kind is Kind.BREAK and token.key not in "?!" for token in between):
                self.items[-1] = replace(last, end=words.end)
                return
        if words.end > words.start:
            self.items.append(words)

    # Actions --------------------------------------------------------------------------------

    def _slice(self, start: int, end: int) -> str:
        tokens = self.places.tokens[start:end]
        if not tokens:
            return ""
        if len(tokens) == 1 and tokens[0].kind is Kind.QUOTE:
            return self.text[tokens[0].start + 1 : tokens[0].end - 1].strip()[:TEXT]
        text = self.text[tokens[0].start : tokens[-1].end].strip()[:TEXT].strip()
        return text.rstrip(")") if "(" not in text else text

    def _actions(self) -> list[Action]:
        actions: list[Action] = []
        judged = [item for item in self.items if isinstance(item, Judged)]
        refining, labelled = bool(judged), False
        for item in self.items:
            if isinstance(item, Words):
                action = self._text_action(item, refining=refining)
                refining = refining or isinstance(action, Query)
                fresh = item.job == "new" and not judged
                actions.extend([Reset(what="labels")] if action and fresh else [])
                actions.extend([action] if action else [])
            elif not labelled:
                actions.extend(labels(judged, self.places.screen))
                labelled = True
        return actions

    def _text_action(self, words: Words, *, refining: bool) -> Action | None:
        text = self._slice(words.start, words.end)
        if not any(letter.isalnum() for letter in text) and not words.cued and refining:
            return None
        if not text:
            return None
        if words.job == "avoid":
            return Avoid(text=text)
        if words.job in ("search", "new"):
            return Query(mode="refine" if refining else "new", text=text)
        return Query(mode=words.job, text=text)


def _followed(polarity: Polarity, picked: tuple[Picked, ...]) -> tuple[Judged, ...]:
    """Judge what stood before a polarity; in "3 and the rest not" it is the rest alone."""
    if len(picked) > 1 and picked[-1].others:
        return (Judged("liked", picked[:-1], said=False), Judged(polarity, picked[-1:]))
    return (Judged(polarity, picked),)


def labels(judged: Iterable[Judged], screen: Screen) -> tuple[Action, ...]:
    """Turn all judgements of a message into one label, and say what could not count.

    Numbers said one by one win over sets ("all of these, not 7"); a picture judged two ways
    at the same rank keeps the label it had, and the bot asks.
    """
    exact: dict[Reference, set[Polarity]] = {}
    swept: dict[Reference, set[Polarity]] = {}
    judged = tuple(judged)
    named = {number for one in judged for picked in one.picked for number in _said(picked)}
    for one in judged:
        for picked in one.picked:
            table = exact if picked.exact else swept
            numbers = _others(screen, named) if picked.others else picked.numbers
            for number in numbers:
                table.setdefault(number, set()).add(one.polarity)
            for number in picked.left_out:
                exact.setdefault(number, set()).add(_opposite(one.polarity))
    final = swept | exact
    torn = tuple(number for number, found in final.items() if len(found) > 1)
    sides: dict[str, tuple[Reference, ...]] = {
        side: tuple(number for number, found in final.items() if found == {side})
        for side in ("liked", "disliked", "unsure")
    }
    actions: tuple[Action, ...] = (Label(**sides),) if any(sides.values()) else ()
    if torn:
        actions += (Ask(reason="contradictory", numbers=torn),)
    return actions + _unresolved(judged)


def _said(picked: Picked) -> tuple[Reference, ...]:
    return (*picked.numbers, *picked.left_out)


def _others(screen: Screen, named: set[Reference]) -> tuple[Reference, ...]:
    if screen.question is not None:
        return tuple(number for number in screen.question if number not in named)
    labelled = {*screen.liked, *screen.disliked, *named}
    return tuple(number for number in screen.newest if number not in labelled)


def _opposite(polarity: Polarity) -> Polarity:
    return "disliked" if polarity == "liked" else "liked"


def _unresolved(judged: tuple[Judged, ...]) -> tuple[Action, ...]:
    found = troubles(tuple(picked for one in judged for picked in one.picked))
    return tuple(action for action in found if isinstance(action, Ask | Refuse))
