"""Fresh views of a batch of pictures, drawn for all of them at once.

`views` turns uint8 pictures into float pictures in 0..1 of the size asked for: cropped,
turned, mirrored, tinted and partly erased, each picture in its own way. All of it is a few
tensor operations on the whole batch, so that two processor cores spend their time on the
model and not on the loader. The same generator state gives the same views.
"""

import math
from typing import TYPE_CHECKING

from pydantic import Field

from engine.types import Value

if TYPE_CHECKING:
    from torch import Generator, Tensor

LUMA = (0.299, 0.587, 0.114)


class Augmentation(Value):
    """How far a view may be from its picture.

    Attributes
    ----------
    least_area : float
        The smallest part of the picture's area that a view shows.
    stretch : float
        Greatest change of the view's aspect, as a factor.
    turn_degrees, shear : float
        Greatest rotation and slant.
    light, contrast, saturation, hue_degrees : float
        Greatest change of each, as parts of one or degrees on the colour wheel.
    gray, blur, erase : float
        How often a view loses its colours, its sharpness, or a rectangle of itself.
    """

    least_area: float = Field(default=0.3, gt=0, le=1)
    stretch: float = Field(default=1.33, ge=1)
    turn_degrees: float = Field(default=15, ge=0)
    shear: float = Field(default=0.1, ge=0)
    light: float = Field(default=0.35, ge=0, lt=1)
    contrast: float = Field(default=0.35, ge=0, lt=1)
    saturation: float = Field(default=0.4, ge=0, le=1)
    hue_degrees: float = Field(default=12, ge=0)
    gray: float = Field(default=0.05, ge=0, le=1)
    blur: float = Field(default=0.1, ge=0, le=1)
    erase: float = Field(default=0.25, ge=0, le=1)


PHOTO = Augmentation()
DRAWN = Augmentation(
    least_area=0.65, stretch=1.15, turn_degrees=5, shear=0.03, light=0.06, contrast=0.1,
    saturation=0.1, hue_degrees=3, gray=0, blur=0.1, erase=0.1,
)  # fmt: skip
"""Gentle: the light tells the time of day, and the whole picture tells the setting."""


def views(pictures: "Tensor", size: int, how: Augmentation, generator: "Generator") -> "Tensor":
    """Show every picture of a batch in a new way.

    Parameters
    ----------
    pictures : (n, h, w, 3) uint8
    size : int
        Side of the views in pixels.
    how : Augmentation
    generator : torch.Generator

    Returns
    -------
    (n, 3, size, size) float32
        Values in 0..1.
    """
    whole = _shrunk(pictures.permute(0, 3, 1, 2).float().div_(255), size)
    shown = _warped(whole, size, how, generator)
    shown = _tinted(shown, how, generator)
    shown = _blurred(shown, how.blur, generator)
    return _erased(shown.clamp_(0, 1), how.erase, generator)


def plain(pictures: "Tensor", size: int) -> "Tensor":
    """Show every picture as it is, squashed to a square: what the model sees in use.

    Parameters
    ----------
    pictures : (n, h, w, 3) uint8
    size : int

    Returns
    -------
    (n, 3, size, size) float32
        Values in 0..1.
    """
    from torch.nn.functional import interpolate

    whole = pictures.permute(0, 3, 1, 2).float().div_(255)
    if whole.shape[-2:] == (size, size):
        return whole
    smaller: Tensor = interpolate(
        whole, (size, size), mode="bicubic", antialias=True, align_corners=False
    )
    return smaller.clamp_(0, 1)


def _between(low: float, high: float, count: int, generator: "Generator") -> "Tensor":
    import torch

    return torch.empty(count).uniform_(low, high, generator=generator)


def _shrunk(pictures: "Tensor", size: int) -> "Tensor":
    """Halve pictures that are far larger than their views, which would show jagged lines."""
    from torch.nn.functional import avg_pool2d

    while pictures.shape[-1] >= 2 * size:
        pictures = avg_pool2d(pictures, 2)
    return pictures


