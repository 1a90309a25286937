import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.boxes import Box
from engine.forest import Examples, ForestSettings, grow_forest
from engine.forest.draw import draw_examples, rows_near
from engine.forest.grow import BACKGROUND, LEAST_SPREAD, LIKED, WEAK

HOMES = ((0, 1, 2), (2, 3, 4))


def some(rng, count):
    return rng.integers(256, size=(count, 6)).astype(np.uint8)


def slow_near(background, wanted, reach):
    """The box around the wanted, a margin wider on each side, by definition."""
    wide = wanted.astype(float)
    margin = np.ceil(np.maximum(wide.std(axis=0), LEAST_SPREAD) * reach / np.sqrt(len(wide)))
    low, high = np.maximum(wide.min(axis=0) - margin, 0), np.minimum(wide.max(axis=0) + margin, 255)
    places = tuple(range(wanted.shape[1]))
    box = Box(places, low.astype(np.uint8), high.astype(np.uint8))
    return np.flatnonzero(box.contains(background)).tolist()


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12), st.sampled_from([0.0, 0.5, 1.0, 3.0]))
def test_what_lies_near_is_what_a_box_with_a_margin_contains(seed, count, reach):
    rng = np.random.default_rng(seed)
    wanted = (100 + rng.integers(60, size=(count, 3))).astype(np.uint8)
    background = some(rng, 400)[:, :3]
    near = rows_near(np.ascontiguousarray(background.T), wanted, reach)
    assert near.tolist() == slow_near(background, wanted, reach)


def test_every_tree_has_all_labels_a_bootstrap_and_so_much_background_at_most():
    rng = np.random.default_rng(0)
    examples = Examples(some(rng, 5), some(rng, 4), some(rng, 30), some(rng, 3000))
    draw = draw_examples(examples, HOMES, ForestSettings(background=50, share=0.1), rng)
    for tree in range(len(HOMES)):
        kinds = np.bincount(draw.samples.kind[draw.samples.cell == tree], minlength=4)
        assert kinds[[LIKED, WEAK]].tolist() == [5, 30]
        assert kinds[BACKGROUND] <= 50
    # A tree that keeps a part of what is near may leave that part of what is allowed.
    assert (draw.allowed < 0.1 * 3000).all()


def test_a_background_row_that_stands_for_many_allows_fewer():
    none = np.empty((0, 6), dtype=np.uint8)
    background = np.zeros((1000, 6), dtype=np.uint8)
    few = Examples(none, none, none, background, stands_for=1000.0)
    settings = ForestSettings(share=0.01, rows=5000)
    assert few.allowed(settings) == 5
    assert Examples(none, none, none, background).allowed(settings) == 10


def test_leaves_hold_no_more_of_the_background_than_is_allowed():
    rng = np.random.default_rng(2)
    near = (80 + rng.integers(90, size=(40, 6))).astype(np.uint8)
    examples = Examples(near[:10], some(rng, 5), near[10:], some(rng, 2000))
    for share in (0.0, 0.005, 0.02):
        settings = ForestSettings(trees=4, share=share, depth=30, background=2000)
        forest = grow_forest(examples, HOMES, settings, np.random.default_rng(0))
        for tree in range(forest.trees):
            boxes = [box for box, own in zip(forest.boxes, forest.tree, strict=True) if own == tree]
            held = sum(int(box.contains(examples.background).sum()) for box in boxes)
            assert held <= share * 2000


def test_the_worth_of_the_boxes_of_a_tree_is_that_of_its_wanted_examples():
    rng = np.random.default_rng(4)
    examples = Examples(some(rng, 6), some(rng, 3), some(rng, 20), some(rng, 500))
    settings = ForestSettings(trees=4, weak_weight=0.5)
    forest = grow_forest(examples, HOMES, settings, np.random.default_rng(0))
    for tree in range(forest.trees):
        assert 6 <= forest.worth[forest.tree == tree].sum() <= 6 + 0.5 * 20
