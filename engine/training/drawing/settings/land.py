"""Settings on dry land: mountains, forest, meadow, desert, snow field and farmland."""

import numpy as np

from engine.training.drawing.canvas import Canvas
from engine.training.drawing.palette import Colour, deeper, mix, paler, varied
from engine.training.drawing.settings.stage import SNOW, Stage, ground_colour, hills, near_ground
from engine.training.drawing.subjects.plants import oak, pine


def peaks(
    canvas: Canvas, rng: np.random.Generator, foot: float, height: float, distance: float
) -> None:
    """Paint a range of rocky peaks with snow, lit from the side of the sun."""
    rock = varied((110, 114, 132), rng, 8)
    n = int(rng.integers(3, 5))
    order = rng.permutation(n)
    for k in order:
        x = canvas.width * (k + 0.5 + float(rng.uniform(-0.3, 0.3))) / n
        _peak(canvas, rng, x, foot, height * float(rng.uniform(0.62, 1.1)), rock, distance)


def _peak(
    canvas: Canvas,
    rng: np.random.Generator,
    x: float,
    foot: float,
    height: float,
    rock: Colour,
    distance: float,
) -> None:
    layer = canvas.layer()
    pen = canvas.pen(layer, x, foot, height, distance=distance, flip=canvas.light.side < 0)
    left, right = float(rng.uniform(78, 110)), float(rng.uniform(78, 110))
    share = np.linspace(0, 1, 9)[:, None]
    rough = rng.uniform(-4, 4, (9, 2)) * np.sin(np.pi * share)
    west = np.array([0, 100]) * (1 - share) + np.array([-left, 0]) * share + rough
    east = np.array([0, 100]) * (1 - share) + np.array([right, 0]) * share - rough[::-1]
    spine = np.array([0, 100]) * (1 - share) + np.array([float(rng.uniform(-24, 8)), 0]) * share
    spine[1:-1, 0] += rng.uniform(-9, 9, 7) * share[1:-1, 0] * 1.4
    pen.area(np.concatenate([west[::-1], east[1:]]), rock)
    pen.area(np.concatenate([west[::-1], spine[1:]]), deeper(rock, 0.46))
    line = float(rng.uniform(0.3, 0.46)) if not canvas.light.snowy else 0.75
    cut = max(3, round(line * 8))
    zig = rng.uniform(-5, 9, 7)
    lit_edge = np.linspace(east[cut], spine[cut], 5)[1:-1] + np.stack(
        [np.zeros(3), zig[:3]], axis=1
    )
    dim_edge = np.linspace(spine[cut], west[cut], 5)[1:-1] + np.stack(
        [np.zeros(3), zig[3:6]], axis=1
    )
    pen.area(np.concatenate([east[: cut + 1], lit_edge, spine[cut::-1]]), SNOW)
    pen.area(np.concatenate([spine[: cut + 1], dim_edge, west[cut::-1]]), deeper(SNOW, 0.32))
    canvas.lay(layer)


def tree_line(
    canvas: Canvas,
    rng: np.random.Generator,
    level: float,
    tall: float,
    distance: float,
    gap: float = 0.3,
) -> None:
    """Plant a row of small firs along y = `level`."""
    layer = canvas.layer()
    leaf = varied((54, 96, 70), rng, 7)
    x = -0.03
    while x < canvas.width + 0.03:
        size = tall * float(rng.uniform(0.55, 1.1))
        pine(canvas.pen(layer, x, level + 0.006, size, distance=distance), leaf, rng, plain=True)
        x += size * float(rng.uniform(gap, gap * 2.2))
    canvas.lay(layer)


def _lone_trees(
    canvas: Canvas, rng: np.random.Generator, level: float, tall: float, distance: float, count: int
) -> None:
    layer = canvas.layer()
    for x in rng.random(count):
        size = tall * float(rng.uniform(0.7, 1.2))
        leaf = varied((86, 132, 74), rng, 12)
        oak(canvas.pen(layer, x * canvas.width, level, size, distance=distance), leaf, rng)
    canvas.lay(layer)


