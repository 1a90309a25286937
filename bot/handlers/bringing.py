"""Pictures that come with a message: looked at, and as many as there are letters to name them.

One that cannot be read is said, and the others count.
"""

import string

from bot.handlers.work import Work
from bot.replies import problem, trouble
from engine.errors import PictureError
from engine.types import PictureId

PICTURES_AT_ONCE = 12
"""Pictures that one message brings at most."""
IN_ALL = len(string.ascii_uppercase)


def bring(work: Work) -> None:
    """Look at the pictures of the message.

    Raises
    ------
    PictureError
        None of them can be read.
    """
    seen = _look(work)
    known = work.uploads
    new = [one for one in dict.fromkeys(seen) if one not in known]
    room = IN_ALL - len(known)
    work.brought = tuple(one for one in dict.fromkeys(seen) if one not in new[room:])
    if len(work.message.images) > PICTURES_AT_ONCE:
        work.remark(trouble("too_many_brought", of=PICTURES_AT_ONCE))
    elif len(new) > room:
        work.remark(trouble("too_many_brought", of=IN_ALL))


def _look(work: Work) -> list[PictureId]:
    seen: list[PictureId] = []
    broken: list[PictureError] = []
    for content in work.message.images[:PICTURES_AT_ONCE]:
        try:
            seen.append(work.engine.take_upload(content))
        except PictureError as error:
            broken.append(error)
    if broken and not seen:
        raise broken[0]
    work.remark(*(problem(error) for error in broken))
    return seen
