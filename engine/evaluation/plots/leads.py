"""How far ours is ahead, and how often it harms: a row for each subject, a column for each user."""

from collections.abc import Sequence

from engine.evaluation.methods import OURS
from engine.evaluation.plan import Experiment
from engine.evaluation.plots.sheet import Panel, legend, mark, sheet, text
from engine.evaluation.report import Report
from engine.evaluation.summary import COMPARED, MOST_HARMED, Results, Row, compare
from engine.evaluation.users import USERS

LABEL_WIDTH, CELL_WIDTH, LINE, HEAD = 262, 64, 24, 72
MOST_SHOWN = 0.4
"""Leads beyond this are drawn at the edge."""
HARM_WIDTH = 480
RIVALS = ("svm", "logistic", "logistic-anchored", "qdrant-average", "pichunter")


def draw_leads(results: Results) -> str:
    """Draw the lead of ours over the best full scan of each comparison, with 95 % intervals."""
    rows = [compare(*one) for one in results.items() if one[0].role in COMPARED]
    if not rows:
        return ""
    lines = list(dict.fromkeys(_line(row.experiment) for row in rows))
    columns = sorted(dict.fromkeys(_column(row.experiment) for row in rows), key=_place)
    width = LABEL_WIDTH + CELL_WIDTH * len(columns) + 16
    title = "lead of ours over the best full scan, average precision, 95 % interval"
    parts = [text(16, 24, title, more='font-weight="600"')]
    for at, (users, pages) in enumerate(columns):
        middle = LABEL_WIDTH + CELL_WIDTH * (at + 0.5)
        parts.append(text(middle, 62, pages, "soft", "middle", 'font-size="11"'))
        beside = [other for other, column in enumerate(columns) if column[0] == users]
        if at == beside[0]:
            middle = LABEL_WIDTH + CELL_WIDTH * (sum(beside) / len(beside) + 0.5)
            parts.append(text(middle, 46, users, "ink", "middle", 'font-size="11"'))
    for at, line in enumerate(lines):
        parts.append(text(LABEL_WIDTH - 14, HEAD + LINE * (at + 0.5) + 4, line, anchor="end"))
    for at in range(len(columns)):
        parts += _scale(at, len(lines))
    for row in rows:
        place = columns.index(_column(row.experiment)), lines.index(_line(row.experiment))
        parts += _lead(row, *place)
    return sheet(width, HEAD + LINE * len(lines) + 34, [OURS], parts)


def _line(experiment: Experiment) -> str:
    source = experiment.source.embedding
    return f"{experiment.subject}, {source}, {experiment.settings.start}"


def _column(experiment: Experiment) -> tuple[str, str]:
    own = experiment.settings.pages == "own"
    return experiment.settings.users, "own pages" if own else "shared"


def _place(column: tuple[str, str]) -> tuple[int, bool]:
    """Users in their order, shared pages first."""
    return list(USERS).index(column[0]), column[1] != "shared"


def _panel(column: int, line: int) -> Panel:
    """A cell: leads across, and a middle height of 0.5."""
    place = LABEL_WIDTH + CELL_WIDTH * column + 6, HEAD + LINE * line
    return Panel(*place, CELL_WIDTH - 12, LINE, -MOST_SHOWN, MOST_SHOWN, 1.0)


def _scale(column: int, lines: int) -> list[str]:
    parts = []
    ends = (-MOST_SHOWN, "-.4", "start"), (0.0, "0", "middle"), (MOST_SHOWN, "+.4", "end")
    for value, label, anchor in ends:
        x, _ = _panel(column, 0).at(value, 0)
        kind = "axis" if value == 0 else "grid"
        parts.append(f'<path class="{kind}" d="M{x:.1f} {HEAD}v{LINE * lines}"/>')
        y = HEAD + LINE * lines + 16
        parts.append(text(x, y, label, "soft", anchor, 'font-size="10"'))
    return parts


def _lead(row: Row, column: int, line: int) -> list[str]:
    panel = _panel(column, line)
    middle, low, high = (max(-MOST_SHOWN, min(MOST_SHOWN, one)) for one in row.lead)
    left, y = panel.at(low, 0.5)
    right, _ = panel.at(high, 0.5)
    x, _ = panel.at(middle, 0.5)
    return [
        f'<path class="s0" d="M{left:.1f} {y:.1f}H{right:.1f}" stroke-width="2"/>',
        f'<circle class="f0" cx="{x:.1f}" cy="{y:.1f}" r="4"/>',
    ]


def draw_harm(results: Results) -> str:
    """Draw the share of searches that feedback makes worse, ours beside others."""
    cases = [
        (one, report)
        for one, report in results.items()
        if one.role == "own" and one.settings.users == "truthful"
    ]
    if not cases:
        return ""
    names = [OURS, *(name for name in RIVALS if all(name in report.tables for _, report in cases))]
    top = max(_harmed(report, name) for _, report in cases for name in names)
    high = max(0.1, -(-top // 0.1) * 0.1)
    title = "searches with an order below that of no feedback, after the last turn"
    parts = [text(16, 24, title, more='font-weight="600"')]
    parts += legend(16, 46, names, LABEL_WIDTH + HARM_WIDTH, lines=False)
    panel = Panel(LABEL_WIDTH, HEAD + 4, HARM_WIDTH, LINE * len(cases), 0, high, 1.0)
    parts += _shares(panel)
    for at, (experiment, report) in enumerate(cases):
        y = panel.y + LINE * (at + 0.5)
        parts.append(text(LABEL_WIDTH - 14, y + 4, _line(experiment), anchor="end"))
        parts += _marks(panel, report, names, y)
    return sheet(LABEL_WIDTH + HARM_WIDTH + 30, panel.y + panel.height + 34, names, parts)


def _shares(panel: Panel) -> list[str]:
    """Draw the scale of shares, and the bar that ours is held to."""
    parts, steps = [], round(panel.high / 0.1)
    for step in range(steps + 1):
        x, _ = panel.at(step / 10, 0)
        parts.append(f'<path class="grid" d="M{x:.1f} {panel.y:.1f}v{panel.height:.1f}"/>')
        y = panel.y + panel.height + 16
        parts.append(text(x, y, f"{10 * step}%", "soft", "middle", 'font-size="11"'))
    x, _ = panel.at(MOST_HARMED, 0)
    parts.append(
        f'<path class="axis" stroke-dasharray="3 3" d="M{x:.1f} {panel.y:.1f}v{panel.height:.1f}"/>'
    )
    return parts


def _marks(panel: Panel, report: Report, names: Sequence[str], y: float) -> list[str]:
    """Mark every method's share; ours lies on top."""
    places = [(at, panel.at(_harmed(report, name), 0)[0]) for at, name in enumerate(names)]
    return [mark(x, y, names[at], at) for at, x in reversed(places)]


def _harmed(report: Report, name: str) -> float:
    return report.mean(name, "harmed", report.turns)
