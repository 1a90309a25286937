"""The page's scripts and style sheets: which there are, in which order they are joined.

The scripts become the body of one function, so each sees what those before it made; words of every
language go ahead of them. A part of the page brings files of its own by a name in both lists.
"""

import json
from pathlib import Path

from bot.replies.labels import FULL, labels
from engine.settings import ASSETS

PAGE = ASSETS / "page"
SCRIPTS = (
    "words", "marks", "tray", "log", "lightbox", "doing", "sharing", "bringing",
    "tour", "asides", "map", "study", "heard", "start",
)  # fmt: skip
STYLES = (
    "frame", "header", "log", "tiles", "tray", "lightbox", "asides", "tour", "narrow", "heard",
)  # fmt: skip
UNSEEN = {"language", "note", "tile"}
"""Words that only Python writes."""


def script() -> str:
    """Join the scripts, the words of the page first."""
    words = {name: labels(name).model_dump(exclude=UNSEEN) for name in FULL}
    parts = [f"const WORDS = {json.dumps(words, ensure_ascii=False, separators=(',', ':'))};"]
    parts += [(PAGE / "script" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return "\n".join(parts)


def styles() -> list[Path]:
    """List the style sheets; later ones win. Parts with a component of their own lie beside."""
    return [PAGE / "style" / f"{name}.css" for name in STYLES] + sorted(PAGE.glob("*.css"))
