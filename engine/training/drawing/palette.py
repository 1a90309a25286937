"""Colours by name, and the light that a time of day and a weather throw on them.

Every colour of the ground and of a subject passes through `Light.on`, so a
night scene is dark and blue throughout, and what is far away fades into the
haze of its own sky.
"""

from typing import NamedTuple

import numpy as np

Colour = tuple[float, float, float]


def shade_of(text: str) -> Colour:
    """Read `"#rrggbb"`."""
    return (float(int(text[1:3], 16)), float(int(text[3:5], 16)), float(int(text[5:7], 16)))


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Go from `a` (share 0) to `b` (share 1)."""
    t = min(max(share, 0.0), 1.0)
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def times(a: Colour, b: Colour) -> Colour:
    """Multiply two colours, white being one."""
    return (a[0] * b[0] / 255, a[1] * b[1] / 255, a[2] * b[2] / 255)


def deeper(colour: Colour, share: float) -> Colour:
    """Darken towards a cool shadow."""
    return mix(colour, times(colour, (70.0, 66.0, 120.0)), share)


def paler(colour: Colour, share: float) -> Colour:
    """Lighten towards warm white."""
    return mix(colour, (255.0, 250.0, 238.0), share)


def greyer(colour: Colour, share: float) -> Colour:
    """Take away saturation, keeping brightness."""
    y = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    return mix(colour, (y, y, y), share)


def varied(colour: Colour, rng: np.random.Generator, amount: float = 10.0) -> Colour:
    """Shift a colour a little, so that no two pictures share it exactly."""
    r, g, b = (np.array(colour) + rng.normal(0, amount, 3)).clip(0, 255)
    return (float(r), float(g), float(b))


NAMED: dict[str, Colour] = {
    "red": (206, 52, 44),
    "orange": (236, 130, 40),
    "yellow": (246, 200, 62),
    "green": (84, 150, 74),
    "blue": (48, 104, 178),
    "purple": (126, 78, 158),
    "pink": (236, 138, 166),
    "white": (246, 243, 234),
    "black": (44, 42, 50),
    "grey": (142, 146, 152),
    "brown": (134, 86, 54),
}

_SKIES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "dawn": (
        ("#6f8fc0", "#d9b3c4", "#fbd7b4"),
        ("#7ea9cf", "#efcdc9", "#fdeac6"),
        ("#5d70ab", "#dba0ab", "#ffd3a0"),
        ("#8fb7c9", "#f2d3bd", "#fff0cf"),
    ),
    "day": (
        ("#3d86c9", "#86bfe6", "#d6edf5"),
        ("#2f78bb", "#78b8e0", "#d3ebee"),
        ("#4fa3cd", "#9fd5e0", "#eef5e2"),
        ("#4a90d0", "#a7d0ee", "#f3f1e4"),
    ),
    "dusk": (
        ("#332f66", "#b4557c", "#ff9c58"),
        ("#45316a", "#d3596b", "#ffbe68"),
        ("#243f6b", "#de7560", "#ffd08a"),
        ("#4b2f63", "#a44a76", "#f88b6d"),
    ),
    "night": (
        ("#070d26", "#13224c", "#2c4878"),
        ("#0b0f2e", "#1d2153", "#433f7c"),
        ("#061420", "#0f3044", "#27606c"),
        ("#0a0c20", "#1a1c42", "#3a3468"),
    ),
}
_AMBIENT: dict[str, Colour] = {
    "dawn": (244, 216, 222),
    "day": (255, 255, 252),
    "dusk": (240, 184, 162),
    "night": (112, 126, 184),
}
_OVERCAST: dict[str, Colour] = {
    "dawn": (196, 188, 194),
    "day": (198, 206, 213),
    "dusk": (158, 124, 134),
    "night": (60, 71, 104),
}


class _Veil(NamedTuple):
    """What a weather does to the light: share of grey, brightness, haze, sun showing."""

    grey: float
    bright: float
    haze: float
    sun: bool


_VEILS: dict[str, _Veil] = {
    "clear": _Veil(0.0, 1.0, 0.62, True),
    "cloudy": _Veil(0.38, 0.94, 0.66, False),
    "rain": _Veil(0.72, 0.74, 0.78, False),
    "snow": _Veil(0.62, 0.93, 0.74, False),
    "fog": _Veil(0.66, 0.97, 1.02, False),
    "storm": _Veil(0.78, 0.64, 0.72, False),
    "rainbow": _Veil(0.18, 1.0, 0.6, False),
    "northern lights": _Veil(0.0, 1.0, 0.6, False),
}


class Light(NamedTuple):
    """How one scene is lit.

    `zenith`, `middle` and `horizon` colour the sky; `ambient` multiplies every
    colour below it; `veil` is the share of haze at distance one; `side` is -1
    where the sun or moon stands to the left, 1 to the right; `dark` says that
    windows and lamps are lit.
    """

    time: str
    weather: str
    zenith: Colour
    middle: Colour
    horizon: Colour
    ambient: Colour
    veil: float
    grey: float
    side: int
    sun: bool
    dark: bool
    snowy: bool

    def on(self, colour: Colour, distance: float = 0.0) -> Colour:
        """Colour as it looks in this light, at a distance from 0 (here) to 1 (horizon)."""
        lit = times(greyer(colour, 0.3 * self.grey), self.ambient)
        if self.time == "night":
            lit = mix(lit, (26, 34, 70), 0.22)
        return mix(lit, mix(self.horizon, self.middle, 0.25), distance * self.veil)

    def near(self) -> "Light":
        """Light on the subject itself: a little brighter than what is around it."""
        lift = {"dawn": 0.3, "day": 0.0, "dusk": 0.36, "night": 0.3}[self.time]
        return self._replace(ambient=mix(self.ambient, (255, 250, 246), lift + 0.1 * self.grey))

    def lamplit(self) -> "Light":
        """Light on what lies on a table indoors."""
        if self.dark:
            return self._replace(ambient=(244, 216, 182), time="dusk", snowy=False)
        ambient = mix(self.ambient, (255, 250, 244), 0.6)
        return self._replace(ambient=ambient, snowy=False)

    def glare(self) -> Colour:
        """Colour of the sun or moon itself."""
        suns = {"dawn": "#fff3d6", "day": "#fff6cf", "dusk": "#ffe2a6", "night": "#f3f0dd"}
        return shade_of(suns[self.time])


def light_of(time: str, weather: str, rng: np.random.Generator, wintry: bool = False) -> Light:
    """Choose the light of a scene.

    Parameters
    ----------
    time, weather : str
        Words of the vocabulary.
    rng : Generator
    wintry : bool
        Whether snow lies even where none falls.

    Returns
    -------
    Light
    """
    veil = _VEILS[weather]
    sky = _SKIES[time]
    stops = [varied(shade_of(text), rng, 5) for text in sky[int(rng.integers(len(sky)))]]
    cover = _OVERCAST[time]
    if weather == "storm":
        cover = mix(times(cover, (120, 126, 150)), (58, 60, 84), 0.4)
    if weather == "snow" and time != "night":
        cover = mix(cover, (150, 170, 202), 0.5)
    if weather == "fog" and time != "night":
        cover = paler(cover, 0.18)
    zenith = mix(stops[0], deeper(cover, 0.35), veil.grey)
    middle = mix(stops[1], deeper(cover, 0.08), veil.grey)
    horizon = mix(stops[2], paler(cover, 0.12 if time != "night" else 0.03), veil.grey * 0.92)
    r, g, b = mix(_AMBIENT[time], greyer(_AMBIENT[time], 0.6), veil.grey)
    bright = veil.bright if time != "night" else 0.6 + 0.4 * veil.bright
    return Light(
        time=time,
        weather=weather,
        zenith=zenith,
        middle=middle,
        horizon=horizon,
        ambient=(r * bright, g * bright, b * bright),
        veil=veil.haze,
        grey=veil.grey,
        side=-1 if rng.random() < 0.5 else 1,
        sun=veil.sun,
        dark=time == "night" or weather == "storm" or (time == "dusk" and veil.grey > 0.5),
        snowy=wintry or weather == "snow",
    )
