"""The page's own HTML, built from values: pure functions, no gradio.

Every word that a person, a file name or a library supplied goes through `html.escape`, and
pictures are named by id alone, so no text can become markup and no path of the server is shown.
What the buttons do is in `assets/page/bus.js`, which reads the `data-` attributes written here.
"""

from collections.abc import Iterable, Sequence
from html import escape

from bot.view.downloads import download_address
from bot.view.session import Download, Exchange, Session, Tile
from engine.conversation import Situation
from engine.types import PictureId, Value

TELLS_NOTHING = {"", "images", "photos", "pictures"}
"""Names of folders that say no more than the number of pictures beside them does."""


class Example(Value):
    """A search that the empty page offers: words, or a picture to start from."""

    text: str
    picture: PictureId
    by_picture: bool = False


def thumb_address(picture: PictureId) -> str:
    """Name the thumbnail of `picture`, relative to wherever the page is served."""
    return f"gradio_api/thumb/{escape(picture)}"


def tile(shown: Tile, situation: Situation, *, first: bool) -> str:
    """Draw one numbered tile; the first of a gallery is the one that Tab reaches.

    Examples
    --------
    >>> 'data-label="liked"' in tile(Tile(number=3, id="ab"), Situation(), first=True)
    False
    """
    label = situation.label_of(shown.id)
    marked = f' data-label="{label.value}"' if label else ""
    words = f"Picture {shown.number}" + (f": {escape(shown.caption)}" if shown.caption else "")
    return (
        f'<div class="tile" role="listitem" data-n="{shown.number}" data-id="{escape(shown.id)}"'
        f"{marked}>"
        f'<button type="button" class="open" aria-label="{words}" tabindex="{0 if first else -1}"'
        ' aria-keyshortcuts="+ -">'
        f'<img src="{thumb_address(shown.id)}" alt="" loading="lazy" decoding="async"'
        ' width="320" height="320"></button>'
        f'<span class="number" aria-hidden="true">{shown.number}</span>'
        f"{_judging('liked', f'More like {shown.number}', pressed=label == 'liked')}"
        f"{_judging('disliked', f'Not like {shown.number}', pressed=label == 'disliked')}"
        f"{_pile(shown)}</div>"
    )


def _pile(shown: Tile) -> str:
    """Draw the badge of a tile that stands for more pictures than its own."""
    if not shown.alike:
        return ""
    words = f"{shown.alike:,} more, nearly the same as {shown.number}: show them"
    return (
        f'<button type="button" class="alike" data-say="alike #{shown.number}"'
        f' aria-label="{words}">+{shown.alike:,} alike</button>'
    )


def _judging(kind: str, words: str, *, pressed: bool) -> str:
    return (
        f'<button type="button" class="judge {kind}" data-mark="{kind}" tabindex="-1"'
        f' aria-label="{words}" aria-pressed="{str(pressed).lower()}"></button>'
    )


def gallery(tiles: Sequence[Tile], situation: Situation) -> str:
    """Draw the tiles of one answer."""
    label = f"{len(tiles)} pictures, best first" if len(tiles) > 1 else "1 picture"
    drawn = "".join(tile(shown, situation, first=place == 0) for place, shown in enumerate(tiles))
    return f'<div class="gallery" role="list" aria-label="{label}">{drawn}</div>'


def folded_gallery(tiles: Sequence[Tile]) -> str:
    """Draw a gallery that is too old to be shown as one line.

    Examples
    --------
    >>> folded_gallery([Tile(number=n, id="ab") for n in (4, 5, 9)])
    '<p class="folded">3 pictures, #4 to #9</p>'
    """
    numbers = [shown.number for shown in tiles]
    if len(numbers) == 1:
        return f'<p class="folded">1 picture, #{numbers[0]}</p>'
    return f'<p class="folded">{len(numbers)} pictures, #{min(numbers)} to #{max(numbers)}</p>'


