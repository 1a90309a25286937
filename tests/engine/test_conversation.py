"""The conversation as a value: laws of labels, numbers, undo and restart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conversation import (
    CUT_STEPS,
    PASSED_KEPT,
    Arrange,
    Ask,
    Avoid,
    Condition,
    Conversation,
    Cut,
    Hide,
    Judge,
    Label,
    Load,
    Narrow,
    Order,
    Redo,
    Refine,
    Replace,
    Reset,
    Restart,
    Reveal,
    Reword,
    Show,
    Situation,
    Turn,
    Undo,
    Unlabel,
    step,
)
from engine.errors import ConversationError
from engine.types import PictureId

ids = st.sampled_from([PictureId(letter) for letter in "abcdefgh"])
some_ids = st.lists(ids, max_size=5, unique=True).map(tuple)
words = st.sampled_from(["boat", "cat", "at night"])
changes = st.one_of(
    st.builds(Ask, text=words),
    st.builds(Refine, text=words),
    st.builds(Replace, text=words),
    st.builds(Reword, texts=st.lists(words).map(tuple), avoided=st.lists(words).map(tuple)),
    st.builds(Avoid, text=words),
    st.builds(Judge, label=st.sampled_from(Label), pictures=some_ids),
    st.builds(Unlabel, pictures=some_ids),
    st.builds(Reveal),
    st.builds(Cut, steps=st.integers(-3, 3)),
    st.builds(Arrange, order=st.none() | st.builds(Order)),
    st.builds(Hide, pictures=some_ids),
    st.builds(Reset, what=st.sampled_from(["labels", "liked", "disliked"])),
)
turns = st.builds(Turn, changes=st.lists(changes, max_size=3).map(tuple))
shows = st.builds(Show, pictures=some_ids, page=st.integers(0, 3))
events = st.lists(st.one_of(turns, shows, st.just(Restart())), max_size=12)


def play(*events_):
    conversation = Conversation()
    for event in events_:
        conversation = step(conversation, event)
    return conversation


@given(events)
def test_no_picture_is_ever_both_liked_and_disliked(some_events):
    now = play(*some_events).now
    pictures = [picture for picture, _ in now.labels]
    assert len(pictures) == len(set(pictures))


@given(events, turns)
def test_undo_after_a_turn_gives_the_situation_before_it(some_events, turn):
    before = play(*some_events)
    assert step(step(before, turn), Undo()).now == before.now


@given(events, turns)
def test_redo_after_undo_gives_the_situation_that_was_undone(some_events, turn):
    after = step(play(*some_events), turn)
    assert step(step(after, Undo()), Redo()) == after


@given(events)
def test_undoing_every_turn_leads_back_to_the_beginning(some_events):
    conversation = play(*some_events)
    if conversation.past:
        first = step(conversation, Undo(turns=10_000))
        assert first.past == ()
        assert first.now.labels == ()
        assert first.now.texts == ()


@given(events, shows)
def test_a_picture_keeps_its_number_whatever_is_shown_later(some_events, show):
    before = play(*some_events)
    after = step(before, show)
    assert after.numbered[: len(before.numbered)] == before.numbered
    assert [after.picture(number) for number in after.now.gallery] == list(show.pictures)


@given(events)
def test_a_restart_equals_a_new_conversation_but_for_what_undo_brings_back(some_events):
    old = play(*some_events)
    fresh = step(old, Restart())
    assert fresh.now == Conversation().now.model_copy(update={"epoch": fresh.now.epoch})
    assert fresh.numbered == ()
    assert step(fresh, Undo()).now == old.now
    assert step(fresh, Undo()).numbered == old.numbered


@given(events)
def test_a_conversation_survives_json(some_events):
    conversation = play(*some_events)
    assert Conversation.model_validate_json(conversation.model_dump_json()) == conversation


def test_the_later_judgement_wins():
    conversation = play(
        Turn(changes=(Judge(label=Label.LIKED, pictures=(PictureId("a"),)),)),
        Turn(changes=(Judge(label=Label.DISLIKED, pictures=(PictureId("a"),)),)),
    )
    assert conversation.now.label_of(PictureId("a")) is Label.DISLIKED
    assert conversation.now.labelled(Label.LIKED) == ()


def test_undo_with_nothing_before_says_so():
    with pytest.raises(ConversationError, match="nothing to undo"):
        step(Conversation(), Undo())


def test_a_number_that_nothing_carries_is_refused_with_the_range():
    conversation = play(Show(pictures=(PictureId("a"), PictureId("b"))))
    with pytest.raises(ConversationError, match="no picture #3: numbers go from 1 to 2"):
        conversation.picture(3)


def paged(*names, label=Label.LIKED, page=("a", "b", "c", "d")):
    shown = step(step(Conversation(), Turn(changes=(Ask(text="x"),))), Show(pictures=page))
    return step(shown, Turn(changes=(Judge(label=label, pictures=names),)))


def test_what_stood_before_a_liked_picture_was_passed_over():
    assert paged("c").now.passed == ("a", "b")
    assert paged("a").now.passed == ()
    assert step(paged("c"), Undo()).now.passed == ()
    assert step(step(paged("c"), Undo()), Redo()).now.passed == ("a", "b")


def test_a_page_where_nothing_was_liked_says_nothing():
    assert paged("b", label=Label.DISLIKED).now.passed == ()
    assert paged("elsewhere").now.passed == ()


def test_a_label_overrides_having_been_passed_over_and_forgetting_labels_forgets_it():
    judged = step(paged("d"), Turn(changes=(Judge(label=Label.DISLIKED, pictures=("c",)),)))
    assert judged.now.passed == ("a", "b")
    assert step(paged("c"), Turn(changes=(Reset(what="labels"),))).now.passed == ()
    assert step(paged("c"), Turn(changes=(Reset(what="disliked"),))).now.passed == ("a", "b")
    assert step(paged("c"), Turn(changes=(Ask(text="y"),))).now.passed == ()


def test_only_the_newest_that_were_passed_over_are_remembered():
    conversation = Conversation()
    for number in range(30):
        page = tuple(f"{number}-{place}" for place in range(12))
        shown = step(conversation, Show(pictures=page))
        liked = Judge(label=Label.LIKED, pictures=page[-1:])
        conversation = step(shown, Turn(changes=(liked,)))
    assert len(conversation.now.passed) == PASSED_KEPT
    assert conversation.now.passed[-1] == "29-10"
    assert not {picture for picture, _ in conversation.now.labels} & set(conversation.now.passed)


YEAR = Condition(field="date", op="is", value="2019", since="2019-01-01", until="2020-01-01")
SINCE, BEFORE = (
    Condition(field="date", op=op, value="x", since="2019-01-01") for op in ("after", "before")
)


def test_two_ends_of_a_span_stand_together_and_anything_else_is_said_anew():
    def kept(*conditions):
        changes = tuple(Narrow(condition=one) for one in conditions)
        return step(Conversation(), Turn(changes=changes)).now.conditions

    shape = Condition(field="aspect", op="is", value="square")
    assert kept(SINCE, BEFORE, shape) == (SINCE, BEFORE, shape)
    assert kept(SINCE, BEFORE, YEAR) == (YEAR,)
    assert kept(YEAR, SINCE) == (SINCE,)


def test_a_cut_goes_so_far_and_no_further():
    conversation = Conversation()
    for _ in range(2 * CUT_STEPS):
        conversation = step(conversation, Turn(changes=(Cut(steps=1),)))
    assert conversation.now.cut == CUT_STEPS


def test_a_new_search_drops_conditions_order_and_cut():
    changes = (Narrow(condition=YEAR), Arrange(order=Order(by="date", order="asc")), Cut(steps=1))
    narrowed = step(Conversation(), Turn(changes=changes))
    now = step(narrowed, Turn(changes=(Ask(text="boat"),))).now
    assert (now.conditions, now.order, now.cut) == ((), None, 0)


def test_what_is_loaded_has_numbers_of_its_own_and_undo_takes_it_away():
    before = step(Conversation(), Show(pictures=(PictureId("a"), PictureId("b"))))
    kept = Situation(texts=("boat",), gallery=(1,))
    loaded = step(before, Load(situation=kept, numbered=(PictureId("c"),)))
    assert loaded.picture(1) == "c"
    assert loaded.whole
    assert step(loaded, Undo()).picture(1) == "a"


def test_numbers_that_were_never_given_are_not_whole():
    for now in (Situation(gallery=(1,)), Situation(asked=(1,)), Situation(epoch=1)):
        assert not Conversation(now=now).whole
