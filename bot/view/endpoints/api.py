"""The public endpoints, typed: chat, search, feedback, similar, export. No path leaves here.

Nothing of a caller is kept: `/chat` gives the conversation along, and the others take all that
they need. What comes back is checked before it is used. Programs that speak MCP are offered the
same functions as tools, so a docstring here is what they read.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from bot.handlers import Message
from bot.handlers import answer as answer_message
from bot.handlers.exporting import TABLE_ROWS, tabulate
from bot.settings import PAGE_SIZE, Limits
from bot.view.drawn.markup import thumb_address
from bot.view.endpoints import arguments
from bot.view.endpoints.arguments import MOST, refuse
from bot.view.guarding.bodies import Shape
from bot.view.libraries.served import Served
from bot.view.person.downloads import Downloads, download_address
from engine.conversation import Conversation, Label, Situation
from engine.errors import MorelikeError
from engine.service import Engine, Hit, Page
from engine.types import PictureId

ENDPOINTS = ("chat", "search", "feedback", "similar", "export")
Shown = list[dict[str, Any]]
Found = TypeVar("Found")
WRONG_SHAPE = "conversation is not one that /chat returned: send its third result back, or null"
SAVED_CHARACTERS = 2 * 1024**2
"""A saved search may be pasted as a message; it is longer than anything that people type."""


@dataclass(frozen=True)
class Api:
    """The endpoints of what one server serves."""

    served: Served
    downloads: Downloads
    limits: Limits

    def chat(
        self, message: str, conversation: dict[str, Any] | None = None, library: str = ""
    ) -> tuple[str, Shown, dict[str, Any]]:
        """Talk about a catalogue of pictures: search it, judge what is shown, ask for more.

        Gives the reply in words; the pictures now shown, best first, each with number, id, score,
        url and alike (how many near copies it stands for); and the conversation to send back next.
        The address of a file that was asked for ends the reply.

        Args:
            message: What to say, for example "a red boat", "more like #3, not #7" or "undo".
            conversation: The third result of the call before; null begins a new conversation.
            library: The catalogue's name where several are served; empty for the first.
        """
        engine = self._engine(library, conversation)
        before = _conversation(conversation, engine)
        written = arguments.text(message, "message", SAVED_CHARACTERS)
        said = Message(text=written, marks=(), columns=6, page_size=PAGE_SIZE)
        found = answer_message(engine, before, said)
        offered = (download_address(self.downloads.offer(file)) for file in found.files)
        pictures = [
            _picture(tile.number, tile.id, tile.score, tile.alike) for tile in found.pictures
        ]
        link = (f"#s={found.link}",) if found.link else ()  # behind the page's own address
        reply = " ".join((found.reply, *link, *offered))
        return reply, pictures, found.conversation.model_dump(mode="json")

    def search(self, text: str, limit: int = PAGE_SIZE, library: str = "") -> Shown:
        """Find the pictures of a catalogue that fit a description best.

        Gives the pictures, best first, each with number, id, score, url and alike (how many near
        copies it stands for). Ids are what feedback, similar and export take.

        Args:
            text: What the pictures should show, for example "a sailing boat at dusk".
            limit: How many pictures to give, from 1 to 200.
            library: The catalogue's name where several are served; empty for the first.
        """
        words = arguments.needed(text, "text", "say what the pictures should show")
        page = self._find(library, Situation(texts=(words,)), limit)
        return _hits(page.hits)

    def feedback(
        self,
        liked: list[str],
        disliked: list[str] | None = None,
        text: str = "",
        limit: int = PAGE_SIZE,
        library: str = "",
    ) -> tuple[Shown, int]:
        """Learn from examples which pictures are wanted, and find all of them.

        Gives the pictures that fit best and were not judged, best first (number, id, score, url,
        alike), and how many pictures of the whole catalogue match.

        Args:
            liked: Ids of pictures that are right, as search gives them.
            disliked: Ids of pictures that are wrong.
            text: What the pictures should show, if that helps.
            limit: How many pictures to give, from 1 to 200.
            library: The catalogue's name where several are served; empty for the first.
        """
        page = self._find(library, _judged(liked, disliked, text), limit)
        return _hits(page.hits), page.matches

    def similar(
        self, picture: str | dict[str, Any], limit: int = PAGE_SIZE, library: str = ""
    ) -> Shown:
        """Find the pictures that look most like one picture.

        Gives the pictures, most alike first, each with number, id, score, url and alike (how many
        near copies it stands for).

        Args:
            picture: A picture's id as search gives it, or a picture of one's own: an uploaded file,
                or text like "data:image/jpeg;base64,...". It is looked at and not kept as a file.
            limit: How many pictures to give, from 1 to 200.
            library: The catalogue's name where several are served; empty for the first.
        """
        content = arguments.image(picture, self.limits.upload_bytes)
        if content is None:
            start = arguments.picture(picture, "picture")
        else:
            start = _said(lambda: self._engine(library).take_upload(content))
        page = self._find(library, Situation(labels=((start, Label.LIKED),)), limit)
        return _hits(page.hits)

    def export(
        self,
        text: str = "",
        liked: list[str] | None = None,
        disliked: list[str] | None = None,
        format: Literal["csv", "json"] = "csv",  # noqa: A002, what people call it
        limit: int = 1_000,
        library: str = "",
    ) -> str:
        """List everything that matches a search as a table, for a spreadsheet or a program.

        Gives the table as text, best match first: number, id, name, score, chance, label, width,
        height, size_bytes, taken, caption.

        Args:
            text: What the pictures should show.
            liked: Ids of pictures that are right, as search gives them.
            disliked: Ids of pictures that are wrong.
            format: "csv" or "json".
            limit: How many pictures at most, from 1 to 10,000.
            library: The catalogue's name where several are served; empty for the first.
        """
        situation = _judged(liked, disliked, text)
        kind = arguments.choice(format, "format", ("csv", "json"))
        most = arguments.number(limit, "limit", TABLE_ROWS)
        engine = self._engine(library)
        return _said(lambda: tabulate(engine, situation, kind, most)).decode()

    def _find(self, library: object, situation: Situation, limit: object) -> Page:
        count = arguments.number(limit, "limit", MOST)
        engine = self._engine(library)
        return _said(lambda: engine.find(situation, 0, count))

    def _engine(self, library: object, conversation: object = None) -> Engine:
        """Give the library that is named, else that of the conversation, else the first."""
        name = arguments.text(library, "library")
        if not name and isinstance(conversation, Mapping):
            held = self.served.find(str(conversation.get("library")))
            if held is not None:
                return held.engine
        return _said(lambda: self.served.engine(name))


def _said(work: Callable[[], Found]) -> Found:
    """Do something, and tell the caller what went wrong with it."""
    try:
        return work()
    except MorelikeError as error:
        raise refuse(str(error)) from error


def _conversation(given: object, engine: Engine) -> Conversation:
    if given is None or given == "":
        return Conversation(library=engine.library)
    try:
        read = (
            Conversation.model_validate_json(given)
            if isinstance(given, str)
            else Conversation.model_validate(given)
        )
    except (ValidationError, RecursionError) as error:
        raise refuse(WRONG_SHAPE) from error
    if not read.whole:
        raise refuse(WRONG_SHAPE)
    return read


def _judged(liked: object, disliked: object, text: object) -> Situation:
    """Put what a caller wants into a situation, as a conversation would have it."""
    wanted = arguments.pictures(liked, "liked")
    unwanted = arguments.pictures(disliked, "disliked")
    words = arguments.text(text).strip()
    both = set(wanted) & set(unwanted)
    if both:
        raise refuse(f"picture {min(both)} is both liked and disliked: take it from one of them")
    if not wanted and not words:
        raise refuse("there is nothing to go by: name pictures that are liked, or give a text")
    labels = [(one, Label.LIKED) for one in wanted] + [(one, Label.DISLIKED) for one in unwanted]
    return Situation(texts=(words,) if words else (), labels=tuple(labels))


def _hits(hits: Iterable[Hit]) -> Shown:
    return [
        _picture(number, hit.id, hit.score, len(hit.alike))
        for number, hit in enumerate(hits, start=1)
    ]


def _picture(number: int, name: PictureId, score: float, alike: int) -> dict[str, Any]:
    return {
        "number": number, "id": name, "score": score, "url": thumb_address(name), "alike": alike,
    }  # fmt: skip


def shapes() -> dict[str, Shape]:
    """Tell what each endpoint takes."""
    return {name: _shape(getattr(Api, name)) for name in ENDPOINTS}


def _shape(function: Callable[..., Any]) -> Shape:
    parameters = dict(list(inspect.signature(function).parameters.items())[1:])  # without self
    empty = inspect.Parameter.empty
    defaults = {name: one.default for name, one in parameters.items() if one.default is not empty}
    return Shape(names=tuple(parameters), defaults=defaults)
