"""What one person's page holds, as a value: the conversation, and what is on the screen.

A session is plain text between two events (`dump`, `open_session`), so it can be kept in the
browser and copied freely. Whatever comes back from a browser is checked: text that is no session of
this library opens as a new one.
"""

from pydantic import Field, ValidationError

from engine.conversation import Conversation
from engine.types import PictureId, Value

FULL_GALLERIES = 20
"""So many of the newest galleries keep their tiles; older ones shrink to a line."""


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
    brought: PictureId | None = None
    reply: str = ""
    note: str = ""
    tiles: tuple[Tile, ...] = ()
    suggestions: tuple[str, ...] = ()
    files: tuple[Download, ...] = ()
    epoch: int = 0


class Session(Value):
    """A conversation and the exchanges that led there, oldest first."""

    conversation: Conversation = Conversation()
    exchanges: tuple[Exchange, ...] = ()

    def then(self, conversation: Conversation, exchange: Exchange) -> "Session":
        """Give the session after one more exchange."""
        return Session(conversation=conversation, exchanges=(*self.exchanges, exchange))

    def folded(self, place: int) -> bool:
        """Tell whether the gallery of exchange `place` is shown as one line only."""
        exchange = self.exchanges[place]
        later = sum(bool(other.tiles) for other in self.exchanges[place + 1 :])
        return later >= FULL_GALLERIES or exchange.epoch != self.conversation.now.epoch

    def dump(self) -> str:
        """Write the session as text that `open_session` reads."""
        return self.model_dump_json(exclude_defaults=True)


def open_session(text: object, library: str, language: str = "en") -> Session:
    """Read a session written by `dump`; anything else, or another library's, gives a new one.

    A new one begins in `language`; one that was written goes on in its own.

    Examples
    --------
    >>> open_session("<script>", "lib") == Session(conversation=Conversation(library="lib"))
    True
    """
    fresh = Session(conversation=Conversation(library=library, language=language))
    if not isinstance(text, str) or not text:
        return fresh
    try:
        session = Session.model_validate_json(text)
    except ValidationError:
        return fresh
    if session.conversation.library != library:
        return fresh
    return session if session.conversation.whole else fresh
