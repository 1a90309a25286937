"""Every word of the page is there in every language, and what a button says is understood."""

import json
import re
import string
from pathlib import Path

import pytest

import bot.replies.labels
from bot.parse import Screen, actions, read
from bot.replies import LANGUAGES
from bot.replies.labels import FULL, labels, preferred

OTHERS = [language for language in FULL if language != "en"]
INTERNATIONAL = {"note.seconds", "bus.conversation", "tile.picture", "bus.picture", "bus.lightbox"}
"""Phrases that another language may write as English does."""


def leaves(value, path=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}".lstrip("."))
    else:
        yield path, value


def unbroken(text):
    return text.replace("\u00a0", " ")


def phrases(language):
    return dict(leaves(labels(language).model_dump()))


def fields(template):
    return {field for _, field, _, _ in string.Formatter().parse(template) if field}


def test_the_page_speaks_the_languages_of_the_replies():
    assert set(FULL) == set(LANGUAGES)


@pytest.mark.parametrize("language", FULL)
def test_no_phrase_is_missing_and_none_is_too_much(language):
    folder = Path(bot.replies.labels.__file__).parent
    written = json.loads(unbroken((folder / f"{language}.json").read_text("utf-8")))
    assert labels(language).language == language
    assert dict(leaves(written)) == {at: unbroken(text) for at, text in phrases(language).items()}
    assert all(text.strip() for text in phrases(language).values())


@pytest.mark.parametrize("language", OTHERS)
def test_a_phrase_has_the_fields_of_the_english_one(language):
    english = phrases("en")
    for path, text in phrases(language).items():
        assert fields(text) == fields(english[path]), path


@pytest.mark.parametrize("language", OTHERS)
def test_no_phrase_is_left_in_english(language):
    english = phrases("en")
    same = {path for path, text in phrases(language).items() if text == english[path]}
    worded = {path for path in same if any(map(str.isalpha, re.sub(r"{\w+}", "", english[path])))}
    assert worded <= INTERNATIONAL


SAYING = {
    "liked": actions.Label(liked=(3,)),
    "disliked": actions.Label(disliked=(3,)),
    "none": actions.Unlabel(numbers=(3,)),
    "undo": actions.Undo(),
    "redo": actions.Redo(),
    "share": actions.Share(),
    "restart": actions.Reset(what="all"),
    "alike": actions.Alike(number=3),
    "similar": actions.Similar(number=3),
}


@pytest.mark.parametrize("language", FULL)
@pytest.mark.parametrize("what", SAYING)
def test_what_a_button_says_is_understood_in_its_language(what, language):
    said = getattr(labels(language).said, what).format(names="#3", number=3)
    screen = Screen.first_page(12).model_copy(update={"liked": (3,), "language": language})
    reading = read(said, screen)
    assert reading.actions == (SAYING[what],)
    assert reading.language == language
    assert reading.corrections == ()


@pytest.mark.parametrize("language", FULL)
def test_the_examples_of_the_empty_page_and_the_scripts_say_the_same(language):
    words = labels(language)
    screen = Screen.first_page(12).model_copy(update={"language": language})
    steering = actions.Label(liked=(3,), disliked=(7,))
    assert read(words.page.steering, screen).actions == (steering,)
    for kind in ("liked", "disliked", "none"):
        one = getattr(words.said, kind).format(names="#3")
        assert getattr(words.bus, kind).format(number=3) == one


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de", "de"),
        ("de-CH, en;q=0.5", "de"),
        ("ja,it;q=0.8,en;q=0.9", "en"),
        ("en;q=0.2, ES-mx;q=0.9", "es"),
        ("pt, ja", "en"),
        ("", "en"),
        ("*", "en"),
        ("fr;q=0", "en"),
        ("fr;q=x, de;q=nan", "en"),
        ("it" + ",;q=;;,de;q=2" * 1000, "it"),
    ],
)
def test_a_page_begins_in_the_first_language_that_the_browser_asks_for(accepted, language):
    assert preferred(accepted) == language


def test_one_is_counted_apart_in_every_language():
    for language in FULL:
        words = labels(language)
        assert words.counted(words.page.pictures, 1) != words.counted(words.page.pictures, 2)
    french = labels("fr")
    assert french.counted(french.page.pictures, 0) == "0 image"
