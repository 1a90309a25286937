"""Turns on a library with near-duplicates: tiles that stand for more, and how many are right."""

import pytest

from bot.handlers import Answer, Mark, Message, answer
from bot.parse import Screen, actions, parse
from engine.build import index_folder
from engine.conversation import Conversation, Label
from engine.service import Engine
from tests.engine.making import fill, scribble

PICTURES, BURST = 30, (95, 85, 75, 60)


class Talk:
    """A conversation that remembers its last answer."""

    def __init__(self, engine):
        self.engine = engine
        self.conversation = Conversation()

    def __call__(self, text="", **more) -> Answer:
        found = answer(self.engine, self.conversation, Message(text=text, **more))
        self.conversation = found.conversation
        return found


@pytest.fixture(scope="module")
def engine(tiny_encoder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("burst")
    album = fill(folder / "album", range(PICTURES))
    for quality in BURST:
        scribble(99).save(album / f"burst-{quality}.jpg", quality=quality)
    index_folder(album, folder / "library", tiny_encoder)
    return Engine.open(folder / "library")


@pytest.fixture
def talk(engine):
    return Talk(engine)


def burst(talk, size=40):
    """The tile that stands for the burst, among all that there are."""
    (tile,) = [tile for tile in talk("boat", page_size=size).pictures if tile.alike]
    return tile


def test_a_burst_is_one_tile_that_says_how_many_are_alike(talk):
    found = talk("boat", page_size=40)
    assert len(found.pictures) == PICTURES + 1
    assert burst(talk).alike == len(BURST) - 1


@pytest.mark.parametrize(
    "words",
    [
        "alike #3", "show the ones alike #3", "alike to 3", "copies of #3",
        "show me the copies of 3", "near duplicates of #3", "unfold 3",
    ],
)  # fmt: skip
def test_a_pile_can_be_asked_for_in_words(words):
    assert parse(words, Screen.first_page(12)) == (actions.Alike(number=3),)


def test_a_pile_is_opened_and_what_is_in_it_can_be_judged(talk):
    tile = burst(talk)
    found = talk(f"alike #{tile.number}")
    assert found.reply == f"#{tile.number} and 3 pictures like it."
    assert found.pictures[0].id == tile.id
    assert len({one.id for one in found.pictures}) == len(BURST)
    talk(f"like #{found.pictures[2].number}")
    assert talk.conversation.now.labelled(Label.LIKED) == (found.pictures[2].id,)


def test_the_page_after_an_opened_pile_is_the_next_one(talk):
    first = talk("boat", page_size=12)
    seen = {tile.id for tile in first.pictures}
    talk(f"alike #{first.pictures[0].number}")
    tile = burst(Talk(talk.engine))
    for _ in range(2):
        found = talk("more", page_size=12)
        assert not seen & {one.id for one in found.pictures}
        seen |= {one.id for one in found.pictures}
    assert tile.id in seen


def test_a_picture_without_a_copy_says_so(talk):
    found = talk("boat", page_size=40)
    alone = next(tile for tile in found.pictures if not tile.alike)
    assert "nearly the same" in talk(f"alike #{alone.number}").reply


def test_a_liked_burst_does_not_come_again_and_can_still_be_opened(talk):
    tile = burst(talk)
    found = talk(f"like #{tile.number}", page_size=40)
    assert len(found.pictures) == PICTURES
    assert len(talk(f"alike #{tile.number}").pictures) == len(BURST)


def test_when_nothing_but_copies_is_left_the_reply_says_where_they_are(talk):
    found = talk("boat", page_size=40)
    marks = tuple(Mark(number=tile.number, label="liked") for tile in found.pictures)
    found = talk("", marks=marks, page_size=40)
    assert "The other 3 are nearly the same as what you judged" in found.reply


def test_the_labelled_pictures_are_shown_when_asked_for(talk):
    talk("boat")
    talk("like #2 and #4, not #7")
    found = talk("show my likes")
    assert [tile.number for tile in found.pictures] == [2, 4, 7]
    assert "You like #2 and #4." in found.reply


def test_how_many_are_right_comes_with_labels_and_always_for_programs(talk):
    found = talk("boat")
    assert "right" not in found.reply
    assert 0 <= found.right_low <= found.right <= found.right_high <= found.matches
    found = talk("like #2 and #4, not #7")
    if found.matches > 2:
        assert "of them right" in found.reply
        assert "of them are right, I think" in talk("how many").reply


def test_asking_shows_sure_pictures_and_names_the_others(talk):
    talk("boat")
    talk("like #2, not #7")
    found = talk("ask me about the ones you're not sure of")
    asked = [tile.number for tile in found.pictures if tile.asking]
    assert 1 <= len(asked) <= 6
    assert asked == [tile.number for tile in found.pictures][-len(asked) :]
    assert "I am not sure" in found.reply
    assert talk(f"like #{asked[0]}").pictures


def test_asking_before_anything_is_wanted_shows_pictures_to_judge(talk):
    assert talk("what are you unsure of?").pictures
