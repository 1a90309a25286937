"""The page's own HTML, built from values: pure functions, no gradio.

Every word that a person, a file name or a library supplied goes through `html.escape`, and
pictures are named by id alone, so no text can become markup and no path of the server is shown.
What the buttons do is in `assets/page/bus.js`, which reads the `data-` attributes written here.
Every word of ours comes from `bot.replies.labels`, in the language of the conversation.
"""

from collections.abc import Iterable, Sequence
from html import escape

from bot.replies.figures import number
from bot.replies.labels import Labels, labels
from bot.view.downloads import download_address
from bot.view.session import Download, Exchange, Session, Tile
from engine.conversation import Situation
from engine.types import PictureId, Value

TELLS_NOTHING = {"", "images", "photos", "pictures"}
"""Names of folders that say no more than the number of pictures beside them does."""


class Example(Value):
    """A search that the empty page offers: words, or a picture to start from."""

    text: str = ""
    picture: PictureId
    by_picture: bool = False


def thumb_address(picture: PictureId) -> str:
    """Name the thumbnail of `picture`, relative to wherever the page is served."""
    return f"gradio_api/thumb/{escape(picture)}"


def tile(shown: Tile, situation: Situation, words: Labels, *, first: bool) -> str:
    """Draw one numbered tile; the first of a gallery is the one that Tab reaches.

    Examples
    --------
    >>> drawn = tile(Tile(number=3, id="ab"), Situation(), labels("de"), first=True)
    >>> 'data-label="liked"' in drawn, 'aria-label="Bild 3"' in drawn
    (False, True)
    """
    label = situation.label_of(shown.id)
    marked = f' data-label="{label.value}"' if label else ""
    caption = escape(shown.caption)
    like, unlike = (
        phrase.format(number=shown.number) for phrase in (words.tile.more_like, words.tile.not_like)
    )
    return (
        f'<div class="tile" role="listitem" data-n="{shown.number}" data-id="{escape(shown.id)}"'
        f' data-caption="{caption}"{marked}>'
        f'<button type="button" class="open" aria-label="{_name(shown, words)}"'
        f' tabindex="{0 if first else -1}"'
        ' aria-keyshortcuts="+ -">'
        f'<img src="{thumb_address(shown.id)}" alt="" loading="lazy" decoding="async"'
        ' width="320" height="320"></button>'
        f'<span class="number" aria-hidden="true">{shown.number}</span>'
        f"{_judging('liked', like, pressed=label == 'liked')}"
        f"{_judging('disliked', unlike, pressed=label == 'disliked')}"
        f"{_pile(shown, words)}</div>"
    )


def _name(shown: Tile, words: Labels) -> str:
    if not shown.caption:
        return words.tile.picture.format(number=shown.number)
    return words.tile.described.format(number=shown.number, caption=escape(shown.caption))


def _pile(shown: Tile, words: Labels) -> str:
    """Draw the badge of a tile that stands for more pictures than its own."""
    if not shown.alike:
        return ""
    name = words.counted(words.tile.alike_name, shown.alike, number=shown.number)
    badge = words.tile.alike.format(count=number(shown.alike, words.language))
    say = words.said.alike.format(number=shown.number)
    return (
        f'<button type="button" class="alike" data-say="{escape(say)}"'
        f' aria-label="{escape(name)}">{escape(badge)}</button>'
    )


def _judging(kind: str, words: str, *, pressed: bool) -> str:
    return (
        f'<button type="button" class="judge {kind}" data-mark="{kind}" tabindex="-1"'
        f' aria-label="{words}" aria-pressed="{str(pressed).lower()}"></button>'
    )


def gallery(tiles: Sequence[Tile], situation: Situation, words: Labels) -> str:
    """Draw the tiles of one answer."""
    label = escape(words.counted(words.tile.gallery, len(tiles)))
    drawn = "".join(
        tile(shown, situation, words, first=place == 0) for place, shown in enumerate(tiles)
    )
    return f'<div class="gallery" role="list" aria-label="{label}">{drawn}</div>'


def folded_gallery(tiles: Sequence[Tile], words: Labels) -> str:
    """Draw a gallery that is too old to be shown as one line.

    Examples
    --------
    >>> folded_gallery([Tile(number=n, id="ab") for n in (4, 5, 9)], labels("en"))
    '<p class="folded">3 pictures, #4 to #9</p>'
    """
    numbers = [shown.number for shown in tiles]
    ends = {"first": min(numbers), "last": max(numbers)}
    told = words.counted(words.tile.folded, len(numbers), **ends)
    return f'<p class="folded">{escape(told)}</p>'


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


