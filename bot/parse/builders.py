"""From the name of a command and its slots to actions: one builder for each name of the tables."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from bot.parse.actions import (
    Action,
    Alike,
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
    Redo,
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
from bot.parse.answering import agree, reply, swap
from bot.parse.places import Places
from bot.parse.slots import Slots, troubles

Actions: TypeAlias = tuple[Action, ...] | None
"""None says that the command does not fit after all."""

_PAGE_SIZES = {10, 12, 15, 16, 18, 20, 24, 25, 30, 36, 40, 48, 50, 60, 72, 80, 96, 100, 200, 500}
_MOST_MORE = 1000
"""Pictures that anyone asks for at once; "more 2021" is a year."""
Builder = Callable[[Slots, Places], Actions]


def _say(action: Action) -> Builder:
    return lambda _slots, _places: (action,)


def _named(kind: type[Hide | Unlabel | Compare]) -> Builder:
    def build(slots: Slots, _places: Places) -> Actions:
        named = (kind(numbers=slots.numbers),) if slots.numbers else ()
        return (*named, *troubles(slots.refs)) or None

    return build


def _each(kind: type[Alike | Why | Show | Similar]) -> Builder:
    def build(slots: Slots, places: Places) -> Actions:
        numbers = slots.numbers
        if not slots.refs:
            last = places.screen.last
            return (kind(number=last),) if last is not None else (Ask(reason="which"),)
        return (*(kind(number=number) for number in numbers[:3]), *troubles(slots.refs)) or None

    return build


def _similar(slots: Slots, places: Places) -> Actions:
    if not slots.refs and places.screen.brought:
        return (Label(liked=places.screen.brought),)
    if len(slots.numbers) > 1:  # each alone would take the place of the one before
        return (Label(liked=slots.numbers), *troubles(slots.refs))
    return _each(Similar)(slots, places)


def _undo_before(slots: Slots, _places: Places) -> Actions:
    if not slots.numbers:
        return troubles(slots.refs) or None
    return (Undo(before=slots.numbers[0]),)


def _identity(slots: Slots, _places: Places) -> Actions:
    """Refuse to say who somebody is; "est-ce que tu as ..." asks for no name."""
    asks = slots.text.lower().startswith(("que ", "qu'", "qu’", ","))
    return None if asks else (Refuse(reason="identity", text=slots.text),)


def _show_or_size(slots: Slots, places: Places) -> Actions:
    if slots.n <= places.screen.shown and slots.n not in _PAGE_SIZES:
        return (Show(number=slots.n),) if slots.n >= 1 else None
    return (Setting(name="page_size", value=slots.n),)


def _more(slots: Slots, _places: Places) -> Actions:
    return (Page(to="next", count=slots.n),) if 1 <= slots.n <= _MOST_MORE else None


def _page(slots: Slots, _places: Places) -> Actions:
    return (Page(to=slots.n),) if slots.n >= 1 else (Refuse(reason="malformed"),)


def _save(slots: Slots, _places: Places) -> Actions:
    return (Save(name=slots.text),)


def _load(slots: Slots, _places: Places) -> Actions:
    return (Load(name=slots.text),)


def _load_same(slots: Slots, places: Places) -> Actions:
    picture = slots.text.lstrip("# ")[:1].isdigit()  # "same as 3 but in winter"
    return None if picture else _load(slots, places)


def _load_known(slots: Slots, places: Places) -> Actions:
    known = {name.lower(): name for name in places.screen.saved}
    return (Load(name=known[slots.text.lower()]),) if slots.text.lower() in known else None


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


def _between(slots: Slots, _places: Places) -> Actions:
    return (
        Filter(field="date", op="since", value=slots.text),
        Filter(field="date", op="until", value=slots.until),
    )


def _setting(name: str, value: object) -> Builder:
    return _say(Setting.model_validate({"name": name, "value": value}))


BUILD: dict[str, Builder] = {
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
    "alike": _each(Alike),
    "similar": _similar,
    "show_or_size": _show_or_size,
    "swap": swap,
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
    "load_known": _load_known,
    "load_same": _load_same,
    "export_liked": partial(_export, "liked"),
    "export_liked_zip": lambda _slots, _places: (Export(what="liked", format="zip"),),
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
    "date_since": partial(_filter, "date", "since"),
    "date_until": partial(_filter, "date", "until"),
    "date_between": _between,
    "size_above": partial(_filter, "size", "above"),
    "size_below": partial(_filter, "size", "below"),
    "load_unnamed": _say(Load(name="")),
    "compare_two": _named(Compare),
    "path": partial(_filter, "path", "contains"),
    "format": partial(_filter, "format", "is"),
    "identity": _identity,
    "ask_which": _say(Ask(reason="which")),
    "ask_earlier": _say(Ask(reason="earlier")),
    "agree": agree,
    "yes": partial(reply, "yes"),
    "no": partial(reply, "no"),
    "skip": partial(reply, "skip"),
}
