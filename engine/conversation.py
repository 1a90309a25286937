"""What a person has said so far, as a value: `step(conversation, event)` returns the next one.

No row is ever both liked and disliked; numbers are given once and never reused until a restart;
undo is the previous value, so it brings back labels, texts and gallery together. The value holds
picture ids, words and numbers only: no arrays, no paths, no locks.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, TypeAlias, assert_never

from engine.errors import ConversationError
from engine.types import PictureId, Value

PASSED_KEPT = 120
"""So many pictures that were passed over are remembered: every step of undo holds them."""


class Label(StrEnum):
    """What a person thinks of one picture."""

    LIKED = "liked"
    DISLIKED = "disliked"
    UNSURE = "unsure"


class Situation(Value):
    """Everything that undo brings back.

    `labels` holds each picture once, latest judgement last. `passed` holds the newest pictures
    that stood before a liked one and were not judged; none of them carries a label. `gallery`
    holds the numbers of the newest gallery, in the order shown. `epoch` says which table of
    numbers is in force.
    """

    texts: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()
    labels: tuple[tuple[PictureId, Label], ...] = ()
    hidden: tuple[PictureId, ...] = ()
    passed: tuple[PictureId, ...] = ()
    gallery: tuple[int, ...] = ()
    page: int = 0
    epoch: int = 0

    def labelled(self, label: Label) -> tuple[PictureId, ...]:
        """List the pictures that carry `label`, oldest judgement first."""
        return tuple(picture for picture, found in self.labels if found is label)

    def label_of(self, picture: PictureId) -> Label | None:
        """Tell what the person thinks of `picture`, if anything."""
        return dict(self.labels).get(picture)


class Conversation(Value):
    """A conversation: where it stands, what undo and redo would bring, and what was shown.

    `shown[epoch][number - 1]` is the picture that carries `number` since that restart.
    `library` names the library that the pictures belong to.
    """

    library: str = ""
    now: Situation = Situation()
    past: tuple[Situation, ...] = ()
    future: tuple[Situation, ...] = ()
    shown: tuple[tuple[PictureId, ...], ...] = ((),)

    @property
    def numbered(self) -> tuple[PictureId, ...]:
        """The pictures that carry numbers now, number 1 first."""
        return self.shown[self.now.epoch]

    def picture(self, number: int) -> PictureId:
        """Find the picture that carries `number`.

        Raises
        ------
        ConversationError
            No picture carries it.
        """
        if not 1 <= number <= len(self.numbered):
            raise ConversationError(
                f"there is no picture #{number}: numbers go from 1 to {len(self.numbered)}"
            )
        return self.numbered[number - 1]


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


class Reset(Value):
    """Labels (or those of one kind) cleared."""

    what: Literal["labels", "liked", "disliked"]


Change: TypeAlias = Ask | Refine | Replace | Reword | Avoid | Judge | Unlabel | Hide | Reset


class Turn(Value):
    """All the changes of one message: one step for undo."""

    changes: tuple[Change, ...]


class Show(Value):
    """A gallery put on the screen: page `page` (from 0) of the answer, in this order."""

    pictures: tuple[PictureId, ...]
    page: int = 0


class Undo(Value):
    """Back by so many turns, or as far as there are."""

    turns: int = 1


class Redo(Value):
    """Forward again by so many turns, or as far as there are."""

    turns: int = 1


class Restart(Value):
    """Start over: as a new conversation, numbers from 1, yet undo brings back the old one."""


Event: TypeAlias = Turn | Show | Undo | Redo | Restart


def step(conversation: Conversation, event: Event) -> Conversation:
    """Give the conversation that follows `event`.

    Raises
    ------
    ConversationError
        There is nothing to undo or redo.
    """
    match event:
        case Turn(changes=changes):
            changed = _change_all(conversation.now, changes)
            return _enter(conversation, _pass_over(conversation, changed, changes))
        case Show(pictures=pictures, page=page):
            return _show(conversation, pictures, page)
        case Undo(turns=turns):
            return _undo(conversation, turns)
        case Redo(turns=turns):
            return _redo(conversation, turns)
        case Restart():
            fresh = Situation(epoch=len(conversation.shown))
            entered = _enter(conversation, fresh)
            return entered.model_copy(update={"shown": (*conversation.shown, ())})
        case _:
            assert_never(event)


def _enter(conversation: Conversation, situation: Situation) -> Conversation:
    past = (*conversation.past, conversation.now)
    return conversation.model_copy(update={"now": situation, "past": past, "future": ()})


def _change_all(situation: Situation, changes: Iterable[Change]) -> Situation:
    for change in changes:
        situation = _change(situation, change)
    return situation.model_copy(update={"page": 0})


def _change(now: Situation, change: Change) -> Situation:
    match change:
        case Ask(text=text):
            return Situation(texts=(text,), gallery=now.gallery, epoch=now.epoch)
        case Refine(text=text):
            return now.model_copy(update={"texts": (*now.texts, text)})
        case Replace(text=text):
            return now.model_copy(update={"texts": (text,)})
        case Reword(texts=texts, avoided=avoided):
            return now.model_copy(update={"texts": texts, "avoided": avoided})
        case Avoid(text=text):
            return now.model_copy(update={"avoided": (*now.avoided, text)})
        case Judge(label=label, pictures=pictures):
            return _relabel(now, pictures, label)
        case Unlabel(pictures=pictures):
            return _relabel(now, pictures, None)
        case Hide(pictures=pictures):
            return now.model_copy(update={"hidden": _merge(now.hidden, pictures)})
        case Reset(what=what):
            kept = tuple(pair for pair in now.labels if what not in ("labels", pair[1].value))
            passed = () if what == "labels" else now.passed
            return now.model_copy(update={"labels": kept, "passed": passed})
        case _:
            assert_never(change)


def _relabel(now: Situation, pictures: tuple[PictureId, ...], label: Label | None) -> Situation:
    named = set(pictures)
    kept = tuple(pair for pair in now.labels if pair[0] not in named)
    added = () if label is None else tuple((picture, label) for picture in dict.fromkeys(pictures))
    return now.model_copy(update={"labels": kept + added})


def _pass_over(
    conversation: Conversation, now: Situation, changes: tuple[Change, ...]
) -> Situation:
    """Remember what stood before a picture of the newest gallery that was liked just now.

    People look at a page from the top: what they skipped on the way to a picture that they like
    was seen and not wanted; what stands behind it may not have been looked at (Joachims, KDD 2002,
    for clicks).
    """
    page = tuple(conversation.picture(number) for number in conversation.now.gallery)
    liked = {
        picture
        for change in changes
        if isinstance(change, Judge) and change.label is Label.LIKED
        for picture in change.pictures
    }
    fresh = any(isinstance(change, Ask | Reset) for change in changes)
    last = max((place for place, picture in enumerate(page) if picture in liked), default=0)
    seen = () if fresh else page[:last]
    judged = {picture for picture, _ in now.labels} | set(now.hidden)
    passed = tuple(one for one in _merge(now.passed, seen) if one not in judged)
    return now.model_copy(update={"passed": passed[-PASSED_KEPT:]})


def _merge(old: tuple[PictureId, ...], new: tuple[PictureId, ...]) -> tuple[PictureId, ...]:
    return tuple(dict.fromkeys(old + new))


def _show(conversation: Conversation, pictures: tuple[PictureId, ...], page: int) -> Conversation:
    epoch = conversation.now.epoch
    table = _merge(conversation.shown[epoch], pictures)
    number = {picture: place for place, picture in enumerate(table, start=1)}
    gallery = tuple(number[picture] for picture in pictures)
    now = conversation.now.model_copy(update={"gallery": gallery, "page": page})
    shown = (*conversation.shown[:epoch], table, *conversation.shown[epoch + 1 :])
    return conversation.model_copy(update={"now": now, "shown": shown})


def _undo(conversation: Conversation, turns: int) -> Conversation:
    if not conversation.past:
        raise ConversationError("there is nothing to undo: this is where the conversation began")
    for _ in range(min(turns, len(conversation.past))):
        conversation = conversation.model_copy(
            update={
                "now": conversation.past[-1],
                "past": conversation.past[:-1],
                "future": (conversation.now, *conversation.future),
            }
        )
    return conversation


def _redo(conversation: Conversation, turns: int) -> Conversation:
    if not conversation.future:
        raise ConversationError("there is nothing to redo: no turn was undone")
    for _ in range(min(turns, len(conversation.future))):
        conversation = conversation.model_copy(
            update={
                "now": conversation.future[0],
                "past": (*conversation.past, conversation.now),
                "future": conversation.future[1:],
            }
        )
    return conversation
