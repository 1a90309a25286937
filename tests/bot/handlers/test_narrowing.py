"""Conditions, orders and cuts: compared with what a look at every picture says."""

import json

import pytest

from tests.bot.handlers.conftest import DATED
from tests.bot.handlers.talking import Talk


@pytest.fixture
def talk(dated, today):
    return Talk(dated, today=today, page_size=100)


def known(talk, found):
    return [talk.engine.picture(tile.id) for tile in found.pictures]


def every(talk):
    return talk.engine.describe(talk.engine.sample(DATED))


CONDITIONS = {
    "from 2019": lambda one: (one.taken or "").startswith("2019"),
    "photos from june 2020": lambda one: (one.taken or "").startswith("2020-06"),
    "before 2019": lambda one: one.taken is not None and one.taken < "2019",
    "after 2019": lambda one: one.taken is not None and one.taken >= "2020",
    "since 2019": lambda one: one.taken is not None and one.taken >= "2019",
    "until 2019": lambda one: one.taken is not None and one.taken < "2020",
    "after june 2020": lambda one: one.taken is not None and one.taken >= "2020-07",
    "after 2018 and before 2020": lambda one: (one.taken or "").startswith("2019"),
    "between 2019 and 2020": lambda one: "2019" <= (one.taken or "") < "2021",
    "from last summer": lambda one: "2020-06" <= (one.taken or "") < "2020-09",
    "from last year": lambda one: (one.taken or "").startswith("2020"),
    "only portrait": lambda one: one.height > one.width,
    "landscape only": lambda one: one.width > 1.05 * one.height,
    "only square ones": lambda one: one.height == one.width,
    "only panoramas": lambda one: one.width >= 2 * one.height,
    "just the pngs": lambda one: one.path.endswith("png"),
    "only jpg": lambda one: one.path.endswith("jpg"),
    "in the folder holidays": lambda one: "holidays" in one.path,
    "only in folder BÜRO": lambda one: "Büro" in one.path,
    "bigger than 4 kb": lambda one: one.size_bytes > 4000,
    "smaller than 4 kb": lambda one: one.size_bytes < 4000,
    "at least 100 pixels wide": lambda one: max(one.width, one.height) > 100,
}


@pytest.mark.parametrize("message", CONDITIONS)
def test_a_condition_alone_shows_every_picture_that_fulfils_it(talk, message):
    found = talk(message)
    expected = {one.id for one in every(talk) if CONDITIONS[message](one)}
    assert expected
    seen = {tile.id for tile in found.pictures} | {
        other for tile in found.pictures for other in talk.engine.alike(talk.now, tile.id)
        if CONDITIONS[message](talk.engine.picture(other))
    }  # fmt: skip
    assert seen == expected
    assert found.matches == len(expected)


def test_conditions_are_joined_kept_taken_away_and_undone(talk):
    before = talk("a blue boat").matches
    portrait = talk("only portrait")
    assert portrait.reply.startswith("Only portrait pictures. ")
    assert {one.height > one.width for one in known(talk, portrait)} == {True}
    both = talk("from 2019")
    assert both.reply.startswith("Only those taken in 2019. ")
    assert {one.taken[:4] for one in known(talk, both)} == {"2019"}
    assert {one.height > one.width for one in known(talk, both)} == {True}
    talk("undo")
    assert [one.field for one in talk.now.conditions] == ["aspect"]
    gone = talk("no filters")
    assert talk.now.conditions == ()
    assert gone.matches == before
    assert talk("no filters").reply == "There is no filter."


def test_a_condition_said_anew_takes_the_place_of_the_old_one(talk):
    talk("from 2019")
    talk("from 2020")
    assert [one.value for one in talk.now.conditions] == ["2020"]
    talk("only portrait")
    talk("only square ones")
    assert [one.value for one in talk.now.conditions] == ["2020", "square"]


def test_words_and_a_condition_in_one_message_are_one_step(talk):
    found = talk("boats, only landscape")
    assert talk.now.texts == ("boats",)
    assert {one.width > one.height for one in known(talk, found)} == {True}
    talk("undo")
    assert not talk.now.answerable


def test_pages_and_labels_keep_to_the_conditions(dated, today):
    talk = Talk(dated, today=today, page_size=4)
    talk("boat")
    first = talk("only in folder holidays")
    second = talk("more")
    third = talk("like #1")
    for found in (first, second, third):
        assert {"holidays" in one.path for one in known(talk, found)} == {True}
    assert not {tile.id for tile in first.pictures} & {tile.id for tile in second.pictures}


def test_matches_are_put_in_order_and_back(talk):
    talk("a blue boat")
    talk("like #1, #2 and #3")
    best = talk("best match first")
    matches = [tile.id for tile in best.pictures][: best.matches]
    newest = known(talk, talk("newest first"))[: best.matches]
    dates = [one.taken for one in newest]
    assert dates == sorted(dates, key=lambda one: one or "", reverse=True)
    oldest = [one.taken for one in known(talk, talk("oldest first"))[: best.matches]]
    assert [one for one in oldest if one] == sorted(one for one in oldest if one)
    assert None not in oldest[: len([one for one in oldest if one])]
    sizes = [one.size_bytes for one in known(talk, talk("biggest files first"))]
    assert sizes[: best.matches] == sorted(sizes[: best.matches], reverse=True)
    assert [tile.id for tile in talk("best match first").pictures][: best.matches] == matches
    assert "Only 35 pictures here carry a date." in talk("newest first").reply


def test_a_library_without_dates_says_so(small_engine):
    talk = Talk(small_engine)
    talk("boat")
    for message in ("from 2019", "newest first", "before 2015"):
        found = talk(message)
        assert found.reply == "This library does not know when its pictures were taken."
        assert not found.pictures
    assert not talk.now.conditions
    assert talk.now.order is None


def test_what_no_picture_fulfils_does_not_count(talk):
    talk("boat")
    for message in ("from 1999", "only gifs", "in the folder nowhere", "bigger than 90 mb"):
        assert "so it does not count" in talk(message).reply
    assert not talk.now.conditions


def test_stricter_shows_fewer_and_looser_more_and_says_so(talk):
    talk("boat")
    counts = [talk("like #1, #2 and #3, not #9").matches]
    for message in ("looser", "looser", "looser"):
        found = talk(message)
        counts.append(found.matches)
        assert found.reply.startswith("Looser than before. ")
        assert 0 <= found.right_low <= found.right <= found.right_high <= found.matches
    assert counts == sorted(set(counts))
    found = talk("stricter")
    assert found.reply.startswith("Stricter than before. ")
    assert found.matches == counts[-2]
    talk("undo")
    assert talk.engine.find(talk.now, 0, 1).matches == counts[-1]


def test_there_is_a_strictest_and_a_loosest_cut(talk):
    talk("boat")
    replies = [talk("stricter").reply for _ in range(12)]
    assert replies[-1] == "It cannot get stricter."
    replies = [talk("looser").reply for _ in range(30)]
    assert replies[-1] == "It cannot get looser."


def test_the_status_tells_what_is_in_force(talk):
    talk("boat")
    talk("only portrait")
    talk("oldest first")
    assert "In force: only portrait pictures, oldest first." in talk("status").reply


def test_conditions_travel_as_json(talk):
    talk("from last summer")
    back = json.loads(talk.conversation.model_dump_json())["now"]["conditions"]
    assert back[0]["since"] == "2020-06-01"
    assert back[0]["until"] == "2020-09-01"