def mountains(
    canvas: Canvas, rng: np.random.Generator, horizon: float, _sun_x: float, need: str
) -> Stage:
    """Paint ranges of mountains behind a high meadow."""
    tone = varied((92, 106, 136), rng, 8)
    hills(canvas, rng, horizon - 0.2, 0.13, 2.4, tone, 0.86, 0.55)
    hills(canvas, rng, horizon - 0.12, 0.12, 2.8, deeper(tone, 0.1), 0.66, 0.55)
    peaks(canvas, rng, horizon + 0.06, 0.4, 0.4)
    grass = ground_colour(canvas, rng)
    hills(canvas, rng, horizon + 0.03, 0.035, 1.5, deeper(grass, 0.25), 0.3)
    tree_line(canvas, rng, horizon + 0.07, 0.1, 0.16, 0.45)
    level = horizon + (canvas.height - horizon) * 0.34
    return Stage(horizon, near_ground(canvas, rng, level, grass, need))


def forest(
    canvas: Canvas, rng: np.random.Generator, horizon: float, _sun_x: float, need: str
) -> Stage:
    """Paint a clearing among rows of trees."""
    firs = bool(rng.random() < 0.55)
    grass = deeper(ground_colour(canvas, rng), 0.12)
    hills(canvas, rng, horizon - 0.1, 0.05, 2, (70, 110, 90), 0.8, 0.4)
    for distance, tall, drop in ((0.62, 0.3, 0.0), (0.36, 0.38, 0.025), (0.14, 0.46, 0.06)):
        _wood(canvas, rng, horizon + drop, tall, distance, firs)
        if distance > 0.2:
            hills(canvas, rng, horizon + drop, 0.008, 2, grass, distance - 0.1)
    level = horizon + 0.075
    stand = near_ground(canvas, rng, level, grass, need)
    return Stage(horizon, stand)


def _wood(
    canvas: Canvas, rng: np.random.Generator, level: float, tall: float, distance: float, firs: bool
) -> None:
    layer = canvas.layer()
    leaf = varied((58, 104, 70) if firs else (92, 136, 66), rng, 10)
    if not firs and rng.random() < 0.35:
        leaf = varied((196, 132, 58), rng, 14)
    clearing = distance < 0.3
    x = -0.08
    while x < canvas.width + 0.08:
        middle = abs(x / canvas.width - 0.5) < 0.24
        size = tall * float(rng.uniform(0.75, 1.2))
        if not (clearing and middle):
            pen = canvas.pen(layer, x, level + 0.02, size, distance=distance)
            (pine if firs else oak)(pen, varied(leaf, rng, 7), rng)
        x += size * float(rng.uniform(0.26, 0.52))
    canvas.lay(layer)


def meadow(
    canvas: Canvas, rng: np.random.Generator, horizon: float, _sun_x: float, need: str
) -> Stage:
    """Paint rolling grassland with flowers."""
    grass = ground_colour(canvas, rng)
    hills(canvas, rng, horizon - 0.06, 0.05, 1.5, deeper(grass, 0.3), 0.78)
    hills(canvas, rng, horizon, 0.045, 1.3, deeper(grass, 0.1), 0.5)
    _lone_trees(canvas, rng, horizon + 0.03, 0.12, 0.42, int(rng.integers(4, 9)))
    hills(canvas, rng, horizon + 0.07, 0.03, 1.1, paler(grass, 0.05), 0.24)
    level = horizon + (canvas.height - horizon) * 0.4
    stand = near_ground(canvas, rng, level, grass, need)
    if not canvas.light.snowy:
        _flowers(canvas, rng, level + 0.02)
    return Stage(horizon, stand)


def _flowers(canvas: Canvas, rng: np.random.Generator, level: float) -> None:
    layer = canvas.layer()
    hues: list[Colour] = [
        (248, 240, 226),
        (246, 208, 88),
        (222, 92, 92),
        (170, 130, 210),
        (240, 158, 184),
    ]
    pair = rng.permutation(5)[:2]
    for x, share, kind in rng.random((110, 3)):
        y = level + (canvas.height + 0.01 - level) * share
        pen = canvas.pen(layer, x * canvas.width, y, 0.01 + 0.028 * share**1.5)
        pen.line("*0,-70 *0,0", 10, (92, 128, 70))
        pen.oval(0, 0, 44, 32, hues[int(pair[0 if kind < 0.6 else 1])])
        if share > 0.5:
            pen.oval(0, 4, 14, 10, (236, 180, 60))
    canvas.lay(layer, lift=0)


