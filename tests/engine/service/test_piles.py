"""Piles of near-duplicates: greedy, exact, and of real pictures saved anew."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from engine.codes import Axes
from engine.encode import open_encoder
from engine.index import Indexes
from engine.index.manifest import read_manifest
from engine.service.piles import FOLDED, alike_cosine, pile_up
from engine.settings import DEMO_LIBRARY, DEMO_PICTURES
from tests.engine.clusters import clustered

NONE = np.empty((0, 24), dtype=np.float32)


def slow_owners(vectors, judged, alike):
    """Compare every pair, one after the other."""
    owners = []
    for place, vector in enumerate(vectors):
        earlier = [n for n in range(place) if owners[n] == n and vectors[n] @ vector >= alike]
        folded = any(one @ vector >= alike for one in judged)
        owners.append(FOLDED if folded else earlier[0] if earlier else place)
    return owners


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.3, 0.99), st.integers(0, 3))
def test_piles_are_those_of_comparing_every_pair(seed, alike, judged):
    vectors = clustered(90, kinds=12, noise=0.3, seed=seed)[0]
    piles = pile_up(vectors, vectors[:judged], 120, wanted=1000, alike=alike)
    assert piles.owner.tolist() == slow_owners(vectors, vectors[:judged], alike)
    assert piles.tiles[piles.tiles >= 90].tolist() == list(range(90, 120))


@given(st.integers(0, 130))
@settings(max_examples=20, deadline=None)
def test_the_first_tiles_are_the_same_however_many_are_wanted(wanted):
    vectors = clustered(100, kinds=9, noise=0.2)[0]
    whole = pile_up(vectors, NONE, 110, wanted=1000, alike=0.9)
    some = pile_up(vectors, NONE, 110, wanted=wanted, alike=0.9)
    count = len(some.tiles)
    assert count >= min(wanted, len(whole.tiles))
    assert some.tiles.tolist() == whole.tiles[:count].tolist()
    assert some.most >= len(whole.tiles) == whole.most
    for tile in some.tiles.tolist():
        assert some.members(tile).tolist() == whole.members(tile).tolist()


def test_no_place_is_lost_and_none_is_in_two_piles():
    vectors = clustered(200, kinds=20, noise=0.2)[0]
    piles = pile_up(vectors, vectors[:2], 230, wanted=1000, alike=0.9)
    members = [place for tile in piles.tiles.tolist() for place in piles.members(tile).tolist()]
    assert len(members) > 50
    assert len(piles.tiles) + len(members) + piles.folded == 230
    assert len({*piles.tiles.tolist(), *members}) == 230 - piles.folded


def test_an_empty_ranking_has_no_tiles():
    piles = pile_up(NONE, NONE, 0, wanted=12, alike=0.9)
    assert (len(piles.tiles), piles.most, piles.folded) == (0, 0, 0)


@pytest.fixture(scope="module")
def demo():
    generation = read_manifest(DEMO_LIBRARY).generation_folder(DEMO_LIBRARY)
    return Indexes.open(generation)


def test_no_two_drawings_of_the_demo_count_as_one(demo):
    vectors = np.asarray(demo.embeddings, dtype=np.float32)
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, 0)
    assert likeness.max() < alike_cosine(demo.axes)


def saved_anew(image, quality):
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


CHANGES = {
    "saved anew": lambda image: saved_anew(image, 50),
    "half the size": lambda image: image.resize((image.width // 2, image.height // 2)),
    "a tenth brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.1),
}


@pytest.fixture(scope="module")
def bundled():
    import torch

    torch.set_num_threads(1)
    return open_encoder("bundled", device="cpu")


@pytest.mark.parametrize("change", CHANGES)
def test_a_picture_with_a_small_change_counts_as_the_same(demo, bundled, change):
    files = sorted(DEMO_PICTURES.iterdir())[::400]
    images = [Image.open(file).convert("RGB") for file in files]
    changed = [CHANGES[change](image) for image in images]
    one, other = (
        bundled.pictures(np.stack([bundled.prepare(image) for image in many]))
        for many in (images, changed)
    )
    assert ((one * other).sum(axis=1) >= alike_cosine(demo.axes)).all()


def test_a_catalogue_of_one_picture_takes_exact_copies_alone_for_one():
    vectors = np.repeat(clustered(1)[0], 5, axis=0)
    assert alike_cosine(Axes.fit(vectors)) == pytest.approx(1 - 1e-4)
