"""Trees, flowers and mushrooms. Each stands on (0, 0) and is about 100 high."""

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour, deeper, mix, paler, shade_of

_SNOW: Colour = (238, 243, 250)
_BARK: Colour = (104, 76, 58)


def pine(
    pen: Pen, leaf: Colour, rng: np.random.Generator, plain: bool = False, snowy: bool = False
) -> None:
    """Draw a fir of ragged tiers; `plain` leaves the shading out, for rows of small ones."""
    snowy = snowy or pen.light.snowy
    pen.fill("*-3.5,0 *3.5,0 *2.5,22 *-2.5,22", _BARK)
    tiers = 4 if plain else 6
    shade, sun = deeper(leaf, 0.4), paler(leaf, 0.14)
    for k in range(tiers):
        share = k / tiers
        foot, top = 9 + 80 * share, min(100.0, 9 + 80 * share + 40 - 14 * share)
        half = 31 * (1 - share) ** 0.85 + 4
        wobble = float(rng.uniform(-1.5, 1.5))
        edge = (
            f"*{-half},{foot + wobble} *{-half * 0.55},{foot + 3} *{-half * 0.3},{foot - 2.5} "
            f"*{half * 0.08},{foot + 1.5} *{half * 0.4},{foot - 2.5} *{half * 0.6},{foot + 3} "
            f"*{half},{foot - wobble}"
        )
        pen.fill(
            f"{edge} {half * 0.36},{(foot + top) / 2 - 1} *0,{top} "
            f"{-half * 0.36},{(foot + top) / 2 - 1}",
            leaf,
        )
        if plain and not snowy:
            continue
        side = float(pen.light.side)
        if not plain:
            pen.fill(
                f"*{-half * side},{foot} *{-half * 0.5 * side},{foot + 3} "
                f"*{-half * 0.1 * side},{foot} *0,{top} "
                f"{-half * 0.36 * side},{(foot + top) / 2 - 1}",
                shade,
            )
            pen.fill(
                f"*{half * side},{foot} *{half * 0.62 * side},{foot + 4} "
                f"*{half * 0.1 * side},{top - 6} {half * 0.4 * side},{(foot + top) / 2 - 1}",
                sun,
            )
        if snowy:
            pen.fill(
                f"*{-half * 0.72},{foot + 6} {-half * 0.2},{foot + 10} *{half * 0.1},{foot + 7} "
                f"*{half * 0.66},{foot + 6} {half * 0.3},{(foot + top) / 2} *0,{top} "
                f"{-half * 0.3},{(foot + top) / 2}",
                _SNOW,
            )


