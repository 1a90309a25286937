"""What axe-core finds on each part of the page that can be open: nothing, in any theme and size."""

from importlib.resources import files

import pytest

pytestmark = pytest.mark.browser
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(visit, axe, screen, scheme):
    visitor = visit(**screen, color_scheme=scheme, reduced_motion="reduce", first_visit=True)
    visitor.page.evaluate(axe)

    def found():
        return visitor.page.evaluate(RUN)

    assert found() == []
    visitor.page.locator(".guide .skip").click()
    visitor.say("a sailing boat")
    visitor.say("more like #3, not #7")
    visitor.tile(4).locator(".judge.liked").click()
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
