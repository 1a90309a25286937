"""Boats and what swims. Each floats with its waterline on y = 0."""

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour, deeper, mix, paler


def _foam(pen: Pen, left: float, right: float) -> None:
    white = mix((250, 252, 252), pen.light.middle, 0.2)
    third = (right - left) / 3
    pen.fill(
        f"*{left},0 {left + third},2.2 {right - third},1.4 *{right},0 {right - third},-2 "
        f"{left + third},-1.6",
        white,
    )


def sailing_boat(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a sloop with two sails of the colour."""
    white: Colour = (246, 240, 226)
    hull = white if sum(colour) < 640 else (150, 92, 62)
    wood: Colour = (126, 88, 64)
    pen.fill("*-36,15 0,13 *43,17 *32,0 0,-4 *-29,0", hull)
    pen.fill(
        "*-33.5,8 0,6 *37,8 *35.5,5 0,3 *-32,5", colour if hull == white else paler(colour, 0.2)
    )
    pen.fill("*-30,1 0,-1 *33,1 *31,-1 0,-5 *-28,-1", deeper(hull, 0.5))
    pen.line("*-1,14 *-1,103", 1.8, wood)
    pen.line("*-1,21 *38,23", 1.6, wood)
    pen.fill("*1.5,100 17,68 *37,25 18,23.5 *1.5,24", colour)
    pen.fill("*1.5,100 6,60 *4,24 *1.5,24", deeper(colour, 0.22))
    for share in (0.25, 0.5, 0.74):
        y = 24 + 76 * share
        pen.line(
            f"*2,{y:.1f} *{33 * (1 - share) ** 0.86 + 1:.1f},{y - 1.5:.1f}",
            0.8,
            deeper(colour, 0.2),
        )
    pen.fill("*-3,95 -12,58 *-33,21 -18,20 *-3.5,23", paler(colour, 0.34))
    pen.fill("*-3,95 -8,58 *-14,20 *-3.5,23", paler(colour, 0.16))
    pen.fill("*-1,103 *-14,100 *-1,97.5", (206, 60, 54))
    _foam(pen, -36, 40)


def rowing_boat(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw an open boat with oars; 100 wide."""
    wood: Colour = (178, 130, 88)
    pen.fill("*-50,25 -20,19 20,19 *52,27 20,30 -20,29", (96, 66, 50))
    for x in (-22, 2, 26):
        pen.fill(f"*{x},20 *{x + 3},28 *{x + 10},28 *{x + 8},20", wood)
    pen.line("*-4,25 *-44,-5", 2, wood)
    pen.fill("*-40,-1 *-46,2 *-56,-9 *-50,-11", wood)
    pen.fill("*-50,25 -20,18 20,18 *53,28 44,12 30,0 0,-3 -28,0 -44,12", colour)
    pen.fill("*-46,14 -20,9 20,9 *46,15 *44,12 20,6 -20,6 *-44.6,11", paler(colour, 0.4))
    pen.fill("*-36,3 0,1 *34,3 30,-1 0,-4 -28,-1", deeper(colour, 0.4))
    pen.line("*-50,25 -20,18.5 20,18.5 *53,28", 2.4, wood)
    pen.line("*8,21 *44,-5", 2, wood)
    pen.fill("*40,-1 *46,2 *56,-10 *50,-12", wood)
    _foam(pen, -40, 40)


def whale(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a whale at the surface, tail raised, blowing; 110 wide."""
    belly = paler(colour, 0.55)
    pen.fill(
        "*-32,10 -46,22 -52,40 *-54,46 -66,52 *-76,64 -60,63 *-53,55 -44,66 *-32,70 -36,58 "
        "*-45,47 -40,32 -24,24 *0,20",
        colour,
    )
    pen.fill("*-46,-4 -30,16 -8,30 20,36 44,29 56,14 *57,-4", colour)
    pen.fill("*57,-4 56,8 40,6 *12,-4", belly)
    for k in range(4):
        pen.line(
            f"*{20 + k * 9},-3 {32 + k * 7},3 *{48 + k * 2},{5 - k * 0.6}", 1, deeper(belly, 0.3)
        )
    pen.fill("*10,2 2,-5 *-8,-9 10,-8 *22,0", deeper(colour, 0.3))
    pen.oval(38, 14, 2.3, 2.3, (250, 250, 250))
    pen.oval(38.5, 14, 1.5, 1.6, (24, 26, 40))
    pen.line("*56,9 48,7 *42,8.5", 1, deeper(colour, 0.45))
    spray = mix((240, 248, 252), pen.light.middle, 0.12)
    for turn, high in ((-0.5, 30), (-0.18, 38), (0.16, 38), (0.48, 30)):
        x = 24 + np.sin(turn) * high
        pen.limb(
            f"*24,36 {24 + np.sin(turn) * high * 0.35:.1f},{36 + high * 0.75:.1f} "
            f"*{x * 1.0:.1f},{36 + high * 0.72:.1f}",
            2,
            3.4,
            spray,
        )
        pen.oval(x + np.sign(turn) * 2, 36 + high * 0.58, 2.2, 2.8, spray)
    _foam(pen, -58, 66)


def fish(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a fish leaping out of the water, with a splash."""
    spray = mix((246, 250, 252), pen.light.middle, 0.1)
    for x, y, r in (
        (-34, 14, 3),
        (-26, 22, 2.2),
        (-44, 10, 2.4),
        (24, 12, 2.6),
        (34, 8, 2.2),
        (10, 8, 2),
        (-12, 10, 2.4),
    ):
        pen.oval(x, y, r, r * 1.2, spray)
    pen.fill("*-50,0 -38,7 *-36,20 -28,8 *-20,26 -16,9 *-4,16 -2,5 *12,0 -18,-5", spray)
    body = pen.at(4, 54, 1.0, 0.62)
    fin = deeper(colour, 0.22)
    body.fill("*-34,2 -46,18 *-58,24 -50,2 *-56,-22 -44,-16", fin)
    body.fill("*-10,18 4,33 *20,26 *18,16", fin)
    body.fill("*-4,-16 -6,-28 *-16,-30 *-16,-12", fin)
    body.fill("*-38,0 -20,16 8,23 32,16 *50,1 32,-14 8,-20 -20,-13", colour)
    body.fill("*-36,-1 -18,-6 12,-8 *48,-1 32,-14 8,-20 -20,-13", paler(colour, 0.5))
    body.fill("*26,15 20,0 *27,-13 31,0", deeper(colour, 0.3))
    for x, y in ((-16, 5), (-4, 9), (8, 11), (-6, 0), (6, 2)):
        body.line(f"*{x},{y + 4} {x - 3.4},{y} *{x},{y - 4}", 1.3, deeper(colour, 0.22))
    body.fill("*14,-2 2,-9 *-4,-6 2,2", fin)
    body.oval(37, 5, 4.2, 4.4, (250, 250, 246))
    body.oval(38, 5, 2.3, 2.5, (26, 26, 36))


def duck(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a swimming duck."""
    pen.fill("*-48,34 -40,14 -22,2 10,-3 36,3 42,18 30,32 6,34 -18,30", colour)
    pen.fill("*-48,34 -34,28 *-20,28 -30,16", deeper(colour, 0.3))
    pen.fill("*-32,26 -8,34 16,28 *26,18 8,8 -16,10", deeper(colour, 0.18))
    for y, x in ((21, 20), (16, 12)):
        pen.line(f"*-20,{y} 0,{y - 5} *{x},{y - 3}", 1.2, deeper(colour, 0.4))
    head = (44, 110, 78) if colour != (246, 243, 234) and sum(colour) < 500 else paler(colour, 0.1)
    pen.fill("*14,26 22,44 20,60 26,72 38,76 50,70 52,58 46,48 42,36 *40,18", head)
    if sum(head) < 300:
        pen.fill("*17,33 *43,33 *42,28 *15,28", (244, 242, 232))
    pen.fill("*49,66 60,64 *68,60 60,56 *49,55", (240, 164, 52))
    pen.line("*50,60.5 *66,60", 1, (190, 110, 36))
    pen.oval(42, 65, 2.8, 3, (24, 22, 28))
    pen.oval(43, 66, 0.9, 0.9, (255, 255, 255))
    _foam(pen, -46, 46)
