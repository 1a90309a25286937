"""A figure by turn, one line a method: of one evaluation, or a panel for each of many.

The same report gives the same bytes. The line of our method is the thick one, with its interval.
"""

from collections.abc import Sequence

import numpy as np

from engine.evaluation.methods import OURS
from engine.evaluation.plots.sheet import (
    Panel,
    even_ticks,
    legend,
    round_up,
    sheet,
    text,
)
from engine.evaluation.report import FIGURE_NAMES, Report
from engine.evaluation.summary import Results, is_main

WIDTH, HEIGHT = 760, 420
NAMES_WIDTH = 150
APART = 14.0
MOST_LABELS = 6

COLUMNS, PANEL_WIDTH, PANEL_HEIGHT = 3, 205, 150
STEP_ACROSS, STEP_DOWN = 260, 215
HEAD = 94
TITLE = "average precision of the unseen pictures by turn, every method on the same labels"
RIVALS = 4
"""How many methods are drawn beside ours and no feedback."""


def draw_turns(report: Report) -> str:
    """Draw the mean of what compares methods by turn, with the 95 % interval of ours.

    Returns
    -------
    str
        An SVG document.
    """
    figure = report.figure
    names = sorted(report.tables, key=lambda name: (name != OURS, name))
    top = round_up(max(_highest(report, name, figure) for name in names))
    panel = Panel(52, 40, WIDTH - 52 - NAMES_WIDTH, HEIGHT - 80, 0, report.turns, top)
    parts = panel.frame(
        FIGURE_NAMES[figure], _turn_labels(report.turns), even_ticks(top, form=".2f")
    )
    parts += _lines(report, names, panel, figure)
    ends = {name: panel.at(report.turns, _known(report, name, figure))[1] for name in names}
    for name, y in _spread(ends).items():
        at = names.index(name)
        parts.append(text(panel.x + panel.width + 10, y + 4, name, f"f{at}"))
    return sheet(WIDTH, HEIGHT, names, parts)


def draw_sets(results: Results, embedding: str) -> str:
    """Draw average precision by turn for every subject of an embedding, all on the same labels.

    Beside ours and no feedback stand the methods that come closest to ours over all panels. Empty
    if nothing is finished.
    """
    cases = [(one, report) for one, report in results.items()
             if is_main(one) and one.source.embedding == embedding]  # fmt: skip
    if not cases:
        return ""
    names = _choose([report for _, report in cases])
    parts = [text(16, 24, TITLE, more='font-weight="600"')]
    parts += legend(16, 46, names, COLUMNS * STEP_ACROSS - 20, lines=True)
    for number, (experiment, report) in enumerate(cases):
        column, row = number % COLUMNS, number // COLUMNS
        top = round_up(max(_highest(report, name, "ap") for name in names), 0.2)
        place = (44 + column * STEP_ACROSS, HEAD + row * STEP_DOWN)
        panel = Panel(*place, PANEL_WIDTH, PANEL_HEIGHT, 0, report.turns, top)
        title = f"{experiment.subject}, from a {experiment.settings.start}"
        parts += panel.frame(title, _turn_labels(report.turns), even_ticks(top, 4, ".2f"))
        parts += _lines(report, names, panel, "ap")
    rows = -(-len(cases) // COLUMNS)
    return sheet(COLUMNS * STEP_ACROSS + 10, HEAD - 10 + rows * STEP_DOWN, names, parts)


def _choose(reports: Sequence[Report]) -> list[str]:
    """Ours, no feedback, and the others that are closest to ours most often."""
    others = set.intersection(*(set(report.tables) for report in reports)) - {OURS, "no-feedback"}
    lead = {
        name: sum(report.lead(OURS, name, report.turns)[0] for report in reports) for name in others
    }
    rivals = sorted(others, key=lambda name: (lead[name], name))[:RIVALS]
    return [OURS, *rivals, "no-feedback"]


def _lines(report: Report, names: Sequence[str], panel: Panel, figure: str) -> list[str]:
    turns = range(report.turns + 1)
    parts = []
    if OURS in names:
        edges = [(turn, *report.interval(OURS, turn, figure)) for turn in turns]
        parts.append(panel.band(edges, names.index(OURS)))
    for name in reversed(names):  # ours, the first, is drawn last and lies on top
        points = [(turn, report.mean(name, figure, turn)) for turn in turns]
        thick = 3.0 if name == OURS else 1.6
        parts.append(panel.line(points, name, names.index(name), thick))
    return parts


def _turn_labels(turns: int) -> dict[float, str]:
    chosen = np.unique(np.linspace(0, turns, min(turns, MOST_LABELS) + 1).astype(int)).tolist()
    return {turn: f"turn {turn}" if turn == 0 or turn == turns else str(turn) for turn in chosen}


def _highest(report: Report, name: str, figure: str) -> float:
    values = [report.mean(name, figure, turn) for turn in range(report.turns + 1)]
    return float(np.nanmax(values, initial=0.0))


def _known(report: Report, name: str, figure: str) -> float:
    value = report.mean(name, figure, report.turns)
    return 0.0 if np.isnan(value) else value


def _spread(heights: dict[str, float]) -> dict[str, float]:
    """Move names apart so that they can be read, in the order of their lines."""
    placed: dict[str, float] = {}
    previous = -APART
    for name in sorted(heights, key=lambda one: heights[one]):
        previous = max(heights[name], previous + APART)
        placed[name] = previous
    over = max(0.0, previous - (HEIGHT - 40))
    return {name: y - over for name, y in placed.items()}
