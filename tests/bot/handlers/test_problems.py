"""What goes wrong in a turn, really made to go wrong, is said in the language of the message."""

import io
import json
import sqlite3

import pytest
from PIL import Image

from bot.handlers import Message, answer
from bot.replies import LANGUAGES
from engine.conversation import Condition, Conversation, Narrow, Show, Turn, step
from engine.errors import ModelError
from engine.service import Engine
from tests.bot.handlers.talking import Talk

SEARCHES = {
    "en": "pictures of a boat at night",
    "de": "ein Boot bei Nacht",
    "fr": "un bateau dans la nuit",
    "es": "un barco en la noche",
    "it": "una barca nella notte",
}


def speaking(engine, language):
    talk = Talk(engine)
    talk.conversation = Conversation(library=engine.library, language=language)
    return talk


def picture(size=(64, 64), kind="PNG"):
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, kind)
    return content.getvalue()


BAD_PICTURES = {
    "picture_empty": b"",
    "picture_foreign": b"<svg/>" * 100,
    "picture_damaged": picture((640, 640))[:400],
    "picture_large": picture((20_000, 5_001), "GIF"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", BAD_PICTURES)
def test_a_picture_that_cannot_be_read(dated, language, code):
    reply = speaking(dated, language)(images=(BAD_PICTURES[code],)).reply
    assert reply == LANGUAGES[language][code].format(of=100)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_come_with_a_bad_picture_tell_the_language(dated, language):
    reply = Talk(dated)(SEARCHES[language], images=(b"?",)).reply
    assert reply == LANGUAGES[language]["picture_foreign"]


SAVED = {
    "saved_unreadable": '{"morelike": "conversation", "version": 9}',
    "saved_large": '{"morelike": "conversation"}' + " " * 600_000,
    "saved_elsewhere": json.dumps(
        {"morelike": "conversation", "library": "other", "name": "x", "situation": {}}
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SAVED)
def test_a_saved_search_that_cannot_be_taken(dated, language, code):
    reply = speaking(dated, language)(SAVED[code]).reply
    assert reply == LANGUAGES[language][code].format(of=512)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation_of_another_library(dated, language):
    other = Conversation(library="other", language=language)
    reply = answer(dated, other, Message(text="12")).reply
    assert reply == LANGUAGES[language]["other_library"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_condition_that_a_forged_conversation_carries(dated, language):
    talk = speaking(dated, language)
    forged = Narrow(condition=Condition(field="size", op="above", value="huge"))
    talk.conversation = step(talk.conversation, Turn(changes=(forged,)))
    talk.conversation = step(talk.conversation, Show(pictures=tuple(dated.sample(3)), page=0))
    assert talk("#1").reply == LANGUAGES[language]["condition_unclear"].format(text="huge")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_that_cannot_be_loaded(dated_folder, language):
    def fail():
        raise ModelError("the weights are gone; run: something in English")

    engine = Engine.open(dated_folder / "library")
    engine.uploads._model._load = fail
    engine.uploads._model._encoder = None
    reply = speaking(engine, language)(SEARCHES[language]).reply
    assert reply == LANGUAGES[language]["model_missing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_that_was_harmed_after_it_was_opened(dated_folder, language):
    engine = Engine.open(dated_folder / "library")
    engine._catalogue._database = Harmed()
    reply = speaking(engine, language)(SEARCHES[language]).reply
    assert reply == LANGUAGES[language]["library_harmed"]


class Harmed:
    """A database whose file was overwritten under it."""

    def execute(self, *_):
        raise sqlite3.DatabaseError("database disk image is malformed")
