"""Start the page: settings of gradio that keep it private, quick and ours.

Nothing is asked of any host: analytics, sharing, monitoring and the run history are off. Libraries
and models are opened in the background, so the page is there first.
"""

import os
import sys
from functools import partial

import gradio as gr

from bot.settings import Limits
from bot.view.guarding.tidy import own_folder
from bot.view.libraries.progress import progress_route
from bot.view.libraries.served import Served
from bot.view.page.building import build_page
from bot.view.page.scripts import PAGE, styles
from bot.view.serving.door import door
from bot.view.serving.routes import download_route, picture_routes
from bot.view.talking.chat import Chat
from bot.view.talking.screens import first_screen
from engine.service import Engine

LOCAL, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104, only on a Space or by GRADIO_SERVER_NAME


def serve(served: Served, host: str, port: int, limits: Limits | None = None) -> None:
    """Serve the page until interrupted; libraries are opened and indexed behind it."""
    served.start(at_once=False)
    try:
        page = launch(served, host, port, quiet=True, limits=limits)
        served.show()
        sys.stderr.write(f"Morelike is at {page.local_url} (Ctrl+C ends it)\n")
        page.block_thread()
    finally:
        served.close()


def launch(
    libraries: Served | Engine,
    host: str = LOCAL,
    port: int | None = None,
    *,
    quiet: bool = False,
    limits: Limits | None = None,
) -> gr.Blocks:
    """Put the page on the network and come back.

    Parameters
    ----------
    libraries : Served or Engine
        Whoever gives `Served` also starts and closes it.
    host : str
    port : int, optional
        A free one when it is None.
    quiet : bool
    limits : Limits, optional

    Returns
    -------
    gr.Blocks
        Running; `local_url` says where, `close()` ends it.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read where Blocks are not asked
    served = libraries if isinstance(libraries, Served) else Served.holding(libraries)
    chat = Chat(served)
    own_folder()  # before the page: its parts remember where uploads go
    page = build_page(served, chat, limits)
    own = [*picture_routes(served), download_route(chat.downloads), progress_route(served)]
    page.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=quiet,
        theme=_theme(),
        css_paths=styles(),
        favicon_path=PAGE / "icon.png",
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        run_history=False,
        enable_monitoring=False,
        share=False,
        **door(page, own, partial(first_screen, chat), limits or Limits()),
    )
    return page


def _theme() -> gr.themes.Base:
    fonts = {"font": ["system-ui", "sans-serif"], "font_mono": ["ui-monospace", "monospace"]}
    return gr.themes.Base(primary_hue="teal", neutral_hue="slate", **fonts)
