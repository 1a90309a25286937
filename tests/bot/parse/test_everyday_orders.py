"""Orders that people give in their own words, in all five full languages, are no searches."""

import pytest

from bot.parse import Screen, actions, parse

SCREEN = Screen.first_page(12)
ALL_BUT_6 = tuple(number for number in range(1, 13) if number != 6)


def said(message: str, language: str = "en", **shown: object) -> tuple[actions.Action, ...]:
    return parse(message, SCREEN.model_copy(update={"language": language, **shown}))


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("export csv", "csv"),
        ("exporter csv", "csv"),
        ("exporta zip", "zip"),
        ("esporta zip", "zip"),
        ("exportiere csv", "csv"),
        ("csv exportieren", "csv"),
    ],
)
def test_export_needs_no_preposition_before_the_format(message, kind):
    assert said(message) == (actions.Export(what="results", format=kind),)


@pytest.mark.parametrize(
    "message",
    [
        "where do you hesitate?",
        "où hésites-tu ?",
        "où as-tu des doutes ?",
        "¿dónde dudas?",
        "dove sei incerto?",
        "dove hai dubbi?",
        "wo bist du unsicher?",
        "wo zögerst du?",
    ],
)
def test_to_ask_where_the_bot_doubts_is_to_explore(message):
    assert said(message) == (actions.Explore(how="uncertain"),)


@pytest.mark.parametrize(
    ("message", "order"),
    [
        ("smallest files first", "asc"),
        ("big files first", "desc"),
        ("los archivos más pequeños primero", "asc"),
        ("primero los archivos más grandes", "desc"),
        ("prima i file più piccoli", "asc"),
        ("i file più grandi per primi", "desc"),
        ("les fichiers les plus petits d'abord", "asc"),
        ("d'abord les plus gros fichiers", "desc"),
        ("zuerst die kleinsten Dateien", "asc"),
    ],
)
def test_files_are_put_in_order_whichever_word_comes_first(message, order):
    assert said(message) == (actions.Sort(by="size", order=order),)


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("skip", "en"),
        ("passer", "fr"),
        ("je passe", "fr"),
        ("saltar", "es"),
        ("saltarla", "es"),
        ("saltare", "it"),
        ("salta", "it"),
        ("überspringen", "de"),
    ],
)
def test_a_question_can_be_skipped(message, language):
    found = said(message, language, question=(1, 2, 3))
    assert found == (actions.Answer(answers=("skip",)),)


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("show me 99", "en"),
        ("montre-moi 99", "fr"),
        ("muéstrame 99", "es"),
        ("mostrami 99", "it"),
        ("zeig mir 99", "de"),
    ],
)
def test_a_number_alone_is_the_picture_that_carries_it_and_else_how_many(message, language):
    assert said(message, language, shown=120) == (actions.Show(number=99),)
    assert said(message, language) == (actions.Setting(name="page_size", value=99),)


@pytest.mark.parametrize(
    "message",
    ["show me 7 pictures", "montre 7 photos", "muestra 7 fotos", "mostra 7 foto", "zeig 7 Bilder"],
)
def test_a_number_of_pictures_is_how_many(message):
    assert said(message) == (actions.Setting(name="page_size", value=7),)


@pytest.mark.parametrize(
    ("message", "language"),
    [("p3", "en"), ("p.3", "en"), ("page3", "en"), ("Seite3", "de"), ("página3", "es")],
)
def test_a_page_needs_no_space_before_its_number(message, language):
    assert said(message, language) == (actions.Page(to=3),)


@pytest.mark.parametrize("message", ["mp3", "b52", "a3", "f16", "more 80s"])
def test_names_that_end_in_a_number_are_searched_for(message):
    assert {one.action for one in said(message)} == {"query"}


def test_a_number_in_the_plural_is_a_picture():
    assert said("more 3s") == (actions.Label(liked=(3,)),)
    assert said("more like 2s and 5s") == (actions.Label(liked=(2, 5)),)


@pytest.mark.parametrize(
    "message",
    [
        "apart from 6 they're all wrong",
        "aside from 6, they're all bad",
        "they're all wrong except 6",
        "à part la 6 elles sont toutes mauvaises",
        "aparte de la 6 todas están mal",
        "tranne la 6 sono tutte sbagliate",
        "außer 6 sind alle falsch",
    ],
)
def test_what_is_said_of_all_leaves_out_what_stands_apart(message):
    assert said(message) == (actions.Label(liked=(6,), disliked=ALL_BUT_6),)


def test_less_of_something_keeps_away_from_it():
    like = actions.Label(liked=(2,))
    more = actions.Query(mode="refine", text="light")
    assert said("like 2 but with more light") == (like, more)
    assert said("like 2 but with less light") == (like, actions.Avoid(text="light"))


@pytest.mark.parametrize("message", ["dell'estate scorsa", "foto dell'estate scorsa"])
def test_a_date_may_begin_with_an_elided_of(message):
    assert said(message, "it") == (actions.Filter(field="date", op="is", value="last summer"),)


def test_portuguese_says_more_and_puts_right():
    assert said("mais", "pt") == (actions.Page(to="next"),)
    assert said("não, a 3 é melhor", "pt") == (actions.Label(liked=(3,)),)


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("more like 3, please", "en"),
        ("mehr wie Bild 3, bitte", "de"),
        ("plus comme la 3, s'il vous plaît", "fr"),
        ("más como la 3, por favor", "es"),
        ("più come la 3, per favore", "it"),
    ],
)
def test_politeness_after_a_comma_is_not_searched_for(message, language):
    assert said(message, language) == (actions.Label(liked=(3,)),)
