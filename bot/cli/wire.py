"""As little of HTTP as many people at once need: one request a connection, answers line by line.

A browser's worth of people shares the cores with the server that is measured, so this costs a
small part of what a client library would. HTTP/1.0: no chunks, and the end of the answer is the
end of the connection.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit

LINE_BYTES = 16 * 1024**2
"""An event of the server is one line, however many pictures it shows."""


class Place(NamedTuple):
    """Where a server listens."""

    host: str
    port: int

    @classmethod
    def of(cls, address: str) -> "Place":
        """Read an address like http://127.0.0.1:7860.

        Examples
        --------
        >>> Place.of("http://127.0.0.1:7860/")
        Place(host='127.0.0.1', port=7860)
        """
        parts = urlsplit(address)
        return cls(parts.hostname or "", parts.port or 80)


class Reply(NamedTuple):
    """What a server answered."""

    status: int
    body: bytes

    def json(self) -> Any:  # noqa: ANN401, JSON is anything
        """Read the body as JSON."""
        return json.loads(self.body)


@asynccontextmanager
async def opened(
    place: Place, method: str, path: str, body: bytes = b""
) -> AsyncIterator[tuple[int, asyncio.StreamReader]]:
    """Send a request; give the status, and a reader that stands at the answer's body."""
    reader, writer = await asyncio.open_connection(*place, limit=LINE_BYTES)
    try:
        head = f"{method} {path} HTTP/1.0\r\nHost: {place.host}:{place.port}\r\n"
        if body:
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()
        status = int((await reader.readline()).split(b" ")[1])
        while (await reader.readline()).strip():
            pass  # headers are of no use here
        yield status, reader
    finally:
        writer.close()


async def fetch(place: Place, path: str) -> Reply:
    """Ask for something."""
    async with opened(place, "GET", path) as (status, reader):
        return Reply(status, await reader.read())


async def post(place: Place, path: str, value: object) -> Reply:
    """Send something as JSON."""
    async with opened(place, "POST", path, json.dumps(value).encode()) as (status, reader):
        return Reply(status, await reader.read())


async def events(place: Place, path: str) -> AsyncIterator[dict[str, Any]]:
    """Listen to the events of an address until the server ends them."""
    async with opened(place, "GET", path) as (_, reader):
        while line := await reader.readline():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])
