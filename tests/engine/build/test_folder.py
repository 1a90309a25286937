"""Indexing does the work that is new and no other."""

import os
import shutil

import numpy as np

from engine.build import BuildSettings, index_folder
from engine.catalogue import read_picture
from engine.index.manifest import read_manifest
from tests.engine.build.looking import SMALL, contents, numbers, opened
from tests.engine.making import scribble


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


def test_a_title_that_was_given_stays_until_another_is(photos, library, encoder):
    named = SMALL.model_copy(update={"title": "Holidays"})
    index_folder(photos, library, encoder, named)
    (photos / "new.jpg").write_bytes(next(photos.rglob("*.jpg")).read_bytes())
    assert numbers(index_folder(photos, library, encoder, SMALL))[0] == 1
    assert read_manifest(library).title == "Holidays"
    renamed = named.model_copy(update={"title": "Journeys"})
    assert numbers(index_folder(photos, library, encoder, renamed)) == (0, 0, 0, 0)
    assert read_manifest(library).title == "Journeys"


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


def test_progress_tells_every_stage_and_never_goes_back(photos, library, encoder):
    told = []
    index_folder(photos, library, encoder, SMALL, lambda *step: told.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages[:2] == ["scanning", "encoding"]
    for stage in stages:
        steps = [done for name, done, _ in told if name == stage]
        assert steps == sorted(steps)
        assert told[[name for name, _, _ in told].index(stage)][2] in (0, steps[-1])
