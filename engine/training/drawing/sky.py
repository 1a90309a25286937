"""Skies: gradient, sun, moon and stars, clouds, rainbow and northern lights.

All of it is painted before the ground, in the colours of `Light` itself.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from engine.training.drawing.canvas import Canvas, whole
from engine.training.drawing.palette import Colour, deeper, mix, paler, shade_of
from engine.training.drawing.shapes import Points, below, circle, ridge

COARSE = 160  # pixels to a unit in cloud masks: clouds are soft


def clouds_noise(rng: np.random.Generator, rows: int, columns: int) -> NDArray[np.float64]:
    """Smooth noise between 0 and 1, streaked sideways; (rows, columns) float64."""
    total = np.zeros((rows, columns))
    for octave in range(5):
        grid = rng.random((3 * 2**octave, 2 * 2**octave)).astype(np.float32)
        layer = Image.fromarray(grid).resize((columns, rows), Image.Resampling.BICUBIC)
        total += np.asarray(layer) * 0.55**octave
    low, high = float(total.min()), float(total.max())
    return (total - low) / (high - low)


def paint_sky(canvas: Canvas, horizon: float, rng: np.random.Generator) -> float:
    """Paint the whole sky.

    Parameters
    ----------
    canvas : Canvas
    horizon : float
        Where the ground begins; the gradient ends a little below it.
    rng : Generator

    Returns
    -------
    float
        x of the sun or moon, shown or not: water glitters under it.
    """
    _gradient(canvas, horizon, rng)
    light = canvas.light
    sun_x = canvas.width * (0.5 + light.side * float(rng.uniform(0.12, 0.4)))
    if light.time == "night" and light.grey < 0.5:
        _stars(canvas, horizon, rng)
    if light.weather == "northern lights":
        _northern_lights(canvas, horizon, rng)
    elif light.sun or light.weather == "cloudy":
        _sun(canvas, sun_x, horizon, rng)
    if light.weather == "rainbow":
        _rainbow(canvas, horizon, rng)
    _weather_clouds(canvas, horizon, rng)
    return sun_x


def _gradient(canvas: Canvas, horizon: float, rng: np.random.Generator) -> None:
    light = canvas.light
    depth = np.linspace(0, 1, 256) * canvas.height / (horizon + 0.04)
    if canvas.look.flat and not canvas.look.paper:
        depth = np.floor(depth * 7) / 6.5
    stops = np.array([light.zenith, light.middle, light.horizon])
    columns = [np.interp(depth, [0.0, 0.55, 1.0], stops[:, c]) for c in range(3)]
    column = np.stack(columns, axis=1).round().astype(np.uint8)[:, None]
    way = Image.Resampling.NEAREST if canvas.look.flat else Image.Resampling.BICUBIC
    canvas.image = Image.fromarray(column).resize(canvas.size, way)
    if canvas.look.paper:
        _paper_sky(canvas, horizon, rng)


def _paper_sky(canvas: Canvas, horizon: float, rng: np.random.Generator) -> None:
    """Cut the sky from sheets, the darkest nearest, that open towards the horizon."""
    light = canvas.light
    for share in (0.62, 0.42, 0.24, 0.09):
        line = ridge(rng, canvas.width, 1.3, 0.25)
        line[:, 1] = horizon * (share + 0.03 * line[:, 1])
        stops = [light.zenith, light.middle, light.horizon]
        tone = (
            mix(stops[0], stops[1], share / 0.5)
            if share < 0.5
            else mix(stops[1], stops[2], share - 0.3)
        )
        canvas.land(below(line, -0.03), tone, tone, lift=0.012)


def _stars(canvas: Canvas, horizon: float, rng: np.random.Generator) -> None:
    ink = ImageDraw.Draw(canvas.image)
    for _ in range(110):
        x, y = rng.random() * canvas.width, rng.random() ** 1.2 * horizon
        bright, radius = float(rng.uniform(0.35, 1.0)), float(rng.uniform(0.0012, 0.0032))
        colour = mix(canvas.light.zenith, (255, 250, 232), bright * (1 - 0.5 * y / horizon))
        box = [(x - radius) * canvas.scale, (y - radius) * canvas.scale]
        ink.ellipse(
            [*box, box[0] + radius * 2 * canvas.scale, box[1] + radius * 2 * canvas.scale],
            fill=whole(colour),
        )


def _sun(canvas: Canvas, x: float, horizon: float, rng: np.random.Generator) -> None:
    light = canvas.light
    low = light.time in ("dawn", "dusk")
    y = horizon * float(rng.uniform(0.74, 0.95) if low else rng.uniform(0.16, 0.42))
    if light.time == "day":
        x += light.side * 0.06
    radius = float(rng.uniform(0.048, 0.07)) * (1.15 if low else 0.72)
    warm = mix(light.glare(), light.horizon, 0.35)
    if light.weather == "cloudy":
        canvas.glow(x, y, 0.5, warm, 0.22)
        return
    reach = {"dawn": 0.6, "day": 0.42, "dusk": 0.75, "night": 0.34}[light.time]
    strength = {"dawn": 0.4, "day": 0.3, "dusk": 0.5, "night": 0.36}[light.time]
    if canvas.look.flat:
        strength *= 0.55
    canvas.glow(x, y, reach, warm, strength)
    canvas.glow(x, y, radius * 2.4, light.glare(), strength)
    canvas.shine()
    ink = ImageDraw.Draw(canvas.image)
    moon = light.time == "night"
    disc = circle(48) * radius
    if moon and rng.random() < 0.5:
        disc = _crescent(radius, light.side)
    place = np.array([x, y])
    ink.polygon(((disc + place) * canvas.scale).ravel().tolist(), fill=whole(light.glare()))
    if moon and len(disc) == 48:
        _moon_marks(canvas, ink, place, radius)


def _crescent(radius: float, side: int) -> Points:
    """Outline of a waxing or waning moon, tilted."""
    turns = np.linspace(-np.pi / 2, np.pi / 2, 24)
    outer = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    inner = outer[::-1] * np.array([0.42, 1.0])
    tilt = np.array([[0.92, 0.39], [-0.39, 0.92]])
    shape: Points = np.concatenate([outer, inner[1:-1]]) @ tilt
    shape *= np.array([radius * side, radius])
    return shape


def _moon_marks(canvas: Canvas, ink: ImageDraw.ImageDraw, place: Points, radius: float) -> None:
    grey = whole(mix(canvas.light.glare(), (120, 124, 150), 0.28))
    marks = ((-0.3, -0.2, 0.26), (0.25, 0.3, 0.2), (0.3, -0.35, 0.13), (-0.2, 0.45, 0.12))
    for dx, dy, size in marks:
        spot = circle(20) * radius * size + place + np.array([dx, dy]) * radius
        ink.polygon((spot * canvas.scale).ravel().tolist(), fill=grey)


def _weather_clouds(canvas: Canvas, horizon: float, rng: np.random.Generator) -> None:
    light = canvas.light
    if light.weather in ("rain", "storm", "snow", "cloudy"):
        _overcast(canvas, horizon, rng, 0.75 if light.weather == "cloudy" else 1.0)
    counts = {
        "clear": (0, 3),
        "cloudy": (6, 10),
        "rain": (4, 7),
        "storm": (5, 8),
        "snow": (1, 4),
        "fog": (0, 1),
        "rainbow": (2, 5),
        "northern lights": (0, 1),
    }
    low, high = counts[light.weather]
    for _ in range(int(rng.integers(low, high))):
        y = horizon * float(rng.uniform(0.1, 0.72))
        size = float(rng.uniform(0.14, 0.34)) * (1.25 if light.weather == "cloudy" else 1.0)
        if light.weather == "clear":
            size *= 0.72
        cloud(canvas, float(rng.uniform(-0.05, 1.05)) * canvas.width, y, size, rng)


def _overcast(canvas: Canvas, horizon: float, rng: np.random.Generator, strength: float) -> None:
    rows, columns = round(canvas.height * 90), round(canvas.width * 60)
    noise = clouds_noise(rng, rows, columns)
    fade = np.interp(np.linspace(0, canvas.height / horizon, rows), [0, 0.75, 1.0], [1, 0.6, 0.1])
    heavy = ((noise - 0.42) * 2.4).clip(0, 1) * fade[:, None]
    light_part = ((0.55 - noise) * 1.6).clip(0, 1) * fade[:, None]
    if canvas.look.flat:
        strength *= 0.45
    dark = deeper(mix(canvas.light.zenith, canvas.light.middle, 0.4), 0.42)
    canvas.veil(_mask(heavy), dark, 0.75 * strength)
    canvas.veil(_mask(light_part), paler(canvas.light.horizon, 0.15), 0.5 * strength)


def _mask(share: NDArray[np.float64]) -> Image.Image:
    return Image.fromarray((share * 255).astype(np.uint8))


def cloud(canvas: Canvas, x: float, y: float, size: float, rng: np.random.Generator) -> None:
    """Paint one heaped cloud, `size` units wide, its flat foot at y."""
    wide, tall = round(size * 1.3 * COARSE), round(size * 0.62 * COARSE)
    mask = Image.new("L", (max(wide, 4), max(tall, 4)))
    ink = ImageDraw.Draw(mask)
    for place in np.linspace(-0.36, 0.36, 7):
        radius = size * float(rng.uniform(0.09, 0.15)) * (1.35 - 2.0 * abs(place))
        cx, cy = (0.65 + place) * size * COARSE, tall - radius * 0.72 * COARSE - 3
        cy -= float(rng.uniform(0, 0.4)) * radius * COARSE
        r = radius * COARSE
        ink.ellipse([cx - r * 1.15, cy - r, cx + r * 1.15, cy + r], fill=255)
    foot = tall - 3
    ink.rounded_rectangle(
        [wide * 0.16, foot - size * 0.07 * COARSE, wide * 0.84, foot], size * 5, 255
    )
    ink.rectangle([0, foot, wide, tall], fill=0)
    mask = mask.filter(ImageFilter.GaussianBlur(1.6 if canvas.look.hard else size * 5))
    light = canvas.light
    top = paler(mix(light.glare(), light.horizon, 0.45 if light.time != "day" else 0.1), 0.1)
    base = mix(light.middle, light.zenith, 0.25)
    if light.time == "night":
        top = mix(light.middle, (150, 160, 200), 0.22)
    top = mix(top, deeper(base, 0.25), light.grey * 0.75)
    base = deeper(mix(base, top, 0.35), 0.06 + 0.22 * light.grey)
    _stamp(canvas, mask, x, y, top, base)


def _stamp(
    canvas: Canvas, mask: Image.Image, x: float, y: float, top: Colour, base: Colour
) -> None:
    """Paste a cloud mask of `COARSE` resolution, lit from above, its foot's middle at (x, y)."""
    share = canvas.scale / COARSE
    size = (max(1, round(mask.width * share)), max(1, round(mask.height * share)))
    big = mask.resize(size, Image.Resampling.BICUBIC)
    if canvas.look.hard:
        big = big.point([0] * 118 + [min(240, 24 * k) for k in range(138)])
    down = np.linspace(0, 1, 32)[:, None, None] ** 1.3
    column = np.array(top) * (1 - down) + np.array(base) * down
    paint = Image.fromarray(column.clip(0, 255).astype(np.uint8)).resize(size)
    corner = (round(x * canvas.scale - size[0] / 2), round(y * canvas.scale - size[1]))
    if canvas.look.paper:
        shadow = Image.new("RGB", size, whole(deeper(canvas.light.middle, 0.6)))
        drop = round(0.008 * canvas.scale)
        canvas.image.paste(
            shadow,
            (corner[0] + drop, corner[1] + drop),
            big.point([round(v * 0.4) for v in range(256)]),
        )
    canvas.image.paste(paint, corner, big)


