"""A stop that really stops, on a search that takes as long as the test wants."""

import pytest

from bot.handlers import pack
from bot.view.libraries.served import Served
from bot.view.person.session import open_session
from bot.view.talking.chat import Asked, Chat
from tests.bot.page.waiting import Slow


def test_a_stopped_turn_leaves_no_trace(engine):
    chat = Chat(Served.holding(engine))
    turn = chat.turn(Asked(text="a sailing boat"), "", "{}", "ada", typed=True)
    assert next(turn).asked.question == "a sailing boat"
    after = chat.stop("", "ada")
    assert after.session.exchanges == ()
    assert list(turn) == []


def test_a_second_event_of_a_person_is_refused_while_one_is_under_way(engine):
    chat = Chat(Served.holding(engine))
    first = chat.turn(Asked(text="a sailing boat"), "", "{}", "ada", typed=True)
    next(first)
    assert [
        screen.session for screen in chat.turn(Asked(text="x"), "", "{}", "ada", typed=True)
    ] == [None]
    assert [bool(s.session) for s in chat.turn(Asked(text="x"), "", "{}", "bob", typed=True)] == [
        True
    ] * 2
    assert next(first).settled


def test_a_turn_that_the_browser_gave_up_makes_room_for_the_next(engine):
    chat = Chat(Served.holding(engine))
    turn = chat.turn(Asked(text="a sailing boat"), "", "{}", "ada", typed=True)
    next(turn)
    turn.close()
    assert len(list(chat.turn(Asked(text="a red apple"), "", "{}", "ada", typed=True))) == 2


def test_an_unexpected_fault_puts_the_screen_back_and_is_not_hidden(engine):
    class Broken(Slow):
        def find(self, *_, **__):
            raise ZeroDivisionError

    chat = Chat(Served.holding(Broken(engine)))
    turn = chat.turn(Asked(text="a sailing boat"), "", "{}", "ada", typed=True)
    assert next(turn).asked
    assert next(turn).asked is None
    with pytest.raises(ZeroDivisionError):
        next(turn)
    assert (
        len(list(Chat(Served.holding(engine)).turn(Asked(text="x"), "", "{}", "ada", typed=True)))
        == 2
    )


def test_a_picture_that_no_button_names_is_nothing_said(engine):
    assert Chat(Served.holding(engine)).clicked({"picture": "../../etc/passwd"}) == Asked()
    assert Chat(Served.holding(engine)).clicked(["text"]) == Asked()


def test_what_comes_back_from_the_browser_is_the_same_conversation(engine):
    chat = Chat(Served.holding(engine))
    last = list(chat.turn(Asked(text="a sailing boat"), "", "{}", "ada", typed=True))[-1]
    kept = {"kept": pack(last.session.dump())}
    assert chat.enter(kept, "en", "ada").session == last.session
    assert open_session(last.session.dump(), "another library").exchanges == ()


@pytest.mark.browser
def test_the_stop_button_stops_and_the_page_goes_on(browser, engine):
    from bot.view import launch
    from tests.bot.page.conftest import Visitor

    slow = Slow(engine)
    page = launch(slow, quiet=True)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor = Visitor(context.new_page(), page.local_url).come()
    visitor.page.locator("#box textarea").fill("a sailing boat")
    visitor.page.locator("#box textarea").press("Enter")
    visitor.page.wait_for_selector("#chat .waiting")
    visitor.page.locator("#box .stop-button").click()
    visitor.page.wait_for_selector("#chat .examples")
    slow.go.set()
    visitor.say("a red apple")
    assert visitor.page.locator("#chat .question").count() == 1
    assert visitor.numbers() == list(range(1, 13))
    assert visitor.errors == []
    context.close()
    page.close()
