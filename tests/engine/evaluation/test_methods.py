"""Every method keeps the rules of the harness, and each equals its slow or known twin."""

import numpy as np
import pytest
from scipy.optimize import check_grad

from engine.errors import SettingsError
from engine.evaluation.methods import ABLATIONS, BASELINES, OURS, make_method
from engine.evaluation.methods.branches import Branches
from engine.evaluation.methods.learned import anchored_loss, fit_anchored
from engine.evaluation.methods.method import NO_ROWS, Labels, draw_background
from engine.evaluation.users import Judgement
from engine.forest.branches import ENSEMBLE
from engine.forest.growing import GrowthSettings, grow_boxes, impurity

EVERY = (OURS, *BASELINES, *ABLATIONS)


def rng(seed=0):
    return np.random.default_rng(seed)


def make(name, collection):
    """Make a method; of the ensemble, which takes seconds, three members."""
    if name == "branches-ensemble":
        return Branches(collection, ENSEMBLE.model_copy(update={"members": 3}))
    return make_method(name, collection)


@pytest.fixture(scope="module")
def judged(measured):
    """A search for kind 4 that began with one picture: 5 liked and 7 disliked on a page."""
    collection, _, kind = measured
    given = np.flatnonzero(kind == 4)[:1]
    start = collection.embeddings[given]
    near = np.argsort(-(collection.embeddings @ start[0]), kind="stable")[1:]
    right = kind[near] == 4
    page = np.concatenate([near[right][:5], near[~right][:7]])
    return Labels(start, None, given).after(page, Judgement(page[:5], page[5:]))


@pytest.mark.parametrize("name", EVERY)
def test_a_method_keeps_the_rules_and_learns(measured, judged, name):
    collection, _, kind = measured
    answer = make(name, collection).rank(judged, rng())
    assert len(np.unique(answer.rows)) == len(answer.rows)
    assert not np.isin(answer.rows, judged.shown).any()
    assert answer.matches is None or 0 <= answer.matches <= len(answer.rows)
    assert 0 <= answer.scored <= answer.touched <= len(collection)
    assert (kind[answer.rows[:30]] == 4).mean() > 3 * (kind == 4).mean()
    again = make(name, collection).rank(judged, rng())
    assert answer.rows.tolist() == again.rows.tolist()


def test_what_was_skipped_is_presumed_disliked(measured):
    collection = measured[0]
    labels = Labels(collection.embeddings[:1], None, np.array([0]))
    labels = labels.after(np.arange(10, 16), Judgement(np.array([11, 13]), np.array([12, 15])))
    labels = labels.after(np.arange(20, 26), Judgement(NO_ROWS, NO_ROWS))
    assert labels.skipped.tolist() == [10]
    background = draw_background(collection, labels, rng())
    assert background[0] == 10
    assert not np.isin(background[1:], labels.shown).any()
    assert len(background) == 1001


@pytest.mark.parametrize("name", EVERY)
def test_a_text_alone_is_enough_to_begin(measured, name):
    collection, _, _ = measured
    text = collection.embeddings[5]
    answer = make(name, collection).rank(Labels(text[None], text, NO_ROWS), rng())
    assert len(answer.rows)


@pytest.mark.parametrize(
    "name", ["no-feedback", "rocchio", "qdrant-average", "qdrant-best", "nearest-margin",
             "logistic-anchored", "pichunter"],
)  # fmt: skip
def test_without_labels_a_text_orders_as_cosine_does(measured, name):
    collection, _, _ = measured
    text = collection.embeddings[5]
    answer = make_method(name, collection).rank(Labels(text[None], text, NO_ROWS), rng())
    cosine = (collection.embeddings @ text)[answer.rows]
    assert (np.diff(cosine) < 1e-5).all()


def test_rocchio_and_qdrants_average_are_their_formulas(measured, judged):
    collection, _, _ = measured
    vectors = collection.embeddings.astype(np.float64)
    liked, disliked = vectors[judged.liked].mean(axis=0), vectors[judged.disliked].mean(axis=0)
    queries = {
        "rocchio": judged.start[0] + 0.5 * liked - 0.25 * disliked,
        "qdrant-average": liked + liked - disliked,
    }
    for name, query in queries.items():
        rows = make_method(name, collection).rank(judged, rng()).rows
        assert (np.diff((vectors @ query)[rows]) < 1e-6).all()


