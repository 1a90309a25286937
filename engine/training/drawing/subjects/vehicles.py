"""What drives. Each stands with its wheels on y = 0, about 100 wide, and faces right."""

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour, deeper, paler

_TYRE: Colour = (40, 40, 48)
_GLASS: Colour = (150, 186, 206)


def _wheel(pen: Pen, x: float, radius: float) -> None:
    pen.oval(x, radius, radius, radius, _TYRE)
    pen.oval(x, radius, radius * 0.58, radius * 0.58, (196, 198, 204))
    pen.oval(x, radius, radius * 0.24, radius * 0.24, (110, 112, 122))


def _lights(pen: Pen, front: float, back: float, y: float) -> None:
    pen.fill(
        f"*{back},{y - 2} *{back},{y + 3} *{back + 3},{y + 3} *{back + 3},{y - 2}", (214, 52, 48)
    )
    if pen.light.dark:
        pen.bare(
            f"*{front - 3},{y - 2} *{front - 3},{y + 3} *{front},{y + 3} *{front},{y - 2}",
            (255, 244, 200),
        )
        pen.lamp(front + 2, y, 16, (255, 226, 150), 0.8)
        pen.lamp(front + 22, y - 3, 26, (255, 220, 150), 0.4)
    else:
        pen.fill(
            f"*{front - 3},{y - 2} *{front - 3},{y + 3} *{front},{y + 3} *{front},{y - 2}",
            (252, 240, 200),
        )


