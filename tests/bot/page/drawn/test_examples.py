from bot.view.drawn.examples import LONGEST, SHOWN, choose_examples, shorten


def test_examples_are_short_different_and_the_same_every_time(engine):
    examples = choose_examples(engine)
    assert examples == choose_examples(engine)
    assert len({each.picture for each in examples}) == len(examples) == SHOWN
    assert [each.by_picture for each in examples] == [False] * (SHOWN - 1) + [True]
    assert all(len(each.text) <= LONGEST for each in examples)


def test_a_caption_of_one_long_clause_is_no_example():
    assert shorten("supercalifragilistic " * 5) == ""