def _rainbow(canvas: Canvas, horizon: float, rng: np.random.Generator) -> None:
    rows, columns = round(canvas.height * 120), round(canvas.width * 120)
    cx = canvas.width * (0.5 - canvas.light.side * float(rng.uniform(0.05, 0.2)))
    radius = float(rng.uniform(0.5, 0.62))
    y, x = np.mgrid[0:rows, 0:columns] / 120
    along = (np.hypot(x - cx, (y - horizon - 0.05) * 1.05) - radius) / 0.085
    hues = ["#6d4aa8", "#3f78c8", "#39b0a8", "#68bf5a", "#f0dc55", "#f29a3d", "#de4a46"]
    stops = np.linspace(0, 1, len(hues))
    table = np.array([shade_of(hue) for hue in hues])
    colour = np.stack([np.interp(along, stops, table[:, c]) for c in range(3)], axis=2)
    alpha = np.clip(np.minimum(along, 1 - along) * 6 + 0.5, 0, 1) * 0.72
    alpha *= np.clip((horizon + 0.05 - y) * 9, 0, 1)
    pixels = np.dstack([colour, alpha * 255]).clip(0, 255).astype(np.uint8)
    arc = Image.fromarray(pixels).resize(canvas.size, Image.Resampling.BICUBIC)
    canvas.image.paste(arc, (0, 0), arc)


