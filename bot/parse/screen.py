"""What the person sees while typing: all that a message's numbers and places can refer to."""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import Field

from bot.parse.actions import Reference, References
from engine.types import Value

Found = TypeVar("Found")
Missing = TypeVar("Missing")


class Screen(Value):
    """The numbers in force and where they stand.

    `shown` is the highest number given so far; `newest` lists the newest gallery in order and
    `columns` how many stand in one row of it. `uploads` are the letters of the pictures brought
    along in this conversation, `brought` those of this message. `last` is what "it" means.
    `question` lists what the bot's open question is about; None when none is open. `language` is
    the one that the conversation is in so far, for messages that could be in several. `saved` are
    the names that conversations were kept under.
    """

    shown: int = Field(default=0, ge=0)
    newest: tuple[int, ...] = ()
    columns: int = Field(default=4, ge=1)
    liked: References = ()
    disliked: References = ()
    uploads: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()
    compared: References = ()
    question: tuple[int, ...] | None = None
    last: Reference | None = None
    language: str = "en"
    saved: tuple[str, ...] = ()

    @classmethod
    def first_page(cls, shown: int, columns: int = 4) -> "Screen":
        """Show one gallery numbered 1 to `shown`."""
        return cls(shown=shown, newest=tuple(range(1, shown + 1)), columns=columns)

    @property
    def page(self) -> tuple[int, ...]:
        """What "all of these" and "the first" mean: what was asked about, or the newest gallery."""
        return self.question or self.newest

    def row(self, place: int) -> tuple[int, ...]:
        """List one row of the newest gallery; rows count from 1, and -1 is the last."""
        rows = [
            self.newest[start : start + self.columns]
            for start in range(0, len(self.newest), self.columns)
        ]
        return _at(rows, place, ())

    def column(self, place: int) -> tuple[int, ...]:
        """List one column of the newest gallery; columns count from 1, and -1 is the last."""
        width = min(self.columns, len(self.newest))
        columns = [self.newest[start :: self.columns] for start in range(width)]
        return _at(columns, place, ())

    def place(self, place: int) -> int | None:
        """Find the number at one place of the page; -1 is the last place."""
        return _at(self.page, place, None)


def _at(items: Sequence[Found], place: int, missing: Missing) -> Found | Missing:
    index = place - 1 if place > 0 else len(items) + place
    return items[index] if place != 0 and 0 <= index < len(items) else missing
