"""Every kind of file is read rightly, or refused with one sentence that names it."""

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from engine.catalogue import Limits, open_picture, read_picture
from engine.errors import PictureError
from tests.engine.making import scribble

RED, WHITE = (255, 0, 0), (255, 255, 255)


def saved(image, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def halves(size=(40, 20)):
    """Red on the left, blue on the right: any turn shows."""
    image = Image.new("RGB", size, RED)
    image.paste((0, 0, 255), (size[0] // 2, 0, size[0], size[1]))
    return image


def near(image, colour, at):
    return all(abs(a - b) <= 12 for a, b in zip(image.getpixel(at), colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_each_kind_is_read_as_rgb(kind):
    image = read_picture(saved(halves(), kind))
    assert (image.mode, image.size) == ("RGB", (40, 20))
    assert near(image, RED, (5, 10))
    assert near(image, (0, 0, 255), (35, 10))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("CMYK", "TIFF"), ("P", "PNG"), ("P", "GIF"), ("YCbCr", "JPEG")],
)
def test_other_colour_spaces_become_rgb(mode, kind):
    image = read_picture(saved(halves().convert(mode), kind))
    assert image.mode == "RGB"
    assert near(image, RED, (5, 10))


@pytest.mark.parametrize("mode", ["L", "1"])
def test_greys_stay_grey(mode):
    image = read_picture(saved(Image.new("L", (9, 9), 255).convert(mode), "PNG"))
    assert image.getpixel((4, 4)) == WHITE


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP")])
def test_what_is_transparent_is_white(mode, kind):
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0)).convert(mode)
    assert near(read_picture(saved(clear, kind)), WHITE, (4, 4))


def test_a_transparent_palette_entry_is_white():
    image = Image.new("P", (8, 8), 3)
    image.putpalette([0, 0, 0] * 256)
    assert read_picture(saved(image, "PNG", transparency=3)).getpixel((4, 4)) == WHITE
    assert read_picture(saved(image, "GIF", transparency=3)).getpixel((4, 4)) == WHITE


def test_half_transparent_red_is_pink():
    image = read_picture(saved(Image.new("RGBA", (8, 8), (255, 0, 0, 128)), "PNG"))
    assert near(image, (255, 127, 127), (4, 4))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_greys_keep_their_steps(kind):
    ramp = np.linspace(0, 65535, 64).astype(np.uint16).reshape(1, 64).repeat(8, axis=0)
    image = read_picture(saved(Image.fromarray(ramp), kind))
    found = np.asarray(image)[0, :, 0].astype(int)
    np.testing.assert_allclose(found, ramp[0] / 257, atol=1)


def test_floating_greys_keep_their_steps():
    ramp = np.linspace(0, 1, 64, dtype=np.float32).reshape(1, 64).repeat(8, axis=0)
    found = np.asarray(read_picture(saved(Image.fromarray(ramp), "TIFF")))[0, :, 0]
    np.testing.assert_allclose(found, ramp[0] * 255, atol=1)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_the_first_frame_stands_for_an_animation(kind):
    frames = [Image.new("RGB", (16, 16), colour) for colour in (RED, (0, 255, 0), (0, 0, 255))]
    moving = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
    assert near(read_picture(moving), RED, (8, 8))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_undone(kind, orientation):
    upright = halves()
    turns = {
        1: upright,
        2: upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: upright.transpose(Image.Transpose.ROTATE_180),
        4: upright.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: upright.transpose(Image.Transpose.TRANSPOSE),
        6: upright.transpose(Image.Transpose.ROTATE_90),
        7: upright.transpose(Image.Transpose.TRANSVERSE),
        8: upright.transpose(Image.Transpose.ROTATE_270),
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = saved(turns[orientation], kind, exif=exif.tobytes())
    reading = open_picture(stored, "turned")
    assert (reading.width, reading.height) == upright.size == reading.image.size
    apart = np.asarray(ImageChops.difference(reading.image, upright))
    assert apart.mean() < 5


def test_exif_tells_when_it_was_taken():
    exif = Image.Exif()
    exif[0x0132] = "2019:05:06 07:08:09"
    assert open_picture(saved(halves(), "JPEG", exif=exif), "x").taken == "2019-05-06T07:08:09"
    exif.get_ifd(0x8769)[0x9003] = "2018:01:02 03:04:05"
    assert open_picture(saved(halves(), "JPEG", exif=exif), "x").taken == "2018-01-02T03:04:05"
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    assert open_picture(saved(halves(), "JPEG", exif=exif), "x").taken is None


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_exif_turns_nothing():
    stored = saved(halves(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")
    assert read_picture(stored).size == (40, 20)


def test_a_picture_under_another_name_is_read_by_its_content(tmp_path):
    path = tmp_path / "really-a-png.jpg"
    path.write_bytes(saved(halves(), "PNG"))
    assert read_picture(path).size == (40, 20)


def test_a_large_jpeg_is_decoded_no_larger_than_needed():
    stored = saved(scribble(3, (1600, 1200)), "JPEG", quality=95)
    reading = open_picture(stored, "large", shorter_side=224)
    assert (reading.width, reading.height) == (1600, 1200)
    assert 224 <= min(reading.image.size) < 600
    whole = open_picture(stored, "large").image.resize((160, 120))
    small = reading.image.resize((160, 120))
    assert np.abs(np.asarray(whole, int) - np.asarray(small, int)).mean() < 1.5


def test_a_drafted_picture_still_turns_and_tells_its_whole_size():
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = saved(scribble(3, (1600, 1200)), "JPEG", exif=exif)
    reading = open_picture(stored, "large", shorter_side=200)
    assert (reading.width, reading.height) == (1200, 1600)
    assert reading.image.width < reading.image.height


def png_header(width, height):
    """A PNG that claims to be so large, and holds next to nothing."""
    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", body), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in chunks
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holiday.jpg is empty: 0 bytes"),
        (b"<html>not found</html>", "holiday.jpg is not a picture that can be read here"),
        (b"\xff\xd8\xff", "holiday.jpg is not a picture"),
        (saved(scribble(1), "JPEG")[:-200], "holiday.jpg is damaged or cut short"),
        (saved(scribble(1), "PNG")[:900], "holiday.jpg is damaged or cut short"),
        (saved(scribble(1), "WEBP")[:200], "holiday.jpg is damaged or cut short"),
        (png_header(20_000, 20_000), "holiday.jpg is too large a picture: .*20000 x 20000 pixels"),
        (png_header(60_000, 60_000), "holiday.jpg is too large a picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "holiday.jpg is a HEIC picture"),
    ],
    ids=["empty", "html", "stub", "jpeg", "png", "webp", "bomb", "huge-bomb", "heic"],
)
@pytest.mark.filterwarnings("default::PIL.Image.DecompressionBombWarning")
def test_what_cannot_be_read_is_refused_with_its_name(content, words, tmp_path):
    path = tmp_path / "holiday.jpg"
    path.write_bytes(content)
    with pytest.raises(PictureError, match=words) as refusal:
        read_picture(path)
    assert "\n" not in str(refusal.value)


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _: pytest.fail("it was decoded"))
    with pytest.raises(PictureError, match="at most 100 million are read"):
        read_picture(png_header(12_000, 12_000))


def test_a_file_that_is_too_large_is_not_opened(tmp_path):
    path = tmp_path / "long.png"
    path.write_bytes(b"0" * 2_000_000)
    with pytest.raises(PictureError, match=r"long.png is too large: 2 MiB; at most 1 MiB"):
        read_picture(path, limits=Limits(file_bytes=2**20))


def test_a_file_that_went_is_refused_with_its_name(tmp_path):
    with pytest.raises(PictureError, match=r"gone.png cannot be opened: No such file"):
        read_picture(tmp_path / "gone.png")


def _stored(kind):
    image = scribble(9, (48, 40))
    return saved(image.convert("P") if kind == "GIF" else image, kind)


STORED = {kind: _stored(kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kind=st.sampled_from(sorted(STORED)), seed=st.integers(0, 2**32), cut=st.booleans())
@pytest.mark.filterwarnings("ignore")
def test_no_damage_raises_anything_but_a_refusal(kind, seed, cut):
    """Pillow warns of odd metadata, and raises a dozen kinds of error on odd content."""
    rng = np.random.default_rng(seed)
    content = bytearray(STORED[kind])
    for place in rng.integers(0, len(content), rng.integers(1, 12)):
        content[place] = rng.integers(0, 256)
    if cut:
        del content[rng.integers(0, len(content)) :]
    try:
        image = read_picture(bytes(content), limits=Limits(decoded_pixels=10**6))
    except PictureError:
        return
    assert image.mode == "RGB"
