"""Evaluation: simulated people, ground truth, baselines and reports.

Simulated people and real ones drive the same `search`; ground truth exists in this package alone.
"""

from engine.evaluation.collection import Collection, build_collection, open_library
from engine.evaluation.evaluating import EvaluationSettings, evaluate
from engine.evaluation.plots import draw_turns
from engine.evaluation.report import Report
from engine.evaluation.truth import Sheet, parse_sheet

__all__ = [
    "Collection",
    "EvaluationSettings",
    "Report",
    "Sheet",
    "build_collection",
    "draw_turns",
    "evaluate",
    "open_library",
    "parse_sheet",
]
