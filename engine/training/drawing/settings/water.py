"""Settings with water: sea, coast, beach, lake and river."""

import numpy as np
from PIL import ImageDraw

from engine.training.drawing.canvas import Canvas, whole
from engine.training.drawing.palette import Colour, deeper, mix, paler, shade_of, varied
from engine.training.drawing.settings.land import peaks, tree_line
from engine.training.drawing.settings.stage import SNOW, Stage, ground_colour, hills, near_ground
from engine.training.drawing.shapes import below, ridge

_SEAS = ("#2f7f9f", "#2a6f9c", "#3f95a4", "#35618f")


def _water(canvas: Canvas, rng: np.random.Generator) -> Colour:
    colour = varied(shade_of(_SEAS[int(rng.integers(len(_SEAS)))]), rng, 6)
    return mix(canvas.light.on(colour), canvas.light.middle, 0.12)


def waves(
    canvas: Canvas, rng: np.random.Generator, top: float, bottom: float, sun_x: float
) -> None:
    """Draw crests between two levels, and the path of light under the sun or moon."""
    ink = ImageDraw.Draw(canvas.image)
    light = canvas.light
    crest = mix(light.middle, light.horizon, 0.6)
    trough = deeper(mix(light.zenith, light.middle, 0.3), 0.45)
    for x, share, kind in rng.random((70, 3)):
        y = top + (bottom - top) * share**1.4
        near = (y - top) / max(canvas.height - top, 0.05)
        _crest(
            canvas, ink, x * canvas.width, y, 0.014 + 0.075 * near, crest if kind < 0.5 else trough
        )
    if light.weather not in ("clear", "rainbow", "cloudy") or (
        light.weather == "cloudy" and rng.random() < 0.6
    ):
        return
    for spread, share, size in rng.normal(size=(64, 3)) * np.array([1, 0, 1]) + np.array(
        [0, 0.5, 0]
    ):
        y = top + (bottom - top) * float(rng.random()) ** 1.25 * (0.98 + 0.04 * share) + 0.003
        near = (y - top) / max(canvas.height - top, 0.05)
        x = sun_x + spread * (0.018 + 0.055 * near)
        colour = mix(light.glare(), light.horizon, 0.25)
        _crest(canvas, ink, x, y, (0.01 + 0.05 * near) * (0.7 + 0.3 * abs(size)), colour)


def _crest(
    canvas: Canvas, ink: ImageDraw.ImageDraw, x: float, y: float, half: float, colour: Colour
) -> None:
    tall = 0.0016 + half * 0.06
    points = np.array(
        [
            [x - half, y],
            [x - half * 0.3, y - tall],
            [x + half * 0.4, y - tall * 0.8],
            [x + half, y],
            [x + half * 0.2, y + tall * 0.7],
        ]
    )
    ink.polygon((points * canvas.scale).ravel().tolist(), fill=whole(colour))


def sea(canvas: Canvas, rng: np.random.Generator, horizon: float, sun_x: float, need: str) -> Stage:
    """Paint the open sea, sometimes with an island far off."""
    if rng.random() < (0.8 if need == "none" else 0.4):
        left = rng.random() < 0.5
        line = ridge(rng, canvas.width, 2.4, 0.45)
        hump = np.interp(line[:, 0], np.array([0.0, 0.28, 0.5]) * canvas.width, [1.0, 0.7, -0.3])
        line[:, 1] = horizon + 0.01 - (0.055 + 0.03 * line[:, 1]) * (hump if left else hump[::-1])
        rock = canvas.light.on((96, 112, 110), 0.62)
        canvas.land(below(line, horizon + 0.01), rock, canvas.light.on((96, 112, 110), 0.8))
    calm = canvas.light.weather not in ("storm", "rain")
    canvas.mirror(horizon, _water(canvas, rng), 0.62 if calm else 0.4, 0.02)
    waves(canvas, rng, horizon, canvas.height, sun_x)
    if need == "none":
        _rocks(canvas, rng)
    return Stage(horizon, horizon + (canvas.height - horizon) * 0.52, water=True)


