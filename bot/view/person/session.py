"""What one person's page holds, as a value: the conversation, and what is on the screen.

A session is plain text between two events (`dump`, `open_session`), so it can be kept in the
browser and copied freely. Whatever comes back from a browser is checked: text that is no session of
this library opens as a new one.
"""

from functools import partial

from pydantic import Field, ValidationError, field_validator

from bot.handlers import LINK_CHARACTERS
from engine.conversation import Conversation
from engine.types import PictureId, Value

FULL_GALLERIES = 20
"""So many of the newest galleries keep their tiles; older ones shrink to a line."""
KEPT_CHARACTERS = 400_000
"""A session that is longer is shortened: every turn reads it, which takes some 20 ms at this
length. Packed it is a tenth of that, and a browser keeps some five million characters a page."""
STEPS_KEPT, STEPS_LEFT = 60, 10
EXCHANGES_KEPT = 50


class Tile(Value):
    """One numbered picture on the screen."""

    number: int
    id: PictureId
    caption: str = ""
    alike: int = 0


class Download(Value):
    """A file that an answer offers."""

    name: str
    token: str = Field(pattern="^[A-Za-z0-9_-]{1,64}$")


class Exchange(Value):
    """A question and its answer as they stand on the screen.

    `epoch` says which table of numbers the tiles belong to: after a restart number 3 is another
    picture, so tiles of an earlier epoch are not shown as tiles until undo brings them back.
    """

    question: str = ""
    brought: tuple[PictureId, ...] = ()
    reply: str = ""
    note: str = ""
    tiles: tuple[Tile, ...] = ()
    suggestions: tuple[str, ...] = ()
    files: tuple[Download, ...] = ()
    link: str = Field(default="", pattern="^[A-Za-z0-9_-]*$", max_length=LINK_CHARACTERS)
    epoch: int = 0
    matches: int | None = None

    @field_validator("brought", mode="before")
    @classmethod
    def _one_alone(cls, given: object) -> object:
        """Read what browsers kept when a message brought one picture at most."""
        return (given,) if isinstance(given, str) else given


class Session(Value):
    """A conversation and the exchanges that led there, oldest first.

    `place` is the name under which the page serves the conversation's library.
    """

    conversation: Conversation = Conversation()
    exchanges: tuple[Exchange, ...] = ()
    place: str = Field(default="", max_length=300)

    def then(self, conversation: Conversation, exchange: Exchange) -> "Session":
        """Give the session after one more exchange."""
        exchanges = (*self.exchanges, exchange)
        return self.model_copy(update={"conversation": conversation, "exchanges": exchanges})

    def folded(self, place: int) -> bool:
        """Tell whether the gallery of exchange `place` is shown as one line only."""
        exchange = self.exchanges[place]
        later = sum(bool(other.tiles) for other in self.exchanges[place + 1 :])
        return later >= FULL_GALLERIES or exchange.epoch != self.conversation.now.epoch

    def fitted(self) -> "Session":
        """Give the session as it fits into a browser: what is labelled and numbered stays whole.

        Oldest first go the tiles of galleries, then the steps that undo would take back, then the
        exchanges themselves.
        """
        fitting = self
        fewer = partial(_without_steps, kept=STEPS_KEPT), partial(_without_steps, kept=STEPS_LEFT)
        for shorten in (_without_tiles, *fewer, _without_exchanges):
            if len(fitting.dump()) <= KEPT_CHARACTERS:
                break
            fitting = shorten(fitting)
        return fitting

    def dump(self) -> str:
        """Write the session as text that `open_session` reads."""
        return self.model_dump_json(exclude_defaults=True)


def _without_tiles(session: Session) -> Session:
    """Leave out the tiles of galleries that are shown as a line only."""
    exchanges = tuple(
        one.model_copy(update={"tiles": ()}) if session.folded(place) else one
        for place, one in enumerate(session.exchanges)
    )
    return session.model_copy(update={"exchanges": exchanges})


def _without_steps(session: Session, kept: int) -> Session:
    talked = session.conversation
    nearest = {"past": talked.past[-kept:], "future": talked.future[:kept]}
    return session.model_copy(update={"conversation": talked.model_copy(update=nearest)})


def _without_exchanges(session: Session) -> Session:
    return session.model_copy(update={"exchanges": session.exchanges[-EXCHANGES_KEPT:]})


def read_session(text: object) -> Session | None:
    """Read a session written by `dump`; anything else gives None.

    Examples
    --------
    >>> read_session("<script>") is None
    True
    """
    if not isinstance(text, str) or not text:
        return None
    try:
        session = Session.model_validate_json(text)
    except ValidationError:
        return None
    return session if session.conversation.whole else None


def open_session(text: object, library: str, language: str = "en", place: str = "") -> Session:
    """Read a session written by `dump`; anything else, or another library's, gives a new one.

    Examples
    --------
    >>> open_session("<script>", "lib") == Session(conversation=Conversation(library="lib"))
    True
    """
    session = read_session(text)
    if session is None or session.conversation.library != library:
        fresh = Conversation(library=library, language=language)
        return Session(conversation=fresh, place=place)
    return session.model_copy(update={"place": place})
