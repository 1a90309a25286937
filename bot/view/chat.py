"""One person's turns as screens, without gradio: what is shown at each moment of a turn.

A turn yields two screens, what was asked and then the answer, and changes nothing of a person's
session unless it reached its end and was not stopped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bot.handlers import Answer, Mark, Message
from bot.handlers import answer as answer_message
from bot.replies.figures import decimal
from bot.replies.labels import Labels, labels
from bot.view.bus import Bus, Taken, read_bus
from bot.view.downloads import Downloads
from bot.view.examples import choose_examples
from bot.view.markup import Example
from bot.view.session import Download, Exchange, Session, Tile, open_session
from bot.view.turns import Turns
from engine.conversation import Label
from engine.errors import CatalogueError
from engine.service import Engine
from engine.types import PictureId

PAGE_SIZE = 12
"""Divides evenly into 6, 4 and 3 columns."""
QUICK_SECONDS = 0.01


@dataclass(frozen=True)
class Asked:
    """What a person said: words, and perhaps how to read the picture that came along.

    `clicked` words are the page's own, or a caption: they tell nothing of the person's language.
    """

    text: str = ""
    image: Callable[[], bytes] | None = None
    clicked: bool = False


@dataclass(frozen=True)
class Screen:
    """What the page shows.

    `asked` is a question whose answer is being worked out; `settled` says that `session` is to be
    kept; `clear` empties the box; `bus` is what the click bus is told. No session: nothing changes.
    """

    session: Session | None = None
    asked: Exchange | None = None
    settled: bool = False
    clear: bool = False
    bus: str = ""


@dataclass
class Chat:
    """What turns of every person share: the engine, and who has a turn under way."""

    engine: Engine
    turns: Turns = field(default_factory=Turns)
    downloads: Downloads = field(default_factory=Downloads)

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """Searches that the empty page offers."""
        return choose_examples(self.engine)

    def open(self, text: object, language: str = "en") -> Session:
        """Read a session of this library, or begin one in a language."""
        return open_session(text, self.engine.library, language)

    def turn(
        self, asked: Asked, before: str, marks: object, person: str, *, typed: bool
    ) -> Iterator[Screen]:
        """Play one turn; nothing happens while another of the same person is under way."""
        session, bus = self.open(before), read_bus(marks)
        token = self.turns.begin(person) if _says_something(asked, bus) else None
        if token is None:
            yield Screen()
            return
        said = labels(session.conversation.language)
        question = Exchange(question=_words(asked, bus, said))
        try:
            yield Screen(session=session, asked=question, clear=typed)
            after = self._answer(session, asked, bus, question)
        except Exception:
            yield Screen(session=session)  # the place of the answer must not stay for ever
            raise
        finally:
            counts = self.turns.end(person, token)
        if counts:
            sent = Taken(sent=bus.marks).model_dump_json()
            yield Screen(session=after, settled=True, bus=sent)

    def clicked(self, what: object) -> Asked:
        """Read what a click says: words, or a picture of the library to start from."""
        said = what if isinstance(what, dict) else {}
        text, picture = said.get("text"), said.get("picture")
        if isinstance(text, str):
            return Asked(text=text, clicked=True)
        if not isinstance(picture, str):
            return Asked()
        try:
            known = self.engine.picture(PictureId(picture)).id
        except CatalogueError:
            return Asked()  # no button of ours names it
        return Asked(image=lambda: self.engine.full(known), clicked=True)

    def stop(self, before: str, person: str) -> Screen:
        """Make the turn under way count for nothing, and show what was there before it."""
        self.turns.stop(person)
        return Screen(session=self.open(before))

    def fresh(self, before: str, person: str) -> Screen:
        """Begin anew with an empty page, in the language that was spoken before."""
        self.turns.stop(person)
        language = self.open(before).conversation.language
        return Screen(session=self.open("", language), settled=True, clear=True)

    def restored(self, stored: object, language: str = "en") -> Screen:
        """Bring back what the browser kept; without it, an empty page in the browser's language."""
        session = self.open(stored, language)
        return Screen(session=session, settled=True) if session != self.open("") else Screen()

    def _answer(self, session: Session, asked: Asked, bus: Bus, question: Exchange) -> Session:
        found = answer_message(
            self.engine,
            session.conversation,
            Message(
                text=asked.text,
                image=asked.image() if asked.image else None,
                marks=tuple(Mark(number=number, label=kind) for number, kind in bus.marks.items()),
                columns=bus.columns,
                page_size=PAGE_SIZE,
                clicked=asked.clicked,
            ),
        )
        files = tuple(
            Download(name=file.name, token=self.downloads.offer(file)) for file in found.files
        )
        exchange = _exchange(question, session, found, self.engine.pictures)
        return session.then(found.conversation, exchange.model_copy(update={"files": files}))


