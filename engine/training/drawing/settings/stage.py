"""What every setting shares: the ground one stands on, and where on it."""

from typing import NamedTuple

import numpy as np

from engine.training.drawing.canvas import Canvas
from engine.training.drawing.palette import Colour, deeper, mix, paler, shade_of, varied
from engine.training.drawing.shapes import Points, below, ridge

SNOW: Colour = (236, 241, 250)
GREENS = ("#84ad50", "#6d9f55", "#9db058", "#5f9763", "#a8a650", "#78a35c")


class Stage(NamedTuple):
    """Where subjects may be put: feet on the ground, hulls on the water, wings in the sky.

    All are y in units; `base` is where something at the foot of the scene stands, on land or
    water.
    """

    horizon: float
    base: float
    water: bool = False


def ground_colour(
    canvas: Canvas, rng: np.random.Generator, names: tuple[str, ...] = GREENS
) -> Colour:
    """Choose the colour of grass or sand; white where it snows."""
    colour = varied(shade_of(names[int(rng.integers(len(names)))]), rng, 6)
    return mix(colour, SNOW, 0.94) if canvas.light.snowy else colour


def hills(
    canvas: Canvas,
    rng: np.random.Generator,
    level: float,
    height: float,
    waves: float,
    colour: Colour,
    distance: float,
    rough: float = 0.28,
    floor: float | None = None,
) -> Points:
    """Paint one range of hills around y = `level`; its foot fades into haze.

    Returns
    -------
    (n, 2) float64
        The skyline, in units.
    """
    line = ridge(rng, canvas.width, waves, rough)
    line[:, 1] = level - line[:, 1] * height
    top = canvas.light.on(colour, distance)
    foot = canvas.light.on(
        paler(colour, 0.05), min(1.0, distance + 0.22) if distance > 0.1 else 0.06
    )
    bottom = canvas.height + 0.02 if floor is None else floor
    canvas.land(below(line, bottom), top, foot)
    return line


def near_ground(
    canvas: Canvas, rng: np.random.Generator, level: float, colour: Colour, need: str
) -> float:
    """Paint the foreground with what the subject needs on it; returns where it stands."""
    line = ridge(rng, canvas.width, 1.1, 0.2)
    flat = 0.2 if need in ("road", "rail") else 1.0
    line[:, 1] = level - line[:, 1] * 0.018 * flat
    light = canvas.light
    foot = deeper(colour, 0.12 if light.snowy else 0.3)
    canvas.land(below(line, canvas.height + 0.02), light.on(paler(colour, 0.06)), light.on(foot))
    stand = level + (canvas.height - level) * (0.42 if need != "road" else 0.5)
    if need == "road":
        road(canvas, rng, stand)
    elif need == "rail":
        rails(canvas, stand)
    else:
        patches(canvas, rng, level + 0.02, colour)
        tufts(canvas, rng, level + 0.03, colour)
    return stand


def patches(canvas: Canvas, rng: np.random.Generator, level: float, colour: Colour) -> None:
    """Mottle the ground with flat lenses of lighter and darker tone."""
    layer = canvas.layer()
    for x, share, kind in rng.random((13, 3)):
        y = level + 0.015 + (canvas.height - level) * share
        pen = canvas.pen(layer, x * canvas.width, y, 0.16 + 0.3 * share)
        tone = mix(colour, deeper(colour, 0.3), 0.3 + 0.55 * share)
        tone = deeper(tone, 0.16) if kind < 0.5 else paler(tone, 0.1)
        pen.fill("*-60,0 -24,4 12,5.5 *64,1 20,-2.5 -20,-3", tone)
    canvas.lay(layer, lift=0, opacity=0.6)


