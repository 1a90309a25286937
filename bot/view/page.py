"""The page's components and events.

Every event that searches belongs to one concurrency group, and yields whole screens: first what was
asked with the place of the answer, then the answer. The session is written once, at the end of a
turn that was not stopped.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import gradio as gr

from bot.replies.labels import preferred
from bot.settings import Limits
from bot.view.api import ENDPOINTS, Api
from bot.view.arguments import take_upload
from bot.view.beside import place_asides, wire_asides
from bot.view.chat import Asked, Chat, Screen
from bot.view.downloads import Downloads
from bot.view.drawing import box_words, empty_page, page_told, top_line
from bot.view.frame import log, tools, tray
from bot.view.scripts import script
from bot.view.served import Served
from bot.view.session import Session
from engine.settings import ASSETS

PAGE = ASSETS / "page"
TOLD = """
// What Python tells goes to the scripts at once.
watch("value", () => {
  document.dispatchEvent(new CustomEvent("morelike:told", { detail: props.value }));
});
"""
SEARCHES = {"concurrency_id": "search", "show_progress": "hidden"}
PRIVATE = {"api_visibility": "private"}


def build_page(
    served: Served, downloads: Downloads | None = None, limits: Limits | None = None
) -> gr.Blocks:
    """Build the page over libraries; they may still be on their way.

    Parameters
    ----------
    served : Served
    downloads : Downloads, optional
        Where the page's server finds the files that answers offer.
    limits : Limits, optional

    Returns
    -------
    gr.Blocks
        Not yet launched; `bot.view.launch` does that with what belongs to it.
    """
    limits = limits or Limits()
    chat = Chat(served, downloads=downloads or Downloads())
    with gr.Blocks(
        title="Morelike", fill_height=True, fill_width=True, analytics_enabled=False,
        delete_cache=(600, 3600),
    ) as page:  # fmt: skip
        held = gr.State("", time_to_live=24 * 3600)
        with gr.Column(elem_id="shell"):
            session = chat.open("")
            with gr.Row(elem_id="head"):
                top = _html(top_line(chat, session), "top")
                _html(tools(), "toolbar")
            keeper = _script("{}", (PAGE / "keep.js").read_text(encoding="utf-8"), "keeper")
            _html(log(empty_page(chat, session)), "chat")
            _html(tray(), "tray")
            told = _script("", TOLD, "told")
            box = _box(chat, session)
            beside = place_asides()
            bus = _script("{}", script(), "bus")  # last: it works on what stands above
        _wire(chat, Parts(told, box, held, keeper, top), bus)
        wire_asides(chat, beside, bus, held)
        _offer_api(served, chat.downloads, limits)
    # The guard turns people away in words of ours, before gradio would; see `bot/view/guard.py`.
    page.queue(
        default_concurrency_limit=limits.searching, max_size=2 * limits.waiting, api_open=False
    )
    return page


def _html(text: str, name: str | None = None) -> gr.HTML:
    return gr.HTML(text, js_on_load=None, apply_default_css=False, padding=False, elem_id=name)


def _script(value: str, body: str, name: str) -> gr.HTML:
    return gr.HTML(
        value, html_template="<i></i>", js_on_load=body, apply_default_css=False, padding=False,
        elem_id=name,
    )  # fmt: skip


def _box(chat: Chat, session: Session) -> gr.MultimodalTextbox:
    return gr.MultimodalTextbox(
        **box_words(chat, session), elem_id="box", show_label=False, container=False,
        file_types=["image", ".json"],
        file_count="single", sources=["upload"], max_lines=4, max_plain_text_length=100_000,
        autofocus=True, submit_btn=True, stop_btn=False,
    )  # fmt: skip


class Parts(NamedTuple):
    """The components that events read and write, in the order of `_updates`."""

    told: gr.HTML
    box: gr.MultimodalTextbox
    held: gr.State
    keeper: gr.HTML
    top: gr.HTML


def _wire(chat: Chat, parts: Parts, bus: gr.HTML) -> None:
    _, box, held, keeper, _ = outputs = list(parts)

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
        asked = chat.clicked(event._data, before)  # noqa: SLF001, what the bus sent has no other name
        yield from draw(chat.turn(asked, before, marks, _person(request), typed=False))

    def on_stop(before: str, request: gr.Request) -> tuple[Any, ...]:
        return _updates(chat, chat.stop(before, _person(request)))

    def on_lost(before: str) -> tuple[Any, ...]:
        return _updates(chat, Screen(session=chat.open(before), entered=True))

    def on_fresh(before: str, request: gr.Request) -> tuple[Any, ...]:
        return _updates(chat, chat.fresh(before, _person(request)))

    def on_enter(event: gr.EventData, before: str, request: gr.Request) -> tuple[Any, ...]:
        language = preferred(request.headers.get("accept-language", ""))
        where = event._data  # noqa: SLF001
        return _updates(chat, chat.enter(where, language, _person(request), before))

    def on_follow(
        event: gr.EventData, before: str, marks: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        yield from draw(chat.follow(_said(event, "link"), before, marks, _person(request)))

    def on_renew(before: str) -> tuple[Any, ...]:
        session = chat.open(before)
        return gr.MultimodalTextbox(**box_words(chat, session)), top_line(chat, session)

    def on_look(event: gr.EventData) -> None:
        chat.served.look(_said(event, "place"))

    def on_halt(event: gr.EventData) -> None:
        chat.served.stop(_said(event, "place"))

    asked, said = [box, held, bus], [held, bus]
    turns = [
        # Gradio would drop a message sent while an empty one is still on its way; `Turns` guards.
        box.submit(on_submit, asked, outputs, trigger_mode="multiple", **SEARCHES, **PRIVATE),
        bus.refine(on_submit, asked, outputs, **SEARCHES, **PRIVATE),
        bus.say(on_say, said, outputs, **SEARCHES, **PRIVATE),
        keeper.follow(on_follow, said, outputs, **SEARCHES, **PRIVATE),
    ]
    quick = {"queue": False, "show_progress": "hidden", **PRIVATE}
    box.stop(on_stop, [held], outputs, cancels=turns, **quick)
    bus.lost(on_lost, [held], outputs, trigger_mode="always_last", **quick)
    bus.fresh(on_fresh, [held], outputs, cancels=turns, **quick)
    # The keeper sends one after the other; gradio would send the first again in place of the last.
    keeper.enter(on_enter, [held], outputs, trigger_mode="multiple", **quick)
    keeper.renew(on_renew, [held], [box, parts.top], **quick)
    keeper.look(on_look, None, None, **quick)
    keeper.halt(on_halt, None, None, **quick)


def _offer_api(served: Served, downloads: Downloads, limits: Limits) -> None:
    api = Api(served, downloads, limits)
    for name in ENDPOINTS:
        gr.api(getattr(api, name), api_name=name, concurrency_id="search")


def _said(event: gr.EventData, name: str) -> object:
    said = event._data  # noqa: SLF001, what the page's scripts sent has no other name
    return said.get(name) if isinstance(said, dict) else None


def _person(request: gr.Request) -> str:
    return str(request.session_hash)


def _take_file(files: list[str]) -> Callable[[], bytes] | None:
    """Say how to read the file that came with a message; reading it also removes it."""
    if not files:
        return None
    return partial(take_upload, files[0])


def _updates(chat: Chat, screen: Screen) -> tuple[Any, ...]:
    """Turn a screen into what gradio sends, in the order of `Parts`."""
    session, unchanged = screen.session, gr.skip()
    if session is None:
        told = screen.told() if screen.notice or screen.turn_to else unchanged
        return unchanged, unchanged, unchanged, told, unchanged
    clear = {"value": None} if screen.clear else {}
    # Not a new component: gradio keeps one for ever in its list of files to delete.
    box = gr.update(
        **box_words(chat, session), **clear,
        submit_btn=screen.asked is None, stop_btn=screen.asked is not None,
    )  # fmt: skip
    told = page_told(chat, screen, session)
    if not screen.settled and not screen.entered:
        return told, box, unchanged, unchanged, unchanged
    return told, box, session.dump(), screen.told(), top_line(chat, session)
