"""Who searches in another language hears once that the model reads English; nobody else does."""

import pytest

from bot.replies import LANGUAGES
from engine.service import Engine
from engine.settings import DEMO_LIBRARY
from tests.bot.handlers.talking import Talk

GERMAN = LANGUAGES["de"]["reads_english"]
FRENCH = LANGUAGES["fr"]["reads_english"]


@pytest.fixture(scope="module")
def demo():
    """The demo's library, whose model says that it reads English alone."""
    import torch

    torch.set_num_threads(1)
    return Engine.open(DEMO_LIBRARY)


def test_the_remark_is_made_once_and_in_the_persons_language(demo):
    talk = Talk(demo)
    assert GERMAN in talk("zeig mir ein Boot auf dem See").reply
    assert GERMAN not in talk("zeig mir einen Hund am Strand").reply
    assert FRENCH not in talk("je cherche un bateau sur un lac").reply


@pytest.mark.parametrize("back", ["rückgängig", "von vorne"])
def test_undo_and_a_new_start_do_not_make_it_anew(demo, back):
    talk = Talk(demo)
    talk("zeig mir ein Boot auf dem See")
    talk(back)
    assert GERMAN not in talk("zeig mir einen Hund am Strand").reply


def test_clicks_numbers_and_english_words_bring_no_remark(demo):
    talk = Talk(demo)
    assert LANGUAGES["en"]["reads_english"] not in talk("a boat on a lake").reply
    assert GERMAN not in talk("mehr wie Bild 3, bitte").reply
    assert GERMAN in talk("ohne Menschen am Strand").reply  # words again


def test_of_a_model_that_does_not_say_what_it_reads_nothing_is_said(small_engine):
    assert small_engine.languages == ()
    assert GERMAN not in Talk(small_engine)("zeig mir ein Boot auf dem See").reply
