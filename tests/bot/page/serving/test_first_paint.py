"""Whoever comes sees their own language in the first picture that the browser paints, and after."""

import pytest

from bot.replies.labels import FULL, labels
from tests.bot.page.conftest import _context
from tests.bot.page.test_browser_languages import english

pytestmark = pytest.mark.browser

LOOK = """
window.painted = new Set();
const look = () => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
        if (walker.currentNode.parentElement?.checkVisibility())
            painted.add(walker.currentNode.textContent.trim());
    for (const each of document.querySelectorAll("[placeholder]")) painted.add(each.placeholder);
    requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
LANGUAGES = [language for language in FULL if language != "en"]


@pytest.fixture
def watched(browser):
    """Open a page that remembers every text that it painted, and that Python says nothing to."""
    contexts = []

    def come(language, address, first_visit):
        locale = f"{language}-{language.upper()}"
        context = _context(browser, locale=locale, first_visit=first_visit)
        contexts.append(context)
        context.add_init_script(LOOK)
        page = context.new_page()
        page.route("**/gradio_api/run/predict*", lambda _: None)  # it never arrives
        page.goto(address)
        page.wait_for_selector("#box textarea")
        page.wait_for_selector("#tray:not([hidden])", state="attached")
        page.wait_for_selector("#chat .example img")
        page.wait_for_timeout(300)
        return set(page.evaluate("[...painted].filter(Boolean)"))

    yield come
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_moment_is_english(watched, engine, address, language):
    painted = watched(language, address, first_visit=language == "de")
    assert english(painted, language) == []
    assert labels(language).page.welcome in painted
    assert labels(language).page.new in painted
    assert labels(language).counted(labels(language).page.placeholder, engine.pictures) in painted


def test_an_english_moment_would_be_found_out(watched, address):
    assert len(english(watched("en", address, first_visit=True), "de")) > 5
