"""What stands before gradio: the addresses that we need and no other, sizes, headers, a full house.

Every answer of the server goes through here. An address that neither the page nor an endpoint
needs is not found, whatever gradio would do with it; a body is read whole, up to its limit, and
checked; when too many turns wait already, the next is turned away at once with a sentence.
"""

import asyncio
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.replies.labels import labels, preferred
from bot.view.guarding.bodies import MCP, Reader, RefusedError, uploaded
from bot.view.guarding.headers import with_headers

BODY_SECONDS = 30.0
"""A request that has not arrived by then is given up: a slow sender must hold nothing."""
UPLOAD_SECONDS = 300.0
DRAINED_BYTES = 64 * 1024**2
"""So much of a body that is too large is read and thrown away, for its sender to hear why."""
FORM_BYTES = 16 * 1024
RETRY_SECONDS = 5
FILE = "/gradio_api/file="
UPLOAD = "/gradio_api/upload"
LISTEN = "/gradio_api/queue/data"

_READ = re.compile(
    r"/(config/?|theme\.css|favicon\.ico|robots\.txt|manifest\.json|pwa_icon(/\d+)?"
    r"|(assets|static|svelte)/(?!.*\.\.)[\w./@+-]{1,200}"
    r"|gradio_api/(info/?|openapi\.json|startup-events|theme\.css|app_id/?|upload_progress"
    r"|heartbeat/[\w-]{1,64}|queue/(data|status)|call/\w+/\w+|file=.*))?"
)
_WRITE = re.compile(
    r"/gradio_api/(queue/join|call/(v2/)?\w+/?|run/predict/?|upload|cancel|reset/?)"
)
_CALLED = re.compile(r"/gradio_api/call/\w+/(\w+)")
_TURNS = re.compile(r"/gradio_api/(queue/join|call/(v2/)?\w+/?)")


@dataclass(frozen=True)
class Rules:
    """What the guard goes by.

    `own` are the beginnings of our own addresses; `waiting` counts the turns that wait, of which
    there may be `most_waiting`; `listened` tells whether answers are on their way to a session or
    for a call; `mcp` opens the address of MCP.
    """

    reader: Reader
    own: tuple[str, ...]
    waiting: Callable[[], int]
    listened: Callable[[str], bool]
    most_waiting: int
    upload_bytes: int
    mcp: bool = False

    @property
    def body_bytes(self) -> int:
        """The largest body of JSON: a picture in base64, and something around it."""
        return self.upload_bytes * 3 // 2 + 1024**2

    @property
    def uploads(self) -> Path:
        """The folder of files that people sent."""
        return self.reader.uploads


class Guard:
    """The outermost part of the server that is ours."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or turn it away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        rules, path = self._rules, scope["path"]
        sending = _sending(send, file=path.startswith(FILE))
        try:
            _check_address(rules, scope["method"], path)
            _check_listener(rules, scope)
            receive = await _checked(rules, scope, receive)
        except RefusedError as refused:
            await _answer(refused, sending)
            return
        await self._app(scope, receive, sending)


def _check_address(rules: Rules, method: str, path: str) -> None:
    known = any(path.startswith(one) for one in rules.own) and method in ("GET", "HEAD", "OPTIONS")
    if rules.mcp and (path == MCP or path.startswith(f"{MCP}/")):
        return
    if method in ("GET", "HEAD", "OPTIONS"):
        known = known or bool(_READ.fullmatch(path))
    if method in ("POST", "OPTIONS"):
        known = known or bool(_WRITE.fullmatch(path))
    if not known:
        raise RefusedError(404, "there is nothing at this address")
    if path.startswith(FILE) and not uploaded(path.removeprefix(FILE), rules.uploads):
        raise RefusedError(403, "this file is not yours to read")


def _check_listener(rules: Rules, scope: Scope) -> None:
    """Check that there is something to hear: gradio would begin an answer and break it off."""
    path = scope["path"]
    if path == LISTEN:
        name = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
    elif scope["method"] == "GET" and (found := _CALLED.fullmatch(path)):
        name = found[1]
    else:
        return
    if not rules.listened(name):
        raise RefusedError(
            404, "there is no answer here: it was never asked for, or fetched already"
        )


async def _checked(rules: Rules, scope: Scope, receive: Receive) -> Receive:
    path = scope["path"]
    if scope["method"] != "POST":
        return receive
    if path == UPLOAD:
        return await _upload(rules, scope, receive)
    if _TURNS.fullmatch(path) and rules.waiting() >= rules.most_waiting:
        await _drain(receive)
        raise _full(_header(scope, b"accept-language"))
    body = await _body(receive, rules.body_bytes, BODY_SECONDS)
    if body or not path.startswith(MCP):
        body = rules.reader.read(path, body)
        _resize(scope, len(body))
    return _replay(body, receive)


async def _upload(rules: Rules, scope: Scope, receive: Receive) -> Receive:
    most = rules.upload_bytes + FORM_BYTES
    declared = _header(scope, b"content-length")
    if not declared.isdigit():
        raise RefusedError(411, "say how long the upload is: a Content-Length is missing")
    if int(declared) > most:
        await _drain(receive)
        raise _too_large(rules.upload_bytes)
    return _replay(await _body(receive, most, UPLOAD_SECONDS), receive)


async def _body(receive: Receive, most: int, seconds: float) -> bytes:
    """Read a body whole."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusedError(400, "the request broke off")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > most:
                    await _drain(receive)
                    raise _too_large(most)
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError as error:
        raise RefusedError(408, "the request took too long to arrive") from error


async def _drain(receive: Receive) -> None:
    """Read on without keeping anything, so that the sender can hear our answer."""
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while size < DRAINED_BYTES:
                message = await receive()
                size += len(message.get("body", b""))
                if not message.get("more_body"):
                    return
    except TimeoutError:
        return


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read already, then whatever else comes."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _resize(scope: Scope, size: int) -> None:
    kept = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
    scope["headers"] = [*kept, (b"content-length", str(size).encode())]


def _full(language: str) -> RefusedError:
    if language:
        # A browser: gradio's page would say a 503 in words of its own, and any other in ours.
        return RefusedError(429, labels(preferred(language)).page.busy)
    return RefusedError(503, f"too many are searching now; ask again in {RETRY_SECONDS} seconds")


def _too_large(most: int) -> RefusedError:
    return RefusedError(413, f"that is too large: at most {most / 1024**2:.0f} MB are taken")


def _header(scope: Scope, wanted: bytes) -> str:
    found: Iterable[bytes] = (value for name, value in scope["headers"] if name == wanted)
    return next(iter(found), b"").decode("latin-1")


async def _answer(refused: RefusedError, send: Send) -> None:
    body = json.dumps({"detail": refused.sentence, "error": refused.sentence}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    if refused.status in (429, 503):
        headers.append((b"retry-after", str(RETRY_SECONDS).encode()))
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _sending(send: Send, *, file: bool) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": with_headers(message.get("headers", []), file=file)}
        await send(message)

    return headed
