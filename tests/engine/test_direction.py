import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.codes import Axes
from engine.direction import DirectionSettings, Lessons, Prior, fit_directions, split_kinds
from engine.errors import LabelsError
from tests.engine.clusters import clustered

SETTINGS = DirectionSettings()
NONE = np.empty((0, 24), dtype=np.float32)


@pytest.fixture(scope="module")
def catalogue():
    vectors, kind = clustered(2000)
    return vectors, kind, Axes.fit(vectors)


def cosine(one, other):
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def share_of_kind(direction, catalogue, wanted, top=100):
    vectors, kind, _ = catalogue
    best = np.argsort(-direction.score(vectors))[:top]
    return float((kind[best] == wanted).mean())


def test_without_labels_the_direction_is_the_text(catalogue):
    vectors, _, axes = catalogue
    (direction,) = fit_directions(Lessons(NONE, NONE, NONE, text=vectors[3]), axes, SETTINGS)
    assert cosine(direction.weight, vectors[3]) == pytest.approx(1, abs=1e-5)


def test_nothing_to_want_is_refused_with_what_to_do(catalogue):
    vectors, _, axes = catalogue
    with pytest.raises(LabelsError, match="tell me what you want to see"):
        fit_directions(Lessons(NONE, vectors[:3], NONE), axes, SETTINGS)


def test_few_labels_find_a_kind_better_than_one_picture_does(catalogue):
    vectors, kind, axes = catalogue
    liked, disliked = vectors[kind == 2][:4], vectors[kind == 1][:6]
    (direction,) = fit_directions(Lessons(liked, disliked, NONE), axes, SETTINGS)
    assert share_of_kind(direction, catalogue, 2) > 0.95


def between_two_kinds(catalogue):
    vectors, kind, _ = catalogue
    text = vectors[kind == 0].mean(axis=0) + vectors[kind == 1].mean(axis=0)
    return text / np.linalg.norm(text)


def test_with_a_loose_prior_dislikes_alone_turn_a_text_away_from_them(catalogue):
    vectors, kind, axes = catalogue
    loose = Prior(rarity=4.0, shrinkage=0.5, gain=4.0, pull=0.0)
    loose = DirectionSettings(with_text=loose, disliked_weight=1.0)
    disliked = vectors[kind == 1][:5]
    lessons = Lessons(NONE, disliked, NONE, text=between_two_kinds(catalogue))
    (direction,) = fit_directions(lessons, axes, loose)
    assert share_of_kind(direction, catalogue, 1) < 0.05
    assert share_of_kind(direction, catalogue, 0) > 0.9


def test_every_further_dislike_turns_a_text_further_away(catalogue):
    vectors, kind, axes = catalogue
    text = between_two_kinds(catalogue)
    disliked = [vectors[kind == 1][:count] for count in (0, 5, 40)]
    directions = [
        fit_directions(Lessons(NONE, some, NONE, text=text), axes, SETTINGS)[0] for some in disliked
    ]
    none, few, many = (share_of_kind(direction, catalogue, 1) for direction in directions)
    assert none > few > many


def test_what_is_avoided_in_words_sinks(catalogue):
    vectors, kind, axes = catalogue
    one, other = (vectors[kind == k].mean(axis=0) for k in (0, 1))
    text = (one + other) / np.linalg.norm(one + other)
    plain = fit_directions(Lessons(NONE, NONE, NONE, text=text), axes, SETTINGS)[0]
    avoiding = Lessons(NONE, NONE, NONE, text=text, avoided=(other / np.linalg.norm(other),))
    turned = fit_directions(avoiding, axes, SETTINGS)[0]
    assert share_of_kind(turned, catalogue, 1) < share_of_kind(plain, catalogue, 1)


def test_labels_are_worth_more_than_the_text_when_there_are_many(catalogue):
    vectors, kind, axes = catalogue
    text = vectors[kind == 4].mean(axis=0)
    lessons = Lessons(
        vectors[kind == 3][:20], vectors[kind == 4][:20], NONE, text=text / np.linalg.norm(text)
    )
    directions = fit_directions(lessons, axes, SETTINGS)
    assert share_of_kind(directions[0], catalogue, 3) > 0.9


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1000), st.integers(1, 40), st.integers(0, 40))
def test_any_labels_give_finite_directions_that_prefer_the_liked(catalogue, seed, likes, dislikes):
    vectors, _, axes = catalogue
    rows = np.random.default_rng(seed).permutation(len(vectors))[: likes + dislikes]
    liked, disliked = vectors[rows[:likes]], vectors[rows[likes:]]
    for direction in fit_directions(Lessons(liked, disliked, NONE), axes, SETTINGS):
        assert np.isfinite(direction.weight).all()
    if dislikes:
        one = fit_directions(
            Lessons(liked, disliked, NONE), axes, DirectionSettings(kinds_at_least=100)
        )[0]
        assert one.score(liked).mean() > one.score(disliked).mean()


