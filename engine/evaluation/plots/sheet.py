"""What every drawing is made of: a sheet of SVG, panels with axes, and a line for each method.

A sheet has its own ground and is read on light and dark pages alike. A method keeps its colour,
dash and mark in every drawing; colours are those of Okabe and Ito, darkened or lightened to be read
on either ground, and nothing is told by colour alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

import numpy as np

FONT = "font-family=\"system-ui, 'Segoe UI', Helvetica, Arial, sans-serif\""
LETTER = 6.4
"""About how wide a letter of 12 pixels is."""


class Ink(NamedTuple):
    """How a method looks: a colour on light and on dark ground, a dash, and a mark."""

    light: str
    dark: str
    dash: str
    mark: str


OURS_INK = Ink("#c04f00", "#f08030", "", "circle")
INKS = {
    "morelike": OURS_INK,
    "no-feedback": Ink("#6e7781", "#9da7b1", "2 3", "cross"),
    "svm": Ink("#0072b2", "#4ba8e0", "", "square"),
    "logistic": Ink("#00805d", "#2fc79a", "7 3", "triangle"),
    "logistic-anchored": Ink("#a0477a", "#e08bbb", "9 3 2 3", "diamond"),
    "pichunter": Ink("#8a6500", "#e0b040", "5 2", "plus"),
    "qdrant-average": Ink("#2f7fae", "#7cc6ee", "3 2", "down"),
    "qdrant-best": Ink("#4f4fae", "#a0a0f0", "1 2", "square"),
    "nearest-margin": Ink("#7a4b2a", "#cf9a74", "6 2 1 2", "triangle"),
    "rocchio": Ink("#5d7a00", "#b5d040", "8 2", "diamond"),
    "random-forest": Ink("#24292f", "#e6edf3", "4 2", "plus"),
    "branches": Ink("#7d1a2d", "#f08a9b", "1 3", "down"),
    "branches-ensemble": Ink("#7d1a2d", "#f08a9b", "5 3", "cross"),
}
SPARE = tuple(INKS.values())[1:]

GROUND = (
    ".ground{fill:#fff}.ink{fill:#1f2328}.soft{fill:#59636e}.grid{stroke:#d8dee4}"
    ".axis{stroke:#59636e}"
)
DARK_GROUND = (
    ".ground{fill:#0d1117}.ink{fill:#f0f6fc}.soft{fill:#9da7b1}.grid{stroke:#30363d}"
    ".axis{stroke:#9da7b1}"
)


def sheet(width: float, height: float, names: Sequence[str], parts: Iterable[str]) -> str:
    """Put parts on a sheet; `names` are the methods that they draw, in the order of `style_of`."""
    light = "".join(_rules(name, at, "light") for at, name in enumerate(names))
    dark = "".join(_rules(name, at, "dark") for at, name in enumerate(names))
    body = "\n".join(part for part in parts if part)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'{FONT} font-size="12">\n'
        f"<style>{GROUND}{light}@media (prefers-color-scheme:dark){{{DARK_GROUND}{dark}}}</style>\n"
        f'<rect class="ground" width="{width:.0f}" height="{height:.0f}" rx="6"/>\n{body}\n</svg>\n'
    )


def _rules(name: str, at: int, ground: str) -> str:
    ink = ink_of(name, at)
    colour = ink.light if ground == "light" else ink.dark
    return f".s{at}{{stroke:{colour}}}.f{at}{{fill:{colour}}}"


def ink_of(name: str, at: int) -> Ink:
    """Give a method's ink; those that have none of their own take turns."""
    return INKS.get(name, SPARE[at % len(SPARE)])


def text(
    x: float, y: float, words: str, kind: str = "ink", anchor: str = "start", more: str = ""
) -> str:
    """Write words."""
    extra = f" {more}" if more else ""
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{extra}>'
        f"{escape(words)}</text>"
    )


