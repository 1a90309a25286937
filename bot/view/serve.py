"""Start the page: settings of gradio that keep it private, quick and ours.

Nothing is asked of any host: analytics, sharing, monitoring and the run history are off. The model
is loaded in the background, so the page is there first.
"""

import logging
import os
import sys
from threading import Thread

import gradio as gr

from bot.view.downloads import Downloads
from bot.view.page import PAGE, build_page
from bot.view.routes import download_route, picture_routes
from engine.errors import MorelikeError
from engine.service import Engine

LOCAL, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104, only on a Space or by GRADIO_SERVER_NAME
LARGEST_UPLOAD = "10mb"
log = logging.getLogger(__name__)


def serve(engine: Engine, host: str, port: int) -> None:
    """Serve the page until interrupted."""
    Thread(target=_warm, args=(engine,), daemon=True, name="warm").start()
    page = launch(engine, host, port, quiet=True)
    sys.stderr.write(f"Morelike is at {page.local_url} (Ctrl+C ends it)\n")
    page.block_thread()


def launch(
    engine: Engine, host: str = LOCAL, port: int | None = None, *, quiet: bool = False
) -> gr.Blocks:
    """Put the page on the network and come back.

    Returns
    -------
    gr.Blocks
        Running; `local_url` says where, `close()` ends it.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read where Blocks are not asked
    downloads = Downloads()
    page = build_page(engine, downloads)
    page.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=quiet,
        app_kwargs={"routes": [*picture_routes(engine), download_route(downloads)]},
        theme=_theme(),
        css_paths=[PAGE / "page.css"],
        favicon_path=PAGE / "icon.png",
        max_file_size=LARGEST_UPLOAD,
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        run_history=False,
        enable_monitoring=False,
        share=False,
    )
    return page


def _theme() -> gr.themes.Base:
    fonts = {"font": ["system-ui", "sans-serif"], "font_mono": ["ui-monospace", "monospace"]}
    return gr.themes.Base(primary_hue="teal", neutral_hue="slate", **fonts)


def _warm(engine: Engine) -> None:
    try:
        engine.warm()
    except MorelikeError as error:
        log.warning("the model could not be loaded: %s", error)
