"""Reload, tabs, links, several libraries and indexing behind the page, in headless Chromium."""

import pytest

from bot.view import Offered, Served, Source, launch
from engine.encode import open_encoder
from tests.bot.page.conftest import Visitor, _check, _context
from tests.bot.page.waiting import LONGEST, Gate
from tests.engine.making import fill

pytestmark = pytest.mark.browser
QUESTIONS = "() => [...document.querySelectorAll('#chat .question .said')].map(e => e.textContent)"
NOTICE = "() => document.querySelector('#keeping .notice')?.textContent"


def questions(visitor):
    return visitor.page.evaluate(QUESTIONS)


def said(visitor, count):
    """Wait until so many questions stand on the page, and give them."""
    script = "count => document.querySelectorAll('#chat .question').length === count"
    visitor.page.wait_for_function(script, arg=count)
    return questions(visitor)


def reload(visitor, count):
    visitor.reload()
    return said(visitor, count)


def notice(visitor):
    visitor.page.wait_for_function(f"({NOTICE})()")
    return visitor.page.evaluate(NOTICE)


def tab(visitor, address=None):
    """Let the same person open the page once more."""
    page = visitor.page.context.new_page()
    return Visitor(page, address or visitor.address)


def test_each_tab_keeps_its_own_and_a_new_one_the_newest(visit):
    first = visit()
    first.say("a sailing boat")
    second = tab(first).come()
    assert said(second, 1) == ["a sailing boat"]
    second.say("a red apple")
    first.say("more")
    assert reload(first, 2) == ["a sailing boat", "more"]
    assert reload(second, 2) == ["a sailing boat", "a red apple"]
    assert said(tab(first).come(), 2) == ["a sailing boat", "more"]
    _check(second)


def test_without_storage_the_page_works_and_says_what_that_means(visit):
    visitor = visit()
    off = "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, "
    off += "name, { get() { throw new DOMException('off', 'SecurityError'); } });"
    visitor.page.context.add_init_script(off)
    visitor.errors.clear()
    visitor.reload()
    visitor.page.wait_for_selector("#chat .example img")
    visitor.say("a sailing boat")
    assert "keeps nothing" in notice(visitor)
    visitor.say("more like #3")
    assert visitor.tile(3).get_attribute("data-label") == "liked"
    visitor.errors.clear()  # the tour of the page asks for storage too


def test_a_full_storage_makes_room_for_the_newest(visit):
    visitor = visit()
    full = "() => { try { for (let n = 0; ; n++) localStorage.setItem('morelike:kept:old' + n, "
    full += "'x'.repeat(500000)); } catch { return Object.keys(localStorage).length; } }"
    assert visitor.page.evaluate(full) > 5
    visitor.say("a sailing boat")
    assert said(tab(visitor).come(), 1) == ["a sailing boat"]


@pytest.mark.parametrize("kept", ["eNoDAAAAAAE", "é"])
def test_what_is_no_conversation_is_a_new_one(visit, kept):
    visitor = visit()
    for box in ("localStorage", "sessionStorage"):
        visitor.page.evaluate(f"kept => {box}.setItem('morelike:kept:Demo', kept)", kept)
    visitor.reload()
    visitor.page.wait_for_selector("#chat .example img")
    visitor.say("a sailing boat")
    assert questions(visitor) == ["a sailing boat"]


def test_a_link_opens_the_search_elsewhere_once(visit):
    ada = visit(permissions=["clipboard-read", "clipboard-write"])
    ada.say("a sailing boat")
    ada.say("more like #3, not #7")
    with ada.answer():
        ada.page.get_by_role("button", name="Share").click()
    ada.page.locator("[data-copy]").click()
    assert notice(ada) == "The link is copied."
    address = ada.page.evaluate("navigator.clipboard.readText()")
    assert address.startswith(ada.address)
    assert len(address) < 1500
    bob = visit()
    bob.page.goto(address)  # only what follows the # changes, as when a link is pasted
    bob.page.wait_for_selector("#chat .tile")
    assert questions(bob) == ["A saved search"]
    assert bob.labels() == ada.labels()
    assert "#" not in bob.page.url
    assert reload(bob, 1) == ["A saved search"]
    bob.say("undo")
    bob.page.wait_for_function("document.querySelectorAll('#chat .answer').length == 2")


