"""The page as it comes from the server: in the language of the browser from the first moment.

Gradio writes one page for everybody, with what stood on it when it was built. Here each visitor's
copy gets words of their own language, and the libraries as they are now, on its way out; so nobody
sees another language first. A page that is not written as we know it goes out as it came.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.replies.labels import preferred

Parts = Mapping[str, Mapping[str, str]]
"""Properties of components, by the name of the component on the page."""
BEFORE = "window.gradio_config = "
"""What gradio writes before the components of the page."""


class Greeting:
    """The part of the server that gives each visitor a page in their language.

    Parameters
    ----------
    app : ASGIApp
    draw : callable
        Draws what a page begins with, in a language; called in a thread.
    """

    def __init__(self, app: ASGIApp, draw: Callable[[str], Parts]) -> None:
        self._app, self._draw = app, draw

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; all but those of the page itself go through untouched."""
        if (scope["type"], scope.get("method"), scope.get("path")) != ("http", "GET", "/"):
            await self._app(scope, receive, send)
            return
        language = preferred(Headers(scope=scope).get("accept-language", ""))
        await self._app(scope, receive, self._greeting(language, send))

    def _greeting(self, language: str, send: Send) -> Send:
        """Hold the answer back until it is whole, and send it in the language."""
        start: Message = {}
        written = bytearray()

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            written.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = await run_in_threadpool(self._write, bytes(written), language)
            headers = MutableHeaders(raw=list(start["headers"]))
            headers["content-length"] = str(len(page))
            headers.add_vary_header("accept-language")
            await send({**start, "headers": headers.raw})
            await send({"type": "http.response.body", "body": page})

        return hold

    def _write(self, page: bytes, language: str) -> bytes:
        return put_words(page.decode(), language, self._draw(language)).encode()


def put_words(page: str, language: str, parts: Parts) -> str:
    """Write what `parts` say into the components that a page begins with.

    Examples
    --------
    >>> page = f'<html lang="en">{BEFORE}{{"components": [{{"props": {{"elem_id": "top"}}}}]}};'
    >>> put_words(page, "de", {"top": {"value": "Hallo"}}).partition(BEFORE)[::2]
    ('<html lang="de">', '{"components": [{"props": {"elem_id": "top", "value": "Hallo"}}]};')
    """
    head, known, rest = page.partition(BEFORE)
    if not known:
        return page
    config, end = json.JSONDecoder().raw_decode(rest)
    for component in config["components"]:
        component["props"].update(parts.get(component["props"].get("elem_id"), {}))
    named = head.replace('lang="en"', f'lang="{language}"', 1)
    return f"{named}{known}{_literal(config)}{rest[end:]}"


def _literal(value: Any) -> str:  # noqa: ANN401, whatever gradio wrote
    """Write a value into a script, which no text in it can end."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
