"""Animals on four legs. Each stands on (0, 0), about 100 high or wide, and faces right."""

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour, deeper, mix, paler

_EYE: Colour = (26, 22, 28)
_HORN: Colour = (226, 212, 184)


def _leg(pen: Pen, path: str, top: float, foot: float, colour: Colour, hoof: Colour) -> None:
    pen.limb(path, top, foot, colour)
    x, y = (float(value) for value in path.rsplit(maxsplit=1)[-1].lstrip("*").split(","))
    pen.fill(
        f"*{x - foot * 0.6},{y} *{x - foot * 0.5},{y + foot * 0.8} "
        f"*{x + foot * 0.5},{y + foot * 0.8} *{x + foot * 0.8},{y}",
        hoof,
    )


def horse(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a standing horse with mane and tail."""
    far, mane, hoof = deeper(colour, 0.34), deeper(colour, 0.66), (58, 46, 44)
    if sum(colour) > 600:
        mane = (206, 194, 178)
    _leg(pen, "12,48 15,27 *12,1", 10, 4.6, far, hoof)
    _leg(pen, "-24,50 -31,28 *-26,1", 12, 4.6, far, hoof)
    pen.fill("*-38,64 -50,56 -54,38 *-52,14 -46,26 *-42,46", mane)
    pen.fill(
        "*-42,54 -40,64 -30,69 -14,66 2,65 *12,71 20,83 *30,97 38,98 45,92 54,80 61,72 60,66 "
        "*54,63 46,69 *38,74 34,68 31,57 27,47 16,42 -4,41 -22,45 -34,42 -42,46",
        colour,
    )
    _leg(pen, "21,50 24,27 *22,0", 12, 5, colour, hoof)
    _leg(pen, "-34,52 -40,29 *-37,0", 15, 5, colour, hoof)
    pen.fill("*32,95 *33,106 *39,97", colour)
    pen.fill("*36,99 28,95 *12,78 *6,68 14,67 22,76 *32,90 *39,92", mane)
    pen.oval(44, 87, 1.8, 1.9, _EYE)
    pen.oval(57, 70, 1.2, 1.4, deeper(colour, 0.6))
    pen.fill("*-34,44 -12,40 12,42 *20,46 0,47 -20,49", deeper(colour, 0.2))


def cow(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a cow; a pale one is patched with black."""
    far, hoof, pink = deeper(colour, 0.3), (62, 52, 50), (236, 172, 160)
    _leg(pen, "18,36 18,18 *17,0", 10, 6.5, far, hoof)
    _leg(pen, "-28,36 -32,20 *-29,0", 11, 6.5, far, hoof)
    pen.fill("*-26,30 -26,20 -14,18 *-8,30", pink)
    pen.line("*-44,62 -52,52 *-50,26", 3, colour)
    pen.oval(-50, 24, 3.2, 5.5, deeper(colour, 0.65))
    pen.fill(
        "*-46,60 -38,67 -14,66 10,68 *26,68 38,72 48,70 *56,56 60,48 57,42 *48,41 42,46 36,48 "
        "*30,40 22,32 -2,29 -28,31 -42,34 -48,46",
        colour,
    )
    patch: Colour = (46, 42, 48) if sum(colour) > 600 else paler(colour, 0.75)
    for text in (
        "*-46,60 -38,67 -24,66.5 -22,54 -32,46 -47,48",
        "*-6,66 12,68 18,58 10,44 -6,48",
        "-20,38 -10,42 -6,36 -14,31",
    ):
        pen.fill(text, patch)
    pen.fill("*41,71 48,70 *53,62 44,58 38,62", patch)
    _leg(pen, "25,38 26,18 *25,0", 12, 7, colour, hoof)
    _leg(pen, "-38,40 -41,20 *-39,0", 13, 7, colour, hoof)
    pen.fill("*49,49 58,52 62,46 58,40 50,41", pink)
    pen.oval(58, 46, 1.1, 1.4, (150, 90, 86))
    pen.fill("*37,70 28,72 *24,66 32,63 *38,65", deeper(colour, 0.2))
    pen.fill("*40,71 37,78 *41,83 44,78 *45,72", _HORN)
    pen.oval(48, 60, 1.8, 2, _EYE if patch[0] > 100 else (240, 236, 230))
    pen.oval(48, 60, 1.2, 1.4, _EYE)


def sheep(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a woolly sheep with a dark face."""
    dark: Colour = (58, 50, 52) if sum(colour) > 300 else (206, 186, 166)
    for x in (-22, 14):
        pen.line(f"*{x},28 *{x},2", 6, deeper(dark, 0.3))
    for x in (-32, 24):
        pen.line(f"*{x},28 *{x},2", 6.6, dark)
    wool = [
        (-36, 48, 15),
        (-26, 64, 15),
        (-8, 70, 16),
        (12, 68, 16),
        (28, 58, 15),
        (30, 42, 13),
        (14, 33, 14),
        (-6, 31, 14),
        (-26, 34, 14),
        (-2, 50, 24),
        (-46, 50, 8),
    ]
    for grow, shift, tone in ((1.0, 0.0, deeper(colour, 0.22)), (0.88, 2.4, colour)):
        for x, y, r in wool:
            pen.oval(x + pen.light.side * shift * 0.4, y + shift, r * grow, r * grow, tone)
    for x, y in ((-24, 54), (-6, 60), (12, 54), (-12, 40), (10, 40), (-32, 44)):
        pen.line(f"*{x - 5},{y} {x},{y - 4} *{x + 5},{y}", 1.5, deeper(colour, 0.26))
    pen.fill("*34,76 46,76 54,66 *58,52 54,46 46,48 38,56 *32,66", dark)
    pen.fill("*36,72 26,72 *22,64 30,62 *37,66", dark)
    pen.oval(36, 77, 9, 7, colour)
    pen.oval(46, 66, 2.2, 2.4, (250, 248, 240))
    pen.oval(46.6, 66, 1.3, 1.6, _EYE)


def deer(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a stag with antlers."""
    far, hoof, cream = deeper(colour, 0.34), (58, 44, 40), paler(colour, 0.65)
    antler: Colour = (186, 154, 116)
    for side in (0.0, 7.0):
        tone = deeper(antler, 0.2) if side == 0 else antler
        pen.limb(
            f"*{30 + side * 0.4},84 {24 + side},94 {22 + side * 1.8},104 *{28 + side * 2.2},116",
            3,
            1.6,
            tone,
        )
        for x, y, dx, dy in ((25, 92, -9, 5), (22, 101, -10, 7), (23, 106, 9, 7)):
            pen.limb(f"*{x + side * 1.1},{y} *{x + side * 1.1 + dx},{y + dy}", 2.4, 1.4, tone)
    _leg(pen, "10,44 13,24 *11,0", 7, 3.2, far, hoof)
    _leg(pen, "-24,46 -30,27 *-25,0", 9, 3.2, far, hoof)
    pen.fill("*-40,56 -47,60 *-48,52 *-40,48", cream)
    pen.fill(
        "*-40,48 -40,58 -32,62 -14,60 4,60 *12,64 18,74 *25,86 32,88 40,83 48,76 *49,71 42,69 "
        "*35,71 30,66 26,54 22,44 10,39 -8,40 -24,43 -36,40",
        colour,
    )
    pen.fill("*-30,42 -10,38 10,38.5 *20,44 0,44 -18,46", cream)
    pen.fill("*30,66 26,54 *22,44 22,56 *28,70", cream)
    _leg(pen, "17,46 20,25 *18,0", 9, 3.4, colour, hoof)
    _leg(pen, "-32,50 -39,28 *-35,0", 12, 3.4, colour, hoof)
    pen.fill("*27,84 18,89 *14,87 20,81 *27,80", deeper(colour, 0.16))
    pen.oval(37, 80, 1.8, 1.9, _EYE)
    pen.oval(48, 74, 1.8, 1.6, _EYE)
    for x, y in ((-28, 55), (-20, 57), (-12, 55), (-24, 51), (-4, 56)):
        pen.oval(x, y, 1.5, 1.2, cream)


def elephant(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw an elephant with tusk, trunk and a large ear."""
    far, nail = deeper(colour, 0.3), paler(colour, 0.5)
    for x in (-24, 12):
        pen.fill(f"*{x - 8},36 *{x - 7},0 *{x + 7},0 *{x + 8},36", far)
    pen.line("*-50,60 -57,48 *-54,34", 2, deeper(colour, 0.3))
    pen.fill("*-50,40 -52,62 -42,78 -20,86 4,84 22,80 *30,70 *28,38 10,28 -16,27 -40,30", colour)
    for x in (-40, 24):
        pen.fill(f"*{x - 9.5},44 *{x - 8},0 *{x + 8},0 {x + 7},24 *{x + 2},46", colour)
        for k in (-5, 0, 5):
            pen.oval(x + k, 1.6, 2, 1.8, nail)
    for x in (-24, 12):
        for k in (-4, 1):
            pen.oval(x + k, 1.4, 1.8, 1.6, deeper(nail, 0.3))
    pen.fill(
        "*16,80 26,92 42,92 54,82 58,66 *60,46 58,26 62,15 *71,16 *74,11 66,5 54,8 49,24 48,44 "
        "*42,52 28,52",
        colour,
    )
    for y in (24, 31, 38, 45):
        pen.line(f"*50,{y} 55,{y - 1} *58,{y}", 1, deeper(colour, 0.24))
    pen.fill("*46,47 54,38 *68,38 60,43 *50,53", (248, 240, 220))
    pen.fill("*30,88 14,90 4,76 6,58 16,46 24,50 32,62 36,76", deeper(colour, 0.2))
    pen.fill(
        "*28,83 16,84 9,74 11,60 17,52 23,56 29,66", mix(deeper(colour, 0.2), (224, 160, 160), 0.3)
    )
    pen.oval(46, 70, 2, 2.2, _EYE)
    pen.line("*43,75 *49,74", 1, deeper(colour, 0.4))


def fox(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a fox with a white-tipped brush."""
    sock, cream = (58, 40, 38), (250, 240, 224)
    _leg(pen, "14,32 16,16 *14,1", 8, 4.2, deeper(colour, 0.4), sock)
    _leg(pen, "-20,32 -26,18 *-22,1", 9, 4.2, deeper(colour, 0.4), sock)
    pen.fill("*-30,44 -48,50 -66,46 *-84,28 -72,22 -54,24 *-32,34", colour)
    pen.fill("*-67,44 -76,38 *-86,27 -74,22 *-64,22 -66,32", cream)
    pen.fill("*-34,36 -30,47 -14,49 6,48 *20,54 30,62 44,58 *38,44 32,34 22,28 2,28 -20,30", colour)
    pen.fill("*36,46 30,34 22,29 *14,30 22,40 *30,50", cream)
    for path, top in (("22,34 24,17 *22,0", 9), ("-27,36 -33,19 *-29,0", 12)):
        _leg(pen, path, top, 4.6, colour, sock)
        x, _ = path.split()[-1].lstrip("*").split(",")
        pen.limb(f"*{float(x) + 0.8},14 *{x},1", 5.2, 4.8, sock)
    head = pen.at(40, 58, 1.05)
    head.fill("*-14,10 *-15,32 *-3,18", colour)
    head.fill("*4,17 *8,34 *15,14", colour)
    head.fill("*-12,14 *-12.5,26 *-6,17", sock)
    head.fill("*7,17 *8.5,28 *12,15", sock)
    head.fill("*-18,8 -12,18 2,19 14,14 *22,6 34,0 *37,-4 28,-8 *14,-9 0,-12 *-10,-6", colour)
    head.fill("*37,-4 28,-8 *14,-9 0,-12 *-12,-4 2,-3 *16,1 28,0", cream)
    head.oval(12, 6, 2.2, 2.6, _EYE)
    head.oval(36, -3, 3, 2.6, _EYE)


def cat(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a sitting cat that looks out of the picture."""
    dark, pale = deeper(colour, 0.28), paler(colour, 0.5)
    pink: Colour = (236, 160, 160)
    pen.limb("*20,6 40,5 50,16 47,32 *54,40", 9, 7, dark)
    pen.fill("*-27,3 -30,20 -22,42 -12,54 12,54 22,42 30,20 *27,3 12,-1 -12,-1", colour)
    pen.fill("*-12,50 -10,30 0,22 10,30 *12,50 0,54", pale)
    for x in (-11, 11):
        pen.line(f"*{x},30 *{x},5", 11.5, colour)
        pen.oval(x, 3.6, 8, 4.4, pale)
    pen.line("*0,28 *0,2", 1.3, dark)
    for x in (-25, 25):
        pen.line(f"*{x * 0.94},24 {x * 0.72},12 *{x * 0.84},3", 1.3, dark)
    for side in (-1, 1):
        pen.fill(f"*{side * 27},72 *{side * 26},102 {side * 16},94 *{side * 6},87", colour)
        pen.fill(f"*{side * 22},80 *{side * 22.5},95 *{side * 12},87", pink)
    pen.fill("-29,68 -24,84 -10,90 10,90 24,84 29,68 22,54 8,48 -8,48 -22,54", colour)
    for x in (-6, 0, 6):
        pen.line(f"*{x},89 *{x * 0.7},81", 2, dark)
    pen.oval(-6, 58, 8, 6.6, pale)
    pen.oval(6, 58, 8, 6.6, pale)
    eye: Colour = (176, 206, 92) if sum(colour) < 520 else (92, 160, 120)
    for x in (-12, 12):
        pen.oval(x, 70, 5.6, 5.4, eye)
        pen.oval(x, 70, 2, 4.8, _EYE)
        pen.oval(x + 1, 72, 1.1, 1.2, (255, 255, 255))
    pen.fill("*-3.4,63.5 *3.4,63.5 *0,60", pink)
    pen.line("*0,60 -2,56 *-6,56.5", 1, (90, 60, 60))
    pen.line("*0,60 2,56 *6,56.5", 1, (90, 60, 60))
    whisker: Colour = (250, 248, 244) if sum(colour) < 520 else (120, 108, 108)
    for y, end in ((60, 64), (57, 56)):
        pen.line(f"*12,{y} *36,{end}", 0.7, whisker)
        pen.line(f"*-12,{y} *-36,{end}", 0.7, whisker)


def dog(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a standing dog with a raised tail and a collar."""
    far, pale, ear = deeper(colour, 0.3), paler(colour, 0.45), deeper(colour, 0.45)
    pen.line("16,36 18,20 *17,4", 9, far)
    pen.line("*17,3 *22,3", 6, far)
    pen.line("-24,34 -29,20 *-25,4", 9, far)
    pen.line("*-25,3 *-20,3", 6, far)
    pen.limb("*-36,48 -48,58 -50,70 *-45,80", 8, 4, colour)
    pen.fill(
        "*-40,40 -38,52 -26,55 0,53 14,55 *24,66 *40,58 38,44 30,32 16,28 -4,34 -24,36 -36,32",
        colour,
    )
    pen.fill("*36,46 30,33 18,28.5 *12,30 20,38 *30,50", pale)
    pen.line("24,42 27,22 *25,4", 11, colour)
    pen.line("*25,3.4 *32,3.4", 6.8, pale)
    pen.limb("-32,42 -39,23 *-34,5", 16, 9, colour)
    pen.line("*-34,3.4 *-27,3.4", 6.8, pale)
    pen.fill("*18,62 *24,68 *42,55 *38,49", (206, 60, 54))
    pen.oval(38, 50, 2.8, 2.8, (240, 200, 90))
    head = pen.at(34, 72)
    head.fill("-16,6 -10,17 4,19 *14,14 20,6 34,3 38,-3 34,-10 20,-12 *8,-13 -6,-12 -14,-6", colour)
    head.fill("*16,7 *14,-12 22,-12 34,-10 38,-3 34,3", pale)
    head.fill("*34,4 39,3 40,-2 *35,-3", _EYE)
    head.line("*37,-5 30,-7 *22,-6", 1.1, deeper(colour, 0.6))
    head.oval(11, 6, 2.6, 2.8, _EYE)
    head.oval(11.8, 7, 0.9, 0.9, (255, 255, 255))
    head.fill("*-4,17 -16,16 -22,2 -18,-14 -10,-16 -5,-4 *1,8", ear)