def _says_something(asked: Asked, bus: Bus) -> bool:
    return bool(asked.text.strip() or asked.image or bus.marks)


def _words(asked: Asked, bus: Bus, words: Labels) -> str:
    r"""Say in words what was asked, clicks included.

    Examples
    --------
    >>> bus = Bus(marks={3: "liked", 5: "liked", 7: "disliked"})
    >>> _words(Asked(text="at night"), bus, labels("en"))
    'more like #3, #5, not #7\nat night'
    """
    kinds = (
        ("liked", words.said.liked),
        ("disliked", words.said.disliked),
        ("none", words.said.none),
    )
    clauses = [
        phrase.format(names=", ".join(f"#{n}" for n, kind in bus.marks.items() if kind == wanted))
        for wanted, phrase in kinds
        if wanted in bus.marks.values()
    ]
    said = asked.text.strip() or (words.said.like_this if asked.image else "")
    return "\n".join(filter(None, (", ".join(clauses), said)))


def _exchange(question: Exchange, before: Session, found: Answer, pictures: int) -> Exchange:
    return question.model_copy(
        update={
            "question": _asked_in_words(question.question, before, found),
            "brought": _brought(before, found),
            "reply": found.reply,
            "note": _note(found, pictures),
            "tiles": tuple(
                Tile(number=t.number, id=t.id, caption=t.caption or "", alike=t.alike)
                for t in found.pictures
            ),
            "suggestions": found.suggestions,
            "epoch": found.conversation.now.epoch,
        }
    )


def _asked_in_words(words: str, before: Session, found: Answer) -> str:
    """Tell a saved search that was added from a picture: it begins numbers of its own."""
    begun = found.conversation.now.epoch > before.conversation.now.epoch
    said = labels(before.conversation.language).said
    return words.replace(said.like_this, said.saved) if begun else words


def _brought(before: Session, found: Answer) -> PictureId | None:
    """Find the picture that came along: the one that is labelled now and was not before."""
    known = dict(before.conversation.now.labels)
    new = (each for each, _ in found.conversation.now.labels if each not in known)
    return next((each for each in new if each.startswith("upload-")), None)


def _note(found: Answer, pictures: int) -> str:
    """Say in small print what the reply does not: the reply counts the matches."""
    if found.matches is None or not found.pictures:
        return ""
    now = found.conversation.now
    liked, disliked = len(now.labelled(Label.LIKED)), len(now.labelled(Label.DISLIKED))
    words = labels(found.conversation.language)
    parts = (
        words.counted(words.note.liked, liked) if liked else "",
        words.counted(words.note.disliked, disliked) if disliked else "",
        words.counted(words.page.pictures, pictures),
        _took(found.seconds, words),
    )
    return " · ".join(filter(None, parts))


def _took(seconds: float, words: Labels) -> str:
    phrase = words.note.seconds if seconds >= QUICK_SECONDS else words.note.quick
    return phrase.format(seconds=decimal(max(seconds, QUICK_SECONDS), 2, words.language))
