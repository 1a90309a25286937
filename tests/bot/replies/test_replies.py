"""What is said: once, in plain words, with one and many told apart."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.parse import Screen, actions, parse
from bot.replies import (
    LANGUAGES,
    Remark,
    about,
    done,
    found,
    heard,
    names,
    say,
    trouble,
)

TABLE = LANGUAGES["en"]


def test_an_answer_is_an_echo_and_a_count():
    said = say(
        [heard("liked", names=[3]), heard("disliked", names=[7]), found("best", count=12, of=212)]
    )
    assert said == "Liked #3, disliked #7. 212 matches; here are the best 12."


def test_one_and_many_are_told_apart():
    assert say([found("best", count=1, of=5)]) == "5 matches; here is the best one."
    assert say([found("some", count=12, of=1)]) == "1 match; the nearest others follow."
    assert say([done("counted", count=1)]) == "1 picture matches."
    assert say([done("counted", count=1200)]) == "1,200 pictures match."


def test_how_many_are_right_is_said_of_the_matches():
    assert say([found("best", count=12, of=212, right=180)]) == (
        "212 matches, about 180 of them right; here are the best 12."
    )
    assert say([found("all", count=9, of=9, right=9)]) == (
        "9 matches, nearly all of them right; here they are."
    )
    assert say([done("counted_right", count=312, right=280, ends=(230, 305))]) == (
        "312 pictures match; I expect about 280 of them to be right: 230 to 305."
    )


@given(st.floats(0, 1e7))
def test_what_is_only_expected_is_rounded_to_two_digits(expected):
    assert about(expected) == pytest.approx(expected, rel=0.06, abs=0.5)
    assert len(str(about(expected)).rstrip("0")) <= 2


def test_the_same_thing_is_never_said_twice():
    assert say([trouble("which"), trouble("which")]).count("Which picture") == 1


def test_what_is_said_of_several_pictures_is_said_once():
    assert say([done("already", names=[1]), done("already", names=[4])]) == (
        "#1 and #4 had those labels already."
    )
    assert say(
        [heard("liked", names=[3]), heard("disliked", names=[7]), heard("liked", names=[1])]
    ) == ("Liked #1 and #3, disliked #7.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_pictures_the_first_are_named_and_the_rest_counted(language):
    numbers = [*range(1, 60, 3), *range(100, 150)]
    said = say([heard("liked", names=numbers)], language)
    assert "#1, #4, #7, #10, #13, #16" in said
    assert "#19" not in said
    assert str(len(numbers) - 6) in said


def test_runs_of_numbers_are_ranges():
    assert names([1, 2, 3, 4, 9]) == "#1 to #4 and #9"
    assert names([1, 2, 5]) == "#1, #2 and #5"
    assert names([]) == ""


@given(st.lists(st.integers(1, 99), unique=True).map(sorted))
@settings(deadline=None)
def test_a_list_of_names_reads_back_as_the_same_numbers(numbers):
    if numbers:
        label = parse(names(numbers), Screen.first_page(99))[0]
        assert list(label.liked) == numbers


@pytest.mark.parametrize("text", ["{0}", "{names}", "%s", "<b>", "${x}", "{", "\\n"])
def test_what_a_person_typed_is_never_formatted(text):
    assert say([heard("new", text=text)]) == f"Searching for “{text}”."


def test_every_template_asks_for_what_a_remark_has():
    known = {"names", "text", "count", "of", "matches", "name", "right", "low", "high", "parts"}
    known |= {"date", "measure"}
    for code, template in TABLE.items():
        asked = {field for _, field, _, _ in string.Formatter().parse(template) if field}
        assert asked <= known, code


def test_every_reason_to_ask_or_refuse_has_words():
    reasons = actions.Ask.model_fields["reason"].annotation.__args__
    for reason in reasons:
        code = "earlier_gallery" if reason == "earlier" else reason
        assert say([Remark(code=code, rank="trouble", names=(3,), text="x", of=12)])
