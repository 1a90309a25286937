"""The classifiers of the published system on our codes: learned anew, answered exactly.

All three end as boxes, so each answer is that of comparing every picture with every box. Branches
are grown in the subspaces that the box index has, so it finds their rows; the plain forest looks at
every picture, as such forests do, and is refused where that would make others wait.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.boxes import Box
from engine.conversation import Classifier
from engine.errors import Fault, Kind, LabelsError
from engine.forest import Forest
from engine.forest.branches import (
    ENSEMBLE,
    ONE_MODEL,
    Taught,
    draw_subsets,
    grow_branches,
    grow_plain_trees,
)
from engine.index import Indexes
from engine.search.brief import Brief, SearchSettings
from engine.types import Codes, Rows

USUAL_BACKGROUND = 500
"""Random dislikes by default, of the 0 to 1,000 that the published page offers."""
BRANCHED_MOST = 1_000
"""Branches take no more: an ensemble of 10,000 keeps a core busy for many seconds."""
PLAIN_TREES = 25
SCANNED_MOST = 200_000
"""A scan of so many takes one core 0.4 s with 227 boxes; of more, others would wait."""
VOTED_MOST = 500_000
"""So many rows are looked at box by box at most, for the same reason."""
SCANNED_AT_ONCE = 1 << 16
Votes = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Claimed:
    """The rows that a forest claims with enough votes, ascending, their votes, and the work."""

    rows: Rows
    votes: Votes
    work: dict[str, int]


def take_background(indexes: Indexes, most: int | None) -> Rows:
    """Take so many rows of the background sample, spread evenly; all of it for None."""
    rows = indexes.background
    if most is None or most >= len(rows):
        return rows
    return rows[np.linspace(0, len(rows) - 1, most).astype(np.int64)]


def learn_published(
    brief: Brief, indexes: Indexes, settings: SearchSettings, rng: np.random.Generator
) -> Forest:
    """Learn what the chosen classifier learns from labels and a background sample.

    The words count as a liked picture while there is none.

    Raises
    ------
    LabelsError
        The catalogue is too large to be scanned.
    """
    if settings.classifier is Classifier.SCAN and len(indexes) > SCANNED_MOST:
        raise LabelsError(
            f"a plain forest looks at every picture, which is offered up to {SCANNED_MOST:,}; "
            f"there are {len(indexes):,}: choose another classifier",
            Fault(Kind.SCAN_TOO_LARGE, found=len(indexes), most=SCANNED_MOST),
        )
    taught = teach(brief, indexes, settings)
    wanted = taught.codes[taught.wanted]
    if taught.wanted.all():
        return _as_forest([], wanted, needed=1)
    if settings.classifier is Classifier.SCAN:
        return _as_forest(grow_plain_trees(taught, PLAIN_TREES, rng), wanted, PLAIN_TREES // 2 + 1)
    how = ENSEMBLE if settings.classifier is Classifier.ENSEMBLE else ONE_MODEL
    branches = grow_branches(taught, draw_subsets(indexes.subspaces), how, rng)
    return _as_forest([one.leaves for one in branches], wanted, how.members // 2 + 1)


def teach(brief: Brief, indexes: Indexes, settings: SearchSettings) -> Taught:
    """Gather what is liked, what is disliked, and what stands for the rest of the catalogue."""
    encode = indexes.quantiser.encode
    liked = [indexes.codes[np.unique(brief.liked)]]
    disliked = [indexes.codes[np.unique(brief.disliked)]]
    if len(brief.liked_examples):
        liked.append(encode(brief.liked_examples))
    if len(brief.disliked_examples):
        disliked.append(encode(brief.disliked_examples))
    if brief.text is not None and not any(len(one) for one in liked):
        liked.append(encode(brief.text[None]))
    most = settings.background or USUAL_BACKGROUND
    if settings.classifier is not Classifier.SCAN:
        most = min(most, BRANCHED_MOST)
    drawn = take_background(indexes, most)
    rest = indexes.codes[drawn[~np.isin(drawn, brief.settled)]]
    sizes = [sum(len(one) for one in liked), sum(len(one) for one in disliked), len(rest)]
    weight = np.repeat([1.0, float(settings.dislikes), 1.0], sizes)
    codes = np.concatenate([*liked, *disliked, rest])
    return Taught(codes, np.arange(len(codes)) < sizes[0], weight)


def _as_forest(trees: list[tuple[Box, ...]], wanted: Codes, needed: int) -> Forest:
    boxes = tuple(box for tree in trees for box in tree)
    homes = np.repeat(np.arange(len(trees)), [len(tree) for tree in trees])
    worth = np.array([box.contains(wanted).sum() for box in boxes], dtype=np.float64)
    return Forest(boxes, homes.astype(np.int64), worth, len(trees), needed)


def find_claimed(
    forest: Forest, brief: Brief, indexes: Indexes, settings: SearchSettings
) -> Claimed:
    """List every row with enough votes, settled ones left out; exactly, whatever the boxes.

    Raises
    ------
    LabelsError
        The boxes hold so much of the catalogue that reading it would make others wait.
    """
    if settings.classifier is Classifier.SCAN:
        rows = np.arange(len(indexes), dtype=np.int64)
        votes, work = _scan(forest, indexes.codes), {"tested": len(indexes)}
    else:
        rows, work = _look_up(forest, indexes, settings)
        votes = _scan(forest, indexes.codes[rows])
    kept = (votes >= forest.needed) & ~np.isin(rows, brief.settled)
    return Claimed(rows[kept], votes[kept], work | {"boxes": len(forest.boxes)})


def _look_up(
    forest: Forest, indexes: Indexes, settings: SearchSettings
) -> tuple[Rows, dict[str, int]]:
    """List the rows that may lie in boxes: the index answers for the dimensions that it has."""
    wider = {_key(one): one for one in (_widened(box, indexes) for box in forest.boxes)}
    meeting = indexes.boxes.meet(tuple(wider.values()))
    blocks = int((meeting.covered + meeting.crossed).sum())
    if blocks * indexes.boxes.plan.block_rows > settings.read:
        raise _too_wide(settings.read)
    found = indexes.boxes.read(meeting)
    rows = np.unique(found.rows).astype(np.int64)
    if len(rows) > VOTED_MOST:
        raise _too_wide(VOTED_MOST)
    return rows, {"covered": found.covered, "crossed": found.crossed, "tested": found.tested}


def _too_wide(most: int) -> LabelsError:
    return LabelsError(
        f"the boxes of this classifier reach over more than {most:,} pictures: "
        "judge a few more, take a larger background sample, or choose another classifier",
        Fault(Kind.BOXES_TOO_WIDE, most=most),
    )


def _widened(box: Box, indexes: Indexes) -> Box:
    """Leave a box only those sides that lie in one indexed subspace: the one that has the most."""
    home = max(indexes.subspaces, key=lambda one: len(set(one) & set(box.dimensions)))
    places = [place for place, dimension in enumerate(box.dimensions) if dimension in home]
    return Box(tuple(box.dimensions[place] for place in places), box.low[places], box.high[places])


def _key(box: Box) -> tuple[tuple[int, ...], bytes, bytes]:
    return box.dimensions, box.low.tobytes(), box.high.tobytes()


def _scan(forest: Forest, codes: Codes) -> Votes:
    """Count the votes for every row, a part of the catalogue at a time."""
    votes = np.zeros(len(codes), dtype=np.int64)
    for start in range(0, len(codes), SCANNED_AT_ONCE):
        columns = np.ascontiguousarray(codes[start : start + SCANNED_AT_ONCE].T)
        for box in forest.boxes:
            votes[start + _rows_inside(box, columns)] += 1
    return votes


def _rows_inside(box: Box, columns: Codes) -> Rows:
    """List the rows of (d, n) columns in a box; each side is asked only of those still inside."""
    inside = np.arange(columns.shape[1], dtype=np.int64)
    for dimension, low, high in zip(box.dimensions, box.low, box.high, strict=True):
        whole = len(inside) == columns.shape[1]
        values = columns[dimension] if whole else columns[dimension][inside]
        inside = inside[(values >= low) & (values <= high)]
    return inside
