"""Conversations in several libraries at once: nobody sees another's, and none gets lost."""

import pytest

from bot.handlers import pack
from bot.view.libraries.served import Offered, Served
from bot.view.person import session as sessions
from bot.view.person.session import Exchange, Session, Tile, open_session, read_session
from bot.view.talking.chat import Asked, Chat
from engine.build import index_folder
from engine.conversation import Ask, Conversation, Judge, Label, Refine, Show, Turn, step
from engine.service import Engine
from tests.engine.making import fill


@pytest.fixture(scope="module")
def winter(tmp_path_factory, tiny_encoder):
    folder = fill(tmp_path_factory.mktemp("winter") / "winter", range(200, 230))
    index_folder(folder, folder / "library", tiny_encoder)
    return Engine.open(folder / "library")


@pytest.fixture
def chat(small_engine, winter):
    return Chat(Served.holding(small_engine, winter))


def say(chat, text, before, person):
    return list(chat.turn(Asked(text=text), before, "{}", person, typed=True))[-1].session


def enter(chat, place, kept="", person="ada"):
    return chat.enter({"place": place, "kept": kept and pack(kept)}, "en", person).session


def test_each_library_shows_its_own_pictures_and_takes_its_own_labels(chat, small_engine, winter):
    people = {}
    for number in range(12):  # interleaved, six in each library
        place, engine = (("album", small_engine), ("winter", winter))[number % 2]
        people[f"person {number}"] = (engine, enter(chat, place, person=f"person {number}").dump())
    for text in ("a red boat", "more like #2", "more"):
        for person, (engine, before) in people.items():
            people[person] = engine, say(chat, text, before, person).dump()
    for engine, text in people.values():
        conversation = read_session(text).conversation
        assert conversation.library == engine.library
        assert engine.known(conversation.numbered) == set(conversation.numbered)
        assert conversation.now.labels == ((conversation.numbered[1], Label.LIKED),)


def test_coming_back_to_a_library_brings_its_conversation_back(chat):
    album = say(chat, "a red boat", enter(chat, "album").dump(), "ada")
    say(chat, "a tree", enter(chat, "winter").dump(), "ada")
    assert enter(chat, "album", album.dump()) == album


def test_what_was_kept_of_another_library_is_not_shown_here(chat):
    album = say(chat, "a red boat", enter(chat, "album").dump(), "ada")
    entered = enter(chat, "winter", album.dump())
    assert entered.exchanges == ()
    assert entered.place == "winter"


@pytest.mark.parametrize("kept", ["x", "eN", None, 7, ["a"], {"a": 1}, "é" * 1000])
def test_what_a_browser_cannot_have_kept_opens_as_a_new_conversation(chat, kept):
    session = chat.enter({"place": "winter", "kept": kept}, "de", "ada").session
    assert session.exchanges == ()
    assert session.conversation.language == "de"


@pytest.mark.parametrize("what", [None, [], "x", {"place": 7}, {"place": "spring"}, {"place": []}])
def test_a_library_that_is_not_served_is_the_first_one(chat, what):
    assert chat.enter(what, "en", "ada").session.place == "album"


def test_a_new_conversation_stays_in_its_library(chat):
    winter = say(chat, "a tree", enter(chat, "winter").dump(), "ada")
    fresh = chat.fresh(winter.dump(), "ada").session
    assert fresh.place == "winter"
    assert fresh.exchanges == ()


def test_who_speaks_before_the_page_has_arrived_loses_nothing(chat):
    said = say(chat, "a tree", "", "ada")
    late = chat.enter({"place": "album", "kept": "", "arriving": True}, "en", "ada", said.dump())
    assert late.session is None
    under_way = chat.turn(Asked(text="a tree"), "", "{}", "bob", typed=True)
    next(under_way)
    assert chat.enter({"arriving": True}, "en", "bob").session is None
    assert next(under_way).settled


def test_a_click_on_a_picture_means_that_of_the_library_on_the_page(chat, small_engine, winter):
    here, there = winter.sample(1)[0], small_engine.sample(1)[0]
    before = enter(chat, "winter").dump()
    (read,) = chat.clicked({"picture": here}, before).images
    assert read() == winter.full(here)
    assert chat.clicked({"picture": there}, before) == Asked()


def test_a_link_leads_to_its_library_whichever_is_on_the_page(chat):
    winter = say(chat, "a tree", enter(chat, "winter").dump(), "ada")
    link = say(chat, "share this", winter.dump(), "ada").exchanges[-1].link
    [screen] = chat.follow(link, enter(chat, "album").dump(), "{}", "bob")
    assert screen.turn_to == "winter"
    last = list(chat.follow(link, enter(chat, "winter").dump(), "{}", "bob"))[-1]
    assert last.session.conversation.now.texts == ("a tree",)


def test_a_message_to_a_library_that_is_not_ready_stays_in_the_box(small_engine):
    waiting = Offered("spring", None, None, None)
    chat = Chat(Served([Offered.holding(small_engine), waiting]))
    before = enter(chat, "spring").dump()
    [screen] = chat.turn(Asked(text="a boat"), before, "{}", "ada", typed=True)
    assert (screen.session, screen.clear) == (None, False)
    assert "stays in the box" in screen.notice
    assert chat.clicked({"picture": small_engine.sample(1)[0]}, before) == Asked()
    [screen] = chat.follow("x", before, "{}", "ada")
    assert screen.notice


def long_session(turns, labels):
    conversation = Conversation(library="lib")
    exchanges = []
    for turn in range(turns):
        names = tuple(f"{turn:08x}{number:08x}" for number in range(12))
        ask = Refine(text=f"boat {turn}") if turn else Ask(text="boat")
        conversation = step(conversation, Turn(changes=(ask,)))
        conversation = step(conversation, Show(pictures=names))
        liked = Judge(label=Label.LIKED, pictures=names[:labels])
        conversation = step(conversation, Turn(changes=(liked,)))
        tiles = tuple(Tile(number=12 * turn + at, id=name, caption="a boat at dusk")
                      for at, name in enumerate(names, 1))  # fmt: skip
        exchanges.append(Exchange(question=f"boat {turn}", reply="12 matches", tiles=tiles))
    return Session(conversation=conversation, exchanges=tuple(exchanges), place="lib")


def test_a_session_that_fits_is_left_as_it_is():
    assert long_session(30, 2).fitted() == long_session(30, 2)


@pytest.mark.parametrize("most", [1_500_000, 600_000, 120_000])
def test_a_long_session_is_shortened_and_loses_no_label_and_no_number(monkeypatch, most):
    monkeypatch.setattr(sessions, "KEPT_CHARACTERS", most)
    long = long_session(150, 2)
    fitted = long.fitted()
    assert len(fitted.dump()) < len(long.dump())
    assert fitted.conversation.now == long.conversation.now
    assert fitted.conversation.shown == long.conversation.shown
    assert fitted.exchanges[-20:] == long.exchanges[-20:]
    assert open_session(fitted.dump(), "lib", place="lib") == fitted


def test_hundreds_of_turns_with_hundreds_of_labels_are_kept_by_a_browser():
    kept = long_session(400, 1).fitted()
    assert len(kept.dump()) < sessions.KEPT_CHARACTERS
    assert len(pack(kept.dump())) < 200_000  # a browser keeps five million
    assert kept.fitted() == kept
