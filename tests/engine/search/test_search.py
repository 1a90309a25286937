import concurrent.futures
from dataclasses import replace

import numpy as np
import pytest

from engine.errors import LabelsError
from engine.forest import ForestSettings
from engine.search import Brief, SearchSettings, search
from engine.search.scores import full_scores, rough_scores, score_rows
from tests.engine.clusters import clustered, made_library

SMALL = SearchSettings(neighbours=60, taught=30, forest=ForestSettings(trees=16))


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    vectors, kind = clustered(3000, kinds=12, noise=0.7)
    return made_library(tmp_path_factory.mktemp("search"), vectors), vectors, kind


def labels(kind, wanted, likes=4, dislikes=4):
    liked, disliked = np.flatnonzero(kind == wanted), np.flatnonzero(kind != wanted)
    return Brief(liked=liked[:likes], disliked=disliked[:dislikes])


def test_words_alone_bring_the_nearest_pictures_best_first(library):
    indexes, vectors, _ = library
    ranking = search(Brief(text=vectors[5]), indexes, SMALL)
    slow = np.argsort(-(vectors @ vectors[5]), kind="stable")[:60]
    assert len(np.intersect1d(ranking.rows, slow)) >= 59
    assert ranking.rows[0] == 5
    assert (np.diff(ranking.scores) <= 0).all()
    assert (np.diff(ranking.chances) <= 1e-7).all()
    assert 0 < ranking.matches <= len(ranking.rows)


def test_labels_bring_their_kind_and_leave_out_what_is_settled(library):
    indexes, _, kind = library
    brief = replace(labels(kind, 3), hidden=np.flatnonzero(kind == 3)[4:6])
    ranking = search(brief, indexes)
    assert (kind[ranking.rows[:50]] == 3).mean() > 0.9
    assert not np.isin(ranking.rows, brief.settled).any()
    assert len(np.unique(ranking.rows)) == len(ranking.rows)
    assert (np.diff(ranking.scores) <= 0).all()


def test_the_forest_finds_what_the_neighbours_alone_do_not(library):
    indexes, _, kind = library
    brief = labels(kind, 3, likes=20)
    neighbours = SMALL.model_copy(update={"neighbours": 30, "found_least": 200, "widest": 1})
    ranking = search(brief, indexes, neighbours)
    assert ranking.work["neighbours"] == 30
    assert (kind[ranking.rows] == 3).sum() > 40
    assert (kind[ranking.rows] == 3).mean() > 0.8


