"""What flies. Each has its middle near (0, 50) and is about 100 high or wide."""

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour, deeper, paler
from engine.training.drawing.shapes import outline


def balloon(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a hot-air balloon with gores and a basket."""
    second = [(248, 240, 220), (250, 206, 92), paler(colour, 0.5)][int(rng.integers(3))]
    pen.line("*-12,26 *-5,11", 0.9, (96, 76, 62))
    pen.line("*12,26 *5,11", 0.9, (96, 76, 62))
    envelope = outline("*-12,26 -30,46 -38,66 -32,86 -16,98 0,101 16,98 32,86 38,66 30,46 *12,26")
    pen.area(envelope, colour)
    for share, tone in ((0.78, second), (0.5, colour), (0.2, second)):
        narrow = envelope * np.array([share, 1.0])
        pen.area(narrow, tone)
    pen.area(outline("*-36,74 0,68 *36,74 *38,66 0,60 *-38,66"), deeper(colour, 0.2))
    pen.fill("*-12,27 0,24.5 *12,27 *9,22.5 0,21 *-9,22.5", deeper(colour, 0.45))
    pen.fill("*-6,11 *6,11 *4.6,0 *-4.6,0", (150, 104, 66))
    pen.fill("*-6.6,9.4 *6.6,9.4 *6.6,12.4 *-6.6,12.4", (110, 74, 50))
    pen.line("*-5.2,5 *5.2,5", 0.9, (110, 74, 50))
    if pen.light.dark:
        pen.lamp(0, 34, 30, (255, 168, 70), 0.75)
        pen.bare("*-2.4,18 0,16 *2.4,18 *0,25", (255, 224, 130))


def airplane(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw an airliner that climbs to the right."""
    body = pen.at(0, 50, 1.0, 0.14)
    white: Colour = (244, 245, 246)
    body.fill("*-8,4 2,6 *16,5 -14,34 *-22,35", deeper(white, 0.28))
    body.fill("*-52,4 *-62,28 *-50,28 -42,16 *-32,7", colour)
    body.fill("*-58,3 -30,8.5 20,9.5 42,8 *57,-1 44,-7 20,-8.5 -30,-5", white)
    body.fill("*-58,3 -30,1 20,0 *56,-2 44,-7 20,-8.5 -30,-5", deeper(white, 0.2))
    body.fill("*-58,3 -30,2.4 20,1.6 *56,-0.4 *55,-3 20,-1.4 -30,-0.6 *-54,1", colour)
    for x in np.arange(-34, 34, 5.4):
        body.glass(f"*{x},3.6 *{x},6 *{x + 2.4},6 *{x + 2.4},3.6", (80, 100, 130), glow=0)
    body.glass("*42,3 *41,6.4 *47,4.8 *50,2.4", (80, 100, 130), glow=0)
    body.fill("*-54,2 *-66,-7 *-58,-8 *-40,0", deeper(white, 0.14))
    body.fill("*-10,-3 *-38,-33 *-29,-34 -4,-14 *18,-4", paler(white, 0.2))
    body.fill("*-10,-3 *-38,-33 *-35,-33.4 *-4,-3.6", colour)
    body.fill("*-9,-15 *-10,-21 4,-22 *6,-18 4,-14.5", colour)
    if pen.light.dark:
        body.lamp(-33, -33, 10, (255, 80, 70), 0.9)
        body.lamp(56, -1, 12, (255, 244, 200), 0.7)


def rocket(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a rocket that rises on its flame."""
    body = pen.at(0, 22, 0.78, float(rng.uniform(-0.2, 0.2)))
    white: Colour = (244, 244, 242)
    for x, y, r in ((-8, -28, 11), (9, -30, 12), (0, -38, 14)):
        body.oval(x, y, r, r * 0.9, paler(pen.light.middle, 0.55))
    body.bare("*-11,8 -15,-10 *0,-40 15,-10 *11,8", (255, 140, 50))
    body.bare("*-7,8 -8,-6 *0,-24 8,-6 *7,8", (255, 226, 120))
    body.lamp(0, -14, 36, (255, 150, 60), 0.7 if pen.light.dark else 0.25)
    for side in (-1, 1):
        body.fill(
            f"*{side * 15},34 {side * 30},20 *{side * 33},-2 *{side * 12},12", deeper(colour, 0.12)
        )
    body.fill("*-12,6 -18,34 -16,66 *0,104 16,66 18,34 *12,6", white)
    body.fill("*12,6 18,34 16,66 *0,104 6,66 *5,6", deeper(white, 0.22))
    body.fill("*-14.5,72 -9,90 *0,104 9,90 *14.5,72 0,69", colour)
    body.fill("*-12,6 *-14,14 0,12 *14,14 *12,6", colour)
    body.oval(0, 52, 8.6, 8.6, deeper(colour, 0.2))
    body.oval(0, 52, 6, 6, (110, 176, 214) if not pen.light.dark else (250, 214, 130))
    body.oval(-2, 54.5, 2, 2, (230, 244, 250))
    body.fill("*-3,30 *0,34 *3,30 *3,-4 *0,-8 *-3,-4", deeper(colour, 0.12))


def helicopter(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a helicopter."""
    dark: Colour = (64, 66, 78)
    pen.fill("*-6,58 -40,55 *-64,60 *-65,55 -40,46 *-6,38", deeper(colour, 0.12))
    pen.fill("*-58,56 *-70,74 *-62,74 *-50,56", colour)
    for turn in (0.5, 2.07, 3.64, 5.21):
        pen.limb(
            f"*-65,60 *{-65 + 11 * np.cos(turn):.1f},{60 + 11 * np.sin(turn):.1f}", 1.6, 2.2, dark
        )
    pen.fill("*-18,44 -14,60 *0,66 22,66 40,56 46,42 38,32 *10,29 -10,33", colour)
    pen.fill("*-18,44 *46,42 38,32 *10,29 -10,33", deeper(colour, 0.24))
    pen.glass("*18,43 *17,62 32,58 *43,43", (150, 196, 220), glow=14)
    pen.glass("*-6,44 *-5,57 *10,58 *10,44", (150, 196, 220), glow=0)
    pen.fill("*-4,66 *0,71 *14,71 *18,66", deeper(colour, 0.35))
    pen.line("*7,70 *7,78", 3, dark)
    pen.fill("*-58,80.5 *7,77.4 *72,80.5 *72,78.6 *7,75.6 *-58,78.6", dark)
    for x in (-4, 26):
        pen.line(f"*{x},30 *{x - 2},21", 1.8, dark)
    pen.line("*-20,21 10,20.5 34,21 *42,26", 2.4, dark)


def kite(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a diamond kite with a tail of bows."""
    body = pen.at(0, 66, 1.0, float(rng.uniform(-0.35, 0.1)))
    other = paler(colour, 0.55)
    third: Colour = (250, 208, 84) if colour[0] < 240 else (74, 126, 190)
    pen.line("*0,60 -16,36 *-44,-14", 0.8, (236, 230, 218))
    body.line("*0,-30 8,-42 0,-52 10,-64 *4,-76", 1.3, (236, 230, 218))
    for x, y in ((7, -43), (3, -55), (8, -67)):
        body.fill(f"*{x},{y} *{x - 9},{y + 5} *{x - 8},{y - 5}", colour)
        body.fill(f"*{x},{y} *{x + 9},{y + 5} *{x + 8},{y - 5}", third)
    body.fill("*0,36 *-26,8 *0,8", colour)
    body.fill("*0,36 *26,8 *0,8", other)
    body.fill("*0,-30 *-26,8 *0,8", third)
    body.fill("*0,-30 *26,8 *0,8", deeper(colour, 0.12))
    body.line("*0,36 *0,-30", 1.3, (116, 84, 62))
    body.line("*-26,8 *26,8", 1.3, (116, 84, 62))


def birds(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a flock on the wing."""
    places = [
        (0, 58, 1.0),
        (-34, 74, 0.8),
        (32, 78, 0.74),
        (-58, 46, 0.62),
        (60, 52, 0.66),
        (-14, 96, 0.5),
        (16, 30, 0.72),
        (-40, 20, 0.52),
        (52, 20, 0.5),
    ]
    for left, foot, size in places[: int(rng.integers(6, 10))]:
        x, y = left + float(rng.uniform(-5, 5)), foot + float(rng.uniform(-5, 5))
        _bird(
            pen.at(x, y, size * 0.5, float(rng.uniform(-0.15, 0.2))),
            colour,
            float(rng.uniform(-0.4, 1.0)),
        )


def _bird(pen: Pen, tone: Colour, lift: float) -> None:
    tip = 12 + 22 * lift
    bent = 14 + 9 * lift
    pen.fill(f"*4,3 16,{bent} *46,{tip} 22,{bent - 8} *8,-5", deeper(tone, 0.2))
    pen.fill(f"*-6,3 -16,{bent + 2} *-42,{tip + 6} -24,{bent - 6} *-6,-5", tone)
    pen.fill("*-24,-1 -8,5 8,5 *24,2 *31,-1 20,-5 0,-7 *-16,-4 *-30,-7", tone)


def butterfly(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a butterfly with spread wings."""
    body = pen.at(0, 50, 1.0, float(rng.uniform(-0.3, 0.3)))
    dark, spot = deeper(colour, 0.62), (252, 244, 222)
    for side in (-1, 1):
        wing = body.at(0, 0, 1.0, 0.0, side < 0)
        wing.fill("*2,4 16,38 40,48 54,40 50,18 *28,2", dark)
        wing.fill("*2,-2 30,2 42,-12 36,-34 *28,-42 20,-36 *4,-14", dark)
        wing.fill("*5,6 18,34 38,42 48,36 44,20 *26,5", colour)
        wing.fill("*5,-4 28,-2 36,-12 31,-29 *26,-34 19,-29 *6,-12", paler(colour, 0.22))
        wing.line("*4,5 *40,38", 1.4, dark)
        wing.line("*4,4 *45,24", 1.4, dark)
        for x, y, r in ((46, 39, 2.6), (48, 30, 2.2), (34, 30, 4), (28, -18, 4.4), (36, -8, 2.4)):
            wing.oval(x, y, r, r, spot)
        wing.line("*1,20 4,32 *12,40", 1.2, (50, 40, 44))
        wing.oval(12, 40, 1.7, 1.7, (50, 40, 44))
    body.fill("*0,24 -4,14 -3.4,-12 *0,-28 3.4,-12 4,14", (50, 40, 44))
