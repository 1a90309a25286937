"""From attributes to a picture.

`draw` paints back to front: sky, ground, subject, what falls from the sky,
light; then the style finishes it. The same attributes, size and generator
give the same picture.
"""

import numpy as np
from PIL import Image

from engine.training.drawing.attributes import Attributes
from engine.training.drawing.canvas import Canvas
from engine.training.drawing.kinds.kind import Kind
from engine.training.drawing.palette import NAMED, Colour, light_of, shade_of, varied
from engine.training.drawing.settings import SETTINGS
from engine.training.drawing.settings.stage import Stage, tall_grass
from engine.training.drawing.settings.table import paint_room, window_view
from engine.training.drawing.sky import paint_sky
from engine.training.drawing.styles import FINISHES, LOOKS
from engine.training.drawing.subjects import DRAWINGS
from engine.training.drawing.vocabulary import KINDS, TABLE, WINTRY
from engine.training.drawing.weather import paint_falling, paint_fog, paint_lightning

FINE = 2  # pixels painted to a pixel delivered, each way


def draw(attributes: Attributes, size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    """Draw one picture.

    Parameters
    ----------
    attributes : Attributes
    size : (int, int)
        Width and height in pixels.
    rng : Generator
        Decides everything that the attributes leave open.

    Returns
    -------
    Image
        RGB, of that size.
    """
    shorter = min(size)
    light = light_of(attributes.time, attributes.weather, rng, wintry=attributes.subject in WINTRY)
    look = LOOKS[attributes.style]
    canvas = Canvas(size[0] / shorter, size[1] / shorter, shorter * FINE, light, look)
    place = KINDS[attributes.subject].place if attributes.subject else "none"
    if attributes.setting == TABLE:
        stage = _indoors(canvas, rng)
    else:
        stage = _outdoors(canvas, attributes.setting, place, rng)
    if attributes.subject:
        _subject(canvas, attributes, stage, rng)
    if attributes.setting != TABLE:
        paint_fog(canvas, stage.horizon, 0.26, rng)
    canvas.shine()
    outdoors = attributes.setting != TABLE
    if outdoors and not look.late:
        paint_falling(canvas, rng)
    canvas.image = FINISHES[attributes.style](canvas.image, size, rng)
    if outdoors and look.late:
        paint_falling(canvas, rng)
    return canvas.image


def _outdoors(canvas: Canvas, setting: str, place: str, rng: np.random.Generator) -> Stage:
    painter, low, high = SETTINGS[setting]
    horizon = canvas.height * float(rng.uniform(low, high))
    need = {"span": "water", "air": "none", "hover": "ground"}.get(place, place)
    sun_x = paint_sky(canvas, horizon, rng)
    paint_lightning(canvas, horizon, rng)
    stage = painter(canvas, rng, horizon, sun_x, need)
    if place == "none":
        tall_grass(canvas, setting, rng)
    paint_fog(canvas, stage.horizon, 0.6, rng)
    return stage


def _indoors(canvas: Canvas, rng: np.random.Generator) -> Stage:
    sill = canvas.height * float(rng.uniform(0.5, 0.56))
    paint_sky(canvas, sill - 0.1, rng)
    paint_lightning(canvas, sill - 0.1, rng)
    window_view(canvas, rng, sill - 0.1)
    paint_fog(canvas, sill - 0.1, 0.8, rng)
    paint_falling(canvas, rng)
    canvas.shine()
    return paint_room(canvas, rng, sill)


def _subject(
    canvas: Canvas, attributes: Attributes, stage: Stage, rng: np.random.Generator
) -> None:
    """Draw every copy of the subject, the farther ones first."""
    assert attributes.subject is not None
    kind = KINDS[attributes.subject]
    indoor = kind.place == "table"
    canvas.light = canvas.light.lamplit() if indoor else canvas.light.near()
    size = kind.size * float(rng.uniform(0.88, 1.1)) * {1: 1.0, 2: 0.76, 3: 0.64}[attributes.count]
    size = min(size, 0.86 * 100 / (2 * kind.half), 1.1 * 100 / (2 * kind.half * attributes.count))
    colour = NAMED[attributes.colour] if attributes.colour else shade_of(kind.plain)
    flip = bool(rng.random() < 0.5) and kind.place != "span"
    for k in rng.permutation(attributes.count):
        x = _across(canvas, kind, size, int(k), attributes.count, rng)
        scale = size * float(rng.uniform(0.92, 1.06))
        y = _height(canvas, kind, stage, scale, rng)
        _place(
            canvas,
            attributes.subject,
            kind,
            (x, y, scale, flip),
            varied(colour, rng, 5),
            stage,
            rng,
        )


def _across(
    canvas: Canvas, kind: Kind, size: float, k: int, count: int, rng: np.random.Generator
) -> float:
    """Choose x so that the whole subject stays within the middle square of the picture."""
    room = max(0.0, 0.47 - kind.half * size / 100)
    if count == 1:
        return canvas.width / 2 + room * float(rng.uniform(-1, 1))
    share = (k / (count - 1)) * 2 - 1
    return canvas.width / 2 + room * share * float(rng.uniform(0.85, 1.0))


def _height(
    canvas: Canvas, kind: Kind, stage: Stage, size: float, rng: np.random.Generator
) -> float:
    tall = kind.top * size / 100
    if kind.place == "air":
        highest = (canvas.height - 1) / 2 + tall + 0.04
        lowest = max(highest + 0.01, stage.horizon * 0.98)
        return float(rng.uniform(highest, max(lowest, highest + 0.02)))
    if kind.place == "hover":
        return canvas.height * float(rng.uniform(0.5, 0.64)) + tall / 2
    y = stage.base + float(rng.uniform(-0.03, 0.05)) * (kind.place not in ("road", "rail", "span"))
    return float(min(max(y, tall + 0.04), (canvas.height + 1) / 2 - 0.035))


def _place(
    canvas: Canvas,
    name: str,
    kind: Kind,
    spot: tuple[float, float, float, bool],
    colour: Colour,
    stage: Stage,
    rng: np.random.Generator,
) -> None:
    x, y, size, flip = spot
    layer = canvas.layer()
    DRAWINGS[name](canvas.pen(layer, x, y, size, flip=flip), colour, rng)
    shaped = canvas.model(layer, 0.055 * size)
    if stage.water and kind.place in ("water", "span", "ground"):
        canvas.reflect(shaped, y, 0.5)
    elif kind.place in ("ground", "road", "table", "rail"):
        left, right = _feet(canvas, layer, y, size)
        wide = 0.55 * (right - left) + 0.05 * size
        lean = -canvas.light.side * wide * 0.12
        canvas.shadow((left + right) / 2 + lean, y + 0.002, wide, 0.01 + 0.06 * wide, 0.55)
    canvas.lay(shaped, lift=0.016)


def _feet(canvas: Canvas, layer: Image.Image, y: float, size: float) -> tuple[float, float]:
    """Find where a subject touches the ground: the left and right end of its lowest part."""
    top, bottom = round((y - 0.1 * size) * canvas.scale), round((y + 0.02 * size) * canvas.scale)
    box = layer.crop((0, top, layer.width, bottom)).getbbox()
    if box is None:
        return y, y
    return box[0] / canvas.scale, box[2] / canvas.scale
