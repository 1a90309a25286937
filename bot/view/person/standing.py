"""What Python tells the page's scripts: which exchanges stand, and where the conversation is.

A turn tells one exchange, however long the conversation is (`since` says from which on the page is
to be written anew), so the thirtieth turn costs what the first did. The scripts paint labels, folds
and steps from `Standing`, which is all there is to know of older exchanges.
"""

import string
from collections.abc import Mapping
from itertools import count

from pydantic import Field

from bot.replies.figures import number
from bot.replies.labels import Labels
from bot.view.person.session import Session
from engine.conversation import Conversation, Label
from engine.types import PictureId, Value

UPLOAD = "upload-"
_stamps = count(1)


class Standing(Value):
    """Where a conversation is.

    `labels` holds name ("3", or "A" for a picture that was brought along; "" for one that was never
    shown), id and label of each picture that was judged; `folded` the places of exchanges whose
    galleries are too old to be open.
    """

    epoch: int
    past: int
    future: int
    language: str
    labels: tuple[tuple[str, PictureId, Label], ...]
    folded: tuple[int, ...]
    status: str


class Told(Value):
    """One message for the scripts.

    `html` are the exchanges that follow the first `since`, or the empty page. `sent` are the marks
    that were taken in, and `back` are words of a message that was refused. `stamp` makes each
    message another one, since the page takes note of changes only.
    """

    since: int
    html: str = ""
    now: Standing | None = None
    sent: dict[int, str] = Field(default={})
    back: str = ""
    stamp: int = Field(default_factory=lambda: next(_stamps))


def standing(session: Session, pictures: int, words: Labels) -> Standing:
    """Describe where a session is."""
    conversation = session.conversation
    return Standing(
        epoch=conversation.now.epoch,
        past=len(conversation.past),
        future=len(conversation.future),
        language=words.language,
        labels=named_labels(conversation),
        folded=tuple(place for place in range(len(session.exchanges)) if session.folded(place)),
        status=status(session, pictures, words),
    )


def named_labels(conversation: Conversation) -> tuple[tuple[str, PictureId, Label], ...]:
    """Give each judged picture the name that it has on the screen."""
    names = _names(conversation)
    return tuple((names.get(each, ""), each, label) for each, label in conversation.now.labels)


def _names(conversation: Conversation) -> Mapping[PictureId, str]:
    brought = (each for each, _ in conversation.now.labels if each.startswith(UPLOAD))
    letters = zip(brought, string.ascii_uppercase, strict=False)
    numbers = {each: str(place) for place, each in enumerate(conversation.numbered, 1)}
    return numbers | dict(letters)


def status(session: Session, pictures: int, words: Labels) -> str:
    """Say in one line where the search stands: judged, and matches of all.

    Examples
    --------
    >>> from bot.replies.labels import labels
    >>> from bot.view.person.session import Exchange
    >>> from engine.conversation import Situation
    >>> asked = Conversation(now=Situation(texts=("a boat",)))
    >>> found = (Exchange(matches=212),)
    >>> status(Session(conversation=asked, exchanges=found), 9285, labels("en"))
    '212 matches of 9,285'
    """
    now = session.conversation.now
    judged = (
        words.counted(phrase, len(now.labelled(label)))
        for phrase, label in (
            (words.note.liked, Label.LIKED),
            (words.note.disliked, Label.DISLIKED),
        )
        if now.labelled(label)
    )
    return ", ".join(filter(None, (*judged, _matches(session, pictures, words))))


def _matches(session: Session, pictures: int, words: Labels) -> str:
    """Count the matches of the newest answer that counted any since the last restart."""
    epoch = session.conversation.now.epoch
    if not session.conversation.now.answerable:
        return ""
    newest = (
        each.matches
        for each in reversed(session.exchanges)
        if each.matches is not None and each.epoch == epoch
    )
    matches = next(newest, None)
    if matches is None:
        return ""
    return words.counted(words.tray.matches, matches, total=number(pictures, words.language))
