"""A picture is brought to a model's size on the decoding side, with Pillow alone.

The result equals what open_clip's own transform would give, to one level of 255, yet a crop is
taken while resizing: a strip of 1 x 10,000 pixels costs no more than any other picture.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydantic import ValidationError

from engine.errors import ModelError
from engine.types import Value


class Preprocessing(Value):
    """How a model wants its pictures."""

    height: int
    width: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    interpolation: Literal["bicubic", "bilinear"] = "bicubic"
    resize: Literal["shortest", "longest", "squash"] = "shortest"
    fill: int = 0

    @property
    def shorter_side(self) -> int:
        """The shorter side, in pixels, below which a picture would have to be enlarged."""
        return max(self.height, self.width)


def read_preprocessing(config: Mapping[str, Any]) -> Preprocessing:
    """Read open_clip's `preprocess_cfg`.

    Raises
    ------
    ModelError
        It asks for something that this version does not know.
    """
    size = config["size"]
    height, width = (size[0], size[-1]) if isinstance(size, Sequence) else (size, size)
    try:
        return Preprocessing(
            height=height,
            width=width,
            mean=_three(config["mean"]),
            std=_three(config["std"]),
            # open_clip itself reads "random" as bicubic when it does not train.
            interpolation="bilinear" if config["interpolation"] == "bilinear" else "bicubic",
            resize=config["resize_mode"],
            fill=config.get("fill_color", 0),
        )
    except ValidationError as error:
        raise ModelError(f"the model's preprocess_cfg cannot be used: {error}") from error


def _three(value: float | Sequence[float]) -> tuple[float, float, float]:
    values = value if isinstance(value, Sequence) else (value,) * 3
    return cast(tuple[float, float, float], tuple(values))


def prepare(image: Image.Image, wanted: Preprocessing) -> NDArray[np.uint8]:
    """Bring an upright RGB picture to the wanted size.

    Returns
    -------
    (3, h, w) uint8
        Not yet normalised: mean and deviation are taken off a whole batch at a time.
    """
    match wanted.resize:
        case "shortest":
            fitted = _fit_shortest(image, wanted)
        case "longest":
            fitted = _fit_longest(image, wanted)
        case "squash":
            fitted = image.resize((wanted.width, wanted.height), _filter(wanted))
    return np.ascontiguousarray(np.asarray(fitted, dtype=np.uint8).transpose(2, 0, 1))


def _filter(wanted: Preprocessing) -> Image.Resampling:
    bilinear = wanted.interpolation == "bilinear"
    return Image.Resampling.BILINEAR if bilinear else Image.Resampling.BICUBIC


def _fit_shortest(image: Image.Image, wanted: Preprocessing) -> Image.Image:
    """Resize until the picture covers the wanted size, and keep the middle."""
    if wanted.width == wanted.height:
        side, method = wanted.width, _filter(wanted)
        shorter, longer = min(image.size), max(image.size)
        scaled = side, int(side * longer / shorter)
        width, height = scaled if image.width <= image.height else scaled[::-1]
    else:
        # open_clip forgets the interpolation in this one case; weights were trained that way.
        ratio = min(image.height / wanted.height, image.width / wanted.width)
        width, height = round(image.width / ratio), round(image.height / ratio)
        method = Image.Resampling.BICUBIC
    left, top = round((width - wanted.width) / 2), round((height - wanted.height) / 2)
    across, down = image.width / width, image.height / height
    box = (
        left * across,
        top * down,
        min((left + wanted.width) * across, image.width),
        min((top + wanted.height) * down, image.height),
    )
    return image.resize((wanted.width, wanted.height), method, box=box)


def _fit_longest(image: Image.Image, wanted: Preprocessing) -> Image.Image:
    """Resize until the whole picture fits into the wanted size, and fill the rest."""
    ratio = max(image.height / wanted.height, image.width / wanted.width)
    width, height = (max(1, round(side / ratio)) for side in image.size)
    resized = image.resize((width, height), _filter(wanted))
    page = Image.new("RGB", (wanted.width, wanted.height), (wanted.fill,) * 3)
    page.paste(resized, ((wanted.width - width) // 2, (wanted.height - height) // 2))
    return page