def _rocks(canvas: Canvas, rng: np.random.Generator) -> None:
    """Let a few rocks stand in the surf at the foot of the picture."""
    layer = canvas.layer()
    stone = varied((106, 104, 112), rng, 6)
    foam = mix((250, 252, 252), canvas.light.middle, 0.1)
    edge = float(rng.uniform(0.1, 0.9))
    for share in np.linspace(0.2, 1.0, 5):
        x = (edge + float(rng.uniform(-0.22, 0.22))) * canvas.width
        y = canvas.height - 0.13 + 0.14 * share
        size = float(rng.uniform(0.07, 0.15)) * (0.6 + 0.6 * share)
        pen = canvas.pen(layer, x, y, size, flip=canvas.light.side < 0)
        pen.fill("*-80,-2 -40,9 40,8 *84,-2 40,-9 -40,-8", foam)
        pen.fill("*-64,0 *-46,40 *-18,66 *6,58 *34,34 *62,0 0,-6", stone)
        pen.fill("*-64,0 *-46,40 *-18,66 *-10,34 *-26,0", deeper(stone, 0.4))
        pen.fill("*-18,66 *6,58 *34,34 *12,44", paler(stone, 0.3))
    canvas.lay(layer)


def coast(
    canvas: Canvas, rng: np.random.Generator, horizon: float, sun_x: float, need: str
) -> Stage:
    """Paint cliffs over the sea, with grass to stand on."""
    canvas.mirror(horizon, _water(canvas, rng), 0.55, 0.02)
    waves(canvas, rng, horizon, canvas.height, sun_x)
    for distance, reach, tall in ((0.5, 0.62, 0.11), (0.25, 0.38, 0.2)):
        _headland(canvas, rng, horizon, reach, tall, distance)
    grass = ground_colour(canvas, rng)
    level = horizon + (canvas.height - horizon) * 0.42
    return Stage(horizon, near_ground(canvas, rng, level, grass, need))


def _headland(
    canvas: Canvas,
    rng: np.random.Generator,
    horizon: float,
    reach: float,
    tall: float,
    distance: float,
) -> None:
    layer = canvas.layer()
    x = 0.0 if canvas.light.side > 0 else canvas.width
    pen = canvas.pen(
        layer,
        x,
        horizon + 0.012 + 0.1 * (0.5 - distance),
        1.0,
        distance=distance,
        flip=canvas.light.side < 0,
    )
    edge = reach * canvas.width * 100
    high = tall * 100 * float(rng.uniform(0.85, 1.15))
    rock = varied((176, 150, 126), rng, 8)
    steps = rng.uniform(-1.6, 1.6, 5)
    pen.fill(
        f"*-5,0 *-5,{high} {edge * 0.4:.1f},{high * 1.06:.1f} *{edge * 0.82:.1f},{high * 0.9:.1f} "
        f"*{edge * 0.88 + steps[0]:.1f},{high * 0.6:.1f} *{edge * 0.93:.1f},{high * 0.56:.1f} "
        f"*{edge + steps[1]:.1f},0",
        rock,
    )
    for k, x0 in enumerate((0.2, 0.45, 0.66)):
        left, top = edge * x0 + steps[k + 2] * 3, high * 0.92
        pen.fill(
            f"*{left:.1f},0 *{left + edge * 0.05:.1f},{top:.1f} "
            f"*{left + edge * 0.11:.1f},{top * 0.55:.1f} "
            f"*{left + edge * 0.13:.1f},0",
            deeper(rock, 0.34),
        )
    grass = mix((112, 150, 82), SNOW, 0.85 if canvas.light.snowy else 0.0)
    pen.fill(
        f"*-5,{high * 0.86:.1f} {edge * 0.2:.1f},{high * 0.9:.1f} "
        f"*{edge * 0.85:.1f},{high * 0.82:.1f} "
        f"*{edge * 0.82:.1f},{high * 0.92:.1f} {edge * 0.4:.1f},{high * 1.08:.1f} "
        f"*-5,{high * 1.02:.1f}",
        grass,
    )
    pen.fill(
        f"*-5,-1 *{edge + 4:.1f},-1 {edge * 0.9:.1f},1.6 {edge * 0.5:.1f},0.9 *-5,1.4",
        (235, 242, 244),
    )
    canvas.lay(layer)


