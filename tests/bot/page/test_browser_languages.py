"""Nobody who came in another language sees or hears a word of ours in English."""

import re

import pytest

from bot.replies import LANGUAGES, figures
from bot.replies.labels import FULL, labels

pytestmark = pytest.mark.browser

GATHER = """() => {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
        if (!walker.currentNode.parentElement.closest("script, style, [hidden], .said"))
            found.add(walker.currentNode.textContent.trim());
    for (const each of document.querySelectorAll("body *:not([hidden], [hidden] *)"))
        for (const name of ["aria-label", "title", "placeholder", "alt"])
            found.add((each.getAttribute(name) ?? "").trim());
    return [...found].filter(Boolean);
}"""
GRADIOS = {"Submit", "Upload a file", "Click to upload or drop files", "Multimedia input field"}
NAME = "Morelike"
WORDED = re.compile(r"[^\W\d_]{3,}")
SEARCHES = {
    "de": ("ein Boot auf einem See", "warum #1?"),
    "fr": ("un bateau sur un lac", "pourquoi #1 ?"),
    "es": ("un barco en un lago", "¿por qué #1?"),
    "it": ("una barca su un lago", "perché #1?"),
}


def leaves(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    else:
        yield value


def phrases(language):
    """What a language has to say on the page, as patterns of whole texts."""
    texts = [*leaves(labels(language).model_dump()), *LANGUAGES[language].values()]
    literal = {text for text in texts if WORDED.search(re.sub(r"{\w+}", "", text))}
    parts = (re.split(r"{\w+}", text) for text in literal)
    return [re.compile(".+?".join(map(re.escape, each)), re.DOTALL) for each in parts]


def english(texts, language):
    """Those texts that English says, and the language does not."""
    own, foreign = phrases(language), phrases("en")
    return [
        text
        for text in texts
        if text in GRADIOS
        or (
            text != NAME
            and any(one.fullmatch(text) for one in foreign)
            and not any(one.fullmatch(text) for one in own)
        )
    ]


@pytest.mark.parametrize("language", SEARCHES)
def test_a_page_speaks_the_language_of_the_browser_and_no_other(visit, language):
    guest = visit(locale=f"{language}-{language.upper()}")
    search, why = SEARCHES[language]
    page = guest.page
    page.wait_for_selector("#box [data-testid=submit-button]")
    page.wait_for_selector(f"#chat h2:text-is('{labels(language).page.welcome}')")
    page.wait_for_selector(f"#box [aria-label='{labels(language).bus.send}']")
    seen = set(page.evaluate(GATHER))
    guest.say(search)
    guest.mark(2, "liked")
    seen |= set(page.evaluate(GATHER))
    guest.say(why)
    seen |= set(page.evaluate(GATHER))
    guest.tile(3).locator(".open").click()
    seen |= set(page.evaluate(GATHER))
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.lang") == language
    assert english(seen, language) == []
    assert labels(language).page.new in seen
    assert {labels(language).bus.send, labels(language).bus.attach} <= seen


def test_an_english_page_would_be_found_out(visitor):
    assert len(english(visitor.page.evaluate(GATHER), "de")) > 10


def test_the_language_follows_the_person_who_writes_in_another(visit):
    guest = visit(locale="de-DE")
    guest.say("a boat")  # words of a search may be of any language
    assert guest.page.evaluate("document.documentElement.lang") == "de"
    guest.say("more like the first one")
    assert guest.page.evaluate("document.documentElement.lang") == "en"
    assert english(guest.page.evaluate(GATHER), "de")
    guest.reload()
    guest.page.wait_for_selector("#chat .answer .tile")
    assert guest.page.evaluate("document.documentElement.lang") == "en"


def test_numbers_of_replies_are_those_of_the_browser(visitor):
    wholes = [0, 7, 999, 1000, 1212, 9999, 10_000, 123_456_789]
    for language in FULL:
        script = "([all, language]) => all.map((one) => one.toLocaleString(language))"
        written = visitor.page.evaluate(script, [wholes, language])
        assert [figures.number(one, language) for one in wholes] == written
