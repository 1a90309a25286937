"""What people who study the method choose is carried out: other models, and exact answers."""

import sqlite3

import numpy as np
import pytest

from engine.boxes import Box
from engine.conversation import Classifier, Learning
from engine.errors import LabelsError
from engine.forest import Forest
from engine.index import Indexes
from engine.search import Brief, SearchSettings, published, search
from engine.search.brief import Claims
from engine.search.candidates import find_candidates
from engine.search.published import find_claimed, learn_published, take_background, teach
from engine.search.sql import write_sql
from engine.settings import DEMO_LIBRARY
from tests.engine.clusters import clustered, made_library

PUBLISHED = [Classifier.BRANCHES, Classifier.ENSEMBLE, Classifier.SCAN]
USUAL = SearchSettings()


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    vectors, kind = clustered(5000, kinds=60, noise=0.4)
    return made_library(tmp_path_factory.mktemp("published"), vectors), kind


@pytest.fixture(scope="module")
def brief(library):
    indexes, kind = library
    liked, others = np.flatnonzero(kind == 3), np.flatnonzero(kind != 3)
    near = others[np.argsort(-(indexes.vectors(others) @ indexes.vectors(liked[:1])[0]))]
    return Brief(liked=liked[:15], disliked=near[:5], hidden=liked[20:22])


@pytest.fixture(scope="module")
def demo():
    if not (DEMO_LIBRARY / "manifest.json").is_file():
        pytest.skip(f"the bundled demo of {DEMO_LIBRARY} is not here")
    (codes,) = DEMO_LIBRARY.rglob("codes.npy")
    return Indexes.open(codes.parent)


def learned(**chosen):
    return USUAL.for_learning(Learning(**chosen))


def grown(brief, indexes, settings):
    return learn_published(brief, indexes, settings, np.random.default_rng(4))


def sides(forest):
    return [(box.dimensions, box.low.tolist(), box.high.tolist()) for box in forest.boxes]


def scan(forest, codes):
    """The slow twin: every picture beside every box, one side at a time."""
    votes = np.zeros(len(codes), dtype=np.int64)
    for box in forest.boxes:
        inside = np.ones(len(codes), dtype=bool)
        for dimension, low, high in zip(box.dimensions, box.low, box.high, strict=True):
            inside &= (codes[:, dimension] >= low) & (codes[:, dimension] <= high)
        votes += inside
    return votes


@pytest.mark.parametrize("classifier", PUBLISHED)
def test_the_answer_is_that_of_a_scan_of_all_boxes(library, brief, classifier):
    indexes, _ = library
    settings = learned(classifier=classifier)
    forest = grown(brief, indexes, settings)
    found = find_claimed(forest, brief, indexes, settings)
    votes = scan(forest, np.asarray(indexes.codes))
    expected = np.setdiff1d(np.flatnonzero(votes >= forest.needed), brief.settled)
    assert len(expected)
    np.testing.assert_array_equal(found.rows, expected)
    np.testing.assert_array_equal(found.votes, votes[expected])


@pytest.mark.parametrize("classifier", PUBLISHED)
def test_a_turn_shows_all_that_is_claimed_most_votes_first(library, brief, classifier):
    indexes, _ = library
    settings = learned(classifier=classifier)
    ranking = search(brief, indexes, settings, np.random.default_rng(4))
    forest = grown(brief, indexes, settings)
    found = find_claimed(forest, brief, indexes, settings)
    assert ranking.matches == len(ranking.rows) == len(found.rows)
    assert set(ranking.rows.tolist()) == set(found.rows.tolist())
    assert (np.diff(ranking.scores) <= 0).all()
    assert (np.diff(ranking.chances) <= 0).all()
    assert 0 <= ranking.right_low <= ranking.right <= ranking.right_high <= ranking.matches


def test_every_classifier_finds_the_class_that_was_taught(library, brief):
    indexes, kind = library
    for classifier in Classifier:
        ranking = search(brief, indexes, learned(classifier=classifier))
        assert (kind[ranking.rows[:20]] == 3).mean() > 0.9, classifier


