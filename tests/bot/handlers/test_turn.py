"""Turns as people take them, on a real engine: what changes, what is shown, what is said."""

import pytest

from bot.handlers import Answer, Mark, Message, answer
from bot.parse import Screen, actions, parse
from engine.conversation import Compare, Conversation, Label, step
from tests.bot.conftest import PICTURES, jpeg


class Talk:
    """A conversation that remembers its last answer."""

    def __init__(self, engine):
        self.engine = engine
        self.conversation = Conversation()
        self.last: Answer | None = None

    def __call__(self, text="", **more) -> Answer:
        self.last = answer(self.engine, self.conversation, Message(text=text, **more))
        self.conversation = self.last.conversation
        return self.last

    @property
    def now(self):
        return self.conversation.now

    def labelled(self, label):
        return tuple(
            self.conversation.numbered.index(picture) + 1 for picture in self.now.labelled(label)
        )


@pytest.fixture
def talk(small_engine):
    return Talk(small_engine)


def shown(found):
    return [tile.number for tile in found.pictures]


def test_words_find_a_numbered_gallery(talk):
    found = talk("a blue boat")
    assert shown(found) == list(range(1, 13))
    assert found.reply.startswith("Searching for “a blue boat”.")
    assert found.query == "a blue boat"
    assert found.total == PICTURES
    assert [one.score for one in found.pictures] == sorted(
        (one.score for one in found.pictures), reverse=True
    )


def test_labels_teach_and_are_not_shown_again(talk):
    talk("boat")
    found = talk("more like #3 and #5, not #7")
    assert talk.labelled(Label.LIKED) == (3, 5)
    assert talk.labelled(Label.DISLIKED) == (7,)
    assert found.reply.startswith("Liked #3 and #5, disliked #7. ")
    assert not {3, 5, 7} & set(shown(found))
    assert found.matches is not None
    assert {"learn", "find", "rank"} <= set(found.stages)


def test_a_number_keeps_its_picture_whatever_is_shown(talk):
    first = {tile.number: tile.id for tile in talk("boat").pictures}
    for text in ("more", "more like #2", "not #4", "undo", "page 2"):
        for tile in talk(text).pictures:
            assert first.setdefault(tile.number, tile.id) == tile.id


def test_more_turns_the_page_without_repeating_or_learning(talk):
    first, labels = shown(talk("boat")), talk.now.labels
    second, third = shown(talk("more")), shown(talk("10 more"))
    assert not set(first) & set(second)
    assert len(third) == 10
    assert not set(third) & {*first, *second}
    assert shown(talk("previous")) == second
    assert talk.now.labels == labels


