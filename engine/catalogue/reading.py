"""Any picture file becomes upright RGB, or is refused with one sentence that names it.

Sizes are looked at before anything is decoded, so a decompression bomb costs a header. Whatever a
broken file makes Pillow raise leaves here as `PictureError`.
"""

import struct
import zlib
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from engine.errors import Fault, Kind, PictureError
from engine.types import Value


class Limits(Value):
    """How large a picture may be before it is refused.

    `decoded_pixels` counts what is held in memory: a JPEG is decoded at an eighth of its size
    when that suffices, so that it may be larger in its file, up to `stored_pixels`.
    """

    file_bytes: int = 256 * 2**20
    decoded_pixels: int = 100_000_000
    stored_pixels: int = 400_000_000


DEFAULT_LIMITS = Limits()
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
HEIF = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypmsf1")
HEIF_AT_HAND = find_spec("pillow_heif") is not None

# Pillow's own guard speaks through a warning at half its limit; ours below decides first.
Image.MAX_IMAGE_PIXELS = DEFAULT_LIMITS.stored_pixels

_BROKEN = (
    OSError,
    SyntaxError,  # Pillow's name for a malformed PNG or TIFF
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)
_ORIENTATION, _EXIF_FOLDER, _TAKEN, _SAVED = 0x0112, 0x8769, 0x9003, 0x0132
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Reading:
    """A picture that was read.

    `width` and `height` are those of the whole upright picture; `image` is RGB, and may be smaller
    where a smaller side was enough. `plain` says that the file as it lies is fit for a page: RGB,
    upright, with no EXIF, JPEG or WebP.
    """

    image: Image.Image
    width: int
    height: int
    taken: str | None
    plain: bool


def read_picture(
    source: Path | bytes, shorter_side: int | None = None, limits: Limits = DEFAULT_LIMITS
) -> Image.Image:
    """Read a picture, upright and RGB.

    Parameters
    ----------
    source : Path or bytes
        A file, or the content of one.
    shorter_side : int, optional
        How many pixels the shorter side needs at least; a JPEG is then decoded at a fraction of
        its size where that leaves as many.
    limits : Limits, optional

    Raises
    ------
    PictureError
        It cannot be read; the sentence names the file.
    """
    if isinstance(source, bytes):
        return open_picture(source, "this picture", shorter_side, limits).image
    return open_picture(
        read_file(source, source.name, limits), source.name, shorter_side, limits
    ).image


