"""Average precision against the share of the catalogue that is scored: what order costs."""

from math import log10

import numpy as np

from engine.evaluation.methods import DEPTHS, OURS
from engine.evaluation.plots.sheet import Panel, even_ticks, legend, mark, round_up, sheet, text
from engine.evaluation.report import Report
from engine.evaluation.summary import Results

OTHERS = ("svm", "logistic", "random-forest", "branches", "no-feedback")
LEAST = 0.001
COLUMNS, PANEL_WIDTH, PANEL_HEIGHT = 3, 205, 150
STEP_ACROSS, STEP_DOWN = 260, 215
HEAD = 94
TITLE = "average precision after the last turn, against the share of the catalogue that is scored"
SHARES = {0.001: "0.1%", 0.01: "1%", 0.1: "10%", 1.0: "100%"}


def draw_cost(results: Results) -> str:
    """Draw the last turn of ours at several depths beside the full scans; empty without results."""
    cases = [(one, report) for one, report in results.items() if one.role == "forests"]
    if not cases:
        return ""
    names = [OURS, *(name for name in OTHERS if all(name in report.tables for _, report in cases))]
    parts = [text(16, 24, TITLE, more='font-weight="600"')]
    parts += legend(16, 46, names, COLUMNS * STEP_ACROSS - 20, lines=False)
    for number, (experiment, report) in enumerate(cases):
        column, row = number % COLUMNS, number // COLUMNS
        place = 44 + column * STEP_ACROSS, HEAD + row * STEP_DOWN
        points = {name: _point(report, name) for name in report.tables}
        top = round_up(max(height for _, height in points.values()), 0.2)
        panel = Panel(*place, PANEL_WIDTH, PANEL_HEIGHT, LEAST, 1.0, top, across=log10)
        title = f"{experiment.subject}, {experiment.source.embedding}, {experiment.settings.start}"
        parts += panel.frame(title, SHARES, even_ticks(top, 4, ".2f"))
        curve = sorted(points[name] for name in points if name in DEPTHS)
        parts.append(panel.line(curve, OURS, 0, 1.6))
        for at in reversed(range(len(names))):
            parts.append(mark(*panel.at(*points[names[at]]), names[at], at))
    rows = -(-len(cases) // COLUMNS)
    return sheet(COLUMNS * STEP_ACROSS + 10, HEAD - 10 + rows * STEP_DOWN, names, parts)


def _point(report: Report, name: str) -> tuple[float, float]:
    share = report.mean(name, "rows_scored", report.turns) / report.setup.pictures
    height = report.mean(name, "ap", report.turns)
    return max(LEAST, share), 0.0 if np.isnan(height) else height
