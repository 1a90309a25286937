"""Take the README's pictures anew: `python .ci/shots.py` writes assets/page/shots/.

Plays one conversation with the bundled demo in headless Chromium: an animated capture of it, and
still pictures of what a visit shows, at 1280 and 390 pixels, light and dark.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.view import launch
from engine.service import Engine
from engine.settings import ASSETS, DEMO_LIBRARY

SHOTS = ASSETS / "page" / "shots"
DESKTOP = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
QUESTION = "a lighthouse at sunset"
FILM_WIDTH = 900
READY = """n => document.querySelectorAll('#chat .answer').length === n
    && !document.querySelector('#chat .waiting')
    && document.querySelector('#chat .answer .gallery')
    && [...document.querySelectorAll('#chat .tile img')].every(i => i.complete)"""


class Film:
    """Frames of a page, each with how long it is shown."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frames: list[Image.Image] = []
        self.milliseconds: list[int] = []

    def take(self, milliseconds: int) -> None:
        """Take one frame."""
        frame = Image.open(BytesIO(self.page.screenshot())).convert("RGB")
        height = round(frame.height * FILM_WIDTH / frame.width)
        self.frames.append(frame.resize((FILM_WIDTH, height), Image.Resampling.LANCZOS))
        self.milliseconds.append(milliseconds)

    def save(self, path: Path) -> None:
        """Write an animated WebP."""
        first, *rest = self.frames
        options = {"save_all": True, "append_images": rest, "loop": 0, "quality": 72, "method": 6}
        first.save(path, duration=self.milliseconds, **options)


def ask(page: Page, words: str, film: Film | None = None) -> None:
    """Type words as a person does, send them, and wait for the pictures."""
    before = page.locator("#chat .answer .gallery").count()
    box = page.locator("#box textarea")
    box.click()
    for place, letter in enumerate(words):
        page.keyboard.type(letter)
        if film and place % 2:
            film.take(70)
    page.keyboard.press("Enter")
    wait(page, before + 1)


def wait(page: Page, galleries: int) -> None:
    """Wait until so many answers with pictures stand on the page, loaded."""
    page.wait_for_function(READY, arg=galleries)
    page.wait_for_timeout(700)


def mark(page: Page, number: int, kind: str) -> None:
    """Like or dislike a picture by a click."""
    tile = page.locator(f'#chat .tile[data-n="{number}"]').last
    tile.hover()
    tile.locator(f".judge.{kind}").click()
    page.wait_for_timeout(200)


def play(page: Page, film: Film | None = None) -> None:
    """Ask, like two and dislike one by clicks, refine, then say it in words."""
    show = film.take if film else (lambda _: None)
    show(900)
    ask(page, QUESTION, film)
    show(1400)
    for number, kind in ((2, "liked"), (5, "liked"), (7, "disliked")):
        mark(page, number, kind)
        show(450)
    page.locator("[data-refine]").click()
    wait(page, 2)
    page.mouse.move(4, 4)
    show(2600)


@contextmanager
def visiting(
    browser: Browser, address: str, *, first: bool = False, **profile: object
) -> Iterator[Page]:
    """Open the page with a profile of its own; only a `first` visit is shown round."""
    context = browser.new_context(**profile)
    if not first:
        context.add_init_script("localStorage.setItem('morelike-toured', 'yes')")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".example img")
    page.wait_for_timeout(900)
    yield page
    context.close()


def take_stills(browser: Browser, address: str, folder: Path) -> None:
    """Write what a visit shows, for each screen and theme; what is told in `STILLS` alone."""
    for name, screen, scheme, wanted in STILLS:
        stem = f"{name}-{scheme}"
        with visiting(
            browser, address, first="empty" in wanted, color_scheme=scheme, **screen
        ) as page:
            for moment, show in MOMENTS.items():
                show(page)
                if moment in wanted:
                    save(page, folder / f"{stem}-{moment}.webp")


def show_empty(page: Page) -> None:
    """Stand on the empty page."""
    page.wait_for_timeout(300)


def show_marks(page: Page) -> None:
    """Ask, refine, and mark some more."""
    if page.locator(".guide .skip").is_visible():
        page.locator(".guide .skip").click()
    ask(page, QUESTION)
    for number, kind in ((2, "liked"), (5, "liked"), (7, "disliked")):
        mark(page, number, kind)
    page.locator("[data-refine]").click()
    wait(page, 2)
    for number, kind in ((6, "liked"), (13, "disliked")):
        mark(page, number, kind)
    page.mouse.move(4, 4)
    page.wait_for_timeout(300)


def show_why(page: Page) -> None:
    """Look at a picture, and ask why it is here."""
    page.locator("#chat .tile .open").last.click(position={"x": 40, "y": 40})
    page.locator("[data-act=why]").click()
    page.wait_for_selector(".lightbox .why [data-number]")
    page.wait_for_timeout(900)


def show_map(page: Page) -> None:
    """Open the map of the results."""
    show_tool(page, "map")


def show_method(page: Page) -> None:
    """Open the drawer of the method."""
    show_tool(page, "study")


def show_tool(page: Page, name: str) -> None:
    """Close what is open, and open what a button at the top stands for."""
    page.keyboard.press("Escape")
    if page.locator("[data-menu]").is_visible():
        page.locator("[data-menu]").click()
    page.locator(f"[data-tool={name}]").click()
    page.wait_for_selector(f"dialog.{name}[open] .body:not([aria-busy])")
    page.wait_for_timeout(900)


MOMENTS = {
    "empty": show_empty, "marks": show_marks, "why": show_why, "map": show_map,
    "method": show_method,
}  # fmt: skip
STILLS = (
    ("desktop", DESKTOP, "light", MOMENTS),
    ("desktop", DESKTOP, "dark", ("marks",)),
    ("phone", PHONE, "light", ("empty", "marks", "why", "map")),
    ("phone", PHONE, "dark", ("marks",)),
)


def save(page: Page, path: Path) -> None:
    """Write what the page shows."""
    Image.open(BytesIO(page.screenshot())).convert("RGB").save(path, quality=80, method=6)


def main() -> None:
    """Serve the demo, and take every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, default=DEMO_LIBRARY)
    parser.add_argument("--folder", type=Path, default=SHOTS)
    arguments = parser.parse_args()
    engine = Engine.open(arguments.library)
    engine.warm()
    served = launch(engine, quiet=True)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        take_stills(browser, served.local_url, arguments.folder)
        with visiting(browser, served.local_url, **DESKTOP) as page:
            film = Film(page)
            play(page, film)
            film.save(arguments.folder / "conversation.webp")
        browser.close()
    served.close()


if __name__ == "__main__":
    main()
