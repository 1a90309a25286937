"""`step(conversation, event)`: the conversation that follows, as a new value."""

from collections.abc import Iterable
from typing import assert_never

from engine.conversation.events import (
    Arrange,
    Ask,
    Avoid,
    Change,
    Compare,
    Cut,
    Event,
    Hide,
    Judge,
    Load,
    Narrow,
    Number,
    Redo,
    Refine,
    Relearn,
    Replace,
    Reset,
    Restart,
    Reveal,
    Reword,
    Show,
    Turn,
    Undo,
    Unlabel,
    Widen,
)
from engine.conversation.situation import CUT_STEPS, Condition, Conversation, Label, Situation
from engine.errors import ConversationError, Fault, Kind
from engine.types import PictureId

PASSED_KEPT = 120
"""So many pictures that were passed over are remembered: every step of undo holds them."""


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
        case Show():
            return _show(conversation, event)
        case Compare(numbers=numbers):
            now = conversation.now.model_copy(update={"compared": numbers})
            return conversation.model_copy(update={"now": now})
        case Number(pictures=pictures):
            return _number(conversation, pictures)
        case Load(situation=situation, numbered=numbered):
            return _begin(conversation, situation, numbered)
        case Undo(turns=turns):
            return _undo(conversation, turns)
        case Redo(turns=turns):
            return _redo(conversation, turns)
        case Restart():
            return _begin(conversation, Situation(), ())
        case _:
            assert_never(event)


def _begin(
    conversation: Conversation, situation: Situation, numbered: tuple[PictureId, ...]
) -> Conversation:
    """Enter a situation whose numbers are its own."""
    fresh = situation.model_copy(update={"epoch": len(conversation.shown)})
    entered = _enter(conversation, fresh)
    return entered.model_copy(update={"shown": (*conversation.shown, numbered)})


def _enter(conversation: Conversation, situation: Situation) -> Conversation:
    past = (*conversation.past, conversation.now)
    return conversation.model_copy(update={"now": situation, "past": past, "future": ()})


def _change_all(situation: Situation, changes: Iterable[Change]) -> Situation:
    for change in changes:
        situation = _change(situation, change)
    return situation.model_copy(update={"page": 0, "asked": ()})


def _change(now: Situation, change: Change) -> Situation:
    match change:
        case Ask(text=text):
            fresh = Situation(texts=(text,), gallery=now.gallery, epoch=now.epoch)
            return fresh.model_copy(update={"learning": now.learning})
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
        case Reveal():
            return now.model_copy(update={"hidden": ()})
        case Reset(what=what):
            kept = tuple(pair for pair in now.labels if what not in ("labels", pair[1].value))
            passed = () if what == "labels" else now.passed
            return now.model_copy(update={"labels": kept, "passed": passed})
        case Cut() | Narrow() | Widen() | Arrange():
            return _rearrange(now, change)
        case Relearn(learning=learning):
            return now.model_copy(update={"learning": learning})
        case _:
            assert_never(change)


def _rearrange(now: Situation, change: Cut | Narrow | Widen | Arrange) -> Situation:
    match change:
        case Cut(steps=steps):
            cut = min(max(now.cut + steps, -CUT_STEPS), CUT_STEPS)
            return now.model_copy(update={"cut": cut})
        case Narrow(condition=condition):
            kept = tuple(one for one in now.conditions if not _replaced(one, condition))
            return now.model_copy(update={"conditions": (*kept, condition)})
        case Widen():
            return now.model_copy(update={"conditions": ()})
        case Arrange(order=order):
            return now.model_copy(update={"order": order})
        case _:
            assert_never(change)


def _replaced(old: Condition, new: Condition) -> bool:
    """Two ends of a span stand together; everything else about one thing is said anew."""
    both_ends = old.op != new.op and "is" not in (old.op, new.op)
    return old.field == new.field and not both_ends


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


def _number(conversation: Conversation, pictures: tuple[PictureId, ...]) -> Conversation:
    epoch = conversation.now.epoch
    table = _merge(conversation.shown[epoch], pictures)
    shown = (*conversation.shown[:epoch], table, *conversation.shown[epoch + 1 :])
    return conversation.model_copy(update={"shown": shown})


def _show(conversation: Conversation, event: Show) -> Conversation:
    conversation = _number(conversation, event.pictures)
    number = {picture: place for place, picture in enumerate(conversation.numbered, start=1)}
    gallery = tuple(number[picture] for picture in event.pictures)
    asked = tuple(number[picture] for picture in event.asked)
    seen = {"gallery": gallery, "page": event.page, "asked": asked, "compared": ()}
    now = conversation.now.model_copy(update=seen)
    return conversation.model_copy(update={"now": now})


def _undo(conversation: Conversation, turns: int) -> Conversation:
    if not conversation.past:
        raise ConversationError(
            "there is nothing to undo: this is where the conversation began", Fault(Kind.NO_UNDO)
        )
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
        raise ConversationError("there is nothing to redo: no turn was undone", Fault(Kind.NO_REDO))
    for _ in range(min(turns, len(conversation.future))):
        conversation = conversation.model_copy(
            update={
                "now": conversation.future[0],
                "past": (*conversation.past, conversation.now),
                "future": conversation.future[1:],
            }
        )
    return conversation
