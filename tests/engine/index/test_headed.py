"""Codes made by a compact head: indexed, searched, extended, and made anew with another head."""

import numpy as np
import pytest

from engine.boxes import Box
from engine.codes import Axes, Quantiser
from engine.direction import Direction
from engine.errors import LibraryError
from engine.heads import HEAD
from engine.index import EMBEDDINGS, Indexes, build_indexes, extend_indexes
from engine.search.scores import rough_scores
from tests.engine.clusters import clustered, made_library
from tests.engine.headed import random_head

VECTORS, _ = clustered(1500)
HEADED = random_head()


def built(folder, vectors=VECTORS, head=HEADED):
    folder.mkdir()
    np.save(folder / EMBEDDINGS, vectors.astype("<f2"))
    build_indexes(vectors, folder, threads=1, head=head)
    return Indexes.open(folder)


def extended(before, folder, vectors, head):
    folder.mkdir()
    np.save(folder / EMBEDDINGS, vectors.astype("<f2"))
    told = []
    extend_indexes(
        vectors, before, folder, lambda stage, *_: told.append(stage), threads=1, head=head
    )
    return Indexes.open(folder), set(told)


def turned(vectors=VECTORS):
    """What the head makes of all vectors, along the axes that it lies along: a plain SVD's."""
    made = HEADED.project(vectors).astype(np.float64)
    *_, axes = np.linalg.svd(made - made.mean(axis=0), full_matrices=False)
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])
    return made @ (axes * signs[:, None]).T


def test_codes_are_the_heads_values_along_their_own_axes_on_a_scale_of_256(tmp_path):
    indexes = built(tmp_path / "a")
    assert indexes.codes.shape == (1500, HEADED.dimensions)
    values = turned()
    assert indexes.quantiser.project(VECTORS) == pytest.approx(values, abs=1e-4)
    assert (np.diff(indexes.quantiser.spread(indexes.axes)) <= 0).all()
    low, high = np.quantile(values.astype(np.float64), [0.001, 0.999], axis=0)
    places = np.clip((values - low) / (high - low), 0, 1) * 255
    assert np.abs(indexes.codes - places).max() <= 0.51
    assert indexes.quantiser.head.identity == HEADED.identity


def test_boxes_over_a_heads_codes_answer_as_a_scan_does(tmp_path):
    indexes = built(tmp_path / "a")
    for number in range(20):
        subspace = indexes.subspaces[number % len(indexes.subspaces)]
        centre = indexes.codes[number * 70, list(subspace)].astype(int)
        low, high = np.clip(centre - 60, 0, 255), np.clip(centre + 60, 0, 255)
        box = Box(subspace, low.astype(np.uint8), high.astype(np.uint8))
        slow = np.flatnonzero(box.contains(indexes.codes))
        assert sorted(indexes.boxes.rows(box).tolist()) == slow.tolist()


def test_the_way_back_is_the_least_squares_line_through_the_sample():
    axes = Axes.fit(VECTORS)
    quantiser = Quantiser.fit_head(VECTORS, axes, HEADED)
    values = turned()
    wanted = np.linalg.lstsq(values - values.mean(axis=0), VECTORS - axes.mean, rcond=None)[0]
    assert quantiser.rotation == pytest.approx(wanted, abs=1e-3)


def test_rough_scores_are_those_of_what_the_codes_say_of_a_picture(tmp_path):
    indexes = built(tmp_path / "a")
    weight = np.random.default_rng(3).normal(size=24).astype(np.float32)
    direction = Direction(weight, 0.25, 1.0)
    quantiser = indexes.quantiser
    values = quantiser.decode(indexes.codes) - turned().mean(axis=0)
    rebuilt = indexes.axes.mean + values @ quantiser.rotation
    rough = rough_scores(indexes.codes, (direction,), indexes)
    assert rough == pytest.approx(direction.score(rebuilt.astype(np.float32)), abs=1e-3)
    assert np.corrcoef(rough, direction.score(VECTORS))[0, 1] > 0.4


