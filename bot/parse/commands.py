"""Whole messages, or whole clauses, that are commands: templates in the tables are matched here.

A template is words with `[optional|parts]`, `(one|of these)` and `{slots}`; it must match from
the first word to the last. A slot that does not hold what it should makes it no match, so
"hide 3" is a command and "hide and seek" is not.
"""

import re
from dataclasses import dataclass
from functools import cache

from bot.parse.builders import BUILD, Actions
from bot.parse.places import DIGITS, Places
from bot.parse.slots import Slots
from bot.parse.tokens import Kind, fold, plain
from bot.parse.words import vocabulary

LONGEST = 160
"""Characters of a clause that may be a command."""

_SPAN = "(?:day|week|weekend|month|year|summer|winter|spring|autumn|fall|decade|night|christmas)s?"
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"(?:the )?(?:last|this|past|previous) (?:\d+ )?{_SPAN}|today|yesterday"
    rf"|(?:summer|winter|spring|autumn|fall|christmas)(?: of)? \d{{4}}|(?:19|20)\d\d"
    rf"|{_MONTH}(?: \d{{1,2}})?(?: ,)?(?: (?:19|20)\d\d)?|(?:19|20)\d0s",
)
_PATH = re.compile(r"[\w\-.]+(?: [\w\-.]+)*(?:/[\w\-.]+(?: [\w\-.]+)*)+/?")


@dataclass(frozen=True, slots=True)
class Command:
    """One compiled template: what it is called, its pattern and its slot."""

    name: str
    pattern: re.Pattern[str]
    slot: str


@cache
def commands() -> tuple[Command, ...]:
    """Compile every template of every language, in the order of the tables."""
    known = vocabulary()
    return tuple(
        _compile(name, template) for name, many in known.commands.items() for template in many
    )


def _compile(name: str, template: str) -> Command:
    slot = re.search(r"\{(\w+)\}", template)
    parts = re.findall(r"\{\w+\}|[\[\]()|]|[^\s\[\](){}|]+", fold(template))
    grammar = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}
    pattern = "".join(
        grammar.get(part)
        or ("(?P<slot>.+? )" if part[0] == "{" and len(part) > 1 else _literal(part))
        for part in parts
    )
    return Command(name, re.compile(pattern), slot.group(1) if slot else "")


def _literal(part: str) -> str:
    # Punctuation inside a template is a token of its own, as it is in a message.
    return "".join(re.escape(piece) + " " for piece in re.findall(r",|[^,]+", plain(part)))


@dataclass(slots=True)
class Reader:
    """Tells whether a stretch of one message's tokens is a command."""

    text: str
    places: Places

    def read(self, start: int, end: int) -> Actions:
        """Read tokens `start` to `end` as one command; None when they are none."""
        start, end = self._strip(start, end)
        if start >= end:
            return None
        tokens = self.places.tokens
        if tokens[end - 1].end - tokens[start].start > LONGEST:
            return None
        line, starts = self._line(start, end)
        for command in commands():
            found = command.pattern.fullmatch(line)
            if found is None:
                continue
            slots = self._slots(command, found, start, end, starts)
            if slots is None:
                continue
            actions = BUILD[command.name](slots, self.places)
            if actions is not None:
                return actions
        return None

    def _strip(self, start: int, end: int) -> tuple[int, int]:
        """Leave politeness and outer punctuation aside, unless nothing else is there."""
        tokens = self.places.tokens
        while end > start and tokens[end - 1].kind is Kind.BREAK and tokens[end - 1].key != "?":
            end -= 1
        while end - 1 > start and tokens[end - 1].key == "?":
            end -= 1
        line = self._line(start, end)[0]
        if any(not one.slot and one.pattern.fullmatch(line) for one in commands()):
            return start, end
        while (size := self.places.size("polite", start)) and start + size < end:
            start += size
        while start < end - 1 and tokens[start].kind is Kind.BREAK:
            start += 1
        return start, self._strip_end(start, end)

    def _strip_end(self, start: int, end: int) -> int:
        for size in (3, 2, 1):
            while end - size > start and self.places.size("polite", end - size) == size:
                end -= size
                while end - 1 > start and self.places.tokens[end - 1].kind is Kind.BREAK:
                    end -= 1
        return end

    def _line(self, start: int, end: int) -> tuple[str, list[int]]:
        keys, starts, length = [], [], 0
        for token in self.places.tokens[start:end]:
            key = f"#{token.key}" if token.hash and token.kind is Kind.NUMBER else token.key
            starts.append(length)
            keys.append(key + " ")
            length += len(key) + 1
        return "".join(keys), starts

    def _slots(
        self, command: Command, found: re.Match[str], start: int, end: int, starts: list[int]
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
        spoken = " ".join(token.key for token in tokens[first:last])
        if slot == "place" and tokens[first].kind is Kind.NUMBER and not tokens[first].hash:
            return None
        if slot in ("refs", "place"):
            picked, stop = self.places.list_at(first)
            return Slots(refs=picked, text=spoken) if picked and stop >= last else None
        if slot == "n":
            return self._number(first, last)
        if slot == "text":
            return Slots(text=said)
        if slot in ("date", "path"):
            shape = _DATE if slot == "date" else _PATH
            return Slots(text=said) if shape.fullmatch(spoken if slot == "date" else said) else None
        known = vocabulary().values[slot].get(spoken)
        return Slots(text=known) if known else None

    def _number(self, first: int, last: int) -> Slots | None:
        token = self.places.tokens[first]
        if last != first + 1 or token.hash:
            return None
        if token.kind is Kind.NUMBER and len(token.key) <= DIGITS:
            return Slots(n=int(token.key))
        value = self.places.words.numbers.get(token.key)
        return Slots(n=value) if value else None
