"""Pages follow each other wherever the conversation stands: undone, redone, asked, resized."""

import pytest

from tests.bot.handlers.talking import Talk


@pytest.fixture
def talk(small_engine):
    return Talk(small_engine)


def shown(found):
    return [tile.id for tile in found.pictures]


def ranking(talk):
    """The whole answer as it stands, the slow way: asked of the engine itself."""
    return [hit.id for hit in talk.engine.find(talk.now, 0, 60).hits]


def test_after_questions_come_pictures_not_seen_yet(talk):
    first = shown(talk("boat"))
    asked = shown(talk("what are you unsure of?"))
    found = talk("more")
    assert found.reply.startswith("Here are")
    assert not set(shown(found)[:1]) & {*first, *asked}
    place = ranking(talk).index(shown(found)[0])
    assert {*ranking(talk)[:place]} <= {*first, *asked}


@pytest.mark.parametrize("way", ["what are you unsure of?", "surprise me", "mix it up"])
def test_undo_back_to_a_gallery_of_another_kind_goes_on_from_what_was_seen(talk, way):
    first = shown(talk("boat"))
    other = shown(talk(way))
    talk("like #2")
    assert shown(talk("undo")) == other
    seen = set(talk.conversation.numbered)
    found = talk("more")
    assert shown(found)[0] not in seen
    assert shown(talk("previous")) != shown(found)
    assert talk.now.page >= 0
    assert shown(talk("page 1")) == first


def test_more_on_an_empty_page_promises_nothing_and_undo_brings_the_pictures_back(talk):
    talk("boat", page_size=60)
    assert talk("hide all of these").pictures == ()
    assert talk("more").pictures == ()
    assert "more." not in talk.last.reply
    talk("show the hidden ones again")
    assert len(talk("undo", page_size=12).pictures) == 0
    assert len(talk("undo").pictures) == 60
    assert "That is all" in talk("more", page_size=60).reply


def test_the_page_before_a_surprise_is_the_last_one_seen(talk):
    talk("boat")
    second = shown(talk("more"))
    talk("surprise me")
    before = shown(talk("previous"))
    assert set(before) & set(second)
    assert "first ones already" not in talk.last.reply


def test_when_everything_was_seen_more_begins_again_and_says_so(talk):
    talk("boat", page_size=60)
    talk("surprise me")
    found = talk("more")
    assert shown(found) == ranking(talk)[:12]
    assert "more" not in found.reply


@pytest.mark.parametrize("size", [5, 24, 40])
def test_another_page_size_since_moves_no_page(talk, size):
    talk("boat")
    talk("more")
    third = shown(talk("more"))
    talk("like #1")
    talk(f"show {size} per page")
    assert shown(talk("undo")) == third
    order = ranking(talk)
    after = order[order.index(third[-1]) + 1 :]
    assert shown(talk("more")) == after[:size]


@pytest.mark.parametrize("size", [8, 20])
def test_a_wider_window_moves_no_page(talk, size):
    talk("boat")
    second = shown(talk("more"))
    order = ranking(talk)
    assert shown(talk("more", page_size=size)) == order[24 : 24 + size]
    back = shown(talk("previous", page_size=12))
    assert back == second


def test_pages_asked_for_after_redo_follow_the_page_that_came_back(talk):
    talk("boat")
    talk("like #1")
    second = shown(talk("more"))
    talk("undo")
    assert shown(talk("redo")) == second
    order = ranking(talk)
    assert shown(talk("more")) == order[24:36]


def test_more_after_starting_over_and_undoing_goes_on_where_it_stood(talk):
    talk("boat")
    second = shown(talk("more"))
    talk("start over")
    assert "undo" in talk.last.suggestions
    assert shown(talk("undo")) == second
    assert shown(talk("more")) == ranking(talk)[24:36]
    assert talk("start over").pictures == ()
    assert talk("more").pictures == ()


def test_forgetting_labels_begins_at_the_first_page(talk):
    talk("boat")
    talk("like #1, not #2")
    talk("more")
    found = talk("forget my likes")
    assert shown(found) == ranking(talk)[:12]
    assert shown(talk("more")) == ranking(talk)[12:24]


def test_ten_more_and_the_page_before_meet(talk):
    talk("boat")
    ten = shown(talk("10 more"))
    assert ten == ranking(talk)[12:22]
    assert shown(talk("more")) == ranking(talk)[22:34]
    assert shown(talk("previous")) == ranking(talk)[10:22]
