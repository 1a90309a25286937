from hypothesis import given
from hypothesis import strategies as st

from bot.view.person.bus import Bus, read_bus
from bot.view.person.session import Exchange, Session, Tile, open_session
from bot.view.person.turns import REMEMBERED, Turns
from engine.conversation import Ask, Conversation, Restart, Show, Turn, Undo, step


def talked():
    conversation = Conversation(library="lib")
    for event in (
        Turn(changes=(Ask(text="a boat"),)), Show(pictures=("a", "b")), Restart(), Undo(),
    ):  # fmt: skip
        conversation = step(conversation, event)
    tiles = (Tile(number=1, id="a"), Tile(number=2, id="b", caption="é <b>"))
    return Session(conversation=conversation, exchanges=(Exchange(question="a boat", tiles=tiles),))


def test_what_is_dumped_opens_again_as_the_same_session():
    assert open_session(talked().dump(), "lib") == talked()


def test_the_session_of_another_library_opens_as_a_new_one():
    assert open_session(talked().dump(), "other") == Session(
        conversation=Conversation(library="other")
    )


@given(st.one_of(st.text(), st.none(), st.integers(), st.binary()))
def test_anything_else_opens_as_a_new_session(text):
    assert open_session(text, "lib").exchanges == ()


def test_numbers_that_were_never_given_are_not_believed():
    forged = talked().dump().replace('"gallery":[1,2]', '"gallery":[1,9]')
    assert forged != talked().dump()
    assert open_session(forged, "lib").exchanges == ()


def test_a_session_never_holds_a_path():
    assert "/" not in talked().dump().replace("</", "")


@given(st.one_of(st.text(), st.none(), st.recursive(st.none() | st.integers(), st.lists).map(str)))
def test_a_bus_that_is_no_bus_says_nothing(text):
    assert read_bus(text) == Bus()


def test_marks_keep_the_order_in_which_they_were_made():
    assert list(read_bus('{"marks": {"9": "liked", "2": "disliked"}, "columns": 3}').marks) == [
        9,
        2,
    ]


def test_marks_of_an_unknown_kind_are_refused_whole():
    assert read_bus('{"marks": {"9": "loved"}}').marks == {}


def test_a_second_turn_of_a_person_is_refused_until_the_first_has_ended():
    turns = Turns()
    token = turns.begin("ada")
    assert turns.begin("ada") is None
    assert turns.end("ada", token)
    assert turns.begin("ada") is not None


def test_a_stopped_turn_counts_for_nothing_even_when_another_has_begun():
    turns = Turns()
    stopped = turns.begin("ada")
    turns.stop("ada")
    second = turns.begin("ada")
    assert not turns.end("ada", stopped)
    assert turns.end("ada", second)


def test_people_do_not_wait_for_each_other_and_are_forgotten_in_the_end():
    turns = Turns()
    for person in range(REMEMBERED + 50):
        assert turns.begin(str(person)) is not None
    assert len(turns._held) == REMEMBERED
