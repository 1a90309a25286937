"""`morelike serve`, which is also `python app.py`: the chat in a browser."""

import os
from argparse import Namespace
from pathlib import Path

from bot.cli.dataset import fetch_library
from bot.cli.printing import Bar
from bot.settings import INSIDE, LOCAL, Settings, read_settings
from engine.build import Remaining
from engine.settings import DEMO_LIBRARY


def serve(arguments: Namespace) -> None:
    """Serve the page; libraries are opened, and pictures indexed, while it is there already."""
    settings = read_settings(
        os.environ,
        library=arguments.library,
        images=arguments.images,
        model=arguments.model,
        host=arguments.host,
        port=arguments.port,
        mcp=arguments.mcp or None,
        dataset=arguments.dataset,
    )
    # Gradio takes a second to import; a wrong flag should not wait for that.
    from bot.view import Served, Source, check_some
    from bot.view import serve as serve_page

    sources = [Source(library=library, images=images) for library, images in _places(settings)]
    check_some(sources)
    served = Served.over(
        sources,
        settings.model,
        # Whoever reaches a page that others reach too must not stop what others wait for.
        tended=settings.host in (LOCAL, "localhost", "::1"),
        told=lambda: Bar(Remaining().update),
    )
    serve_page(served, settings.host, settings.port, settings.limits)


def _places(settings: Settings) -> list[tuple[Path, Path | None]]:
    """List libraries, each with the folder that it is made of: pictures go into the first one."""
    fetched = (fetch_library(settings.dataset),) if settings.dataset else ()
    if settings.images is None:
        named = (*settings.library, *fetched) or (DEMO_LIBRARY,)
        return [(library, None) for library in named]
    first = settings.first_library or settings.images / INSIDE
    others = (*settings.library[1:], *fetched)
    return [(first, settings.images), *((library, None) for library in others)]