def test_words_alone_are_answered_alike_whoever_decides(library):
    indexes, _ = library
    brief = Brief(text=indexes.vectors(np.array([7]))[0])
    rows = [search(brief, indexes, learned(classifier=one)).rows.tolist() for one in Classifier]
    assert all(one == rows[0] for one in rows)


@pytest.mark.parametrize("classifier", PUBLISHED)
def test_words_count_as_a_liked_picture_while_there_is_none(library, classifier):
    indexes, kind = library
    wanted = np.flatnonzero(kind == 3)
    text = indexes.vectors(wanted).mean(axis=0)
    brief = Brief(text=text / np.linalg.norm(text), disliked=np.flatnonzero(kind == 4)[:3])
    taught = teach(brief, indexes, learned(classifier=classifier))
    assert taught.wanted.sum() == 1
    search(brief, indexes, learned(classifier=classifier))


def test_each_classifier_background_and_weight_makes_another_model(library, brief):
    indexes, _ = library
    for classifier in (Classifier.BRANCHES, Classifier.SCAN):
        models = [
            sides(grown(brief, indexes, learned(classifier=classifier, **more)))
            for more in ({}, {"background": 100}, {"background": 1000})
        ]
        assert models[0] != models[1] != models[2] != models[0]
    kinds = [sides(grown(brief, indexes, learned(classifier=one))) for one in PUBLISHED]
    assert kinds[0] != kinds[1] != kinds[2] != kinds[0]
    for classifier in PUBLISHED:
        weights = teach(brief, indexes, learned(classifier=classifier, dislikes=9)).weight
        assert (weights == 9).sum() == len(brief.disliked)
        assert (weights == 1).sum() == len(weights) - len(brief.disliked)


@pytest.mark.parametrize("chosen", [{"background": 100}, {"dislikes": 20}])
def test_our_own_model_takes_the_background_and_the_weight_too(library, brief, chosen):
    indexes, _ = library
    usual = search(brief, indexes, USUAL, np.random.default_rng(1))
    other = search(brief, indexes, learned(**chosen), np.random.default_rng(1))
    assert sides(usual.claims.forest) != sides(other.claims.forest)
    if "dislikes" in chosen:
        assert not np.array_equal(usual.scores[:50], other.scores[:50])


def test_the_usual_choice_changes_nothing(library, brief):
    indexes, _ = library
    assert USUAL.for_learning(Learning()) == USUAL
    one, other = (search(brief, indexes, each) for each in (USUAL, learned()))
    np.testing.assert_array_equal(one.rows, other.rows)
    np.testing.assert_array_equal(one.scores, other.scores)


def test_a_background_is_spread_evenly_and_never_larger_than_the_sample(library):
    indexes, _ = library
    assert take_background(indexes, None) is indexes.background
    drawn = take_background(indexes, 100)
    assert len(set(drawn.tolist())) == 100
    assert set(drawn.tolist()) <= set(indexes.background.tolist())
    assert len(take_background(indexes, 10**6)) == len(indexes.background)


def test_a_scan_is_refused_where_it_would_make_others_wait(library, brief, monkeypatch):
    indexes, _ = library
    monkeypatch.setattr(published, "SCANNED_MOST", 4999)
    with pytest.raises(LabelsError, match="offered up to 4,999; there are 5,000"):
        search(brief, indexes, learned(classifier=Classifier.SCAN))


def test_boxes_that_reach_over_too_much_are_refused(library, brief):
    indexes, _ = library
    settings = learned(classifier=Classifier.BRANCHES).model_copy(update={"read": 10})
    with pytest.raises(LabelsError, match="reach over more than 10 pictures"):
        search(brief, indexes, settings)


def test_rows_that_are_too_many_to_vote_on_are_refused(library, brief, monkeypatch):
    indexes, _ = library
    monkeypatch.setattr(published, "VOTED_MOST", 3)
    with pytest.raises(LabelsError, match="reach over more than 3 pictures"):
        search(brief, indexes, learned(classifier=Classifier.BRANCHES))