def test_the_last_page_is_the_last(talk):
    talk("like nothing else")
    for _ in range(PICTURES // 12):
        last = talk("more")
    assert "That is all" in talk("more").reply
    assert last.reply


def test_undo_and_redo_bring_back_labels_words_and_gallery(talk):
    galleries = [shown(talk("boat"))]
    states = [talk.now]
    for text in ("like #1", "#2 but at night", "not #3, no people", "none of these"):
        galleries.append(shown(talk(text)))
        states.append(talk.now)
    for place in (3, 2, 1, 0):
        assert shown(talk("undo")) == galleries[place]
        assert talk.now == states[place]
    for place in (1, 2, 3, 4):
        assert shown(talk("redo")) == galleries[place]
        assert talk.now == states[place]
    assert talk("redo").reply == "There is nothing to redo."


def test_one_message_is_one_step_back(talk):
    talk("boat")
    before = talk.now
    talk("start over, a castle, no people")
    assert (talk.now.texts, talk.now.avoided) == (("a castle",), ("people",))
    talk("undo")
    assert talk.now == before


def test_undo_goes_back_to_before_a_label(talk):
    talk("boat")
    before = talk.now
    for text in ("like #7", "like #2", "at night"):
        talk(text)
    talk("go back to before 7")
    assert talk.now == before


def test_start_over_is_a_new_conversation_that_undo_takes_back(talk):
    talk("boat")
    talk("like #3")
    before = talk.now
    found = talk("start over")
    assert found.pictures == ()
    assert talk.now.labels == talk.now.texts == ()
    assert "Nothing is shown yet" in talk("like #3").reply
    talk("undo")
    assert talk.now == before


def test_clicks_count_before_the_words(talk):
    talk("boat")
    marks = (Mark(number=2, label="liked"), Mark(number=4, label="disliked"))
    found = talk("at night", marks=marks)
    assert (talk.labelled(Label.LIKED), talk.labelled(Label.DISLIKED)) == ((2,), (4,))
    assert talk.now.texts == ("boat", "at night")
    assert found.reply.startswith("Liked #2, disliked #4, adding “at night”.")


def test_clicks_alone_refine(talk):
    talk("boat")
    assert shown(talk(marks=(Mark(number=2, label="liked"),)))
    assert talk.labelled(Label.LIKED) == (2,)
    talk(marks=(Mark(number=2, label="none"), Mark(number=99, label="liked")))
    assert talk.labelled(Label.LIKED) == ()


def test_a_later_word_wins_over_a_click_and_over_an_earlier_turn(talk):
    talk("boat")
    talk("not #2", marks=(Mark(number=2, label="liked"),))
    assert talk.labelled(Label.DISLIKED) == (2,)
    talk("like 2")
    assert (talk.labelled(Label.LIKED), talk.labelled(Label.DISLIKED)) == ((2,), ())


def test_nothing_said_is_answered_kindly_and_changes_nothing(talk):
    assert "Say what you want to see" in talk("  \u200b").reply
    talk("boat")
    before = talk.conversation
    assert talk("").pictures == ()
    assert talk.conversation == before


def test_none_of_these_without_words_keeps_the_labels_and_asks(talk):
    talk("", images=(jpeg(99),))
    talk("clear my likes")
    found = talk("none of these")
    assert "what you want to see instead" in found.reply
    assert len(talk.labelled(Label.DISLIKED)) == 12


def test_a_picture_brought_along_is_an_example(talk):
    found = talk("", images=(jpeg(99),))
    assert found.reply.startswith("Your picture is an example.")
    assert shown(found) == list(range(1, 13))
    (upload,) = talk.now.labelled(Label.LIKED)
    assert upload.startswith("upload-")


def test_several_pictures_of_one_message_are_examples_together_and_one_step_for_undo(talk):
    talk("boat")
    found = talk(images=(jpeg(99), jpeg(98), jpeg(99)))
    assert found.reply.startswith("Your 2 pictures are examples.")
    assert len(talk.now.labelled(Label.LIKED)) == 2
    talk("undo")
    assert talk.now.labels == ()
    assert talk.now.texts == ("boat",)


def test_of_several_pictures_the_broken_ones_are_said_and_the_others_count(talk):
    found = talk("a castle", images=(b"no picture", jpeg(98), b"nor this"))
    assert "your picture is an example" in found.reply
    assert found.reply.count("not a picture that can be read") == 1
    assert not found.refused
    assert len(talk.now.labelled(Label.LIKED)) == 1
    assert talk.now.texts == ("a castle",)


def test_a_picture_brought_again_is_the_one_that_it_was(talk):
    talk(images=(jpeg(99),))
    (first,) = talk.now.labelled(Label.LIKED)
    talk(images=(jpeg(98),))
    assert talk("nothing like this", images=(jpeg(99),)).reply.startswith("Nothing like your pict")
    assert talk.now.label_of(first) is Label.DISLIKED


def test_more_pictures_than_a_message_or_the_alphabet_holds_are_left_out_and_said(talk):
    found = talk(images=tuple(jpeg(seed) for seed in range(100, 114)))
    assert "No more than 12 pictures" in found.reply
    assert len(talk.now.labelled(Label.LIKED)) == 12
    talk(images=tuple(jpeg(seed) for seed in range(120, 132)))
    found = talk(images=tuple(jpeg(seed) for seed in range(140, 144)))
    assert found.reply.startswith("Your 2 pictures are examples.")
    assert "No more than 26 pictures" in found.reply
    found = talk("more like #3", images=(jpeg(150),))
    assert "No more than 26 pictures" in found.reply
    assert len(talk.now.labelled(Label.LIKED)) == 27


def test_words_turn_a_picture_into_an_example_of_what_not_to_see(talk):
    talk("boat")
    found = talk("nothing like this", images=(jpeg(98),))
    assert "othing like your picture" in found.reply
    assert len(talk.now.labelled(Label.DISLIKED)) == 1


def test_a_picture_comes_along_with_a_new_search(talk):
    talk("a castle", images=(jpeg(97),))
    assert talk.now.texts == ("a castle",)
    assert len(talk.now.labelled(Label.LIKED)) == 1


def test_what_is_no_picture_is_a_sentence_and_nothing_is_lost(talk):
    talk("boat")
    before = talk.conversation
    found = talk("more like #3", images=(b"not a picture",))
    assert found.reply
    assert found.refused
    assert found.pictures == ()
    assert talk.conversation == before


def test_a_picture_that_the_engine_forgot_is_left_out_and_said(talk, album):
    from engine.service import Engine

    talk("boat")
    talk("like this", images=(jpeg(96),))
    talk.engine = Engine.open(album)
    found = talk("like #2")
    assert "add it again" in found.reply
    assert shown(found)
    assert talk.labelled(Label.LIKED) == (2,)


def test_another_librarys_conversation_is_refused(talk):
    talk.conversation = Conversation(library="elsewhere")
    assert "another library" in talk("boat").reply
    assert talk.conversation == Conversation(library="elsewhere")


def test_the_valid_part_of_a_message_counts(talk):
    talk("boat")
    found = talk("like 2 and 99")
    assert talk.labelled(Label.LIKED) == (2,)
    assert "There is no #99: numbers go from #1 to #12 so far." in found.reply


def test_a_contradiction_leaves_the_picture_as_it_was_and_asks(talk):
    talk("boat")
    found = talk("#3 and not #3, like #5")
    assert talk.labelled(Label.LIKED) == (5,)
    assert "You both like and dislike #3" in found.reply


def test_saying_it_again_changes_nothing(talk):
    talk("boat")
    talk("like 3")
    before = talk.conversation
    assert "#3 had that label already." in talk("yes 3").reply
    assert talk.conversation == before


def test_hidden_pictures_stay_away(talk):
    talk("boat")
    gone = talk.conversation.picture(1)
    found = talk("hide 1")
    assert gone not in [tile.id for tile in found.pictures]
    assert "1 picture is hidden." in talk("status").reply


def test_similar_is_a_new_search_by_one_picture(talk):
    talk("boat, no people")
    talk("not #2")
    talk("similar to #3")
    assert (talk.now.texts, talk.now.avoided) == ((), ())
    assert (talk.labelled(Label.LIKED), talk.labelled(Label.DISLIKED)) == ((3,), ())
    talk("undo")
    assert talk.now.texts == ("boat",)


def test_words_can_be_dropped(talk):
    talk("red boat at sea")
    talk("forget the red")
    assert talk.now.texts == ("boat at sea",)
    assert "not among the words" in talk("forget the castle").reply


def test_questions_change_nothing(talk):
    talk("boat, no people")
    talk("like #3, not #7")
    before = talk.conversation
    assert "pictures match" in talk("how many").reply
    status = talk("status").reply
    for part in ("“boat”", "“people”", "like #3", "dislike #7"):
        assert part in status
    assert "You liked #3" in talk("why #3").reply
    assert "#3" in talk("why #5").reply
    assert shown(talk("show #4")) == [4]
    assert shown(talk("compare 4 and 9")) == [4, 9]
    for text in ("help", "hello", "thanks", "export the good ones", "newest first", "load"):
        assert talk(text).reply
    assert talk.conversation == step(before, Compare(numbers=(4, 9)))


def test_exploring_shows_other_pictures(talk):
    first = shown(talk("boat"))
    for text in ("surprise me", "mix it up", "something different", "what are you unsure of?"):
        found = talk(text)
        assert found.pictures
    assert talk.now.texts == ("boat",)
    assert shown(talk("page 1")) == first


def test_a_surprise_needs_no_search(talk):
    assert len(talk("surprise me").pictures) == 12
    talk("like #2")
    assert talk.labelled(Label.LIKED) == (2,)


def test_a_page_size_can_be_asked_for(talk):
    talk("boat")
    assert len(talk("show 24").pictures) == 24
    assert "at once at most" in talk("show 500").reply


def test_slips_are_told(talk):
    talk("boat")
    assert talk("lkie 3").reply.startswith("Read “lkie” as “like”, liked #3.")


def test_a_message_too_long_is_cut_and_says_so(talk):
    found = talk("boats and more boats " * 400)
    assert "first part of your message" in found.reply
    assert found.pictures


def test_every_suggestion_of_a_conversation_is_understood(talk):
    texts = (
        "boat", "like #3", "more", "undo", "undo", "redo", "why #2", "show #4", "surprise me",
        "page 9", "none of these", "start over", "hello", "help", "",
    )  # fmt: skip
    for text in texts:
        found = talk(text)
        numbers = len(talk.conversation.numbered)
        liked = talk.labelled(Label.LIKED)
        screen = Screen(shown=numbers, newest=talk.now.gallery, liked=liked)
        for words in found.suggestions:
            for one in parse(words, screen):
                assert not isinstance(one, actions.Ask | actions.Refuse | actions.Query), words


def test_conversations_do_not_meet(small_engine):
    one, other = Talk(small_engine), Talk(small_engine)
    one("boat"), other("castle")
    one("like #1, not #2")
    assert other.now.labels == ()
    assert other.now.texts == ("castle",)


def test_the_same_turns_give_the_same_answers(small_engine):
    turns = ("boat", "like #3, not #7", "surprise me", "at night", "undo", "more")
    runs = []
    for _ in range(2):
        talk = Talk(small_engine)
        runs.append([(talk(text).reply, shown(talk.last)) for text in turns])
    assert runs[0] == runs[1]
