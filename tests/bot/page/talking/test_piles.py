"""Near-duplicates on the page: one tile with a badge, which opens them by click and by key."""

import pytest

from engine.build import index_folder
from engine.service import Engine
from tests.bot.page.conftest import Visitor, _check, _context
from tests.engine.making import fill, scribble

pytestmark = pytest.mark.browser

BURST = (95, 85, 75, 60)


@pytest.fixture(scope="module")
def burst_address(tiny_encoder, tmp_path_factory):
    from bot.view import launch

    folder = tmp_path_factory.mktemp("burst")
    album = fill(folder / "album", range(8))
    for quality in BURST:
        scribble(99).save(album / f"burst-{quality}.jpg", quality=quality)
    index_folder(album, folder / "library", tiny_encoder)
    page = launch(Engine.open(folder / "library"), quiet=True)
    yield page.local_url
    page.close()


@pytest.mark.parametrize("by", ["click", "key"])
def test_a_burst_is_one_tile_and_its_badge_opens_it(browser, burst_address, by):
    visitor = Visitor(_context(browser).new_page(), burst_address).come()
    visitor.say("a boat")
    assert len(visitor.newest()) == 9
    badge = visitor.page.locator("#chat .alike")
    assert badge.all_inner_texts() == ["+3 alike"]
    with visitor.answer():
        if by == "click":
            badge.click()
        else:
            badge.focus()
            visitor.page.keyboard.press("Enter")
    assert "3 pictures like it" in visitor.reply()
    assert len(visitor.newest()) == len(BURST)
    assert visitor.page.locator("dialog.lightbox[open]").count() == 0
    visitor.page.context.close()
    _check(visitor)
