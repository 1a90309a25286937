"""Settings that people built: city and village."""

import numpy as np

from engine.training.drawing.canvas import Canvas, Pen
from engine.training.drawing.palette import Colour, deeper, mix, varied
from engine.training.drawing.settings.stage import SNOW, Stage, ground_colour, hills, near_ground
from engine.training.drawing.subjects.buildings import house
from engine.training.drawing.subjects.plants import oak


def city(
    canvas: Canvas, rng: np.random.Generator, horizon: float, _sun_x: float, need: str
) -> Stage:
    """Paint a skyline of towers behind a street or a park."""
    foot = horizon + 0.06
    for distance, tall, wide in ((0.78, 0.34, 0.085), (0.5, 0.3, 0.1), (0.22, 0.22, 0.13)):
        _towers(canvas, rng, foot, tall, wide, distance)
    ground: Colour = varied((150, 148, 150), rng, 5)
    if need not in ("road", "rail"):
        ground = ground_colour(canvas, rng)
        layer = canvas.layer()
        for x in (0.04, 0.2, 0.82, 0.97):
            pen = canvas.pen(
                layer,
                (x + float(rng.uniform(-0.05, 0.05))) * canvas.width,
                foot + 0.01,
                0.14,
                distance=0.14,
            )
            oak(pen, varied((88, 132, 78), rng, 8), rng)
        canvas.lay(layer)
    elif canvas.light.snowy:
        ground = mix(ground, SNOW, 0.7)
    return Stage(horizon, near_ground(canvas, rng, foot, ground, need))


def _towers(
    canvas: Canvas, rng: np.random.Generator, foot: float, tall: float, wide: float, distance: float
) -> None:
    layer = canvas.layer()
    stones: list[Colour] = [
        (150, 146, 160),
        (176, 158, 148),
        (120, 134, 156),
        (164, 172, 182),
        (158, 122, 108),
    ]
    x = -0.05
    while x < canvas.width + 0.05:
        span = wide * float(rng.uniform(0.6, 1.25))
        bump = np.exp(-(((x / canvas.width - 0.5) / 0.36) ** 2))
        high = tall * float(rng.uniform(0.42, 1.0)) * (0.7 + 0.5 * bump)
        stone = varied(stones[int(rng.integers(len(stones)))], rng, 6)
        _tower(
            canvas.pen(layer, x, foot + 0.03, 1.0, distance=distance),
            rng,
            span * 100,
            (high + 0.03) * 100,
            stone,
        )
        x += span * float(rng.uniform(0.86, 1.12))
    canvas.lay(layer)


def _tower(pen: Pen, rng: np.random.Generator, wide: float, high: float, stone: Colour) -> None:
    pen.fill(f"*0,0 *0,{high:.1f} *{wide:.1f},{high:.1f} *{wide:.1f},0", stone)
    lit = pen.light.side > 0
    left = 0.0 if lit else wide * 0.72
    pen.fill(
        f"*{left:.1f},0 *{left:.1f},{high:.1f} *{left + wide * 0.28:.1f},{high:.1f} "
        f"*{left + wide * 0.28:.1f},0",
        deeper(stone, 0.26),
    )
    kind = rng.random()
    if kind < 0.22:
        pen.line(
            f"*{wide / 2:.1f},{high:.1f} *{wide / 2:.1f},{high + 6:.1f}", 0.5, deeper(stone, 0.4)
        )
    elif kind < 0.45:
        pen.fill(
            f"*{wide * 0.18:.1f},{high:.1f} *{wide * 0.18:.1f},{high + 2.4:.1f} "
            f"*{wide * 0.82:.1f},{high + 2.4:.1f} *{wide * 0.82:.1f},{high:.1f}",
            deeper(stone, 0.12),
        )
    elif kind < 0.6:
        pen.fill(
            f"*0,{high:.1f} *{wide / 2:.1f},{high + wide * 0.5:.1f} *{wide:.1f},{high:.1f}",
            deeper(stone, 0.2),
        )
    _windows(pen, rng, wide, high, stone)


def _windows(pen: Pen, rng: np.random.Generator, wide: float, high: float, stone: Colour) -> None:
    columns = max(2, round(wide / 2.6))
    step = wide / (columns + 0.5)
    rows = max(2, int(high / 3.1))
    chance = rng.random((rows, columns))
    tone = deeper(stone, 0.34)
    for row in range(rows):
        y = high - 2.6 - row * 3.1
        if y < 3:
            break
        for column in range(columns):
            x = step * (column + 0.42)
            box = (
                f"*{x:.1f},{y:.1f} *{x + step * 0.5:.1f},{y:.1f} "
                f"*{x + step * 0.5:.1f},{y - 1.7:.1f} *{x:.1f},{y - 1.7:.1f}"
            )
            if pen.light.dark and chance[row, column] < 0.42:
                glow = mix((255, 210, 118), pen.light.horizon, pen.distance * 0.5)
                pen.bare(box, glow)
            else:
                pen.fill(box, tone)


def village(
    canvas: Canvas, rng: np.random.Generator, horizon: float, _sun_x: float, need: str
) -> Stage:
    """Paint a cluster of houses under the hills."""
    grass = ground_colour(canvas, rng)
    hills(canvas, rng, horizon - 0.09, 0.07, 1.8, deeper(grass, 0.3), 0.76, 0.35)
    hills(canvas, rng, horizon - 0.01, 0.035, 1.4, deeper(grass, 0.12), 0.5)
    for distance, drop, size, n in ((0.4, 0.03, 0.1, 8), (0.22, 0.075, 0.13, 6)):
        _row(canvas, rng, horizon + drop, size, n, distance)
    level = horizon + 0.085
    return Stage(horizon, near_ground(canvas, rng, level, grass, need))


def _row(
    canvas: Canvas, rng: np.random.Generator, level: float, size: float, n: int, distance: float
) -> None:
    layer = canvas.layer()
    walls: list[Colour] = [
        (238, 226, 204),
        (228, 204, 176),
        (214, 196, 190),
        (240, 236, 226),
        (222, 186, 150),
    ]
    for k in rng.permutation(n):
        x = (k + 0.5 + float(rng.uniform(-0.25, 0.25))) / n * canvas.width
        pen = canvas.pen(
            layer,
            x,
            level + float(rng.uniform(-0.012, 0.012)),
            size * float(rng.uniform(0.85, 1.2)),
            distance=distance,
        )
        if rng.random() < 0.25:
            oak(pen, varied((88, 130, 76), rng, 8), rng)
        else:
            house(pen, varied(walls[int(rng.integers(len(walls)))], rng, 5), rng)
    canvas.lay(layer)
