"""Whole evaluations: sessions keep their protocol, reports the contract, seeds the figures."""

import json
import math
from itertools import pairwise

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from engine.errors import SettingsError
from engine.evaluation import EvaluationSettings, Sheet, build_collection, evaluate
from engine.evaluation.collection import read_features
from engine.evaluation.evaluating import draw_queries
from engine.evaluation.methods import Answer, make_method
from engine.evaluation.sessions import follow, measure, play
from engine.evaluation.users import USERS

FEW = ("morelike", "no-feedback", "logistic")
CONTRACT = {
    "turn", "ap", "precision_at_12", "set_recall", "set_precision", "harmed", "rows_scored",
    "learn_seconds", "find_seconds",
}  # fmt: skip
TIMES = ("learn_seconds", "find_seconds")


def ask(measured, **settings):
    collection, sheet, _ = measured
    chosen = {"methods": FEW, "half": "all", "queries": 3, "turns": 2, **settings}
    return evaluate(collection, [sheet], EvaluationSettings(**chosen))


def queries(measured, **settings):
    collection, sheet, _ = measured
    return draw_queries(collection, [sheet], EvaluationSettings(half="all", **settings))


@pytest.fixture(scope="module")
def report(measured):
    return ask(measured)


def test_a_report_has_every_turn_of_every_method_and_is_plain_json(report):
    payload = json.loads(json.dumps(report.payload(), allow_nan=False))
    assert set(payload["methods"]) == set(FEW)
    for turns in payload["methods"].values():
        assert [one["turn"] for one in turns] == [0, 1, 2]
        assert all(set(one) >= CONTRACT for one in turns)
    assert payload["methods"]["no-feedback"][1]["set_recall"] is None
    assert payload["methods"]["no-feedback"][2]["harmed"] == 0


def test_labels_help_and_ours_scores_no_more_than_the_catalogue(report):
    turns = report.payload()["methods"]
    assert turns["morelike"][2]["ap"] > turns["no-feedback"][2]["ap"]
    assert turns["morelike"][2]["rows_scored"] <= 1500 == turns["logistic"][2]["rows_scored"]


def test_figures_do_not_depend_on_which_methods_run_beside(measured, report):
    alone = ask(measured, methods=("logistic",)).tables["logistic"]
    beside = report.tables["logistic"]
    for figure in alone:
        if figure not in TIMES:
            np.testing.assert_array_equal(alone[figure], beside[figure])


def test_shared_pages_give_every_method_the_same_labels_and_the_same_unseen(measured, report):
    tables = ask(measured, pages="no-feedback").tables
    for figure in ("labels", "found", "plain_ap", "session_ap"):
        np.testing.assert_array_equal(tables["morelike"][figure], tables["logistic"][figure])
    own = report.tables
    assert not np.array_equal(own["morelike"]["found"], own["no-feedback"]["found"])


def test_a_page_is_the_best_twelve_and_is_never_shown_again(measured):
    collection, _, kind = measured
    query = queries(measured)[0]
    steps = play(query, make_method("morelike", collection), USERS["truthful"], 3, fresh())
    shown = steps[-1].labels.shown
    assert len(np.unique(shown)) == len(shown) == 1 + 3 * 12
    for before, after in pairwise(steps):
        assert after.labels.pages[-1].rows.tolist() == before.answer.rows[:12].tolist()
    assert (kind[steps[-1].labels.liked] == kind[query.given[0]]).all()


def test_who_looks_for_ten_stops_at_ten_and_the_figures_stand(measured):
    query = queries(measured)[0]
    method = make_method("logistic", measured[0])
    steps = play(query, method, USERS["find-ten"], 60, fresh())
    found = np.intersect1d(steps[-1].labels.shown[1:], query.concept.members)
    assert len(found) == 10
    figures = measure(query, steps, 60)
    assert len(figures) == 61
    assert figures[-1] == figures[len(steps) - 1]
    assert 0 < figures[-1].session_ap <= 1


def test_the_session_figure_is_seesaws_by_hand(measured):
    query = queries(measured)[0]
    right, wrong = query.concept.members[1:6], np.setdiff1d(query.plain, query.concept.members)
    order = np.array([right[0], wrong[0], right[1]])
    fixed = Fixed(order)
    steps = play(query, fixed, USERS["find-ten"], 3, fresh())
    assert measure(query, steps, 3)[3].session_ap == pytest.approx((1 + 2 / 3) / 10)


def test_frozen_precision_keeps_what_was_shown_in_its_place(measured):
    query = queries(measured)[0]
    collection = measured[0]
    steps = play(query, make_method("logistic", collection), USERS["truthful"], 2, fresh())
    last = steps[-1]
    whole = np.concatenate([last.labels.shown[1:], last.answer.rows])
    wanted = np.isin(whole, query.concept.members)
    expected = average_precision_score(wanted, -np.arange(len(whole)))
    assert measure(query, steps, 2)[-1].frozen_ap == pytest.approx(expected)