def read_file(path: Path, name: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Read the bytes of a file that is not too large to be a picture."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise PictureError(
                f"{name} is too large: {_mebibytes(size)}; at most {_mebibytes(limits.file_bytes)} "
                "is read; save it smaller",
                Fault(Kind.PICTURE_HEAVY, name, most=limits.file_bytes // 2**20),
            )
        return path.read_bytes()
    except OSError as error:
        raise PictureError(
            f"{name} cannot be opened: {error.strerror or error}", Fault(Kind.PICTURE_GONE, name)
        ) from error


def open_picture(
    content: bytes,
    name: str,
    shorter_side: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """Decode the content of a file; `name` is what a refusal calls it.

    Raises
    ------
    PictureError
        It is empty, truncated, no picture, too large, or of a kind that is not read here.
    """
    if not content:
        raise PictureError(
            f"{name} is empty: 0 bytes; copy it again from where it came",
            Fault(Kind.PICTURE_EMPTY, name),
        )
    image = _open(content, name)
    stored = image.size
    _check_size(image, name, "stores", limits.stored_pixels)
    if shorter_side:
        _draft(image, shorter_side)
    _check_size(image, name, "would decode to", limits.decoded_pixels)
    return _decode(image, stored, name)


def _open(content: bytes, name: str) -> Image.Image:
    try:
        return Image.open(BytesIO(content), formats=_formats(content, name))
    except UnidentifiedImageError as error:
        raise PictureError(
            f"{name} is not a picture that can be read here (JPEG, PNG, WebP, GIF, BMP, TIFF), "
            "whatever its name says; save it as one of these",
            Fault(Kind.PICTURE_FOREIGN, name),
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name, error) from error
    except _BROKEN as error:
        raise _damaged(name, error) from error


def _formats(content: bytes, name: str) -> tuple[str, ...]:
    if content[4:12] not in HEIF:
        return FORMATS
    if not HEIF_AT_HAND:
        raise PictureError(
            f"{name} is a HEIC picture, and pillow-heif is not installed; "
            "run: pip install pillow-heif, or save it as JPEG",
            Fault(Kind.PICTURE_HEIC, name),
        )
    import_module("pillow_heif").register_heif_opener()
    return (*FORMATS, "HEIF")


def _check_size(image: Image.Image, name: str, verb: str, limit: int) -> None:
    pixels = image.width * image.height
    if pixels > limit:
        raise PictureError(
            f"{name} is too large a picture: it {verb} {image.width} x {image.height} pixels, "
            f"at most {limit // 10**6} million are read; save it smaller",
            Fault(Kind.PICTURE_LARGE, name, most=limit // 10**6),
        )


def _draft(image: Image.Image, shorter_side: int) -> None:
    """Let libjpeg decode at 1/2, 1/4 or 1/8, yet never below the wanted size."""
    scale = shorter_side / min(image.size)
    if scale < 1:
        image.draft(None, (round(image.width * scale), round(image.height * scale)))


def _decode(image: Image.Image, stored: tuple[int, int], name: str) -> Reading:
    try:
        image.load()
        orientation, taken, tagged = _read_exif(image)
        plain = image.mode == "RGB" and not tagged and image.format in ("JPEG", "WEBP")
        flat = _flatten(image)
        # TIFF turns itself while it is loaded, and then reports no orientation.
        turned = flat.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else flat
    except Image.DecompressionBombError as error:
        raise _too_large(name, error) from error
    except _BROKEN as error:
        raise _damaged(name, error) from error
    if image.format == "TIFF":
        stored = image.size
    width, height = stored[::-1] if orientation >= 5 else stored
    return Reading(turned, width, height, taken, plain)


def _damaged(name: str, error: BaseException) -> PictureError:
    reason = str(error).strip() or type(error).__name__
    return PictureError(
        f"{name} is damaged or cut short ({reason}); copy it again from where it came",
        Fault(Kind.PICTURE_DAMAGED, name),
    )


def _too_large(name: str, error: Exception) -> PictureError:
    limit = DEFAULT_LIMITS.stored_pixels // 10**6
    return PictureError(
        f"{name} is too large a picture: {error}; save it smaller",
        Fault(Kind.PICTURE_LARGE, name, most=limit),
    )


def _read_exif(image: Image.Image) -> tuple[int, str | None, bool]:
    """Read orientation, the moment it was taken, and whether there is any EXIF at all."""
    try:
        exif = image.getexif()
        taken = exif.get_ifd(_EXIF_FOLDER).get(_TAKEN) or exif.get(_SAVED)
        orientation = exif.get(_ORIENTATION, 1)
    except _BROKEN:
        return 1, None, True  # EXIF that cannot be read turns nothing; the picture itself is fine
    turn = orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1
    return turn, _moment(taken), len(exif) > 0


def _moment(text: object) -> str | None:
    try:
        return datetime.strptime(str(text)[:19], "%Y:%m:%d %H:%M:%S").isoformat()
    except ValueError:
        return None


def _flatten(image: Image.Image) -> Image.Image:
    """Bring any mode to RGB: alpha on white, deep greys to eight bits."""
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.mode[0] in "IF":
        return _shallow(image).convert("RGB")
    if "transparency" in image.info or image.mode in ("RGBA", "RGBa", "LA", "La", "PA"):
        opaque = image.convert("RGBA")
        page = Image.new("RGBA", opaque.size, "white")
        return Image.alpha_composite(page, opaque).convert("RGB")
    return image.convert("RGB")


def _shallow(image: Image.Image) -> Image.Image:
    """Bring 16 and 32-bit greys to eight bits; Pillow's own conversion would clip them at 255."""
    levels = np.nan_to_num(np.asarray(image, dtype=np.float64), posinf=0.0, neginf=0.0)
    top = float(levels.max(initial=0.0))
    whites = (1.0, 255.0, 65535.0) if image.mode == "F" else (65535.0,)
    white = next((white for white in whites if top <= white), top)
    return Image.fromarray((levels * (255.0 / white)).clip(0, 255).astype(np.uint8))


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:.0f} MiB"
