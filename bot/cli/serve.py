"""`morelike serve`, which is also `python app.py`: the chat in a browser."""

import os
from argparse import Namespace
from pathlib import Path

from bot.cli.libraries import INSIDE, index_pictures
from bot.settings import Settings, read_settings
from engine.service import Engine
from engine.settings import DEMO_LIBRARY


def serve(arguments: Namespace) -> None:
    """Index the pictures where there are any to index, open the library and serve it."""
    settings = read_settings(
        os.environ,
        library=arguments.library,
        images=arguments.images,
        model=arguments.model,
        host=arguments.host,
        port=arguments.port,
    )
    engine = Engine.open(_library(settings), settings.model)
    # Gradio takes a second to import; an index with an error in it should not wait for that.
    from bot.view import serve as serve_page

    serve_page(engine, settings.host, settings.port)


def _library(settings: Settings) -> Path:
    if settings.images is None:
        return settings.library or DEMO_LIBRARY
    library = settings.library or settings.images / INSIDE
    index_pictures(settings.images, library, settings.model)
    return library
