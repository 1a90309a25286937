"""Whole messages, or whole clauses, that are commands: templates in the tables, actions here.

A template is words with `[optional|parts]`, `(one|of these)` and `{slots}`; it must match from
the first word to the last. A slot that does not hold what it should makes it no match, so
"hide 3" is a command and "hide and seek" is not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from bot.parse.actions import (
    Action,
    Answer,
    Ask,
    Compare,
    Count,
    Explore,
    Export,
    Filter,
    Greet,
    Help,
    Hide,
    Label,
    Load,
    Page,
    Reason,
    Redo,
    Reference,
    References,
    Refuse,
    Reset,
    Save,
    Setting,
    Share,
    Show,
    Similar,
    Sort,
    Status,
    Thank,
    Undo,
    Unfilter,
    Unlabel,
    Why,
)
from bot.parse.places import DIGITS, Picked, Places
from bot.parse.tokens import Kind, fold, plain
from bot.parse.words import vocabulary

LONGEST = 160
"""Characters of a clause that may be a command."""

_PAGE_SIZES = {10, 12, 15, 16, 18, 20, 24, 25, 30, 36, 40, 48, 50, 60, 72, 80, 96, 100, 200, 500}
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
class Slots:
    """What the slots of a matched template held."""

    refs: tuple[Picked, ...] = ()
    text: str = ""
    n: int = 1

    @property
    def numbers(self) -> References:
        """The pictures named, each once."""
        return tuple(dict.fromkeys(number for one in self.refs for number in one.numbers))


@dataclass(frozen=True, slots=True)
class Command:
    """One compiled template: what it is called, its pattern and its slot."""

    name: str
    pattern: re.Pattern[str]
    slot: str


Actions = tuple[Action, ...] | None


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
            actions = _BUILD[command.name](slots, self.places)
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


def troubles(picked: tuple[Picked, ...]) -> tuple[Action, ...]:
    """Say what could not be resolved, each reason once."""
    found: dict[Reason, list[Reference]] = {}
    for one in picked:
        for reason, numbers in one.trouble:
            found.setdefault(reason, []).extend(numbers)
    return tuple(
        _trouble(reason, tuple(dict.fromkeys(numbers))) for reason, numbers in found.items()
    )


def _trouble(reason: Reason, numbers: References) -> Action:
    if reason == "out_of_range":
        return Refuse(reason=reason, numbers=numbers)
    return Ask(reason=reason, numbers=numbers)


Builder = Callable[[Slots, Places], Actions]


def _say(action: Action) -> Builder:
    return lambda _slots, _places: (action,)


def _named(kind: type[Hide | Unlabel | Compare]) -> Builder:
    def build(slots: Slots, _places: Places) -> Actions:
        named = (kind(numbers=slots.numbers),) if slots.numbers else ()
        return (*named, *troubles(slots.refs))

    return build


def _each(kind: type[Why | Show | Similar]) -> Builder:
    def build(slots: Slots, places: Places) -> Actions:
        numbers = slots.numbers
        if not slots.refs:
            last = places.screen.last
            return (kind(number=last),) if last is not None else (Ask(reason="which"),)
        return (*(kind(number=number) for number in numbers[:3]), *troubles(slots.refs))

    return build


def _undo_before(slots: Slots, _places: Places) -> Actions:
    if not slots.numbers:
        return troubles(slots.refs)
    return (Undo(before=slots.numbers[0]),)


def _show_or_size(slots: Slots, places: Places) -> Actions:
    if slots.n <= places.screen.shown and slots.n not in _PAGE_SIZES:
        return (Show(number=slots.n),) if slots.n >= 1 else None
    return (Setting(name="page_size", value=slots.n),)


def _more(slots: Slots, _places: Places) -> Actions:
    return (Page(to="next", count=slots.n),) if slots.n >= 1 else None


def _page(slots: Slots, _places: Places) -> Actions:
    return (Page(to=slots.n),) if slots.n >= 1 else (Refuse(reason="malformed"),)


def _swap(slots: Slots, places: Places) -> Actions:
    two = slots.numbers
    old = [_side(places, number) for number in two]
    if len(two) != 2 or old[0] == old[1]:
        return (*troubles(slots.refs), Ask(reason="no_label", numbers=two))
    sides = dict(zip(two, reversed(old), strict=True))
    label = Label(
        liked=tuple(number for number in two if sides[number] == "liked"),
        disliked=tuple(number for number in two if sides[number] == "disliked"),
    )
    bare = tuple(number for number in two if sides[number] is None)
    return (label, Unlabel(numbers=bare)) if bare else (label,)


def _side(places: Places, number: Reference) -> str | None:
    if number in places.screen.liked:
        return "liked"
    return "disliked" if number in places.screen.disliked else None


def _save(slots: Slots, _places: Places) -> Actions:
    return (Save(name=slots.text),)


def _load(slots: Slots, _places: Places) -> Actions:
    return (Load(name=slots.text),)


def _export(what: str, slots: Slots, _places: Places) -> Actions:
    return (Export.model_validate({"what": what, "format": slots.text or None}),)


def _export_numbers(kind: str | None, slots: Slots, _places: Places) -> Actions:
    chosen = Export.model_validate({"what": "numbers", "numbers": slots.numbers, "format": kind})
    named = (chosen,) if slots.numbers else ()
    return (*named, *troubles(slots.refs))


def _filter(field: str, op: str, slots: Slots, places: Places) -> Actions:
    # A number that is shown means that picture: "from 3" is no date.
    if slots.text.isdigit() and int(slots.text) <= places.screen.shown:
        return None
    return (Filter.model_validate({"field": field, "op": op, "value": slots.text}),)


def _reply(answer: str, _slots: Slots, places: Places) -> Actions:
    if places.screen.question is None:
        return (Ask(reason="no_question"),)
    return (Answer.model_validate({"answers": (answer,)}),)


def _setting(name: str, value: object) -> Builder:
    return _say(Setting.model_validate({"name": name, "value": value}))


_BUILD: dict[str, Builder] = {
    "undo": _say(Undo()),
    "undo_many": lambda slots, _: (Undo(turns=max(slots.n, 1)),),
    "undo_twice": _say(Undo(turns=2)),
    "undo_before": _undo_before,
    "redo": _say(Redo()),
    "redo_many": lambda slots, _: (Redo(turns=max(slots.n, 1)),),
    "reset_all": _say(Reset(what="all")),
    "reset_labels": _say(Reset(what="labels")),
    "reset_liked": _say(Reset(what="liked")),
    "reset_disliked": _say(Reset(what="disliked")),
    "unlabel": _named(Unlabel),
    "hide": _named(Hide),
    "compare": _named(Compare),
    "why": _each(Why),
    "show": _each(Show),
    "similar": _each(Similar),
    "show_or_size": _show_or_size,
    "swap": _swap,
    "page_next": _say(Page(to="next")),
    "page_next_many": _more,
    "page_previous": _say(Page(to="previous")),
    "page_number": _page,
    "page_first": _say(Page(to=1)),
    "count": _say(Count()),
    "status": _say(Status()),
    "share": _say(Share()),
    "help": _say(Help()),
    "greet": _say(Greet()),
    "thank": _say(Thank()),
    "random": _say(Explore(how="random")),
    "away": _say(Explore(how="away")),
    "diverse": _say(Explore(how="diverse")),
    "uncertain": _say(Explore(how="uncertain")),
    "save": _save,
    "save_unnamed": _say(Save(name="")),
    "load": _load,
    "export_liked": partial(_export, "liked"),
    "export_results": partial(_export, "results"),
    "export_shown": partial(_export, "shown"),
    "export_numbers": partial(_export_numbers, None),
    "export_numbers_csv": partial(_export_numbers, "csv"),
    "export_numbers_json": partial(_export_numbers, "json"),
    "export_numbers_zip": partial(_export_numbers, "zip"),
    "stricter": _setting("cut", "stricter"),
    "looser": _setting("cut", "looser"),
    "larger": _setting("tile_size", "larger"),
    "smaller": _setting("tile_size", "smaller"),
    "page_size": lambda slots, _: (Setting(name="page_size", value=slots.n),),
    "hide_seen": _setting("hide_seen", True),
    "show_seen": _setting("hide_seen", False),
    "newest": _say(Sort(by="date", order="desc")),
    "oldest": _say(Sort(by="date", order="asc")),
    "biggest": _say(Sort(by="size", order="desc")),
    "smallest": _say(Sort(by="size", order="asc")),
    "by_name": _say(Sort(by="name", order="asc")),
    "best_first": _say(Sort(by="match", order="desc")),
    "unfilter": _say(Unfilter()),
    "aspect": partial(_filter, "aspect", "is"),
    "date": partial(_filter, "date", "is"),
    "date_before": partial(_filter, "date", "before"),
    "date_after": partial(_filter, "date", "after"),
    "path": partial(_filter, "path", "contains"),
    "format": partial(_filter, "format", "is"),
    "identity": lambda slots, _: (Refuse(reason="identity", text=slots.text),),
    "ask_which": _say(Ask(reason="which")),
    "ask_earlier": _say(Ask(reason="earlier")),
    "yes": partial(_reply, "yes"),
    "no": partial(_reply, "no"),
    "skip": partial(_reply, "skip"),
}
