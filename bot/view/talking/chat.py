"""One person's turns as screens, without gradio: what is shown at each moment of a turn.

A turn yields two screens, what was asked and then the answer, and changes nothing of a person's
session unless it reached its end and was not stopped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.handlers import Answer, Choice, Mark, Message, Pick, read_link, unpack
from bot.handlers import answer as answer_message
from bot.replies import problem, say
from bot.replies.figures import decimal
from bot.replies.labels import Labels, labels
from bot.view.drawn.examples import choose_examples
from bot.view.drawn.markup import Example
from bot.view.drawn.study import describe_choice, describe_pick, read_choice, read_pick
from bot.view.libraries.progress import describe_problem
from bot.view.libraries.served import Offered, Served
from bot.view.person.bus import Bus, Taken, read_bus
from bot.view.person.downloads import Downloads
from bot.view.person.session import Download, Exchange, Session, Tile, open_session, read_session
from bot.view.person.telling import tell
from bot.view.person.turns import Turns
from engine.conversation import Conversation
from engine.errors import CatalogueError, ConversationError, LibraryError
from engine.service import Engine
from engine.types import PictureId

PAGE_SIZE = 12
"""Divides evenly into 6, 4 and 3 columns."""
QUICK_SECONDS = 0.01
KEPT_BYTES = 8 * 1024 * 1024
"""What a browser may have kept of a conversation; `Session.fitted` keeps it far below."""


@dataclass(frozen=True)
class Asked:
    """What a person said: words, and how to read the pictures that came along.

    `clicked` words are the page's own, or a caption: they tell nothing of the person's language.
    `words` stand on the page in place of a text that is not for reading, or of `choice` and `pick`.
    """

    text: str = ""
    images: tuple[Callable[[], bytes], ...] = ()
    clicked: bool = False
    words: str = ""
    choice: Choice | None = None
    pick: Pick | None = None


@dataclass(frozen=True)
class Screen:
    """What the page shows.

    `asked` is a question whose answer is being worked out; `settled` says that `session` is to be
    kept; `clear` empties the box, and `back` are words that go back there; `bus` is what the click
    bus is told. `entered` says that the page turns to another library, or to one that has just
    become ready. `notice` is a sentence that stands apart from the conversation; `shortened` says
    that the oldest exchanges were left out of the session; `turn_to` is the library that a link
    belongs to, and `later` says that it has to wait for one. No session: the conversation does not
    change.
    """

    session: Session | None = None
    asked: Exchange | None = None
    settled: bool = False
    clear: bool = False
    back: str = ""
    bus: str = ""
    entered: bool = False
    notice: str = ""
    shortened: bool = False
    turn_to: str = ""
    later: bool = False

    def told(self) -> str:
        """Write down what the page's keeper should know of it."""
        return tell(
            self.session,
            keep=self.settled,
            notice=self.notice,
            turn_to=self.turn_to,
            later=self.later,
        )


