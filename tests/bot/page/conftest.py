"""One server on the bundled demo, and one browser, for all tests of the page.

Every page fails its test on an error in the browser and on any request that leaves the server.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine.service import Engine
from engine.settings import DEMO_LIBRARY
from tests.engine.making import fill

ENTER = "Enter"
PATIENCE = 30_000  # milliseconds; a quiet machine needs one
CUT_SHORT = re.compile("signal is aborted|Connection errored out")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@pytest.fixture(scope="session")
def engine() -> Engine:
    if not (DEMO_LIBRARY / "manifest.json").is_file():
        pytest.skip(f"the bundled demo of {DEMO_LIBRARY} is not here")
    engine = Engine.open(DEMO_LIBRARY)
    engine.warm()
    return engine


@pytest.fixture(scope="session")
def address(engine: Engine) -> Iterator[str]:
    from bot.view import launch

    page = launch(engine, quiet=True)
    yield page.local_url
    page.close()


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("there is no chromium: the page was not tested in a browser")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder of forty pictures that nobody has indexed."""
    return fill(tmp_path / "summer", range(40))


@dataclass
class Visitor:
    """A person at the page, with words for what people do there."""

    page: object
    address: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def come(self) -> "Visitor":
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)
        self.page.on("request", self._watch)
        self.page.goto(self.address)
        self.page.wait_for_selector("#box textarea")
        self.page.wait_for_selector("#chat .example img, #chat .answer")
        return self

    def leave(self) -> None:
        """Go, and leave the page as it was found."""
        self.page.evaluate("document.querySelector('dialog[open]')?.close()")
        self.page.locator("#box textarea").fill("")
        while (brought := self.page.locator("#box .delete-button")).count():
            brought.first.click()
        with self.page.expect_response(lambda response: "run/predict" in response.url):
            self.page.evaluate("document.querySelector('[data-new]').click()")
        self.page.wait_for_selector("#chat .example img")
        self.page.wait_for_timeout(50)  # the answer empties the box, too
        self.page.mouse.move(2, 2)
        if self.page.evaluate("document.documentElement.lang") != "en":
            self._come_anew()

    def _come_anew(self) -> None:
        """Forget the language that a conversation was in: "New" keeps it."""
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.evaluate("localStorage.setItem('morelike-toured', 'yes')")
        self.page.goto(self.address)
        self.page.wait_for_selector("#chat .example img")

    def reload(self) -> None:
        """Load the page again; what the old one says of answers that it missed is nobody's."""
        known = len(self.errors)
        self.page.reload()
        self.page.wait_for_selector("#chat .example img, #chat .answer")
        self.errors[known:] = [each for each in self.errors[known:] if not CUT_SHORT.search(each)]

    def _note(self, message) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _watch(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def say(self, words: str) -> None:
        """Type words, send them, and wait for the answer."""
        self.page.locator("#box textarea").fill(words)
        self.send()

    def send(self) -> None:
        """Press Enter in the box as it is, and wait for the answer."""
        with self.answer():
            self.page.locator("#box textarea").press(ENTER)

    def look(self, number: int) -> None:
        """Open a picture."""
        self.tile(number).locator(".open").click(position={"x": 60, "y": 60})

    def answer(self) -> "Answered":
        return Answered(self.page)

    def numbers(self) -> list[int]:
        return self.page.eval_on_selector_all("#chat .tile", "all => all.map(t => +t.dataset.n)")

    def newest(self) -> list[int]:
        script = "all => [...all.at(-1).querySelectorAll('.tile')].map(t => +t.dataset.n)"
        return self.page.eval_on_selector_all("#chat .answer", script)

    def tile(self, number: int):
        return self.page.locator(f'#chat .tile[data-n="{number}"]').last

    def mark(self, number: int, kind: str) -> None:
        self.tile(number).hover()
        self.tile(number).locator(f".judge.{kind}").click()

    def marks(self) -> list[str]:
        """Give the chips of marks that are not yet sent."""
        return self.page.locator("#tray .mark-chip.unsent span").all_inner_texts()

    def labels(self) -> list[str]:
        """Give the chips of what the bot knows."""
        return self.page.locator("#tray .mark-chip:not(.unsent) span").all_inner_texts()

    def status(self) -> str:
        return self.page.locator("#tray .status").inner_text()

    def step(self, kind: str) -> None:
        """Click Undo, Redo or Start over."""
        with self.answer():
            self.page.locator(f"#tray .{kind}").click()

    def reply(self) -> str:
        return self.page.locator("#chat .answer .reply").last.inner_text()

    def question(self) -> str:
        return self.page.locator("#chat .question").last.inner_text()

    def focus(self) -> str:
        script = "document.activeElement.getAttribute('aria-label') || document.activeElement.id"
        return self.page.evaluate(script)


@dataclass
class Answered:
    """Wait, after what is done inside, until one more answer stands complete on the page."""

    page: object
    before: int = 0

    def __enter__(self) -> None:
        self.before = self.page.locator("#chat .question").count()

    def __exit__(self, kind, *_) -> None:
        if kind is None:
            script = """before => document.querySelectorAll('#chat .question').length > before
                && !document.querySelector('#chat .waiting')"""
            self.page.wait_for_function(script, arg=self.before, timeout=PATIENCE)


def _context(browser, *, first_visit=False, **profile):
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **profile})
    context.set_default_timeout(PATIENCE)
    if not first_visit:
        context.add_init_script("localStorage.setItem('morelike-toured', 'yes')")
    return context


def _check(visitor: Visitor) -> None:
    assert visitor.errors == []
    assert visitor.outside == []


@pytest.fixture
def visit(browser, address):
    """Let people come to the page; each has a browser profile of their own."""
    visitors = []

    def come(**profile) -> Visitor:
        visitors.append(Visitor(_context(browser, **profile).new_page(), address).come())
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.page.context.close()
    for visitor in visitors:
        _check(visitor)


@pytest.fixture(scope="session")
def regular(browser, address):
    """One person at one page, for all who come alone: a page of one's own takes a second."""
    context = _context(browser)
    yield Visitor(context.new_page(), address).come()
    context.close()


@pytest.fixture
def visitor(regular):
    yield regular
    regular.leave()
    errors, outside = [*regular.errors], [*regular.outside]
    regular.errors.clear()
    regular.outside.clear()
    assert errors == []
    assert outside == []


@pytest.fixture(scope="session")
def a_picture(engine: Engine, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("brought") / "mine.jpg"
    path.write_bytes(engine.full(engine.sample(1)[0]))
    return path
