"""The conversation as HTML, built from values: pure functions, no gradio.

Every word that a person, a file name or a library supplied goes through `html.escape`, and
pictures are named by id alone, so no text can become markup and no path of the server is shown.
What the buttons do is in `assets/page/script/`, which reads the `data-` attributes written here.
Every word of ours comes from `bot.replies.labels`, in the language of the conversation.
"""

from collections.abc import Iterable, Sequence
from html import escape

from bot.replies.figures import number
from bot.replies.labels import Labels, labels
from bot.view.person.downloads import download_address
from bot.view.person.session import Download, Exchange, Session, Tile
from engine.types import PictureId, Value


class Example(Value):
    """A search that the empty page offers: words, or a picture to start from."""

    text: str = ""
    picture: PictureId
    by_picture: bool = False


def thumb_address(picture: PictureId) -> str:
    """Name the thumbnail of `picture`, relative to wherever the page is served."""
    return f"gradio_api/thumb/{escape(picture)}"


def tile(shown: Tile, words: Labels, *, first: bool) -> str:
    """Draw one numbered tile; the first of a gallery is the one that Tab reaches.

    What the person thinks of it is painted by the scripts, so that it never has to be sent again.

    Examples
    --------
    >>> 'aria-label="Bild 3"' in tile(Tile(number=3, id="ab"), labels("de"), first=True)
    True
    """
    like, unlike = (
        phrase.format(number=shown.number) for phrase in (words.tile.more_like, words.tile.not_like)
    )
    return (
        f'<div class="tile" role="listitem" data-n="{shown.number}" data-id="{escape(shown.id)}"'
        f' data-caption="{escape(shown.caption)}">'
        f'<button type="button" class="open" aria-label="{_name(shown, words)}"'
        f' tabindex="{0 if first else -1}" aria-keyshortcuts="+ -">'
        f'<img src="{thumb_address(shown.id)}" alt="" loading="lazy" decoding="async"'
        ' width="320" height="320"></button>'
        f'<span class="number" aria-hidden="true">{shown.number}</span>'
        f"{_judging('liked', like)}{_judging('disliked', unlike)}{_pile(shown, words)}</div>"
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


def _judging(kind: str, words: str) -> str:
    return (
        f'<button type="button" class="judge {kind}" data-mark="{kind}" tabindex="-1"'
        f' aria-label="{words}" aria-pressed="false"></button>'
    )


def gallery(tiles: Sequence[Tile], words: Labels, *, folded: bool = False) -> str:
    """Draw the tiles of one answer; a folded one is a line that opens by a click.

    Examples
    --------
    >>> drawn = gallery([Tile(number=n, id="ab") for n in (4, 5, 9)], labels("en"), folded=True)
    >>> '<summary>3 pictures, #4 to #9</summary>' in drawn
    True
    """
    numbers = [shown.number for shown in tiles]
    ends = {"first": min(numbers), "last": max(numbers)}
    line = escape(words.counted(words.tile.folded, len(numbers), **ends))
    label = escape(words.counted(words.tile.gallery, len(tiles)))
    drawn = "".join(tile(shown, words, first=place == 0) for place, shown in enumerate(tiles))
    how = 'class="pictures past"' if folded else 'class="pictures" open'
    return (
        f"<details {how}><summary>{line}</summary>"
        f'<div class="gallery" role="list" aria-label="{label}">{drawn}</div></details>'
    )


def chips(suggestions: Iterable[str]) -> str:
    """Draw things to say next, each a button that says it."""
    drawn = "".join(
        f'<button type="button" class="chip" data-say="{escape(text)}">{escape(_capital(text))}'
        "</button>"
        for text in suggestions
    )
    return f'<div class="chips next">{drawn}</div>' if drawn else ""


def files(offered: Sequence[Download], before: str = "") -> str:
    """Draw links to files, each saved under its name, after what is drawn `before` them."""
    drawn = before + "".join(
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
        f'<button type="button" class="chip" data-copy="{address}">'
        f'{escape(words.keep.copy_link)}</button><a class="chip file" href="{address}"'
        f' target="_blank" rel="noopener">{escape(words.keep.link)}</a>'
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def question(exchange: Exchange, words: Labels) -> str:
    """Draw what the person said, letter for letter, with the pictures that came along."""
    drawn = "".join(
        f'<img class="brought" src="{thumb_address(picture)}"'
        f' alt="{escape(words.said.brought)}" width="120" height="120">'
        for picture in exchange.brought
    )
    pictures = f'<div class="brought-along">{drawn}</div>' if drawn else ""
    said = f'<p class="said">{escape(exchange.question)}</p>' if exchange.question else ""
    name = escape(words.bus.you_said)
    return f'<div class="question" role="group" aria-label="{name}">{pictures}{said}</div>'


def exchanges(session: Session, since: int = 0) -> str:
    """Draw what was said and answered, from exchange `since` on."""
    words = labels(session.conversation.language)
    return "".join(
        _exchange(
            exchange, words, answer(exchange, words, folded=session.folded(place)), exchange.epoch
        )
        for place, exchange in enumerate(session.exchanges[since:], since)
    )


def asking(exchange: Exchange, epoch: int, words: Labels, told: str) -> str:
    """Draw a question whose answer is being worked out."""
    return _exchange(exchange, words, waiting(told), epoch)


def _exchange(exchange: Exchange, words: Labels, answered: str, epoch: int) -> str:
    return f'<div class="exchange" data-epoch="{epoch}">{question(exchange, words)}{answered}</div>'


def answer(exchange: Exchange, words: Labels, *, folded: bool = False) -> str:
    """Draw an answer: sentence, files, tiles, small print, and what to say next."""
    tiles = gallery(exchange.tiles, words, folded=folded) if exchange.tiles else ""
    note = f'<p class="note">{escape(exchange.note)}</p>' if exchange.note else ""
    return (
        f'<div class="answer" role="group" aria-label="{escape(words.bus.answer)}">'
        f'<p class="reply">{escape(exchange.reply)}</p>'
        f"{files(exchange.files, link(exchange.link, words))}{tiles}{note}"
        f"{chips(exchange.suggestions)}</div>"
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
