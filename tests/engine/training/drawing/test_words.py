"""Attributes go together, and every sentence about a picture is true of it."""

import numpy as np
import pytest

from engine.training.drawing.attributes import choose
from engine.training.drawing.sentences import _STYLE, _TIME, _WEATHER, paraphrases, sentence
from engine.training.drawing.subjects import DRAWINGS
from engine.training.drawing.vocabulary import KINDS, TABLE, TENDER, WINTRY

CHOSEN = [choose(np.random.default_rng([3, i])) for i in range(1500)]


def test_every_kind_of_subject_can_be_drawn():
    assert set(KINDS) == set(DRAWINGS)


def test_subjects_stand_only_where_they_belong():
    for chosen in CHOSEN:
        if chosen.subject is None:
            assert (chosen.count, chosen.colour) == (0, None)
            assert chosen.setting != TABLE
        else:
            kind = KINDS[chosen.subject]
            assert chosen.setting in kind.settings
            assert chosen.colour in (kind.colours or (None,))
            assert chosen.count == 1 or kind.many


def test_weather_suits_the_hour_the_place_and_the_subject():
    for chosen in CHOSEN:
        assert not (chosen.weather == "rainbow" and chosen.time == "night")
        assert not (chosen.weather == "northern lights" and chosen.time != "night")
        assert not (chosen.weather == "snow" and chosen.setting in ("desert", "beach"))
        assert not (chosen.weather == "snow" and chosen.subject in TENDER)
        assert not (chosen.weather in ("rain", "storm") and chosen.subject in WINTRY)


def test_subjects_are_about_equally_likely():
    counts = {name: sum(chosen.subject == name for chosen in CHOSEN) for name in KINDS}
    assert min(counts.values()) >= 10
    assert max(counts.values()) <= 50


def test_the_sentence_names_every_attribute():
    for chosen in CHOSEN:
        text = sentence(chosen)
        assert any(text.startswith(words) for words in _STYLE[chosen.style])
        assert _TIME[chosen.time][0] in text
        assert _WEATHER[chosen.weather][0] in text
        assert chosen.setting in text or chosen.subject is None
        if chosen.subject:
            plural = KINDS[chosen.subject].plural or f"{chosen.subject}s"
            assert (plural if chosen.count > 1 else chosen.subject) in text
            assert chosen.colour is None or f"{chosen.colour} " in text


@pytest.mark.parametrize("table", [_TIME, _WEATHER, _STYLE])
def test_no_paraphrase_says_what_is_not_so(table):
    field = {id(_TIME): "time", id(_WEATHER): "weather", id(_STYLE): "style"}[id(table)]
    for i, chosen in enumerate(CHOSEN[:500]):
        others = [
            words
            for value, row in table.items()
            if value != getattr(chosen, field)
            for words in row
        ]
        for text in paraphrases(chosen, np.random.default_rng([4, i]), 5):
            assert not [words for words in others if f" {words} " in f" {text} "], text


def test_paraphrases_differ_and_repeat_from_the_same_seed():
    chosen = CHOSEN[0]
    first = paraphrases(chosen, np.random.default_rng(9), 8)
    assert first == paraphrases(chosen, np.random.default_rng(9), 8)
    assert len(first) == 8
    assert len(set(first)) > 4
