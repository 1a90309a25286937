"""Labels that depend on the screen: answers where a question is open, thumbs, and swaps."""

from bot.parse.actions import Action, Answer, Ask, Label, Reference, Thank, Unlabel
from bot.parse.places import Places
from bot.parse.screen import Screen
from bot.parse.slots import Slots, troubles
from bot.parse.tokens import Kind


def reply(answer: str, _slots: Slots, places: Places) -> tuple[Action, ...]:
    """Take a word for the answer to the open question, and a thumb for a judgement."""
    if places.screen.question is None:
        thumb = places.kind(0) is Kind.MARK
        return (_thumb(answer, places.screen),) if thumb else (Ask(reason="no_question"),)
    return (Answer.model_validate({"answers": (answer,)}),)


def _thumb(answer: str, screen: Screen) -> Action:
    """Judge what is on the screen by a sign alone: all of it when down, one picture when up."""
    if not screen.newest:
        return Ask(reason="no_gallery")
    if answer == "no":
        return Label(disliked=screen.newest)
    return Label(liked=screen.newest) if len(screen.newest) == 1 else Ask(reason="which")


def agree(slots: Slots, places: Places) -> tuple[Action, ...]:
    """Take "ok" for an answer to a question, and for politeness where none is open."""
    return (Thank(),) if places.screen.question is None else reply("yes", slots, places)


def swap(slots: Slots, places: Places) -> tuple[Action, ...]:
    """Give each of two pictures the label of the other, where the labels differ."""
    two = slots.numbers
    old = [_side(places, number) for number in two]
    if len(two) == 2 and old[0] == old[1] is not None:
        return (Ask(reason="same_label", numbers=two),)
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
