"""Fruit for the table. Each lies on y = 0 and is about 100 high."""

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour, deeper, mix, paler
from engine.training.drawing.shapes import outline

_STALK: Colour = (104, 72, 50)
_LEAF: Colour = (96, 152, 72)


def _rounded(pen: Pen, text: str, colour: Colour, spot: tuple[float, float]) -> None:
    """Fill an outline in ever lighter, smaller copies of itself towards the light."""
    shape = outline(text)
    middle = np.array([spot[0] * pen.light.side, spot[1]])
    for k in range(9):
        share = k / 8
        tone = mix(deeper(colour, 0.34), paler(colour, 0.14), min(1.0, share * 1.1))
        pen.area(middle * share * 0.82 + shape * (1 - share * 0.82), tone)


def _leaf(pen: Pen, x: float, y: float, turn: float, size: float = 1.0) -> None:
    leaf = pen.at(x, y, size, turn)
    leaf.fill("*0,0 14,11 *34,6 18,-6", _LEAF)
    leaf.fill("*0,0 16,2 *34,6 18,-6", deeper(_LEAF, 0.22))


def apple(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw an apple with a stalk and a leaf."""
    _rounded(
        pen,
        "*0,80 16,88 36,84 47,62 44,34 28,8 12,2 *0,6 -12,2 -28,8 -44,34 -47,62 -36,84 -16,88",
        colour,
        (16, 58),
    )
    pen.fill("-14,82 0,78 14,82 0,73", deeper(colour, 0.5))
    pen.limb("*0,78 2,90 *8,102", 3.4, 5, _STALK)
    _leaf(pen, 4, 90, 0.35)
    pen.oval(20 * pen.light.side, 64, 7, 12, paler(colour, 0.6), 0.4 * pen.light.side)


def orange(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw an orange, a cut half beside it."""
    _rounded(pen, "0,0 30,9 46,36 44,62 28,84 0,92 -28,84 -44,62 -46,36 -30,9", colour, (16, 58))
    for x, y in rng.uniform(-28, 28, (16, 2)):
        pen.oval(x, y + 46, 1.2, 1.2, deeper(colour, 0.2))
    pen.fill("*-7,86 0,94 *7,86 0,83", deeper(_LEAF, 0.2))
    _leaf(pen, 2, 90, 0.3, 1.1)
    half = pen.at(58, 0, 0.62)
    half.oval(0, 46, 46, 46, deeper(colour, 0.1))
    half.oval(0, 46, 41, 41, (252, 234, 196))
    for k in range(9):
        wedge = half.at(0, 46, 1.0, k * 2 * np.pi / 9)
        wedge.fill("*6,0 20,10 *36,11 39,0 *36,-11 20,-10", mix(colour, (255, 190, 80), 0.35))


def banana(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a bunch of three bananas; 130 wide."""
    for k, turn in enumerate((0.5, 0.24, -0.02)):
        finger = pen.at(-34, 58, 1.16, turn - 0.34)
        tone = mix(deeper(colour, 0.26), colour, k / 2)
        finger.fill(
            "*-5,6 4,0 20,-22 44,-34 68,-32 *88,-18 *92,-22 82,-42 58,-54 30,-48 8,-28 *-8,0", tone
        )
        finger.fill(
            "*-5,0 14,-26 40,-42 66,-42 *90,-20 *88,-18 68,-32 44,-34 20,-22 *0,3",
            paler(tone, 0.26),
        )
        finger.fill("*86,-17 *93,-16 *96,-23 *89,-25", (92, 70, 44))
    pen.fill("*-46,56 *-36,76 *-28,74 *-30,54", deeper(colour, 0.42))
    pen.fill("*-38,72 *-37,80 *-28,78 *-29,70", (92, 70, 44))


def cherries(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a pair of cherries on one stalk."""
    pen.limb("*8,98 -14,76 *-24,44", 3.4, 2.6, (112, 132, 66))
    pen.limb("*8,98 20,74 *26,38", 3.4, 2.6, (112, 132, 66))
    pen.fill("*2,100 *16,100 *12,93 *4,93", _STALK)
    _leaf(pen, 8, 97, -0.15, 1.3)
    for x, y in ((-26, 24), (28, 20)):
        one = pen.at(x, y)
        _rounded(
            one, "*0,22 12,25 24,15 25,0 16,-19 0,-24 -16,-19 -25,0 -24,15 -12,25", colour, (8, 8)
        )
        one.oval(9 * pen.light.side, 9, 4, 6.5, paler(colour, 0.7), 0.4 * pen.light.side)
        one.fill("-7,21 0,19 7,21 0,16", deeper(colour, 0.5))


def pear(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a pear with a leaf."""
    _rounded(
        pen,
        "0,93 11,89 16,74 21,60 36,44 41,24 30,5 0,0 -30,5 -41,24 -36,44 -21,60 -16,74 -11,89",
        colour,
        (12, 34),
    )
    for x, y in rng.uniform(-22, 22, (14, 2)):
        pen.oval(x, y + 28, 1.1, 1.1, deeper(colour, 0.26))
    pen.limb("*0,90 2,98 *7,107", 3.2, 4.4, _STALK)
    _leaf(pen, 3, 96, 0.2)
    pen.oval(15 * pen.light.side, 40, 5.5, 11, paler(colour, 0.55), 0.5 * pen.light.side)


def bowl_of_grapes(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a bunch of grapes that lies on the table."""
    pen.limb("*-2,78 0,90 *10,100", 3, 4.4, _STALK)
    _leaf(pen, 0, 88, 2.6, 1.3)
    for row, n in enumerate((2, 3, 4, 5, 4, 5)):
        y = 12 + row * 12.5
        for k in range(n):
            x = (k - (n - 1) / 2) * 17 + float(rng.uniform(-2, 2))
            one = pen.at(x, y + float(rng.uniform(-1.5, 1.5)))
            tone = deeper(colour, float(rng.uniform(0, 0.24)))
            one.oval(0, 0, 11, 11.4, deeper(tone, 0.4))
            one.oval(0.8 * pen.light.side, 1.2, 9.6, 9.8, tone)
            one.oval(3.4 * pen.light.side, 4.4, 2.6, 2.8, paler(tone, 0.55))
