"""What stands beside the conversation, without a browser: drawn from values, changing nothing."""

import json
import re
import sqlite3
from html.parser import HTMLParser

import numpy as np
import pytest

from bot.handlers import Choice, Message, Pick, answer
from bot.replies.labels import FULL, labels
from bot.view.drawn.landscape import draw_map, summarise
from bot.view.drawn.study import describe_choice, drawer, read_choice, read_pick
from bot.view.drawn.whypanel import panel
from bot.view.libraries.offered import Offered
from bot.view.libraries.served import Served
from bot.view.person.session import Session
from bot.view.talking.asides import Asides
from bot.view.talking.chat import Chat
from engine.conversation import Classifier, Conversation, Label, Learning, Situation
from engine.service import Boxes, Landscape, Place, Reasons

EVIL = '"><script>alert(1)</script>'
VOID = {"img", "input", "br"}


class Reader(HTMLParser):
    """Every tag and every piece of text, in order; whether what opens also closes."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.words, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def text(html):
    return " ".join(read(html).words)


@pytest.fixture(scope="module")
def chat(engine):
    return Chat(Served([Offered.holding(engine)]))


@pytest.fixture(scope="module")
def talk(engine):
    """A conversation with a page of labels, as an answer leaves it."""
    found = answer(engine, Conversation(), Message(text="a sailing boat"))
    found = answer(engine, found.conversation, Message(text="like #1, #2, not #7, maybe #8"))
    return found.conversation


@pytest.fixture(scope="module")
def before(chat, talk):
    session = chat.open("")
    return Session(conversation=talk, place=session.place).dump()


def aside(told):
    return json.loads(told)["html"]


def test_reasons_say_the_nearest_pictures_the_votes_and_what_would_change_it(engine, talk):
    number = talk.now.gallery[0]
    picture = talk.picture(number)
    reasons = engine.explain(talk.now, picture)
    drawn = panel(number, reasons, talk, labels("en"))
    said = text(drawn)
    assert f"Why #{number} is here" in said
    assert f"{round(100 * reasons.chance)}% likely" in said
    assert f"{reasons.votes} of {reasons.trees} trees claim it" in said
    assert f"likeness {reasons.liked_likeness:.2f}" in said
    pictures = [one["src"] for tag, one in read(drawn).tags if tag == "img"]
    near = [reasons.nearest_liked, reasons.nearest_disliked]
    assert pictures == [f"gradio_api/thumb/{one}" for one in near]
    assert drawn.count('class="yes"') == reasons.votes
    assert drawn.count("<i></i>") == reasons.trees - reasons.votes


def test_what_was_judged_says_so_first(engine, talk):
    words = labels("en")
    for number, said in ((1, "You like it."), (7, "You do not like it."), (8, "not sure")):
        reasons = engine.explain(talk.now, talk.picture(number))
        assert said in text(panel(number, reasons, talk, words))
    assert "Nothing is searched for yet" in text(panel(1, None, talk, words))


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (Reasons(kept_out=True), "One of your conditions keeps it out."),
        (Reasons(), "not among the candidates"),
        (Reasons(chance=0.3, place=4), "Not called a match: 30% likely"),
        (Reasons(chance=0.9, place=1, match=True, flip="zz", nearest_liked="zz"), "If a picture"),
        (Reasons(chance=0.1, place=9, flip="zz", nearest_disliked="zz"), "Without the dislike of"),
    ],
)
def test_every_kind_of_reason_has_its_sentence(talk, reasons, said):
    assert said in text(panel(3, reasons, talk, labels("en")))


def test_looking_changes_nothing_and_hearing_twice_is_two_messages(chat, before):
    asides = Asides(chat)
    first, second = asides.why(before, 3), asides.why(before, 3)
    assert first != second
    assert re.sub(r'data-stamp="\d+"', "", first) == re.sub(r'data-stamp="\d+"', "", second)
    assert 'data-number="3"' in first
    asides.survey(before)
    asides.study(before)
    assert chat.open(before).dump() == before


@pytest.mark.parametrize("asked", [None, 0, -1, 10**9, True, "3", [3], {"number": 3}, 2.5])
def test_a_number_that_was_never_given_has_no_reasons(chat, before, asked):
    drawn = Asides(chat).why(before, asked)
    assert read(drawn).words == []


def test_asides_of_an_empty_page_say_what_is_missing(chat):
    asides = Asides(chat)
    assert "nothing to draw yet" in text(aside(asides.survey("")))
    assert "There are no boxes yet" in text(aside(asides.study("")))
    assert asides.why("", 1).count("<") == 2


def test_forged_ids_are_no_markup_in_any_aside(chat, talk):
    forged = Situation(texts=(EVIL,), labels=((EVIL, Label.LIKED), ("upload-" + EVIL, Label.LIKED)))
    conversation = talk.model_copy(update={"now": forged, "shown": ((EVIL,),)})
    before = Session(conversation=conversation, place=chat.open("").place).dump()
    asides = Asides(chat)
    for drawn in (asides.why(before, 1), aside(asides.survey(before)), aside(asides.study(before))):
        assert "script" not in [tag for tag, _ in read(drawn).tags]
    evil = Landscape(places=(Place(id=EVIL, x=0, y=0, kind="match", score=0),), matches=1)
    drawn = read(draw_map(evil, conversation, labels("en")))
    assert "script" not in [tag for tag, _ in drawn.tags]
    told = next(one["data-told"] for _, one in drawn.tags if "data-told" in one)
    assert json.loads(told)["places"][0][0] == EVIL
    reasons = Reasons(
        nearest_liked=EVIL, liked_likeness=0.5, voted_by=((EVIL, 2),), votes=1, trees=2
    )
    assert "script" not in [tag for tag, _ in read(panel(1, reasons, conversation, labels())).tags]
    boxes = Boxes(sql=EVIL, boxes=1, trees=1, needed=1, dimensions=32)
    drawn = drawer(conversation, boxes, labels("en"), scans=True, page_size=12)
    assert EVIL in read(drawn).words
    assert "script" not in [tag for tag, _ in read(drawn).tags]


def test_the_map_tells_every_place_and_the_numbers_that_pictures_carry(engine, talk):
    landscape = engine.survey(talk.now)
    drawn = read(draw_map(landscape, talk, labels("en")))
    told = json.loads(next(one["data-told"] for _, one in drawn.tags if "data-told" in one))
    assert [one[0] for one in told["places"]] == [place.id for place in landscape.places]
    for name, _, _, kind, share, number in told["places"]:
        assert (name in talk.numbered) == bool(number)
        assert number == 0 or talk.picture(number) == name
        assert kind in ("liked", "disliked", "match", "undecided")
        assert 0 <= share <= 1
    assert told["edge"] == landscape.edge
    assert 0 < told["enough"] <= 1


def test_the_summary_counts_what_the_map_shows():
    def place(kind, x):
        return Place(id=f"{kind}{x}", x=x, y=0.0, kind=kind, score=x)

    places = (place("match", 3.0), place("undecided", 1.0), place("liked", 4.0),
              place("liked", 0.5), place("disliked", 0.1))  # fmt: skip
    said = summarise(Landscape(places=places, matches=1, candidates=9, edge=2.0), labels("en"))
    assert said == (
        "1 match lies to the right. 8 undecided candidates lie to the left. "
        "Liked pictures among the matches: 1 of 2. "
        "Disliked pictures among the matches: 0 of 1. 2 pictures are drawn."
    )
    voted = Landscape(places=places, matches=12, candidates=12)
    assert summarise(voted, labels("de")).startswith("12 Bilder haben genug Stimmen.")


def test_the_drawer_shows_what_is_in_force(talk):
    chosen = Learning(classifier=Classifier.ENSEMBLE, background=777, dislikes=3)
    now = talk.now.model_copy(update={"learning": chosen})
    conversation = talk.model_copy(update={"now": now, "page_size": 17})
    tags = read(drawer(conversation, None, labels("en"), scans=False, page_size=12)).tags
    radios = {one["value"]: one for tag, one in tags if tag == "input"}
    assert set(radios) == {one.value for one in Classifier}
    assert [value for value, one in radios.items() if "checked" in one] == ["ensemble"]
    assert [value for value, one in radios.items() if "disabled" in one] == ["scan"]
    selected = [one["value"] for tag, one in tags if tag == "option" and "selected" in one]
    assert selected == ["777", "3", "17"]
    described = {one["aria-describedby"] for tag, one in tags if "aria-describedby" in one}
    assert described <= {one.get("id") for _, one in tags}


def test_the_boxes_of_the_drawer_run_in_sqlite_and_find_what_the_turn_found(engine, chat, before):
    html = aside(Asides(chat).study(before))
    query = next(part for part in read(html).words if part.startswith("SELECT"))
    base = sqlite3.connect(":memory:")
    names = ", ".join(f"d{n}" for n in range(32))
    base.execute(f"CREATE TABLE codes (row, {names})")
    lines = ((row, *line) for row, line in enumerate(np.asarray(engine._indexes.codes).tolist()))
    base.executemany(f"INSERT INTO codes VALUES ({', '.join('?' * 33)})", lines)
    found = [row for row, _ in base.execute(query).fetchall()]
    ranked = engine._rankings.search(chat.open(before).conversation.now).rows
    assert found
    assert set(found) <= set(ranked.tolist())


@pytest.mark.parametrize(
    "said",
    [None, 3, "branches", [], {"learning": 1}, {"learning": {"classifier": "x"}},
     {"learning": {"dislikes": 0}}, {"learning": {}, "page_size": 10**9},
     {"learning": {"background": 1}}, {"learning": {}, "more": 1}],
)  # fmt: skip
def test_a_choice_of_another_shape_chooses_nothing(chat, before, said):
    assert read_choice(said) is None
    assert chat.clicked({"choice": said}, before).choice is None


@pytest.mark.parametrize("said", [None, "ab", {}, {"picture": "ab"}, {"picture": "a" * 999,
                         "label": "liked"}, {"picture": "ab", "label": "none"}])  # fmt: skip
def test_a_pick_of_another_shape_picks_nothing(said):
    assert read_pick(said) is None


def test_a_choice_and_a_pick_become_a_question_in_the_language_of_the_page(chat, before, talk):
    asked = chat.clicked({"choice": {"learning": {"classifier": "scan", "dislikes": 5}}}, before)
    assert asked.choice == Choice(learning=Learning(classifier=Classifier.SCAN, dislikes=5))
    assert asked.words == "Method: Plain random forest, dislikes × 5"
    pick = chat.clicked({"pick": {"picture": talk.picture(3), "label": "disliked"}}, before)
    assert pick.pick == Pick(picture=talk.picture(3), label="disliked")
    assert pick.words == "Not this"
    for language in FULL:
        for classifier in Classifier:
            choice = Choice(learning=Learning(classifier=classifier, background=500), page_size=24)
            assert "24" in describe_choice(choice, labels(language))
