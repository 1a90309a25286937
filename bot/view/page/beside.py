"""The components of the asides and their events; looking at an aside is never a turn."""

from typing import NamedTuple

import gradio as gr

from bot.view.talking.asides import Asides
from bot.view.talking.chat import Chat

TOLD = """
// What Python draws goes to the scripts at once.
watch("value", () => {
  document.dispatchEvent(new CustomEvent("morelike:aside", { detail: props.value }));
});
"""
EVENTS = {
    "concurrency_id": "aside", "concurrency_limit": 2, "show_progress": "hidden",
    "api_visibility": "private",
    "trigger_mode": "multiple",  # or gradio drops what is asked while another is on its way
}  # fmt: skip


class Beside(NamedTuple):
    """What Python writes into: reasons for the lightbox, and whatever aside was asked for."""

    why: gr.HTML
    aside: gr.HTML


def place_asides() -> Beside:
    """Place the components of the asides on the page that is being built, unseen."""
    plain = {"apply_default_css": False, "padding": False}
    return Beside(
        gr.HTML("", js_on_load=None, elem_id="why", **plain),
        gr.HTML("", html_template="<i></i>", js_on_load=TOLD, elem_id="aside", **plain),
    )


def wire_asides(chat: Chat, beside: Beside, bus: gr.HTML, held: gr.State) -> None:
    """Let the scripts of the page ask for asides of the session that is held."""
    asides = Asides(chat)

    def on_why(event: gr.EventData, before: str) -> str:
        said = event._data  # noqa: SLF001, what the page's scripts sent has no other name
        return asides.why(before, said.get("number") if isinstance(said, dict) else None)

    bus.why(on_why, [held], beside.why, **EVENTS)
    bus.survey(asides.survey, [held], beside.aside, **EVENTS)
    bus.study(asides.study, [held], beside.aside, **EVENTS)
