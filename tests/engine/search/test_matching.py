"""Which candidates match, and how many are right: a belief that labels narrow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.direction import DirectionSettings, fit_directions
from engine.search import Brief, SearchSettings, search
from engine.search.matching import (
    MIDDLES,
    STEEPNESSES,
    HeldOut,
    MatchingSettings,
    Surroundings,
    believe,
    hold_out,
)
from engine.search.model import take_lessons
from engine.search.scores import full_scores
from tests.engine.clusters import clustered, made_library

PRIOR = MatchingSettings()
NONE = np.empty(0, dtype=np.float32)
UNKNOWN = HeldOut(NONE, NONE)


def scores(*values):
    return np.array(values, dtype=np.float32)


def catalogue(seed=0, matches=40, at=5.0, pictures=4000):
    """Scores of a catalogue: most around 0, the matches around `at`, and which is which."""
    rng = np.random.default_rng(seed)
    drawn = rng.standard_normal(pictures)
    drawn[:matches] = at + 0.5 * drawn[:matches]
    order = np.argsort(-drawn)
    return drawn[order].astype(np.float32), order < matches


def slow_chance(belief, score):
    """Go through every curve by itself."""
    total = 0.0
    for m, middle in enumerate(MIDDLES.ravel()):
        for s, steepness in enumerate(STEEPNESSES.ravel()):
            total += belief.weights[m, s] / (1 + np.exp(-steepness * (score - middle)))
    return total


def slow_cut(belief, ordered):
    """Try every cut under every curve, picture by picture."""
    best, found = -1.0, 0
    for count in range(1, len(ordered) + 1):
        value = 0.0
        for m, middle in enumerate(MIDDLES.ravel()):
            for s, steepness in enumerate(STEEPNESSES.ravel()):
                chances = 1 / (1 + np.exp(-steepness * (ordered - middle)))
                total = max(belief.total[m, s], chances.sum())
                value += belief.weights[m, s] * 2 * chances[:count].sum() / (count + total)
        if value > best:
            best, found = value, count
    return found


def believed(background, held=UNKNOWN, liked=0, prior=PRIOR):
    return believe(held, Surroundings(background, len(background), liked), prior)


def test_a_chance_is_the_weighted_chance_of_every_curve():
    belief = believed(catalogue()[0])
    asked = scores(-1.0, 0.5, 2.8, 4.4, 9.1)
    assert belief.weights.sum() == pytest.approx(1)
    slow = [slow_chance(belief, score) for score in asked]
    assert belief.chances(asked) == pytest.approx(slow, abs=0.01)


def test_the_cut_is_the_best_of_all_cuts():
    ordered = np.round(catalogue(matches=25, pictures=300)[0][:60], 2)
    belief = believed(catalogue()[0])
    assert belief.cut(ordered, least=0.0).count == slow_cut(belief, ordered.astype(np.float64))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-5, 12, width=32), min_size=1, max_size=60))
def test_chances_rise_with_scores_and_equal_scores_stay_together(values):
    ordered = np.sort(scores(*values))[::-1].copy()
    belief = believed(catalogue()[0])
    assert (np.diff(belief.chances(ordered)) <= 1e-7).all()
    found = belief.cut(ordered, PRIOR.least)
    assert 0 <= found.low <= found.right <= found.high <= found.count <= len(ordered)
    assert found.count in (0, len(ordered)) or ordered[found.count - 1] > ordered[found.count]


@pytest.mark.parametrize("at", [4.0, 5.0, 7.0])
def test_labels_move_the_cut_to_where_they_part(at):
    ordered, matching = catalogue(at=at)
    held = HeldOut(scores(*([at, at - 0.5, at + 0.5] * 6)), scores(*([at - 2.0] * 12)))
    found = believed(ordered, held).cut(ordered, PRIOR.least)
    sizes, total = np.arange(1, len(ordered) + 1), matching.sum()
    value = 2 * np.cumsum(matching) / (sizes + total)
    right = matching[: found.count].sum()
    assert value[found.count - 1] > 0.8 * value.max()
    assert found.low - 1 <= right <= found.high + 1


def test_labels_narrow_what_is_believed():
    ordered, _ = catalogue()
    held = HeldOut(scores(*([5.0] * 20)), scores(*([2.0] * 20)))
    known, unknown = (believed(ordered, one).cut(ordered, PRIOR.least) for one in (held, UNKNOWN))
    assert known.high - known.low < unknown.high - unknown.low


def test_nothing_that_stands_out_is_no_match():
    belief = believed(catalogue(matches=0)[0])
    assert belief.cut(scores(1.0, 0.5, 0.2), PRIOR.least).count == 0
    assert belief.cut(NONE, PRIOR.least).count == 0


def test_a_catalogue_that_is_all_labelled_has_a_belief():
    belief = believe(UNKNOWN, Surroundings(NONE, 3, 3), PRIOR)
    assert np.isfinite(belief.weights).all()


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    vectors, kind = clustered(3000, kinds=60, noise=0.7)
    return made_library(tmp_path_factory.mktemp("matching"), vectors), kind


def labels(kind, wanted, likes=6, dislikes=6):
    return Brief(
        liked=np.flatnonzero(kind == wanted)[:likes],
        disliked=np.flatnonzero(kind != wanted)[:dislikes],
    )


def test_held_out_pictures_are_scored_by_a_model_that_did_not_see_them(library):
    indexes, kind = library
    lessons = take_lessons(labels(kind, 3, likes=2, dislikes=2), indexes)
    every = PRIOR.model_copy(update={"folds": 2})
    held = hold_out(lessons, indexes.axes, DirectionSettings(), every)
    liked, disliked = lessons.liked, lessons.disliked
    for number in range(2):
        kept = type(lessons)(liked[[1 - number]], disliked[[1 - number]], lessons.unsure)
        directions = fit_directions(kept, indexes.axes, DirectionSettings())
        assert held.liked[number] == pytest.approx(full_scores(liked, directions)[number], abs=1e-4)
        slow = full_scores(disliked, directions)[number]
        assert held.disliked[number] == pytest.approx(slow, abs=1e-4)


@pytest.mark.parametrize(("likes", "dislikes"), [(1, 0), (1, 5), (0, 5), (4, 0), (200, 300)])
def test_whatever_labels_there_are_something_is_held_out_or_nothing(library, likes, dislikes):
    indexes, kind = library
    text = indexes.vectors(np.flatnonzero(kind == 3)[:1])[0]
    brief = labels(kind, 3, likes, dislikes)
    told = Brief(text=text, liked=brief.liked, disliked=brief.disliked)
    held = hold_out(take_lessons(told, indexes), indexes.axes, DirectionSettings(), PRIOR)
    assert len(held.liked) == min(len(brief.liked), PRIOR.held_out // 2)
    assert len(held.disliked) == min(len(brief.disliked), PRIOR.held_out // 2)
    ranking = search(told, indexes)
    assert ranking.right_low <= ranking.right <= ranking.right_high <= ranking.matches


def test_how_many_are_right_is_about_how_many_are(library):
    indexes, kind = library
    off, inside = [], 0
    for wanted in range(20):
        ranking = search(labels(kind, wanted), indexes, SearchSettings())
        truly = int((kind[ranking.rows[: ranking.matches]] == wanted).sum())
        off.append((ranking.right - truly) / max(ranking.matches, 1))
        inside += ranking.right_low - 1 <= truly <= ranking.right_high + 1
    assert abs(np.mean(off)) < 0.2
    assert inside >= 12
