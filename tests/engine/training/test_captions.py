"""A caption never says of its picture what is not so."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.training.captions import (
    captions_of_drawing,
    captions_of_photo,
    facts_of_drawing,
    facts_of_photo,
    facts_told,
)
from engine.training.drawing.attributes import choose
from engine.training.drawing.sentences import paraphrases, sentence
from engine.training.drawing.vocabulary import KINDS
from engine.training.names import names_of, plural


def record_of(seed: int) -> dict:
    rng = np.random.default_rng(seed)
    attributes = choose(rng)
    told = {"sentence": sentence(attributes), "paraphrases": paraphrases(attributes, rng, 5)}
    return {**attributes.model_dump(), **told}


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_every_caption_of_a_drawing_states_facts_of_that_drawing(seed):
    record = record_of(seed)
    facts = facts_of_drawing(record)
    for caption in captions_of_drawing(record, 12, np.random.default_rng(seed)):
        assert caption.text
        assert caption.facts
        assert caption.facts <= facts


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_the_whole_sentence_states_subject_setting_time_weather_and_style(seed):
    record = record_of(seed)
    told = facts_told(record, record["sentence"])
    parts = ("setting", "time", "weather", "style")
    assert {f"{part}: {record[part]}" for part in parts} <= told
    assert record["subject"] is None or record["subject"] in told


@pytest.mark.parametrize(
    "labels",
    [("granny smith", "apple", "fruit"), ("leopard",), ("soy milk", "soy milk", "packages")],
)
def test_every_caption_of_a_photo_states_facts_of_that_photo(labels):
    captions = captions_of_photo(labels, ["a text about it"], 80, np.random.default_rng(0))
    assert len(captions) == 80
    assert captions[0].text == names_of(labels[0])[0]
    assert all(caption.facts <= facts_of_photo(labels) for caption in captions)


def test_wider_facts_follow_from_finer_ones():
    assert {"fruit", "food", "colour: green"} <= facts_of_photo(["granny smith", "apple", "fruit"])
    assert {"animal", "bird"} <= facts_of_drawing({"subject": "owl", "setting": "forest"})


def test_words_inside_other_words_tell_nothing():
    record = {"subject": "train", "setting": "lake", "weather": "rain", "style": "ink drawing"}
    assert facts_told(record, "a pink train in a watercolour") == {"train"}


def test_every_drawn_subject_has_a_name_and_its_plural_is_said_once():
    assert all(names_of(subject)[0] for subject in KINDS)
    told = ("flying birds", "field glasses", "binoculars", "grapes", "sheep")
    assert [plural(name) for name in told] == list(told)
