import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import LabelsError
from engine.forest import Examples, ForestSettings, grow_forest

SUBSPACES = ((0, 1, 2), (2, 3, 4), (1, 3, 5))
DEEP = ForestSettings(trees=6, depth=2000)


def drawn(rng, count, levels=256):
    return rng.integers(levels, size=(count, 6)).astype(np.uint8)


@st.composite
def lessons(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    levels = draw(st.sampled_from([2, 5, 256]))
    sizes = [draw(st.integers(low, 25)) for low in (1, 0, 0, 0)]
    return Examples(*(drawn(rng, size, levels) for size in sizes))


def grown(examples, settings=DEEP, seed=0):
    return grow_forest(examples, SUBSPACES, settings, np.random.default_rng(seed))


@settings(deadline=None, max_examples=60)
@given(lessons())
def test_every_tree_contains_every_liked_example(examples):
    forest = grown(examples)
    assert (forest.votes(examples.liked) == forest.trees).all()


@settings(deadline=None, max_examples=60)
@given(lessons())
def test_no_box_contains_a_disliked_example_that_can_be_told_from_the_liked(examples):
    forest = grown(examples)
    wanted = np.vstack([examples.liked, examples.weak])
    for box in forest.boxes:
        home = list(box.dimensions)
        liked = {code.tobytes() for code in wanted[:, home]}
        for code in examples.disliked[box.contains(examples.disliked)]:
            assert code[home].tobytes() in liked


@settings(deadline=None, max_examples=60)
@given(lessons())
def test_the_boxes_of_one_tree_do_not_overlap(examples):
    forest = grown(examples)
    for tree in range(forest.trees):
        mine = [
            box for box, number in zip(forest.boxes, forest.tree, strict=True) if number == tree
        ]
        for place, one in enumerate(mine):
            for other in mine[place + 1 :]:
                assert ((one.low > other.high) | (other.low > one.high)).any()


@settings(deadline=None, max_examples=30)
@given(lessons())
def test_every_box_lies_in_an_indexed_subspace(examples):
    assert {box.dimensions for box in grown(examples).boxes} <= set(SUBSPACES)


def test_one_liked_picture_and_nothing_else_makes_small_boxes_around_it():
    rng = np.random.default_rng(0)
    none = drawn(rng, 0)
    forest = grown(Examples(drawn(rng, 1), none, none, none))
    assert len(forest.boxes) == forest.trees
    assert all((box.high.astype(int) - box.low).max() <= 16 for box in forest.boxes)


def test_contradictory_duplicates_stay_with_the_liked():
    rng = np.random.default_rng(0)
    code, none = drawn(rng, 1), drawn(rng, 0)
    forest = grown(Examples(code, code, none, none))
    assert forest.votes(code).tolist() == [forest.trees]


def test_leaves_are_bounded_around_their_examples():
    rng = np.random.default_rng(0)
    near = (100 + rng.integers(20, size=(30, 6))).astype(np.uint8)
    forest = grown(Examples(near[:10], drawn(rng, 0), near[10:], drawn(rng, 500)))
    assert all(box.low.min() >= 80 for box in forest.boxes)
    assert all(box.high.max() <= 140 for box in forest.boxes)


def test_a_forest_finds_most_of_a_kind_and_little_else():
    rng = np.random.default_rng(0)
    kind = np.clip(rng.normal(128, 12, size=(400, 6)), 0, 255).astype(np.uint8)
    rest = drawn(rng, 4000)
    examples = Examples(kind[:12], rest[:12], kind[12:80], rest[12:1012])
    forest = grown(examples, ForestSettings(trees=24, votes_share=0.25))
    assert (forest.votes(kind[80:]) >= forest.needed).mean() > 0.8
    assert (forest.votes(rest[1012:]) >= forest.needed).mean() < 0.04


def test_the_same_seed_grows_the_same_forest():
    rng = np.random.default_rng(3)
    examples = Examples(*(drawn(rng, size) for size in (9, 9, 30, 200)))
    one, two = grown(examples, seed=5), grown(examples, seed=5)
    assert [(b.low.tolist(), b.high.tolist()) for b in one.boxes] == [
        (b.low.tolist(), b.high.tolist()) for b in two.boxes
    ]


def test_a_forest_of_nothing_liked_is_refused():
    none = np.empty((0, 6), dtype=np.uint8)
    with pytest.raises(LabelsError, match="grows around pictures"):
        grown(Examples(none, np.zeros((3, 6), dtype=np.uint8), none, none))