def car(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a small saloon car."""
    pen.fill(
        "*-48,9 *-49,22 -44,28 *-33,30 -25,44 -12,47 *8,47 18,44 *29,30 44,27 *50,20 *50,9", colour
    )
    pen.fill("*-48,9 *-49,17 *50,17 *50,9", deeper(colour, 0.22))
    for text in ("*-28,30 -21,41.5 *-12,43 *-4,43 *-4,30", "*0,30 *0,43 *8,43 14,41 *22,30"):
        pen.glass(text, _GLASS, glow=0)
    pen.fill("*-20,31 *-14,42 *-10,42 *-16,31", (206, 226, 234))
    pen.line("*-2,12 *-2,30", 0.9, deeper(colour, 0.4))
    pen.line("*-12,25 *-7,25", 1.6, deeper(colour, 0.5))
    pen.line("*12,25 *17,25", 1.6, deeper(colour, 0.5))
    pen.line("*-47,27 0,26.5 *44,26", 0.9, paler(colour, 0.35))
    pen.fill("*-51,8 *-51,12 *-44,12 *-44,8", (206, 208, 212))
    pen.fill("*44,8 *44,12 *52,12 *52,8", (206, 208, 212))
    for x in (-29.0, 30.0):
        pen.oval(x, 10, 12.5, 12.5, deeper(colour, 0.6))
        _wheel(pen, x, 10.4)
    _lights(pen, 50, -49, 20)


def bus(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a town bus with a row of windows."""
    pen.fill("*-52,8 *-53,50 -51,55 *-46,56 *46,56 52,54 *54,42 *54,8", colour)
    pen.fill("*-52,8 *-52,14 *54,14 *54,8", deeper(colour, 0.35))
    pen.fill("*-53,24 *54,24 *54,27 *-53,27", paler(colour, 0.6))
    pen.fill("*-50,56 *-46,58.5 *40,58.5 *46,56", deeper(colour, 0.3))
    for x in (-48.0, -33.0, -18.0, -3.0):
        pen.glass(f"*{x},31 *{x},49 *{x + 12.5},49 *{x + 12.5},31", _GLASS, glow=9)
    pen.glass("*40,29 *40,50 *51,50 *53,42 *53,29", _GLASS, glow=0)
    pen.fill("*14,11 *14,50 *36,50 *36,11", deeper(colour, 0.4))
    for x in (15.5, 25.8):
        pen.glass(f"*{x},14 *{x},47 *{x + 8.7},47 *{x + 8.7},14", _GLASS, glow=0)
    for x in (-32.0, 42.0):
        pen.oval(x, 9, 11, 11, deeper(colour, 0.65))
        _wheel(pen, x, 9)
    _lights(pen, 55, -53, 18)


def truck(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a lorry with a box body."""
    box: Colour = (240, 236, 226)
    pen.fill("*-56,12 *-56,56 *18,56 *18,12", box)
    for x in np.arange(-48, 18, 9.0):
        pen.line(f"*{x},14 *{x},54", 0.8, deeper(box, 0.16))
    pen.fill("*-56,28 *18,28 *18,36 *-56,36", colour)
    pen.fill("*-58,8 *-58,14 *56,14 *56,8", (70, 70, 80))
    pen.fill("*21,10 *21,46 *38,46 45,40 *49,28 55,26 *57,20 *57,10", colour)
    pen.fill("*21,10 *21,16 *57,16 *57,10", deeper(colour, 0.3))
    pen.glass("*29,29 *29,42 *37,42 *43,29", _GLASS, glow=0)
    pen.line("*26,14 *26,44", 0.9, deeper(colour, 0.4))
    for x in (-42.0, -20.0, 40.0):
        pen.oval(x, 10, 11.5, 11.5, (52, 52, 60))
        _wheel(pen, x, 9.6)
    _lights(pen, 57.5, -58, 17)


def train(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a steam engine that pulls a carriage; 150 wide."""
    dark, brass = (48, 48, 58), (226, 184, 92)
    for x, y, r in ((46.0, 62, 6), (37.0, 70, 8.5), (24.0, 77, 10.5), (7.0, 83, 12)):
        smoke = paler(pen.light.horizon, 0.35) if not pen.light.dark else (150, 152, 172)
        pen.oval(x, y, r * 1.25, r, smoke)
    pen.fill("*-78,9 *-78,42 *-17,42 *-17,9", colour)
    pen.fill("*-80,41 -76,46 *-20,46 *-15,41", deeper(colour, 0.45))
    pen.fill("*-78,9 *-78,15 *-17,15 *-17,9", deeper(colour, 0.35))
    for x in (-74.0, -60.0, -46.0, -32.0):
        pen.glass(f"*{x},22 *{x},36 *{x + 10.5},36 *{x + 10.5},22", _GLASS, glow=8)
    pen.line("*-17,12 *-10,12", 2.4, dark)
    pen.fill("*-10,10 *-10,48 *14,48 *14,10", colour)
    pen.fill("*-13,47 *-11,52 *15,52 *17,47", dark)
    pen.glass("*-5,29 *-5,42 *8,42 *8,29", _GLASS, glow=12)
    pen.fill("*14,14 *14,38 *58,38 62,26 *58,14", deeper(colour, 0.16))
    pen.fill("*14,30 *14,36 *58,36 *60,30", paler(colour, 0.2))
    for x in (24.0, 38.0):
        pen.fill(f"*{x},14 *{x},38.5 *{x + 2},38.5 *{x + 2},14", brass)
    pen.fill("*50,37 *51,50 *48,55 *60,55 *57,50 *58,37", dark)
    pen.fill("*30,38 30,44 36,46 42,44 *42,38", brass)
    pen.fill("*58,13 *58,39 *64,38 *64,14", dark)
    pen.fill("*58,12 *74,1 *58,1", (190, 60, 52))
    pen.fill("*-10,8 *-10,13 *62,13 *62,8", dark)
    for x, wheel in (
        (-67.0, 6.5),
        (-28.0, 6.5),
        (-2.0, 9.5),
        (21.0, 9.5),
        (42.0, 7.0),
        (56.0, 6.0),
    ):
        _wheel(pen, x, wheel)
    pen.line("*-2,8 *21,8", 2, (200, 202, 208))
    pen.oval(66, 30, 3.4, 3.4, (255, 240, 190))
    if pen.light.dark:
        pen.lamp(70, 30, 24, (255, 226, 150), 0.9)


def bicycle(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a bicycle."""
    for x in (-34.0, 34.0):
        turn = np.linspace(0, 2 * np.pi, 21)[:-1]
        ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        outer, inner = ring * 25 + np.array([x, 25]), ring * 21.6 + np.array([x, 25])
        pen.area(np.concatenate([outer, outer[:1], inner[:1], inner[::-1]]), _TYRE)
        for k in range(0, 20, 2):
            pen.line(
                f"*{x},25 *{x + ring[k, 0] * 21.6:.1f},{25 + ring[k, 1] * 21.6:.1f}",
                0.5,
                (172, 174, 182),
            )
        pen.oval(x, 25, 2.6, 2.6, (110, 112, 122))
    for text in (
        "*-34,25 *-4,24",
        "*-34,25 *-14,54",
        "*-4,24 *-17,60",
        "*-4,24 *24,56",
        "*-15,54 *25,57",
        "*34,25 *22,66",
    ):
        pen.line(text, 4, colour)
    pen.fill("*-29,64 -20,66 *-7,63.5 -14,60 *-24,60", (60, 44, 40))
    pen.line("*22,66 25,72 *34,73", 3, (90, 92, 100))
    pen.line("*31,73 *37,72", 4, (60, 44, 40))
    pen.oval(-4, 24, 6, 6, (130, 132, 142))
    pen.line("*-4,24 *3,13", 2.6, (90, 92, 100))
    pen.line("*-1,12 *8,12", 3, (60, 60, 68))
