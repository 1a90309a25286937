import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.boxes import Box
from engine.errors import BoxError, LibraryError
from engine.index import BoxIndex, build_box_index

SUBSPACES = ((0, 2, 3), (1, 2, 4))


def some_codes(count, levels, seed):
    return np.random.default_rng(seed).integers(levels, size=(count, 5)).astype(np.uint8)


def opened(folder, codes, **sizes):
    build_box_index(codes, SUBSPACES, folder, **sizes)
    return BoxIndex.open(folder, codes)


@st.composite
def boxes(draw):
    dimensions = draw(st.sampled_from([*SUBSPACES, (3,), (4, 1), ()]))
    ends = st.lists(st.integers(0, 255), min_size=len(dimensions), max_size=len(dimensions))
    one, two = draw(ends), draw(ends)
    low = np.array(np.minimum(one, two), dtype=np.uint8)
    return Box(dimensions, low, np.array(np.maximum(one, two), dtype=np.uint8))


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory):
    made = []
    for number, (count, levels) in enumerate([(1000, 256), (1003, 3), (64, 256), (9, 256), (1, 2)]):
        codes = some_codes(count, levels, number)
        folder = tmp_path_factory.mktemp("boxes")
        made.append((codes, opened(folder, codes, block_rows=16, memory_rows=200)))
    return made


@settings(deadline=None)
@given(number=st.integers(0, 4), box=boxes())
def test_index_rows_equal_a_full_scan(catalogues, number, box):
    codes, index = catalogues[number]
    assert sorted(index.rows(box).tolist()) == np.flatnonzero(box.contains(codes)).tolist()


@settings(deadline=None)
@given(number=st.integers(0, 4), several=st.lists(boxes(), max_size=6))
def test_several_boxes_list_a_row_once_for_each_that_it_lies_in(catalogues, number, several):
    codes, index = catalogues[number]
    slow = np.concatenate([[], *(np.flatnonzero(box.contains(codes)) for box in several)])
    assert sorted(index.find(several).rows.tolist()) == sorted(slow.tolist())


@settings(deadline=None)
@given(number=st.integers(0, 4), box=boxes())
def test_counts_are_exact_and_their_bounds_hold_before_a_row_is_read(catalogues, number, box):
    codes, index = catalogues[number]
    truth = int(box.contains(codes).sum())
    bounds = index.count_bounds(box)
    assert index.count(box) == truth
    assert bounds.least <= truth <= bounds.most


def test_the_work_of_a_box_is_what_its_bounds_foretold(catalogues):
    _, index = catalogues[0]
    box = Box((0, 2, 3), np.uint8([0, 40, 40]), np.uint8([200, 180, 255]))
    found, bounds = index.find([box]), index.count_bounds(box)
    assert (found.covered, found.crossed) == (bounds.covered, bounds.crossed)
    assert found.tested == found.crossed * 16 + 1000 % 16


@settings(deadline=None)
@given(
    number=st.integers(0, 4),
    several=st.lists(boxes(), min_size=1, max_size=6),
    kept=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_of_boxes_that_were_met_those_that_are_kept_are_read(catalogues, number, several, kept):
    codes, index = catalogues[number]
    wanted = np.array(kept[: len(several)])
    chosen = [box for box, one in zip(several, kept, strict=False) if one]
    slow = np.concatenate([[], *(np.flatnonzero(box.contains(codes)) for box in chosen)])
    met = index.meet(several)
    assert sorted(index.read(met, wanted).rows.tolist()) == sorted(slow.tolist())
    for at, box in enumerate(several):
        bounds = index.count_bounds(box)
        assert (met.covered[at], met.crossed[at]) == (bounds.covered, bounds.crossed)


def test_a_box_of_everything_tests_no_row_but_the_tail(catalogues):
    codes, index = catalogues[0]
    found = index.find([Box((), np.uint8([]), np.uint8([]))])
    assert (found.crossed, found.tested) == (0, 1000 % 16)
    assert len(found.rows) == len(codes)


def test_a_small_box_reads_few_of_the_blocks(tmp_path):
    codes = some_codes(40_000, 256, seed=7)
    index = opened(tmp_path, codes, block_rows=100)
    found = index.find([Box((0, 2, 3), np.uint8([10, 10, 10]), np.uint8([20, 20, 20]))])
    assert found.tested < len(codes) / 10


def test_the_order_is_the_same_in_any_amount_of_memory(tmp_path):
    codes = some_codes(5000, 256, seed=5)
    box = Box((1, 2, 4), np.uint8([20, 0, 60]), np.uint8([99, 80, 255]))
    for number, memory in enumerate((64, 700, 1 << 20)):
        folder = tmp_path / str(number)
        folder.mkdir()
        index = opened(folder, codes, block_rows=64, memory_rows=memory)
        assert sorted(index.rows(box).tolist()) == np.flatnonzero(box.contains(codes)).tolist()
        assert index.find([box]).tested < 2500
        assert not list(folder.glob("sorting-*"))
        assert not (folder / "keys.npy").exists()


def test_rows_added_since_the_build_are_found(tmp_path):
    codes = some_codes(300, 256, seed=3)
    build_box_index(codes[:200], SUBSPACES, tmp_path, block_rows=32)
    index = BoxIndex.open(tmp_path, codes)
    box = Box((0, 2), np.uint8([0, 100]), np.uint8([128, 255]))
    assert sorted(index.rows(box).tolist()) == np.flatnonzero(box.contains(codes)).tolist()
    assert len(index) == 300


def test_a_box_over_dimensions_that_no_subspace_has_together_is_refused(catalogues):
    box = Box((0, 1), np.uint8([0, 0]), np.uint8([9, 9]))
    with pytest.raises(BoxError, match=r"no indexed subspace has all of the dimensions \(0, 1\)"):
        catalogues[0][1].rows(box)


def test_fewer_codes_than_were_indexed_are_refused(tmp_path):
    codes = some_codes(200, 256, seed=1)
    opened(tmp_path, codes, block_rows=32)
    with pytest.raises(LibraryError, match=r"indexes 192 pictures but there are 100 codes"):
        BoxIndex.open(tmp_path, codes[:100])


@pytest.mark.parametrize("kind", ["rows", "codes", "bounds"])
def test_a_truncated_part_is_refused_by_name(tmp_path, kind):
    codes = some_codes(200, 256, seed=1)
    build_box_index(codes, SUBSPACES, tmp_path, block_rows=32)
    path = tmp_path / f"boxes-1-{kind}.npy"
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(LibraryError, match=rf"{path.name}.*morelike index"):
        BoxIndex.open(tmp_path, codes)


def test_a_plan_that_tells_of_other_blocks_is_refused(tmp_path):
    codes = some_codes(200, 256, seed=1)
    build_box_index(codes, SUBSPACES, tmp_path, block_rows=32)
    plan = json.loads((tmp_path / "boxes.json").read_text())
    (tmp_path / "boxes.json").write_text(json.dumps(plan | {"blocks": 5}))
    with pytest.raises(LibraryError, match=r"holds 6x32 uint32 where 5x32"):
        BoxIndex.open(tmp_path, codes)
