"""Outlines go where their text says; the canvas adds light and mirrors what is above."""

import numpy as np
import pytest
from PIL import Image

from engine.training.drawing.canvas import Canvas, Look
from engine.training.drawing.palette import light_of
from engine.training.drawing.shapes import outline, ridge, stroke


def day() -> Canvas:
    light = light_of("day", "clear", np.random.default_rng(0))
    return Canvas(1.0, 1.0, 64, light, Look())


@pytest.mark.parametrize("flatten", [outline, stroke])
def test_a_curve_runs_through_every_point_of_its_text(flatten):
    text = "*-40,10 0,30 12,60 *40,10 20,-5"
    curve = flatten(text)
    for word in text.split():
        point = [float(number) for number in word.lstrip("*").split(",")]
        assert np.abs(curve - point).sum(axis=1).min() < 1e-9


def test_corners_alone_make_straight_lines():
    assert outline("*0,0 *10,0 *10,10").tolist() == [[0, 0], [10, 0], [10, 10]]


def test_nobody_can_bend_a_shared_outline():
    with pytest.raises(ValueError, match="read-only"):
        outline("*0,0 *1,0 *1,1")[0, 0] = 5


def test_a_ridge_spans_the_picture_from_left_to_right():
    line = ridge(np.random.default_rng(1), 1.6, 2.0)
    assert line[0, 0] < 0
    assert line[-1, 0] > 1.6
    assert (np.diff(line[:, 0]) > 0).all()


def test_glow_only_ever_brightens():
    canvas = day()
    canvas.image = Image.new("RGB", canvas.size, (60, 80, 100))
    before = np.asarray(canvas.image).copy()
    canvas.glow(0.5, 0.5, 0.3, (255, 200, 120), 0.8)
    canvas.shine()
    after = np.asarray(canvas.image)
    assert (after >= before).all()
    assert after.sum() > before.sum()


def test_still_clear_water_shows_the_picture_upside_down():
    canvas = day()
    pixels = np.random.default_rng(2).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    canvas.image = Image.fromarray(pixels)
    canvas.mirror(0.5, (0, 0, 0), clear=1.0, swell=0.0)
    water = np.asarray(canvas.image)[32:].astype(int)
    for row in range(32):
        source = pixels[int(31 - row * 0.92)].astype(float)
        fade = 1 - 0.5 * row / 31  # nearer water is less clear, and black here
        assert np.abs(water[row] - source * fade).max() <= 1.0


def test_a_pen_draws_up_from_where_it_stands_and_flips():
    canvas = day()
    for flip, side in ((False, 1), (True, -1)):
        layer = canvas.layer()
        canvas.pen(layer, 0.5, 0.8, 0.5, flip=flip).fill("*0,0 *40,0 *40,60 *0,60", (200, 0, 0))
        left, top, right, bottom = layer.getbbox()
        assert top < bottom <= 0.8 * 64 + 1
        assert ((left + right) / 2 - 32) * side > 0