def test_where_everything_was_judged_nothing_is_claimed(tmp_path):
    vectors, _ = clustered(30)
    indexes = made_library(tmp_path, vectors)
    brief = Brief(liked=np.arange(30))
    for classifier in PUBLISHED:
        assert search(brief, indexes, learned(classifier=classifier)).matches == 0


# ---- SQL


def table(codes):
    """The codes as the table that the queries are written for."""
    base = sqlite3.connect(":memory:")
    names = [f"d{dimension}" for dimension in range(codes.shape[1])]
    base.execute(f"CREATE TABLE codes (row INTEGER, {', '.join(names)})")
    places = ", ".join("?" * (len(names) + 1))
    lines = ((row, *line) for row, line in enumerate(np.asarray(codes).tolist()))
    base.executemany(f"INSERT INTO codes VALUES ({places})", lines)
    return base


@pytest.mark.parametrize("classifier", list(Classifier))
def test_the_query_finds_the_forests_rows_with_their_votes_in_the_demo(demo, classifier):
    middle = np.asarray(demo.vectors(np.array([11])))[0]
    near, _ = demo.neighbours.search(middle, 40)
    brief = Brief(liked=near[:9], disliked=near[20:26], hidden=near[30:31])
    settings = learned(classifier=classifier)
    ranking = search(brief, demo, settings, np.random.default_rng(2))
    claims = ranking.claims
    if classifier is Classifier.OURS:
        expected = find_candidates(claims.forest, brief, demo, settings)
        assert claims.needed == expected.needed
        rows = expected.rows
    else:
        rows = np.sort(ranking.rows)
    kept = [box for box, taken in zip(claims.forest.boxes, claims.kept, strict=True) if taken]
    numbers = np.zeros(len(kept), np.int64)
    forest = Forest(tuple(kept), numbers, np.ones(len(kept)), 1, claims.needed)
    votes = scan(forest, np.asarray(demo.codes))
    found = dict(table(demo.codes).execute(write_sql(claims, brief.settled)).fetchall())
    assert found == dict(zip(rows.tolist(), votes[rows].tolist(), strict=True))
    assert found or classifier is not Classifier.OURS


def test_more_trees_than_sqlite_joins_at_once_make_one_query():
    rng = np.random.default_rng(0)
    codes = rng.integers(0, 256, (400, 4)).astype(np.uint8)
    boxes = []
    for _ in range(900):
        ends = np.sort(rng.integers(0, 256, (2, 2)), axis=0).astype(np.uint8)
        boxes.append(Box((int(rng.integers(2)), 2 + int(rng.integers(2))), ends[0], ends[1]))
    forest = Forest(tuple(boxes), np.arange(900), np.ones(900), 900, 60)
    settled = np.array([3, 8])
    query = write_sql(Claims(forest, np.ones(900, dtype=bool), 60), settled)
    votes = scan(forest, codes)
    expected = {row: int(n) for row, n in enumerate(votes) if n >= 60 and row not in (3, 8)}
    assert expected
    answered = table(codes).execute(query).fetchall()
    assert dict(answered) == expected
    assert [n for _, n in answered] == sorted((n for _, n in answered), reverse=True)


def test_no_box_and_a_box_without_sides_make_queries_too():
    codes = np.zeros((5, 2), dtype=np.uint8)
    nothing = Forest((), np.empty(0, np.int64), np.empty(0), 0, 1)
    query = write_sql(Claims(nothing, np.empty(0, dtype=bool), 1), np.empty(0, np.int64))
    assert table(codes).execute(query).fetchall() == []
    every = Box((), np.empty(0, np.uint8), np.empty(0, np.uint8))
    forest = Forest((every,), np.zeros(1, np.int64), np.ones(1), 1, 1)
    query = write_sql(Claims(forest, np.ones(1, dtype=bool), 1), np.empty(0, np.int64))
    assert len(table(codes).execute(query).fetchall()) == 5