def test_the_share_expected_right_is_compared_with_the_true_one(measured):
    query = queries(measured)[0]
    members = np.setdiff1d(query.concept.members, query.given)
    wrong = np.setdiff1d(query.plain, query.concept.members)[:2]
    guess = Fixed(np.concatenate([members[:8], wrong]), matches=10, right=9.0)
    (figures,) = measure(query, play(query, guess, USERS["truthful"], 0, fresh()), 0)
    assert (figures.set_precision, figures.right_share) == (0.8, 0.9)
    assert figures.share_error == pytest.approx(0.1)
    for low, high, inside in ((7.0, 8.0, 1), (8.5, 9.5, 0)):
        guess = Fixed(guess.order, matches=10, right=9.0, right_range=(low, high))
        (figures,) = measure(query, play(query, guess, USERS["truthful"], 0, fresh()), 0)
        assert figures.right_in_range == inside
    silent = Fixed(members)
    (figures,) = measure(query, play(query, silent, USERS["truthful"], 0, fresh()), 0)
    assert math.isnan(figures.share_error)


def test_harm_compares_with_no_feedback_on_the_same_unseen_pictures(measured):
    query = queries(measured)[0]
    collection = measured[0]
    steps = play(query, make_method("no-feedback", collection), USERS["truthful"], 1, fresh())
    (first, _) = measure(query, steps, 1)
    assert first.ap == pytest.approx(first.plain_ap)
    assert first.harmed == 0
    backwards = follow(Fixed(query.plain[::-1]), steps, fresh())
    assert measure(query, backwards, 1)[1].harmed == 1


def test_what_a_method_does_not_return_is_never_found(measured):
    query = queries(measured)[0]
    few = Fixed(query.concept.members[1:3])
    (figures,) = measure(query, play(query, few, USERS["truthful"], 0, fresh()), 0)
    total = len(query.concept.members) - 1
    assert figures.ap == pytest.approx(2 / total)
    assert figures.precision_at_12 == pytest.approx(2 / 12)


def test_a_concept_that_is_all_found_has_no_figures(measured):
    query = queries(measured)[0]
    everything = USERS["truthful"].model_copy(update={"page": 1500})
    steps = play(query, Fixed(query.plain), everything, 1, fresh())
    last = measure(query, steps, 1)[-1]
    assert (last.found, math.isnan(last.ap), math.isnan(last.harmed)) == (1, True, True)


def test_pairs_start_from_one_picture_of_each_class(measured):
    _, _, kind = measured
    for query in queries(measured, pairs=5):
        assert len(set(kind[query.given])) == 2
        assert set(kind[query.concept.members]) == set(kind[query.given])


def test_a_class_with_an_attribute_is_a_concept(measured):
    collection, sheet, kind = measured
    both = sheet.model_copy(update={"column": "kind+time"})
    drawn = draw_queries(collection, [both], EvaluationSettings(half="all"))
    assert len(drawn) == 24
    night = next(query for query in drawn if query.concept.name == "kind-3 + night")
    rows = night.concept.members
    assert (kind[rows] == 3).all()
    assert (rows % 3 == 0).all()


def test_the_markdown_names_every_method_and_the_lead_over_it(report):
    text = report.markdown()
    assert "set: 1,500 pictures, 3 searches for one class of kind" in text
    assert all(f"| {name} |" in text for name in FEW)
    assert "ours leads by" in text


def test_words_need_a_model(measured):
    with pytest.raises(SettingsError, match="no model for texts: start from a picture"):
        ask(measured, start="text")


def test_features_in_bytes_become_unit_vectors_of_their_roots(tmp_path):
    counts = np.array([[4, 9, 0], [0, 16, 0]], dtype=np.uint8)
    np.savez(tmp_path / "set.npz", path=np.array(["a.jpg", "b.jpg"]), feat=counts)
    paths, vectors = read_features(tmp_path / "set.npz")
    assert paths == ("a.jpg", "b.jpg")
    np.testing.assert_allclose(vectors, [[2 / 13**0.5, 3 / 13**0.5, 0], [0, 1, 0]], rtol=1e-6)
    with pytest.raises(SettingsError, match="must hold the arrays path and feat"):
        read_features(tmp_path / "none.npz")


@pytest.mark.shared
@pytest.mark.slow
def test_on_real_photos_labels_beat_no_feedback(shared_photos, tmp_path):
    features = shared_photos / "mobilenet-v2-features" / "grocery-store.npz"
    collection = build_collection([features], tmp_path / "indexed")
    sheet = Sheet(
        file=shared_photos / "grocery-store" / "metadata.csv",
        column="coarse_label",
        prefix="grocery-store/",
    )
    settings = EvaluationSettings(methods=FEW, queries=3, turns=2, pages="no-feedback")
    turns = evaluate(collection, [sheet], settings).payload()["methods"]
    assert turns["morelike"][2]["ap"] > turns["no-feedback"][2]["ap"]


def fresh():
    return np.random.default_rng(0)


class Fixed:
    """Answers with the same order always, less what was shown."""

    def __init__(self, order, matches=None, **right):
        self.order, self._matches, self._right = order, matches, right

    def rank(self, labels, _):
        rows = self.order[~np.isin(self.order, labels.shown)]
        return Answer(rows, self._matches, len(rows), len(rows), 0.0, 0.0, **self._right)
