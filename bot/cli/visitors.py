"""People at the page, without browsers: each loads it, talks for some turns, leaves, comes anew.

A visitor speaks to the server as gradio's own page does: joins the queue, listens until the answer
is complete, and fetches the thumbnails that it shows. While a visit lasts its heartbeat is open.
"""

import asyncio
import re
import secrets
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Literal

from bot.cli.wire import Place, events, fetch, opened, post

SCRIPT = (
    "a sailing boat",
    "more like #1 and #3, not #7",
    "more",
    "none of these",
    "only red ones",
    "undo",
    "a cat on a sofa",
    "the first two but at night",
)
"""What a visitor says, in this order, before leaving."""
SHED = (429, 503)
PATIENCE_SECONDS = 60.0
_THUMBNAIL = re.compile(r"gradio_api/thumb/[\w-]+")
_PICTURES = 12
Ending = Literal["answered", "shed", "failed"]


@dataclass(frozen=True)
class Form:
    """How the page sends a message: the event's number, and what its inputs hold at first."""

    event: int
    trigger: int
    inputs: tuple[Any, ...]
    box: int

    @classmethod
    def read(cls, config: dict[str, Any]) -> "Form":
        """Find the event in what gradio tells its page."""
        parts = {part["id"]: part for part in config["components"]}
        box = next(name for name, part in parts.items() if part["type"] == "multimodaltextbox")
        event = next(one for one in config["dependencies"] if [box, "submit"] in one["targets"])
        inputs = tuple(parts[name].get("props", {}).get("value") for name in event["inputs"])
        return cls(event["id"], box, inputs, event["inputs"].index(box))

    def message(self, text: str, session: str) -> dict[str, Any]:
        """Write down what the page sends for a text."""
        data = list(self.inputs)
        data[self.box] = {"text": text, "files": []}
        return {
            "data": data, "event_data": None, "fn_index": self.event, "trigger_id": self.trigger,
            "session_hash": session,
        }  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """How a turn went: `seconds` to its complete answer."""

    ending: Ending
    seconds: float
    why: str = ""


@dataclass
class Visitor:
    """One person at the page; every visit is a session of its own."""

    place: Place
    form: Form
    pictures: bool = True
    said: int = 0
    session: str = field(default_factory=lambda: secrets.token_hex(6))
    _heart: asyncio.Task[None] | None = None

    async def turn(self) -> Turn:
        """Say the next thing, and wait for the answer; come anew where all was said."""
        if self.said == len(SCRIPT):
            await self.leave()
        if self._heart is None:
            self._heart = asyncio.create_task(self._beat())
        text = SCRIPT[self.said]
        self.said += 1
        begun = perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                ending, shown = await self._ask(text)
            turn = Turn(ending, perf_counter() - begun, "" if ending == "answered" else shown)
            if ending == "answered" and self.pictures:
                await self._look(shown)
        except (OSError, ValueError, IndexError, TimeoutError) as error:
            return Turn("failed", perf_counter() - begun, type(error).__name__)
        return turn

    async def leave(self) -> None:
        """Close the tab."""
        if self._heart is not None:
            self._heart.cancel()
            await asyncio.gather(self._heart, return_exceptions=True)
        self._heart, self.said, self.session = None, 0, secrets.token_hex(6)

    async def _ask(self, text: str) -> tuple[Ending, str]:
        """Send a text; give how it ended, and what the answer shows or why there is none."""
        message = self.form.message(text, self.session)
        joined = await post(self.place, "/gradio_api/queue/join", message)
        if joined.status in SHED:
            return "shed", str(joined.status)
        if joined.status != 200:
            return "failed", f"status {joined.status}"
        heard: list[str] = []
        async for event in events(
            self.place, f"/gradio_api/queue/data?session_hash={self.session}"
        ):
            heard.append(str(event.get("output", "")))
            if event["msg"] == "process_completed":
                return ("answered" if event["success"] else "failed"), "".join(heard)
        return "failed", "no answer"

    async def _look(self, shown: str) -> None:
        names = list(dict.fromkeys(_THUMBNAIL.findall(shown)))[-_PICTURES:]
        await asyncio.gather(*(fetch(self.place, f"/{name}") for name in names))

    async def _beat(self) -> None:
        async with opened(self.place, "GET", f"/gradio_api/heartbeat/{self.session}") as (_, beats):
            while await beats.readline():
                pass
