"""What the map and the drawer say: carried out as a turn, undone as one, and kept with the rest."""

import json

import pytest

from bot.handlers import Choice, Pick
from engine.conversation import Classifier, Label, Learning
from tests.bot.handlers.talking import Talk

BRANCHES = Learning(classifier=Classifier.BRANCHES, background=100, dislikes=5)


@pytest.fixture
def talk(dated, today):
    return Talk(dated, today=today)


def search(talk):
    talk("a blue boat")
    return talk("like #2 and #3, not #5")


def ids(found):
    return [tile.id for tile in found.pictures]


def test_a_choice_is_a_turn_that_undo_takes_back(talk):
    before = search(talk)
    found = talk(choice=Choice(learning=BRANCHES))
    assert found.reply.startswith("Learned in another way.")
    assert talk.now.learning == BRANCHES
    assert talk.now.labels == tuple(dict(talk.now.labels).items())
    talk("undo")
    assert talk.now.learning == Learning()
    assert ids(talk.last) == ids(before)
    talk("redo")
    assert talk.now.learning == BRANCHES


def test_a_choice_stays_for_the_next_search_and_starting_over_forgets_it(talk):
    search(talk)
    talk(choice=Choice(learning=BRANCHES))
    talk("a castle")
    assert talk.now.learning == BRANCHES
    talk("start over")
    assert talk.now.learning == Learning()


def test_another_page_size_shows_so_many_and_is_no_other_method(talk):
    search(talk)
    found = talk(choice=Choice(learning=Learning(), page_size=5))
    assert len(found.pictures) == 5
    assert talk.now.learning == Learning()
    both = talk(choice=Choice(learning=BRANCHES, page_size=3))
    assert len(both.pictures) <= 3
    assert talk.conversation.page_size == 3


def test_what_is_so_already_changes_nothing(talk):
    search(talk)
    before = talk.conversation
    talk(choice=Choice(learning=Learning(), page_size=talk.last.conversation.page_size))
    assert talk.conversation.now.labels == before.now.labels
    assert len(talk.conversation.past) == len(before.past)


def test_a_choice_before_any_search_is_kept_for_it(talk):
    talk(choice=Choice(learning=BRANCHES))
    search(talk)
    assert talk.now.learning == BRANCHES


def test_a_saved_search_brings_its_method_back_and_an_old_one_the_usual(talk, dated, today):
    search(talk)
    usual = talk("save this").files[0].content
    assert b"learning" not in usual
    talk(choice=Choice(learning=BRANCHES))
    kept = talk("save this").files[0].content
    other = Talk(dated, today=today)
    other(images=(kept,))
    assert other.now.learning == BRANCHES
    other(images=(usual,))
    assert other.now.learning == Learning()
    forged = json.loads(kept)
    forged["situation"]["learning"]["dislikes"] = 10**9
    told = other(images=(json.dumps(forged).encode(),))
    assert other.now.learning == Learning()
    assert "saved" in told.reply


def test_a_picture_without_a_tile_gets_a_number_and_its_label(talk, dated):
    search(talk)
    shown = set(talk.conversation.numbered)
    fresh = next(one for one in dated.sample(40) if one not in shown)
    found = talk(pick=Pick(picture=fresh, label="liked"))
    number = len(shown) + 1
    assert talk.now.label_of(fresh) is Label.LIKED
    assert talk.conversation.numbered[number - 1] == fresh
    assert found.reply.startswith(f"Liked #{number}.")
    talk("undo")
    assert talk.now.label_of(fresh) is None
    assert talk.conversation.numbered[number - 1] == fresh


def test_a_numbered_picture_keeps_its_number_and_an_unknown_one_counts_for_nothing(talk):
    search(talk)
    before = talk.conversation.numbered
    sixth = talk.conversation.picture(6)
    assert talk(pick=Pick(picture=sixth, label="disliked")).reply.startswith("Disliked #6.")
    labels = talk.now.labels
    talk(pick=Pick(picture="../../etc/passwd", label="liked"))
    assert talk.now.labels == labels
    assert talk.conversation.numbered[: len(before)] == before