def test_a_damaged_link_is_refused_in_words(visit):
    visitor = visit()
    visitor.page.goto(f"{visitor.address}#s=eNpdjs2OwyAMhF8F")
    assert "damaged" in notice(visitor)
    visitor.say("a sailing boat")
    assert questions(visitor) == ["a sailing boat"]


@pytest.fixture
def indexing(folder, tiny, engine, browser):
    """Serve the demo and a folder that is still being indexed; give a visitor and the gate."""
    gate = Gate()
    source = Source(library=folder / ".morelike", images=folder)
    summer = next(iter(Served.over([source], tiny, told=lambda: gate).values()))
    broken = Offered("none", Source(library=folder / "none"), None, open_encoder)
    served = Served([summer, Offered.holding(engine), broken], tended=True)
    served.start()
    page = launch(served, quiet=True)
    assert gate.arrived.wait(LONGEST)
    context = _context(browser)
    visitor = Visitor(context.new_page(), page.local_url)
    yield visitor, gate
    gate.go.set()
    context.close()
    page.close()
    served.close()
    _check(visitor)


def arrive(visitor):
    visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    visitor.page.goto(visitor.address)
    visitor.page.wait_for_selector("#keeping progress")
    return visitor.page


def test_the_page_is_there_before_the_pictures_and_goes_on_by_itself(indexing):
    visitor, gate = indexing
    page = arrive(visitor)
    assert page.locator("#keeping .told").inner_text().startswith("32 of 40 pictures read")
    page.locator("#box textarea").fill("a red boat")
    page.keyboard.press("Enter")
    assert "stays in the box" in notice(visitor)
    assert page.locator("#box textarea").input_value() == "a red boat"
    page.get_by_role("button", name="Stop").click()
    gate.go.set()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_selector("#chat .example img")
    assert page.locator("#box textarea").input_value() == "a red boat"
    with visitor.answer():
        page.locator("#box textarea").press("Enter")
    assert visitor.numbers() == list(range(1, 13))


def test_new_pictures_come_while_the_conversation_goes_on(indexing, folder):
    visitor, gate = indexing
    gate.go.set()
    page = arrive_ready(visitor)
    visitor.say("a red boat")
    visitor.say("more like #2")
    fill(folder, range(100, 103))
    page.get_by_role("button", name="Look for new pictures").click()
    assert notice(visitor) == "3 new pictures."
    assert page.get_by_role("combobox", name="Library").inner_text().startswith("summer · 43")
    visitor.say("more")
    assert visitor.tile(2).get_attribute("data-label") == "liked"


def arrive_ready(visitor):
    visitor.come()
    visitor.page.wait_for_selector("#chat .example img")
    return visitor.page


def test_each_library_has_its_conversation_and_a_broken_one_its_reason(indexing):
    visitor, gate = indexing
    page = arrive(visitor)
    library = page.get_by_role("combobox", name="Library")
    library.select_option("Demo")
    page.wait_for_selector("#chat .example img")
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    gate.go.set()
    library.select_option("summer")
    page.wait_for_selector("#chat .example img")
    assert visitor.marks() == []
    visitor.say("a tree")
    library.select_option("Demo")
    page.wait_for_function(f"({QUESTIONS})()[0] == 'a sailing boat'")
    for name in ("summer", "Demo", "none"):
        library.select_option(name)  # quicker than the page follows
    page.wait_for_function("document.querySelector('#keeping.failed .told')?.textContent")
    assert "is not a library" in page.locator("#keeping .told").inner_text()
    library.select_option("summer")
    page.wait_for_function(f"({QUESTIONS})()[0] == 'a tree'")
    assert reload(visitor, 1) == ["a tree"]
    assert library.input_value() == "summer"
