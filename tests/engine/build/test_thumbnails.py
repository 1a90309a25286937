"""Every picture has a small version, and what is dead in their file is cleared away in time."""

import pytest

from engine.build import index_folder
from engine.build import packing as module
from engine.catalogue import read_picture
from engine.index.manifest import read_manifest
from tests.engine.build.looking import SMALL, StoppedError, contents, opened, stop_at
from tests.engine.making import scribble


def test_large_pictures_get_thumbnails_and_small_ones_are_theirs(photos, library, encoder):
    scribble(1, (900, 600)).save(photos / "large.png")
    index_folder(photos, library, encoder, SMALL)
    catalogue, _ = opened(library)
    for picture in catalogue.all():
        small = catalogue.thumbnail(picture.row)
        own = catalogue.path(picture.row).read_bytes()
        assert small[8:12] == b"WEBP" if picture.path == "large.png" else small == own


def test_a_small_file_of_a_large_picture_gets_a_whole_thumbnail(photos, library, encoder):
    """It is drafted for the model first, and that would be too few pixels."""
    scribble(1, (1600, 1200)).save(photos / "smooth.jpg", quality=10)
    assert (photos / "smooth.jpg").stat().st_size < 48 * 2**10
    index_folder(photos, library, encoder, SMALL)
    catalogue, _ = opened(library)
    row = next(picture.row for picture in catalogue.all() if picture.path == "smooth.jpg")
    assert read_picture(catalogue.thumbnail(row)).size == (320, 240)
    assert catalogue.picture(row).width == 1600


def test_a_pack_of_which_more_than_half_is_dead_is_copied_without_the_dead(
    photos, library, encoder, monkeypatch
):
    monkeypatch.setattr(module, "WORTH_BYTES", 0)
    for number in range(9):
        scribble(number, (900, 600)).save(photos / f"large-{number}.png")
    (photos / "large-copy.png").write_bytes((photos / "large-8.png").read_bytes())
    index_folder(photos, library, encoder, SMALL)
    reader, _ = opened(library)
    before = {picture.path: reader.thumbnail(picture.row) for picture in reader.all()}
    whole = (library / "thumbnails-0001.pack").stat().st_size
    for number in range(4):
        (photos / f"large-{number}.png").unlink()
    index_folder(photos, library, encoder, SMALL)
    assert read_manifest(library).thumbnails == "thumbnails-0001.pack"  # half is not worth it
    for number in range(4, 7):
        (photos / f"large-{number}.png").unlink()
    index_folder(photos, library, encoder, SMALL)

    assert [path.name for path in library.glob("*.pack")] == ["thumbnails-0003.pack"]
    assert (library / "thumbnails-0003.pack").stat().st_size < whole / 3
    assert encoder.seen == 29
    catalogue, _ = opened(library)
    for picture in catalogue.all():
        assert catalogue.thumbnail(picture.row) == before[picture.path]
    for picture in reader.all():  # opened before, and its pack has no name any more
        assert reader.thumbnail(picture.row) == before[picture.path]


def test_a_run_that_is_stopped_while_it_copies_a_pack_leaves_the_old_one_in_force(
    photos, library, encoder, monkeypatch
):
    monkeypatch.setattr(module, "WORTH_BYTES", 0)
    for number in range(5):
        scribble(number, (900, 600)).save(photos / f"large-{number}.png")
    index_folder(photos, library, encoder, SMALL)
    before = contents(library)
    for number in range(4):
        (photos / f"large-{number}.png").unlink()
    with pytest.raises(StoppedError):
        index_folder(photos, library, encoder, SMALL, stop_at("connecting", 0))
    assert contents(library) == before
    index_folder(photos, library, encoder, SMALL)
    catalogue, _ = opened(library)
    assert all(catalogue.thumbnail(row) for row in range(21))
    assert [path.name for path in library.glob("*.pack")] == ["thumbnails-0002.pack"]
