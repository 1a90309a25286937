"""One turn taken apart, and everything that scans put beside its parts.

Nothing is timed before the index's answer was found to be the scan's, row for row.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from statistics import median
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.direction import Direction
from engine.errors import LibraryError
from engine.evaluation.scale.ground import Ground
from engine.evaluation.scale.scans import (
    BOX_SCANS,
    Votes,
    grow_scanning,
    scan_exact,
    scan_forest,
    scan_linear,
)
from engine.evaluation.scale.turns import Turn
from engine.forest import Forest
from engine.search import Brief, SearchSettings
from engine.search.candidates import Candidates, enough, find_candidates
from engine.search.model import ask_neighbours, learn_directions, learn_forest, take_lessons
from engine.types import Codes, Rows, Value

THREADS = 2
REPEATS = 5
Result = TypeVar("Result")


class Comparison(Value):
    """Seconds of one turn's boxes, and of the scans that would answer the same.

    `kept` are the boxes that the turn asked for, `grown` all that its forest has; `forest_codes`
    and `forest_embeddings` are scikit-learn's, growing left out.
    """

    kept: float
    kept_scans: dict[str, float]
    grown: float
    grown_scans: dict[str, float]
    forest_codes: float
    forest_embeddings: float
    linear: float
    exact: float
    linear_ap: float
    ap: float


@dataclass(frozen=True, eq=False)
class Part:
    """What a turn learned, and what its forest found.

    `examples` are the rows that the forest grew from, `wanted` those of them that it took for
    liked.
    """

    brief: Brief
    directions: tuple[Direction, ...]
    forest: Forest
    candidates: Candidates
    examples: Rows
    wanted: NDArray[np.bool_]


def take_apart(brief: Brief, ground: Ground) -> Part:
    """Learn and find as `search` does, and keep the parts."""
    indexes, settings = ground.indexes, SearchSettings()
    directions = learn_directions(take_lessons(brief, indexes), indexes, settings)
    kinds = len(directions)
    near = tuple(ask_neighbours(one, brief, indexes, settings, kinds) for one in directions)
    rng = np.random.default_rng(brief.seed())
    forest = learn_forest(brief, near, indexes, settings, rng)
    candidates = find_candidates(forest, brief, indexes, settings)
    taught = np.concatenate([one.rows[: settings.taught // kinds] for one in near])
    wanted = np.union1d(brief.liked, taught)
    other = np.union1d(brief.disliked, np.setdiff1d(indexes.background, wanted))
    examples = np.concatenate([wanted, other])
    return Part(
        brief, directions, forest, candidates, examples, np.arange(len(examples)) < len(wanted)
    )


def compare_turn(ground: Ground, columns: Codes, turn: Turn) -> Comparison:
    """Check and time one turn; `columns` (d, n) are the codes, a dimension a line."""
    indexes, settings = ground.indexes, SearchSettings()
    part = take_apart(turn.brief(), ground)
    weight, embeddings = part.directions[0].weight, indexes.embeddings
    kept_scans, grown_scans = _scan_kept(part, columns), _scan_grown(ground, part, columns)
    linear, scores = _timed(partial(scan_linear, embeddings, weight))
    find = partial(find_candidates, part.forest, part.brief, indexes, settings)
    exact = partial(scan_exact, embeddings, weight, settings.neighbours, THREADS)
    return Comparison(
        kept=median(_timed(find)[0] for _ in range(REPEATS)),
        kept_scans=kept_scans,
        grown=median(_timed(partial(find_grown, ground, part))[0] for _ in range(REPEATS)),
        grown_scans=grown_scans,
        forest_codes=_scan_forest(part, indexes.codes),
        forest_embeddings=_scan_forest(part, embeddings),
        linear=linear,
        exact=_timed(exact)[0],
        linear_ap=_full_precision(ground, turn, scores),
        ap=turn.ap,
    )


def find_grown(ground: Ground, part: Part) -> Rows:
    """List the rows with enough votes by all boxes of a forest, whatever they cost."""
    found = ground.indexes.boxes.find(part.forest.boxes)
    return enough(found.rows, part.forest, len(ground.indexes))[0]


def _scan_kept(part: Part, columns: Codes) -> dict[str, float]:
    asked = only(part.forest, part.candidates.kept)
    seconds = {}
    for name, scan in BOX_SCANS.items():
        seconds[name], votes = _timed(partial(scan, columns, asked))
        rows = np.flatnonzero(votes >= part.candidates.needed)
        check(part.candidates.rows, np.setdiff1d(rows, part.brief.settled), name)
    return seconds


def _scan_grown(ground: Ground, part: Part, columns: Codes) -> dict[str, float]:
    rows, seconds = find_grown(ground, part), {}
    for name, scan in BOX_SCANS.items():
        seconds[name], votes = _timed(partial(scan, columns, part.forest))
        check(rows, _voted(votes, part.forest.needed), name)
    return seconds


def _voted(votes: Votes, needed: int) -> Rows:
    return np.flatnonzero(votes >= needed).astype(np.int64)


def only(forest: Forest, kept: NDArray[np.bool_]) -> Forest:
    """Leave the boxes that were asked for."""
    boxes = tuple(box for box, wanted in zip(forest.boxes, kept, strict=True) if wanted)
    return replace(forest, boxes=boxes, tree=forest.tree[kept], worth=forest.worth[kept])


def check(answer: Rows, scanned: Rows, name: str) -> None:
    """Refuse to go on where the index's answer is not the scan's, row for row.

    Raises
    ------
    LibraryError
        They differ.
    """
    if not np.array_equal(answer, scanned):
        wrong = len(np.setxor1d(answer, scanned))
        raise LibraryError(
            f"the index and the scan {name} differ in {wrong:,} of {len(scanned):,} rows: "
            "no figure of this run can be trusted"
        )


def _scan_forest(part: Part, rows: NDArray[np.generic]) -> float:
    model = grow_scanning(rows[part.examples], part.wanted, part.forest.trees, THREADS)
    return _timed(partial(scan_forest, model, rows))[0]


def _full_precision(ground: Ground, turn: Turn, scores: NDArray[np.float32]) -> float:
    """Average precision of a full order over the unseen members of a class."""
    settled = turn.brief().settled
    members = np.flatnonzero(np.asarray(ground.truth) == turn.concept)
    unseen = np.sort(-scores[np.setdiff1d(members, settled)])
    scores[settled] = -np.inf
    places = np.searchsorted(np.sort(-scores), unseen, side="right")
    return float((np.arange(1, len(unseen) + 1) / places).mean())


def _timed(call: Callable[[], Result]) -> tuple[float, Result]:
    begun = time.perf_counter()
    result = call()
    return time.perf_counter() - begun, result
