"""What stands around the conversation, as HTML: header, tools, and the lines above the box.

Only the header's left half, which names the library, is written again while a page is open; the
rest is there once, and the scripts put in other words when the conversation turns to another
language.
"""

from html import escape

from bot.replies.labels import Labels

TELLS_NOTHING = {"", "images", "photos", "pictures"}
"""Names of folders that say no more than the number of pictures beside them does."""
TOOLS = ("map", "study", "share", "tour")
"""Buttons at the top; each is hidden until a script registers what it does under its name."""


def header(name: str, pictures: int, words: Labels, choice: str = "") -> str:
    """Draw the name of the page and what is searched, or the choice of it."""
    size = escape(words.counted(words.page.pictures, pictures))
    several, known = "<select" in choice, pictures > 0
    title = "" if several or name.lower() in TELLS_NOTHING else f"<span>{escape(name)}</span>"
    counted = f"<span>{size}</span>" if known and not several else ""
    return (
        '<div class="bar"><h1><span class="mark" aria-hidden="true"></span>Morelike</h1>'
        f"{choice}<p>{title}{counted}<span>{escape(words.page.local)}</span></p></div>"
    )


def tools(words: Labels) -> str:
    """Draw the buttons at the top; on a phone all but New are in a menu."""
    says = words.tools
    drawn = "".join(
        f'<button type="button" class="tool" data-tool="{name}"'
        f' data-word="tools.{name}" hidden>{escape(getattr(says, name))}</button>'
        for name in TOOLS
    )
    return (
        '<button type="button" class="icon menu" data-menu aria-expanded="false"'
        f' aria-controls="tools"{_named("tools.menu", says.menu)}></button>'
        f'<nav id="tools" data-name="tools.name" aria-label="{escape(says.name)}">{drawn}</nav>'
        '<button type="button" class="new" data-new data-word="page.new"'
        f' data-hint="tools.new_hint" title="{escape(says.new_hint)}">'
        f"{escape(words.page.new)}</button>"
    )


def tray(words: Labels) -> str:
    """Draw the lines above the box, still empty: state, steps, what was said of pictures."""
    says = words.tray
    steps = "".join(
        _step(kind, path, name)
        for kind, path, name in (
            ("undo", "page.undo", words.page.undo),
            ("redo", "page.redo", words.page.redo),
            ("restart", "tray.restart", says.restart),
        )
    )
    return (
        '<div class="tray" role="region"'
        f' data-name="tray.name" aria-label="{escape(says.name)}" hidden>'
        f'<div class="line"><p class="status"></p><div class="steps" role="group"'
        f' data-name="tray.steps" aria-label="{escape(says.steps)}">{steps}</div></div>'
        f'<div class="held" hidden><div class="marks" role="group" data-name="tray.labels"'
        f' aria-label="{escape(says.labels)}"></div>'
        '<button type="button" class="refine" data-refine data-word="bus.refine"'
        f' data-hint="tray.refine_hint" hidden>{escape(words.bus.refine)}</button></div></div>'
    )


def _step(kind: str, path: str, name: str) -> str:
    hint = "tray.restart_hint" if kind == "restart" else path
    return (
        f'<button type="button" class="step {kind}" data-say-word="said.{kind}" data-name="{path}"'
        f' data-hint="{hint}" aria-label="{escape(name)}" disabled>'
        f'<span data-word="{path}">{escape(name)}</span></button>'
    )


def _named(path: str, name: str) -> str:
    return f' data-name="{path}" data-hint="{path}" aria-label="{escape(name)}"'


def log(inside: str, words: Labels) -> str:
    """Draw the place of the conversation; what is new there, `heard.js` says, and once."""
    name = escape(words.bus.conversation)
    return (
        '<div class="log" role="log" aria-live="off" tabindex="0" data-name="bus.conversation"'
        f' aria-label="{name}">{inside}</div>'
    )
