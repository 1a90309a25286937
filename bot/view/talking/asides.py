"""What stands beside the conversation: reasons in the lightbox, the map, the drawer of the method.

Each is drawn when it is asked for, and looking changes nothing of a conversation. What is asked for
comes from a browser: what names nothing that is there gets an empty aside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Literal

from bot.replies import problem, say
from bot.replies.labels import Labels, labels
from bot.view.drawn.landscape import draw_map
from bot.view.drawn.study import drawer
from bot.view.drawn.whypanel import panel
from bot.view.person.session import Session
from bot.view.talking.chat import PAGE_SIZE, Chat
from engine.errors import MorelikeError
from engine.service import Engine
from engine.types import Value

_stamps = count(1)


class Aside(Value):
    """A dialog for the page's scripts; `stamp` makes each another one: only changes are noted."""

    name: Literal["map", "study"]
    html: str
    stamp: int


@dataclass(frozen=True)
class Asides:
    """Draws asides for whoever asks; the session that they hold says what of."""

    chat: Chat

    def why(self, before: str, asked: object) -> str:
        """Tell why the picture with a number is where it is."""
        number = asked if isinstance(asked, int) and not isinstance(asked, bool) else 0

        def draw(engine: Engine, session: Session, words: Labels) -> str:
            talk = session.conversation
            if not 1 <= number <= len(talk.numbered):
                return ""
            reasons = engine.explain(talk.now, talk.picture(number)) if talk.now.searches else None
            return panel(number, reasons, talk, words)

        return (
            f'<section class="reasons" data-number="{number}" data-stamp="{next(_stamps)}">'
            f"{self._draw(before, draw)}</section>"
        )

    def survey(self, before: str) -> str:
        """Draw the map of the answer that stands."""
        return self._tell("map", before, _survey)

    def study(self, before: str) -> str:
        """Draw the drawer of the method."""
        return self._tell("study", before, _study)

    def _tell(self, name: Literal["map", "study"], before: str, draw: "Draw") -> str:
        html = self._draw(before, draw)
        return Aside(name=name, html=html, stamp=next(_stamps)).model_dump_json()

    def _draw(self, before: str, draw: "Draw") -> str:
        session = self.chat.open(before)
        language = session.conversation.language
        try:
            return draw(self.chat.library(session).engine, session, labels(language))
        except MorelikeError as error:
            return f'<p class="summary">{escape(say([problem(error)], language))}</p>'


Draw = Callable[[Engine, Session, Labels], str]


def _survey(engine: Engine, session: Session, words: Labels) -> str:
    talk = session.conversation
    return draw_map(engine.survey(talk.now), talk, words)


def _study(engine: Engine, session: Session, words: Labels) -> str:
    talk = session.conversation
    boxes = engine.boxes(talk.now)
    return drawer(talk, boxes, words, scans=engine.scans, page_size=PAGE_SIZE)
