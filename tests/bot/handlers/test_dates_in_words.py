"""Dates, sizes and chances are told in the language of the conversation."""

import re

import pytest

from bot.replies import LANGUAGES
from engine.conversation import Conversation
from tests.bot.handlers.talking import Talk

ISO = re.compile(r"\d{4}-\d\d")
YEARS = {
    "en": ("boat", "only 2019", "only those taken in 2019"),
    "de": ("Boot", "nur von 2019", "nur Aufnahmen aus 2019"),
    "fr": ("bateau", "seulement de 2019", "seulement celles prises en 2019"),
    "es": ("barco", "solo de 2019", "solo tomadas en 2019"),
    "it": ("barca", "solo del 2019", "solo scattate nel 2019"),
}
SHOW = {
    "en": ("show me picture 1", "taken on"),
    "de": ("zeig mir Bild 1", "aufgenommen am"),
    "fr": ("montre-moi l'image 1", "prise le"),
    "es": ("muéstrame la imagen 1", "tomada el"),
    "it": ("mostrami l'immagine 1", "scattata il"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_is_told_as_a_machine_writes_it(dated, language):
    talk = Talk(dated)
    talk.conversation = Conversation(library=dated.library, language=language)
    search, condition, told = YEARS[language]
    talk(search)
    assert told in talk(condition).reply.lower().replace("aufnahmen", "Aufnahmen")
    show, taken = SHOW[language]
    reply = talk(show).reply
    assert re.search(rf"{taken} \S+ .*\d{{4}}", reply), reply
    assert not ISO.search(reply)
    assert talk.conversation.language == language
