"""The page's components, from top to bottom, and the endpoints beside them."""

import gradio as gr

from bot.settings import Limits
from bot.view.endpoints.api import ENDPOINTS, Api
from bot.view.libraries.served import Served
from bot.view.page.beside import place_asides, wire_asides
from bot.view.page.scripts import script
from bot.view.page.wiring import Parts, wire
from bot.view.talking.chat import Chat
from bot.view.talking.screens import first_screen
from engine.settings import ASSETS

PAGE = ASSETS / "page"
TOLD = """
// What Python tells goes to the scripts at once.
watch("value", () => {
  document.dispatchEvent(new CustomEvent("morelike:told", { detail: props.value }));
});
"""


def build_page(served: Served, chat: Chat | None = None, limits: Limits | None = None) -> gr.Blocks:
    """Build the page over libraries; they may still be on their way.

    Parameters
    ----------
    served : Served
    chat : Chat, optional
        The turns of the page, over the same libraries, where its server needs them too.
    limits : Limits, optional

    Returns
    -------
    gr.Blocks
        Not yet launched; `bot.view.launch` does that with what belongs to it.
    """
    limits, chat = limits or Limits(), chat or Chat(served)
    first = first_screen(chat, "en")
    with gr.Blocks(
        title="Morelike", fill_height=True, fill_width=True, analytics_enabled=False,
        delete_cache=(600, 3600),
    ) as page:  # fmt: skip
        held = gr.State("", time_to_live=24 * 3600)
        with gr.Column(elem_id="shell"):
            with gr.Row(elem_id="head"):
                top = _html("top", **first["top"])
                _html("toolbar", **first["toolbar"])
            keeper = _script("{}", (PAGE / "keep.js").read_text(encoding="utf-8"), "keeper")
            _html("chat", **first["chat"])
            _html("tray", **first["tray"])
            told = _script("", TOLD, "told")
            box = _box(**first["box"])
            beside = place_asides()
            bus = _script("{}", script(), "bus")  # last: it works on what stands above
        wire(chat, Parts(told, box, held, keeper, top), bus)
        wire_asides(chat, beside, bus, held)
        _offer_api(chat, limits)
    # The guard (`guarding.guard`) turns people away in words of ours, before gradio would.
    page.queue(
        default_concurrency_limit=limits.searching, max_size=2 * limits.waiting, api_open=False
    )
    return page


def _html(name: str, value: str) -> gr.HTML:
    return gr.HTML(value, js_on_load=None, apply_default_css=False, padding=False, elem_id=name)


def _script(value: str, body: str, name: str) -> gr.HTML:
    return gr.HTML(
        value, html_template="<i></i>", js_on_load=body, apply_default_css=False, padding=False,
        elem_id=name,
    )  # fmt: skip


def _box(label: str, placeholder: str) -> gr.MultimodalTextbox:
    return gr.MultimodalTextbox(
        label=label, placeholder=placeholder, elem_id="box", show_label=False, container=False,
        file_types=["image", ".json"],
        file_count="multiple", sources=["upload"], max_lines=4, max_plain_text_length=100_000,
        autofocus=True, submit_btn=True, stop_btn=False,
    )  # fmt: skip


def _offer_api(chat: Chat, limits: Limits) -> None:
    api = Api(chat.served, chat.downloads, limits)
    for name in ENDPOINTS:
        gr.api(getattr(api, name), api_name=name, concurrency_id="search")
