"""Whole messages, or whole clauses, that are commands: templates in the tables are matched here.

A slot that does not hold what it should makes it no match, so "hide 3" is a command and "hide and
seek" is not.
"""

import re
from dataclasses import dataclass

from bot.parse import dates
from bot.parse.actions import Filter
from bot.parse.builders import BUILD, Actions
from bot.parse.places import DIGITS, Places
from bot.parse.slots import Slots
from bot.parse.templates import Template, templates
from bot.parse.tokens import Kind

LONGEST = 160
"""Characters of a clause that may be a command."""

_PATH = re.compile(r"[\w\-. ]{1,100}(?:/[\w\-. ]{1,100}){1,20}/?")
_OF = ("d'", "d’", "dell'", "dell’")
"""How "of" stands before a vowel; alone "l'estate scorsa" is what is searched for."""
_FOLDERS = {"folder", "directory", "album", "ordner", "dossier", "carpeta", "cartella", "called"}


@dataclass(slots=True)
class Reader:
    """Tells whether a stretch of one message's tokens is a command."""

    text: str
    places: Places

    def read(self, start: int, end: int) -> Actions:
        """Read tokens `start` to `end` as one command; None when they are none."""
        start, end = self._trimmed(start, end)
        for low, high in dict.fromkeys(((start, end), self._strip(start, end))):
            found = self._match(low, high) if low < high else None
            if found is not None:
                return found
        return self._narrowed(*self._strip(start, end))

    def _narrowed(self, start: int, end: int) -> Actions:
        """Read "restrict it to the folder trips": what follows must be a condition, or an order."""
        size = self.places.size("narrowing", start)
        low = start + size
        some = low + self.places.size("ones", low)
        for first in dict.fromkeys((low, some)) if size else ():
            found = (self._match(first, end) or self._kind_alone(first, end)) if first < end else ()
            if found and all(one.action in ("filter", "sort") for one in found):
                return found
        return None

    def _kind_alone(self, start: int, end: int) -> Actions:
        """Read "upright" and "upright pictures" as the condition that it is after "only"."""
        while end - 1 > start and self.places.size("picture", end - 1):
            end -= 1
        fields: tuple[tuple[str, str], ...] = (("aspect", "aspect"), ("format", "filetype"))
        for field, slot in fields:
            if slots := self._fill(slot, start, end):
                return BUILD[field](slots, self.places)
        return None

    def _match(self, start: int, end: int) -> Actions:
        tokens = self.places.tokens
        if tokens[end - 1].end - tokens[start].start > LONGEST:
            return None
        line, starts = self._line(start, end)
        for command in self._candidates(start):
            found = command.pattern.fullmatch(line)
            slots = self._slots(command, found, start, end, starts) if found else None
            actions = BUILD[command.name](slots, self.places) if slots else None
            if actions is not None:
                return actions
        return None

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Leave outer punctuation aside, unless nothing else is there."""
        tokens = self.places.tokens
        while end > start and tokens[end - 1].kind is Kind.BREAK and tokens[end - 1].key != "?":
            end -= 1
        while end - 1 > start and tokens[end - 1].key == "?":
            end -= 1
        return start, end

    def dated(self, start: int, end: int) -> tuple[Filter, ...]:
        """Read tokens `start` to `end` as a filter by date; () when they are none."""
        if not any(one.name.startswith("date") for one in self._candidates(start)):
            return ()
        found = self.read(start, end) or ()
        filters = tuple(one for one in found if isinstance(one, Filter) and one.field == "date")
        return filters if len(filters) == len(found) else ()

    def _candidates(self, start: int) -> list[Template]:
        return templates(self.places.words.language).starting(self._key(start))

    def _key(self, place: int) -> str:
        token = self.places.tokens[place]
        return f"#{token.key}" if token.hash and token.kind is Kind.NUMBER else token.key

    def _strip(self, start: int, end: int) -> tuple[int, int]:
        """Leave politeness aside, unless nothing else is there."""
        while (size := self.places.size("polite", start)) and start + size < end:
            start += size
        while start < end - 1 and self.places.kind(start) is Kind.BREAK:
            start += 1
        return start, self._strip_end(start, end)

    def _strip_end(self, start: int, end: int) -> int:
        for size in (3, 2, 1):
            while end - size > start and self._is_polite(end - size, size):
                end -= size
                while end - 1 > start and self.places.tokens[end - 1].kind is Kind.BREAK:
                    end -= 1
        return end

    def _is_polite(self, place: int, size: int) -> bool:
        return any(self.places.size(role, place) == size for role in ("polite", "courtesy"))

    def _line(self, start: int, end: int) -> tuple[str, list[int]]:
        keys, starts, length = [], [], 0
        for key in map(self._key, range(start, end)):
            starts.append(length)
            keys.append(key + " ")
            length += len(key) + 1
        return "".join(keys), starts

    def _slots(
        self, command: Template, found: re.Match[str], start: int, end: int, starts: list[int]
    ) -> Slots | None:
        if not command.slot:
            return Slots()
        low, high = found.span("slot")
        inside = [index for index, at in enumerate(starts) if low <= at < high]
        if not inside:
            return None
        first, last = start + inside[0], start + inside[-1] + 1
        return self._fill(command.slot, first, min(last, end))

    def _fill(self, slot: str, first: int, last: int) -> Slots | None:
        tokens = self.places.tokens
        said = self.text[tokens[first].start : tokens[last - 1].end].strip("\"'“”«»„ ")
        keys = tuple(token.key for token in tokens[first:last])
        if slot == "place" and tokens[first].kind is Kind.NUMBER and not tokens[first].hash:
            return None
        if slot in ("refs", "place", "pair", "vs"):
            return self._named(slot, first, last, " ".join(keys))
        if slot == "n":
            return self._number(first, last)
        if slot == "nth":
            rank = self.places.rank(first)
            return Slots(n=rank[0]) if rank and rank[1] == last and rank[0] > 0 else None
        if slot == "text":
            return Slots(text=said)
        if slot == "path":
            return Slots(text=said) if _PATH.fullmatch(said) or self._in_folder(first) else None
        return self._value(slot, keys, said)

    def _value(self, slot: str, keys: tuple[str, ...], said: str) -> Slots | None:
        names = self.places.words.values.get("date", {})
        if slot == "dates":
            ends = dates.dates(keys, names)
            return Slots(text=ends[0], until=ends[1]) if ends else None
        if slot == "of_date" and not said.lower().startswith(_OF):
            return None
        if slot in ("date", "of_date"):
            known = dates.date(keys, names)
        elif slot == "size":
            known = dates.size(said)
        else:
            known = self.places.words.values[slot].get(keys)
        return Slots(text=known) if known else None

    def _in_folder(self, first: int) -> bool:
        """Tell whether "folder" stands before: then any name is one."""
        before = self.places.tokens[first - 1].key if first else ""
        return before in _FOLDERS

    def _named(self, slot: str, first: int, last: int, spoken: str) -> Slots | None:
        """Read references that must reach to the end of the slot, whatever follows it."""
        inner = Places(self.places.tokens[:last], self.places.screen, self.places.words)
        picked, stop = inner.list_at(first)
        if joint := {"pair": "versus", "vs": "beside"}.get(slot):
            if inner.kind(first) is Kind.NUMBER and inner.size(joint, first + 1):
                alone = inner.one_at(first, alone=True)  # "compare 2 to 5" is no range
                picked, stop = ((alone[0],), alone[1]) if alone else (picked, stop)
            size = inner.size(joint, stop)
            more, stop = inner.list_at(stop + size) if size else ((), stop)
            picked = (*picked, *more) if picked and more else ()
        return Slots(refs=picked, text=spoken) if picked and stop >= last else None

    def _number(self, first: int, last: int) -> Slots | None:
        token = self.places.tokens[first]
        if last != first + 1 or token.hash:
            return None
        if token.kind is Kind.NUMBER and len(token.key) <= DIGITS:
            return Slots(n=int(token.key))
        value = self.places.words.numbers.get(token.key)
        return Slots(n=value) if value else None
