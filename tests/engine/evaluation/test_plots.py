"""Drawings are well-formed, name every line, and put values where they belong."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from engine.evaluation.plots import draw_turns
from engine.evaluation.plots.sheet import INKS, SHAPES, ink_of
from engine.evaluation.plots.turns import HEIGHT, WIDTH
from engine.evaluation.report import Report, Setup
from engine.evaluation.sessions import FIGURES

SVG = "{http://www.w3.org/2000/svg}"
SETUP = Setup(
    collection="set", pictures=100, columns=("kind",), queries=2, concepts=2, start="picture",
    users="truthful", seed=0, half="test", pages="no-feedback", pairs=0,
)  # fmt: skip


def report(**lines):
    tables = {name: dict.fromkeys(FIGURES, np.array([line, line])) for name, line in lines.items()}
    return Report(SETUP, tables)


def drawn(**lines):
    return ET.fromstring(draw_turns(report(**lines)))


def test_every_method_is_a_line_with_its_name():
    root = drawn(morelike=[0.1, 0.2, 0.4], other=[0.1, 0.3, 0.2])
    assert len(root.findall(f"{SVG}polyline")) == 2
    words = [one.text for one in root.findall(f"{SVG}text")]
    assert {"morelike", "other", "turn 0", "turn 2", "0.40"} <= set(words)


def test_better_is_higher_and_everything_is_on_the_sheet():
    root = drawn(morelike=[0.0, 0.5, 1.0])
    pairs = [pair.split(",") for pair in root.find(f"{SVG}polyline").get("points").split()]
    across, down = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    assert (np.diff(across) > 0).all()
    assert (np.diff(down) < 0).all()
    assert across.max() <= WIDTH
    assert 0 <= down.min() <= down.max() <= HEIGHT


def test_a_turn_without_a_figure_is_left_out():
    root = drawn(morelike=[0.1, np.nan, 0.4])
    assert len(root.find(f"{SVG}polyline").get("points").split()) == 2


def test_names_of_lines_that_end_together_are_apart():
    lines = {f"method-{number}": [0.2, 0.2] for number in range(13)}
    words = drawn(**lines).findall(f"{SVG}text")
    heights = sorted(float(one.get("y")) for one in words if one.text.startswith("method"))
    assert np.diff(heights).min() >= 13.9
    assert heights[0] > 0
    assert heights[-1] <= HEIGHT


def test_the_same_report_is_the_same_drawing():
    lines = {"morelike": [0.1, 0.2]}
    assert draw_turns(report(**lines)) == draw_turns(report(**lines))


@pytest.mark.parametrize("turns", [1, 61])
def test_one_turn_and_sixty_are_drawn(turns):
    assert drawn(morelike=list(np.linspace(0.1, 0.3, turns))) is not None


def test_methods_differ_by_dash_or_mark_and_not_by_colour_alone():
    looks = {(ink.dash, ink.mark) for ink in INKS.values()}
    assert len(looks) == len(INKS)
    assert {ink.mark for ink in INKS.values()} == {"circle", *SHAPES}


def test_a_drawing_has_a_ground_of_its_own_on_light_and_on_dark_pages():
    text = draw_turns(report(morelike=[0.1, 0.2]))
    assert '<rect class="ground"' in text
    assert "prefers-color-scheme:dark" in text
    for colour in ink_of("morelike", 0)[:2]:
        assert colour in text


@pytest.mark.parametrize("name", INKS)
def test_a_method_is_read_on_its_ground(name):
    ink = ink_of(name, 0)
    assert contrast(ink.light, "#ffffff") >= 3
    assert contrast(ink.dark, "#0d1117") >= 3


def contrast(one, other):
    """The ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))
