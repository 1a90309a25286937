"""The map of an answer: what the page draws, as numbers, and the same in one sentence.

The page's script draws it (`assets/page/script/map.js`), since only there it is known how much room
there is; nothing but numbers, ids and words of ours goes there.
"""

import json
from html import escape
from typing import get_args

from bot.replies.labels import Labels
from engine.conversation import Conversation
from engine.service import Landscape, PlaceKind

KINDS: tuple[str, ...] = get_args(PlaceKind)


def draw_map(landscape: Landscape, conversation: Conversation, words: Labels) -> str:
    """Draw the frame of the map; the script finds the places in an attribute.

    A place is [id, x, y, kind, share of the trees, number or 0].
    """
    said = words.map
    if not landscape.places:
        return f'<p class="summary">{escape(said.empty)}</p>'
    legend = "".join(
        f'<li><svg class="{kind}" viewBox="-9 -9 18 18" aria-hidden="true"></svg>'
        f"{escape(getattr(said, kind))}</li>"
        for kind in KINDS
    )
    return (
        f'<div class="survey" data-told="{escape(_told(landscape, conversation))}">'
        f'<p class="summary">{escape(summarise(landscape, words))}</p><div class="plane"></div>'
        f'{_card(words)}<ul class="legend">{legend}</ul>'
        f'<p class="about">{escape(f"{said.about} {said.ground}")}</p>'
        f'<p class="about keys">{escape(said.keys)}</p></div>'
    )


def _told(landscape: Landscape, conversation: Conversation) -> str:
    number = {picture: place for place, picture in enumerate(conversation.numbered, start=1)}
    places = [
        [one.id, round(one.x, 3), round(one.y, 3), one.kind, round(one.share, 3),
         number.get(one.id, 0)]
        for one in landscape.places
    ]  # fmt: skip
    told = {"places": places, "edge": landscape.edge, "enough": landscape.enough}
    return json.dumps(told, separators=(",", ":"))


def _card(words: Labels) -> str:
    """Draw the place of the picture that is looked at, and what can be done with it."""
    deeds = (
        ("open", words.map.open),
        ("liked", words.bus.more_like_this),
        ("disliked", words.bus.not_this),
    )
    buttons = "".join(
        f'<button type="button" class="{deed}" data-deed="{deed}">{escape(name)}</button>'
        for deed, name in deeds
    )
    return (
        '<div class="card" hidden><img alt="" width="88" height="88"><p><b></b><small></small></p>'
        f'<div class="deeds">{buttons}</div></div>'
    )


def summarise(landscape: Landscape, words: Labels) -> str:
    """Say in words what the map shows, for those who cannot see it.

    Examples
    --------
    >>> from bot.replies.labels import labels
    >>> summarise(Landscape(matches=1, candidates=3, edge=2.0), labels("en"))
    '1 match lies to the right. 2 undecided candidates lie to the left.'
    """
    said, edge = words.map, landscape.edge
    parts = [words.counted(said.claimed if edge is None else said.matches, landscape.matches)]
    rest = landscape.candidates - landscape.matches
    parts += [words.counted(said.rest, rest)] if rest and edge is not None else []
    for kind, phrase in (("liked", said.among_liked), ("disliked", said.among_disliked)):
        judged = [one for one in landscape.places if one.kind == kind]
        if judged and edge is not None:
            inside = sum(one.x >= edge for one in judged)
            parts.append(phrase.format(count=len(judged), inside=inside))
    drawn = sum(one.kind in ("match", "undecided") for one in landscape.places)
    if 0 < drawn < landscape.candidates:
        parts.append(words.counted(said.drawn, drawn))
    return " ".join(parts)
