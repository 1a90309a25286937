from hypothesis import given
from hypothesis import strategies as st

from bot.replies.labels import labels
from bot.view.person.session import FULL_GALLERIES, Exchange, Session, Tile
from bot.view.person.standing import named_labels, standing, status
from engine.conversation import Ask, Conversation, Judge, Label, Restart, Show, Turn, step

ENGLISH = labels("en")


def judged(*labelled, shown=("a", "b", "c")):
    conversation = step(Conversation(), Turn(changes=(Ask(text="a boat"),)))
    conversation = step(conversation, Show(pictures=shown))
    changes = tuple(Judge(label=label, pictures=(each,)) for each, label in labelled)
    return step(conversation, Turn(changes=changes)) if changes else conversation


def test_a_label_carries_the_number_under_which_its_picture_was_shown():
    conversation = judged(("c", Label.LIKED), ("a", Label.DISLIKED))
    assert named_labels(conversation) == (("3", "c", "liked"), ("1", "a", "disliked"))


def test_pictures_that_were_brought_along_are_letters_and_strangers_have_no_name():
    conversation = judged(
        ("upload-1", Label.LIKED), ("elsewhere", Label.LIKED), ("upload-2", Label.LIKED)
    )
    assert [name for name, _, _ in named_labels(conversation)] == ["A", "", "B"]


def test_the_status_counts_judgements_and_matches_of_all():
    session = Session(
        conversation=judged(("c", Label.LIKED), ("a", Label.LIKED), ("b", Label.DISLIKED)),
        exchanges=(Exchange(matches=9), Exchange(matches=212), Exchange()),
    )
    assert status(session, 9285, ENGLISH) == "2 liked, 1 disliked, 212 matches of 9,285"
    assert status(session, 9285, labels("de")).endswith("212 Treffer von 9.285")


def test_matches_of_before_a_restart_do_not_count():
    conversation = step(judged(), Restart())
    session = Session(conversation=conversation, exchanges=(Exchange(matches=9, epoch=0),))
    assert status(session, 9285, ENGLISH) == ""


@given(st.lists(st.booleans(), max_size=60))
def test_what_is_folded_is_what_the_session_folds(pictures):
    exchanges = tuple(
        Exchange(tiles=(Tile(number=1, id="a"),) if some else ()) for some in pictures
    )
    session = Session(exchanges=exchanges)
    told = standing(session, 10, ENGLISH).folded
    open_galleries = [n for n, some in enumerate(pictures) if some and n not in told]
    assert len(open_galleries) <= FULL_GALLERIES
    assert set(open_galleries) == set(
        [n for n, some in enumerate(pictures) if some][-FULL_GALLERIES:]
    )
