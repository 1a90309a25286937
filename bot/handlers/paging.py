"""Which part of the ranking a page shows: what is new after the newest gallery, what was before it.

"More" never repeats: it shows what carries no number yet, in the order of the answer as it stands,
whatever was marked, undone or asked in between. Pages before and pages by number are pieces of the
ranking. The conversation keeps the number of the newest page only, and undo, another page size or
"10 more" leave galleries that begin anywhere, so their places are looked up in the ranking.
"""

from typing import Literal

from bot.handlers.work import MOST, Work
from engine.service import Hit


def new_hits(work: Work, size: int) -> list[tuple[int, Hit]]:
    """Find the next pictures that carry no number yet, each with its place in the ranking.

    They follow the newest gallery; beside a gallery that is no page of the answer (a surprise,
    questions, none at all), where what is wanted has just changed, and where nothing new follows,
    they are the first ones that are new. None where every picture of the answer was seen.
    """
    start = 0 if work.entered or _beside(work) else _begin(work)
    return _new_from(work, start, size) or (_new_from(work, 0, size) if start else [])


def first_place(work: Work, to: Literal["previous"] | int, size: int) -> int | None:
    """Give the place where the wanted page begins; None before the first page.

    Beside a gallery that is no page of the answer the previous page is the one before the first
    picture that is new.
    """
    if isinstance(to, int):
        return (to - 1) * work.page_size
    if _beside(work):
        new = _new_from(work, 0, 1)
        return max(new[0][0] - size, 0) if new else 0
    begun = _begin(work)
    return max(begun - size, 0) if begun > 0 else None


def _beside(work: Work) -> bool:
    """Tell whether the newest gallery is no page of the answer."""
    return work.now.page < 0 or not work.now.gallery


def _begin(work: Work) -> int:
    """Find the place of the first picture of the newest gallery."""
    size, page = work.page_size, work.now.page
    begin = page * size
    for low, count in ((begin, size + MOST), (0, (page + 1) * max(size, MOST))):
        places = _places(work, low, count)
        if None not in places:
            return min(place for place in places if place is not None)
    return begin  # a pile was opened on a page: that page is the newest one


def _places(work: Work, low: int, count: int) -> list[int | None]:
    """Look up the newest gallery among `count` places of the ranking from `low` on."""
    order = {hit.id: place for place, hit in enumerate(work.find(low, count).hits, low)}
    return [order.get(work.conversation.picture(number)) for number in work.now.gallery]


def _new_from(work: Work, start: int, size: int) -> list[tuple[int, Hit]]:
    numbered = set(work.conversation.numbered)
    hits = work.find(start, size + len(numbered)).hits
    new = [(place, hit) for place, hit in enumerate(hits, start) if hit.id not in numbered]
    return new[:size]
