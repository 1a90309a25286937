"""Questions answered, pictures compared, hidden, and shown in other numbers."""

import pytest

from engine.conversation import Label
from tests.bot.handlers.talking import Talk


@pytest.fixture
def talk(dated):
    return Talk(dated)


def labelled(talk, kind):
    pictures = talk.now.labelled(kind)
    return sorted(talk.conversation.numbered.index(one) + 1 for one in pictures)


def asked(talk):
    talk("boat")
    talk("like #1 and #2, not #5")
    found = talk("what are you unsure of?")
    numbers = [tile.number for tile in found.pictures if tile.asking]
    assert numbers
    assert talk.now.asked == tuple(numbers)
    return numbers


def test_one_answer_is_for_all_that_was_asked(talk):
    numbers = asked(talk)
    found = talk("no")
    assert set(numbers) <= set(labelled(talk, Label.DISLIKED))
    assert found.reply.startswith("Disliked #")
    assert talk("yes").reply.startswith("I asked nothing")


def test_several_answers_go_in_the_order_of_the_questions(talk):
    numbers = asked(talk)
    talk("yes no skip")
    first = dict(zip(numbers, ("yes", "no", "skip"), strict=False))
    for number, said in first.items():
        liked = number in labelled(talk, Label.LIKED)
        disliked = number in labelled(talk, Label.DISLIKED)
        assert (liked, disliked) == (said == "yes", said == "no")


def test_skipping_judges_nothing(talk):
    asked(talk)
    before = talk.now.labels
    assert talk("skip").reply.startswith("Skipped #")
    assert talk.now.labels == before


def test_a_question_is_open_until_something_else_is_shown(talk):
    asked(talk)
    talk("more")
    assert talk("yes").reply.startswith("I asked nothing")


def test_both_means_the_two_that_were_compared(talk):
    talk("boat")
    talk("compare 3 and 5")
    talk("both")
    assert labelled(talk, Label.LIKED) == [3, 5]


def test_a_preference_counts_as_a_comparison(talk):
    talk("boat")
    talk("3 is better than 5")
    assert (labelled(talk, Label.LIKED), labelled(talk, Label.UNSURE)) == ([3], [5])
    talk("undo")
    assert not talk.now.labels


def test_ratings_are_labels(talk):
    talk("boat")
    talk("8 is perfect")
    talk("7 is close but not quite")
    assert (labelled(talk, Label.LIKED), labelled(talk, Label.UNSURE)) == ([8], [7])
    assert not {7, 8} & {tile.number for tile in talk.last.pictures}


def test_what_was_seen_is_left_out_and_let_in_again(talk):
    seen = {tile.id for tile in talk("boat").pictures}
    fresh = talk("hide the ones I have already seen")
    assert talk.now.hidden
    assert not seen & {tile.id for tile in fresh.pictures}
    back = talk("show seen again")
    assert back.reply.startswith("12 hidden pictures may be shown again. ")
    assert seen & {tile.id for tile in back.pictures}
    assert talk("show seen again").reply == "Nothing is hidden."


def test_the_number_of_pictures_on_a_page_stays_as_it_was_asked_for(talk):
    talk("boat")
    assert len(talk("show 20 at a time").pictures) == 20
    first = {tile.id for tile in talk("a castle").pictures}
    assert len(first) == 20
    assert not first & {tile.id for tile in talk("more").pictures}
    talk("start over")
    assert len(talk("boat").pictures) == 20
    assert "200 at once at most" in talk("show 900 at a time").reply


def test_each_kind_of_label_is_forgotten_by_itself(talk):
    talk("boat")
    talk("like #1 and #2, not #5")
    talk("maybe #7")
    talk("clear my likes")
    assert (labelled(talk, Label.LIKED), labelled(talk, Label.DISLIKED)) == ([], [5])
    talk("undo")
    talk("clear my dislikes")
    assert (labelled(talk, Label.LIKED), labelled(talk, Label.DISLIKED)) == ([1, 2], [])
    talk("clear all labels")
    assert talk.now.labels == ()
    assert talk.now.texts == ("boat",)