def test_the_fit_is_where_the_gradient_vanishes(catalogue):
    vectors, kind, axes = catalogue
    liked, disliked = vectors[kind == 2][:6], vectors[kind != 2][:9]
    prior = Prior(rarity=4.0, shrinkage=0.5, gain=4.0, pull=0.0)
    exact = DirectionSettings(alone=prior, newton_steps=100, kinds_at_least=100)
    (direction,) = fit_directions(Lessons(liked, disliked, NONE), axes, exact)
    average = axes.variances.mean()
    shrunken = (1 - prior.shrinkage) * axes.variances + prior.shrinkage * average
    gain = prior.gain**2 / (axes.variances / shrunken).sum()
    precision = axes.vectors.T @ np.diag(shrunken / gain) @ axes.vectors
    scores = np.vstack([liked, disliked]) @ direction.weight - direction.offset
    share = 1 / (1 + np.exp(prior.rarity - scores * direction.deviation))
    target = np.repeat([1.0, 0.0], [6, 9])
    weight = np.repeat([exact.liked_weight, exact.disliked_weight], [6, 9])
    pull = (np.vstack([liked, disliked]) - axes.mean).T @ (weight * (target - share))
    weight = direction.weight * direction.deviation
    assert precision @ weight == pytest.approx(pull, abs=0.02)


def test_near_a_liked_picture_the_score_is_higher_than_its_line_says(catalogue):
    vectors, kind, axes = catalogue
    liked, disliked = vectors[kind == 2][:3], vectors[kind == 1][:3]
    (direction,) = fit_directions(Lessons(liked, disliked, NONE), axes, SETTINGS)
    line = vectors @ direction.weight - direction.offset
    near = (vectors @ liked.T).max(axis=1) - (vectors @ disliked.T).max(axis=1) / 2
    more = direction.score(vectors) - line
    assert np.corrcoef(more, near)[0, 1] == pytest.approx(1, abs=1e-4)
    assert direction.score(vectors).std() == pytest.approx(1, abs=0.35)


def test_what_was_passed_over_counts_while_nothing_is_disliked(catalogue):
    vectors, kind, axes = catalogue
    liked, passed = vectors[kind == 2][:2], vectors[kind == 1][:8]
    one, other = (
        fit_directions(lessons, axes, SETTINGS)[0]
        for lessons in (Lessons(liked, NONE, NONE, passed=passed), Lessons(liked, passed, NONE))
    )
    assert one.weight.tolist() == other.weight.tolist()
    disliked = vectors[kind == 3][:1]
    minding, blind = (
        fit_directions(Lessons(liked, disliked, NONE, passed=some), axes, SETTINGS)[0]
        for some in (passed, passed[:0])
    )
    assert minding.weight.tolist() == blind.weight.tolist()


def test_hundreds_of_labels_are_fitted_in_a_moment():
    vectors, kind = clustered(1500, dimensions=512, noise=2.0)
    axes = Axes.fit(vectors)
    lessons = Lessons(vectors[kind == 2][:150], vectors[kind != 2][:350], vectors[:0])
    begun = time.process_time()
    fit_directions(lessons, axes, SETTINGS)
    assert time.process_time() - begun < 1.0


def test_contradictory_duplicates_and_one_picture_libraries_are_survived():
    vector = clustered(1)[0]
    lessons = Lessons(vector, vector, NONE, text=vector[0])
    (direction,) = fit_directions(lessons, Axes.fit(vector), SETTINGS)
    assert np.isfinite(direction.weight).all()


def test_two_kinds_among_the_liked_make_two_directions(catalogue):
    vectors, kind, axes = catalogue
    liked = np.vstack([vectors[kind == 1][:6], vectors[kind == 5][:6]])
    directions = fit_directions(Lessons(liked, NONE, NONE), axes, SETTINGS)
    shares = sorted(
        (share_of_kind(d, catalogue, 1), share_of_kind(d, catalogue, 5)) for d in directions
    )
    assert len(shares) == 2
    assert shares[0][1] > 0.9
    assert shares[1][0] > 0.9


def test_one_kind_stays_together_and_no_picture_is_lost(catalogue):
    vectors, kind, axes = catalogue
    alone = split_kinds(vectors[kind == 1][:14], axes.mean, SETTINGS)
    assert len(alone) == 1
    mixed = np.vstack([vectors[kind == 1][:6], vectors[kind == 5][:8]])
    assert sorted(len(part) for part in split_kinds(mixed, axes.mean, SETTINGS)) == [6, 8]


def test_two_pictures_that_are_unlike_are_two_kinds_and_the_same_twice_is_one(catalogue):
    vectors, kind, axes = catalogue
    one, other = vectors[kind == 1][:1], vectors[kind == 5][:1]
    assert len(split_kinds(np.vstack([one, other]), axes.mean, SETTINGS)) == 2
    assert len(split_kinds(np.vstack([one, one]), axes.mean, SETTINGS)) == 1


def test_as_many_kinds_are_told_as_there_are_up_to_a_few(catalogue):
    vectors, kind, axes = catalogue
    liked = np.vstack([vectors[kind == k][:3] for k in range(3)])
    parts = split_kinds(liked, axes.mean, SETTINGS)
    assert sorted(part.tolist() for part in parts) == sorted(
        vectors[kind == k][:3].tolist() for k in range(3)
    )
    every = np.vstack([vectors[kind == k][:2] for k in range(6)])
    assert len(split_kinds(every, axes.mean, SETTINGS)) == SETTINGS.kinds_most
