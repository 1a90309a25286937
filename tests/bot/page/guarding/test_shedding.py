"""A full house: who comes then is told so at once, loses nothing, and gets through later."""

import time

import pytest

from bot.settings import Limits
from tests.bot.page.conftest import Visitor
from tests.bot.page.raw import Raw
from tests.bot.page.waiting import Slow


@pytest.fixture
def full(engine):
    """A server at which one turn is worked on and one waits, which is all that it takes."""
    from bot.view import Served, launch
    from bot.view.libraries.offered import Offered

    slow = Slow(engine)
    page = launch(
        Served([Offered.holding(slow)]), quiet=True, limits=Limits(searching=1, waiting=1)
    )
    raw = Raw(page.local_url)
    for name in ("ada", "bob"):
        assert raw.join(name, "a sailing boat").status == 200
        time.sleep(1)  # until the one before has left the queue
    yield slow, raw
    slow.go.set()
    page.close(verbose=False)


def test_a_program_is_told_when_to_come_again_and_those_before_are_answered(full):
    slow, raw = full
    refused = raw.post("/gradio_api/call/search", {"data": ["a red apple"]})
    assert refused.status == 503
    assert refused.headers["retry-after"] == "5"
    assert refused.sentence == "too many are searching now; ask again in 5 seconds"
    slow.go.set()
    assert "gradio_api/thumb" in raw.heard("ada")
    assert "gradio_api/thumb" in raw.heard("bob")
    assert len(raw.call("search", ["a red apple", 3])[0]) == 3


@pytest.mark.slow
def test_gradios_own_client_says_that_the_queue_is_full(full):
    from gradio_client import Client

    slow, raw = full
    client = Client(raw.address, verbose=False)
    with pytest.raises(Exception, match="Queue is full! Please try again"):
        client.predict("a red apple", 3, api_name="/search")
    slow.go.set()


@pytest.mark.browser
def test_the_page_says_what_to_do_keeps_the_words_and_recovers(full, browser):
    slow, raw = full
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    visitor = Visitor(context.new_page(), raw.address).come()
    box = visitor.page.locator("#box textarea")
    box.fill("ein rotes Boot")
    box.press("Enter")
    visitor.page.get_by_text("Im Augenblick suchen zu viele gleichzeitig").first.wait_for()
    assert box.input_value() == "ein rotes Boot"
    slow.go.set()
    raw.heard("ada")
    raw.heard("bob")
    with visitor.answer():
        box.press("Enter")
    assert visitor.question() == "ein rotes Boot"
    assert visitor.numbers() == list(range(1, 13))
    context.close()
