"""Drawings of a report: a figure by turn, one line a method, as SVG and nothing else.

The same report gives the same bytes. The line of our method is the thick one.
"""

from html import escape

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.metrics import mean
from engine.evaluation.report import OURS, Report

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 56, 190, 36, 44
GRID = 5
INK, FAINT = "#333", "#ddd"
COLOURS = (
    "#c0392b", "#7f8c8d", "#2980b9", "#8e44ad", "#16a085", "#d35400", "#2c3e50", "#27ae60",
    "#b7950b", "#6c3483", "#1f618d", "#a04000", "#117864",
)  # fmt: skip
STYLE = 'font-family="sans-serif" font-size="12"'


def draw_turns(report: Report, figure: str = "ap", title: str = "average precision") -> str:
    """Draw the mean of a figure by turn, with its 95 % interval at the last turn.

    Returns
    -------
    str
        An SVG document.
    """
    names = sorted(report.tables, key=lambda name: (name != OURS, name))
    turns = np.arange(report.turns + 1)
    values = {
        name: np.array([mean(report.tables[name][figure][:, turn]) for turn in turns])
        for name in names
    }
    top = _round_up(max(np.nanmax(line, initial=0.0) for line in values.values()))
    parts = [_frame(report.turns, top, title)]
    ends = _spread({name: _height(line[-1], top) for name, line in values.items()})
    for number, name in enumerate(names):
        colour = COLOURS[number % len(COLOURS)]
        thick = 3.5 if name == OURS else 1.5
        low, high = report.interval(name, report.turns, figure)
        parts.append(_line(values[name], top, colour, thick))
        parts.append(_whisker(report.turns, low, high, top, number - len(names) / 2, colour))
        parts.append(_name(name, ends[name], colour))
    body = "\n".join(part for part in parts if part)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {STYLE}>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n{body}\n</svg>\n'
    )


def _across(turn: float, turns: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * turn / max(turns, 1)


def _height(value: float, top: float) -> float:
    known = 0.0 if np.isnan(value) else value
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * known / top


def _round_up(value: float) -> float:
    """The next tenth, so that two reports of like figures have the same scale."""
    return max(0.1, float(np.ceil(value * 10 - 1e-9) / 10))


def _frame(turns: int, top: float, title: str) -> str:
    parts = [f'<text x="{LEFT}" y="22" fill="{INK}" font-weight="bold">{escape(title)}</text>']
    for step in range(GRID + 1):
        value = top * step / GRID
        at = _height(value, top)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="{FAINT}"/>')
        place = f'x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end"'
        parts.append(f'<text {place} fill="{INK}">{value:.2f}</text>')
    for turn in np.unique(np.linspace(0, turns, min(turns, 6) + 1).astype(int)).tolist():
        at = _across(turn, turns)
        label = f"turn {turn}" if turns <= 6 else str(turn)
        parts.append(
            f'<text x="{at:.1f}" y="{HEIGHT - 16}" text-anchor="middle" fill="{INK}">{label}</text>'
        )
    return "\n".join(parts)


def _line(values: NDArray[np.float64], top: float, colour: str, thick: float) -> str:
    turns = len(values) - 1
    points = [
        f"{_across(turn, turns):.1f},{_height(value, top):.1f}"
        for turn, value in enumerate(values)
        if not np.isnan(value)
    ]
    joined = " ".join(points)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="{thick}"/>'


def _whisker(turns: int, low: float, high: float, top: float, shift: float, colour: str) -> str:
    if np.isnan(low):
        return ""
    at = _across(turns, turns) + 2.5 * shift
    ends = _height(low, top), _height(high, top)
    return f'<path d="M{at:.1f} {ends[0]:.1f}V{ends[1]:.1f}" stroke="{colour}" opacity="0.5"/>'


def _name(name: str, at: float, colour: str) -> str:
    x = WIDTH - RIGHT + 26
    return f'<text x="{x}" y="{at + 4:.1f}" fill="{colour}">{escape(name)}</text>'


def _spread(heights: dict[str, float], apart: float = 14.0) -> dict[str, float]:
    """Move names apart so that they can be read, in the order of their lines."""
    placed: dict[str, float] = {}
    previous = -apart
    for name in sorted(heights, key=lambda one: heights[one]):
        previous = max(heights[name], previous + apart)
        placed[name] = previous
    over = max(0.0, previous - (HEIGHT - BOTTOM))
    return {name: at - over for name, at in placed.items()}