def link(fragment: str, words: Labels) -> str:
    """Draw a link that opens the search elsewhere, and the button that copies it."""
    if not fragment:
        return ""
    address = f"#s={escape(fragment)}"
    return (
        f'<div class="chips"><button type="button" class="chip" data-copy="{address}">'
        f'{escape(words.keep.copy_link)}</button><a class="chip file" href="{address}"'
        f' target="_blank" rel="noopener">{escape(words.keep.link)}</a></div>'
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def question(exchange: Exchange, words: Labels) -> str:
    """Draw what the person said, letter for letter, with the picture that came along."""
    picture = (
        f'<img class="brought" src="{thumb_address(exchange.brought)}"'
        f' alt="{escape(words.said.brought)}" width="120" height="120">'
        if exchange.brought
        else ""
    )
    said = f'<p class="said">{escape(exchange.question)}</p>' if exchange.question else ""
    return f'<div class="question">{picture}{said}</div>'


def answer(session: Session, place: int) -> str:
    """Draw the answer of exchange `place`: sentence, tiles, small print, and what to say next."""
    exchange = session.exchanges[place]
    words = labels(session.conversation.language)
    situation = session.conversation.now
    newest = place == len(session.exchanges) - 1
    tiles = ""
    if exchange.tiles:
        folded = session.folded(place)
        tiles = (
            folded_gallery(exchange.tiles, words)
            if folded
            else gallery(exchange.tiles, situation, words)
        )
    note = f'<p class="note">{escape(exchange.note)}</p>' if exchange.note else ""
    steps = (
        f' data-past="{len(session.conversation.past)}"'
        f' data-future="{len(session.conversation.future)}"'
        if newest
        else ""
    )
    return (
        f'<div class="answer" data-epoch="{situation.epoch}"{steps}>'
        f'<p class="reply">{escape(exchange.reply)}</p>'
        f"{link(exchange.link, words)}{files(exchange.files)}{tiles}{note}"
        f"{chips(exchange.suggestions) if newest else ''}</div>"
    )


def waiting(words: str, tiles: int = 12) -> str:
    """Draw the place of an answer that is being worked out."""
    return (
        f'<div class="answer waiting"><p class="reply" role="status">{escape(words)}</p>'
        f'<div class="gallery" aria-hidden="true">{"<div class=blank></div>" * tiles}</div></div>'
    )


def welcome(examples: Sequence[Example], pictures: int, words: Labels) -> str:
    """Draw the empty page: what this is, and searches to try."""
    cards = "".join(_example(each, words) for each in examples)
    says = words.page
    offered = escape(words.counted(says.examples, pictures))
    return (
        f'<div class="welcome"><h2>{escape(says.welcome)}</h2>'
        f"<p>{escape(says.describe)} <kbd>{escape(says.steering)}</kbd></p>"
        f'<div class="examples" role="group" aria-label="{offered}">{cards}</div></div>'
    )


def _example(example: Example, words: Labels) -> str:
    does = (
        f'data-like="{escape(example.picture)}"'
        if example.by_picture
        else f'data-say="{escape(example.text)}"'
    )
    said = escape(words.page.like_this if example.by_picture else _capital(example.text))
    return (
        f'<button type="button" class="example" {does}><img src="{thumb_address(example.picture)}"'
        f' alt="" width="320" height="320"><span><b>{said}</b></span></button>'
    )


def header(name: str, pictures: int, words: Labels, choice: str = "") -> str:
    """Draw the line at the top: what is searched, undo, redo, New, and the words of the bus."""
    says, size = words.page, escape(words.counted(words.page.pictures, pictures))
    several, known = "<select" in choice, pictures > 0
    title = "" if several or name.lower() in TELLS_NOTHING else f"<span>{escape(name)}</span>"
    counted = f"<span>{size}</span>" if known and not several else ""
    return (
        '<header class="bar"><h1><span class="mark" aria-hidden="true"></span>Morelike</h1>'
        f"{choice}<p>{title}{counted}"
        f"<span>{escape(says.local)}</span></p>"
        f"{_step('undo', words.said.undo, says.undo)}{_step('redo', words.said.redo, says.redo)}"
        f'<button type="button" class="new" data-new>{escape(says.new)}</button>'
        f"{bus_words(words)}</header>"
    )


def _step(kind: str, said: str, name: str) -> str:
    return (
        f'<button type="button" class="icon {kind}" data-say="{escape(said)}"'
        f' aria-label="{escape(name)}" title="{escape(name)}" disabled></button>'
    )


def bus_words(words: Labels) -> str:
    """Hand the page's scripts their words, as JSON in an element that nobody sees."""
    said = escape(words.bus.model_dump_json())
    return f'<span id="words" hidden data-language="{words.language}" data-words="{said}"></span>'
