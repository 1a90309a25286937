"""Rows that are added are found like all others, and what is sorted is not sorted again."""

import numpy as np
import pytest

from engine.boxes import Box
from engine.errors import LibraryError
from engine.index import EMBEDDINGS, Indexes, building, extend_indexes
from engine.index import neighbours as neighbours_module
from tests.engine.clusters import clustered, made_library

VECTORS, _ = clustered(3000)


def extended(before, folder, vectors):
    folder.mkdir()
    np.save(folder / EMBEDDINGS, vectors.astype("<f2"))
    extend_indexes(np.load(folder / EMBEDDINGS, mmap_mode="r"), before, folder, threads=1)
    return Indexes.open(folder)


def some_boxes(indexes, count=30):
    """Boxes around rows of every part of the catalogue, the newest included."""
    rng = np.random.default_rng(4)
    for number in range(count):
        subspace = indexes.subspaces[number % len(indexes.subspaces)]
        centre = indexes.codes[-1 - number * len(indexes) // count, list(subspace)].astype(int)
        reach = rng.integers(10, 90, size=len(subspace))
        low, high = np.clip(centre - reach, 0, 255), np.clip(centre + reach, 0, 255)
        yield Box(subspace, low.astype(np.uint8), high.astype(np.uint8))


def check_against_scans(indexes):
    again = indexes.quantiser.encode(indexes.embeddings).astype(int)
    assert np.abs(indexes.codes - again).max() <= 1  # sums fall differently in other chunks
    for box in some_boxes(indexes):
        slow = np.flatnonzero(box.contains(indexes.codes))
        assert len(slow)
        assert sorted(indexes.boxes.rows(box).tolist()) == slow.tolist()
    for row in range(0, len(indexes), 97):
        vector = np.asarray(indexes.embeddings[row], dtype=np.float32)
        rows, scores = indexes.neighbours.search(vector, 10)
        likeness = np.asarray(indexes.embeddings, dtype=np.float32) @ vector
        assert np.sort(likeness)[-10:][::-1] == pytest.approx(scores, abs=2e-3)
        assert row in rows


@pytest.mark.parametrize("first", [1, 900, 1024, 2000, 2999, 3000])
def test_added_rows_answer_as_a_scan_does(first, tmp_path):
    made_library(tmp_path / "old", VECTORS[:first])
    indexes = extended(tmp_path / "old", tmp_path / "new", VECTORS)
    assert len(indexes) == len(indexes.boxes) == len(indexes.neighbours) == 3000
    check_against_scans(indexes)


def test_rows_added_a_few_at_a_time_answer_as_a_scan_does(tmp_path, monkeypatch):
    """Through unsorted rows, sorted ones and axes that are fitted anew."""
    monkeypatch.setattr(building, "TAIL_ROWS", 700)
    made_library(tmp_path / "0", VECTORS[:1100])
    blocks, fitted = [], []
    for step, count in enumerate((1200, 1700, 1800, 2100, 2300, 2400), start=1):
        indexes = extended(tmp_path / str(step - 1), tmp_path / str(step), VECTORS[:count])
        check_against_scans(indexes)
        blocks.append(indexes.boxes.plan.blocks)
        fitted.append(indexes.fitted)
    assert blocks[0] == blocks[1] < blocks[2] == blocks[3] < blocks[4] == blocks[5]
    assert fitted == [1100, 1100, 1100, 1100, 2300, 2300]


def test_adding_rows_codes_and_connects_those_alone(tmp_path):
    made_library(tmp_path / "old", VECTORS[:2900])
    (tmp_path / "new").mkdir()
    told = []
    extend_indexes(VECTORS, tmp_path / "old", tmp_path / "new", lambda *news: told.append(news))
    assert {(stage, total) for stage, _, total in told} == {("coding", 100), ("connecting", 100)}


def test_codes_of_old_rows_and_their_axes_stay_to_the_byte(tmp_path):
    old = made_library(tmp_path / "old", VECTORS[:2000])
    new = extended(tmp_path / "old", tmp_path / "new", VECTORS)
    assert (new.codes[:2000] == old.codes).all()
    assert (new.axes.vectors == old.axes.vectors).all()
    for name in ("axes.npy", "quantiser.npy", "boxes.json", "boxes-0-rows.npy"):
        assert (tmp_path / "new" / name).samefile(tmp_path / "old" / name)


def test_the_graph_that_was_added_to_finds_nearly_all(tmp_path, monkeypatch):
    monkeypatch.setattr(neighbours_module, "EXACT_BELOW", 100)
    made_library(tmp_path / "old", VECTORS[:2000])
    indexes = extended(tmp_path / "old", tmp_path / "new", VECTORS)
    hits = 0
    for query in VECTORS[::150]:
        slow = np.argsort(-(VECTORS @ query), kind="stable")[:50]
        hits += len(np.intersect1d(indexes.neighbours.search(query, 50)[0], slow))
    assert hits >= 0.95 * 20 * 50


def test_the_background_is_drawn_from_old_and_new_rows_alike(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.index.indexes.BACKGROUND_ROWS", 600)
    made_library(tmp_path / "old", VECTORS[:2000])
    indexes = extended(tmp_path / "old", tmp_path / "new", VECTORS)
    drawn = indexes.background
    assert len(np.unique(drawn)) == 600
    assert 0.25 < (drawn >= 2000).mean() < 0.42
    assert (indexes.background_codes == indexes.codes[drawn]).all()


def agreement(indexes, vectors):
    """How well the codes' order of pictures agrees with that of the embeddings."""
    codes = indexes.quantiser.encode(vectors)
    rough = indexes.quantiser.decode(codes) @ indexes.quantiser.project(vectors[:40]).T
    exact = vectors @ vectors[:40].T
    return np.mean([np.corrcoef(rough[:, n], exact[:, n])[0, 1] for n in range(40)])


def test_axes_are_fitted_anew_for_newcomers_that_are_unlike_the_others(tmp_path):
    """And for no others, however they are drawn, until there are as many of them."""
    old, _ = clustered(1000, dimensions=96, kinds=12, seed=1)
    like, _ = clustered(1900, dimensions=96, kinds=12, seed=1)
    unlike, _ = clustered(150, dimensions=96, kinds=12, seed=2)
    made_library(tmp_path / "old", old)
    kept = extended(tmp_path / "old", tmp_path / "like", np.concatenate([old, like[1000:]]))
    assert kept.fitted == 1000
    few = extended(tmp_path / "old", tmp_path / "few", np.concatenate([old, unlike[:15]]))
    assert few.fitted == 1000
    fresh = extended(tmp_path / "few", tmp_path / "unlike", np.concatenate([old, unlike]))
    assert fresh.fitted == 1150
    check_against_scans(fresh)
    assert agreement(fresh, unlike) > agreement(few, unlike) + 0.1


def test_axes_that_tell_nothing_apart_are_fitted_anew(tmp_path):
    """A library of one picture many times has no variance to speak of."""
    made_library(tmp_path / "old", np.repeat(VECTORS[:1], 50, axis=0))
    both = np.concatenate([np.repeat(VECTORS[:1], 50, axis=0), VECTORS[1:40]])
    assert extended(tmp_path / "old", tmp_path / "new", both).fitted == 89
    more = np.repeat(VECTORS[:1], 60, axis=0)
    assert len(extended(tmp_path / "old", tmp_path / "more", more)) == 60


@pytest.mark.parametrize("hurt", ["indexes.json", "codes.npy", "neighbours.usearch"])
def test_what_cannot_be_added_to_is_built_anew(hurt, tmp_path):
    made_library(tmp_path / "old", VECTORS[:2000])
    (tmp_path / "old" / hurt).write_bytes(b"harmed")
    indexes = extended(tmp_path / "old", tmp_path / "new", VECTORS)
    assert indexes.fitted == 3000
    check_against_scans(indexes)


def test_a_library_that_never_noted_what_it_was_fitted_on_is_measured_anew(tmp_path):
    made_library(tmp_path / "old", VECTORS[:2000])
    parts = tmp_path / "old" / "indexes.json"
    parts.write_text(parts.read_text().replace(' "fitted": 2000,\n', ""))
    assert Indexes.open(tmp_path / "old").fitted == 0
    assert extended(tmp_path / "old", tmp_path / "new", VECTORS[:2001]).fitted == 2001


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 0.0])
def test_a_new_row_without_a_length_is_named(wrong, tmp_path):
    made_library(tmp_path / "old", VECTORS[:2000])
    vectors = VECTORS.copy()
    vectors[2077] *= np.float32(wrong)
    with pytest.raises(LibraryError, match="the embedding of row 2077 has the length"):
        extended(tmp_path / "old", tmp_path / "new", vectors)
    assert len(Indexes.open(tmp_path / "old")) == 2000
