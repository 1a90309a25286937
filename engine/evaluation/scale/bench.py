"""The engine's turn at a size, side by side with everything that scans: one run, one machine.

No figure is given unless the index's answer is the scan's, row for row, on every turn compared.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.direction import Direction
from engine.errors import LibraryError
from engine.evaluation.scale.ground import Ground, GroundRecord, open_ground
from engine.evaluation.scale.scans import (
    BOX_SCANS,
    Votes,
    scan_exact,
    scan_forest,
    scan_linear,
)
from engine.evaluation.scale.turns import Turn, Turns
from engine.forest import Examples, Forest
from engine.search import Brief, SearchSettings
from engine.search.candidates import Candidates, find_candidates
from engine.search.model import (
    ask_neighbours,
    gather_examples,
    learn_directions,
    learn_forest,
    take_lessons,
)
from engine.types import Codes, Progress, Value, no_progress

THREADS = 2
REPEATS = 5
Result = TypeVar("Result")


class Scan(Value):
    """Seconds of one turn's parts and of the scans that would answer the same."""

    boxes: float
    box_scans: dict[str, float]
    forest: float
    linear: float
    exact: float
    linear_ap: float
    ap: float


class RefineBench(Value):
    """What `morelike bench refine` says; seconds are medians over turns, ratios over the turn.

    The forest that scans is scikit-learn's, with as many trees, on the same examples and on all 32
    dimensions of the codes, on both cores. `linear_ap` is the average precision of a full scan by
    the first direction alone, `checked_ap` ours on the same turns. `bytes_per_row` leaves out the
    embeddings and the graph, which `graph_bytes_per_row` counts without the vectors that it keeps
    for itself. `resident_bytes` is the most that the process of the turns held after one.
    """

    rows: int
    turn_seconds: float
    turn_seconds_90: float
    turn_own_seconds: float
    learn_seconds: float
    find_seconds: float
    rank_seconds: float
    box_seconds: float
    scan_forest_ratio: float
    scan_boxes_ratio: float
    linear_ratio: float
    exact_ratio: float
    best_box_scan: str
    scan_seconds: dict[str, float]
    linear_ap: float
    checked_ap: float
    checked_turns: int
    turns: int
    labels: float
    background_rows: int
    trees: int
    boxes: float
    rows_tested: float
    candidates: float
    recall: float
    set_recall: float
    neighbours_recall: float
    ap: float
    neighbour_rows: int
    bytes_per_row: float
    graph_bytes_per_row: float
    resident_bytes: int
    resident_own_bytes: int
    build_seconds: float
    build: dict[str, float]
    seed: int


@dataclass(frozen=True, eq=False)
class Part:
    """One turn taken apart: what was learned, and what the forest found with it."""

    brief: Brief
    directions: tuple[Direction, ...]
    examples: Examples
    forest: Forest
    candidates: Candidates


