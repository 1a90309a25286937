"""The page's components and events.

Every event that searches belongs to one concurrency group, and yields whole screens: first what was
asked with the place of the answer, then the answer. The session is written once, at the end of a
turn that was not stopped.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr

from bot.replies.labels import Labels, labels, preferred
from bot.view.api import Api
from bot.view.chat import Asked, Chat, Screen
from bot.view.downloads import Downloads
from bot.view.markup import answer, header, question, waiting, welcome
from bot.view.session import Exchange, Session
from engine.service import Engine
from engine.settings import ASSETS

PAGE = ASSETS / "page"
SEARCHES = {"concurrency_id": "search", "concurrency_limit": 4, "show_progress": "hidden"}
PRIVATE = {"api_visibility": "private"}
QUEUE = 64
STORAGE = "morelike"


def build_page(engine: Engine, downloads: Downloads | None = None) -> gr.Blocks:
    """Build the page over an open engine.

    Parameters
    ----------
    engine : Engine
    downloads : Downloads, optional
        Where the page's server finds the files that answers offer.

    Returns
    -------
    gr.Blocks
        Not yet launched; `bot.view.launch` does that with what belongs to it.
    """
    chat = Chat(engine, downloads=downloads or Downloads())
    with gr.Blocks(
        title="Morelike", fill_height=True, fill_width=True, analytics_enabled=False,
        delete_cache=(600, 3600),
    ) as page:  # fmt: skip
        held = gr.State("", time_to_live=24 * 3600)
        kept = gr.BrowserState("", storage_key=STORAGE, secret=STORAGE)
        with gr.Column(elem_id="shell"):
            words = labels()
            top = _html(header(engine.name, engine.pictures, words), "top")
            shown = _conversation(_screen_of(chat, Session()))
            _html('<div class="marks empty" role="group"></div>', "marks")
            bus = gr.HTML(
                "{}", html_template="<span hidden>${value}</span>", elem_id="bus",
                js_on_load=(PAGE / "bus.js").read_text(encoding="utf-8"),
            )  # fmt: skip
            box = _box(engine.pictures, words)
        _wire(chat, page, Parts(shown, box, bus, held, kept, top))
        _offer_api(engine, chat.downloads)
    page.queue(default_concurrency_limit=4, max_size=QUEUE)
    return page


def _html(text: str, name: str | None = None) -> gr.HTML:
    return gr.HTML(text, js_on_load=None, apply_default_css=False, padding=False, elem_id=name)


def _conversation(messages: list[dict[str, Any]]) -> gr.Chatbot:
    # Markdown off: a typed ![x](http://host/x.png) would make the browser call that host.
    return gr.Chatbot(
        messages, elem_id="chat", show_label=False, container=False,
        height=None, layout="bubble", autoscroll=False, render_markdown=False, latex_delimiters=[],
        buttons=[], allow_tags=False, allow_file_downloads=False, feedback_options=None,
        group_consecutive_messages=False,
    )  # fmt: skip


def _box(pictures: int, words: Labels) -> gr.MultimodalTextbox:
    return gr.MultimodalTextbox(
        elem_id="box", label=words.page.box, show_label=False, container=False,
        placeholder=words.counted(words.page.placeholder, pictures), file_types=["image", ".json"],
        file_count="single", sources=["upload"], max_lines=4, max_plain_text_length=100_000,
        autofocus=True, submit_btn=True, stop_btn=False,
    )  # fmt: skip


class Parts(NamedTuple):
    """The components that events read and write, in the order of `_updates`."""

    shown: gr.Chatbot
    box: gr.MultimodalTextbox
    bus: gr.HTML
    held: gr.State
    kept: gr.BrowserState
    top: gr.HTML


def _wire(chat: Chat, page: gr.Blocks, parts: Parts) -> None:
    _, box, bus, held, kept, _ = outputs = list(parts)

    def draw(screens: Iterator[Screen]) -> Iterator[tuple[Any, ...]]:
        for screen in screens:
            yield _updates(chat, screen)

    def on_submit(
        said: dict[str, Any], before: str, marks: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        asked = Asked(text=said.get("text") or "", image=_take_file(said.get("files") or []))
        yield from draw(chat.turn(asked, before, marks, _person(request), typed=True))

    def on_say(
        event: gr.EventData, before: str, marks: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        asked = chat.clicked(event._data)  # noqa: SLF001, what the bus sent has no other name
        yield from draw(chat.turn(asked, before, marks, _person(request), typed=False))

    def on_stop(before: str, request: gr.Request) -> tuple[Any, ...]:
        return _updates(chat, chat.stop(before, _person(request)))

    def on_fresh(before: str, request: gr.Request) -> tuple[Any, ...]:
        return _updates(chat, chat.fresh(before, _person(request)))

    def on_load(stored: object, request: gr.Request) -> tuple[Any, ...]:
        language = preferred(request.headers.get("accept-language", ""))
        return _updates(chat, chat.restored(stored, language))

    asked, said = [box, held, bus], [held, bus]
    turns = [
        # Gradio would drop a message sent while an empty one is still on its way; `Turns` guards.
        box.submit(on_submit, asked, outputs, trigger_mode="multiple", **SEARCHES, **PRIVATE),
        bus.refine(on_submit, asked, outputs, **SEARCHES, **PRIVATE),
        bus.say(on_say, said, outputs, **SEARCHES, **PRIVATE),
    ]
    quick = {"queue": False, "show_progress": "hidden", **PRIVATE}
    box.stop(on_stop, [held], outputs, cancels=turns, **quick)
    bus.fresh(on_fresh, [held], outputs, cancels=turns, **quick)
    page.load(on_load, [kept], outputs, **quick)


def _offer_api(engine: Engine, downloads: Downloads) -> None:
    api = Api(engine, downloads)
    searches = {"concurrency_id": "search", "concurrency_limit": 4}
    gr.api(api.chat, api_name="chat", **searches)
    gr.api(api.search, api_name="search", **searches)


def _person(request: gr.Request) -> str:
    return str(request.session_hash)


def _take_file(files: list[str]) -> Callable[[], bytes] | None:
    """Say how to read the file that came with a message; reading it also removes it."""
    if not files:
        return None
    path = Path(files[0])

    def take() -> bytes:
        content = path.read_bytes()
        path.unlink(missing_ok=True)
        return content

    return take


def _updates(chat: Chat, screen: Screen) -> tuple[Any, ...]:
    """Turn a screen into what gradio sends, in the order of `Parts`."""
    if screen.session is None:
        return (gr.skip(),) * 6
    session = screen.session
    words = labels(session.conversation.language)
    pictures = chat.engine.pictures
    said: dict[str, Any] = {
        "label": words.page.box, "placeholder": words.counted(words.page.placeholder, pictures),
    }  # fmt: skip
    clear = {"value": None} if screen.clear else {}
    box = gr.MultimodalTextbox(
        submit_btn=screen.asked is None, stop_btn=screen.asked is not None, **said, **clear
    )
    messages = _screen_of(chat, session, screen.asked)
    if not screen.settled:
        return messages, box, gr.skip(), gr.skip(), gr.skip(), gr.skip()
    text = session.dump()
    top = header(chat.engine.name, pictures, words)
    return messages, box, screen.bus or gr.skip(), text, text, top


def _screen_of(chat: Chat, session: Session, asked: Exchange | None = None) -> list[dict[str, Any]]:
    words = labels(session.conversation.language)
    if not session.exchanges and asked is None:
        return [_message("assistant", welcome(chat.examples, chat.engine.pictures, words))]
    messages = []
    for place, exchange in enumerate(session.exchanges):
        messages.append(_message("user", question(exchange, words)))
        messages.append(_message("assistant", answer(session, place)))
    if asked is not None:
        messages.append(_message("user", question(asked, words)))
        told = words.counted(words.page.waiting, chat.engine.pictures)
        messages.append(_message("assistant", waiting(told)))
    return messages


def _message(role: str, text: str) -> dict[str, Any]:
    return {"role": role, "content": _html(text)}