def desert(
    canvas: Canvas, rng: np.random.Generator, horizon: float, _sun_x: float, need: str
) -> Stage:
    """Paint dunes in front of table mountains."""
    sand = ground_colour(canvas, rng, ("#e0a868", "#e6b87c", "#d99a62", "#e3bf8a"))
    rock = varied((186, 104, 74), rng, 8)
    for _ in range(int(rng.integers(1, 5))):
        _mesa(canvas, rng, horizon + 0.02, rock)
    hills(canvas, rng, horizon, 0.03, 1.3, mix(sand, rock, 0.3), 0.62, 0.2)
    for drop, tall, distance in ((0.06, 0.1, 0.42), (0.12, 0.08, 0.22)):
        for _ in range(3):
            _dune(canvas, rng, horizon + drop, tall, sand, distance)
        hills(canvas, rng, horizon + drop, 0.012, 1.0, sand, distance - 0.1, 0.15)
    level = horizon + (canvas.height - horizon) * 0.42
    light = canvas.light
    stand = level + (canvas.height - level) * 0.42
    if need in ("road", "rail"):
        return Stage(horizon, near_ground(canvas, rng, level, sand, need))
    hills(canvas, rng, level, 0.02, 0.8, paler(sand, 0.12), 0.0, 0.12)
    layer = canvas.layer()
    for share in np.linspace(0.18, 0.95, 9):
        y = level + (canvas.height - level) * share
        x = float(rng.uniform(-0.1, 0.9)) * canvas.width
        wide = float(rng.uniform(20, 46))
        pen = canvas.pen(layer, x, y, 1.0)
        pen.fill(
            f"*0,0 {wide / 2:.1f},{0.7 + share:.2f} *{wide:.1f},0 "
            f"{wide / 2:.1f},{0.25 + share * 0.3:.2f}",
            deeper(sand, 0.16),
        )
    canvas.lay(layer, lift=0)
    return Stage(horizon, stand if light else level)


def _dune(
    canvas: Canvas,
    rng: np.random.Generator,
    foot: float,
    tall: float,
    sand: Colour,
    distance: float,
) -> None:
    """Paint one dune: a sharp crest between a sunny and a shaded slope."""
    layer = canvas.layer()
    high = tall * float(rng.uniform(0.6, 1.2))
    pen = canvas.pen(
        layer,
        float(rng.random()) * canvas.width,
        foot + 0.02,
        high,
        distance=distance,
        flip=canvas.light.side < 0,
    )
    pen.fill("*-330,0 -170,34 -60,84 *0,100 90,62 180,24 *300,0", paler(sand, 0.1))
    pen.fill("*-330,0 -170,34 -60,84 *0,100 -14,70 30,44 -30,20 *-10,0", deeper(sand, 0.3))
    canvas.lay(layer)


def _mesa(canvas: Canvas, rng: np.random.Generator, foot: float, rock: Colour) -> None:
    layer = canvas.layer()
    distance = float(rng.uniform(0.4, 0.68))
    pen = canvas.pen(
        layer,
        float(rng.random()) * canvas.width,
        foot,
        float(rng.uniform(0.12, 0.26)),
        distance=distance,
        flip=canvas.light.side < 0,
    )
    wide = float(rng.uniform(26, 70))
    pen.fill(
        f"*{-wide - 42},0 *{-wide - 10},42 *{-wide},46 *{-wide + 3},92 *{-wide * 0.3},100 "
        f"*{wide - 4},97 "
        f"*{wide},48 *{wide + 12},40 *{wide + 46},0",
        rock,
    )
    pen.fill(
        f"*{-wide - 42},0 *{-wide - 10},42 *{-wide},46 *{-wide + 3},92 *{-wide * 0.5},96 "
        f"*{-wide * 0.4},48 *{-wide * 0.55},0",
        deeper(rock, 0.42),
    )
    pen.fill(f"*{-wide + 2},70 *{wide - 2},73 *{wide - 1},64 *{-wide + 1},62", deeper(rock, 0.2))
    canvas.lay(layer)