def _warped(pictures: "Tensor", size: int, how: Augmentation, generator: "Generator") -> "Tensor":
    """Crop, stretch, turn, slant and mirror in one resampling."""
    import torch
    from torch.nn.functional import affine_grid, grid_sample

    count = len(pictures)
    side = _between(how.least_area, 1, count, generator).sqrt_()
    aspect = _between(-1, 1, count, generator).mul_(math.log(how.stretch) / 2).exp_()
    wide, tall = side * aspect, side / aspect
    angle = _between(-1, 1, count, generator) * math.radians(how.turn_degrees)
    slant = _between(-1, 1, count, generator) * how.shear
    mirror = _between(-1, 1, count, generator).sign_()
    room_x, room_y = (1 - wide).clamp_min(0), (1 - tall).clamp_min(0)
    rows = (
        torch.stack(
            (
                mirror * wide * angle.cos(),
                tall * (slant - angle.sin()),
                _between(-1, 1, count, generator) * room_x,
            ),
            1,
        ),
        torch.stack(
            (
                mirror * wide * angle.sin(),
                tall * angle.cos(),
                _between(-1, 1, count, generator) * room_y,
            ),
            1,
        ),
    )
    grid = affine_grid(torch.stack(rows, 1), [count, 3, size, size], align_corners=False)
    sampled: Tensor = grid_sample(
        pictures, grid, mode="bilinear", padding_mode="reflection", align_corners=False
    )
    return sampled


def _tinted(pictures: "Tensor", how: Augmentation, generator: "Generator") -> "Tensor":
    """Change light, contrast, saturation and hue: one colour matrix and one offset a picture."""
    import torch

    count = len(pictures)
    luma = torch.tensor(LUMA)
    grayness = luma.expand(3, 3)
    around = 1 + _between(-how.saturation, how.saturation, count, generator)
    around[_between(0, 1, count, generator) < how.gray] = 0
    turned = _hue_turns(_between(-1, 1, count, generator) * math.radians(how.hue_degrees))
    saturated = around[:, None, None] * (turned - grayness) + grayness
    gain = 1 + _between(-how.contrast, how.contrast, count, generator)
    mean = (pictures.mean((2, 3)) * luma).sum(1)
    shift = mean * (1 - gain) + _between(-how.light, how.light, count, generator) * mean
    matrix = saturated * gain[:, None, None]
    flat = pictures.flatten(2)
    return torch.baddbmm(shift[:, None, None].expand(count, 3, 1), matrix, flat).view_as(pictures)


def _hue_turns(angles: "Tensor") -> "Tensor":
    """Rotate colours about the gray axis, keeping their lightness: (n,) to (n, 3, 3)."""
    import torch

    luma = torch.tensor(LUMA)
    gray = luma.expand(3, 3)
    # The sine part is the classic hue-rotation matrix (SVG's feColorMatrix, hueRotate).
    sine = torch.tensor([[-0.213, -0.715, 0.928], [0.143, 0.140, -0.283], [-0.787, 0.715, 0.072]])
    cosine = torch.eye(3) - gray
    return gray + angles.cos()[:, None, None] * cosine + angles.sin()[:, None, None] * sine


def _blurred(pictures: "Tensor", how_often: float, generator: "Generator") -> "Tensor":
    """Soften some pictures, as small or badly focused photos are."""
    from torch.nn.functional import avg_pool2d, pad

    chosen = _between(0, 1, len(pictures), generator) < how_often
    if bool(chosen.any()):
        pictures[chosen] = avg_pool2d(pad(pictures[chosen], (1, 1, 1, 1), mode="replicate"), 3, 1)
    return pictures


def _erased(pictures: "Tensor", how_often: float, generator: "Generator") -> "Tensor":
    """Fill a rectangle of some pictures with one random colour."""
    import torch

    count, _, height, width = pictures.shape
    inside = boxes(count, (0.05, 0.25), (height, width), generator)
    inside &= (_between(0, 1, count, generator) < how_often)[:, None, None]
    colours = torch.rand(count, 3, 1, 1, generator=generator)
    return torch.where(inside[:, None], colours, pictures)


def boxes(
    count: int, area: tuple[float, float], shape: tuple[int, int], generator: "Generator"
) -> "Tensor":
    """Draw one rectangle a picture, as a mask.

    Parameters
    ----------
    count : int
    area : (float, float)
        The least and the greatest part of the picture that a rectangle covers.
    shape : (int, int)
        Height and width of the pictures.
    generator : torch.Generator

    Returns
    -------
    (count, height, width) bool
    """
    import torch

    height, width = shape
    side = _between(area[0], area[1], count, generator).sqrt_()
    aspect = _between(-1, 1, count, generator).mul_(math.log(1.7) / 2).exp_()
    tall, wide = (side * aspect).clamp_max(1), (side / aspect).clamp_max(1)
    top = _between(0, 1, count, generator) * (1 - tall)
    left = _between(0, 1, count, generator) * (1 - wide)
    y = (torch.arange(height) + 0.5) / height
    x = (torch.arange(width) + 0.5) / width
    in_rows = (y >= top[:, None]) & (y < (top + tall)[:, None])
    in_columns = (x >= left[:, None]) & (x < (left + wide)[:, None])
    return in_rows[:, :, None] & in_columns[:, None, :]
