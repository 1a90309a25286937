"""What a message takes back is not labelled, and what it compares or leaves open is not liked."""

import pytest

from bot.parse import Screen, actions, parse
from bot.parse.amending import amended
from bot.parse.measuring import read_cases
from bot.parse.places import Places
from bot.parse.tokens import cut
from bot.parse.words import vocabulary

SCREEN = Screen.first_page(12)
LIKE_5 = (actions.Label(liked=(5,)),)
FROM_9 = tuple(range(9, 13))


def said(message: str, language: str = "en", **shown: object) -> tuple[actions.Action, ...]:
    return parse(message, SCREEN.model_copy(update={"language": language, **shown}))


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("4, oops no, 5", "en"),
        ("like 4, actually, 5", "en"),
        ("4 is good, no wait, 5", "en"),
        ("die 4, blödsinn, die 5", "de"),
        ("wie 4, vielmehr 5", "de"),
        ("la 4, mejor dicho la 5", "es"),
        ("la 4, no, la 5", "es"),
        ("la 4, ou plutôt la 5", "fr"),
        ("la 4, pardon, la 5", "fr"),
        ("la 4, o meglio la 5", "it"),
        ("la 4, scusa, la 5", "it"),
    ],
)
def test_of_two_pictures_the_one_that_puts_right_is_liked_alone(message, language):
    assert said(message, language) == LIKE_5


def test_as_many_pictures_are_taken_back_as_are_named_instead():
    assert said("like 2, 3 and 5, i mean 6") == (actions.Label(liked=(2, 3, 6)),)
    assert said("like 2, 3 and 5, i mean 6 and 7") == (actions.Label(liked=(2, 6, 7)),)


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("my mistake, it was not 7 but 5", "en"),
        ("ich habe mich vertan, nicht die 7, sondern die 5", "de"),
        ("me he equivocado, no era la 7 sino la 5", "es"),
        ("je me suis trompée, ce n'était pas la 7 mais la 5", "fr"),
        ("ho sbagliato, non era la 7 ma la 5", "it"),
    ],
)
def test_an_admission_before_a_correction_undoes_nothing(message, language):
    assert said(message, language, liked=(7,)) == (actions.Label(liked=(5,), disliked=(7,)),)


def test_sorry_and_no_take_nothing_back_where_more_is_said_of_the_second():
    judged = (actions.Label(liked=(3,), disliked=(7,)),)
    assert said("like 3. sorry, 7 is bad") == judged
    assert said("no, 5") == said("sorry, 5") == LIKE_5


def test_an_answer_takes_no_number_of_the_question_back():
    found = said("4, no, 5", question=(4, 5))
    assert 5 not in [number for one in found for number in getattr(one, "disliked", ())]
    assert any(4 in getattr(one, "disliked", ()) + getattr(one, "liked", ()) for one in found)


def test_what_takes_nothing_back_keeps_every_token():
    kept = [case for case in read_cases() if case.group in ("labels", "sets", "text")]
    for case in kept[::9]:
        tokens = cut(case.message)
        found = amended(Places(tokens, case.screen, vocabulary("en")))
        assert set(found) <= set(tokens)
        if not any(token.key in ("i", "no", "actually", "sorry", "oops") for token in tokens):
            assert found == tokens, case.message


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("sooner 2 than 9", "en"),
        ("more like 2 than like 9", "en"),
        ("besser die 2 als die 9", "de"),
        ("más como la 2 que la 9", "es"),
        ("plutôt la 2 que comme la 9", "fr"),
        ("meglio la 2 della 9", "it"),
        ("piuttosto la 2 che la 9", "it"),
    ],
)
def test_of_two_that_are_compared_the_second_is_left_open(message, language):
    assert said(message, language) == (actions.Label(liked=(2,), unsure=(9,)),)


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("everything from 9 on is rubbish", "en"),
        ("9 and higher are bad", "en"),
        ("ab der 9 sind alle schlecht", "de"),
        ("de la 9 en adelante están mal", "es"),
        ("la 9 et les suivantes sont mauvaises", "fr"),
        ("dalla 9 in poi non mi piacciono", "it"),
    ],
)
def test_from_a_picture_on_means_up_to_the_last_shown(message, language):
    assert said(message, language) == (actions.Label(disliked=FROM_9),)


@pytest.mark.parametrize(
    ("message", "language"),
    [("less 3, more 10", "en"), ("weniger 3, mehr 10", "de"), ("menos la 3, más la 10", "es"),
     ("moins 3, plus 10", "fr"), ("meno la 3, più la 10", "it")],
)  # fmt: skip
def test_more_beside_less_names_a_picture_and_counts_none(message, language):
    assert said(message, language) == (actions.Label(liked=(10,), disliked=(3,)),)


def test_more_alone_counts_pictures_but_no_year():
    assert said("more 9") == said("mehr 9", "de") == (actions.Page(to="next", count=9),)
    assert not any(isinstance(one, actions.Page) for one in said("más 2021", "es"))


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("forget all the pictures i disliked", "en"),
        ("vergiss alles was mir nicht gefällt", "de"),
        ("borra todo lo que no me gusta", "es"),
        ("efface tout ce que je n'aime pas", "fr"),
        ("dimentica tutto quello che ho scartato", "it"),
    ],
)
def test_to_forget_what_was_disliked_leaves_the_likes_alone(message, language):
    found = said(message, language, liked=(1,), disliked=(7,))
    assert found == (actions.Reset(what="disliked"),)
