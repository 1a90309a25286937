"""What axe-core finds on each part of the page that can be open: nothing, in any theme and size.

And what a person needs who enlarges the page, spaces its text, or chooses its colours.
"""

from importlib.resources import files

import pytest

from bot.view import Offered, Served, Source, launch
from engine.encode import open_encoder
from tests.bot.page.conftest import Visitor, _check, _context

pytestmark = pytest.mark.browser
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCREENS = [
    pytest.param(DESKTOP, "light", id="desktop-light"),
    pytest.param(PHONE, "dark", id="phone-dark"),
    pytest.param(DESKTOP, "dark", id="desktop-dark", marks=pytest.mark.slow),
    pytest.param(PHONE, "light", id="phone-light", marks=pytest.mark.slow),
]
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
  one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join(', ')}`))"""


@pytest.fixture(scope="module")
def axe():
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def open_tool(visitor, name):
    menu = visitor.page.locator("[data-menu]")
    if menu.is_visible():
        menu.click()
    visitor.page.locator(f"[data-tool={name}]").click()
    visitor.page.wait_for_selector(f"dialog.{name}[open] .body:not([aria-busy])")


@pytest.mark.parametrize(("screen", "scheme"), SCREENS)
def test_axe_finds_nothing(visit, axe, screen, scheme):
    visitor = visit(**screen, color_scheme=scheme, reduced_motion="reduce", first_visit=True)
    visitor.page.evaluate(axe)

    def found():
        return visitor.page.evaluate(RUN)

    assert found() == []  # the empty page, and the first step of the tour
    visitor.say("a sailing boat")
    visitor.tile(4).locator(".judge.liked").click()
    assert found() == []  # its last step
    visitor.say("more like #3, not #7")
    visitor.page.evaluate("document.querySelector('.guide').hidden = true")
    assert found() == []
    visitor.tile(5).locator(".open").click(position={"x": 50, "y": 40})
    visitor.page.locator("[data-act=why]").click()
    visitor.page.wait_for_selector(".lightbox .why [data-number]")
    assert found() == []
    visitor.page.keyboard.press("Escape")
    for tool in ("map", "study"):
        open_tool(visitor, tool)
        assert found() == [], tool
        visitor.page.keyboard.press("Escape")


@pytest.fixture
def several(engine, browser, tmp_path):
    """Let a person come to a page that serves a library and one that cannot be opened."""
    broken = Offered("none", Source(library=tmp_path / "none"), None, open_encoder)
    served = Served([Offered.holding(engine), broken], tended=True)
    served.start()
    page = launch(served, quiet=True)
    visitors = []

    def come(**profile):
        visitors.append(Visitor(_context(browser, **profile).new_page(), page.local_url).come())
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.page.context.close()
    page.close()
    served.close()
    for visitor in visitors:
        _check(visitor)


def test_axe_finds_nothing_where_several_libraries_are_served(several, axe):
    for screen, scheme in ((DESKTOP, "dark"), (PHONE, "light")):
        visitor = several(**screen, color_scheme=scheme, reduced_motion="reduce")
        visitor.page.evaluate(axe)
        visitor.page.wait_for_selector("select.library")
        assert visitor.page.evaluate(RUN) == []
        visitor.page.locator("select.library").select_option("none")
        visitor.page.wait_for_selector("#keeping.failed")
        assert visitor.page.evaluate(RUN) == []


# ---- enlarged, spaced, in chosen colours

SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
CUT = """() => {
  const clips = (box, axis) =>
    ['hidden', 'clip'].includes(getComputedStyle(box)[`overflow${axis}`]);
  const cut = element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const words = range.getBoundingClientRect();
    for (let box = element; box && box.id !== 'shell'; box = box.parentElement) {
      const room = box.getBoundingClientRect();
      if (clips(box, 'X') && words.right > room.right + 1) return true;
      if (clips(box, 'Y') && words.bottom > room.bottom + 1) return true;
      if (getComputedStyle(box).overflowY === 'auto') return false;
    }
    return false; };
  return [...document.querySelectorAll('#shell *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .filter(e => e.offsetParent && !e.closest('.sr-only, .heard') && cut(e))
    .map(e => `${e.className}: ${e.textContent.slice(0, 40)}`); }"""


@pytest.mark.parametrize(
    ("screen", "spaced"),
    [({"viewport": {"width": 640, "height": 450}}, False), (PHONE, True)],
    ids=["at-200-per-cent", "with-spaced-text-on-a-phone"],
)
def test_no_text_is_cut(visit, screen, spaced):
    visitor = visit(**screen, locale="de-DE", first_visit=True)
    if spaced:
        visitor.page.add_style_tag(content=SPACED)
    assert visitor.page.evaluate(CUT) == []
    visitor.page.locator(".guide .skip").click()
    visitor.say("a sailing boat")
    visitor.say("mehr wie #3, nicht #7")
    visitor.tile(1).locator(".judge.liked").dispatch_event("click")
    assert visitor.page.evaluate(CUT) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visitor.tile(1).locator(".open").dispatch_event("click")
    assert visitor.page.evaluate(CUT) == []


def test_chosen_colours_leave_every_sign(visit):
    visitor = visit(forced_colors="active")
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    visitor.mark(4, "disliked")
    frame = """number => { const style = getComputedStyle(
      document.querySelector(`.tile[data-n="${number}"]`), '::after');
      return style.borderTopStyle + ' ' + style.borderTopWidth; }"""
    frames = [visitor.page.evaluate(frame, number) for number in (3, 4)]
    assert frames == ["solid 4px", "dashed 4px"]
    sign = """what => getComputedStyle(document.querySelector(what), '::before').backgroundColor
      !== getComputedStyle(document.body).backgroundColor"""
    assert all(visitor.page.evaluate(sign, what) for what in ("#tray .undo", "#tray .restart"))
