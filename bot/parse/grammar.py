"""The sentence around the references: who is liked, who is not, and which words are the search.

The tokens are read once, left to right, as items. An item is either a judgement (a polarity and
the pictures it governs) or a stretch of text with the job it does (search, refine, avoid ...).
Every step moves on, so a message costs time in proportion to its length.
"""

from dataclasses import dataclass, field, replace

from bot.parse.actions import Action, Ask
from bot.parse.jobs import Item, Jobs, Words
from bot.parse.judging import BRACKETS, Judging
from bot.parse.places import Places
from bot.parse.sweeping import Judged
from bot.parse.tokens import Kind
from bot.parse.wording import Wording

_NO_NEGATION_AFTER = {"do", "does", "did", "why", "or", "is", "are", "if", "whether", "with"}
_LONG_CUE = 2


@dataclass(slots=True)
class Sentence:
    """Reads judgements and text out of one message."""

    text: str
    places: Places
    end: int
    items: list[Item] = field(default_factory=list)
    asked: list[Action] = field(default_factory=list)
    judging: Judging = field(init=False)
    jobs: Jobs = field(init=False)
    wording: Wording = field(init=False)

    def __post_init__(self) -> None:
        self.judging = Judging(self.places, self.end)
        self.jobs = Jobs(self.places, self.end)
        self.wording = Wording(self.text, self.places)

    def read(self) -> tuple[Action, ...]:
        """Read all tokens up to `end`; give the actions in the order of the message."""
        place = self._past_filler()
        while place < self.end:
            place = self._step(place)
        if any(isinstance(item, Judged) for item in self.items):
            self.items = [item for item in self.items if not self._is_talk(item)]
        return (*self.wording.actions(self.items), *self.asked)

    def _is_talk(self, item: Item) -> bool:
        """Tell "there we go" in "there we go, 3": it neither judges nor is searched for."""
        if not isinstance(item, Words) or item.cued:
            return False
        return self.places.says_nothing(item.start, item.end)

    def _past_filler(self) -> int:
        """Pass "ok so" and "um", where what comes next begins something by itself."""
        place = 0
        if self._begins_judgement(0):
            return 0
        while size := self.places.size("hesitation", place):
            place += size
        ahead = place
        while ahead < self.end:
            size = max(self.places.size("filler", ahead), self.places.size("polite", ahead))
            if not size and self.places.kind(ahead) is Kind.BREAK and ahead > place:
                size = 1
            if size < max(1, self.places.size("avoid", ahead)):
                break  # "no quiero ..." avoids
            ahead += size
            if ahead < self.end and (self._begins_judgement(ahead) or self._cued(ahead)):
                place = ahead
        return place if place < self.end else 0

    def _cued(self, place: int) -> bool:
        known = ("search", "new", "replace", "avoid", "drop")
        said = any(self.places.size(role, place) for role in known)
        return said or self.jobs.sorted_out(place)[1] > 0

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
        bracket = kind is Kind.MARK and self.places.tokens[place].key in BRACKETS
        if bracket and (self.items or self._begins_judgement(place + 1)):
            return place + 1
        polite = self.places.size("courtesy", place)
        if polite and self.items and self._ends(place + polite):
            return place + polite  # "more like 3, please"
        for role in ("but", "and"):
            size = self.places.size(role, place)
            if size and not self._refines(place) and self._begins_judgement(place + size):
                return place + size
        return place

    def _dash_avoids(self, place: int) -> bool:
        return self.places.kind(place + 1) is Kind.WORD and self.places.tokens[place].key == "-"

    def _refines(self, place: int) -> bool:
        return bool(self.places.size("refine", place)) and not self._begins_judgement(
            place + self.places.size("refine", place)
        )

    def _begins_judgement(self, place: int) -> bool:
        return place < self.end and self.judging.at(place) is not None

    # Judgements -----------------------------------------------------------------------------

    def _which(self, place: int) -> int:
        """Ask about "like the red one": which of the pictures is meant is not ours to guess."""
        start = place + self.places.size("like", place)
        article = self.places.size("article", start)
        if not article or self.places.tokens[start].key != "the":
            return 0
        for end in range(start + 2, min(start + 5, self.end)):
            if self.places.tokens[end].key in ("one", "picture", "photo", "image"):
                alone = self._closes(end + 1) and self.places.one_at(start) is None
                if alone:
                    text = self.wording.slice(start + 1, end)
                    self.asked.append(Ask(reason="which", text=text))
                return end + 1 if alone else 0
        return 0

    def _ends(self, place: int) -> bool:
        return place >= self.end or self.places.kind(place) is Kind.BREAK

    def _closes(self, place: int) -> bool:
        return self._ends(place) or bool(
            self.places.size("but", place) and self.jobs.at(place, self.items)[2]
        )

    def _judgement(self, place: int) -> int:
        found = self.judging.at(place)
        like = self.places.size("like", place)
        if found is None or self.places.size("refine", place) > like > 0:
            return 0  # "i want them at night" judges nothing
        judged, end = found
        self.items.extend(judged)
        return end

    # Text -----------------------------------------------------------------------------------

    def _words(self, start: int) -> int:
        """Read one stretch of text; always moves on."""
        if after := self._instead_first(start):
            return after
        job, begin, cued = self.jobs.at(start, self.items)
        end = self._stretch(begin)
        if job != "avoid" and (split := self._instead(begin, end)):
            return split
        stop = self.wording.trimmed(begin, end, cued=cued)
        if self.places.size("removing", start) and self.places.size("particle", stop - 1):
            stop = max(stop - 1, begin + 1)  # "nimm alle mit Zaun raus"
        if any(self.places.size("instead", place) for place in range(stop, end)):
            job, cued = "replace", True
        self._add(Words(job, begin, stop, cued))
        return max(end, start + 1)

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
        if (
            sized
            and tokens[place].key not in ("only", "just")
            and self.jobs.at(place, self.items)[2]
        ):
            return True
        if tokens[place].kind is Kind.NUMBER and tokens[place].hash:
            return True
        polarity, start = self.judging.polarities.before(place)
        if polarity is None or self.judging.hashed(start):
            return polarity is not None
        return start - place >= _LONG_CUE and self.judging.at(place) is not None

    def _instead(self, begin: int, end: int) -> int:
        """Read "a dog instead of a cat": what is wanted, and what is not."""
        for place in range(begin + 1, end):
            size = self.places.size("instead_of", place)
            if size and place + size < end:
                wanted = begin + self.places.size("article", begin)
                self._add(Words("refine", wanted, place, cued=True))
                unwanted = place + size
                unwanted += self.places.size("article", unwanted)
                self._add(
                    Words(
                        "avoid", unwanted, self.wording.trimmed(unwanted, end, cued=True), cued=True
                    )
                )
                return end
        return 0

    def _instead_first(self, start: int) -> int:
        """Read "instead of blue make it orange": what is not wanted stands before what is."""
        begin = start + self.places.size("instead_of", start)
        for place in range(begin + 1, self.end - 1 if begin > start else 0):
            comma = self.places.kind(place) is Kind.BREAK
            size = self.places.size("refine", place + comma)
            if comma or size:
                ahead = place + comma + size
                begin += self.places.size("article", begin)
                self._add(Words("avoid", begin, place, cued=True))
                ahead += self.places.size("article", ahead)
                self._add(
                    Words(
                        "refine", ahead, self.wording.trimmed(ahead, self.end, cued=True), cued=True
                    )
                )
                return self.end
        return 0

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
