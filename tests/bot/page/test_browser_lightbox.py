"""One picture, large: walking, judging, searching on, and where the keys go."""

import pytest

pytestmark = pytest.mark.browser


def test_the_lightbox_walks_judges_and_gives_the_focus_back(visitor):
    visitor.say("a sailing boat")
    visitor.tile(4).locator(".open").click(position={"x": 60, "y": 60})
    lightbox, keys = visitor.page.locator("dialog.lightbox"), visitor.page.keyboard
    assert lightbox.locator(".which").inner_text() == "#4"
    visitor.page.wait_for_function(
        "document.querySelector('.lightbox .stage img').src.includes('/picture/')"
    )
    keys.press("ArrowRight")
    keys.press("+")
    assert lightbox.locator("[data-act=liked]").get_attribute("aria-pressed") == "true"
    lightbox.get_by_role("button", name="Next picture").click()
    assert lightbox.locator(".which").inner_text() == "#6"
    keys.press("Escape")
    assert not lightbox.is_visible()
    # The browser gives the focus back to where it was; the page moves it on when told of the close.
    visitor.page.wait_for_function(
        "(document.activeElement.getAttribute('aria-label') || '').startsWith('Picture 6')"
    )
    assert visitor.marks() == ["+#5"]


def test_search_similar_from_the_lightbox(visitor):
    visitor.say("a sailing boat")
    visitor.tile(2).locator(".open").click(position={"x": 60, "y": 60})
    with visitor.answer():
        visitor.page.get_by_role("button", name="Search similar").click()
    assert visitor.question() == "similar to #2"
    assert len(visitor.newest()) == 12


def test_a_click_beside_the_picture_closes_it(visitor):
    visitor.say("a sailing boat")
    visitor.look(4)
    visitor.page.mouse.click(20, 450)
    assert not visitor.page.locator("dialog.lightbox").is_visible()


def test_the_picture_is_named_by_its_caption(visitor):
    visitor.say("a sailing boat")
    visitor.look(1)
    caption = visitor.page.locator(".lightbox .caption").inner_text()
    assert caption
    assert visitor.page.locator(".lightbox .stage img").get_attribute("alt") == caption


def test_keys_with_a_modifier_belong_to_the_browser(visitor):
    visitor.say("a sailing boat")
    visitor.look(4)
    visitor.page.keyboard.press("Control+-")
    assert visitor.marks() == []