def compare(
    folder: Path, turns: Turns, compared: int, progress: Progress = no_progress
) -> RefineBench:
    """Scan for some of the turns, check their answers, and put all figures together.

    Raises
    ------
    LibraryError
        An answer of the index is not the scan's.
    """
    ground = open_ground(folder)
    columns = np.ascontiguousarray(np.asarray(ground.indexes.codes).T)
    chosen = turns.turns[:: max(1, len(turns.turns) // compared)][:compared]
    scans = []
    for number, turn in enumerate(chosen):
        progress("scanning", number, len(chosen))
        scans.append(_scan(ground, columns, turn))
    progress("scanning", len(chosen), len(chosen))
    return _tell(ground, turns, scans)


def take_apart(brief: Brief, ground: Ground) -> Part:
    """Learn and find as `search` does, and keep the parts."""
    indexes, settings = ground.indexes, SearchSettings()
    directions = learn_directions(take_lessons(brief, indexes), indexes, settings)
    kinds = len(directions)
    near = tuple(ask_neighbours(one, brief, indexes, settings, kinds) for one in directions)
    rng = np.random.default_rng(brief.seed())
    forest = learn_forest(brief, near, indexes, settings, rng)
    examples = gather_examples(brief, near, indexes, settings)
    candidates = find_candidates(forest, brief, indexes, settings)
    return Part(brief, directions, examples, forest, candidates)


def _scan(ground: Ground, columns: Codes, turn: Turn) -> Scan:
    indexes, settings = ground.indexes, SearchSettings()
    part = take_apart(turn.brief(), ground)
    laps = [
        _timed(lambda: find_candidates(part.forest, part.brief, indexes, settings))[0]
        for _ in range(REPEATS)
    ]
    asked = only(part.forest, part.candidates.kept)
    scanned = {name: _timed(partial(scan, columns, asked)) for name, scan in BOX_SCANS.items()}
    for name, (_, votes) in scanned.items():
        check(part, votes, name)
    trees = part.forest.trees
    weight = part.directions[0].weight
    embeddings = indexes.embeddings
    linear, scores = _timed(lambda: scan_linear(embeddings, weight))
    return Scan(
        boxes=median(laps),
        box_scans={name: seconds for name, (seconds, _) in scanned.items()},
        forest=_timed(lambda: scan_forest(part.examples, indexes.codes, trees, THREADS))[0],
        linear=linear,
        exact=_timed(lambda: scan_exact(embeddings, weight, settings.neighbours, THREADS))[0],
        linear_ap=_full_precision(ground, turn, scores),
        ap=turn.ap,
    )


def _full_precision(ground: Ground, turn: Turn, scores: NDArray[np.float32]) -> float:
    """Average precision of a full order over the unseen members of a class."""
    settled = turn.brief().settled
    members = np.flatnonzero(np.asarray(ground.truth) == turn.concept)
    unseen = np.sort(-scores[np.setdiff1d(members, settled)])
    scores[settled] = -np.inf
    places = np.searchsorted(np.sort(-scores), unseen, side="right")
    return float((np.arange(1, len(unseen) + 1) / places).mean())


def only(forest: Forest, kept: NDArray[np.bool_]) -> Forest:
    """Leave the boxes that were asked for."""
    boxes = tuple(box for box, wanted in zip(forest.boxes, kept, strict=True) if wanted)
    return replace(forest, boxes=boxes, tree=forest.tree[kept], worth=forest.worth[kept])


def check(part: Part, votes: Votes, name: str) -> None:
    """Refuse to go on where the index's answer is not the scan's, row for row."""
    rows = np.flatnonzero(votes >= part.candidates.needed)
    rows = np.setdiff1d(rows, part.brief.settled)
    if not np.array_equal(rows, part.candidates.rows):
        wrong = len(np.setxor1d(rows, part.candidates.rows))
        raise LibraryError(
            f"the index and the scan {name} differ in {wrong:,} of {len(rows):,} rows: "
            "no figure of this run can be trusted"
        )


def _timed(call: Callable[[], Result]) -> tuple[float, Result]:
    begun = time.perf_counter()
    result = call()
    return time.perf_counter() - begun, result


def _tell(ground: Ground, turns: Turns, scans: list[Scan]) -> RefineBench:
    record, settings = ground.record, SearchSettings()
    turn = _median(turns.turns, lambda one: one.seconds)
    boxes = median(scan.boxes for scan in scans)
    by_box = {name: median(scan.box_scans[name] for scan in scans) for name in BOX_SCANS}
    best = min(by_box, key=lambda name: by_box[name])
    others = {
        "forest": median(scan.forest for scan in scans),
        "linear": median(scan.linear for scan in scans),
        "exact": median(scan.exact for scan in scans),
    }
    return RefineBench(
        rows=len(ground.indexes),
        turn_seconds=turn,
        turn_seconds_90=float(np.quantile([one.seconds for one in turns.turns], 0.9)),
        turn_own_seconds=_median(turns.turns, lambda one: one.own_seconds),
        learn_seconds=_median(turns.turns, lambda one: one.stages["learn"]),
        find_seconds=_median(turns.turns, lambda one: one.stages["find"]),
        rank_seconds=_median(turns.turns, lambda one: one.stages["rank"]),
        box_seconds=boxes,
        scan_forest_ratio=others["forest"] / turn,
        scan_boxes_ratio=by_box[best] / boxes,
        linear_ratio=others["linear"] / turn,
        exact_ratio=others["exact"] / turn,
        best_box_scan=best,
        scan_seconds={**by_box, **others},
        linear_ap=float(np.mean([scan.linear_ap for scan in scans])),
        checked_ap=float(np.mean([scan.ap for scan in scans])),
        checked_turns=len(scans),
        turns=len(turns.turns),
        labels=_mean(turns.turns, lambda one: len(one.liked) + len(one.disliked)),
        background_rows=len(ground.indexes.background),
        trees=settings.forest.trees,
        boxes=_mean(turns.turns, lambda one: one.work["boxes"]),
        rows_tested=_mean(turns.turns, lambda one: one.work["tested"]),
        candidates=_mean(turns.turns, lambda one: one.candidates),
        recall=_mean(turns.turns, lambda one: one.recall),
        set_recall=_mean(turns.turns, lambda one: one.set_recall),
        neighbours_recall=_mean(turns.turns, lambda one: one.neighbours_recall),
        ap=_mean(turns.turns, lambda one: one.ap),
        resident_bytes=turns.resident_bytes,
        resident_own_bytes=turns.own_bytes,
        **_tell_build(record),
    )


def _tell_build(record: GroundRecord) -> dict[str, object]:
    weights = record.bytes_per_row
    return {
        "neighbour_rows": record.graph_rows,
        "bytes_per_row": weights["codes"] + weights["boxes"],
        "graph_bytes_per_row": weights["graph"],
        "build_seconds": record.seconds["boxes"] + record.seconds["neighbours"],
        "build": record.seconds,
        "seed": record.settings.synthetic.seed,
    }


def _median(turns: tuple[Turn, ...], read: Callable[[Turn], float]) -> float:
    return float(median(read(one) for one in turns))


def _mean(turns: tuple[Turn, ...], read: Callable[[Turn], float]) -> float:
    return float(np.mean([read(one) for one in turns]))
