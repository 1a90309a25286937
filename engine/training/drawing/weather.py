"""What the weather puts between the scene and the eye: rain, snow, fog, lightning."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from engine.training.drawing.canvas import Canvas, whole
from engine.training.drawing.palette import mix, paler
from engine.training.drawing.sky import clouds_noise


def paint_lightning(canvas: Canvas, horizon: float, rng: np.random.Generator) -> None:
    """Strike the horizon with a branching bolt, if there is a storm; before the ground."""
    if canvas.light.weather != "storm":
        return
    x = canvas.width * (0.5 - canvas.light.side * float(rng.uniform(0.2, 0.38)))
    canvas.glow(x, horizon * 0.45, 0.45, (150, 155, 240), 0.55)
    canvas.glow(x, horizon, 0.3, (170, 160, 235), 0.35)
    canvas.shine()
    ink = ImageDraw.Draw(canvas.image)
    _bolt(canvas, ink, np.array([x, horizon * 0.04]), horizon * 1.02, 0.017, rng)


def _bolt(
    canvas: Canvas,
    ink: ImageDraw.ImageDraw,
    start: np.ndarray[tuple[int], np.dtype[np.float64]],
    foot: float,
    thick: float,
    rng: np.random.Generator,
) -> None:
    point, lean = start, float(rng.uniform(-0.5, 0.5))
    while point[1] < foot:
        drop = float(rng.uniform(0.03, 0.07))
        after = point + np.array([drop * (lean + float(rng.normal(0, 0.9))), drop])
        line = (np.concatenate([point, after]) * canvas.scale).tolist()
        ink.line(line, fill=(250, 246, 255), width=max(1, round(thick * canvas.scale)))
        if thick > 0.006 and rng.random() < 0.3:
            _bolt(canvas, ink, after, min(foot, float(after[1]) + 0.16), thick * 0.45, rng)
        point, thick = after, thick * 0.97


def paint_fog(canvas: Canvas, horizon: float, strength: float, rng: np.random.Generator) -> None:
    """Lay banks of fog over all painted so far, thickest at the horizon."""
    if canvas.light.weather != "fog":
        return
    rows, columns = round(canvas.height * 60), round(canvas.width * 30)
    y = np.linspace(0, canvas.height, rows)[:, None]
    band = np.exp(-(((y - horizon - 0.02) / 0.26) ** 2)) + 0.35 * (y > horizon)
    noise = clouds_noise(rng, rows, columns)
    share = (band * (0.45 + 0.85 * noise)).clip(0, 1)
    colour = paler(mix(canvas.light.horizon, canvas.light.middle, 0.6), 0.0)
    if canvas.light.time == "night":
        colour = mix(colour, (110, 122, 152), 0.4)
    canvas.veil(Image.fromarray((share * 255).astype(np.uint8)), colour, strength)


def paint_falling(canvas: Canvas, rng: np.random.Generator) -> None:
    """Let rain or snow fall over the finished scene, painted large or reduced already."""
    if canvas.light.weather in ("rain", "storm"):
        _rain(canvas, 250 if canvas.light.weather == "rain" else 170, rng)
    if canvas.light.weather == "snow":
        _snow(canvas, rng)


def _rain(canvas: Canvas, count: int, rng: np.random.Generator) -> None:
    mask = Image.new("L", canvas.size)
    ink = ImageDraw.Draw(mask)
    lean = -0.22 * canvas.light.side
    for x, y, size in rng.random((count, 3)):
        long = 0.045 + 0.07 * size
        start = np.array([x * (canvas.width + 0.2) - 0.1, y * (canvas.height + 0.1) - 0.1])
        end = start + np.array([lean * long, long])
        width = max(1, round((0.0018 + 0.0022 * size) * canvas.scale))
        ink.line(
            (np.concatenate([start, end]) * canvas.scale).tolist(), round(90 + 80 * size), width
        )
    colour = mix(paler(canvas.light.horizon, 0.45), (214, 226, 244), 0.4)
    canvas.image.paste(
        whole(mix(colour, (120, 136, 176), 0.35 if canvas.light.dark else 0)),
        (0, 0),
        _fitted(canvas, mask),
    )


def _snow(canvas: Canvas, rng: np.random.Generator) -> None:
    mask = Image.new("L", canvas.size)
    ink = ImageDraw.Draw(mask)
    for x, y, size in rng.random((170, 3)):
        radius = (0.003 + 0.0075 * size**2.5) * canvas.scale
        cx, cy = x * canvas.size[0], y * canvas.size[1]
        ink.ellipse(
            [cx - radius, cy - radius, cx + radius, cy + radius], fill=round(235 - 60 * size)
        )
    if not canvas.look.flat:
        mask = mask.filter(ImageFilter.GaussianBlur(0.0012 * canvas.scale))
    canvas.image.paste(
        (252, 252, 255) if not canvas.light.dark else (214, 222, 242), (0, 0), _fitted(canvas, mask)
    )


def _fitted(canvas: Canvas, mask: Image.Image) -> Image.Image:
    """Reduce a mask to the picture where a style has reduced that already."""
    if mask.size == canvas.image.size:
        return mask
    return mask.resize(canvas.image.size, Image.Resampling.LANCZOS)
