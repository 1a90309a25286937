"""A search with keys alone, and what those hear who do not see the page."""

import pytest

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}
WHERE = """() => { const at = document.activeElement, style = getComputedStyle(at);
  const ringed = at.matches('textarea') || style.outlineStyle !== 'none'
    || getComputedStyle(at.closest('.tile') ?? at, '::after').boxShadow.includes('inset');
  return {name: at.getAttribute('aria-label') || at.textContent.trim() || at.tagName,
    lost: at === document.body || !at.checkVisibility() || at.disabled === true, ringed}; }"""


class Keys:
    """Presses keys, and after each looks where the focus is."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def at(self) -> str:
        self.page.wait_for_function(f"!({WHERE})().lost")
        where = self.page.evaluate(WHERE)
        assert where["ringed"], where
        return where["name"]

    def press(self, *keys) -> str:
        for key in keys:
            self.page.keyboard.press(key)
        return self.at()

    def go(self, selector, key="Tab") -> str:
        """Press a key until the focus is on what is looked for."""
        for _ in range(40):
            if self.page.evaluate("what => document.activeElement.matches(what)", selector):
                return self.at()
            self.page.keyboard.press(key)
        raise AssertionError(f"{selector} is not reached by {key}; at {self.at()}")

    def answered(self, key="Enter") -> str:
        with self.visitor.answer():
            self.page.keyboard.press(key)
        return self.at()

    def type(self, words) -> str:
        self.page.keyboard.type(words)
        return self.answered()


@pytest.fixture
def keys(visitor):
    visitor.page.locator("#box textarea").focus()
    return Keys(visitor)


def test_a_whole_search_without_a_mouse(keys, visitor):
    keys.type("a sailing boat")
    assert visitor.numbers() == list(range(1, 13))
    keys.go(".tile .open", "Shift+Tab")
    assert keys.press("Home", "ArrowRight", "ArrowRight", "+").startswith("Picture 3")
    assert keys.press("ArrowDown", "-").startswith("Picture 9")
    assert visitor.marks() == ["+#3", "−#9"]
    keys.go(".refine")
    keys.answered()
    assert visitor.question() == "more like #3, not #9"
    keys.go(".tile .open", "Shift+Tab")
    opened = keys.press("Home")
    keys.press("Enter")
    assert visitor.page.locator("dialog.lightbox[open]").count() == 1
    keys.go("[data-act=why]")
    if visitor.page.locator(".lightbox .why").is_hidden():  # it stays open for who opened it
        keys.press("Enter")
    visitor.page.wait_for_selector(".lightbox .why .reasons")
    assert keys.press("Escape") == opened
    keys.go("#tray .undo")
    keys.answered()
    assert visitor.labels() == []
    keys.go("#chat .exchange:last-child .chip", "Shift+Tab")
    while keys.at() != "More":
        keys.press("Shift+Tab")
    assert keys.answered().startswith("Picture")  # the button went away with the older answer
    keys.go("[data-new]", "Shift+Tab")
    keys.press("Enter")
    visitor.page.wait_for_selector("#chat .examples")
    keys.at()


def test_a_gallery_is_passed_by_one_tab(keys, visitor):
    keys.type("a sailing boat")
    keys.go(".tile .open", "Shift+Tab")
    keys.press("Shift+Tab")
    assert not visitor.page.evaluate("Boolean(document.activeElement.closest('.gallery'))")


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_what_goes_away_hands_the_focus_on(visit, screen):
    visitor = visit(**screen)
    keys = Keys(visitor)
    visitor.page.locator(".example").first.focus()
    assert keys.answered().startswith("Picture 1:")  # the example is gone
    for name in ("map", "study"):
        menu = visitor.page.locator("[data-menu]")
        if menu.is_visible():
            menu.focus()
            keys.press("Enter")
        visitor.page.locator(f"[data-tool={name}]").focus()
        keys.press("Enter")
        visitor.page.wait_for_selector(f"dialog.{name}[open] .body:not([aria-busy])")
        keys.press("Escape")
    visitor.page.locator("#tray .undo").focus()
    keys.answered()
    visitor.page.locator("#tray .redo").focus()
    keys.answered()


# ---- what is heard

LISTEN = """() => {
  window.ear ??= new MutationObserver(all => all.forEach(({addedNodes}) =>
    addedNodes.forEach(node => window.said.push(node.textContent))));
  window.said = [];
  window.ear.observe(document.querySelector('.heard'), {childList: true}); }"""
LOUD = """() => [...document.querySelectorAll('[aria-live], [role=status], [role=log]')]
  .filter(e => e.getAttribute('aria-live') !== 'off' && e.querySelector('.tile')).length"""


def test_an_answer_is_said_once_and_its_pictures_are_not(visitor):
    visitor.page.wait_for_timeout(100)  # what earlier visitors were still to hear
    visitor.page.evaluate(LISTEN)
    visitor.say("a sailing boat")
    visitor.page.wait_for_function("words => window.said.at(-1) === words", arg=visitor.reply())
    visitor.page.wait_for_timeout(200)
    said = visitor.page.evaluate("window.said")
    assert said[-1] == visitor.reply()
    assert len(said) == 1 or said[:-1] == ["Searching 2,520 pictures…"]  # after two seconds
    assert visitor.page.evaluate(LOUD) == 0


def test_a_mark_made_by_a_key_is_said(visitor):
    visitor.say("a sailing boat")
    heard = "words => document.querySelector('.heard').textContent === words"
    visitor.page.wait_for_function(heard, arg=visitor.reply())
    visitor.page.evaluate(LISTEN)
    visitor.tile(3).locator(".open").focus()
    visitor.page.keyboard.press("+")
    visitor.page.wait_for_function("window.said.length === 1")
    visitor.page.keyboard.press("+")
    visitor.page.wait_for_function("window.said.length === 2")
    assert visitor.page.evaluate("window.said") == ["more like #3", "no opinion on #3"]


NEEDS_NAME = {
    "button", "link", "textbox", "combobox", "img", "image", "radio", "option", "checkbox",
    "dialog", "region", "navigation", "search", "listbox",
}  # fmt: skip


def tree(visitor):
    """List role and name of all that a screen reader meets."""
    client = visitor.page.context.new_cdp_session(visitor.page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    return [(one["role"]["value"], one.get("name", {}).get("value", "").strip())
            for one in nodes if not one["ignored"]]  # fmt: skip


def nameless(found):
    return [role for role, name in found if role in NEEDS_NAME and not name]


def test_all_that_can_be_met_has_a_name(visitor):
    assert nameless(tree(visitor)) == []
    visitor.say("a sailing boat")
    visitor.say("more like #3, not #7")
    visitor.mark(visitor.newest()[0], "liked")
    found = tree(visitor)
    assert nameless(found) == []
    assert next(name for role, name in found if role == "heading") == "Morelike"
    assert {"main", "search", "log"} <= {role for role, _ in found}
    assert {name for role, name in found if role == "textbox"} == {"What are you looking for?"}
    visitor.look(4)
    if visitor.page.locator(".lightbox .why").is_hidden():  # it stays open for who opened it
        visitor.page.locator("[data-act=why]").click()
    visitor.page.wait_for_selector(".lightbox .why [data-number]")
    opened = tree(visitor)
    assert nameless(opened) == []