def beach(
    canvas: Canvas, rng: np.random.Generator, horizon: float, sun_x: float, _need: str
) -> Stage:
    """Paint a sandy shore with surf in front of the sea."""
    canvas.mirror(horizon, _water(canvas, rng), 0.5, 0.018)
    shore = horizon + (canvas.height - horizon) * 0.36
    waves(canvas, rng, horizon, shore, sun_x)
    light = canvas.light
    sand = ground_colour(canvas, rng, ("#e8d2a0", "#ecd9b4", "#dfc48e"))
    slope = canvas.width * 0.05 * light.side
    line = ridge(rng, canvas.width, 1.6, 0.15)
    line[:, 1] = shore - line[:, 1] * 0.022 + (line[:, 0] / canvas.width - 0.5) * slope
    for drop, colour in (
        (-0.028, mix(light.on((250, 252, 250)), light.middle, 0.25)),
        (-0.016, mix(_water(canvas, rng), light.on(paler(sand, 0.3)), 0.5)),
        (-0.004, light.on((252, 252, 248))),
        (0.008, light.on(deeper(sand, 0.3))),
    ):
        area = below(line + np.array([0.0, drop]), canvas.height + 0.02)
        canvas.land(area, colour, colour, lift=0.003)
    canvas.land(
        below(line + np.array([0.0, 0.045]), canvas.height + 0.02),
        light.on(paler(sand, 0.1)),
        light.on(deeper(sand, 0.12)),
        lift=0.004,
    )
    layer = canvas.layer()
    for x, share in rng.random((16, 2)):
        y = shore + 0.09 + (canvas.height - shore - 0.09) * share
        canvas.pen(layer, x * canvas.width, y, 0.02 + 0.02 * share).oval(
            0, 0, 34, 14, deeper(sand, 0.22)
        )
    canvas.lay(layer, lift=0)
    return Stage(horizon, shore + (canvas.height - shore) * 0.52)


def lake(
    canvas: Canvas, rng: np.random.Generator, horizon: float, sun_x: float, need: str
) -> Stage:
    """Paint a lake that mirrors the mountains or woods behind it."""
    tone = ground_colour(canvas, rng, ("#6a7f92", "#6b8a86", "#7a7f9a"))
    hills(canvas, rng, horizon - 0.12, 0.1, 2.6, tone, 0.72, 0.5)
    if rng.random() < 0.6:
        peaks(canvas, rng, horizon, 0.26, 0.42)
    else:
        hills(canvas, rng, horizon - 0.06, 0.06, 2.0, (88, 120, 96), 0.45, 0.4)
    tree_line(canvas, rng, horizon + 0.004, 0.085, 0.22)
    canvas.mirror(horizon, _water(canvas, rng), 0.8, 0.009)
    waves(canvas, rng, horizon + 0.02, canvas.height, sun_x)
    if need == "water":
        return Stage(horizon, horizon + (canvas.height - horizon) * 0.5, water=True)
    level = horizon + (canvas.height - horizon) * 0.5
    return Stage(horizon, near_ground(canvas, rng, level, ground_colour(canvas, rng), need))


def river(
    canvas: Canvas, rng: np.random.Generator, horizon: float, sun_x: float, need: str
) -> Stage:
    """Paint a river that winds from the hills to the foot of the picture."""
    tone = ground_colour(canvas, rng, ("#6f8f7a", "#7b9a86", "#74908f"))
    hills(canvas, rng, horizon - 0.1, 0.07, 2.2, tone, 0.75, 0.4)
    hills(canvas, rng, horizon - 0.03, 0.05, 1.6, tone, 0.5, 0.35)
    tree_line(canvas, rng, horizon + 0.012, 0.06, 0.3)
    canvas.mirror(horizon, _water(canvas, rng), 0.66, 0.012)
    waves(canvas, rng, horizon + 0.02, canvas.height, sun_x)
    grass = ground_colour(canvas, rng)
    share = np.linspace(0, 1, 30)
    depth = canvas.height - horizon
    y = horizon + depth * (share**1.3) * 1.03
    bend = 0.5 + 0.16 * np.sin(share * 5.2 + float(rng.uniform(0, 6.3))) * (1 - 0.4 * share)
    wide = 0.02 + {"water": 0.52, "none": 0.34}.get(need, 0.42) * share**1.5
    light = canvas.light
    for sign, edge in ((-1, -0.06), (1, canvas.width + 0.06)):
        bank = bend * canvas.width + sign * wide * canvas.width
        area = np.concatenate(
            [np.stack([bank, y], axis=1), [[edge, canvas.height + 0.03], [edge, horizon]]]
        )
        canvas.land(
            area + np.array([sign * -0.006, 0.004]),
            light.on(deeper(grass, 0.55)),
            light.on(deeper(grass, 0.55)),
            lift=0,
        )
        canvas.land(area, light.on(grass, 0.4), light.on(deeper(grass, 0.1)), lift=0.004)
    if need in ("water", "none"):
        return Stage(horizon, horizon + depth * 0.62, water=True)
    level = horizon + depth * 0.72
    return Stage(horizon, near_ground(canvas, rng, level, grass, need))
