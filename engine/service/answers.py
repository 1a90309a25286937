"""What the engine answers, as values: a page of hits, and the reasons for one of them."""

from engine.types import PictureId, Value


class Hit(Value):
    """One picture of an answer; `score` falls from hit to hit.

    `chance` is how likely it matches, `match` whether it is called a match. `alike` are its
    near-duplicates further down, which have no tile of their own. `asking` tells that it is shown
    because a judgement of it would teach much.
    """

    id: PictureId
    row: int
    score: float
    chance: float = 0.0
    match: bool = False
    alike: tuple[PictureId, ...] = ()
    asking: bool = False


class Page(Value):
    """A page of an answer.

    `matches` counts the pictures that the turn's model calls positive, near-duplicates and all;
    `right` of them are expected to be right, `right_low` to `right_high` in four of five searches.
    `more_match` tells that further tiles match; `ranked` counts the tiles that pages can show, or
    those that may still turn out to be one; `folded` the pictures left out so far because they
    are alike one that was judged. `seconds` tells the time by part.
    """

    hits: tuple[Hit, ...]
    matches: int
    ranked: int
    seconds: dict[str, float]
    work: dict[str, int]
    right: float = 0.0
    right_low: float = 0.0
    right_high: float = 0.0
    more_match: bool = False
    folded: int = 0


class Reasons(Value):
    """Why a picture was shown: its nearest labelled pictures and its likeness to the words.

    Likenesses are cosines; a None says that there is nothing to compare with.
    """

    nearest_liked: PictureId | None = None
    liked_likeness: float | None = None
    nearest_disliked: PictureId | None = None
    disliked_likeness: float | None = None
    text_likeness: float | None = None
