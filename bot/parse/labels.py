"""From all judgements of one message to one label, and what could not count."""

from collections.abc import Iterable

from bot.parse.actions import Action, Ask, Label, Reference, Refuse
from bot.parse.places import Picked
from bot.parse.polarity import Polarity
from bot.parse.screen import Screen
from bot.parse.slots import troubles
from bot.parse.sweeping import Judged


def labels(judged: Iterable[Judged], screen: Screen) -> tuple[Action, ...]:
    """Turn all judgements of a message into one label, and say what could not count.

    Numbers said one by one win over sets ("all of these, not 7"); a picture judged two ways
    at the same rank keeps the label it had, and the bot asks.
    """
    exact: dict[Reference, set[Polarity]] = {}
    swept: dict[Reference, set[Polarity]] = {}
    judged = tuple(dict.fromkeys(judged))
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