def _northern_lights(canvas: Canvas, horizon: float, rng: np.random.Generator) -> None:
    rows, columns = round(canvas.height * 64), round(canvas.width * 64)
    y, x = np.mgrid[0:rows, 0:columns] / 64
    total = np.zeros((rows, columns, 3))
    greens = np.array([[70, 235, 150], [60, 220, 190], [150, 90, 220], [90, 240, 130]], dtype=float)
    for curtain in range(3):
        phase, pace = rng.uniform(0, 6.3, 2), rng.uniform(2.2, 4.5)
        foot = horizon * (0.42 + 0.16 * curtain + 0.11 * np.sin(pace * x + phase[0]))
        up = (foot - y) / (horizon * float(rng.uniform(0.32, 0.5)))
        body = np.where(up > 0, np.exp(-2.6 * up), np.exp(26 * up)) * (up < 2)
        rays = 0.62 + 0.38 * np.sin(21 * x + 5 * np.sin(3 * x + phase[1]) + phase[1])
        hue = greens[int(rng.integers(len(greens)))]
        tip = np.clip(up, 0, 1)[:, :, None]
        colour = hue * (1 - tip) + np.array([150.0, 70.0, 190.0]) * tip
        total += (body * rays * 0.8)[:, :, None] * colour
    image = Image.fromarray(total.clip(0, 235).astype(np.uint8))
    big = image.resize(canvas.size, Image.Resampling.BICUBIC)
    screen = (
        255
        - (255 - np.asarray(canvas.image, dtype=np.uint16))
        * (255 - np.asarray(big, dtype=np.uint16))
        // 255
    )
    canvas.image = Image.fromarray(screen.astype(np.uint8))
