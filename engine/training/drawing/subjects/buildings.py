"""Buildings. Each stands on (0, 0) and is about 100 high, if it is not mostly wide."""

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour, deeper, mix, paler

_SNOW: Colour = (238, 243, 250)


def _roof(pen: Pen, colour: Colour) -> Colour:
    return mix(colour, _SNOW, 0.88) if pen.light.snowy else colour


def house(pen: Pen, wall: Colour, rng: np.random.Generator) -> None:
    """Draw a small house seen from its long side, for villages."""
    tiles = _roof(
        pen, [(176, 84, 60), (150, 72, 60), (110, 92, 98), (190, 110, 70)][int(rng.integers(4))]
    )
    pen.fill("*-44,0 *-44,48 *44,48 *44,0", wall)
    pen.fill("*-44,0 *-44,48 *-12,48 *-12,0", deeper(wall, 0.18))
    pen.fill("*-48,46 *-28,88 *0,46", deeper(wall, 0.18))
    pen.fill("*-30,90 *32,90 *50,46 *-10,46", tiles)
    pen.fill("*-52,44 *-30,92 *-26,86 *-46,44", deeper(tiles, 0.3))
    pen.fill("*18,80 *18,102 *27,102 *27,80", deeper(wall, 0.3))
    for x in (4, 26):
        pen.glass(f"*{x},18 *{x},34 *{x + 11},34 *{x + 11},18", glow=0)
    pen.glass("*-33,18 *-33,34 *-22,34 *-22,18", glow=18)


