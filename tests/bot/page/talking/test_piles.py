"""Near-duplicates on the page: one tile with a badge, which opens them by click and by key."""

import pytest

from engine.build import index_folder
from engine.encode import open_encoder
from engine.service import Engine
from tests.bot.page.conftest import Visitor, _check, _context
from tests.engine.making import scribble

pytestmark = pytest.mark.browser

BURST = (95, 85, 75, 60)


@pytest.fixture(scope="module")
def burst_address(album, tmp_path_factory):
    from bot.view import launch

    folder = tmp_path_factory.mktemp("burst")
    (folder / "album").mkdir()
    for number in range(8):
        scribble(number).save(folder / "album" / f"{number}.jpg", quality=90)
    for quality in BURST:
        scribble(99).save(folder / "album" / f"burst-{quality}.jpg", quality=quality)
    encoder = open_encoder(f"local-dir:{album.parent / 'tiny'}", device="cpu")
    index_folder(folder / "album", folder / "library", encoder)
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
