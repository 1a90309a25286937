"""What stands in a conversation: the situation that undo brings back, and all that was shown.

No arrays, no paths, no locks: picture ids, words and numbers only.
"""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from engine.conversation.learning import Learning
from engine.errors import ConversationError, Fault, Kind
from engine.types import PictureId, Value

CUT_STEPS = 8
"""So many steps stricter or looser at most."""


class Label(StrEnum):
    """What a person thinks of one picture."""

    LIKED = "liked"
    DISLIKED = "disliked"
    UNSURE = "unsure"


class Condition(Value):
    """Something that the catalogue must know of every picture shown.

    `value` is how the person said it, for echoes; a date is worked out when it is said: pictures
    taken at `since` or later and before `until`, or in the `month` (and on the `day`) of any year.
    """

    field: Literal["date", "aspect", "path", "format", "size"]
    op: Literal["is", "contains", "before", "after", "above", "below"]
    value: str = Field(max_length=200)
    since: str | None = Field(default=None, max_length=19)
    until: str | None = Field(default=None, max_length=19)
    month: int | None = None
    day: int | None = None


class Order(Value):
    """Another order within the matches than the best first."""

    by: Literal["date", "size", "name"]
    order: Literal["asc", "desc"]


class Situation(Value):
    """Everything that undo brings back.

    `labels` holds each picture once, latest judgement last. `passed` holds the newest pictures
    that stood before a liked one and were not judged; none of them carries a label. `gallery`
    holds the numbers of the newest gallery, in the order shown. `epoch` says which table of
    numbers is in force. `cut` says how many steps stricter (or looser, below 0) than believed the
    matches are, `conditions` what holds of all that is shown, and `order` how matches follow each
    other. `asked` holds the numbers that the bot's open question is about, and `compared` those
    that the person compared last. `learning` says how the search learns from its labels.
    """

    texts: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()
    labels: tuple[tuple[PictureId, Label], ...] = ()
    hidden: tuple[PictureId, ...] = ()
    passed: tuple[PictureId, ...] = ()
    gallery: tuple[int, ...] = ()
    page: int = 0
    epoch: int = 0
    cut: int = Field(default=0, ge=-CUT_STEPS, le=CUT_STEPS)
    conditions: tuple[Condition, ...] = ()
    order: Order | None = None
    asked: tuple[int, ...] = ()
    compared: tuple[int, ...] = ()
    learning: Learning = Learning()

    @property
    def searches(self) -> bool:
        """Whether there are words or likes to go by."""
        return bool(self.texts or self.labelled(Label.LIKED))

    @property
    def answerable(self) -> bool:
        """Whether there is anything to show by: a search, conditions alone, or an order alone."""
        return bool(self.searches or self.conditions or self.order)

    def labelled(self, label: Label) -> tuple[PictureId, ...]:
        """List the pictures that carry `label`, oldest judgement first."""
        return tuple(picture for picture, found in self.labels if found is label)

    def label_of(self, picture: PictureId) -> Label | None:
        """Tell what the person thinks of `picture`, if anything."""
        return dict(self.labels).get(picture)


class Conversation(Value):
    """A conversation: where it stands, what undo and redo would bring, and what was shown.

    `shown[epoch][number - 1]` is the picture that carries `number` since that restart.
    `library` names the library that the pictures belong to, and `language` the language that the
    person last wrote in: undo leaves it as it is, and `page_size`, which is None until one is
    asked for. `told_languages` tells that the person heard which languages the model reads.
    """

    library: str = ""
    language: str = Field(default="en", max_length=8)
    page_size: int | None = Field(default=None, ge=1, le=200)
    told_languages: bool = False
    now: Situation = Situation()
    past: tuple[Situation, ...] = ()
    future: tuple[Situation, ...] = ()
    shown: tuple[tuple[PictureId, ...], ...] = ((),)

    @property
    def numbered(self) -> tuple[PictureId, ...]:
        """The pictures that carry numbers now, number 1 first."""
        return self.shown[self.now.epoch]

    @property
    def whole(self) -> bool:
        """Whether the numbers that are mentioned are numbers that were given."""
        return all(
            0 <= each.epoch < len(self.shown)
            and all(
                1 <= number <= len(self.shown[each.epoch])
                for number in (*each.gallery, *each.asked, *each.compared)
            )
            for each in (self.now, *self.past, *self.future)
        )

    def picture(self, number: int) -> PictureId:
        """Find the picture that carries `number`.

        Raises
        ------
        ConversationError
            No picture carries it.
        """
        if not 1 <= number <= len(self.numbered):
            raise ConversationError(
                f"there is no picture #{number}: numbers go from 1 to {len(self.numbered)}",
                Fault(Kind.NUMBER_UNKNOWN, found=number, most=len(self.numbered)),
            )
        return self.numbered[number - 1]
