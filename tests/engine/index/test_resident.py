import shutil

import numpy as np
import pytest

from engine.index.files import create_array, open_array
from engine.index.resident import hold_open, map_of, mapped_bytes, read_rows
from tests.engine.clusters import clustered, made_library


@pytest.mark.parametrize("dtype", ["<f2", "<f4"])
def test_rows_read_from_the_file_are_those_of_the_map(tmp_path, dtype):
    table = np.random.default_rng(0).normal(size=(300, 7)).astype(dtype)
    written = create_array(tmp_path / "table.npy", table.shape, dtype)
    written[:] = table
    written.flush()
    opened = open_array(tmp_path / "table.npy", (None, 7), dtype)
    rows = np.array([299, 0, 7, 7, 12])
    hold_open(opened)
    assert np.array_equal(read_rows(opened, rows), table[rows])
    assert read_rows(opened, rows[:0]).shape == (0, 7)


def test_a_library_answers_from_its_old_files_when_new_ones_take_their_place(tmp_path):
    folder = tmp_path / "library"
    vectors, _ = clustered(600)
    indexes = made_library(folder, vectors)
    rows = np.arange(0, 600, 7)
    before = indexes.vectors(rows)
    shutil.rmtree(folder)
    assert np.array_equal(indexes.vectors(rows), before)
    made_library(folder, vectors[::-1].copy())
    assert np.array_equal(indexes.vectors(rows), before)


def test_an_array_in_memory_is_read_where_it_is():
    table = np.arange(12.0).reshape(4, 3)
    assert read_rows(table, np.array([2, 0])).tolist() == [[6, 7, 8], [0, 1, 2]]
    assert map_of(table) is None


def test_answers_are_the_same_after_the_pages_were_let_go(tmp_path):
    vectors, _ = clustered(3000)
    indexes = made_library(tmp_path / "library", vectors)
    rows, codes = np.arange(0, 3000, 7), np.array(indexes.codes)
    before = indexes.vectors(rows), indexes.neighbours.search(vectors[0], 9)[0]
    indexes.trim(most_bytes=-1)
    assert np.array_equal(indexes.vectors(rows), before[0])
    assert np.array_equal(indexes.neighbours.search(vectors[0], 9)[0], before[1])
    assert np.array_equal(indexes.codes, codes)
    assert mapped_bytes() >= 0
