"""The indoor setting: a table by a window, through which time and weather are seen."""

import numpy as np

from engine.training.drawing.canvas import Canvas
from engine.training.drawing.palette import Colour, deeper, mix, paler, times, varied
from engine.training.drawing.settings.stage import Stage, ground_colour, hills

_WALLS: list[Colour] = [
    (222, 210, 190),
    (176, 196, 188),
    (206, 178, 160),
    (150, 170, 190),
    (226, 200, 150),
    (190, 176, 200),
]
_WOODS: list[Colour] = [(158, 104, 66), (186, 132, 84), (118, 78, 56), (206, 168, 122)]


def window_view(canvas: Canvas, rng: np.random.Generator, horizon: float) -> None:
    """Paint the country behind the window, before the wall."""
    grass = ground_colour(canvas, rng)
    hills(canvas, rng, horizon - 0.05, 0.05, 2.6, deeper(grass, 0.3), 0.75, 0.4)
    hills(canvas, rng, horizon + 0.02, 0.04, 2.0, grass, 0.4)


def paint_room(canvas: Canvas, rng: np.random.Generator, sill: float) -> Stage:
    """Paint the wall around the window and the table before it."""
    light = canvas.light
    wall = varied(_WALLS[int(rng.integers(len(_WALLS)))], rng, 6)
    indoor: Colour = (214, 182, 146) if light.dark else mix((250, 246, 240), light.ambient, 0.55)
    wall, wood = (
        times(wall, indoor),
        times(varied(_WOODS[int(rng.integers(len(_WOODS)))], rng, 6), indoor),
    )
    wide, left = 0.78, canvas.width / 2 - 0.39
    top = max(0.05, sill - 0.62)
    w, h, x0, x1 = canvas.width + 0.02, canvas.height + 0.02, left, left + wide
    shade = deeper(wall, 0.14)
    for area in (
        [[-0.02, -0.02], [x0, -0.02], [x0, h], [-0.02, h]],
        [[x1, -0.02], [w, -0.02], [w, h], [x1, h]],
        [[x0, -0.02], [x1, -0.02], [x1, top], [x0, top]],
        [[x0, sill], [x1, sill], [x1, h], [x0, h]],
    ):
        canvas.land(np.array(area), wall, shade, lift=0)
    _frame(canvas, x0, x1, top, sill, indoor)
    if not light.dark and light.weather in ("clear", "rainbow"):
        canvas.glow(
            canvas.width * (0.5 + 0.3 * light.side), sill, 0.5, paler(light.horizon, 0.3), 0.16
        )
    elif light.dark:
        canvas.glow(canvas.width / 2, canvas.height, 0.8, (255, 196, 124), 0.13)
    table = sill + 0.07
    canvas.land(
        np.array([[-0.02, table], [w, table], [w, h], [-0.02, h]]),
        paler(wood, 0.16),
        deeper(wood, 0.16),
    )
    _grain(canvas, rng, table, wood)
    return Stage(table, table + (canvas.height - table) * 0.42)


def _frame(canvas: Canvas, x0: float, x1: float, top: float, sill: float, indoor: Colour) -> None:
    white = times((244, 240, 230), indoor)
    middle = (x0 + x1) / 2
    bars = [
        (x0, x1, top - 0.02, top + 0.014),
        (x0 - 0.02, x0 + 0.016, top - 0.02, sill),
        (x1 - 0.016, x1 + 0.02, top - 0.02, sill),
        (middle - 0.01, middle + 0.01, top, sill),
        (x0, x1, top + (sill - top) * 0.36 - 0.008, top + (sill - top) * 0.36 + 0.008),
        (x0 - 0.05, x1 + 0.05, sill - 0.012, sill + 0.026),
    ]
    for left, right, high, low in bars:
        area = np.array([[left, high], [right, high], [right, low], [left, low]])
        canvas.land(area, white, deeper(white, 0.12), lift=0.006)


def _grain(canvas: Canvas, rng: np.random.Generator, top: float, wood: Colour) -> None:
    for share in (0.0, 0.3, 0.68):
        y = top + (canvas.height - top) * share
        thick = 0.004 + 0.004 * share
        area = np.array(
            [
                [-0.02, y],
                [canvas.width + 0.02, y],
                [canvas.width + 0.02, y + thick],
                [-0.02, y + thick],
            ]
        )
        tone = paler(wood, 0.3) if share == 0 else deeper(wood, 0.34)
        canvas.land(area, tone, tone, lift=0)
    for x, y in rng.random((9, 2)):
        at = top + 0.02 + (canvas.height - top) * y
        left = x * canvas.width - 0.1
        area = np.array(
            [[left, at], [left + 0.1, at - 0.0018], [left + 0.26, at], [left + 0.1, at + 0.0018]]
        )
        canvas.land(area, deeper(wood, 0.2), deeper(wood, 0.2), lift=0)
