"""Which pictures are put on the screen: pages of the answer, or a walk away from its best."""

import hashlib
from collections.abc import Sequence
from typing import Literal, assert_never

import numpy as np

from bot.handlers.work import Work
from bot.replies import Remark, done, found, suggestion, trouble
from engine.conversation import Show, Situation, step
from engine.errors import LabelsError
from engine.service import Hit, Page

MOST = 200
"""Pictures that one answer shows at most."""

_ANYTHING = Situation(texts=("a picture",))
_POOL = 600


def first_page(work: Work, count: int | None = None) -> None:
    """Show the best of the answer, or say what is missing."""
    size = _size(work, count)
    try:
        page = work.find(0, size)
    except LabelsError:
        work.remark(trouble("nothing_wanted"))
        work.suggestions = (suggestion("random"), suggestion("undo"))
        return
    _put(work, page.hits, 0)
    work.matches = page.matches
    work.remark(_first_words(page))
    work.suggestions = _next_words(work, page)


def _first_words(page: Page) -> Remark:
    count = len(page.hits)
    if not count:
        return found("none")
    if page.matches == 0:
        return found("nearest", count=count)
    code = "best" if page.matches > count else "all" if page.matches == count else "some"
    return found(code, count=count, of=page.matches)


def _next_words(work: Work, page: Page) -> tuple[str, ...]:
    if not page.hits:
        return (suggestion("undo"), suggestion("restart"))
    best = work.name(page.hits[0].id) or 1
    more = [suggestion("more")] if page.ranked > len(page.hits) else []
    if work.now.labels:
        return (*more, suggestion("why", name=best), suggestion("undo"))
    return (suggestion("like", name=best), *more, suggestion("none"))


def turn_page(work: Work, to: Literal["next", "previous"] | int, count: int | None) -> None:
    """Show another page of the same answer; nothing is learned anew."""
    if not work.wants_something:
        if work.now.gallery:
            explore(work, "random")
        else:
            work.remark(trouble("no_gallery"))
        return
    if to == 1:
        first_page(work, count)
        return
    size = _size(work, count)
    start = _start(work, to, size)
    if start is None:
        work.remark(trouble("first_page"))
        return
    page = work.find(start, size)
    work.matches = page.matches
    if not page.hits:
        work.remark(trouble("last_page", of=page.ranked))
        work.suggestions = (suggestion("undo"), suggestion("uncertain"), suggestion("restart"))
        return
    _put(work, page.hits, start // work.message.page_size)
    work.remark(_page_words(to, len(page.hits)))
    further = page.ranked > start + len(page.hits)
    backward = (suggestion("previous"),) if start else ()
    work.suggestions = ((suggestion("more"),) if further else ()) + backward


def _page_words(to: Literal["next", "previous"] | int, count: int) -> Remark:
    if isinstance(to, int):
        return found("page_at", of=to)
    return found("page" if to == "next" else "earlier", count=count)


def _start(work: Work, to: Literal["next", "previous"] | int, size: int) -> int | None:
    if isinstance(to, int):
        return (to - 1) * work.message.page_size
    begun, ended = _bounds(work)
    if to == "next":
        return ended
    return max(begun - size, 0) if begun > 0 else None


def _bounds(work: Work) -> tuple[int, int]:
    """Find where the newest gallery begins and ends in the ranking.

    The conversation keeps the page's number only, and an answer may show more or fewer pictures
    than a page holds ("10 more"), so the places are looked up.
    """
    size = work.message.page_size
    begin = max(work.now.page, 0) * size
    order = {hit.id: begin + n for n, hit in enumerate(work.find(begin, size + MOST).hits)}
    places = [order.get(work.conversation.picture(number)) for number in work.now.gallery]
    known = [place for place in places if place is not None]
    contiguous = known and known == list(range(known[0], known[0] + len(places)))
    return (known[0], known[-1] + 1) if contiguous else (0, 0)


def show_again(work: Work) -> None:
    """Show the gallery that stands now: after undo and redo."""
    if not work.now.gallery:
        if work.wants_something:
            first_page(work)
            return
        work.remark(done("beginning"))
        work.suggestions = (suggestion("redo"), suggestion("random"), suggestion("help"))
        return
    pictures = [work.conversation.picture(number) for number in work.now.gallery]
    work.tiles = work.draw_pictures(pictures)
    if work.wants_something:
        work.matches = work.find(0, 1).matches
    work.suggestions = (suggestion("more"), *_ways(work))


def _ways(work: Work) -> tuple[str, ...]:
    back = (suggestion("undo"),) if work.conversation.past else ()
    return back + ((suggestion("redo"),) if work.conversation.future else ())


def explore(work: Work, how: Literal["random", "away", "diverse", "uncertain"]) -> None:
    """Show something other than the best matches."""
    page = work.find(0, _POOL) if work.wants_something else _anything(work)
    seen = {work.conversation.picture(number) for number in work.now.gallery}
    fresh = [hit for hit in page.hits if hit.id not in seen] or list(page.hits)
    matching = [hit for n, hit in enumerate(page.hits) if n < page.matches]
    size, code = work.message.page_size, how
    match how:
        case "random":
            inside = [hit for hit in fresh if hit in matching]
            chosen = _sample(work, inside if len(inside) >= size else fresh, size)
        case "away":
            chosen = _spread(fresh[len(fresh) // 2 :], size)
        case "diverse":
            chosen = _spread(matching if len(matching) >= size else fresh, size)
        case "uncertain":
            border = max(min(page.matches, len(page.hits)) - size // 2, 0)
            chosen = list(page.hits[border : border + size])
        case _:
            assert_never(how)
    if not chosen:
        work.remark(found("none"))
        return
    _put(work, chosen, -1)
    work.matches = page.matches if work.wants_something else None
    work.remark(found(code, count=len(chosen), of=page.matches))
    first = work.name(chosen[0].id) or 1
    work.suggestions = (suggestion("like", name=first), suggestion("random"))


def _anything(work: Work) -> Page:
    return work.engine.find(_ANYTHING, 0, _POOL)


def _sample(work: Work, hits: Sequence[Hit], count: int) -> list[Hit]:
    # Drawn from the conversation itself, so that a turn played again shows the same.
    told = hashlib.blake2b(work.before.model_dump_json().encode(), digest_size=8).digest()
    rng = np.random.default_rng(int.from_bytes(told, "big"))
    return [hits[place] for place in rng.permutation(len(hits))[:count]]


def _spread(hits: Sequence[Hit], count: int) -> list[Hit]:
    step_by = max(len(hits) // count, 1)
    return list(hits[::step_by][:count])


def _size(work: Work, count: int | None) -> int:
    wanted = count or work.message.page_size
    if wanted > MOST:
        work.remark(trouble("too_many", of=MOST))
    return min(max(wanted, 1), MOST)


def _put(work: Work, hits: Sequence[Hit], page: int) -> None:
    pictures = tuple(hit.id for hit in hits)
    work.conversation = step(work.conversation, Show(pictures=pictures, page=page))
    work.tiles = work.draw(hits)