def chips(suggestions: Iterable[str]) -> str:
    """Draw things to say next, each a button that says it."""
    drawn = "".join(
        f'<button type="button" class="chip" data-say="{escape(text)}">{escape(_capital(text))}'
        "</button>"
        for text in suggestions
    )
    return f'<div class="chips">{drawn}</div>' if drawn else ""


def files(offered: Sequence[Download]) -> str:
    """Draw links to files, each saved under its name."""
    drawn = "".join(
        f'<a class="chip file" href="{download_address(escape(one.token))}"'
        f' download="{escape(one.name)}">{escape(one.name)}</a>'
        for one in offered
    )
    return f'<div class="chips">{drawn}</div>' if drawn else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def question(exchange: Exchange) -> str:
    """Draw what the person said, letter for letter, with the picture that came along."""
    picture = (
        f'<img class="brought" src="{thumb_address(exchange.brought)}" alt="The picture you gave"'
        ' width="120" height="120">'
        if exchange.brought
        else ""
    )
    words = f'<p class="said">{escape(exchange.question)}</p>' if exchange.question else ""
    return f'<div class="question">{picture}{words}</div>'


def answer(session: Session, place: int) -> str:
    """Draw the answer of exchange `place`: sentence, tiles, small print, and what to say next."""
    exchange = session.exchanges[place]
    situation = session.conversation.now
    newest = place == len(session.exchanges) - 1
    tiles = ""
    if exchange.tiles:
        folded = session.folded(place)
        tiles = folded_gallery(exchange.tiles) if folded else gallery(exchange.tiles, situation)
    note = f'<p class="note">{escape(exchange.note)}</p>' if exchange.note else ""
    steps = (
        f' data-past="{len(session.conversation.past)}"'
        f' data-future="{len(session.conversation.future)}"'
        if newest
        else ""
    )
    return (
        f'<div class="answer" data-epoch="{situation.epoch}"{steps}>'
        f'<p class="reply">{escape(exchange.reply)}</p>{files(exchange.files)}{tiles}{note}'
        f"{chips(exchange.suggestions) if newest else ''}</div>"
    )


def waiting(words: str, tiles: int = 12) -> str:
    """Draw the place of an answer that is being worked out."""
    return (
        f'<div class="answer waiting"><p class="reply" role="status">{escape(words)}</p>'
        f'<div class="gallery" aria-hidden="true">{"<div class=blank></div>" * tiles}</div></div>'
    )


def welcome(examples: Sequence[Example], pictures: int) -> str:
    """Draw the empty page: what this is, and searches to try."""
    cards = "".join(_example(each) for each in examples)
    return (
        '<div class="welcome"><h2>What are you looking for?</h2>'
        "<p>Describe a picture, or drop one here. Then say what you think: "
        "<kbd>more like #3, not #7</kbd></p>"
        f'<div class="examples" role="group" aria-label="Searches to try in {pictures:,} pictures">'
        f"{cards}</div></div>"
    )


def _example(example: Example) -> str:
    does = (
        f'data-like="{escape(example.picture)}"'
        if example.by_picture
        else f'data-say="{escape(example.text)}"'
    )
    words = escape(_capital(example.text))
    return (
        f'<button type="button" class="example" {does}><img src="{thumb_address(example.picture)}"'
        f' alt="" width="320" height="320"><span><b>{words}</b></span></button>'
    )


def header(name: str, pictures: int) -> str:
    """Draw the line at the top: what is searched, and undo, redo and New."""
    size = f"{pictures:,} pictures" if pictures != 1 else "1 picture"
    title = "" if name.lower() in TELLS_NOTHING else f"<span>{escape(name)}</span>"
    return (
        '<header class="bar"><h1><span class="mark" aria-hidden="true"></span>Morelike</h1>'
        f"<p>{title}<span>{size}</span>"
        "<span>runs on this machine</span></p>"
        '<button type="button" class="icon undo" data-say="undo" aria-label="Undo" title="Undo"'
        " disabled></button>"
        '<button type="button" class="icon redo" data-say="redo" aria-label="Redo" title="Redo"'
        " disabled></button>"
        '<button type="button" class="new" data-new>New</button></header>'
    )