def test_nearest_rules_are_their_formulas_one_picture_at_a_time(measured, judged):
    collection, _, _ = measured
    vectors = collection.embeddings

    def nearest(row, labelled):
        return max(float(vectors[row] @ vectors[other]) for other in labelled)

    def best(row):
        near, far = nearest(row, judged.liked), nearest(row, judged.disliked)
        return near if near > far else -far * far

    def margin(row):
        return nearest(row, judged.liked) - nearest(row, judged.disliked)

    for name, rule in {"qdrant-best": best, "nearest-margin": margin}.items():
        answer = make_method(name, collection).rank(judged, rng())
        scores = [rule(row) for row in answer.rows]
        assert (np.diff(scores) < 1e-5).all()
        assert answer.matches == sum(score > 0 for score in scores)


def test_pichunter_is_bayes_rule_one_picture_at_a_time(measured, judged):
    collection, _, _ = measured
    rows = make_method("pichunter", collection).rank(judged, rng()).rows[::100]
    vectors = collection.embeddings.astype(np.float64)
    sample = vectors[rng().permutation(len(vectors))[:256]]
    apart = np.linalg.norm(sample[:, None] - sample[None], axis=2)
    temperature = 10 * apart.mean()

    def posterior(row):
        def pull(other):
            return np.exp(-np.linalg.norm(vectors[row] - vectors[other]) / temperature)

        page = judged.pages[0]
        whole = sum(pull(other) for other in page.rows)
        log = np.log(pull(judged.given[0]))
        log += sum(np.log(pull(other) / whole) for other in page.liked)
        return log + sum(np.log(1 - pull(other) / whole) for other in page.disliked)

    assert (np.diff([posterior(row) for row in rows]) < 1e-2).all()


def test_the_anchored_loss_has_the_gradient_that_it_says():
    vectors, wanted = rng(1).normal(size=(9, 5)), np.arange(9) < 3
    anchor = np.ones(5) / np.sqrt(5)
    rest = (vectors, wanted, np.where(wanted, 2.0, 1.0), anchor)
    error = check_grad(
        lambda w: anchored_loss(w, *rest)[0], lambda w: anchored_loss(w, *rest)[1], anchor * 1.3
    )
    assert error < 1e-4


def test_no_labels_leave_the_anchor_where_it_is():
    anchor = np.ones(5) / np.sqrt(5)
    weight = fit_anchored(np.empty((0, 5)), np.empty(0, dtype=bool), anchor)
    assert np.allclose(weight, anchor, atol=1e-4)


def test_the_impurity_of_a_box_is_the_naive_one():
    def naive(liked, inside, wanted, count):
        total = 0.0
        for one, many in ((liked, inside), (wanted - liked, count - inside)):
            if many:
                share = one / many
                total += many / count * (1 - share**2 - (1 - share) ** 2)
        return total

    cases = [(0, 0, 3, 9), (2, 2, 3, 9), (2, 5, 3, 9), (3, 9, 3, 9)]
    for liked, inside, wanted, count in cases:
        found = impurity(np.array([liked]), np.array([inside]), wanted, count)
        assert found[0] == pytest.approx(naive(liked, inside, wanted, count))


@pytest.mark.parametrize("bounded", [True, False])
def test_a_branch_holds_its_seed_and_counts_what_it_holds(bounded):
    values = rng(2).integers(0, 256, size=(3, 80)).astype(float)
    wanted = rng(3).random(80) < 0.3
    seed = int(np.flatnonzero(wanted)[0])
    points = np.stack([values, values[::-1]])
    grown = grow_boxes(points, wanted, seed, GrowthSettings(looked_at=20, bounded=bounded), rng())
    inside = (points >= grown.low[:, :, None]) & (points <= grown.high[:, :, None])
    inside = inside.all(axis=1)
    assert inside[:, seed].all()
    for lane in range(2):
        counts = (inside[lane] & wanted).sum(), inside[lane].sum()
        cost = impurity(*(np.array([one]) for one in counts), int(wanted.sum()), 80)
        assert grown.impurity[lane] == pytest.approx(cost[0])
    assert np.isfinite(grown.low).all() or not bounded


def test_separable_examples_are_held_by_one_pure_branch(measured):
    collection, _, _ = measured
    method = make_method("branches", collection)
    codes = np.vstack([np.full((20, 24), 200) + rng().integers(0, 20, (20, 24)),
                       rng(1).integers(0, 150, (200, 24))]).astype(np.uint8)  # fmt: skip
    wanted = np.arange(220) < 20
    branches = method.grow(codes, wanted, rng())
    claimed = np.any([branch.claims(codes) for branch in branches], axis=0)
    assert (claimed == wanted).all()


def test_an_unknown_method_is_refused_with_the_names_of_all(measured):
    with pytest.raises(SettingsError, match="no method magic; there are: morelike, no-feedback"):
        make_method("magic", measured[0])
