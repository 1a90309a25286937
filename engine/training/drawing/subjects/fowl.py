"""Birds that stand. Each stands on (0, 0) and is about 100 high."""

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour, deeper, paler


def owl(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw an owl on a stump, looking out of the picture."""
    bark: Colour = (118, 84, 62)
    pen.fill("*-34,0 -26,6 *-24,24 *24,24 26,6 *36,0 0,-4", bark)
    pen.oval(0, 24, 24, 5, paler(bark, 0.4))
    pen.oval(0, 24, 14, 2.8, paler(bark, 0.2))
    for x in (-14, 4, 14):
        pen.line(f"*{x},18 *{x + 1},3", 1.4, deeper(bark, 0.35))
    pen.fill(
        "-27,52 -24,34 -10,24 10,24 24,34 27,52 24,76 *27,101 *12,92 *-12,92 *-27,101 -24,76",
        colour,
    )
    pen.fill("-16,48 -10,30 0,27 10,30 16,48 8,62 -8,62", paler(colour, 0.55))
    for y, xs in ((54, (-8, 0, 8)), (47, (-4, 4)), (41, (-8, 0, 8)), (34, (-4, 4))):
        for x in xs:
            pen.line(f"*{x - 2.4},{y + 2} {x},{y - 1} *{x + 2.4},{y + 2}", 1.4, deeper(colour, 0.2))
    for side in (-1, 1):
        pen.fill(
            f"*{side * 25},66 {side * 31},48 {side * 26},30 *{side * 17},24 {side * 15},44",
            deeper(colour, 0.32),
        )
        pen.oval(side * 11.5, 76, 13, 13, paler(colour, 0.66))
        pen.oval(side * 11, 76, 9, 9, (250, 196, 66))
        pen.oval(side * 10.5, 76, 5.2, 5.4, (28, 24, 28))
        pen.oval(side * 10.5 + 1.8, 78.4, 1.7, 1.7, (255, 255, 255))
        for k in (-3, 1.5, 6):
            pen.line(f"*{side * 8 + k},26 *{side * 8 + k},21.5", 2.4, (236, 172, 70))
    pen.fill("*-4,72 *4,72 *0,62", (240, 170, 60))


def penguin(pen: Pen, _colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a standing penguin."""
    black: Colour = (46, 50, 64)
    orange: Colour = (240, 158, 52)
    for x in (-12, 12):
        pen.fill(f"*{x - 11},0 {x - 5},7 {x + 5},7 *{x + 11},0 {x},-2", orange)
    for side in (-1, 1):
        pen.fill(
            f"*{side * 22},62 {side * 34},46 *{side * 39},24 {side * 29},28 *{side * 24},40",
            deeper(black, 0.2),
        )
    pen.fill("-27,32 -20,6 0,3 20,6 27,32 24,56 22,78 14,94 0,99 -14,94 -22,78 -24,56", black)
    pen.fill("-19,32 -14,9 0,6 14,9 19,32 16,54 0,62 -16,54", (248, 247, 242))
    pen.fill("-16,76 -15,86 -6,88 0,82 6,88 15,86 16,76 8,62 -8,62", (248, 247, 242))
    pen.fill("*-17,66 0,56 *17,66 *17,60 0,50 *-17,60", (250, 198, 84))
    for side in (-1, 1):
        pen.oval(side * 8, 79, 2.6, 3, (26, 24, 32))
        pen.oval(side * 8 + 0.8, 80.2, 0.9, 0.9, (255, 255, 255))
    pen.fill("*-6,74 0,76 *6,74 *0,65", orange)
