"""What the slots of a matched command held, and the words for what could not be resolved."""

from dataclasses import dataclass

from bot.parse.actions import (
    Action,
    Ask,
    Reason,
    Reference,
    References,
    Refuse,
)
from bot.parse.places import Picked


@dataclass(frozen=True, slots=True)
class Slots:
    """What the slots of a matched template held."""

    refs: tuple[Picked, ...] = ()
    text: str = ""
    until: str = ""
    n: int = 1

    @property
    def numbers(self) -> References:
        """The pictures named, each once."""
        return tuple(dict.fromkeys(number for one in self.refs for number in one.numbers))


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
