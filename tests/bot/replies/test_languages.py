"""Every language says all that English says, and what it suggests is understood in it."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.parse import Screen, actions, parse, read
from bot.replies import LANGUAGES, done, found, heard, names, phrase, quoted, say, suggestion
from bot.replies.labels import labels

ENGLISH = LANGUAGES["en"]
OTHERS = sorted(set(LANGUAGES) - {"en"})
SUGGESTIONS = [code.removeprefix("say_") for code in ENGLISH if code.startswith("say_")]
SAYING_WHAT_TO_SAY = [
    "help", "empty_gallery", "folded", "earlier_gallery", "none_left",
    "unexpected", "model_missing", "labels_unfit", "event_unfit",
]  # fmt: skip
MAY_COUNT = {"count", "of"}
"""One thing can be written as a word or as a number."""


def fields(template):
    return {field for _, field, _, _ in string.Formatter().parse(template) if field}


def plain(code):
    """The code that `code` is a form of."""
    for ending in ("_one", "_many"):
        if code.endswith(ending) and code.removesuffix(ending) in ENGLISH:
            return code.removesuffix(ending)
    return code


@pytest.mark.parametrize("language", OTHERS)
def test_a_table_has_every_code_of_the_english_one(language):
    table = LANGUAGES[language]
    assert {plain(code) for code in table} == {plain(code) for code in ENGLISH}
    assert [code for code in ENGLISH if code not in table] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_template_asks_for_what_the_english_one_asks_for(language):
    for code, template in LANGUAGES[language].items():
        model = ENGLISH.get(code, ENGLISH[plain(code)])
        assert fields(template) - MAY_COUNT == fields(model) - MAY_COUNT, code
        assert code.endswith("_one") or fields(template) == fields(model), code


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language):
    same = {code for code, words in LANGUAGES[language].items() if words == ENGLISH[plain(code)]}
    assert same <= {"fact", "day", "named", "page_at", "quoted", "pixels", "show"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SUGGESTIONS)
def test_every_suggestion_is_understood_as_it_is_in_english(code, language):
    screen = Screen.first_page(12).model_copy(update={"liked": (1,)})
    meant = parse(phrase(suggestion(code, name=3)), screen)
    spoken = screen.model_copy(update={"language": language})
    understood = read(phrase(suggestion(code, name=3), language), spoken)
    assert understood.actions == meant
    assert understood.language == language
    assert understood.corrections == ()
    assert not any(
        isinstance(one, actions.Ask | actions.Refuse | actions.Query) for one in understood.actions
    )


@pytest.mark.parametrize("language", LANGUAGES)
@given(numbers=st.lists(st.integers(1, 99), unique=True, min_size=1).map(sorted))
@settings(deadline=None, max_examples=25)
def test_a_list_of_names_reads_back_as_the_same_numbers(language, numbers):
    table = LANGUAGES[language]
    screen = Screen.first_page(99).model_copy(update={"language": language})
    label = parse(names(numbers, table["and"], table["upto"]), screen)[0]
    assert list(label.liked) == numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_quoted_as_an_example_is_understood(language):
    table = LANGUAGES[language]
    opening, closing = table["quoted"].split("{text}")
    screen = Screen.first_page(12).model_copy(update={"language": language, "liked": (1,)})
    for code in SAYING_WHAT_TO_SAY:
        for part in table[code].split(opening)[1:]:
            said = part.split(closing)[0]
            understood = parse(said, screen)
            assert understood, said
            assert not any(
                isinstance(one, actions.Ask | actions.Refuse)
                or (isinstance(one, actions.Query) and one.mode == "new")
                for one in understood
            ), (said, understood)


STRAIGHT = re.compile("['\"]|\\.\\.\\.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_and_dots_are_those_of_print(language):
    texts = [*LANGUAGES[language].values(), labels(language).model_dump_json().replace('"', "")]
    assert [text for text in texts if STRAIGHT.search(text)] == []


def test_french_signs_stay_on_the_line_of_their_words():
    texts = [*LANGUAGES["fr"].values(), labels("fr").model_dump_json()]
    assert [text for text in texts if re.search("« | [;:?!»%]", text)] == []
    assert any("\u00a0:" in text for text in texts)


ANSWERS = {
    "en": "Liked #3, disliked #7. 1,212 matches, about 180 of them right; here are the best 12.",
    "de": (
        "Mehr wie #3, nicht wie #7. 1.212 Treffer, davon etwa 180 richtig; hier sind die besten 12."
    ),
    "fr": (
        "Plus comme #3, pas comme #7. 1\u202f212 résultats, dont environ 180 justes\u00a0; "
        "voici les 12 meilleurs."
    ),
    "es": (
        "Más como #3, no como #7. 1212 resultados, unos 180 correctos; aquí están los 12 mejores."
    ),
    "it": "Più come #3, non come #7. 1212 risultati, circa 180 giusti; ecco i 12 migliori.",
}


@pytest.mark.parametrize(("language", "reply"), ANSWERS.items())
def test_an_answer_echoes_and_counts_in_every_language(language, reply):
    echo = [heard("liked", names=[3]), heard("disliked", names=[7])]
    assert say([*echo, found("best", count=12, of=1212, right=180)], language) == reply


def test_one_and_many_follow_the_language():
    assert say([done("counted", count=0)]) == "0 pictures match."
    assert say([done("counted", count=0)], "fr") == "0 image correspond."
    assert say([done("counted", count=1)], "de") == "1 Bild passt."
    assert say([heard("unsure", names=[3, 4])]) == "#3 and #4 count as maybes."
    assert say([done("status_liked", names=[3, 4])], "es") == "Te gustan #3 y #4."


def test_words_are_quoted_as_the_language_does():
    assert say([done("status_text", parts=quoted(["boat", "night"]))], "de") == (
        "Gesucht: „boat“, „night“."
    )


def test_a_long_message_is_not_repeated_in_full():
    assert len(say([heard("new", text="boat " * 100)])) < 120


def test_a_language_without_a_table_is_answered_in_english():
    assert say([done("thank")], "ja") == ENGLISH["thank"]
