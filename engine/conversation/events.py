"""All that can happen in a conversation, as a closed union of frozen events."""

from typing import Literal, TypeAlias

from engine.conversation.learning import Learning
from engine.conversation.situation import Condition, Label, Order, Situation
from engine.types import PictureId, Value


class Ask(Value):
    """A new search: its text replaces the old ones, and labels start afresh."""

    text: str


class Refine(Value):
    """Words added to the search."""

    text: str


class Replace(Value):
    """Words that take the place of the search's words; labels stay."""

    text: str


class Reword(Value):
    """All words of the search at once, and all to avoid; empty ones clear them."""

    texts: tuple[str, ...]
    avoided: tuple[str, ...]


class Avoid(Value):
    """Something that the person does not want to see, in words."""

    text: str


class Judge(Value):
    """A label put on pictures."""

    label: Label
    pictures: tuple[PictureId, ...]


class Unlabel(Value):
    """Labels taken away from pictures."""

    pictures: tuple[PictureId, ...]


class Hide(Value):
    """Pictures that are not shown again; not a judgement."""

    pictures: tuple[PictureId, ...]


class Reveal(Value):
    """Hidden pictures may be shown again."""


class Reset(Value):
    """Labels (or those of one kind) cleared."""

    what: Literal["labels", "liked", "disliked"]


class Cut(Value):
    """The matches cut so many steps more strictly, or less below 0."""

    steps: int


class Narrow(Value):
    """A condition on all that is shown; it takes the place of those that it contradicts."""

    condition: Condition


class Widen(Value):
    """All conditions taken away."""


class Arrange(Value):
    """The order of the matches; None is the best first."""

    order: Order | None


class Relearn(Value):
    """Another way to learn from the labels."""

    learning: Learning


Change: TypeAlias = (
    Ask
    | Refine
    | Replace
    | Reword
    | Avoid
    | Judge
    | Unlabel
    | Hide
    | Reset
    | Reveal
    | Cut
    | Narrow
    | Widen
    | Arrange
    | Relearn
)


class Turn(Value):
    """All the changes of one message: one step for undo."""

    changes: tuple[Change, ...]


class Show(Value):
    """A gallery put on the screen: page `page` (from 0) of the answer, in this order.

    `asked` are those of its pictures that the bot asks about.
    """

    pictures: tuple[PictureId, ...]
    page: int = 0
    asked: tuple[PictureId, ...] = ()


class Compare(Value):
    """Pictures seen side by side, by their numbers; no step for undo."""

    numbers: tuple[int, ...]


class Number(Value):
    """Pictures that are given numbers without being put on the screen; no step for undo."""

    pictures: tuple[PictureId, ...]


class Load(Value):
    """A kept search brought back with the pictures that carry its numbers; undo takes it away."""

    situation: Situation
    numbered: tuple[PictureId, ...]


class Undo(Value):
    """Back by so many turns, or as far as there are."""

    turns: int = 1


class Redo(Value):
    """Forward again by so many turns, or as far as there are."""

    turns: int = 1


class Restart(Value):
    """Start over: as a new conversation, numbers from 1, yet undo brings back the old one."""


Event: TypeAlias = Turn | Show | Compare | Number | Load | Undo | Redo | Restart
