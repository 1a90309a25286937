"""Whatever goes wrong is said in the person's language."""

import copy
import re

import pytest

import engine.errors
from bot.replies import LANGUAGES, problem, say
from engine.errors import Fault, Kind, MorelikeError

ERRORS = [
    one
    for one in vars(engine.errors).values()
    if isinstance(one, type) and issubclass(one, MorelikeError)
]
FACTS = {"name": "boat.jpg", "found": 12345, "most": 56789}
LETTERS = re.compile(r"[^\W\d_]{3,}")


def said(kind, language):
    return say([problem(MorelikeError("in English", Fault(kind, **FACTS)))], language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_error_is_said_in_every_language(kind, language):
    text = said(kind, language)
    assert LETTERS.search(text)
    assert text.endswith((".", "?"))
    assert not {"{", "}"} & set(text)
    assert "in English" not in text


@pytest.mark.parametrize("kind", Kind)
def test_no_two_languages_say_it_alike_and_all_say_the_same_facts(kind):
    texts = {language: said(kind, language) for language in LANGUAGES}
    assert len(set(texts.values())) == len(LANGUAGES)
    for fact in ("boat.jpg", "12.345", "56.789", "#12345"):
        told = {language: fact in texts[language] for language in ("de", "es", "it")}
        assert len(set(told.values())) == 1, told


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_that_names_no_fault_has_the_kind_of_its_class(error):
    raised = error("something in English")
    assert str(raised) == "something in English"
    assert raised.fault == Fault(error.kind)
    assert say([problem(raised)], "de") != say([problem(raised)], "en")


def test_an_error_is_the_same_after_it_went_from_one_process_to_another():
    raised = MorelikeError("text", Fault(Kind.PICTURE_EMPTY, "boat.jpg"))
    again = copy.copy(raised)  # by the way that processes hand errors over
    assert (str(again), again.fault) == (str(raised), raised.fault)
