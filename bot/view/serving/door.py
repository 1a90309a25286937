"""What stands around a launched page: its guard, its greeting, its rules, and what it forgets.

Gradio's `launch` takes all of it as arguments for its server; so nothing here reaches into it but
to count the turns that wait.
"""

from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.routing import Route

from bot.settings import Limits
from bot.view.endpoints.api import shapes
from bot.view.guarding.bodies import Reader
from bot.view.guarding.guard import Guard, Rules
from bot.view.guarding.tidy import SESSIONS, own_folder, sweeping
from bot.view.serving.greeting import Greeting, Parts
from engine.errors import SettingsError


def door(
    page: gr.Blocks, own: Sequence[Route], draw: Callable[[str], Parts], limits: Limits
) -> dict[str, Any]:
    """Give the arguments of `launch` that concern who may ask what, and how much.

    Parameters
    ----------
    page : gr.Blocks
        Not yet launched.
    own : sequence of Route
        Our own addresses beside gradio's.
    draw : callable
        Draws what the page begins with, in a language.
    limits : Limits

    Raises
    ------
    SettingsError
        MCP is asked for, and its package is missing.
    """
    if limits.mcp and find_spec("mcp") is None:
        raise SettingsError(
            "MCP is asked for, but the package that speaks it is not installed; "
            "run: pip install 'morelike[mcp]'"
        )
    rules = Rules(
        reader=Reader(uploads=own_folder(), shapes=shapes(), events=page.fns),
        own=tuple(route.path.partition("{")[0] for route in own),
        waiting=lambda: len(page._queue),  # noqa: SLF001, it tells nobody else
        listened=partial(_listened, page),
        most_waiting=limits.waiting,
        upload_bytes=limits.upload_bytes,
        mcp=limits.mcp,
    )
    return {
        "app_kwargs": {
            "routes": list(own),
            "middleware": [Middleware(Guard, rules=rules), Middleware(Greeting, draw=draw)],
            "lifespan": sweeping(lambda: page.state_holder),
        },
        "max_file_size": limits.upload_bytes,
        "state_session_capacity": SESSIONS,
        "mcp_server": limits.mcp,
    }


def _listened(page: gr.Blocks, name: str) -> bool:
    """Tell whether answers are on their way to a session, or for an event."""
    queue = page._queue  # noqa: SLF001, as above
    on_their_way = queue.pending_event_ids_session
    return (
        name in queue.pending_messages_per_session
        or name in queue.event_ids_to_events
        or any(name in events for events in list(on_their_way.values()))
    )
