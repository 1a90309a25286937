"""Evaluation: simulated people, ground truth, baselines and reports.

Simulated people and real ones drive the same `search`; ground truth exists in this package alone.
"""

from engine.evaluation.book import write_book
from engine.evaluation.collection import Collection, build_collection, open_library
from engine.evaluation.evaluating import EvaluationSettings, evaluate
from engine.evaluation.places import Places
from engine.evaluation.plan import PLAN, choose, rehearse
from engine.evaluation.plots import draw_turns
from engine.evaluation.report import Report
from engine.evaluation.running import find_outdated, read_results, run_plan
from engine.evaluation.truth import Sheet, parse_sheet

__all__ = [
    "PLAN",
    "Collection",
    "EvaluationSettings",
    "Places",
    "Report",
    "Sheet",
    "build_collection",
    "choose",
    "draw_turns",
    "evaluate",
    "find_outdated",
    "open_library",
    "parse_sheet",
    "read_results",
    "rehearse",
    "run_plan",
    "write_book",
]