def test_a_quantiser_with_a_head_comes_back_as_it_was_saved(tmp_path):
    quantiser = Quantiser.fit_head(VECTORS, Axes.fit(VECTORS), HEADED)
    quantiser.save(tmp_path / "quantiser.npy")
    again = Quantiser.open(tmp_path / "quantiser.npy", HEADED)
    assert np.array_equal(again.encode(VECTORS), quantiser.encode(VECTORS))
    assert np.array_equal(again.rotation, quantiser.rotation)
    assert np.array_equal(again.middle, quantiser.middle)
    assert np.array_equal(again.spread(None), quantiser.spread(None))


def test_a_head_whose_dimensions_lie_still_has_finite_codes():
    still = random_head(hidden=())
    still.weights[0][:] = 0
    quantiser = Quantiser.fit_head(VECTORS, Axes.fit(VECTORS), still)
    assert np.isfinite(quantiser.rotation).all()
    assert len(np.unique(quantiser.encode(VECTORS))) == 1


def test_one_picture_can_be_indexed_with_a_head(tmp_path):
    assert len(built(tmp_path / "a", VECTORS[:1])) == 1


def test_added_rows_are_coded_by_the_same_head_and_nothing_is_fitted_anew(tmp_path):
    old = built(tmp_path / "old", VECTORS[:1400])
    indexes, told = extended(tmp_path / "old", tmp_path / "new", VECTORS, HEADED)
    assert "measuring" not in told
    assert np.array_equal(indexes.codes[:1400], old.codes)
    again = indexes.quantiser.encode(VECTORS[1400:]).astype(int)
    assert np.abs(indexes.codes[1400:] - again).max() <= 1


def test_newcomers_of_another_kind_make_the_scales_new(tmp_path):
    built(tmp_path / "old", VECTORS[:1000])
    strange, _ = clustered(400, kinds=2, noise=0.05, seed=9)
    both = np.vstack([VECTORS[:1000], strange])
    _, told = extended(tmp_path / "old", tmp_path / "new", both, HEADED)
    assert "measuring" in told


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, HEADED), (HEADED, None), (HEADED, random_head(seed=5))],
    ids=["the first head", "no head any more", "another head"],
)
def test_another_head_means_new_codes_and_the_same_graph(before, after, tmp_path):
    built(tmp_path / "old", head=before)
    indexes, told = extended(tmp_path / "old", tmp_path / "new", VECTORS, after)
    assert "connecting" not in told
    graphs = [tmp_path / name / "neighbours.usearch" for name in ("old", "new")]
    assert graphs[0].samefile(graphs[1])
    fresh = built(tmp_path / "fresh", head=after)
    assert np.array_equal(indexes.codes, fresh.codes)
    assert (tmp_path / "new" / HEAD).exists() == (after is not None)


def test_a_library_without_a_head_is_as_it_was(tmp_path):
    indexes = made_library(tmp_path / "a", VECTORS)
    assert not (tmp_path / "a" / HEAD).exists()
    assert indexes.quantiser.head is None
    assert np.array_equal(indexes.quantiser.pack()[:, 2:], indexes.quantiser.rotation)


def test_a_harmed_or_missing_head_is_refused_with_a_sentence(tmp_path):
    built(tmp_path / "a")
    path = tmp_path / "a" / HEAD
    content = path.read_bytes()
    path.write_bytes(bytes(len(content)))
    with pytest.raises(LibraryError, match=r"no compact head.*morelike index"):
        Indexes.open(tmp_path / "a")
    random_head(d_in=25).save(path)
    with pytest.raises(LibraryError, match=r"head\.safetensors"):
        Indexes.open(tmp_path / "a")
    path.unlink()
    with pytest.raises(LibraryError, match=r"head\.safetensors has 0 bytes"):
        Indexes.open(tmp_path / "a")
