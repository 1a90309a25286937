"""The public endpoints, typed: `/chat` and `/search`. No path of the server leaves here.

The conversation travels with the caller, so the server keeps nothing of it; what comes back is
checked before it is used.
"""

from dataclasses import dataclass
from typing import Any

import gradio as gr
from pydantic import ValidationError

from bot.handlers import Message
from bot.handlers import answer as answer_message
from bot.view.downloads import Downloads, download_address
from bot.view.markup import thumb_address
from engine.conversation import Conversation, Situation
from engine.errors import MorelikeError
from engine.service import Engine

PAGE_SIZE = 12
MOST = 200
"""Pictures that one search gives at most."""


@dataclass(frozen=True)
class Api:
    """The endpoints of one engine."""

    engine: Engine
    downloads: Downloads

    def chat(
        self, message: str, conversation: dict[str, Any] | None = None
    ) -> tuple[str, list[dict[str, Any]], dict[str, Any]]:
        """Say one thing in a conversation about the pictures.

        Args:
            message: What to say, for example "a red boat" or "more like #3, not #7".
            conversation: What the last answer returned; null begins a new one.

        Gives the reply, the pictures shown (number, id, score, url, alike: how many near copies it
        stands for), and the conversation. The address of a file that was asked for ends the reply.
        """
        before = self._conversation(conversation)
        said = Message(text=_text(message), image=None, marks=(), columns=6, page_size=PAGE_SIZE)
        found = answer_message(self.engine, before, said)
        pictures = [
            {
                "number": tile.number,
                "id": tile.id,
                "score": tile.score,
                "url": thumb_address(tile.id),
                "alike": tile.alike,
            }
            for tile in found.pictures
        ]
        offered = (download_address(self.downloads.offer(file)) for file in found.files)
        reply = " ".join((found.reply, *offered))
        return reply, pictures, found.conversation.model_dump(mode="json")

    def search(self, text: str, limit: int = PAGE_SIZE) -> list[dict[str, Any]]:
        """Find the pictures that fit a text best.

        Args:
            text: What the pictures should show.
            limit: How many pictures, from 1 to 200.

        Gives the pictures (number, id, score, url, alike), best first.
        """
        words = _text(text).strip()
        if not words:
            raise gr.Error(
                "text is empty: say what the pictures should show", print_exception=False
            )
        if not isinstance(limit, int) or not 1 <= limit <= MOST:
            raise gr.Error(
                f"limit is {limit!r}: give a number from 1 to {MOST}", print_exception=False
            )
        try:
            page = self.engine.find(Situation(texts=(words,)), 0, limit)
        except MorelikeError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return [
            {
                "number": number,
                "id": hit.id,
                "score": hit.score,
                "url": thumb_address(hit.id),
                "alike": len(hit.alike),
            }
            for number, hit in enumerate(page.hits, start=1)
        ]

    def _conversation(self, given: object) -> Conversation:
        if given is None or given == "":
            return Conversation(library=self.engine.library)
        try:
            read = (
                Conversation.model_validate_json(given)
                if isinstance(given, str)
                else Conversation.model_validate(given)
            )
        except ValidationError as error:
            raise gr.Error(WRONG_SHAPE, print_exception=False) from error
        if not read.whole:
            raise gr.Error(WRONG_SHAPE, print_exception=False)
        return read


WRONG_SHAPE = "conversation is not one that /chat returned: send its third result back, or null"


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise gr.Error(f"expected text, found {type(given).__name__}", print_exception=False)
    return given