@dataclass
class Chat:
    """What turns of every person share: the libraries, and who has a turn under way."""

    served: Served
    turns: Turns = field(default_factory=Turns)
    downloads: Downloads = field(default_factory=Downloads)
    _examples: dict[str, tuple[int, tuple[Example, ...]]] = field(default_factory=dict)

    def library(self, session: Session) -> Offered:
        """Give the library that a session's page shows."""
        return self.served.named(session.place)

    def examples(self, library: Offered) -> tuple[Example, ...]:
        """Searches that the empty page of a library offers; none before it is ready."""
        if not library.state.ready:
            return ()
        version = library.state.version
        if self._examples.get(library.name, (0,))[0] != version:
            self._examples[library.name] = (version, choose_examples(library.engine))
        return self._examples[library.name][1]

    def open(self, text: object, language: str = "en") -> Session:
        """Read the session of a page, or begin one in the library that it shows."""
        read = read_session(text)
        language = read.conversation.language if read else language
        return self._begin(text, self.served.named(read.place if read else ""), language)

    def turn(
        self, asked: Asked, before: str, marks: object, person: str, *, typed: bool
    ) -> Iterator[Screen]:
        """Play one turn; nothing happens while another of the same person is under way."""
        session, bus = self.open(before), read_bus(marks)
        library = self.library(session)
        if not library.state.ready:
            yield Screen(notice=self._not_yet(library, session))  # the message stays in the box
            return
        engine = library.engine  # one that takes its place meanwhile has the next turn
        token = self.turns.begin(person) if _says_something(asked, bus) else None
        if token is None:
            yield Screen()
            return
        words = labels(session.conversation.language)
        question = Exchange(question=_words(asked, bus, words))
        try:
            yield Screen(session=session, asked=question, clear=typed)
            after, refused = self._answer(engine, session, asked, bus, question)
        except Exception:
            yield Screen(session=session)  # the place of the answer must not stay for ever
            raise
        finally:
            counts = self.turns.end(person, token)
        if counts:
            sent = Taken(sent={} if refused else bus.marks).model_dump_json()
            back = asked.text if refused and typed else ""
            kept = after.fitted()
            shortened = len(kept.exchanges) < len(after.exchanges)
            yield Screen(session=kept, settled=True, bus=sent, shortened=shortened, back=back)

    def follow(self, link: object, before: str, marks: object, person: str) -> Iterator[Screen]:
        """Open the search that a link holds on top of what is here: undo takes it away again."""
        session = self.open(before)
        words = labels(session.conversation.language)
        try:
            text, saved = read_link(link)
            library = self.served.find(saved.library)
            if library is None:
                yield self._homeless(session)
            elif library.name != session.place:
                yield Screen(turn_to=library.name)
            else:
                asked = Asked(text=text, clicked=True, words=words.said.saved)
                yield from self.turn(asked, before, marks, person, typed=False)
        except ConversationError as error:
            yield Screen(notice=say([problem(error)], words.language))

    def clicked(self, what: object, before: str = "") -> Asked:
        """Read what a click says: words, or a picture of the library to start from."""
        said = what if isinstance(what, dict) else {}
        words = labels(self.open(before).conversation.language)
        if (choice := read_choice(said.get("choice"))) is not None:
            return Asked(clicked=True, words=describe_choice(choice, words), choice=choice)
        if (pick := read_pick(said.get("pick"))) is not None:
            return Asked(clicked=True, words=describe_pick(pick, words), pick=pick)
        text, picture = said.get("text"), said.get("picture")
        if isinstance(text, str):
            return Asked(text=text, clicked=True)
        if not isinstance(picture, str):
            return Asked()
        try:
            engine = self.library(self.open(before)).engine
            known = engine.picture(PictureId(picture)).id
        except (CatalogueError, LibraryError):
            return Asked()  # no button of ours names it
        return Asked(images=(lambda: engine.full(known),), clicked=True)

    def stop(self, before: str, person: str) -> Screen:
        """Make the turn under way count for nothing, and show what was there before it."""
        self.turns.stop(person)
        return Screen(session=self.open(before))

    def fresh(self, before: str, person: str) -> Screen:
        """Begin anew with an empty page of the same library, in the same language."""
        self.turns.stop(person)
        session = self.open(before)
        language = session.conversation.language
        session = self._begin("", self.library(session), language)
        return Screen(session=session, settled=True, clear=True)

    def _not_yet(self, library: Offered, session: Session) -> str:
        words = labels(session.conversation.language)
        broken = library.state.broken or library.state.stopped
        if not broken:
            return words.keep.not_yet
        return describe_problem(library, words, tended=self.served.tended)

    def _homeless(self, session: Session) -> Screen:
        """Say of a link that no open library is its own; one that is on its way may be."""
        says = labels(session.conversation.language).keep
        later = any(not (one.state.ready or one.state.broken) for one in self.served.values())
        return Screen(notice=says.link_later if later else says.link_other, later=later)

    def enter(self, what: object, language: str, person: str, before: str = "") -> Screen:
        """Turn to a library, with what the browser kept of it; the first one where none is named.

        What the browser keeps stands until something is said here. Who says something before the
        page has arrived has begun already.
        """
        said = what if isinstance(what, dict) else {}
        if said.get("arriving") and (self.turns.held(person) or self.open(before).exchanges):
            return Screen()
        self.turns.stop(person)
        kept = said.get("kept")
        text = unpack(kept, KEPT_BYTES) if isinstance(kept, str) else ""
        library = self.served.named(said.get("place"))
        return Screen(session=self._begin(text, library, language), entered=True)

    def _begin(self, text: object, library: Offered, language: str = "en") -> Session:
        """Read a session of a library; begin one where there is none that can be read."""
        if not library.state.ready:
            fresh = Conversation(language=language)
            return Session(conversation=fresh, place=library.name)
        return open_session(text, library.engine.library, language, library.name)

    def _answer(
        self, engine: Engine, session: Session, asked: Asked, bus: Bus, question: Exchange
    ) -> tuple[Session, bool]:
        """Give the session after the answer, and whether the message was refused."""
        found = answer_message(
            engine,
            session.conversation,
            Message(
                text=asked.text,
                images=tuple(read() for read in asked.images),
                marks=tuple(Mark(number=number, label=kind) for number, kind in bus.marks.items()),
                columns=bus.columns,
                page_size=PAGE_SIZE,
                clicked=asked.clicked,
                choice=asked.choice,
                pick=asked.pick,
            ),
        )
        files = tuple(
            Download(name=file.name, token=self.downloads.offer(file)) for file in found.files
        )
        exchange = _exchange(question, session, found, engine.pictures)
        offered = exchange.model_copy(update={"files": files, "link": found.link})
        return session.then(found.conversation, offered), found.refused


def _says_something(asked: Asked, bus: Bus) -> bool:
    studied = asked.choice is not None or asked.pick is not None
    return bool(asked.text.strip() or asked.images or bus.marks or studied)


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
    said = asked.words or asked.text.strip() or _brings(asked, words)
    return "\n".join(filter(None, (", ".join(clauses), said)))


def _brings(asked: Asked, words: Labels) -> str:
    if not asked.images:
        return ""
    return words.said.like_this if len(asked.images) == 1 else words.said.like_these


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
            "matches": found.matches,
        }
    )


def _asked_in_words(words: str, before: Session, found: Answer) -> str:
    """Tell a saved search that was added from a picture: it begins numbers of its own."""
    begun = found.conversation.now.epoch > before.conversation.now.epoch
    said = labels(before.conversation.language).said
    if not begun:
        return words
    return words.replace(said.like_this, said.saved).replace(said.like_these, said.saved)


def _brought(before: Session, found: Answer) -> tuple[PictureId, ...]:
    """Find the pictures that came along: those that are labelled now and were not before."""
    known = dict(before.conversation.now.labels)
    new = (each for each, _ in found.conversation.now.labels if each not in known)
    return tuple(each for each in new if each.startswith("upload-"))


def _note(found: Answer, pictures: int) -> str:
    """Say in small print what neither the reply nor the line above the box says."""
    if found.matches is None or not found.pictures:
        return ""
    words = labels(found.conversation.language)
    return f"{words.counted(words.page.pictures, pictures)} · {_took(found.seconds, words)}"


def _took(seconds: float, words: Labels) -> str:
    phrase = words.note.seconds if seconds >= QUICK_SECONDS else words.note.quick
    return phrase.format(seconds=decimal(max(seconds, QUICK_SECONDS), 2, words.language))
