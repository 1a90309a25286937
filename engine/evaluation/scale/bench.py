"""The engine's turn at a size, side by side with everything that scans: one run, one machine.

No figure is given unless the index's answer is the scan's, row for row, on every turn compared.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np

from engine.evaluation.scale.comparing import Comparison, compare_turn
from engine.evaluation.scale.ground import GroundRecord, open_ground
from engine.evaluation.scale.scans import BOX_SCANS
from engine.evaluation.scale.turns import Turn, Turns
from engine.search import SearchSettings
from engine.types import Progress, Value, no_progress

One = TypeVar("One")


class RefineBench(Value):
    """What `morelike bench refine` says; seconds are medians over turns, ratios over the turn.

    Attributes
    ----------
    scan_forest_ratio : float
        scikit-learn's forest on all embeddings, with as many trees, grown on the same rows, on
        both cores; growing left out. `scan_forest_codes_ratio` is the same on the 32 dimensions of
        the codes, whose bytes nobody has who has no such index.
    scan_boxes_ratio : float
        The best plain scan of all boxes that a forest has over the index's time for them.
        `kept_boxes_ratio` is that of the few that a turn asks for, choosing them included.
    linear_ap, checked_ap : float
        Average precision of a full scan by the first direction, and ours on the same turns.
    bytes_per_row : float
        Of codes and box index; `graph_bytes_per_row` of the graph without its own vectors.
    resident_bytes : int
        The most that the process of the turns held after one.
    """

    rows: int
    turn_seconds: float
    turn_seconds_90: float
    turn_own_seconds: float
    learn_seconds: float
    find_seconds: float
    rank_seconds: float
    kept_boxes_seconds: float
    all_boxes_seconds: float
    scan_forest_ratio: float
    scan_forest_codes_ratio: float
    scan_boxes_ratio: float
    kept_boxes_ratio: float
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
        scans.append(compare_turn(ground, columns, turn))
    progress("scanning", len(chosen), len(chosen))
    told = {
        **_tell_turns(turns),
        **_tell_scans(scans, _median(turns.turns, lambda one: one.seconds)),
        **_tell_build(ground.record),
        "background_rows": len(ground.indexes.background),
    }
    return RefineBench.model_validate(told)


def _tell_turns(turns: Turns) -> dict[str, object]:
    every = turns.turns
    return {
        "turn_seconds": _median(every, lambda one: one.seconds),
        "turn_seconds_90": float(np.quantile([one.seconds for one in every], 0.9)),
        "turn_own_seconds": _median(every, lambda one: one.own_seconds),
        "learn_seconds": _median(every, lambda one: one.stages["learn"]),
        "find_seconds": _median(every, lambda one: one.stages["find"]),
        "rank_seconds": _median(every, lambda one: one.stages["rank"]),
        "turns": len(every),
        "labels": _mean(every, lambda one: len(one.liked) + len(one.disliked)),
        "trees": SearchSettings().forest.trees,
        "boxes": _mean(every, lambda one: one.work["boxes"]),
        "rows_tested": _mean(every, lambda one: one.work["tested"]),
        **{name: _mean(every, _reader(name)) for name in MEANS},
        "resident_bytes": turns.resident_bytes,
        "resident_own_bytes": turns.own_bytes,
    }


MEANS = ("candidates", "recall", "set_recall", "neighbours_recall", "ap")


def _reader(name: str) -> Callable[[Turn], float]:
    return lambda turn: float(getattr(turn, name))


def _tell_scans(scans: Sequence[Comparison], turn: float) -> dict[str, object]:
    def middle(read: Callable[[Comparison], float]) -> float:
        return _median(scans, read)

    kept = {name: middle(lambda one, name=name: one.kept_scans[name]) for name in BOX_SCANS}  # type: ignore[misc]
    grown = {name: middle(lambda one, name=name: one.grown_scans[name]) for name in BOX_SCANS}  # type: ignore[misc]
    best = min(grown, key=lambda name: grown[name])
    seconds = {
        "forest over embeddings": middle(lambda one: one.forest_embeddings),
        "forest over codes": middle(lambda one: one.forest_codes),
        "linear": middle(lambda one: one.linear),
        "exact": middle(lambda one: one.exact),
        **{f"all boxes {name}": taken for name, taken in grown.items()},
        **{f"kept boxes {name}": taken for name, taken in kept.items()},
    }
    return {
        "kept_boxes_seconds": middle(lambda one: one.kept),
        "all_boxes_seconds": middle(lambda one: one.grown),
        "scan_forest_ratio": seconds["forest over embeddings"] / turn,
        "scan_forest_codes_ratio": seconds["forest over codes"] / turn,
        "scan_boxes_ratio": grown[best] / middle(lambda one: one.grown),
        "kept_boxes_ratio": min(kept.values()) / middle(lambda one: one.kept),
        "linear_ratio": seconds["linear"] / turn,
        "exact_ratio": seconds["exact"] / turn,
        "best_box_scan": best,
        "scan_seconds": seconds,
        "linear_ap": _mean(scans, lambda one: one.linear_ap),
        "checked_ap": _mean(scans, lambda one: one.ap),
        "checked_turns": len(scans),
    }


def _tell_build(record: GroundRecord) -> dict[str, object]:
    weights = record.bytes_per_row
    return {
        "rows": record.settings.rows,
        "neighbour_rows": record.graph_rows,
        "bytes_per_row": weights["codes"] + weights["boxes"],
        "graph_bytes_per_row": weights["graph"],
        "build_seconds": record.seconds["boxes"] + record.seconds["neighbours"],
        "build": record.seconds,
        "seed": record.settings.synthetic.seed,
    }


def _median(many: Sequence[One], read: Callable[[One], float]) -> float:
    return float(median(read(one) for one in many))


def _mean(many: Sequence[One], read: Callable[[One], float]) -> float:
    return float(np.mean([read(one) for one in many]))
