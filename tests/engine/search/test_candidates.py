from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forest import Forest, ForestSettings
from engine.search import Brief, SearchSettings
from engine.search.candidates import choose_boxes, enough, find_candidates
from engine.search.model import ask_neighbours, learn_directions, learn_forest, take_lessons
from tests.engine.clusters import clustered, made_library


def empty_forest(trees, needed=1, worth=()):
    numbers = np.zeros(len(worth), dtype=np.int64)
    return Forest((), numbers, np.asarray(worth, dtype=np.float64), trees, needed)


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 30), unique=True), min_size=1, max_size=6),
    st.integers(1, 4),
    st.integers(0, 40),
)
def test_enough_votes_are_the_fewest_that_leave_so_many_rows(claims, least, most):
    votes = Counter(row for claimed in claims for row in claimed)
    listed = np.array([row for claimed in claims for row in claimed], dtype=np.uint32)
    trees = max(len(claims), least)
    rows, needed = enough(listed, empty_forest(trees, least), most)
    having = {v: sorted(row for row, n in votes.items() if n >= v) for v in range(least, trees + 1)}
    fitting = [v for v, chosen in having.items() if len(chosen) <= most]
    assert needed == (fitting[0] if fitting else trees)
    assert rows.tolist() == having[needed]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.1, 9), st.integers(0, 50)), min_size=1, max_size=12),
    st.integers(0, 120),
)
def test_boxes_are_taken_densest_first_within_the_budget(boxes, most):
    worth, blocks = np.array([one for one, _ in boxes]), np.array([n for _, n in boxes])
    kept = choose_boxes(worth, blocks, most)
    density = worth / np.maximum(blocks, 1)
    assert kept.any()
    assert blocks[kept].sum() <= max(most, blocks[density.argmax()])
    if not kept.all():
        assert density[kept].min() >= density[~kept].max()


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    vectors, kind = clustered(6000, kinds=12, noise=0.7)
    return made_library(tmp_path_factory.mktemp("candidates"), vectors), kind


@pytest.mark.parametrize("read", [1, 6000, 40_000, 10_000_000])
@pytest.mark.parametrize("found", [30, 400, 6000])
@pytest.mark.parametrize("compared", [1, 300, 1_000_000])
def test_candidates_are_the_rows_that_a_scan_of_the_kept_boxes_finds(
    library, read, found, compared
):
    indexes, kind = library
    brief = Brief(
        liked=np.flatnonzero(kind == 3)[:8].astype(np.int64),
        disliked=np.flatnonzero(kind != 3)[:8].astype(np.int64),
    )
    settings = SearchSettings(
        read=read,
        found=found,
        compared=compared,
        found_share=1.0,
        forest=ForestSettings(trees=12, votes_share=0.1),
    )
    directions = learn_directions(take_lessons(brief, indexes), indexes, settings)
    near = tuple(ask_neighbours(one, brief, indexes, settings) for one in directions)
    forest = learn_forest(brief, near, indexes, settings, np.random.default_rng(0))
    candidates = find_candidates(forest, brief, indexes, settings)
    kept = [box for box, wanted in zip(forest.boxes, candidates.kept, strict=True) if wanted]
    votes = replace(forest, boxes=tuple(kept)).votes(np.asarray(indexes.codes))
    scanned = np.setdiff1d(np.flatnonzero(votes >= candidates.needed), brief.settled)
    assert candidates.rows.tolist() == scanned.tolist()
    assert candidates.work["boxes"] == len(kept)


def test_a_smaller_budget_reads_fewer_rows(library):
    indexes, kind = library
    brief = Brief(liked=np.flatnonzero(kind == 5)[:6].astype(np.int64))
    tested = []
    for read in (2000, 20_000, 10_000_000):
        settings = SearchSettings(read=read)
        directions = learn_directions(take_lessons(brief, indexes), indexes, settings)
        near = tuple(ask_neighbours(one, brief, indexes, settings) for one in directions)
        forest = learn_forest(brief, near, indexes, settings, np.random.default_rng(0))
        work = find_candidates(forest, brief, indexes, settings).work
        tested.append((work["covered"] + work["crossed"]) * indexes.boxes.plan.block_rows)
    assert tested == sorted(tested)
    assert tested[1] <= 20_000
