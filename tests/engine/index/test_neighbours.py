import numpy as np
import pytest

from engine.errors import LibraryError
from engine.index import NeighbourIndex, build_neighbour_index
from engine.index import neighbours as module
from tests.engine.clusters import clustered


def opened(folder, vectors):
    build_neighbour_index(vectors, folder / "n.usearch", threads=1)
    return NeighbourIndex.open(folder / "n.usearch", *vectors.shape)


def test_a_small_catalogue_is_searched_exactly(tmp_path):
    vectors, _ = clustered(500)
    index = opened(tmp_path, vectors)
    for query in vectors[:10]:
        rows, scores = index.search(query, 20)
        slow = np.argsort(-(vectors @ query), kind="stable")[:20]
        assert (
            len(set(rows.tolist()) & set(slow.tolist())) >= 19
        )  # half precision may swap the last
        assert scores == pytest.approx((vectors @ query)[rows], abs=2e-3)
        assert (np.diff(scores) <= 0).all()


def test_the_graph_of_a_large_catalogue_finds_nearly_all(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "EXACT_BELOW", 100)
    vectors, _ = clustered(3000)
    index = opened(tmp_path, vectors)
    hits = 0
    for query in vectors[:20]:
        slow = np.argsort(-(vectors @ query), kind="stable")[:50]
        hits += len(np.intersect1d(index.search(query, 50)[0], slow))
    assert hits >= 0.95 * 20 * 50


def test_no_more_come_than_there_are(tmp_path):
    vectors, _ = clustered(3)
    rows, scores = opened(tmp_path, vectors).search(vectors[1], 10)
    assert sorted(rows.tolist()) == [0, 1, 2]
    assert len(scores) == 3


def test_one_picture_is_its_own_neighbour(tmp_path):
    vectors, _ = clustered(1)
    assert opened(tmp_path, vectors).search(vectors[0], 5)[0].tolist() == [0]


def test_equal_pictures_come_in_row_order(tmp_path):
    vectors = np.repeat(clustered(1)[0], 9, axis=0)
    assert opened(tmp_path, vectors).search(vectors[0], 9)[0].tolist() == list(range(9))


def test_the_length_of_a_question_does_not_matter_and_nothing_is_an_answer_too(tmp_path):
    vectors, _ = clustered(50)
    index = opened(tmp_path, vectors)
    short, long = index.search(vectors[0] * 1e-3, 5), index.search(vectors[0] * 1e3, 5)
    assert short[0].tolist() == long[0].tolist()
    assert len(index.search(np.zeros(24, dtype=np.float32), 5)[0]) == 5


def test_an_index_of_another_catalogue_is_refused(tmp_path):
    vectors, _ = clustered(50)
    opened(tmp_path, vectors)
    with pytest.raises(LibraryError, match=r"n.usearch does not hold 51 pictures of 24 dimensions"):
        NeighbourIndex.open(tmp_path / "n.usearch", 51, 24)


def test_a_missing_index_is_refused(tmp_path):
    with pytest.raises(LibraryError, match=r"none.usearch is missing.*morelike index"):
        NeighbourIndex.open(tmp_path / "none.usearch", 1, 1)
