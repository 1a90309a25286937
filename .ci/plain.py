"""The plain page that ours is compared with: a text box over a `gr.Gallery`, on the same engine.

    python .ci/plain.py [--library FOLDER] [--shot assets/page/shots/plain.webp]

Every search shows the twelve best pictures for the words that stand in the box, which is what our
page shows for a first sentence. There is nothing else to do on it but to type other words.
"""

import argparse
import shutil
import sys
from io import BytesIO
from pathlib import Path

import gradio as gr
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from engine.conversation import Situation
from engine.service import Engine
from engine.settings import DEMO_LIBRARY
from engine.types import PictureId

SHOWN = 12
QUESTION = "a lighthouse at sunset"  # as in .ci/shots.py


def search(engine: Engine, words: str) -> tuple[PictureId, ...]:
    """Name the best pictures for words."""
    page = engine.find(Situation(texts=(words,)), 0, SHOWN)
    return tuple(hit.id for hit in page.hits)


def build(engine: Engine) -> gr.Blocks:
    """Build the page."""

    def show(words: str) -> list[Image.Image]:
        pictures = search(engine, words) if words.strip() else ()
        return [Image.open(BytesIO(engine.thumbnail(one))) for one in pictures]

    with gr.Blocks(title="Plain", analytics_enabled=False) as page:
        words = gr.Textbox(label="Search", placeholder="What are you looking for?", autofocus=True)
        gallery = gr.Gallery(label="Pictures", columns=6, height=560, object_fit="cover")
        words.submit(show, words, gallery)
    return page


def shoot(page: gr.Blocks, path: Path) -> None:
    """Ask one question in headless Chromium, and write what is seen."""
    from playwright.sync_api import sync_playwright

    _, address, _ = page.launch(prevent_thread_lock=True, quiet=True)
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
        tab.goto(address)
        tab.locator("textarea, input[type=text]").first.fill(QUESTION)
        tab.keyboard.press("Enter")
        tab.wait_for_function("document.querySelectorAll('.grid-container img').length >= 12")
        tab.wait_for_timeout(1500)
        Image.open(BytesIO(tab.screenshot())).convert("RGB").save(path, quality=82, method=6)
        browser.close()
    page.close()


def main() -> None:
    """Serve the page, or take its picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, default=DEMO_LIBRARY)
    parser.add_argument("--shot", type=Path, help="write a picture of the page here, and end")
    arguments = parser.parse_args()
    page = build(Engine.open(arguments.library))
    if arguments.shot:
        shoot(page, arguments.shot)
    else:
        page.launch()


if __name__ == "__main__":
    main()
