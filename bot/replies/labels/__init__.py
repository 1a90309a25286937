"""Every word of the page that is no answer: what is shown, and what a screen reader hears.

`labels(language)` gives all of them at once, as one frozen value. Which language a page speaks is
that of its conversation; a new one begins in the first language that its browser asks for and that
we have (`preferred`), else in English.

To add a word: a field in its group of `bot/replies/labels/model.py` (or a new group, for a new part
of the page), and the words under that name in each of `en.json`, `de.json`, `fr.json`, `es.json`
and `it.json`, with the same named fields in braces. Leave one out and opening fails; a test tells.
What the scripts of the page need goes into the group `bus`, which they get as JSON: there
`words.refine`, and `fill(words.picture, { number: 3 })`. A message that a button says (group
`said`) must be understood in its language: add it to the test of that.
"""

from functools import cache
from pathlib import Path

from bot.replies import french
from bot.replies.labels.choosing import FULL, preferred
from bot.replies.labels.model import Counted, Labels

__all__ = ["FULL", "Counted", "Labels", "labels", "preferred"]

_HERE = Path(__file__).parent


@cache
def _read(language: str) -> Labels:
    text = (_HERE / f"{language}.json").read_text("utf-8")
    return Labels.model_validate_json(french.spaced(text) if language == "fr" else text)


def labels(language: str = "en") -> Labels:
    """Give the words of the page in a language; in English for a language that we have not.

    Examples
    --------
    >>> labels("de").page.new, labels("ja").page.new
    ('Neu', 'New')
    """
    return _read(language if language in FULL else FULL[0])
