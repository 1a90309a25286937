"""One turn under way: what stands, what is to change, what was remarked, what will be shown.

The only mutable thing of a turn, made for one message and dropped with its answer. Whatever the
message does, the conversation here is always one that could be returned.
"""

import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from bot.handlers.shelf import Shelf
from bot.handlers.values import File, Message, Tile
from bot.parse import Reference, Screen
from bot.replies import Remark, Suggestion, trouble
from engine.conversation import (
    Change,
    Conversation,
    Label,
    Situation,
    Turn,
    step,
)
from engine.errors import CatalogueError, LabelsError
from engine.service import Engine, Hit, Page, Reasons
from engine.types import PictureId

UPLOAD = "upload-"
MOST = 200
"""Pictures that one answer shows at most."""


@dataclass
class Work:
    """A turn under way.

    `page` is the page of the answer that was found last, for what it counts.
    `entered` tells that what is looked for changed since the last gallery was chosen, `kept` that
    undo or redo moved the conversation, so that its steps must stay as they are.
    """

    engine: Engine
    before: Conversation
    message: Message
    conversation: Conversation
    shelf: Shelf | None = None
    brought: tuple[PictureId, ...] = ()
    changes: list[Change] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    tiles: tuple[Tile, ...] = ()
    page: Page | None = None
    suggestions: tuple[Suggestion, ...] = ()
    stages: dict[str, float] = field(default_factory=dict)
    reasons: list[Reasons] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    link: str = ""
    entered: bool = False
    kept: bool = False

    @property
    def now(self) -> Situation:
        """What the person has said so far, without the changes still to come."""
        return self.conversation.now

    @property
    def wants_something(self) -> bool:
        """Whether there is anything to show by."""
        return self.now.answerable

    @property
    def page_size(self) -> int:
        """How many pictures a page holds: as many as the person asked for, or as fit."""
        return self.conversation.page_size or self.message.page_size

    @property
    def uploads(self) -> tuple[PictureId, ...]:
        """The pictures brought along, those of this message last: A, B, ..."""
        known = [picture for picture, _ in self.now.labels if picture.startswith(UPLOAD)]
        return tuple(dict.fromkeys((*known, *self.brought)))

    def remark(self, *remarks: Remark) -> None:
        """Keep what the person should hear."""
        self.remarks.extend(remarks)

    def speak(self, language: str) -> None:
        """Remember the language that the person writes in; undo leaves it as it is."""
        self.conversation = self.conversation.model_copy(update={"language": language})

    def commit(self) -> None:
        """Enter the changes collected so far as a turn, if there are any."""
        if self.changes:
            self.conversation = step(self.conversation, Turn(changes=tuple(self.changes)))
            self.changes.clear()
            self.entered = True

    def as_one_step(self) -> Conversation:
        """Give the conversation with everything that this message did as one step for undo."""
        grown = len(self.conversation.past) - len(self.before.past)
        if self.kept or grown <= 1:
            return self.conversation
        past = (*self.before.past, self.before.now)
        return self.conversation.model_copy(update={"past": past})

    def picture(self, reference: Reference) -> PictureId:
        """Find the picture that a number or a letter names."""
        if isinstance(reference, int):
            return self.conversation.picture(reference)
        return self.uploads[string.ascii_uppercase.index(reference)]

    def pictures(self, references: Iterable[Reference]) -> tuple[PictureId, ...]:
        """Find the pictures that numbers and letters name."""
        return tuple(self.picture(reference) for reference in references)

    def name(self, picture: PictureId) -> Reference | None:
        """Find the number or the letter of a picture; None when it was never shown here."""
        if picture in self.uploads:
            return string.ascii_uppercase[self.uploads.index(picture)]
        numbered = self.conversation.numbered
        return numbered.index(picture) + 1 if picture in numbered else None

    def names(self, pictures: Iterable[PictureId]) -> tuple[Reference, ...]:
        """Find the numbers and letters of those pictures that have one."""
        found = (self.name(picture) for picture in pictures)
        return tuple(name for name in found if name is not None)

    def find(self, start: int, count: int) -> Page:
        """Ask the engine, and forget pictures brought along that it no longer has.

        Raises
        ------
        LabelsError
            There is nothing to look for.
        """
        return self._look(lambda: self.engine.find(self.now, start, count))

    def ask(self, count: int) -> Page:
        """Ask the engine for a page to learn from; else as `find`."""
        return self._look(lambda: self.engine.ask(self.now, count))

    def _look(self, look: Callable[[], Page]) -> Page:
        try:
            page = look()
        except CatalogueError:
            gone = [picture for picture, _ in self.now.labels if picture.startswith(UPLOAD)]
            if not gone:
                raise
            self.conversation = _without(self.conversation, gone)
            self.remark(trouble("brought_gone"))
            page = look()
        for stage, seconds in page.seconds.items():
            self.stages[stage] = max(self.stages.get(stage, 0.0), seconds)
        return page

    def draw(self, hits: Sequence[Hit]) -> tuple[Tile, ...]:
        """Make tiles of hits whose pictures carry numbers already."""
        return tuple(self._tile(hit.id, hit) for hit in hits)

    def draw_pictures(self, pictures: Iterable[PictureId]) -> tuple[Tile, ...]:
        """Make tiles of numbered pictures, with the scores that they have now."""
        chosen = tuple(pictures)
        known: dict[PictureId, Hit] = {}
        if self.wants_something:
            try:
                hits = self.find(0, max(4 * len(chosen), self.page_size)).hits
                known = {hit.id: hit for hit in hits}
            except LabelsError:
                pass  # nothing to rank by: the tiles stand without scores
        return tuple(self._tile(picture, known.get(picture)) for picture in chosen)

    def _tile(self, picture: PictureId, hit: Hit | None) -> Tile:
        known = self.engine.picture(picture)
        return Tile(
            number=self.conversation.numbered.index(picture) + 1,
            id=picture,
            score=hit.score if hit else 0.0,
            label=self.now.label_of(picture),
            caption=known.caption,
            width=known.width,
            height=known.height,
            alike=len(hit.alike) if hit else 0,
            asking=hit.asking if hit else False,
        )

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time that a part of the turn takes to its stage."""
        begun = perf_counter()
        yield
        self.stages[stage] = self.stages.get(stage, 0.0) + perf_counter() - begun

    def screen(self) -> Screen:
        """Describe what the person sees, for the parser."""
        liked = self.names(self.now.labelled(Label.LIKED))
        disliked = self.names(self.now.labelled(Label.DISLIKED))
        letters = tuple(string.ascii_uppercase[: len(self.uploads)])
        newest = self.now.gallery
        labelled = self.names(picture for picture, _ in self.now.labels)
        alone = newest[0] if len(newest) == 1 else None
        return Screen(
            shown=len(self.conversation.numbered),
            newest=newest,
            columns=max(self.message.columns, 1),
            liked=liked,
            disliked=disliked,
            uploads=letters,
            brought=tuple(letters[self.uploads.index(picture)] for picture in self.brought),
            compared=self.now.compared or (newest if len(newest) == 2 else ()),
            question=self.now.asked or None,
            last=alone or (labelled[-1] if labelled else None),
            language=self.conversation.language,
            saved=self.shelf.names() if self.shelf else (),
        )


def _without(conversation: Conversation, gone: Iterable[PictureId]) -> Conversation:
    names = set(gone)
    kept = tuple(pair for pair in conversation.now.labels if pair[0] not in names)
    now = conversation.now.model_copy(update={"labels": kept})
    return conversation.model_copy(update={"now": now})
