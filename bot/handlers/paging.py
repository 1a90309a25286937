"""Where in the ranking a page begins: after the newest gallery, before it, or at a number.

The conversation keeps the number of the newest page only, and undo, redo, another page size or
"10 more" leave galleries that begin anywhere, so their places are looked up in the ranking.
"""

from typing import Literal

from bot.handlers.work import MOST, Work


def first_place(work: Work, to: Literal["next", "previous"] | int, size: int) -> int | None:
    """Give the place where the wanted page begins; None before the first page.

    Beside a gallery that is no page of the answer (a surprise, questions, none at all) the next
    page is the first that has a picture not seen yet, and the previous one is the page before that.
    """
    if isinstance(to, int):
        return (to - 1) * work.page_size
    if work.now.page < 0 or not work.now.gallery:
        new = _first_new(work)
        return new if to == "next" else max(new - size, 0)
    begun, ended = _bounds(work)
    if to == "next":
        return ended
    return max(begun - size, 0) if begun > 0 else None


def _bounds(work: Work) -> tuple[int, int]:
    size, page = work.page_size, work.now.page
    begin = page * size
    for low, count in ((begin, size + MOST), (0, (page + 1) * max(size, MOST))):
        if standing := _standing(work, low, count):
            return standing
    return begin, begin + size  # a pile was opened on a page: the next page follows that one


def _standing(work: Work, low: int, count: int) -> tuple[int, int] | None:
    """Find the newest gallery among `count` places of the ranking from `low` on, in one piece."""
    order = {hit.id: low + n for n, hit in enumerate(work.find(low, count).hits)}
    places = [order.get(work.conversation.picture(number)) for number in work.now.gallery]
    first = places[0]
    if first is None or places != list(range(first, first + len(places))):
        return None
    return first, first + len(places)


def _first_new(work: Work) -> int:
    """Find the first place whose picture carries no number yet; 0 where all of them do."""
    numbered = set(work.conversation.numbered)
    hits = work.find(0, len(numbered) + 1).hits
    return next((place for place, hit in enumerate(hits) if hit.id not in numbered), 0)
