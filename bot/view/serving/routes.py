"""Pictures by id and files by token: addresses of our own beside gradio's.

An id that no library knows is a 404, whatever it looks like; nothing of a request is ever
used as a path. A picture is named by its content, so browsers may keep it for ever; one that a
person brought along is kept by that browser alone.
"""

from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.view.libraries.served import Served
from bot.view.person.downloads import Downloads
from engine.errors import MorelikeError
from engine.types import PictureId

UPLOAD = "upload-"
"""How the id of a picture that a person brought along begins."""


def picture_routes(served: Served) -> list[Route]:
    """Give the routes of thumbnails and whole pictures.

    They lie under `gradio_api/` because gradio's own server-side rendering passes on nothing else.
    """
    return [
        Route("/gradio_api/thumb/{id}", _sending(served.thumbnail)),
        Route("/gradio_api/picture/{id}", _sending(served.full)),
    ]


def download_route(downloads: Downloads) -> Route:
    """Give the route of files that were made for one person."""

    async def send(request: Request) -> Response:
        file = downloads.fetch(request.path_params["token"])
        if file is None:
            return PlainTextResponse("no such file\n", 404, {"X-Content-Type-Options": "nosniff"})
        named = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return Response(
            file.content,
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Disposition": named,
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "default-src 'none'",
            },
        )

    return Route("/gradio_api/download/{token}", send)


def _sending(read: Callable[[PictureId], bytes]) -> Callable[[Request], object]:
    async def send(request: Request) -> Response:
        name = PictureId(request.path_params["id"])
        try:
            content = await run_in_threadpool(read, name)
        except MorelikeError:
            return PlainTextResponse(
                "no such picture\n", 404, {"X-Content-Type-Options": "nosniff"}
            )
        return Response(content, headers=_headers(name, content))

    return send


def _headers(name: PictureId, content: bytes) -> dict[str, str]:
    keep = (
        "private, max-age=3600"
        if name.startswith(UPLOAD)
        else "public, max-age=31536000, immutable"
    )
    return {
        "Content-Type": "image/webp" if content[8:12] == b"WEBP" else "image/jpeg",
        "Cache-Control": keep,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'",
    }
