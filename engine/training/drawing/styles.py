"""The drawing styles: what each asks of the painter, and how it finishes a picture.

A finish takes the painted surface, which is larger than the picture, and
reduces it on the way. Its lengths follow the picture's size, so that a small
drawing looks like the large one made small.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from engine.training.drawing.canvas import Look

Floats = NDArray[np.float32]
Size = tuple[int, int]
Finish = Callable[[Image.Image, Size, np.random.Generator], Image.Image]

LOOKS: dict[str, Look] = {
    "poster": Look(flat=True, hard=True, form=0.0),
    "painting": Look(form=1.0, late=True),
    "paper cut": Look(flat=True, hard=True, paper=True, form=0.35),
    "ink drawing": Look(hard=True, form=0.25, late=True),
    "watercolour": Look(form=0.6),
    "pixel art": Look(form=0.9),
}


def _noise(rng: np.random.Generator, size: Size, cells: int) -> Floats:
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


def _reduced(image: Image.Image, size: Size) -> Image.Image:
    return image.resize(size, Image.Resampling.LANCZOS)


def _wobble(image: Image.Image, rng: np.random.Generator, *waves: tuple[float, int]) -> Image.Image:
    """Push pixels about by smooth noise: waves of (share of the longer side, cells)."""
    width, height = image.size
    moves = []
    for length, axis in ((width, 0), (height, 1)):
        move = sum(_noise(rng, image.size, cells) * (far * max(image.size)) for far, cells in waves)
        place = np.arange(width)[None, :] if axis == 0 else np.arange(height)[:, None]
        moves.append((place + np.rint(move)).clip(0, length - 1).astype(np.intp))
    return Image.fromarray(np.asarray(image)[moves[1], moves[0]])


def poster(image: Image.Image, size: Size, rng: np.random.Generator) -> Image.Image:
    """Print: clear flat colours in a cream margin, with a breath of grain."""
    pixels = (_array(_reduced(image, size)) - 128) * 1.07 + 130
    pixels += _noise(rng, size, 230)[:, :, None] * 1.4
    margin = max(2, round(0.026 * max(size)))
    cream = np.array([248, 240, 222], dtype=np.float32)
    for edge in (np.s_[:margin], np.s_[-margin:], np.s_[:, :margin], np.s_[:, -margin:]):
        pixels[edge] = cream
    return _image(pixels)


def painting(image: Image.Image, size: Size, rng: np.random.Generator) -> Image.Image:
    """Oil: edges dragged by the brush, and slanting strokes that catch the light."""
    moved = _reduced(_wobble(image, rng, (0.0018, 36), (0.0008, 110)), size)
    if max(size) > 200:
        moved = moved.filter(ImageFilter.MedianFilter(3))
    wide = (round(size[0] * 1.5), round(size[1] * 1.5))
    strokes = Image.fromarray(_noise(rng, (wide[0], wide[1] * 4), 210))
    strokes = strokes.resize(wide, Image.Resampling.BILINEAR).rotate(24, Image.Resampling.BILINEAR)
    corner = ((wide[0] - size[0]) // 2, (wide[1] - size[1]) // 2)
    ridges = _array(strokes.crop((*corner, corner[0] + size[0], corner[1] + size[1])))
    broad = _noise(rng, size, 14)
    pixels = _array(moved) * (1 + 0.02 * ridges + 0.025 * broad)[:, :, None]
    return _image((pixels - 122) * 1.06 + 124)


def paper_cut(image: Image.Image, size: Size, rng: np.random.Generator) -> Image.Image:
    """Card: fibres and a matt surface."""
    fibre = _noise(rng, size, 200) * 1.5 + _noise(rng, size, 36) * 1.3
    return _image(_array(_reduced(image, size)) * 0.97 + 5 + fibre[:, :, None])


def _edges(image: Image.Image) -> Floats:
    """How much each pixel differs from those right of and below it, 0 to 765."""
    change = np.zeros((image.height, image.width), dtype=np.float32)
    for dx, dy in ((2, 0), (0, 2), (1, 1), (1, -1)):
        apart = ImageChops.difference(image, ImageChops.offset(image, dx, dy))
        change = np.maximum(change, _array(apart).sum(axis=2))
    change[:3], change[-3:], change[:, :3], change[:, -3:] = 0, 0, 0, 0
    return change


def ink_drawing(image: Image.Image, size: Size, rng: np.random.Generator) -> Image.Image:
    """Pen and wash: thin lines along edges, hatched shade, pale colour on cream paper."""
    moved = _wobble(image, rng, (0.0011, 50))
    line = ((_edges(moved) - 58) / 90).clip(0, 1)
    drawn = _reduced(Image.fromarray((line * 255).astype(np.uint8)), size)
    crowd = _array(drawn.filter(ImageFilter.BoxBlur(max(size) / 75))) / 255
    lines = _array(drawn) / 255 * (1.45 - 3.4 * crowd).clip(0.25, 1)
    colour = _array(_reduced(moved, size))
    level = colour.mean(axis=2)
    dark = float(np.median(level)) < 84
    x, y = np.arange(size[0])[None, :] / max(size), np.arange(size[1])[:, None] / max(size)
    slant = np.sin((x + y) * 2 * np.pi * 88 + 0.7 * _noise(rng, size, 20))
    limit = 46.0 if dark else 112.0
    hatch = (slant - 0.1).clip(0, 1) * ((limit - level) / 60).clip(0, 1) * (max(size) > 200)
    paper = np.array([252, 245, 229], dtype=np.float32)
    wash = (colour - 128) * 1.12 + 134
    wash = wash * 0.92 + paper * 0.08 if dark else wash * 0.66 + paper * 0.34
    wash *= 1 + 0.03 * _noise(rng, size, 18)[:, :, None]
    pen = np.array([14, 16, 40] if dark else [36, 34, 56], dtype=np.float32)
    if dark:  # no ring of ink around what shines
        shining = _array(_image(colour).convert("L").filter(ImageFilter.MaxFilter(5)))
        lines = lines * ((150 - shining) / 60).clip(0, 1)
    ink = (lines * 1.15 + 0.4 * hatch).clip(0, 0.92)[:, :, None]
    return _image(wash * (1 - ink) + pen * ink)


def watercolour(image: Image.Image, size: Size, rng: np.random.Generator) -> Image.Image:
    """Wet paint on white paper: blooms, dark rims, granulation, a ragged border."""
    moved = _reduced(_wobble(image, rng, (0.0042, 24), (0.0014, 90)), size)
    soft = _array(moved.filter(ImageFilter.GaussianBlur(max(size) / 300)))
    wide = _array(moved.filter(ImageFilter.GaussianBlur(max(size) / 70)))
    rim = (wide - soft).clip(0, 60).mean(axis=2, keepdims=True) / 255
    bloom = 0.6 * _noise(rng, size, 7) + 0.5 * _noise(rng, size, 22)
    grain = _noise(rng, size, 190)
    paint = (0.5 * soft + 0.5 * _array(moved)) * (1 - 0.9 * rim)
    wet = 0.07 * min(1.0, float(soft.mean()) / 150)
    density = (0.86 + wet * bloom + 0.014 * grain).clip(0.5, 1)[:, :, None]
    paper = np.array([252, 249, 241], dtype=np.float32)
    return _image(paper + (paint * 1.02 - paper) * density * _border(size, rng))


def _border(size: Size, rng: np.random.Generator) -> Floats:
    width, height = size
    longer = max(size)
    x, y = np.arange(width)[None, :] / longer, np.arange(height)[:, None] / longer
    inside = np.minimum(np.minimum(x, width / longer - x), np.minimum(y, height / longer - y))
    ragged = 0.024 + 0.007 * _noise(rng, size, 24) + 0.003 * _noise(rng, size, 90)
    border: Floats = ((inside - ragged) * 120).clip(0, 1).astype(np.float32)[:, :, None]
    return border


def pixel_art(image: Image.Image, size: Size, _rng: np.random.Generator) -> Image.Image:
    """Few large square pixels of few colours."""
    cell = 4 if max(size) > 200 else 2
    small = _reduced(image, (round(size[0] / cell), round(size[1] / cell)))
    vivid = _image((_array(small) - 118) * 1.12 + 122)
    few = vivid.quantize(56, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    return few.resize(size, Image.Resampling.NEAREST)


FINISHES: dict[str, Finish] = {
    "poster": poster,
    "painting": painting,
    "paper cut": paper_cut,
    "ink drawing": ink_drawing,
    "watercolour": watercolour,
    "pixel art": pixel_art,
}
