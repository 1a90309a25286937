"""What goes into a turn and what comes out of it; frozen, and free of any screen's types."""

from datetime import date
from typing import Literal

from pydantic import Field

from bot.parse import Action
from bot.settings import PAGE_SIZE
from engine.conversation import Conversation, Label, Learning
from engine.service import Reasons
from engine.types import PictureId, Value


class Mark(Value):
    """A picture judged by a click; "none" takes its label away."""

    number: int
    label: Literal["liked", "disliked", "unsure", "none"]


class Pick(Value):
    """A picture judged where it has no number, as on a map."""

    picture: PictureId = Field(max_length=100)
    label: Literal["liked", "disliked"]


class Choice(Value):
    """How a search is to learn, and how many pictures are shown at a time; None as it is."""

    learning: Learning
    page_size: int | None = Field(default=None, ge=1, le=200)


class Message(Value):
    """What a person sent: words, pictures, marks made by clicks, how wide their screen is, when.

    `today` is the day that "last summer" is said on; `local` tells that the person sits at the
    machine of the library, and may be told where files lie; `clicked` that the words are a button's
    and tell nothing of the person's language; `choice` and `pick` are said without words.
    """

    text: str = ""
    images: tuple[bytes, ...] = ()
    marks: tuple[Mark, ...] = ()
    columns: int = 4
    page_size: int = PAGE_SIZE
    local: bool = False
    clicked: bool = False
    choice: Choice | None = None
    pick: Pick | None = None
    today: date = Field(default_factory=date.today)


class File(Value):
    """A file for the person; `name` is a file's name without a folder."""

    name: str
    content: bytes


class Tile(Value):
    """One numbered picture of an answer; `score` is 0 where it was not ranked.

    `alike` counts the near-duplicates that it stands for; `asking` tells that it is shown because a
    judgement of it would teach much.
    """

    number: int
    id: PictureId
    score: float
    label: Label | None = None
    caption: str | None = None
    width: int
    height: int
    alike: int = 0
    asking: bool = False


class Answer(Value):
    """The conversation after a turn, and what to show.

    No pictures means that the screen stays as it is. `matches` is None where nothing was
    searched, and so are `right`, how many of them are expected to be right, and the ends of its
    interval; `total` counts the catalogue; `query` is the search in words; `files` are to be
    given to the person, and `link` is what follows "#s=" in an address that opens the search;
    `reasons` answer "why"; `refused` tells that an error left nothing of the message standing, so
    it can be sent again, marks included.
    """

    conversation: Conversation
    reply: str
    refused: bool = False
    pictures: tuple[Tile, ...] = ()
    matches: int | None = None
    right: float | None = None
    right_low: float | None = None
    right_high: float | None = None
    total: int = 0
    actions: tuple[Action, ...] = ()
    suggestions: tuple[str, ...] = ()
    seconds: float = 0.0
    stages: dict[str, float] = Field(default_factory=dict)
    query: str = ""
    files: tuple[File, ...] = ()
    link: str = ""
    reasons: tuple[Reasons, ...] = ()
