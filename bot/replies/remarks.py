"""What a turn leaves to be said: codes with names, words and counts, in no language yet.

An error becomes a remark too: its kind is the code, and its facts are what the sentence needs.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from engine.errors import Fault, MorelikeError
from engine.types import Value


class Rank(StrEnum):
    """Where a remark stands in a reply."""

    HEARD = "heard"
    DONE = "done"
    FOUND = "found"
    TROUBLE = "trouble"


class Remark(Value):
    """One thing that a person should hear.

    `names` are numbers or letters of pictures, `text` words of the person or of the catalogue,
    `count` and `of` what the sentence counts, `right` how many of those are expected to be right,
    and `ends` the interval of that. `parts` are remarks that stand in the sentence, as a list.
    """

    code: str
    rank: Rank
    names: tuple[int | str, ...] = ()
    text: str = ""
    count: int = 0
    of: int = 0
    right: int = 0
    ends: tuple[int, int] = (0, 0)
    parts: tuple["Remark", ...] = ()


class Suggestion(Value):
    """One thing that the person may say next, in no language yet."""

    code: str
    name: int | str = ""


def heard(
    code: str,
    *,
    names: Sequence[int | str] = (),
    text: str = "",
    count: int = 0,
    parts: Iterable[Remark] = (),
) -> Remark:
    """Echo one reading; all echoes of a turn become one sentence."""
    rank = Rank.HEARD
    said = {"names": tuple(names), "text": text, "count": count, "parts": tuple(parts)}
    return Remark(code=code, rank=rank, **said)


def done(
    code: str,
    *,
    names: Sequence[int | str] = (),
    text: str = "",
    count: int = 0,
    of: int = 0,
    right: int = 0,
    ends: tuple[int, int] = (0, 0),
    parts: Iterable[Remark] = (),
) -> Remark:
    """Say what was done, or answer a question, in a sentence of its own."""
    rank = Rank.DONE
    said = {"names": tuple(names), "text": text, "count": count, "right": right, "ends": ends}
    return Remark(code=code, rank=rank, of=of, parts=tuple(parts), **said)


def found(
    code: str, *, names: Sequence[int | str] = (), count: int = 0, of: int = 0, right: int = 0
) -> Remark:
    """Say what is shown; `right` of 0 says nothing of how many are right."""
    rank = Rank.FOUND
    return Remark(code=code, rank=rank, names=tuple(names), count=count, of=of, right=right)


def about(expected: float) -> int:
    """Round what is only expected to what can be said of it: two digits.

    Examples
    --------
    >>> about(283.4), about(8.6), about(0.3)
    (280, 9, 0)
    """
    digits = max(len(str(int(expected))) - 2, 0)
    return int(round(expected, -digits))


def trouble(
    code: str,
    *,
    names: Sequence[int | str] = (),
    text: str = "",
    of: int = 0,
    parts: Iterable[Remark] = (),
) -> Remark:
    """Say what could not count, and what to say instead."""
    rank = Rank.TROUBLE
    return Remark(code=code, rank=rank, names=tuple(names), text=text, of=of, parts=tuple(parts))


def problem(error: MorelikeError | Fault) -> Remark:
    """Say an error, or the fault kept of one: its kind is a code that every language has.

    Examples
    --------
    >>> from engine.errors import PictureError
    >>> problem(PictureError("boat.jpg cannot be read")).code
    'picture_unreadable'
    """
    fault = error.fault if isinstance(error, MorelikeError) else error
    names = (fault.found,) if fault.found else ()
    said = {"text": fault.name, "count": fault.found, "of": fault.most}
    return Remark(code=fault.kind.value, rank=Rank.TROUBLE, names=names, **said)


def quoted(texts: Iterable[str]) -> tuple[Remark, ...]:
    """Quote words of the person, each as a part of a sentence."""
    return tuple(done("quoted", text=text) for text in texts)


def suggestion(code: str, *, name: int | str = "") -> Suggestion:
    """Name one thing that the person may say next."""
    return Suggestion(code=code, name=name)
