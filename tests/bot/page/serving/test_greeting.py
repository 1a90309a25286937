"""The page leaves the server in the language that was asked for; all else goes untouched."""

import json
import re
from urllib.request import Request, urlopen

import pytest

from bot.replies.labels import FULL, labels
from bot.view.libraries.served import Served
from bot.view.serving.greeting import BEFORE, put_words
from bot.view.talking.chat import Chat
from bot.view.talking.screens import first_screen


def fetch(address, accepted):
    return urlopen(Request(address, headers={"Accept-Language": accepted} if accepted else {}))


def config(page):
    return json.JSONDecoder().raw_decode(page.partition(BEFORE)[2])[0]


def props(page):
    return {each["props"].get("elem_id"): each["props"] for each in config(page)["components"]}


@pytest.mark.parametrize("language", FULL)
def test_each_part_begins_in_the_language_that_was_asked_for(engine, address, language):
    found = props(fetch(address, f"{language}-XX, en;q=0.2").read().decode())
    drawn = first_screen(Chat(Served.holding(engine)), language)
    for name, wanted in drawn.items():
        assert wanted.items() <= found[name].items(), name
    assert labels(language).page.welcome in found["chat"]["value"]


def test_who_asks_for_no_language_or_for_none_of_ours_gets_english(address):
    plain = [fetch(address, accepted).read() for accepted in ("", "ja", "de;q=0", "de;q=two")]
    assert labels("en").page.welcome in props(plain[0].decode())["chat"]["value"]
    assert all(other == plain[0] for other in plain)


def test_two_languages_differ_in_words_and_nothing_else(address):
    english, german = (fetch(address, one).read().decode() for one in ("en", "de"))
    assert re.search(r"<html\s+lang=\"de\"", german)
    ours, theirs = config(english), config(german)
    for each in [*ours.pop("components"), *theirs.pop("components")]:
        assert set(each) >= {"id", "type", "props"}
    assert ours == theirs
    assert (
        english.partition(BEFORE)[2].partition("</script>")[2]
        == (german.partition(BEFORE)[2].partition("</script>")[2])
    )


def test_caches_are_told_that_the_page_depends_on_the_language(address):
    answer = fetch(address, "fr")
    assert "accept-language" in answer.headers["Vary"].lower()
    assert len(answer.read()) == int(answer.headers["Content-Length"])
    assert "content-security-policy" in {name.lower() for name in answer.headers}


def test_no_name_of_a_library_ends_the_script_it_stands_in():
    page = f'{BEFORE}{{"components": [{{"props": {{"elem_id": "top"}}}}]}};</script>'
    told = put_words(page, "de", {"top": {"value": "</script><b>"}})
    assert told.count("</script>") == 1
    assert props(told)["top"]["value"] == "</script><b>"


def test_a_page_that_gradio_writes_otherwise_goes_out_as_it_came():
    assert put_words("<html lang='en'>later", "de", {"top": {"value": "x"}}) == (
        "<html lang='en'>later"
    )