def pine_tree(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw one large fir."""
    pine(pen, colour, rng)


def oak(pen: Pen, leaf: Colour, rng: np.random.Generator) -> None:
    """Draw a broad tree with a round crown in three tones."""
    pen.fill("*-7,0 -4,10 *-4,36 *-16,52 *-12,54 *0,42 *12,56 *16,53 *4,36 4,10 *8,0", _BARK)
    crown = mix(leaf, _SNOW, 0.7) if pen.light.snowy else leaf
    side = float(pen.light.side)
    places = [
        (-22, 52, 19),
        (20, 54, 20),
        (-14, 70, 20),
        (14, 74, 19),
        (0, 60, 24),
        (0, 84, 15),
        (-30, 60, 12),
        (31, 62, 12),
    ]
    jitter = rng.uniform(-3, 3, (len(places), 3))
    for grow, shift, tone in (
        (1.0, 0.0, deeper(crown, 0.38)),
        (0.82, 3.0, crown),
        (0.5, 7.5, paler(crown, 0.22)),
    ):
        for (x, y, r), (a, b, c) in zip(places, jitter, strict=True):
            pen.oval(
                x + a + side * shift * 0.8,
                y + b + shift * 0.8,
                (r + c) * grow * 1.06,
                (r + c) * grow * 0.95,
                tone,
            )


def oak_tree(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw one large broad tree."""
    oak(pen, colour, rng)


def palm_tree(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a leaning palm with drooping fronds and coconuts."""
    lean = float(rng.uniform(6, 16))
    bark: Colour = (146, 112, 80)
    pen.limb(f"-4,0 {lean * 0.25},30 {lean},74", 8, 4.5, bark)
    for k in np.arange(0.12, 1, 0.12):
        x = lean * k * k - 4 * (1 - k) ** 2 + lean * 0.05
        pen.line(
            f"*{x - 2.6},{74 * k} {x},{74 * k - 1.4} *{x + 2.6},{74 * k}", 0.9, deeper(bark, 0.4)
        )
    top = pen.at(lean, 74)
    for turn, long, tone in (
        (2.75, 44, 0.34),
        (0.4, 44, 0.34),
        (2.2, 38, 0.15),
        (0.95, 38, 0.15),
        (3.35, 40, 0.0),
        (-0.2, 40, 0.0),
        (1.57, 30, 0.0),
        (2.55, 42, -0.14),
        (0.62, 42, -0.14),
    ):
        leaf = deeper(colour, tone) if tone >= 0 else paler(colour, -tone)
        _frond(top, turn + float(rng.uniform(-0.1, 0.1)), long, leaf)
    for x, y in ((-3, -2), (2.5, -3.5), (4, 0)):
        top.oval(x, y, 3.1, 3.3, (112, 70, 44))


def _frond(pen: Pen, turn: float, long: float, leaf: Colour) -> None:
    flip = np.cos(turn) < 0
    blade = pen.at(0, 0, 1.0, 0.0, bool(flip))
    rise = np.sin(turn) * long * 0.62
    reach = abs(np.cos(turn)) * long + 6
    teeth = " ".join(
        f"*{reach * t:.1f},{rise * np.sin(t * 2.4) * 1.25 - 24 * t * t - d:.1f}"
        for t, d in (
            (0.98, 5),
            (0.86, 0.5),
            (0.8, 10),
            (0.68, 2),
            (0.58, 10),
            (0.46, 2),
            (0.36, 8),
            (0.22, 1),
        )
    )
    blade.fill(
        f"*0,0 {reach * 0.35:.1f},{rise * 0.95 - 2:.1f} {reach * 0.72:.1f},{rise * 1.2 - 11:.1f} "
        f"*{reach:.1f},{rise * 0.85 - 30:.1f} {teeth}",
        leaf,
    )


def cactus(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a saguaro with two arms."""
    dark, light = deeper(colour, 0.32), paler(colour, 0.2)
    left, right = float(rng.uniform(34, 46)), float(rng.uniform(26, 40))
    for side, y, tall in ((-1.0, left, 26.0), (1.0, right, 32.0)):
        arm = (
            f"*0,{y} {side * 18},{y + 1} {side * 25},{y + 7} {side * 26},{y + 16} "
            f"*{side * 26},{y + tall}"
        )
        pen.line(arm, 13, colour)
        for shift in (-3.0, 1.0):
            pen.line(
                f"*{side * 8 + shift},{y + shift} {side * (20 + shift)},{y + 2 + shift} "
                f"*{side * 26 + shift},{y + tall + 2}",
                1.2,
                dark,
            )
    pen.line("*0,2 *0,92", 19, colour)
    for x, tone in ((-6, light), (-2, dark), (2.5, dark), (6.5, dark)):
        pen.line(f"*{x},2 *{x},{97 - x * x * 0.16}", 1.4, tone)
    for x, y in ((0, 102), (-26, left + 33), (26, right + 39)):
        pen.oval(x - 2.6, y - 1, 3.6, 2.8, (234, 96, 128))
        pen.oval(x + 2.4, y - 1, 3.4, 2.8, (244, 140, 160))


def sunflower(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a tall sunflower."""
    green = shade_of("#5c8f43")
    pen.limb("*0,0 2,34 *0,72", 5.5, 4, green)
    for side, y in ((-1, 20), (1, 32)):
        pen.fill(f"*0,{y} {side * 14},{y + 14} *{side * 34},{y + 10} {side * 20},{y - 4}", green)
        pen.line(f"*0,{y} {side * 16},{y + 5} *{side * 33},{y + 10}", 1.1, deeper(green, 0.35))
    head = pen.at(0, 74, 1.0, float(rng.uniform(-0.1, 0.1)))
    for ring, (long, tone) in enumerate(((30.0, deeper(colour, 0.18)), (27.0, colour))):
        for k in range(15):
            petal = head.at(0, 0, 1.0, (k + 0.5 * ring) * 2 * np.pi / 15)
            petal.fill(f"*0,-3.6 {long * 0.6},-5.6 *{long},0 {long * 0.6},5.6 *0,3.6", tone)
    head.oval(0, 0, 14.5, 14.5, (104, 66, 38))
    head.oval(0, 0, 9.5, 9.5, (72, 44, 30))
    for k in range(14):
        turn = k * 2.4
        head.oval(np.cos(turn) * 12, np.sin(turn) * 12, 1.3, 1.3, (170, 118, 56))


def tulip(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a tulip with two long leaves."""
    green = shade_of("#5f9a54")
    pen.limb("*0,0 -2,30 *0,62", 5, 4.2, green)
    pen.fill("*0,0 -18,14 *-26,52 -10,30 *1,6", deeper(green, 0.14))
    pen.fill("*0,0 16,18 *20,60 6,34 *-1,6", paler(green, 0.08))
    head = pen.at(0, 60, 1.0, float(rng.uniform(-0.12, 0.12)))
    head.fill("*-10,36 0,40 *10,36 14,14 0,2 -14,14", deeper(colour, 0.32))
    head.fill("*-17,40 -8,30 *0,18 0,0 -12,2 -20,16", colour)
    head.fill("*17,40 8,30 *0,18 0,0 12,2 20,16", deeper(colour, 0.14))
    head.fill("*0,42 -11,24 -9,6 0,-1 9,6 11,24", paler(colour, 0.14))


def mushroom(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a toadstool with a spotted cap, a smaller one beside it."""
    _toadstool(pen.at(34, 0, 0.5, -0.1), colour)
    _toadstool(pen, colour)


def _toadstool(pen: Pen, colour: Colour) -> None:
    pen.fill("*-13,0 -9,22 *-9,52 *9,52 9,22 *14,0 0,-4", (240, 230, 210))
    pen.fill("*4,0 5,22 *5,52 *9,52 9,22 *14,0", (206, 190, 170))
    pen.fill("*-44,47 -20,42 20,42 *44,47 20,52 -20,52", (222, 204, 178))
    pen.fill("*-47,48 -40,74 0,99 40,74 *47,48 22,53 -22,53", colour)
    pen.fill("*47,48 40,74 *14,96 24,74 *22,53", deeper(colour, 0.26))
    for x, y, rx, ry in (
        (-16, 78, 8, 7),
        (10, 85, 7, 5.5),
        (-30, 61, 5.5, 5),
        (4, 64, 8, 7),
        (28, 64, 6, 6),
        (-6, 94, 4, 2.4),
    ):
        pen.oval(x, y, rx, ry, (250, 244, 230))