def snow_field(
    canvas: Canvas, rng: np.random.Generator, horizon: float, _sun_x: float, need: str
) -> Stage:
    """Paint deep snow with firs."""
    white = varied(SNOW, rng, 3)
    hills(canvas, rng, horizon - 0.12, 0.1, 2.2, mix(white, (120, 140, 176), 0.5), 0.7, 0.5)
    hills(canvas, rng, horizon - 0.02, 0.05, 1.3, mix(white, (150, 170, 205), 0.4), 0.5)
    tree_line(canvas, rng, horizon + 0.03, 0.13, 0.4, 0.5)
    hills(canvas, rng, horizon + 0.05, 0.03, 1.1, mix(white, (160, 180, 215), 0.3), 0.22)
    layer = canvas.layer()
    for x in (0.06, 0.17, 0.86, 0.96):
        size = float(rng.uniform(0.26, 0.4))
        pen = canvas.pen(
            layer,
            (x + float(rng.uniform(-0.04, 0.04))) * canvas.width,
            horizon + 0.12,
            size,
            distance=0.1,
        )
        pine(pen, varied((58, 98, 84), rng, 6), rng, snowy=True)
    canvas.lay(layer)
    level = horizon + (canvas.height - horizon) * 0.34
    light = canvas.light
    line_need = need if need in ("road", "rail") else "bare"
    if line_need == "bare":
        hills(canvas, rng, level, 0.02, 1.0, white, 0.0, 0.2)
        stand = level + (canvas.height - level) * 0.42
        layer = canvas.layer()
        for x, share in rng.random((9, 2)):
            y = level + 0.03 + (canvas.height - level) * share
            canvas.pen(layer, x * canvas.width, y, 0.22 * (0.4 + share)).fill(
                "*-50,0 0,5 *50,0 0,1", (196, 210, 236)
            )
        canvas.lay(layer, lift=0)
        return Stage(horizon, stand if light else level)
    return Stage(horizon, near_ground(canvas, rng, level, white, need))


def farmland(
    canvas: Canvas, rng: np.random.Generator, horizon: float, _sun_x: float, need: str
) -> Stage:
    """Paint striped fields up to the hills."""
    grass = ground_colour(canvas, rng)
    hills(canvas, rng, horizon - 0.07, 0.05, 1.6, deeper(grass, 0.25), 0.78)
    hills(canvas, rng, horizon - 0.015, 0.025, 1.2, grass, 0.55)
    _lone_trees(canvas, rng, horizon + 0.012, 0.07, 0.5, int(rng.integers(3, 7)))
    crops: list[Colour] = [
        (226, 190, 96),
        (150, 176, 84),
        (190, 158, 98),
        (112, 152, 78),
        (236, 214, 110),
    ]
    level = horizon + (canvas.height - horizon) * 0.48
    _fields(canvas, rng, horizon + 0.008, level + 0.05, crops)
    return Stage(horizon, near_ground(canvas, rng, level, grass, need))


def _fields(
    canvas: Canvas, rng: np.random.Generator, top: float, bottom: float, crops: list[Colour]
) -> None:
    vanish = canvas.width * float(rng.uniform(0.35, 0.65))
    edges = np.sort(rng.uniform(-1.1, 1.1, 4))
    bounds = np.concatenate([[-3.4], edges, [3.4]])
    layer = canvas.layer()
    pen = canvas.pen(layer, vanish, bottom, bottom - top, distance=0.18)
    start = int(rng.integers(len(crops)))
    for k in range(len(bounds) - 1):
        crop = crops[(start + k) % len(crops)]
        crop = mix(crop, SNOW, 0.8) if canvas.light.snowy else crop
        left, right = bounds[k] * 100, bounds[k + 1] * 100
        pen.fill(
            f"*{left * 0.42:.1f},100 *{right * 0.42:.1f},100 *{right:.1f},0 *{left:.1f},0", crop
        )
        rows = np.arange(left, right, 13)
        for x in rows:
            pen.fill(
                f"*{x * 0.42:.1f},100 *{x * 0.42 + 1.6:.1f},100 *{x + 5:.1f},0 *{x:.1f},0",
                deeper(crop, 0.22),
            )
    canvas.lay(layer, lift=0.004)