def tall_grass(canvas: Canvas, setting: str, rng: np.random.Generator) -> None:
    """Let grass or reeds stand dark at the foot of a picture that has no other foreground."""
    if setting in ("sea", "city", "desert", "snow field") or canvas.light.snowy:
        return
    layer = canvas.layer()
    tone = deeper(ground_colour(canvas, rng), 0.5)
    left = rng.random() < 0.5
    for share, size, lean in rng.random((46, 3)):
        x = share**1.7 * 0.75 * canvas.width
        x = x if left else canvas.width - x
        high = (0.1 + 0.16 * size) * (1.15 - share)
        pen = canvas.pen(layer, x, canvas.height + 0.01, high, flip=bool(lean < 0.5))
        pen.fill("*-5,0 2,50 *22,100 8,48 *5,0", mix(tone, paler(tone, 0.4), size * 0.5))
        if size > 0.82:
            pen.oval(22, 98, 5, 11, (150, 112, 74), -0.3)
    canvas.lay(layer, lift=0.006)


def road(canvas: Canvas, rng: np.random.Generator, y: float) -> None:
    """Paint a road across the picture; wheels stand at y."""
    grey = varied((104, 104, 112), rng, 5)
    if canvas.light.snowy:
        grey = mix(grey, SNOW, 0.35)
    layer = canvas.layer()
    pen = canvas.pen(layer, 0, y, 1.0)
    right = canvas.width * 100 + 3
    pen.fill(f"*-3,4.6 *{right},4.6 *{right},5.4 *-3,5.4", mix(grey, (220, 214, 200), 0.55))
    pen.fill(f"*-3,-5.6 *{right},-5.6 *{right},4.6 *-3,4.6", grey)
    pen.fill(f"*-3,-6.6 *{right},-6.6 *{right},-5.6 *-3,-5.6", mix(grey, (230, 224, 210), 0.6))
    start = float(rng.uniform(-14, 0))
    for x in np.arange(start, right, 15):
        pen.fill(
            f"*{x:.1f},-2.6 *{x + 8:.1f},-2.6 *{x + 7.2:.1f},-1.7 *{x + 0.6:.1f},-1.7",
            (232, 222, 190),
        )
    canvas.lay(layer, lift=0.004)


def rails(canvas: Canvas, y: float) -> None:
    """Paint a railway across the picture; wheels stand at y."""
    layer = canvas.layer()
    pen = canvas.pen(layer, 0, y, 1.0)
    right = canvas.width * 100 + 3
    pen.fill(f"*-3,-5 *{right},-5 *{right},1.5 *-3,1.5", (146, 132, 118))
    for x in np.arange(-3, right, 5.2):
        pen.fill(
            f"*{x:.1f},-3.4 *{x + 2.4:.1f},-3.4 *{x + 2.2:.1f},0 *{x + 0.2:.1f},0", (92, 70, 58)
        )
    pen.line(f"*-3,-0.4 *{right},-0.4", 0.9, (88, 90, 100))
    pen.line(f"*-3,-2.6 *{right},-2.6", 1.1, (178, 180, 188))
    canvas.lay(layer, lift=0.004)


def tufts(canvas: Canvas, rng: np.random.Generator, level: float, colour: Colour) -> None:
    """Strew blades of grass, flowers and pebbles over the foreground, larger nearer by."""
    layer = canvas.layer()
    blades = 10 if canvas.light.snowy else 44
    flower = [(246, 236, 220), (244, 205, 84), (226, 104, 104), (176, 136, 206)][
        int(rng.integers(4))
    ]
    bloom = bool(rng.random() < 0.45) and not canvas.light.snowy
    for x, share, kind in rng.random((blades, 3)):
        y = level + (canvas.height + 0.02 - level) * share**0.7
        pen = canvas.pen(layer, x * canvas.width, y, 0.022 + 0.05 * share)
        if bloom and kind > 0.6:
            pen.line("*0,0 3,60", 6, deeper(colour, 0.35))
            pen.oval(3, 66, 16, 13, flower)
            continue
        blade = deeper(colour, 0.3 + 0.2 * kind) if kind < 0.5 else paler(colour, 0.14)
        pen.fill("*-8,0 *-30,52 -10,24 *0,70 6,26 *28,48 *9,0", blade)
    canvas.lay(layer, lift=0)
