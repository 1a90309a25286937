"""The page's events: what each reads and writes, and which others it cuts short.

Every event that searches belongs to one concurrency group, and yields whole screens: first what was
asked with the place of the answer, then the answer. The session is written once, at the end of a
turn that was not stopped.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import gradio as gr

from bot.handlers import PICTURES_AT_ONCE
from bot.replies.labels import preferred
from bot.view.endpoints.arguments import take_upload
from bot.view.talking.chat import Asked, Chat, Screen
from bot.view.talking.screens import box_words, page_told, top_line

Updates = tuple[Any, ...]
"""One value for each of `Parts`, in their order."""
PRIVATE = {"show_progress": "hidden", "api_visibility": "private"}
SEARCHES = {"concurrency_id": "search", **PRIVATE}
QUICK = {"queue": False, **PRIVATE}


class Parts(NamedTuple):
    """The components that events read and write, in the order of `Updates`."""

    told: gr.HTML
    box: gr.MultimodalTextbox
    held: gr.State
    keeper: gr.HTML
    top: gr.HTML


def wire(chat: Chat, parts: Parts, bus: gr.HTML) -> None:
    """Let the parts of the page answer what people do."""
    turns = _wire_turns(chat, parts, bus)
    _wire_steps(chat, parts, bus, turns)
    _wire_arrivals(chat, parts, bus)
    _wire_libraries(chat, parts)


def _wire_turns(chat: Chat, parts: Parts, bus: gr.HTML) -> list[Any]:
    """Wire what searches: words, marks, clicks and links; give the events, for others to cancel."""
    _, box, held, keeper, _ = outputs = list(parts)

    def draw(screens: Iterator[Screen]) -> Iterator[Updates]:
        for screen in screens:
            yield _updates(chat, screen)

    def on_submit(
        said: dict[str, Any], before: str, marks: str, request: gr.Request
    ) -> Iterator[Updates]:
        asked = Asked(text=said.get("text") or "", images=_take_files(said.get("files") or []))
        yield from draw(chat.turn(asked, before, marks, _person(request), typed=True))

    def on_say(
        event: gr.EventData, before: str, marks: str, request: gr.Request
    ) -> Iterator[Updates]:
        asked = chat.clicked(event._data, before)  # noqa: SLF001, what the bus sent has no other name
        yield from draw(chat.turn(asked, before, marks, _person(request), typed=False))

    def on_follow(
        event: gr.EventData, before: str, marks: str, request: gr.Request
    ) -> Iterator[Updates]:
        yield from draw(chat.follow(_said(event, "link"), before, marks, _person(request)))

    asked, said = [box, held, bus], [held, bus]
    return [
        # Gradio would drop a message sent while an empty one is still on its way; `Turns` guards.
        box.submit(on_submit, asked, outputs, trigger_mode="multiple", **SEARCHES),
        bus.refine(on_submit, asked, outputs, **SEARCHES),
        bus.say(on_say, said, outputs, **SEARCHES),
        keeper.follow(on_follow, said, outputs, **SEARCHES),
    ]


def _wire_steps(chat: Chat, parts: Parts, bus: gr.HTML, turns: list[Any]) -> None:
    """Wire what ends a turn under way: stop, and a new conversation."""
    held, outputs = parts.held, list(parts)

    def on_stop(before: str, request: gr.Request) -> Updates:
        return _updates(chat, chat.stop(before, _person(request)))

    def on_fresh(before: str, request: gr.Request) -> Updates:
        return _updates(chat, chat.fresh(before, _person(request)))

    parts.box.stop(on_stop, [held], outputs, cancels=turns, **QUICK)
    bus.fresh(on_fresh, [held], outputs, cancels=turns, **QUICK)


def _wire_arrivals(chat: Chat, parts: Parts, bus: gr.HTML) -> None:
    """Wire what shows a conversation again: coming to the page or a library, and a lost answer."""
    held, outputs = parts.held, list(parts)

    def on_enter(event: gr.EventData, before: str, request: gr.Request) -> Updates:
        language = preferred(request.headers.get("accept-language", ""))
        where = event._data  # noqa: SLF001, as above
        return _updates(chat, chat.enter(where, language, _person(request), before))

    def on_lost(before: str) -> Updates:
        return _updates(chat, Screen(session=chat.open(before), entered=True))

    # The keeper sends one after the other; gradio would send the first again in place of the last.
    parts.keeper.enter(on_enter, [held], outputs, trigger_mode="multiple", **QUICK)
    bus.lost(on_lost, [held], outputs, trigger_mode="always_last", **QUICK)


def _wire_libraries(chat: Chat, parts: Parts) -> None:
    """Wire what concerns a library and no conversation: look for pictures, stop, count again."""

    def on_renew(before: str) -> Updates:
        session = chat.open(before)
        return gr.MultimodalTextbox(**box_words(chat, session)), top_line(chat, session)

    def on_look(event: gr.EventData) -> None:
        chat.served.look(_said(event, "place"))

    def on_halt(event: gr.EventData) -> None:
        chat.served.stop(_said(event, "place"))

    parts.keeper.renew(on_renew, [parts.held], [parts.box, parts.top], **QUICK)
    parts.keeper.look(on_look, None, None, **QUICK)
    parts.keeper.halt(on_halt, None, None, **QUICK)


def _said(event: gr.EventData, name: str) -> object:
    said = event._data  # noqa: SLF001, what the page's scripts sent has no other name
    return said.get(name) if isinstance(said, dict) else None


def _person(request: gr.Request) -> str:
    return str(request.session_hash)


def _take_files(files: list[str]) -> tuple[Callable[[], bytes], ...]:
    """Say how to read the files that came with a message; reading one also removes it.

    One more than count is read, so that the person hears of the others.
    """
    different = tuple(dict.fromkeys(files))
    return tuple(partial(take_upload, file) for file in different[: PICTURES_AT_ONCE + 1])


def _updates(chat: Chat, screen: Screen) -> Updates:
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