def test_a_list_does_not_end_before_its_matches_do(library):
    indexes, _, kind = library
    brief = labels(kind, 3, likes=6)
    few = SMALL.model_copy(update={"neighbours_share": 0.004, "found": 0, "widest": 1})
    wide = few.model_copy(update={"widest": 16})
    members = (kind == 3).sum() - 6
    short, whole = search(brief, indexes, few), search(brief, indexes, wide)
    assert (kind[short.rows] == 3).sum() < members / 2
    assert (kind[whole.rows] == 3).sum() > 0.9 * members
    assert short.work["passes"] == 1 < whole.work["passes"]
    assert np.array_equal(whole.rows[: len(short.rows) // 2], short.rows[: len(short.rows) // 2])


def test_the_index_finds_the_rows_that_a_scan_of_the_same_forest_does(library):
    indexes, _, kind = library
    brief = labels(kind, 7)
    found = search(brief, indexes, replace_votes(SMALL, 1)).work["found"]
    scanned = scan_forest(brief, indexes, replace_votes(SMALL, 1))
    assert found == len(scanned)


def replace_votes(settings, share):
    forest = settings.forest.model_copy(update={"votes_share": share / settings.forest.trees})
    return settings.model_copy(update={"forest": forest, "found_share": 1.0, "widest": 1})


def scan_forest(brief, indexes, settings):
    from engine.search.model import ask_neighbours, learn_directions, learn_forest, take_lessons

    directions = learn_directions(take_lessons(brief, indexes), indexes, settings)
    near = tuple(ask_neighbours(one, brief, indexes, settings) for one in directions)
    rng = np.random.default_rng(brief.seed())
    forest = learn_forest(brief, near, indexes, settings, rng)
    return np.setdiff1d(np.flatnonzero(forest.votes(indexes.codes) >= forest.needed), brief.settled)


def test_the_same_labels_have_the_same_answer_in_whatever_order(library):
    indexes, _, kind = library
    brief = labels(kind, 2)
    one = search(brief, indexes)
    other = search(replace(brief, liked=brief.liked[::-1].copy()), indexes)
    assert one.rows.tolist() == other.rows.tolist()
    assert one.matches == other.matches


def test_threads_get_the_answers_of_one_thread(library):
    indexes, _, kind = library
    briefs = [labels(kind, wanted) for wanted in range(4)]
    alone = [search(brief, indexes, SMALL).rows.tolist() for brief in briefs]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        together = [
            ranking.rows.tolist()
            for ranking in pool.map(lambda b: search(b, indexes, SMALL), briefs)
        ]
    assert together == alone


def test_one_liked_picture_is_enough(library):
    indexes, _, kind = library
    ranking = search(Brief(liked=np.flatnonzero(kind == 1)[:1]), indexes)
    assert (kind[ranking.rows[:20]] == 1).mean() > 0.7


def test_a_picture_from_outside_is_enough(library):
    indexes, _, _ = library
    outside, kinds = clustered(3000, kinds=12, noise=0.7)
    ranking = search(Brief(liked_examples=outside[8:9]), indexes)
    assert (kinds[ranking.rows[:20]] == kinds[8]).mean() > 0.7


def test_dislikes_with_words_turn_away_from_the_disliked(library):
    indexes, vectors, kind = library
    text = vectors[kind == 1].mean(axis=0) + vectors[kind == 2].mean(axis=0)
    text /= np.linalg.norm(text)
    before = search(Brief(text=text), indexes)
    after = search(Brief(text=text, disliked=np.flatnonzero(kind == 1)[:5]), indexes)
    assert (kind[after.rows[:40]] == 1).sum() < (kind[before.rows[:40]] == 1).sum()


def test_dislikes_alone_are_refused_with_what_to_do(library):
    with pytest.raises(LabelsError, match="tell me what you want to see"):
        search(Brief(disliked=np.array([1, 2])), library[0])


def test_nothing_at_all_is_refused_with_what_to_do(library):
    with pytest.raises(LabelsError, match="tell me what you want to see"):
        search(Brief(), library[0])


def test_500_labels_are_learned_from(library):
    indexes, _, kind = library
    ranking = search(labels(kind, 4, likes=150, dislikes=350), indexes)
    assert (kind[ranking.rows[:40]] == 4).mean() > 0.9


def test_a_row_that_is_not_in_the_catalogue_is_refused(library):
    with pytest.raises(LabelsError, match=r"rows go from 0 to 2999; found 3 to 3000"):
        search(Brief(liked=np.array([3, 3000])), library[0])


def test_a_row_liked_and_disliked_is_refused(library):
    with pytest.raises(LabelsError, match="row 4 is both liked and disliked"):
        search(Brief(liked=np.array([3, 4]), disliked=np.array([4])), library[0])


@pytest.mark.parametrize("vector", [np.zeros(23), np.full(24, np.nan)])
def test_words_of_another_model_or_not_numbers_are_refused(library, vector):
    with pytest.raises(LabelsError, match="24 finite numbers each"):
        search(Brief(text=vector.astype(np.float32)), library[0])


@pytest.mark.parametrize("count", [1, 2, 40])
def test_tiny_and_uniform_libraries_answer(tmp_path, count):
    vectors = np.repeat(clustered(1)[0], count, axis=0)
    indexes = made_library(tmp_path, vectors)
    ranking = search(Brief(text=vectors[0], liked=np.array([0])), indexes)
    assert sorted(ranking.rows.tolist()) == list(range(1, count))
    assert len(search(Brief(text=vectors[0]), indexes).rows) == count


def test_work_and_seconds_are_told_by_stage(library):
    indexes, _, kind = library
    ranking = search(labels(kind, 5), indexes, SMALL)
    assert set(ranking.seconds) == {"learn", "find", "rank"}
    assert ranking.work["scored"] == len(ranking.rows)
    assert ranking.work["boxes"] >= SMALL.forest.trees


def test_candidates_beyond_the_scored_follow_in_the_order_of_their_codes(library):
    from engine.search.model import learn_directions, take_lessons

    indexes, vectors, kind = library
    directions = learn_directions(take_lessons(labels(kind, 5), indexes), indexes, SMALL)
    rows = np.arange(len(indexes))
    scores, scored = score_rows(rows, directions, indexes, most=100)
    exact = full_scores(vectors, directions)
    top = np.argsort(-scores, kind="stable")[:100]
    assert scored == 100
    assert scores[top] == pytest.approx(exact[top], abs=0.05)
    # 24 dimensions are all in the codes, so the rough order is nearly the exact one.
    assert rough_scores(indexes.codes, directions, indexes) == pytest.approx(exact, abs=0.4)


def test_matches_are_the_first_of_the_rows_and_about_as_many_as_there_are(library):
    indexes, _, kind = library
    ranking = search(labels(kind, 5), indexes)
    assert ranking.scores[ranking.matches - 1] > ranking.scores[ranking.matches]
    assert ranking.right_low <= ranking.right <= ranking.right_high
    assert (kind[ranking.rows[: ranking.matches]] == 5).mean() > 0.9
    assert ranking.matches > 0.5 * (kind == 5).sum()


def test_a_forest_of_few_trees_answers_too(library):
    indexes, _, kind = library
    settings = SearchSettings(forest=ForestSettings(trees=1))
    assert search(labels(kind, 5), indexes, settings).work["found"] > 0
