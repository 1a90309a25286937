"""What the engine answers, as values: a page of hits, the reasons for one, a map, boxes as SQL."""

from typing import Literal, TypeAlias

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
    """Why a picture was shown, or was not.

    Likenesses are cosines; a None says that there is nothing to compare with. `place` counts from
    1, and is None for what was not ranked; `kept_out` tells that a condition does not hold of it.
    `votes` of `trees` claim it; `voted_by` are liked pictures in the same leaves, each with its
    count. `words_score` and `labels_score` are what either alone would give. Disliking `flip`, or
    taking the dislike from it where the picture is no match, would turn the answer round.
    """

    nearest_liked: PictureId | None = None
    liked_likeness: float | None = None
    nearest_disliked: PictureId | None = None
    disliked_likeness: float | None = None
    text_likeness: float | None = None
    place: int | None = None
    match: bool = False
    kept_out: bool = False
    score: float | None = None
    chance: float | None = None
    votes: int | None = None
    trees: int | None = None
    voted_by: tuple[tuple[PictureId, int], ...] = ()
    words_score: float | None = None
    labels_score: float | None = None
    flip: PictureId | None = None


PlaceKind: TypeAlias = Literal["liked", "disliked", "match", "undecided"]


class Place(Value):
    """Where one picture lies on a map of an answer.

    `x` is its score, `y` how it differs otherwise, in standard deviations; `share` tells which
    share of the trees claims it.
    """

    id: PictureId
    x: float
    y: float
    kind: PlaceKind
    score: float
    share: float = 0.0


class Landscape(Value):
    """A map of an answer: candidates best first, matches before the others, then what was judged.

    `matches` of `candidates` match, of which not all are drawn. From `edge` on, to the right,
    pictures match; None where it is not the score that decides. `enough` is the share of the trees
    that puts a picture among those that the forest claims; 0 where there is none.
    """

    places: tuple[Place, ...] = ()
    matches: int = 0
    candidates: int = 0
    edge: float | None = None
    enough: float = 0.0


class Boxes(Value):
    """What decided a turn: so many boxes of so many trees, `needed` votes for a match, as SQL.

    `dimensions` is how many columns the table of codes has.
    """

    sql: str
    boxes: int
    trees: int
    needed: int
    dimensions: int
