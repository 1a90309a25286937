import json

import numpy as np
import pytest

from engine.errors import LibraryError
from engine.index import EMBEDDINGS, Indexes, build_indexes
from tests.engine.clusters import clustered, made_library


def test_what_is_saved_opens_again(tmp_path):
    vectors, _ = clustered(1500)
    indexes = made_library(tmp_path, vectors)
    assert len(indexes) == 1500
    assert (indexes.codes == indexes.quantiser.encode(vectors)).all()
    assert indexes.vectors(np.array([3, 7])) == pytest.approx(vectors[[3, 7]], abs=1e-3)
    assert len(indexes.boxes) == len(indexes.neighbours) == 1500


def test_the_same_embeddings_make_the_same_box_index(tmp_path):
    vectors, _ = clustered(1500)
    for name in ("one", "two"):
        made_library(tmp_path / name, vectors)
    for path in (tmp_path / "one").glob("*.npy"):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_library_of_one_picture_opens(tmp_path):
    indexes = made_library(tmp_path, clustered(1)[0])
    assert len(indexes) == 1
    assert indexes.background.tolist() == [0]


def test_duplicates_only_make_a_library(tmp_path):
    indexes = made_library(tmp_path, np.repeat(clustered(1)[0], 3000, axis=0))
    assert len(np.unique(indexes.codes)) == 1


def test_progress_names_every_stage_and_ends_each(tmp_path):
    told = []
    build_indexes(clustered(50)[0], tmp_path, lambda *news: told.append(news), threads=1)
    ended = [stage for stage, done, total in told if done == total]
    assert ended == ["measuring", "coding", "sorting", "connecting"]


FILES = ("embeddings.npy", "codes.npy", "axes.npy", "quantiser.npy", "neighbours.usearch")
BOX_FILES = ("boxes-0-rows.npy", "boxes-0-codes.npy", "boxes-0-bounds.npy", "boxes.json")


@pytest.mark.parametrize("name", [*FILES, *BOX_FILES, "indexes.json"])
@pytest.mark.parametrize("hurt", ["cut", "gone"])
def test_a_file_that_is_cut_short_or_gone_is_refused_by_name(tmp_path, name, hurt):
    made_library(tmp_path, clustered(1200)[0])
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).unlink()
    if hurt == "cut":
        (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LibraryError, match=rf"{name}.*morelike index"):
        Indexes.open(tmp_path)


def test_embeddings_of_another_catalogue_are_refused(tmp_path):
    made_library(tmp_path, clustered(60)[0])
    np.save(tmp_path / EMBEDDINGS, clustered(61)[0].astype("<f2"))
    with pytest.raises(LibraryError, match=r"holds 61x24 float16 where 60x24"):
        Indexes.open(tmp_path)


def test_a_newer_format_is_refused(tmp_path):
    made_library(tmp_path, clustered(60)[0])
    path = tmp_path / "indexes.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 9}))
    with pytest.raises(LibraryError, match="format 9; this version reads 1"):
        Indexes.open(tmp_path)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 0.0])
def test_embeddings_without_a_length_are_refused_by_row(tmp_path, wrong):
    vectors, _ = clustered(60)
    vectors[41] *= np.float32(wrong)
    with pytest.raises(LibraryError, match=r"row 41 has the length .* where 1 belongs; build"):
        build_indexes(vectors, tmp_path)


def test_no_pictures_make_no_index(tmp_path):
    with pytest.raises(
        LibraryError, match=r"an index needs pictures; found embeddings of \(0, 8\)"
    ):
        build_indexes(np.empty((0, 8), dtype=np.float32), tmp_path)


def test_everything_but_embeddings_and_graph_takes_128_bytes_a_picture_at_most(tmp_path):
    vectors, _ = clustered(4096, dimensions=48)
    made_library(tmp_path, vectors)
    sized = [path.stat().st_size for path in tmp_path.glob("boxes-*")]
    sized.append((tmp_path / "codes.npy").stat().st_size)
    assert sum(sized) / 4096 < 131  # headers and block bounds come on top
