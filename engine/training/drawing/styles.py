"""The drawing styles: what each asks of the painter, and how it finishes a picture.

The finish works on the reduced picture; its lengths follow the picture's
size, so that a small drawing looks like the large one made small.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from engine.training.drawing.canvas import Look

Floats = NDArray[np.float32]
Finish = Callable[[Image.Image, np.random.Generator], Image.Image]

LOOKS: dict[str, Look] = {
    "poster": Look(flat=True, form=0.0),
    "painting": Look(form=1.0),
    "paper cut": Look(flat=True, paper=True, form=0.35),
    "ink drawing": Look(flat=True, form=0.0),
    "watercolour": Look(form=0.6),
    "pixel art": Look(flat=False, form=0.9),
}


def _noise(rng: np.random.Generator, size: tuple[int, int], cells: int) -> Floats:
    """Smooth noise around zero, `cells` to the longer side; the same at every size."""
    grid = rng.normal(0, 1, (cells, cells)).astype(np.float32)
    longer = max(size)
    share = [max(2, round(cells * length / longer)) for length in size]
    small = Image.fromarray(grid[: share[1], : share[0]])
    return np.asarray(small.resize(size, Image.Resampling.BICUBIC))


def _array(image: Image.Image) -> Floats:
    return np.asarray(image, dtype=np.float32)


def _image(pixels: Floats) -> Image.Image:
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _wobble(image: Image.Image, rng: np.random.Generator, far: float, cells: int) -> Image.Image:
    """Push pixels about by smooth noise, up to about `far` of the longer side."""
    width, height = image.size
    reach = far * max(image.size)
    dx, dy = _noise(rng, image.size, cells) * reach, _noise(rng, image.size, cells) * reach
    rows = (np.arange(height)[:, None] + dy).round().astype(np.int64).clip(0, height - 1)
    columns = (np.arange(width)[None, :] + dx).round().astype(np.int64).clip(0, width - 1)
    return Image.fromarray(np.asarray(image)[rows, columns])


def poster(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Print: clear colours and a breath of grain."""
    grain = _noise(rng, image.size, 230)[:, :, None] * 1.6
    return _image((_array(image) - 128) * 1.06 + 129 + grain)


def painting(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Oil: edges dragged by the brush, and strokes that catch the light."""
    moved = _wobble(_wobble(image, rng, 0.0028, 42), rng, 0.0016, 110)
    if max(image.size) > 200:
        moved = moved.filter(ImageFilter.ModeFilter(5))
    stroke = Image.fromarray(_noise(rng, (image.width, image.height), 150))
    stroke = stroke.resize((image.width * 2, image.height // 2 + 1), Image.Resampling.BICUBIC)
    strokes = _array(stroke.crop((0, 0, image.width, image.height // 2 + 1)).resize(image.size))
    broad = _noise(rng, image.size, 12)
    return _image(_array(moved) * (1 + 0.022 * strokes + 0.018 * broad)[:, :, None])


def paper_cut(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Card: fibres and a matt surface."""
    fibre = _noise(rng, image.size, 200) * 1.7 + _noise(rng, image.size, 36) * 1.4
    return _image(_array(image) * 0.97 + 5 + fibre[:, :, None])


def ink_drawing(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Pen and wash: dark lines along every edge, pale colour between them on cream paper."""
    moved = _wobble(image, rng, 0.0012, 60)
    smooth = moved.filter(ImageFilter.GaussianBlur(max(image.size) / 900))
    edge = np.zeros((image.height, image.width), dtype=np.float32)
    reach = 1 if max(image.size) < 300 else 2
    for dx, dy in ((reach, 0), (0, reach), (reach, reach), (reach, -reach)):
        change = ImageChops.difference(smooth, ImageChops.offset(smooth, dx, dy))
        edge = np.maximum(edge, _array(change).sum(axis=2))
    edge[:reach], edge[:, :reach], edge[-reach:] = 0, 0, 0
    line = ((edge - 34) / 110).clip(0, 1)[:, :, None] ** 0.8
    colour = _array(moved)
    level = colour.mean(axis=2, keepdims=True)
    paper = np.array([250, 243, 228], dtype=np.float32)
    wash = (colour * 0.82 + level * 0.18) * 0.74 + paper * 0.26
    dark = float(level.mean()) < 92
    pen = np.array([236, 232, 214] if dark else [38, 36, 58], dtype=np.float32)
    wash = wash * 0.94 if dark else wash * (1 + 0.03 * _noise(rng, image.size, 18)[:, :, None])
    strength = 0.62 if dark else 0.86
    return _image(wash * (1 - strength * line) + pen * strength * line)


def watercolour(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Wet paint on white paper: blooms, dark rims, granulation, a ragged border."""
    moved = _wobble(_wobble(image, rng, 0.0048, 26), rng, 0.002, 90)
    soft = _array(moved.filter(ImageFilter.GaussianBlur(max(image.size) / 260)))
    wide = _array(moved.filter(ImageFilter.GaussianBlur(max(image.size) / 70)))
    rim = (wide - soft).clip(0, 60).mean(axis=2, keepdims=True) / 255
    bloom = 0.6 * _noise(rng, image.size, 7) + 0.5 * _noise(rng, image.size, 22)
    grain = _noise(rng, image.size, 190)
    paint = (0.55 * soft + 0.45 * _array(moved)) * (1 - 0.9 * rim)
    density = (0.84 + 0.075 * bloom + 0.016 * grain).clip(0.45, 1)[:, :, None]
    paper = np.array([252, 249, 241], dtype=np.float32)
    return _image(paper + (paint * 1.02 - paper) * density * _border(image.size, rng))


def _border(size: tuple[int, int], rng: np.random.Generator) -> Floats:
    width, height = size
    longer = max(size)
    x, y = np.arange(width)[None, :] / longer, np.arange(height)[:, None] / longer
    inside = np.minimum(np.minimum(x, width / longer - x), np.minimum(y, height / longer - y))
    ragged = 0.024 + 0.007 * _noise(rng, size, 24) + 0.003 * _noise(rng, size, 90)
    border: Floats = ((inside - ragged) * 120).clip(0, 1).astype(np.float32)[:, :, None]
    return border


def pixel_art(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Few large square pixels of few colours."""
    cell = 4 if max(image.size) > 200 else 2
    cells = (round(image.width / cell), round(image.height / cell))
    small = image.resize(cells, Image.Resampling.LANCZOS)
    vivid = _image((_array(small) - 118) * 1.1 + 122)
    few = vivid.quantize(36, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    return few.resize(image.size, Image.Resampling.NEAREST)


FINISHES: dict[str, Finish] = {
    "poster": poster,
    "painting": painting,
    "paper cut": paper_cut,
    "ink drawing": ink_drawing,
    "watercolour": watercolour,
    "pixel art": pixel_art,
}