def lighthouse(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a banded tower with a lantern; its lamp shines in the dark."""
    white: Colour = (246, 242, 232)
    pen.fill("*-26,-3 -20,5 -8,7 8,7 20,6 *27,-3 0,-6", (112, 104, 104))
    pen.fill("*-14,4 *-8.5,72 *8.5,72 *14,4", white)
    for low, high in ((4, 18), (32, 46), (59, 72)):
        left, right = 14 - 5.5 * (low - 4) / 68, 14 - 5.5 * (high - 4) / 68
        pen.fill(f"*{-left},{low} *{-right},{high} *{right},{high} *{left},{low}", colour)
    side = -float(pen.light.side)
    pen.fill(
        f"*{side * 14},4 *{side * 8.5},72 *{side * 3},72 *{side * 5},4",
        deeper(mix(colour, white, 0.4), 0.42),
    )
    pen.fill("*-12,71 *12,71 *11,75 *-11,75", (70, 72, 84))
    if pen.light.dark:
        pen.bare("*-6,75 *6,75 *6,86 *-6,86", (255, 240, 180))
        pen.lamp(0, 80, 46, (255, 220, 130), 0.85)
        for way in (-1, 1):
            for far in (30, 60, 90):
                pen.lamp(way * far, 80 + far * 0.04, 22 + far * 0.2, (255, 214, 130), 0.16)
    else:
        pen.fill("*-6,75 *6,75 *6,86 *-6,86", (250, 226, 150))
    for x in (-6, -2, 2, 6):
        pen.line(f"*{x},75 *{x},86", 0.9, (70, 72, 84))
    pen.fill("*-9,86 -6,92 *0,97 6,92 *9,86", _roof(pen, colour))
    pen.line("*0,96 *0,102", 1.2, (70, 72, 84))
    pen.fill("*-4,4 *-4,14 0,18 *4,14 *4,4", (86, 62, 52))
    pen.glass("*-2.2,48 *-2.2,55 *2.2,55 *2.2,48", glow=0)


def cabin(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a log cabin with a smoking chimney."""
    log: Colour = mix(colour, (150, 98, 62), 0.1)
    roof = _roof(pen, (96, 66, 58))
    pen.fill("*28,60 *28,98 *40,98 *40,52", (136, 122, 118))
    for x, y, r in ((34, 106, 5), (38, 115, 7), (45, 126, 9)):
        pen.oval(x, y, r * 1.2, r, mix(pen.light.horizon, (236, 236, 240), 0.5))
    pen.fill("*-58,0 *-58,44 *58,44 *58,0", log)
    for y in range(0, 44, 8):
        pen.line(f"*-61,{y + 4} *61,{y + 4}", 6.6, log)
        pen.line(f"*-61,{y} *61,{y}", 1.4, deeper(log, 0.42))
        for x in (-61, 61):
            pen.oval(x, y + 4, 3.4, 3.4, paler(log, 0.35))
    pen.fill("*-70,40 *-46,86 *46,86 *70,40", roof)
    pen.fill("*-70,40 *-72,44 *-47,89 *47,89 *72,44 *70,40 *46,84 *-46,84", deeper(roof, 0.2))
    for y in (52, 63, 74):
        pen.line(f"*{-64 + (y - 40) * 0.5},{y} *{64 - (y - 40) * 0.5},{y}", 1.1, deeper(roof, 0.25))
    pen.fill("*-10,0 *-10,32 *10,32 *10,0", (92, 58, 44))
    pen.oval(6, 16, 1.5, 1.5, (226, 190, 110))
    for x in (-45, 25):
        pen.fill(f"*{x - 2},14 *{x - 2},36 *{x + 22},36 *{x + 22},14", (238, 226, 204))
        pen.glass(f"*{x},16 *{x},34 *{x + 20},34 *{x + 20},16", glow=24)
        pen.line(f"*{x + 10},16 *{x + 10},34", 1.6, (238, 226, 204))
        pen.line(f"*{x},25 *{x + 20},25", 1.6, (238, 226, 204))


def windmill(pen: Pen, colour: Colour, rng: np.random.Generator) -> None:
    """Draw a tapering mill with four sails."""
    cap = _roof(pen, (116, 70, 56))
    pen.fill("*-23,0 *-13,60 *13,60 *23,0", colour)
    side = -float(pen.light.side)
    pen.fill(f"*{side * 23},0 *{side * 13},60 *{side * 2},60 *{side * 6},0", deeper(colour, 0.24))
    pen.fill("*-27,20 *27,20 *24,24 *-24,24", (122, 90, 70))
    for x in (-24.0, -12.0, 0.0, 12.0, 24.0):
        pen.line(f"*{x},24 *{x},29", 1.1, (122, 90, 70))
    pen.line("*-25,29 *25,29", 1.3, (122, 90, 70))
    pen.fill("*-16,59 -13,71 0,78 13,71 *16,59", cap)
    pen.fill("*-5,0 *-5,13 0,17 *5,13 *5,0", (92, 62, 50))
    pen.glass("*-4,38 *-4,47 *4,47 *4,38", glow=12)
    start = float(rng.uniform(0.2, 1.3))
    for k in range(4):
        arm = pen.at(0, 64, 1.0, start + k * np.pi / 2)
        arm.line("*0,0 *47,0", 2.2, (104, 78, 62))
        arm.fill("*9,1 *46,1 *46,11 *9,11", (244, 236, 218))
        for x in np.arange(9, 47, 6.2):
            arm.line(f"*{x},1 *{x},11", 0.9, (150, 124, 98))
        arm.line("*9,6 *46,6", 0.9, (150, 124, 98))
    pen.oval(0, 64, 3.6, 3.6, (88, 66, 56))


def castle(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a castle with a gate, two round towers and a keep with flags."""
    roof = _roof(pen, (74, 96, 148))
    far, flag = deeper(colour, 0.2), (206, 60, 54)
    _tower(pen.at(0, 0), 13, 86, far, roof, flag)
    for x, y in ((-24.0, 66), (26.0, 60)):
        _tower(pen.at(x, 0), 8.5, y, far, roof, None)
    pen.fill("*-50,0 *-50,44 *50,44 *50,0", colour)
    _battlements(pen, -48, 48, 44, colour)
    for x in (-52.0, 52.0):
        _tower(pen.at(x, 0), 13, 58, colour, roof, flag)
    pen.fill("*-13,0 *-13,22 0,35 *13,22 *13,0", deeper(colour, 0.34))
    pen.fill("*-10,0 *-10,21 0,31 *10,21 *10,0", (84, 58, 46))
    for x in (-6, 0, 6):
        pen.line(f"*{x},0 *{x},28", 0.9, (50, 36, 32))
    for x in (-32, 28):
        pen.glass(f"*{x},22 *{x},31 {x + 2.5},34 *{x + 5},31 *{x + 5},22", glow=12)
    for x, y in ((-40, 12), (-22, 36), (36, 12), (22, 38), (-38, 30)):
        pen.fill(f"*{x},{y} *{x + 6},{y} *{x + 6},{y + 3} *{x},{y + 3}", deeper(colour, 0.16))


def _battlements(pen: Pen, left: float, right: float, y: float, stone: Colour) -> None:
    for x in np.arange(left, right - 3, 9.0):
        pen.fill(f"*{x},{y - 1} *{x},{y + 6} *{x + 5},{y + 6} *{x + 5},{y - 1}", stone)


def _tower(
    pen: Pen, half: float, high: float, stone: Colour, roof: Colour, flag: Colour | None
) -> None:
    pen.fill(f"*{-half},0 *{-half},{high} *{half},{high} *{half},0", stone)
    side = -float(pen.light.side)
    pen.fill(
        f"*{side * half},0 *{side * half},{high} *{side * half * 0.3},{high} "
        f"*{side * half * 0.3},0",
        deeper(stone, 0.2),
    )
    pen.fill(
        f"*{-half - 2},{high - 5} *{-half - 2},{high + 2} *{half + 2},{high + 2} "
        f"*{half + 2},{high - 5}",
        paler(stone, 0.14),
    )
    peak = high + half * 2.3
    pen.fill(f"*{-half - 3},{high + 2} *0,{peak} *{half + 3},{high + 2}", roof)
    pen.fill(
        f"*{side * (half + 3)},{high + 2} *0,{peak} *{side * half * 0.2},{high + 2}",
        deeper(roof, 0.3),
    )
    pen.glass(
        f"*-2.4,{high - 20} *-2.4,{high - 12} 0,{high - 9} *2.4,{high - 12} *2.4,{high - 20}",
        glow=8,
    )
    if flag:
        pen.line(f"*0,{peak - 1} *0,{peak + 11}", 1.1, (70, 60, 64))
        pen.fill(f"*0,{peak + 11} *13,{peak + 8} *0,{peak + 4.5}", flag)


def church(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a village church with a spire and a cross."""
    roof = _roof(pen, (122, 74, 66))
    shade = deeper(colour, 0.16)
    pen.fill("*-8,0 *-8,34 *50,34 *50,0", colour)
    pen.fill("*-10,33 *0,56 *44,56 *54,33", roof)
    pen.fill("*-10,33 *54,33 *53,36 *-9,36", deeper(roof, 0.3))
    pen.fill("*-34,0 *-34,60 *-6,60 *-6,0", colour)
    pen.fill(
        "*-14,0 *-14,60 *-6,60 *-6,0" if pen.light.side < 0 else "*-34,0 *-34,60 *-26,60 *-26,0",
        shade,
    )
    pen.fill("*-36,58 *-36,62 *-4,62 *-4,58", paler(colour, 0.2))
    pen.fill("*-37,62 *-20,96 *-3,62", roof)
    pen.fill(
        "*-37,62 *-20,96 *-20,62" if pen.light.side > 0 else "*-3,62 *-20,96 *-20,62",
        deeper(roof, 0.26),
    )
    gold: Colour = (232, 196, 104)
    pen.line("*-20,95 *-20,107", 1.7, gold)
    pen.line("*-24.5,102.5 *-15.5,102.5", 1.7, gold)
    pen.oval(-20, 48, 6, 6, (246, 240, 224))
    pen.line("*-20,48 *-20,52", 0.9, (60, 50, 50))
    pen.line("*-20,48 *-17,47", 0.9, (60, 50, 50))
    pen.fill("*-27,0 *-27,15 -20,22 *-13,15 *-13,0", (100, 66, 52))
    for x in (4, 19, 34):
        pen.glass(f"*{x},10 *{x},23 {x + 4},28 *{x + 8},23 *{x + 8},10", glow=16)
    pen.glass("*-23,30 *-23,36 -20,39 *-17,36 *-17,30", glow=0)


def barn(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a barn with a bent roof, white trim, and a silo beside it."""
    white: Colour = (244, 240, 230)
    roof = _roof(pen, (120, 116, 124))
    metal: Colour = (186, 190, 198)
    pen.fill("*50,0 *50,72 60,84 *70,72 *70,0", metal)
    pen.fill("*50,72 60,84 *70,72 60,70", deeper(metal, 0.3))
    for y in (18, 36, 54):
        pen.line(f"*50,{y} *70,{y}", 1, deeper(metal, 0.26))
    pen.fill("*-50,0 *-50,48 *-36,74 *0,92 *36,74 *50,48 *50,0", colour)
    for x in range(-42, 50, 9):
        top = 48 + (50 - abs(x)) * 0.85
        pen.line(f"*{x},2 *{x},{min(top, 86):.1f}", 0.8, deeper(colour, 0.26))
    pen.fill("*-58,44 *-40,78 *0,100 *40,78 *58,44 *51,43 *35,73 *0,91 *-35,73 *-51,43", roof)
    for box in ("*-20,0 *-20,36 *20,36 *20,0",):
        pen.fill(box, deeper(colour, 0.24))
    for line in (
        "*-20,0 *-20,36 *20,36 *20,0",
        "*-20,1 *0,35",
        "*0,1 *-20,35",
        "*20,1 *0,35",
        "*0,1 *20,35",
        "*0,0 *0,36",
        "*-50,48 *50,48",
    ):
        pen.line(line, 2.4, white)
    pen.fill("*-9,56 *-9,70 *9,70 *9,56", white)
    pen.glass("*-7,58 *-7,68 *7,68 *7,58", glow=18)


def bridge(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a suspension bridge between two towers; 200 wide."""
    dark = deeper(colour, 0.3)
    for x in (-46.0, 46.0):
        pen.fill(f"*{x - 8},-8 *{x - 8},6 *{x + 8},6 *{x + 8},-8", (150, 142, 136))
    pen.fill("*-110,22 0,27 *110,22 *110,15 0,19 *-110,15", dark)
    pen.fill("*-110,25 0,30 *110,25 *110,20 0,24 *-110,20", colour)
    cable = "*-110,30 -80,48 *-46,82 -23,48 0,36 23,48 *46,82 80,48 *110,30"
    pen.line(cable, 2.2, colour)
    for x in np.arange(-104, 105, 8.0):
        far = abs(abs(x) - 46)
        y = (
            36 + 46 * (1 - far / 46) ** 2
            if abs(x) < 46
            else 30 + 52 * max(0.0, 1 - far / 64) ** 1.35
        )
        pen.line(f"*{x},24 *{x},{y:.1f}", 0.9, colour)
    for x in (-46.0, 46.0):
        pen.fill(f"*{x - 5.5},4 *{x - 4},86 *{x + 4},86 *{x + 5.5},4", colour)
        pen.fill(f"*{x - 5.5},4 *{x - 4},86 *{x - 1},86 *{x - 1.5},4", dark)
        pen.fill(f"*{x - 5.5},83 *{x - 5.5},88 *{x + 5.5},88 *{x + 5.5},83", dark)
        for y in (36, 54, 70):
            pen.fill(
                f"*{x - 2.6},{y} *{x - 2.6},{y + 9} *{x + 2.6},{y + 9} *{x + 2.6},{y}",
                deeper(colour, 0.55),
            )
        if pen.light.dark:
            pen.lamp(x, 86, 16, (255, 190, 110), 0.6)


def tent(pen: Pen, colour: Colour, _rng: np.random.Generator) -> None:
    """Draw a ridge tent with an open flap, lit from within at night."""
    pen.fill("*-70,0 *-22,78 *46,78 *74,0", deeper(colour, 0.24))
    pen.fill("*-70,0 *-22,78 *26,0", colour)
    inside: Colour = (66, 54, 60)
    if pen.light.dark:
        pen.bare("*-44,0 *-22,64 *2,0", (255, 206, 118))
        pen.lamp(-20, 24, 52, (255, 168, 76), 0.6)
    else:
        pen.fill("*-44,0 *-22,64 *2,0", inside)
    pen.fill("*-46,0 *-22,68 -30,34 *-36,0", paler(colour, 0.3))
    pen.fill("*4,0 *-22,68 -12,32 *-6,0", paler(colour, 0.18))
    pen.line("*-22,78 *-22,84", 2, (110, 84, 66))
    pen.line("*46,78 *46,83", 2, (110, 84, 66))
    for line in ("*-22,80 *-92,0", "*46,80 *94,0"):
        pen.line(line, 1.1, (226, 214, 190))
    pen.line("*-22,78 *46,78", 2, paler(colour, 0.25))
