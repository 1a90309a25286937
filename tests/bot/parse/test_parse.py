"""What messages mean, and the laws that every text obeys, however odd."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.parse import Screen, actions, parse, read
from bot.parse.fuzzing import broken, messages
from bot.parse.measuring import read_cases, understood
from bot.parse.tokens import LONGEST, fold
from bot.parse.walk import Walk
from bot.parse.words import FOLDER, tables, vocabulary, words_of

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "messages.jsonl").read_text("utf-8").splitlines()
]
PAGE = Screen.first_page(12)
SCREENS = st.builds(
    lambda shown, start, columns, question: Screen(
        shown=shown,
        newest=tuple(range(start + 1, shown + 1)),
        columns=columns,
        question=tuple(range(1, shown + 1)) if question else None,
        liked=(1,) if shown else (),
        uploads=("A",),
    ),
    shown=st.integers(0, 40),
    start=st.integers(0, 20),
    columns=st.integers(1, 6),
    question=st.booleans(),
)
WORDS = sorted({word for language in tables() for word in words_of(language)})
SENTENCES = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.integers(-3, 60).map(str),
        st.integers(0, 60).map("#{}".format),
        st.sampled_from(
            ["1-4", ",", ".", "?", "(", ")", "-", "+", "👍", "#A", '"', "é", "ｆ", "３"]
        ),
        st.sampled_from(["dog", "red", "boat", "snow", "people", "7up", "3rd", "½", "3.5", "番"]),
    ),
    max_size=14,
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=120), SENTENCES)


def small(found):
    """Actions as the table writes them: without what is empty."""
    dumped = [action.model_dump(mode="json") for action in found]
    return [
        {name: value for name, value in one.items() if value not in ([], None, "")}
        for one in dumped
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["message"] or "(a picture alone)")
def test_messages_mean_what_people_mean(row):
    screen = Screen.model_validate(
        {**PAGE.model_dump(exclude_defaults=True), **row.get("screen", {})}
    )
    assert small(parse(row["message"], screen)) == row["actions"]


def numbers_of(action):
    """Every number of a picture that an action would act on."""
    if isinstance(action, actions.Refuse | actions.Ask):
        return
    for name in ("liked", "disliked", "unsure", "numbers"):
        yield from getattr(action, name, ())
    for name in ("number", "before"):
        if (number := getattr(action, name, None)) is not None:
            yield number


@given(message=TEXTS, screen=SCREENS)
@settings(max_examples=300, deadline=None)
@example(message="\ud800 like 3", screen=PAGE)
@example(message="#3 and not #3, all but " * 50, screen=PAGE)
def test_any_text_gives_actions_on_shown_pictures_only(message, screen):
    for action in parse(message, screen):
        for number in numbers_of(action):
            assert number in screen.uploads or 1 <= number <= screen.shown


@given(message=TEXTS, screen=SCREENS)
@settings(max_examples=150, deadline=None)
def test_reading_is_pure_and_comes_back_from_json(message, screen):
    reading = read(message, screen)
    assert reading == read(message, screen)
    assert type(reading).model_validate_json(reading.model_dump_json()) == reading


@given(message=TEXTS, screen=SCREENS)
@settings(max_examples=150, deadline=None)
def test_no_picture_is_judged_two_ways_by_one_message(message, screen):
    for action in parse(message, screen):
        if isinstance(action, actions.Label):
            judged = [*action.liked, *action.disliked, *action.unsure]
            assert len(judged) == len(set(judged))


@given(message=TEXTS)
@settings(max_examples=150, deadline=None)
def test_folding_twice_changes_nothing(message):
    once = fold(message)
    assert fold(once) == once or "n" in once.lower()  # "n. 3" may fold to a number sign again


@given(text=st.text(alphabet="abcdefghijklmnop ", min_size=1, max_size=60), seed=st.integers(0, 9))
@settings(max_examples=100, deadline=None)
def test_quoted_words_are_searched_for_as_they_stand(text, seed):
    wanted = " ".join(text.split())
    if not wanted:
        return
    found = parse(f'search for "{wanted} #{seed}"', PAGE)
    assert small(found) == [{"action": "query", "mode": "new", "text": f"{wanted} #{seed}"}]


@pytest.mark.parametrize(
    "message",
    [
        "like 3 " * 1000,
        "1, " * 3000,
        ",".join(str(number) for number in range(2000)),
        "not " * 2500,
        "all but " * 1200,
        '"' * 9999,
        "“" * 9999,
        "a " * 5000,
        "a, " * 3000,
        "no dogs but without cats instead of " * 250,
        "３" * 10_000,
        "\u0301" * 10_000,
        "ﷺ" * 10_000,
        "番" * 10_000,
        "like the " * 1100,
        "first row " * 1000,
        "- " * 5000,
        "3 " * 5000,
        "3👍" * 3000,
        "(3" * 5000,
        "((((" * 2500,
        "[3, " * 2500,
        "and " * 2500,
        "but " * 2500,
        "like like " * 1000,
        "\u202e3" * 5000,
        "\ud800" * 10_000,
        "もっと" * 3000,
        "everything except " * 600,
        "undo / " * 1400,
        "3 better than " * 700,
    ],
    ids=lambda message: repr(message[:12]),
)
def test_no_message_costs_more_than_a_short_one_could(message, monkeypatch):
    steps = [0]
    real = Walk.roles

    def counted(self, start):
        steps[0] += 1
        return real(self, start)

    monkeypatch.setattr(Walk, "roles", counted)
    parse(message[:10_000], Screen.first_page(500))
    assert steps[0] < 40_000  # some 20 ms: `morelike bench parse` has the clock


def test_a_long_text_is_cut_and_says_so():
    reading = read("a sentence about boats " * 100, PAGE)
    (query,) = reading.actions
    assert len(query.text) <= 500
    assert reading.cut


def test_slips_are_forgiven_in_commands_and_told():
    reading = read("moer like 3 nto 7", PAGE)
    assert reading.corrections == (("moer", "more"), ("nto", "not"))


@pytest.mark.parametrize("message", ["lake", "a lkae at nihgt", "hell", "core", "red", "tank"])
def test_the_words_of_a_search_are_never_corrected(message):
    (query,) = parse(message, PAGE)
    assert (query.action, query.text) == ("query", message)
    assert read(message, PAGE).corrections == ()


@pytest.mark.parametrize(
    "message",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "{{7*7}} ${x} %s",
        "'; DROP TABLE x;--",
    ],
)
def test_code_is_the_words_of_a_search_and_nothing_else(message):
    assert small(parse(message, PAGE)) == [{"action": "query", "mode": "new", "text": message}]


def test_the_number_of_columns_decides_where_a_row_ends():
    assert parse("second row", Screen.first_page(12, 6))[0].liked == (7, 8, 9, 10, 11, 12)
    assert parse("second row", Screen.first_page(12, 3))[0].liked == (4, 5, 6)


def test_every_kind_of_action_can_be_said():
    kinds = {kind.model_fields["action"].default for kind in actions.Action.__args__}
    said = {action["action"] for row in ROWS for action in row["actions"]}
    assert kinds - said == set()


def test_every_table_of_words_is_sound():
    for path in FOLDER.glob("*.json"):
        table = json.loads(path.read_text("utf-8"))
        assert set(table) <= {
            "roles", "numbers", "ordinals", "commands", "gists", "asking", "values", "small",
            "shorthand", "never_corrected",
        }, path  # fmt: skip
        assert set(table.get("roles", {})) <= vocabulary().roles


GIVEN = Path(__file__).parents[4] / "shared" / "research" / "chat-messages.jsonl"
SCENES = {54, 55, 57, 108, 146, 163, 164, 165, 178, 180, 181, 187, 189, 190, 195}
"""Given messages that describe a scene; those that can be typed are in the table in other words."""


@pytest.mark.skipif(not GIVEN.exists(), reason="the gathered messages are not here")
def test_every_gathered_message_has_its_meaning_in_the_table():
    said = {row["message"] for row in ROWS}
    given = [json.loads(line) for line in GIVEN.read_text("utf-8").splitlines()]
    typed = [one["message"] for one in given if one["id"] not in SCENES]
    missing = [message for message in typed if message not in said]
    assert missing == []


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("more like 3", "en"), ("mehr wie 3", "de"), ("plus comme la 3", "fr"),
        ("más como el 3", "es"), ("più come 3", "it"), ("mais como a 3, não 7", "pt"),
        ("meer zoals 3", "nl"), ("3番みたいなの", "ja"), ("喜欢3", "zh"), ("не 3", "ru"),
        ("ليس ٧", "ar"), ("3 जैसा", "hi"), ("danke", "de"), ("un perro en la playa", "es"),
        ("ein hund am strand", "de"), ("rückgänig", "de"),
    ],
)  # fmt: skip
def test_the_language_of_the_words_is_told(message, language):
    assert read(message, PAGE).language == language


@pytest.mark.parametrize("message", ["3 5 7", "👍 3", "lighthouse", "?", "", "<b>"])
def test_where_words_tell_no_language_the_conversation_keeps_its_own(message):
    assert read(message, PAGE.model_copy(update={"language": "it"})).language == "it"


def test_numbers_are_read_in_the_digits_of_every_script():
    for digits in ("３", "٣", "۳", "३", "3️⃣"):
        assert small(parse(f"#{digits}", PAGE)) == [{"action": "label", "liked": [3]}]


@pytest.mark.parametrize("part", ["development", "test"])
def test_of_the_development_set_nearly_all_is_understood(part):
    cases = [case for case in read_cases() if case.half == part]
    assert sum(map(understood, cases)) >= 0.95 * len(cases)


def test_the_two_halves_are_told_apart_by_words_alone():
    cases = [case for case in read_cases() if case.written is None]
    halves = Counter(case.half for case in cases)
    assert len(cases) >= 600
    assert set(halves) == {"development", "test"}
    assert min(halves.values()) > 0.4 * len(cases)


def test_messages_that_nobody_would_type_break_no_law():
    for message, screen in messages(np.random.default_rng(4), 900):
        assert broken(message, screen) is None, message


@pytest.mark.slow
def test_a_hundred_thousand_messages_break_no_law():
    for message, screen in messages(np.random.default_rng(5), 100_000):
        assert broken(message, screen) is None, message


def test_what_is_read_of_a_message_is_short():
    assert len(fold("word " * 4000)) <= LONGEST
    assert len(fold("x" * 40_000)) <= LONGEST
