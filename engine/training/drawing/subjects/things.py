"""Things people leave outdoors. Each stands on (0, 0) and is about 100 high."""

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour, deeper, mix, paler


def umbrella(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a large parasol with striped panels, stuck in the ground."""
    tilted = pen.at(0, 0, 1.0, float(rng.uniform(-0.16, 0.16)))
    other: Colour = (250, 244, 228)
    tilted.line("*0,-2 *0,96", 3, (150, 118, 88))
    edges = np.array([-56, -34, -12, 12, 34, 56], dtype=float)
    for k in range(5):
        left, right = edges[k], edges[k + 1]
        sag = (left + right) / 2
        tone = colour if k % 2 == 0 else other
        tone = deeper(tone, 0.2) if (k - 2) * pen.light.side < -0.5 else tone
        tilted.fill(
            f"*{left},56 {left * 0.86},76 *0,99 {right * 0.86},76 *{right},56 {sag},61", tone
        )
    tilted.line("*0,98 *0,104", 2.6, (150, 118, 88))


def snowman(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a snowman with a scarf of the colour, hat and carrot."""
    snow, shade, coal = (247, 249, 252), (206, 218, 238), (44, 42, 50)
    side = float(pen.light.side)
    for line in ("*-20,48 *-44,64", "*-36,58 *-44,56", "*20,48 *44,66", "*37,60 *45,58"):
        pen.line(line, 2.2, (108, 78, 58))
    for y, r in ((20, 25), (48, 19), (73, 14.5)):
        pen.oval(0, y, r, r * 0.95, shade)
        pen.oval(side * r * 0.1, y + r * 0.06, r * 0.88, r * 0.84, snow)
    pen.fill("*-15,62 0,56 *15,62 *16,68 0,62 *-16,68", colour)
    pen.fill("*7,62 *15,60 *17,38 *8,40", deeper(colour, 0.14))
    for x, y in ((0, 52), (0, 44), (0, 36)):
        pen.oval(x, y, 2, 2, coal)
    for x in (-5, 5):
        pen.oval(x, 77, 2, 2.2, coal)
    pen.fill("*0,74 *0,70 *17,70", (240, 140, 50))
    for x, y in ((-5, 67), (-2, 66), (2, 66)):
        pen.oval(x, y, 0.9, 0.9, coal)
    pen.fill("*-19,84 0,82 *19,84 *19,87 0,85 *-19,87", coal)
    pen.fill("*-12,85 *-11,104 *11,104 *12,85 0,84", coal)
    pen.fill("*-12,86 *-11.7,91 *11.7,91 *12,86", colour)


def campfire(pen: Pen, _colour: Colour, rng: np.random.Generator) -> None:
    """Draw a fire of logs in a ring of stones; it lights what is around it."""
    log: Colour = (112, 74, 52)
    strong = 1.0 if pen.light.dark else 0.35
    pen.lamp(0, 40, 120, (255, 140, 50), 0.42 * strong)
    pen.lamp(0, 34, 50, (255, 170, 70), 0.5 * strong)
    for x in (-34, -12, 12, 34):
        pen.oval(x, 6, 11, 7, (120, 116, 122))
    pen.line("*-34,8 *26,24", 9, deeper(log, 0.2))
    pen.line("*34,8 *-26,24", 9, log)
    sway = float(rng.uniform(-5, 5))
    pen.bare(
        f"*-24,18 -32,40 *-22,66 -16,52 *-12,78 -4,{86 + sway} *{sway},104 4,84 *12,64 16,74 "
        "*22,82 32,48 *24,18 0,10",
        (242, 104, 36),
    )
    pen.bare(
        f"*-17,18 -22,36 *-14,54 -10,46 *-3,66 0,{72 + sway} *{sway},82 6,64 *10,52 14,58 *22,40 "
        "*17,18 0,12",
        (252, 166, 52),
    )
    pen.bare("*-10,18 -13,32 *-5,46 -2,40 *2,58 8,44 *12,30 *9,18 0,13", (255, 232, 140))
    for x, y in rng.uniform((-26, 84), (26, 122), (7, 2)):
        pen.bare(f"{x},{y} {x + 1.4},{y + 1.8} {x + 2.8},{y} {x + 1.4},{y - 1.8}", (255, 190, 90))
    for x in (-44, -23, 0, 23, 44):
        pen.oval(x, 0, 12, 7.5, deeper((140, 134, 138), 0.12))
        pen.oval(x, 1.4, 9.5, 5.4, mix((154, 148, 150), (255, 150, 70), 0.25 * strong))
    pen.line("*-30,9 *18,16", 8, paler(log, 0.06))
    pen.oval(-31, 9, 3.6, 4.2, (206, 166, 118))


def cup(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a steaming cup on a saucer."""
    tea: Colour = (132, 80, 44)
    pen.fill("*-62,6 -40,0 40,0 *62,6 40,13 -40,13", deeper(colour, 0.16))
    pen.oval(0, 8, 48, 5, paler(colour, 0.3))
    pen.line("*38,54 60,58 64,40 52,26 *32,22", 7.5, deeper(colour, 0.1))
    pen.fill("*-43,66 -40,34 -26,10 *-16,6 *16,6 26,10 40,34 *43,66", colour)
    side = -float(pen.light.side)
    pen.fill(
        f"*{side * 43},66 {side * 40},34 {side * 26},10 *{side * 14},6 {side * 22},34 "
        f"*{side * 24},66",
        deeper(colour, 0.24),
    )
    pen.oval(0, 66, 43, 8.5, paler(colour, 0.4))
    pen.oval(0, 65.4, 37.5, 6.6, tea)
    steam = mix((250, 248, 244), pen.light.middle, 0.25)
    for x, lean in ((-14, 5), (8, -5)):
        pen.limb(f"*{x},76 {x + lean},86 {x - lean},97 *{x + lean * 0.6},110", 2.2, 4.4, steam)