@dataclass(frozen=True)
class Panel:
    """A field with axes: `low` to `high` across, `bottom` to `top` upward, in the data's units.

    `across` turns a value into the scale that is drawn, such as a logarithm.
    """

    x: float
    y: float
    width: float
    height: float
    low: float
    high: float
    top: float
    bottom: float = 0.0
    across: Callable[[float], float] = float

    def at(self, value: float, height: float) -> tuple[float, float]:
        """Place a point on the sheet."""
        scale = self.across
        share = (scale(value) - scale(self.low)) / ((scale(self.high) - scale(self.low)) or 1.0)
        up = (height - self.bottom) / ((self.top - self.bottom) or 1.0)
        return self.x + self.width * share, self.y + self.height * (1 - up)

    def frame(
        self, title: str, across: Mapping[float, str], upward: Mapping[float, str]
    ) -> list[str]:
        """Draw the title, grid lines with their values upward, and the values across."""
        parts = [text(self.x, self.y - 8, title, more='font-weight="600"')]
        for value, label in upward.items():
            _, y = self.at(self.low, value)
            parts.append(f'<path class="grid" d="M{self.x:.1f} {y:.1f}h{self.width:.1f}"/>')
            parts.append(text(self.x - 6, y + 4, label, "soft", "end", 'font-size="11"'))
        for value, label in across.items():
            x, _ = self.at(value, self.bottom)
            y = self.y + self.height
            parts.append(text(x, y + 15, label, "soft", "middle", 'font-size="11"'))
        return parts

    def line(self, points: Iterable[tuple[float, float]], name: str, at: int, thick: float) -> str:
        """Draw a method's line through points; those without a figure are left out."""
        placed = (self.at(*point) for point in points if not np.isnan(point[1]))
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        dash = ink_of(name, at).dash
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        return (
            f'<polyline class="s{at}" points="{joined}" fill="none" stroke-width="{thick}"'
            f' stroke-linejoin="round"{dashed}/>'
        )

    def band(self, edges: Sequence[tuple[float, float, float]], at: int) -> str:
        """Shade between the low and the high end of an interval at every place, in the panel."""
        known = [edge for edge in edges if not np.isnan(edge[1])]
        above = [self.at(x, min(high, self.top)) for x, _, high in known]
        below = [self.at(x, max(low, self.bottom)) for x, low, _ in reversed(known)]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in above + below)
        return f'<polygon class="f{at}" points="{joined}" opacity="0.15"/>'


SHAPES = {
    "square": "M-4-4h8v8h-8z",
    "triangle": "M0-5L4.6 3.5h-9.2z",
    "down": "M0 5L4.6-3.5h-9.2z",
    "diamond": "M0-5.2L5.2 0 0 5.2-5.2 0z",
    "plus": "M-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z",
    "cross": (
        "M-4.6-2.8l1.8-1.8 2.8 2.8 2.8-2.8 1.8 1.8-2.8 2.8 2.8 2.8-1.8 1.8-2.8-2.8-2.8 2.8"
        "-1.8-1.8 2.8-2.8z"
    ),
}


def mark(x: float, y: float, name: str, at: int) -> str:
    """Draw a method's mark; ours is a disc, and larger."""
    shape = ink_of(name, at).mark
    if shape == "circle":
        return f'<circle class="f{at}" cx="{x:.1f}" cy="{y:.1f}" r="5.5"/>'
    return f'<path class="f{at}" d="{SHAPES[shape]}" transform="translate({x:.1f} {y:.1f})"/>'


def legend(x: float, y: float, names: Sequence[str], width: float, *, lines: bool) -> list[str]:
    """Name the methods in a row, or in as many rows as fit the width."""
    parts, left, row = [], x, y
    for at, name in enumerate(names):
        wide = 34 + LETTER * len(name) + 16
        if left + wide > x + width and left > x:
            left, row = x, row + 18
        if lines:
            dash = ink_of(name, at).dash
            dashed = f' stroke-dasharray="{dash}"' if dash else ""
            thick = 3 if at == 0 else 2
            parts.append(
                f'<path class="s{at}" d="M{left:.1f} {row - 4:.1f}h26" stroke-width="{thick}"'
                f"{dashed}/>"
            )
        else:
            parts.append(mark(left + 18, row - 4, name, at))
        parts.append(text(left + 32, row, name))
        left += wide
    return parts


def even_ticks(top: float, steps: int = 5, form: str = ".1f") -> dict[float, str]:
    """Give values from 0 to `top`, evenly apart, with their labels."""
    values = np.linspace(0, top, steps + 1).tolist()
    return {value: format(value, form) for value in values}


def round_up(value: float, step: float = 0.1) -> float:
    """The next step, so that drawings of like figures have the same scale."""
    return max(step, float(np.ceil(value / step - 1e-9) * step))
