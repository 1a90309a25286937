import re
from functools import reduce
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.labels import FULL, labels
from bot.view.drawn.frame import header, log, tools, tray
from bot.view.drawn.markup import Example, answer, exchanges, gallery, question, waiting, welcome
from bot.view.person.session import FULL_GALLERIES, Exchange, Session, Tile
from engine.conversation import (
    Conversation,
    Restart,
    Show,
    Undo,
    step,
)

ENGLISH = labels("en")


class Reader(HTMLParser):
    """The slow twin of a browser: every tag and every piece of text, in order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.words = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def tiles(*numbers, caption=""):
    return tuple(Tile(number=n, id=f"id{n}", caption=caption) for n in numbers)


def session(*exchanges, conversation=None):
    return Session(conversation=conversation or Conversation(), exchanges=exchanges)


@given(st.text())
def test_what_a_person_says_appears_letter_for_letter_and_never_as_markup(text):
    reader = read(question(Exchange(question=text), ENGLISH))
    expected = text.replace("\x00", "�") if text else ""
    assert {tag for tag, _ in reader.tags} <= {"div", "p"}
    assert "".join(reader.words).replace("\x00", "�") == expected


@given(st.text(), st.text())
def test_captions_and_replies_never_become_markup(caption, reply):
    plain = session(Exchange(reply="", tiles=tiles(1)))
    told = session(
        Exchange(reply=reply, note=reply, suggestions=(reply,), tiles=tiles(1, caption=caption))
    )
    without_optional = {"p", "button"}
    common = [tag for tag, _ in read(exchanges(plain)).tags]
    tags = [tag for tag, _ in read(exchanges(told)).tags]
    assert set(tags) <= set(common) | without_optional | {"div"}


def test_a_gallery_has_one_tile_for_each_picture_with_its_number_and_both_buttons():
    html = gallery(tiles(4, 5, 9), ENGLISH)
    reader = read(html)
    assert [a["data-n"] for _, a in reader.tags if "data-n" in a] == ["4", "5", "9"]
    assert re.findall(r'src="([^"]*)"', html) == [f"gradio_api/thumb/id{n}" for n in (4, 5, 9)]
    names = [a["aria-label"] for tag, a in reader.tags if tag == "button"]
    assert names[:3] == ["Picture 4", "More like 4", "Not like 4"]


def test_a_tile_that_stands_for_more_says_so_and_opens_them():
    pile = Tile(number=3, id="id3", alike=6)
    reader = read(gallery((*tiles(1), pile), ENGLISH))
    badges = [a for _, a in reader.tags if a.get("class") == "alike"]
    assert [badge["data-say"] for badge in badges] == ["alike #3"]
    assert badges[0]["aria-label"] == "6 more, nearly the same as 3: show them"
    assert "+6 alike" in reader.words


def test_tab_reaches_one_tile_of_a_gallery():
    opens = [
        a["tabindex"]
        for _, a in read(gallery(tiles(1, 2, 3), ENGLISH)).tags
        if a.get("class") == "open"
    ]
    assert opens == ["0", "-1", "-1"]


def test_the_newest_galleries_are_open_and_older_ones_are_a_line_that_opens():
    count = FULL_GALLERIES + 3
    many = session(*(Exchange(reply="", tiles=tiles(n + 1)) for n in range(count)))
    drawn = [a for tag, a in read(exchanges(many)).tags if tag == "details"]
    assert ["open" in one for one in drawn] == [False] * 3 + [True] * FULL_GALLERIES
    assert exchanges(many).count("data-id") == count


def test_a_gallery_from_before_a_restart_is_a_line_until_undo_brings_it_back():
    shown = step(Conversation(), Show(pictures=("id1", "id2")))
    restarted = step(shown, Restart())
    old = Exchange(tiles=tiles(1, 2))
    assert 'class="pictures past"' in exchanges(session(old, conversation=restarted))
    back = step(restarted, Undo())
    assert 'class="pictures" open' in exchanges(session(old, conversation=back))


def test_what_stands_is_told_from_a_place_on():
    three = session(*(Exchange(question=f"q{n}", reply=f"r{n}") for n in range(3)))
    words = read(exchanges(three, since=2)).words
    assert words == ["q2", "r2"]


def test_an_answer_offers_what_to_say_next():
    assert 'data-say="undo"' in answer(Exchange(suggestions=("undo",)), ENGLISH)


def test_the_empty_page_offers_words_and_pictures():
    html = welcome(
        (Example(text="a <boat>", picture="a"), Example(picture="b", by_picture=True)),
        2520,
        ENGLISH,
    )
    assert 'data-say="a &lt;boat&gt;"' in html
    assert 'data-like="b"' in html
    assert "2,520 pictures" in html


def test_the_header_names_the_catalogue_and_its_size():
    words = " ".join(read(header("Holidays & more", 2520, ENGLISH)).words)
    assert "Morelike" in words
    assert "Holidays & more" in words
    assert "2,520 pictures" in words


@pytest.mark.parametrize("drawn", [tools(ENGLISH), tray(ENGLISH), log("", ENGLISH)])
def test_each_word_of_the_frame_is_found_in_every_language(drawn):
    for language in FULL:
        for _, attributes in read(drawn).tags:
            for kind in ("data-word", "data-name", "data-hint"):
                if path := attributes.get(kind):
                    assert reduce(getattr, path.split("."), labels(language))


def test_waiting_says_so_and_keeps_the_place_of_twelve_tiles():
    html = waiting("Searching")
    assert 'role="status"' in html
    assert html.count("blank") == 12
