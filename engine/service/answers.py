"""What the engine answers, as values: a page of hits, and the reasons for one of them."""

from engine.types import PictureId, Value


class Hit(Value):
    """One picture of an answer; `score` falls from hit to hit."""

    id: PictureId
    row: int
    score: float


class Page(Value):
    """A page of an answer.

    `matches` counts what the turn's model calls positive; `ranked` counts the pictures that
    further pages can show; `seconds` tells the time by part.
    """

    hits: tuple[Hit, ...]
    matches: int
    ranked: int
    seconds: dict[str, float]
    work: dict[str, int]


class Reasons(Value):
    """Why a picture was shown: its nearest labelled pictures and its likeness to the words.

    Likenesses are cosines; a None says that there is nothing to compare with.
    """

    nearest_liked: PictureId | None = None
    liked_likeness: float | None = None
    nearest_disliked: PictureId | None = None
    disliked_likeness: float | None = None
    text_likeness: float | None = None
