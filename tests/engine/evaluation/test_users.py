"""Simulated people judge what their description says, and nothing that is not on the page."""

import numpy as np
import pytest

from engine.errors import SettingsError
from engine.evaluation.users import USERS, find_user, judge

PAGE = np.arange(100, 112)
MEMBERS = np.array([3, 101, 102, 104, 105, 108, 300])


def judged(name, seed=0):
    return judge(USERS[name], PAGE, MEMBERS, np.random.default_rng(seed))


def test_a_truthful_person_labels_the_whole_page():
    said = judged("truthful")
    assert said.liked.tolist() == [101, 102, 104, 105, 108]
    assert sorted([*said.liked, *said.disliked]) == PAGE.tolist()


def test_three_and_three_are_the_first_of_either_kind():
    said = judged("three-and-three")
    assert said.liked.tolist() == [101, 102, 104]
    assert said.disliked.tolist() == [100, 103, 106]


def test_who_only_likes_dislikes_nothing():
    said = judged("likes-only")
    assert (len(said.liked), len(said.disliked)) == (5, 0)


def test_a_careless_person_is_wrong_one_time_in_ten():
    wrong = 0
    for seed in range(400):
        said = judged("careless", seed)
        wrong += (
            np.setdiff1d(said.liked, MEMBERS).size + np.intersect1d(said.disliked, MEMBERS).size
        )
    assert wrong / (400 * len(PAGE)) == pytest.approx(0.1, abs=0.01)


def test_an_unknown_user_is_refused_with_the_names_of_all():
    with pytest.raises(SettingsError, match="no user lazy; there are: truthful, three-and-three"):
        find_user("lazy")
