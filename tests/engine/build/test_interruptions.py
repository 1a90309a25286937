"""Whatever happens on the way, the old library opens and no work is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.build import BuildSettings, index_folder
from engine.build.lock import hold_library
from engine.encode import open_encoder
from engine.errors import LibraryError
from engine.index.manifest import read_manifest
from tests.engine.build.looking import (
    SMALL,
    Counting,
    StoppedError,
    contents,
    numbers,
    opened,
    stop_at,
)
from tests.engine.making import TINY, save_model, scribble

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


@pytest.mark.parametrize("stage", ["coding", "connecting"])
def test_the_old_library_opens_while_rows_are_being_added(stage, photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    before = contents(library)
    for number in range(200, 203):
        scribble(number).save(photos / f"a-{number}.jpg")
    with pytest.raises(StoppedError):
        index_folder(photos, library, encoder, SMALL, stop_at(stage, 0))
    assert (library / "generation-0002").is_dir()
    assert contents(library) == before
    assert index_folder(photos, library, encoder, SMALL).pictures == encoder.seen == 23
    assert contents(library).items() > before.items()


@pytest.mark.parametrize("limit", [4_000, 40_000, 120_000])
def test_a_full_disk_is_told_and_the_old_library_stays(limit, photos, library, encoder):
    resource = pytest.importorskip("resource")
    index_folder(photos, library, encoder, SMALL)
    before = contents(library)
    for number in range(200, 230):
        scribble(number, (900, 600)).save(photos / f"a-{number}.jpg")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, usual[1]))
    try:
        with pytest.raises(LibraryError, match=r"cannot be written: .*make room and run morelike"):
            index_folder(photos, library, encoder, SMALL)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert contents(library) == before
    assert index_folder(photos, library, encoder, SMALL).pictures == 50
    assert encoder.seen <= 50 + SMALL.batch  # at most the batch that was at work


def test_a_harmed_journal_costs_its_work_and_nothing_else(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    scribble(200).save(photos / "new.jpg")
    with pytest.raises(StoppedError):
        index_folder(photos, library, encoder, SMALL, stop_at("coding", 0))
    (library / "building" / "journal.sqlite").write_bytes(b"no database" * 1000)
    assert index_folder(photos, library, encoder, SMALL).pictures == 21


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
    for picture in catalogue.all():
        row = int(twin.rows([picture.id])[0])
        apart = np.abs(indexes.vectors(np.array([picture.row])) - twins.vectors(np.array([row])))
        assert apart.max() < 2e-3
        assert catalogue.thumbnail(picture.row) == twin.thumbnail(row)
    assert json.loads((library / "manifest.json").read_text())["pictures"] == 420
