"""The plan is on the test half, names are unique, and a part of it or a small one can be had."""

import pytest

from engine.errors import SettingsError
from engine.evaluation import PLAN, choose, rehearse
from engine.evaluation.methods import ABLATIONS, BASELINES, DEPTHS, OURS
from engine.evaluation.plan import SINGLE
from engine.evaluation.summary import COMPARED, is_main
from engine.evaluation.users import USERS


def test_every_experiment_has_a_name_of_its_own():
    assert len({one.name for one in PLAN}) == len(PLAN)


def test_nothing_that_is_published_was_tuned_on():
    assert {one.settings.half for one in PLAN} == {"test"}


def test_every_method_and_every_user_is_in_the_plan():
    methods = {name for one in PLAN for name in one.settings.methods}
    assert methods == {OURS, *BASELINES, *ABLATIONS, *DEPTHS}
    assert {one.settings.users for one in PLAN} == set(USERS)


def test_every_comparison_has_ours_no_feedback_and_every_single_direction():
    compared = [one for one in PLAN if one.role in COMPARED]
    for one in compared:
        assert {OURS, "no-feedback", *SINGLE} <= set(one.settings.methods)


def test_the_comparisons_that_matter_most_have_several_seeds():
    assert {one.seeds for one in PLAN if is_main(one)} == {3}


def test_every_user_is_compared_on_the_same_labels_and_on_pages_of_their_own():
    pages = {(one.settings.users, one.role) for one in PLAN}
    assert pages >= {
        (user, role) for user in set(USERS) - {"find-ten"} for role in ("shared", "own")
    }
    assert ("find-ten", "own") in pages


def test_experiments_are_chosen_by_words_of_their_names():
    chosen = choose(["caltech bundled careless own", "demo-subject-demo-text-truthful-shared"])
    assert [one.name for one in chosen] == [
        "caltech-bundled-picture-careless-own",
        "demo-subject-demo-text-truthful-shared",
    ]
    assert choose([]) == PLAN
    with pytest.raises(SettingsError, match="no experiment is called dogs; there are: caltech-"):
        choose(["dogs"])


def test_a_rehearsal_is_small_and_on_the_other_half():
    small = rehearse(PLAN, "development", 2)
    assert [one.name for one in small] == [one.name for one in PLAN]
    assert {one.settings.half for one in small} == {"development"}
    assert max(one.settings.queries for one in small) == 2
    assert max(one.settings.pairs for one in small) == 2
    assert {one.seeds for one in small} == {1}
