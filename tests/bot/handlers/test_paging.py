"""Pages follow each other wherever the conversation stands: undone, redone, asked, resized."""

import pytest

from bot.handlers import Mark
from tests.bot.handlers.talking import Talk


@pytest.fixture
def talk(small_engine):
    return Talk(small_engine)


def shown(found):
    return [tile.id for tile in found.pictures]


def ranking(talk):
    """The whole answer as it stands, the slow way: asked of the engine itself."""
    return [hit.id for hit in talk.engine.find(talk.now, 0, 60).hits]


def new_of(talk, ranked):
    """What "more" owes, the slow way: the ranking without whatever was shown before."""
    seen = set(talk.conversation.numbered)
    return [one for one in ranked if one not in seen]


def marked(*liked):
    return {"marks": tuple(Mark(number=number, label="liked") for number in liked)}


def test_after_questions_come_pictures_not_seen_yet(talk):
    talk("boat")
    talk("what are you unsure of?")
    owed = new_of(talk, ranking(talk))[:12]
    found = talk("more")
    assert found.reply.startswith("Here are")
    assert shown(found) == owed


@pytest.mark.parametrize(
    "said", [{"text": "more", **marked(3, 14)}, {"text": "like #3, #14. more"}]
)
def test_more_that_comes_with_judgements_learns_and_goes_on_to_new_pictures(talk, said):
    talk("boat")
    seen = {*talk.conversation.numbered, *shown(talk("more"))}
    found = talk(**said)
    assert "Liked #3 and #14." in found.reply
    assert not seen & set(shown(found))
    assert found.pictures[0].number == 25
    assert shown(found) == [one for one in ranking(talk) if one not in seen][:12]
    talk("undo")
    assert talk.now.labels == ()  # both as one step
    assert talk.now.gallery == tuple(range(13, 25))


def test_after_refining_the_best_stay_on_top_and_more_repeats_none_of_what_was_seen(talk):
    talk("boat")
    talk("more")
    refined = talk(**marked(3, 14))
    assert shown(refined) == ranking(talk)[:12]
    for _ in range(3):
        owed = new_of(talk, ranking(talk)[12:])[:12]
        assert shown(talk("more")) == owed


def test_more_with_judgements_of_a_surprise_shows_others(talk):
    first = shown(talk("surprise me"))
    found = talk("more", marks=(Mark(number=2, label="disliked"),))
    assert found.reply.startswith("Disliked #2.")
    assert len(found.pictures) == 12
    assert not set(first) & set(shown(found))


def test_a_search_for_other_words_begins_at_its_best_whatever_was_marked(talk):
    talk("boat")
    talk("a red apple, more", **marked(3))
    assert talk.now.page == 0
    assert shown(talk.last) == ranking(talk)[:12]


def test_when_every_picture_of_the_answer_was_seen_judgements_with_more_show_its_best(talk):
    talk("boat", page_size=60)
    found = talk("more", page_size=12, **marked(3))
    assert shown(found) == ranking(talk)[:12]
    assert "more" not in found.reply


def test_more_after_the_last_page_goes_back_for_what_was_jumped_over(talk):
    talk("boat")
    talk("page 5")
    jumped = new_of(talk, ranking(talk))
    assert shown(talk("more")) == jumped[:12]
    assert shown(talk("more")) == jumped[12:24]
    assert shown(talk("more")) == jumped[24:]
    assert talk("more").reply.startswith("That is all")


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
    after = new_of(talk, order[order.index(third[-1]) + 1 :])
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
    owed = new_of(talk, ranking(talk)[12:])[:12]
    assert shown(talk("more")) == owed


def test_ten_more_and_the_page_before_meet(talk):
    talk("boat")
    ten = shown(talk("10 more"))
    assert ten == ranking(talk)[12:22]
    assert shown(talk("more")) == ranking(talk)[22:34]
    assert shown(talk("previous")) == ranking(talk)[10:22]
