"""Pictures that are added take rows behind the others, and what is there is not written again."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest

from engine.build import index_folder
from engine.conversation import Conversation, Judge, Label, Turn, step
from engine.index import building
from engine.index.manifest import read_manifest
from engine.service import Engine
from tests.engine.build.looking import SMALL, contents, numbers, opened
from tests.engine.making import scribble

KEPT = ("axes.npy", "quantiser.npy", "boxes.json", "boxes-0-rows.npy", "boxes-0-codes.npy")


def places(library):
    """Which file on the disk each name of the generation in force stands for."""
    generation = read_manifest(library).generation_folder(library)
    return {path.name: path.stat().st_ino for path in generation.iterdir()}


def rows(library):
    return {picture.path: picture.row for picture in opened(library)[0].all()}


def add(photos, *seeds):
    for seed in seeds:
        scribble(seed).save(photos / f"added-{seed}.jpg")


def test_added_pictures_come_behind_and_the_others_keep_their_rows(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    before, vectors = rows(library), contents(library)
    add(photos, 101, 103, 102)
    (photos / "photo-04.jpg").rename(photos / "a-new-name.jpg")
    report = index_folder(photos, library, encoder, SMALL)
    assert (numbers(report), report.encoded, report.pictures) == ((3, 0, 0, 1), 3, 23)
    after = rows(library)
    assert after.pop("a-new-name.jpg") == before.pop("photo-04.jpg")
    assert {path: after.pop(path) for path in before} == before
    assert after == {"added-101.jpg": 20, "added-102.jpg": 21, "added-103.jpg": 22}
    for path in before:
        assert contents(library)[path] == vectors[path]


def test_the_files_of_old_boxes_axes_and_scales_are_not_written_again(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    before = places(library)
    add(photos, 101)
    index_folder(photos, library, encoder, SMALL)
    after = places(library)
    assert all(after[name] == before[name] for name in KEPT)
    written = ("codes.npy", "embeddings.npy", "neighbours.usearch", "catalogue.sqlite")
    assert all(after[name] != before[name] for name in written)


def test_a_caption_alone_writes_no_index_again(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    before = places(library)
    (photos.parent / "captions.csv").write_text("path,caption\nphoto-01.jpg,a red boat\n")
    index_folder(photos, library, encoder, SMALL)
    same = {name for name, place in places(library).items() if before[name] == place}
    assert same == set(before) - {"catalogue.sqlite", "indexes.json"}


def test_a_disk_without_links_gets_copies(photos, library, encoder, monkeypatch):
    index_folder(photos, library, encoder, SMALL)
    before = places(library)

    def refuse(source, target):
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    add(photos, 101)
    index_folder(photos, library, encoder, SMALL)
    assert len(opened(library)[1]) == 21
    assert not set(places(library).values()) & set(before.values())


def test_added_again_and_again_equals_built_from_nothing(photos, library, encoder, tmp_path):
    """Every picture with its own vector, and boxes and neighbours as a scan gives them."""
    for seed in range(100, 106):
        index_folder(photos, library, encoder, SMALL)
        add(photos, seed)
    shutil.copy(photos / "photo-01.jpg", photos / "copy.jpg")
    index_folder(photos, library, encoder, SMALL)
    index_folder(photos, tmp_path / "fresh", encoder, SMALL)
    grown, built = contents(library), contents(tmp_path / "fresh")
    assert grown.keys() == built.keys()
    apart = [np.frombuffer(grown[p][2], "<f2") - np.frombuffer(built[p][2], "<f2") for p in grown]
    assert np.abs(apart).max() < 1e-3  # batches fall differently
    _, indexes = opened(library)
    for row, vector in enumerate(np.asarray(indexes.embeddings, dtype=np.float32)):
        found, _ = indexes.neighbours.search(vector, 3)
        assert row in found
        assert set(found) == set(np.argsort(-(indexes.embeddings @ vector), kind="stable")[:3])


@pytest.mark.parametrize("change", ["removed", "changed"])
def test_a_picture_that_goes_or_changes_numbers_all_rows_anew_by_path(
    change, photos, library, encoder
):
    index_folder(photos, library, encoder, SMALL)
    add(photos, 101)
    index_folder(photos, library, encoder, SMALL)
    assert rows(library)["added-101.jpg"] == 20
    if change == "removed":
        (photos / "photo-07.jpg").unlink()
    else:
        scribble(777).save(photos / "photo-07.jpg")
    index_folder(photos, library, encoder, SMALL)
    paths = list(rows(library))
    assert paths == sorted(paths)
    assert encoder.seen == (21 if change == "removed" else 22)


def test_a_library_that_has_doubled_is_measured_anew(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    add(photos, *range(100, 119))
    index_folder(photos, library, encoder, SMALL)
    assert opened(library)[1].fitted == 20
    add(photos, 119)
    index_folder(photos, library, encoder, SMALL)
    assert opened(library)[1].fitted == 40


def test_many_unsorted_rows_are_sorted_and_keep_their_numbers(
    photos, library, encoder, monkeypatch
):
    monkeypatch.setattr(building, "TAIL_ROWS", 22)
    index_folder(photos, library, encoder, SMALL)
    before = places(library)
    add(photos, 101, 102)
    index_folder(photos, library, encoder, SMALL)
    assert places(library)["boxes-0-rows.npy"] == before["boxes-0-rows.npy"]
    add(photos, 103)
    index_folder(photos, library, encoder, SMALL)
    assert places(library)["boxes-0-rows.npy"] != before["boxes-0-rows.npy"]
    assert places(library)["axes.npy"] == before["axes.npy"]
    assert rows(library)["added-103.jpg"] == 22


def test_an_engine_answers_on_while_rows_are_added_and_its_files_lose_their_names(
    photos, library, encoder
):
    scribble(1, (900, 600)).save(photos / "large.png")
    index_folder(photos, library, encoder, SMALL)
    engine = Engine.open(library)
    pictures = engine.sample(21)
    done = Event()

    def ask(seed):
        """Like other pictures every time, so that nothing is answered from memory."""
        rng, asked = np.random.default_rng(seed), 0
        while not done.is_set() or asked < 20:
            liked = tuple(pictures[row] for row in rng.choice(21, 3, replace=False))
            judged = Turn(changes=(Judge(label=Label.LIKED, pictures=liked),))
            assert len(engine.find(step(Conversation(), judged).now, 0, 8).hits) == 8
            assert all(engine.thumbnail(picture) for picture in liked)
            asked += 1

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask, seed) for seed in range(2)]
        try:
            for seed in (101, 102, 103):
                add(photos, seed)
                index_folder(photos, library, encoder, SMALL)
        finally:
            done.set()
        for one in asking:
            one.result()
    assert not engine.manifest.generation_folder(library).exists()
    fresh = Engine.open(library)
    assert (engine.pictures, fresh.pictures) == (21, 24)
    assert fresh.sample(24)[:21] == pictures  # labels mean the same pictures, and the same rows
