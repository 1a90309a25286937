"""The drawer for people who study the method: what can be chosen, and the boxes as SQL.

`read_choice` takes what comes back from a browser: whatever is not of its shape chooses nothing.
"""

from html import escape

from pydantic import ValidationError

from bot.handlers import Choice, Pick
from bot.replies.figures import number
from bot.replies.labels import Labels
from engine.conversation import Classifier, Conversation, Learning
from engine.search.published import BRANCHED_MOST, SCANNED_MOST
from engine.service import Boxes

BACKGROUNDS = (100, 500, 1_000, 5_000, 10_000)
DISLIKES = (1, 2, 5, 10, 30)
PAGES = (12, 24, 48, 96)


def read_choice(said: object) -> Choice | None:
    """Read a choice that the page sent.

    Examples
    --------
    >>> read_choice({"learning": {"classifier": "branches", "dislikes": 5}}).learning.dislikes
    5
    >>> read_choice({"learning": {"classifier": "psychic"}}) is None
    True
    """
    try:
        return Choice.model_validate(said, strict=False)
    except ValidationError:
        return None


def read_pick(said: object) -> Pick | None:
    """Read a judgement that was made on the map.

    Examples
    --------
    >>> read_pick({"picture": "ab", "label": "liked"}).label, read_pick({"picture": 3})
    ('liked', None)
    """
    try:
        return Pick.model_validate(said)
    except ValidationError:
        return None


def describe_pick(pick: Pick, words: Labels) -> str:
    """Say a judgement in words, as the question that it becomes."""
    return words.bus.more_like_this if pick.label == "liked" else words.bus.not_this


def describe_choice(choice: Choice, words: Labels) -> str:
    """Say a choice in words, as the question that it becomes."""
    said, learning = words.study, choice.learning
    parts = [said.chosen.format(name=getattr(said, learning.classifier.value))]
    if learning.background is not None:
        count = number(learning.background, words.language)
        parts.append(said.chosen_background.format(count=count))
    if learning.dislikes > 1:
        parts.append(said.chosen_dislikes.format(count=learning.dislikes))
    if choice.page_size is not None:
        parts.append(said.chosen_page.format(count=choice.page_size))
    return ", ".join(parts)


def drawer(
    conversation: Conversation, boxes: Boxes | None, words: Labels, *, scans: bool, page_size: int
) -> str:
    """Draw the drawer: a form with what is in force, and the boxes of the last answer.

    Parameters
    ----------
    conversation : Conversation
    boxes : Boxes or None
    words : Labels
    scans : bool
        Whether the catalogue is small enough for the plain forest.
    page_size : int
        How many pictures are shown at a time where nobody chose.
    """
    said, learning = words.study, conversation.now.learning
    usual = said.usual
    about = said.background_about.format(most=number(BRANCHED_MOST, words.language))
    backgrounds = {"": usual} | {str(n): number(n, words.language) for n in BACKGROUNDS}
    dislikes = {str(n): f"× {n}" if n > 1 else usual for n in DISLIKES}
    shown = conversation.page_size or page_size
    pages = {str(n): str(n) for n in sorted({*PAGES, page_size, shown})}
    background = "" if learning.background is None else str(learning.background)
    choices = "".join(_classifier(one, learning, words, scans=scans) for one in Classifier)
    weight = str(learning.dislikes)
    return (
        f'<p class="about">{escape(said.about)}</p><form class="method">'
        f"<fieldset><legend>{escape(said.classifier)}</legend>{choices}</fieldset>"
        f"{_select('background', said.background, about, backgrounds, background)}"
        f"{_select('dislikes', said.dislikes, said.dislikes_about, dislikes, weight)}"
        f"{_select('page_size', said.page, said.page_about, pages, str(shown))}"
        f'<button type="submit" class="apply">{escape(said.apply)}</button></form>'
        f"{_boxes(boxes, words)}"
    )


def _classifier(one: Classifier, learning: Learning, words: Labels, *, scans: bool) -> str:
    said, name = words.study, one.value
    refused = one is Classifier.SCAN and not scans
    about = getattr(said, f"{name}_about")
    if refused:
        about = said.scan_refused.format(most=number(SCANNED_MOST, words.language))
    state = " checked" if one is learning.classifier else ""
    state += " disabled" if refused else ""
    return (
        f'<label class="option"><input type="radio" name="classifier" value="{name}"{state}'
        f' aria-describedby="about-{name}"><span><b>{escape(getattr(said, name))}</b>'
        f'<small id="about-{name}">{escape(about)}</small></span></label>'
    )


def _select(name: str, title: str, about: str, options: dict[str, str], chosen: str) -> str:
    known = options if chosen in options else {**options, chosen: chosen}
    drawn = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in known.items()
    )
    return (
        f'<label class="number"><span><b>{escape(title)}</b><small id="about-{name}">'
        f'{escape(about)}</small></span><select name="{name}" aria-describedby="about-{name}">'
        f"{drawn}</select></label>"
    )


def _boxes(boxes: Boxes | None, words: Labels) -> str:
    said = words.study
    title = f"<h3>{escape(said.boxes)}</h3>"
    if boxes is None:
        return f'<section class="boxes">{title}<p>{escape(said.no_boxes)}</p></section>'
    about = said.boxes_about.format(
        boxes=number(boxes.boxes, words.language),
        trees=boxes.trees,
        needed=boxes.needed,
        last=boxes.dimensions - 1,
    )
    return (
        f'<section class="boxes">{title}<p>{escape(about)}</p>'
        f'<pre tabindex="0" role="region" aria-label="{escape(said.boxes)}">'
        f"<code>{escape(boxes.sql)}</code></pre>"
        f'<button type="button" class="copy" data-copied="{escape(said.copied)}"'
        f' data-uncopied="{escape(said.uncopied)}">{escape(said.copy_sql)}</button>'
        '<span class="told" role="status"></span></section>'
    )
