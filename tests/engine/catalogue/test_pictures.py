"""The table of pictures, read by many threads; thumbnails, one behind the other."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from engine.catalogue import (
    Catalogue,
    Pack,
    PackReader,
    Picture,
    Record,
    is_own_thumbnail,
    make_thumbnail,
    open_picture,
    seal_thumbnail,
    write_catalogue,
)
from engine.errors import CatalogueError, LibraryError
from engine.types import PictureId
from tests.engine.making import scribble

COUNT = 1200


def picture(row):
    return Picture(
        id=PictureId(f"id-{row}"),
        row=row,
        path=f"folder/{row}.jpg",
        width=row + 1,
        height=2,
        size_bytes=3,
        caption="one" if row == 1 else None,
    )


@pytest.fixture
def catalogue(tmp_path):
    generation = tmp_path / "generation-0001"
    generation.mkdir()
    with Pack(tmp_path / "thumbs.pack", 0) as pack:
        sealed = [seal_thumbnail(f"thumbnail {row}".encode()) for row in range(COUNT - 1)]
        starts = [pack.append(content) for content in sealed]
        lengths = [len(content) for content in sealed]
    places = [*zip(starts, lengths, strict=True), (0, 0)]
    records = (Record(picture(row), f"{row:032x}", 5, *places[row]) for row in range(COUNT))
    assert write_catalogue(generation / "catalogue.sqlite", records, "thumbs.pack") == COUNT
    return Catalogue.open(generation / "catalogue.sqlite", tmp_path / "images")


def test_what_was_written_is_read(catalogue, tmp_path):
    assert len(catalogue) == COUNT
    assert list(catalogue.all()) == [picture(row) for row in range(COUNT)]
    assert catalogue.path(7) == tmp_path / "images" / "folder" / "7.jpg"


def test_rows_and_ids_keep_the_order_asked_for(catalogue):
    rows = np.random.default_rng(0).permutation(COUNT)
    ids = catalogue.ids(rows)
    assert ids == tuple(f"id-{row}" for row in rows)
    np.testing.assert_array_equal(catalogue.rows(ids), rows)
    assert catalogue.rows(()).dtype == np.int64


def test_what_is_not_there_is_named(catalogue):
    with pytest.raises(CatalogueError, match="no picture nope in this library"):
        catalogue.rows((PictureId("id-1"), PictureId("nope")))
    with pytest.raises(CatalogueError, match=f"no row {COUNT}: rows go from 0 to {COUNT - 1}"):
        catalogue.picture(COUNT)
    with pytest.raises(CatalogueError, match=r"1199.jpg cannot be read any more: No such file"):
        catalogue.thumbnail(COUNT - 1)


def test_many_threads_read_at_once(catalogue):
    def look(row):
        return catalogue.picture(row), catalogue.thumbnail(row)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(look, range(300)))
    assert answers == [(picture(row), f"thumbnail {row}".encode()) for row in range(300)]


def test_reading_needs_no_right_to_write_and_leaves_nothing(catalogue, tmp_path):
    folder = tmp_path / "generation-0001"
    folder.chmod(0o555)
    Catalogue.open(folder / "catalogue.sqlite", tmp_path).thumbnail(0)
    assert [path.name for path in folder.iterdir()] == ["catalogue.sqlite"]
    folder.chmod(0o755)


@pytest.mark.parametrize("damage", ["missing", "noise", "empty"])
def test_a_damaged_table_is_refused(damage, tmp_path):
    path = tmp_path / "catalogue.sqlite"
    if damage == "noise":
        path.write_bytes(b"noise" * 1000)
    if damage == "empty":
        sqlite3.connect(path).execute("VACUUM").close()
    with pytest.raises(LibraryError, match=r"catalogue.sqlite cannot be opened"):
        Catalogue.open(path, tmp_path)


def test_a_pack_that_is_cut_short_is_refused(catalogue, tmp_path):
    pack = tmp_path / "thumbs.pack"
    pack.write_bytes(pack.read_bytes()[:100])
    assert catalogue.thumbnail(0) == b"thumbnail 0"
    with pytest.raises(LibraryError, match=r"thumbs.pack is cut short"):
        catalogue.thumbnail(COUNT - 2)


def test_a_thumbnail_that_was_changed_is_refused_and_the_others_are_not(catalogue, tmp_path):
    pack = tmp_path / "thumbs.pack"
    content = bytearray(pack.read_bytes())
    content[3] ^= 1
    pack.write_bytes(content)
    with pytest.raises(LibraryError, match=r"byte 0 of .*thumbs.pack was changed.*; delete that"):
        catalogue.thumbnail(0)
    assert catalogue.thumbnail(1) == b"thumbnail 1"


def test_a_pack_that_is_gone_is_refused_when_it_is_needed(catalogue, tmp_path):
    (tmp_path / "thumbs.pack").unlink()
    assert catalogue.thumbnail(0) == b"thumbnail 0"  # opened in time
    again = Catalogue.open(tmp_path / "generation-0001" / "catalogue.sqlite", tmp_path / "images")
    with pytest.raises(LibraryError, match=r"thumbs.pack is missing"):
        again.thumbnail(0)


def test_thumbnails_of_the_first_libraries_had_no_checksum(tmp_path):
    webp = make_thumbnail(scribble(3, (400, 300)))
    with Pack(tmp_path / "thumbs.pack", 0) as pack:
        start = pack.append(webp)
    with PackReader(tmp_path / "thumbs.pack") as reader:
        assert reader.thumbnail(start, len(webp)) == webp


def test_a_tail_that_nobody_refers_to_is_cut_off(tmp_path):
    path = tmp_path / "thumbs.pack"
    with Pack(path, 0) as pack:
        assert pack.append(b"kept") == 0
        pack.append(b"lost with the run that wrote it")
    with Pack(path, 4) as pack:
        assert pack.append(b"next") == 4
    assert path.read_bytes() == b"keptnext"


def stored(image, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_small_plain_pictures_are_their_own_thumbnail():
    turned = Image.Exif()
    turned[0x0112] = 6
    small = scribble(1, (300, 200))
    cases = {
        stored(small, "JPEG"): True,
        stored(small, "WEBP"): True,
        stored(small, "PNG"): False,
        stored(small.convert("L"), "JPEG"): False,
        stored(small, "JPEG", exif=turned): False,
        stored(scribble(1, (600, 400)), "JPEG"): False,
    }
    for content, wanted in cases.items():
        assert is_own_thumbnail(open_picture(content, "x"), len(content)) is wanted
    content = stored(small, "JPEG")
    assert not is_own_thumbnail(open_picture(content, "x"), 48 * 2**10 + 1)


@pytest.mark.parametrize(
    ("size", "wanted"), [((640, 480), (320, 240)), ((100, 900), (36, 320)), ((9, 3), (9, 3))]
)
def test_a_thumbnail_is_webp_of_at_most_320_pixels(size, wanted):
    with Image.open(BytesIO(make_thumbnail(scribble(2, size)))) as small:
        assert (small.format, small.size) == ("WEBP", wanted)
