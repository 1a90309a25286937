"""Indexing does the work that is new and no other, whatever happens on the way."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.build import BuildSettings, index_folder
from engine.build.lock import hold_library
from engine.catalogue import Catalogue, read_picture
from engine.encode import open_encoder
from engine.errors import CatalogueError, LibraryError
from engine.index import Indexes
from engine.index.manifest import read_manifest, verify
from tests.engine.making import TINY, save_model, scribble

SMALL = BuildSettings(batch=4, ahead=2, decoders=2)


class Counting:
    """The real encoder, with a count of the pictures that it was given."""

    def __init__(self, encoder):
        self._encoder = encoder
        self.seen = 0

    def __getattr__(self, name):
        return getattr(self._encoder, name)

    def pictures(self, batch):
        self.seen += len(batch)
        return self._encoder.pictures(batch)


@pytest.fixture
def encoder(tiny_encoder):
    return Counting(tiny_encoder)


@pytest.fixture
def library(tmp_path):
    return tmp_path / "library"


def opened(library):
    """The library as a reader sees it, every file checked."""
    manifest = read_manifest(library)
    verify(library, manifest)
    generation = manifest.generation_folder(library)
    catalogue = Catalogue.open(generation / "catalogue.sqlite", manifest.images_root(library))
    indexes = Indexes.open(generation)
    assert len(catalogue) == manifest.pictures == len(indexes)
    return catalogue, indexes


def contents(library):
    """What the library says of each path: id, size and vector."""
    catalogue, indexes = opened(library)
    return {
        picture.path: (picture.id, picture.width, indexes.embeddings[picture.row].tobytes())
        for picture in catalogue.all()
    }


def numbers(report):
    return report.added, report.changed, report.removed, report.renamed


def test_a_library_holds_every_picture_and_its_own_vector(photos, library, encoder):
    report = index_folder(photos, library, encoder, SMALL)
    assert numbers(report) == (20, 0, 0, 0)
    assert (report.pictures, report.encoded, report.refused) == (20, 20, ())
    catalogue, indexes = opened(library)
    paths = [picture.path for picture in catalogue.all()]
    assert paths == sorted(path.relative_to(photos).as_posix() for path in photos.rglob("*.jpg"))
    for row in range(20):
        alone = encoder.pictures(encoder.prepare(read_picture(catalogue.path(row)))[None])[0]
        np.testing.assert_allclose(indexes.embeddings[row], alone, atol=2e-3)
    assert sorted(path.name for path in library.iterdir()) == [
        "generation-0001",
        "lock",
        "manifest.json",
        "thumbnails-0001.pack",
    ]


def test_nothing_to_do_is_done_at_once_and_changes_nothing(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    before = (library / "manifest.json").read_bytes()
    report = index_folder(photos, library, encoder, SMALL)
    assert numbers(report) == (0, 0, 0, 0)
    assert (report.pictures, report.encoded, encoder.seen) == (20, 0, 20)
    assert (library / "manifest.json").read_bytes() == before
    assert not (library / "building").exists()


def test_only_what_is_new_is_encoded(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    before = contents(library)
    encoder.seen = 0
    scribble(100).save(photos / "new.jpg")
    scribble(101, (90, 90)).save(photos / "photo-01.jpg")
    (photos / "photo-02.jpg").unlink()
    (photos / "photo-04.jpg").rename(photos / "sea" / "moved.jpg")
    report = index_folder(photos, library, encoder, SMALL)

    assert numbers(report) == (1, 1, 1, 1)
    assert (report.pictures, encoder.seen) == (20, 2)
    after = contents(library)
    assert after["sea/moved.jpg"] == before["photo-04.jpg"]
    assert after["photo-01.jpg"][0] != before["photo-01.jpg"][0]
    assert "photo-02.jpg" not in after
    untouched = set(before) & set(after) - {"photo-01.jpg"}
    assert len(untouched) == 17
    assert all(after[path] == before[path] for path in untouched)
    assert [path.name for path in library.glob("generation-*")] == ["generation-0002"]


def test_an_updated_library_equals_one_built_from_nothing(photos, library, encoder, tmp_path):
    index_folder(photos, library, encoder, SMALL)
    for number in range(30, 37):
        scribble(number, (700, 500)).save(photos / f"later-{number}.png")
    (photos / "photo-01.jpg").unlink()
    index_folder(photos, library, encoder, SMALL)
    fresh = tmp_path / "fresh"
    index_folder(photos, fresh, encoder, BuildSettings(batch=4))
    updated, built = contents(library), contents(fresh)
    assert updated.keys() == built.keys()
    for path, (id_, width, vector) in built.items():
        assert updated[path][:2] == (id_, width)
        apart = np.frombuffer(updated[path][2], "<f2") - np.frombuffer(vector, "<f2")
        assert np.abs(apart).max() < 1e-3  # batches fall differently
    catalogue, _ = opened(library)
    twin, _ = opened(fresh)
    for row in range(len(twin)):
        assert catalogue.thumbnail(row) == twin.thumbnail(row)


def test_touched_files_are_looked_at_and_not_encoded(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    encoder.seen = 0
    for path in photos.rglob("*.jpg"):
        os.utime(path)
    assert numbers(index_folder(photos, library, encoder, SMALL)) == (0, 0, 0, 0)
    assert encoder.seen == 0


def test_exact_copies_have_a_row_and_an_id_each_and_are_encoded_once(photos, library, encoder):
    for name in ("copy-a.jpg", "copy-b.jpg"):
        shutil.copy(photos / "photo-01.jpg", photos / name)
    report = index_folder(photos, library, encoder, SMALL)
    assert (report.pictures, report.encoded) == (22, 20)
    before = contents(library)
    first, second, third = (before[f"{name}.jpg"][0] for name in ("copy-a", "copy-b", "photo-01"))
    assert [second, third] == [f"{first}-2", f"{first}-3"]

    (photos / "copy-a.jpg").unlink()
    (photos / "copy-b.jpg").rename(photos / "zebra.jpg")
    index_folder(photos, library, encoder, SMALL)
    after = contents(library)
    assert after["photo-01.jpg"][0] == third
    assert after["zebra.jpg"][0] in (first, second)
    assert encoder.seen == 20


def test_bad_files_are_refused_by_name_and_the_run_goes_on(photos, library, encoder):
    (photos / "empty.jpg").write_bytes(b"")
    (photos / "text.png").write_text("no picture")
    whole = (photos / "photo-01.jpg").read_bytes()
    (photos / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    report = index_folder(photos, library, encoder, SMALL)
    assert [refusal.path for refusal in report.refused] == ["cut.jpg", "empty.jpg", "text.png"]
    assert all(refusal.path in refusal.reason for refusal in report.refused)
    assert report.pictures == 20
    again = index_folder(photos, library, encoder, SMALL)
    assert (numbers(again), len(again.refused), encoder.seen) == ((0, 0, 0, 0), 3, 20)
    shutil.copy(photos / "photo-01.jpg", photos / "cut.jpg")  # mended
    mended = index_folder(photos, library, encoder, SMALL)
    assert (numbers(mended), len(mended.refused), encoder.seen) == ((1, 0, 0, 0), 2, 20)


def test_a_picture_that_breaks_leaves_the_library(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    (photos / "photo-01.jpg").write_bytes(b"gone bad")
    report = index_folder(photos, library, encoder, SMALL)
    assert (numbers(report), report.pictures) == ((0, 0, 1, 0), 19)


@pytest.mark.parametrize("state", ["empty", "bad", "missing"])
def test_a_folder_without_pictures_is_refused_and_the_old_library_stays(
    state, photos, library, encoder
):
    index_folder(photos, library, encoder, SMALL)
    shutil.rmtree(photos)
    if state != "missing":
        photos.mkdir()
    if state == "bad":
        (photos / "bad.jpg").write_bytes(b"bad")
    words = {
        "empty": "holds no picture that can be read",
        "bad": "the first that was refused: bad.jpg is not a picture",
        "missing": "does not exist; give the folder",
    }
    with pytest.raises(CatalogueError, match=words[state]):
        index_folder(photos, library, encoder, SMALL)
    assert len(opened(library)[0]) == 20


def test_a_library_may_lie_among_its_pictures(photos, encoder):
    library = photos / "library"
    index_folder(photos, library, encoder, SMALL)
    scribble(50).save(photos / "another.jpg")
    assert numbers(index_folder(photos, library, encoder, SMALL)) == (1, 0, 0, 0)
    assert read_manifest(library).images == ".."


def test_pictures_and_library_can_be_moved_together(photos, encoder, tmp_path):
    index_folder(photos, tmp_path / "library", encoder, SMALL)
    new = tmp_path / "new home"
    new.mkdir()
    photos.rename(new / "photos")
    (tmp_path / "library").rename(new / "library")
    catalogue, _ = opened(new / "library")
    assert catalogue.path(3).is_file()
    assert catalogue.thumbnail(3) == catalogue.path(3).read_bytes()


def test_pictures_that_moved_are_found_again_without_encoding(photos, encoder, tmp_path):
    library = tmp_path / "home" / "library"
    index_folder(photos, library, encoder, SMALL)
    photos.rename(tmp_path / "elsewhere")
    report = index_folder(tmp_path / "elsewhere", library, encoder, SMALL)
    assert (numbers(report), encoder.seen) == ((0, 0, 0, 0), 20)
    assert opened(library)[0].path(0).is_file()
    assert read_manifest(library).title == "elsewhere"


def test_captions_come_along_and_follow_their_file(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    lines = "path,caption\nphoto-01.jpg,a red boat\nnot-there.jpg,nothing\n"
    (photos.parent / "captions.csv").write_text(lines)
    index_folder(photos, library, encoder, SMALL)
    captions = {picture.path: picture.caption for picture in opened(library)[0].all()}
    assert captions["photo-01.jpg"] == "a red boat"
    assert captions["photo-02.jpg"] is None
    (photos.parent / "captions.csv").write_text(lines.replace("red", "blue"))
    index_folder(photos, library, encoder, SMALL)
    captions = {picture.path: picture.caption for picture in opened(library)[0].all()}
    assert captions["photo-01.jpg"] == "a blue boat"
    assert encoder.seen == 20


def test_large_pictures_get_thumbnails_and_small_ones_are_theirs(photos, library, encoder):
    scribble(1, (900, 600)).save(photos / "large.png")
    index_folder(photos, library, encoder, SMALL)
    catalogue, _ = opened(library)
    for picture in catalogue.all():
        small = catalogue.thumbnail(picture.row)
        own = catalogue.path(picture.row).read_bytes()
        assert small[8:12] == b"WEBP" if picture.path == "large.png" else small == own


def test_another_model_encodes_everything_anew_beside_the_old_library(
    photos, library, encoder, tmp_path
):
    scribble(1, (900, 600)).save(photos / "large.png")
    index_folder(photos, library, encoder, SMALL)
    save_model(tmp_path / "other", TINY, seed=5)
    other = Counting(open_encoder(f"local-dir:{tmp_path / 'other'}"))
    with pytest.raises(StoppedError):
        index_folder(photos, library, other, SMALL, stop_at("encoding", 8))
    assert read_manifest(library).identity == encoder.identity
    opened(library)[0].thumbnail(0)
    report = index_folder(photos, library, other, SMALL)
    assert (other.seen, report.pictures) == (21, 21)
    assert read_manifest(library).identity == other.identity
    catalogue, _ = opened(library)
    assert all(catalogue.thumbnail(row) for row in range(21))


def test_a_small_file_of_a_large_picture_gets_a_whole_thumbnail(photos, library, encoder):
    """It is drafted for the model first, and that would be too few pixels."""
    scribble(1, (1600, 1200)).save(photos / "smooth.jpg", quality=10)
    assert (photos / "smooth.jpg").stat().st_size < 48 * 2**10
    index_folder(photos, library, encoder, SMALL)
    catalogue, _ = opened(library)
    row = next(picture.row for picture in catalogue.all() if picture.path == "smooth.jpg")
    assert read_picture(catalogue.thumbnail(row)).size == (320, 240)
    assert catalogue.picture(row).width == 1600


class StoppedError(Exception):
    """What stands for a crash."""


def stop_at(stage, done):
    def progress(now, steps, total):
        if now == stage and steps >= done:
            raise StoppedError

    return progress


STOPS = [("scanning", 0), ("encoding", 0), ("encoding", 8), ("encoding", 20), ("measuring", 0)]


@pytest.mark.parametrize(("stage", "done"), [*STOPS, ("coding", 0), ("connecting", 0)])
def test_a_stopped_run_is_taken_up_where_it_was(stage, done, photos, library, encoder):
    scribble(1, (900, 600)).save(photos / "a-large-one.png")
    with pytest.raises(StoppedError):
        index_folder(photos, library, encoder, SMALL, stop_at(stage, done))
    with pytest.raises(LibraryError, match="is not a library"):
        read_manifest(library)
    seen = encoder.seen
    report = index_folder(photos, library, encoder, SMALL)
    assert (report.pictures, numbers(report)) == (21, (21, 0, 0, 0))
    assert encoder.seen == 21
    assert report.encoded == 21 - seen
    catalogue, _ = opened(library)
    assert all(catalogue.thumbnail(row) for row in range(21))


@pytest.mark.parametrize(("stage", "done"), [*STOPS, ("coding", 0), ("connecting", 0)])
def test_the_old_library_opens_while_an_update_is_stopped(stage, done, photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    before = contents(library)
    for number in range(200, 221):
        scribble(number).save(photos / f"x-{number}.jpg")
    with pytest.raises(StoppedError):
        index_folder(photos, library, encoder, SMALL, stop_at(stage, done))
    assert contents(library) == before
    report = index_folder(photos, library, encoder, SMALL)
    assert (report.pictures, encoder.seen) == (41, 41)


def test_a_reader_keeps_its_library_while_a_new_one_takes_its_place(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    catalogue, indexes = opened(library)
    row = catalogue.picture(4)
    vector = indexes.embeddings[4].copy()
    (photos / "photo-01.jpg").unlink()
    index_folder(photos, library, encoder, SMALL)
    assert catalogue.picture(4) == row
    np.testing.assert_array_equal(indexes.embeddings[4], vector)


def test_a_library_on_a_read_only_disk_opens(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    for path in [library, *library.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert len(contents(library)) == 20
    for path in [library, *(path for path in library.rglob("*") if path.is_dir())]:
        path.chmod(0o755)


def test_a_changed_library_is_built_anew(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    (library / "generation-0001" / "embeddings.npy").write_bytes(b"harmed")
    with pytest.raises(LibraryError, match=r"embeddings.npy has 6 bytes"):
        opened(library)
    assert index_folder(photos, library, encoder, SMALL).encoded == 20
    (library / "manifest.json").write_text("harmed")
    assert index_folder(photos, library, encoder, SMALL).encoded == 20
    assert len(contents(library)) == 20


def test_two_indexers_at_once_are_refused(photos, library, encoder):
    with (
        hold_library(library),
        pytest.raises(LibraryError, match=rf"another process \(process {os.getpid()}\); wait"),
    ):
        index_folder(photos, library, encoder, SMALL)
    assert index_folder(photos, library, encoder, SMALL).pictures == 20


def test_progress_tells_every_stage_and_never_goes_back(photos, library, encoder):
    told = []
    index_folder(photos, library, encoder, SMALL, lambda *step: told.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages[:2] == ["scanning", "encoding"]
    for stage in stages:
        steps = [done for name, done, _ in told if name == stage]
        assert steps == sorted(steps)
        assert told[[name for name, _, _ in told].index(stage)][2] in (0, steps[-1])


def test_a_file_that_goes_while_it_is_indexed_is_refused(photos, library, encoder):
    def take_away(stage, done, total):
        if stage == "encoding":
            (photos / "photo-19.jpg").unlink(missing_ok=True)

    report = index_folder(photos, library, encoder, SMALL, take_away)
    assert report.pictures == 19
    assert [refusal.path for refusal in report.refused] == ["photo-19.jpg"]


INDEX = """
import sys
from pathlib import Path
import torch
from engine.build import BuildSettings, index_folder
from engine.encode import open_encoder
torch.set_num_threads(1)
encoder = open_encoder(sys.argv[3], device="cpu")
print("ready", flush=True)
index_folder(Path(sys.argv[1]), Path(sys.argv[2]), encoder, BuildSettings(batch=4))
"""


@pytest.mark.slow
def test_an_indexer_killed_again_and_again_ends_with_the_same_library(
    photos, library, encoder, tiny_model, tmp_path
):
    """kill -9 at random moments, with an old library in force; both stay whole."""
    index_folder(photos, library, encoder, BuildSettings(batch=4))
    before = contents(library)
    for number in range(300, 700):
        scribble(number, (600, 400)).save(photos / f"more-{number}.jpg")
    rng = np.random.default_rng(int(time.time()))
    command = [sys.executable, "-c", INDEX, photos, library, f"local-dir:{tiny_model}"]
    root = Path(__file__).parents[3]
    for _ in range(12):
        with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as indexer:
            assert indexer.stdout.readline() == "ready\n"
            try:
                indexer.wait(float(rng.uniform(0.05, 1.5)))
                break
            except subprocess.TimeoutExpired:
                indexer.send_signal(signal.SIGKILL)
        if read_manifest(library).pictures == 20:
            assert contents(library) == before
    encoder.seen = 0
    index_folder(photos, library, encoder, BuildSettings(batch=4))
    assert len(contents(library)) == 420
    fresh = tmp_path / "fresh"
    index_folder(photos, fresh, encoder, BuildSettings(batch=4))
    assert {path: found[:2] for path, found in contents(library).items()} == {
        path: found[:2] for path, found in contents(fresh).items()
    }
    catalogue, indexes = opened(library)
    twin, twins = opened(fresh)
    assert np.abs(np.asarray(indexes.embeddings) - np.asarray(twins.embeddings)).max() < 2e-3
    assert all(catalogue.thumbnail(row) == twin.thumbnail(row) for row in range(420))
    assert json.loads((library / "manifest.json").read_text())["pictures"] == 420
