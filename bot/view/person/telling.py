"""What the page's keeper is told: what to keep in the browser, where the page is, what to say.

The keeper (`assets/page/keep.js`) keeps conversations in the browser, one for each library, follows
links, and shows how far libraries are.
"""

from itertools import count

from pydantic import Field

from bot.handlers import pack
from bot.view.person.session import Session
from engine.types import Value

_stamps = count(1)


class Told(Value):
    """One message for the keeper.

    `keep` is a packed session to be kept for `place`; `turn_to` names the library that a link
    belongs to, `later` says that it is not ready yet. `stamp` makes each message another one, since
    the page takes note of changes only.
    """

    place: str = ""
    keep: str = ""
    notice: str = ""
    turn_to: str = ""
    later: bool = False
    stamp: int = Field(default_factory=lambda: next(_stamps))


def tell(session: Session | None, *, keep: bool, notice: str, turn_to: str, later: bool) -> str:
    """Write a message for the keeper."""
    told = Told(
        place=session.place if session else "",
        keep=pack(session.dump()) if session and keep else "",
        notice=notice,
        turn_to=turn_to,
        later=later,
    )
    return told.model_dump_json()
