"""A library of which any file was harmed says so, and indexing again makes it whole."""

import shutil
from pathlib import Path

import pytest

from engine.build import index_folder
from engine.errors import LibraryError, MorelikeError
from engine.index.manifest import read_manifest, verify
from engine.service import Engine
from tests.engine.build.looking import SMALL, contents, numbers, opened
from tests.engine.making import scribble

GENERATION = (
    "axes.npy",
    "boxes-0-bounds.npy",
    "boxes-0-codes.npy",
    "boxes-0-rows.npy",
    "boxes.json",
    "catalogue.sqlite",
    "codes.npy",
    "embeddings.npy",
    "indexes.json",
    "neighbours.usearch",
    "quantiser.npy",
)
PACK = "thumbnails-0001.pack"
FILES = (*(f"generation-0001/{name}" for name in GENERATION), PACK, "manifest.json")


def flipped(content):
    """One bit, in the middle of the file."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :]


HARMS = {
    "gone": None,
    "cut short": lambda content: content[: len(content) // 2],
    "flipped": flipped,
}
CASES = [
    (name, how)
    for name in FILES
    for how in HARMS
    # A pack's length is known, and each thumbnail is checked when it is asked for.
    if not (name == PACK and how == "flipped")
]


@pytest.fixture(scope="module")
def built(tmp_path_factory, tiny_encoder):
    """A folder that holds pictures and their library, one large enough for a thumbnail."""
    home = tmp_path_factory.mktemp("harmed") / "home"
    (home / "photos").mkdir(parents=True)
    for number in range(7):
        scribble(number).save(home / "photos" / f"photo-{number}.jpg")
    scribble(9, (900, 600)).save(home / "photos" / "large.png")
    index_folder(home / "photos", home / "library", tiny_encoder, SMALL)
    return home


@pytest.fixture
def home(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "home"))


def harm(path, how):
    content = path.read_bytes()
    path.unlink()
    if HARMS[how] is not None:
        path.write_bytes(HARMS[how](content))


@pytest.mark.parametrize(("name", "how"), CASES)
def test_a_harmed_file_is_named_with_what_to_do(name, how, home):
    harm(home / "library" / name, how)
    with pytest.raises(LibraryError, match=r"morelike index") as refusal:
        Engine.open(home / "library")
    assert Path(name).name in str(refusal.value)


@pytest.mark.parametrize("name", FILES)
def test_indexing_again_makes_it_whole_and_pictures_keep_their_names(name, home, encoder):
    before = contents(home / "library")
    harm(home / "library" / name, "gone" if name == PACK else "flipped")
    report = index_folder(home / "photos", home / "library", encoder, SMALL)
    assert (report.pictures, report.refused) == (8, ())
    after = contents(home / "library")
    assert {path: found[0] for path, found in after.items()} == {
        path: found[0] for path, found in before.items()
    }
    assert Engine.open(home / "library").pictures == 8
    lost = name in (PACK, "manifest.json") or name.endswith(("catalogue.sqlite", "embeddings.npy"))
    assert encoder.seen == (8 if lost else 0)
    catalogue, _ = opened(home / "library")
    assert all(catalogue.thumbnail(row) for row in range(8))


def test_a_harmed_thumbnail_is_named_and_comes_back_when_its_file_is_deleted(home, encoder):
    harm(home / "library" / PACK, "flipped")
    catalogue, _ = opened(home / "library")
    large = next(picture.row for picture in catalogue.all() if picture.path == "large.png")
    with pytest.raises(LibraryError, match="delete that file and run morelike index again"):
        catalogue.thumbnail(large)
    (home / "library" / PACK).unlink()
    index_folder(home / "photos", home / "library", encoder, SMALL)
    catalogue, _ = opened(home / "library")
    assert catalogue.thumbnail(large)[8:12] == b"WEBP"


def test_a_harmed_large_file_is_not_handed_on_to_the_next_generation(home, encoder, monkeypatch):
    """Opening does not read large files; whoever builds upon them does."""
    monkeypatch.setattr("engine.index.manifest.SMALL_BYTES", 100)
    harm(home / "library" / "generation-0001" / "boxes-0-codes.npy", "flipped")
    verify(home / "library", read_manifest(home / "library"))
    scribble(50).save(home / "photos" / "new.jpg")
    assert index_folder(home / "photos", home / "library", encoder, SMALL).pictures == 9
    assert encoder.seen == 1  # embeddings are whole, and boxes are sorted again
    verify(home / "library", read_manifest(home / "library"), thorough=True)


def test_a_library_that_cannot_be_replaced_stays(home, encoder, monkeypatch):
    """Building fails at its last step: what was in force is in force, and the work is kept."""
    before = contents(home / "library")
    scribble(50).save(home / "photos" / "new.jpg")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(PermissionError("no")))
    with pytest.raises(MorelikeError, match="cannot be written: no; what was encoded so far is"):
        index_folder(home / "photos", home / "library", encoder, SMALL)
    monkeypatch.undo()
    assert contents(home / "library") == before
    assert numbers(index_folder(home / "photos", home / "library", encoder, SMALL)) == (1, 0, 0, 0)
    assert encoder.seen == 1


@pytest.mark.parametrize("pictures", [1, 2, 3])
def test_very_few_pictures_make_a_library_that_can_be_added_to(pictures, tmp_path, encoder):
    photos, library = tmp_path / "photos", tmp_path / "library"
    photos.mkdir()
    for number in range(pictures):
        scribble(number).save(photos / f"{number}.png")
    for number in range(4):
        index_folder(photos, library, encoder, SMALL)
        engine = Engine.open(library)
        assert engine.pictures == pictures + number
        scribble(100 + number).save(photos / f"{100 + number}.png")


def test_copies_of_one_picture_alone_make_a_library_that_can_be_added_to(tmp_path, encoder):
    photos, library = tmp_path / "photos", tmp_path / "library"
    photos.mkdir()
    for number in range(9):
        scribble(0).save(photos / f"{number}.png")
    index_folder(photos, library, encoder, SMALL)
    assert encoder.seen == 1
    scribble(1).save(photos / "a-new-one.png")
    index_folder(photos, library, encoder, SMALL)
    catalogue, indexes = opened(library)
    assert catalogue.picture(9).path == "a-new-one.png"
    assert indexes.fitted == 10  # copies of one picture say nothing of what comes
    assert (indexes.codes[9] != indexes.codes[0]).any()
