"""A conversation as a link: the small saved text, packed into what follows the # of an address.

Browsers send that part to no server, so no log knows what was searched. A link is bounded, since
messengers cut long ones; what is longer is given as a file alone. Whoever opens a link may have got
it from anybody: it is unpacked up to a bound, and read as carefully as a file is.
"""

from bot.handlers.keeping import SAVED_BYTES, Saved, parse_saved
from bot.handlers.packing import unpack
from engine.errors import ConversationError, Fault, Kind


def read_link(fragment: object) -> tuple[str, Saved]:
    """Read what a link holds: the text of the saved conversation, and the conversation.

    Raises
    ------
    ConversationError
        It is damaged, too large, or holds no conversation of ours.
    """
    text = unpack(fragment, SAVED_BYTES) if isinstance(fragment, str) else None
    if text is None:
        raise ConversationError(
            "the link is damaged; have it copied and sent once more, or the search as a file",
            Fault(Kind.LINK_DAMAGED),
        )
    return text, parse_saved(text.encode())
