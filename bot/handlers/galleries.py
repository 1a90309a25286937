"""Which pictures are put on the screen: pages of the answer, or a walk away from its best."""

import hashlib
from collections.abc import Sequence
from typing import Literal, assert_never

import numpy as np

from bot.handlers.paging import first_place, new_hits
from bot.handlers.work import MOST, Work
from bot.parse import Reference
from bot.replies import Remark, Suggestion, about, done, found, suggestion, trouble
from engine.conversation import Show, Situation, step
from engine.errors import LabelsError
from engine.service import Hit, Page

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
    work.page = page
    work.remark(_first_words(page, work.now))
    work.suggestions = _next_words(work, page)


def _first_words(page: Page, now: Situation) -> Remark:
    count, matching = len(page.hits), sum(hit.match for hit in page.hits)
    if not count and now.conditions:
        return found("none_left")
    if not count:
        return found("folded" if page.folded else "none", count=page.folded)
    if page.matches == 0:
        return found("nearest", count=count)
    if matching == 0:
        return found("copies", count=count, of=page.matches)
    first = "best" if now.searches and now.order is None else "first"
    code = first if page.more_match else "all" if matching == count else "some"
    # Without labels there is little to judge the model by, and two matches are soon looked at.
    right = about(page.right) if now.labels and page.matches > 2 else 0
    return found(code, count=count, of=page.matches, right=right)


def _next_words(work: Work, page: Page) -> tuple[Suggestion, ...]:
    if not page.hits:
        filtered = (suggestion("unfilter"),) if work.now.conditions else ()
        return (*filtered, suggestion("undo"), suggestion("restart"))
    best = work.name(page.hits[0].id) or 1
    more = [suggestion("more")] if page.ranked > len(page.hits) else []
    if work.now.labels:
        return (*more, suggestion("why", name=best), suggestion("undo"))
    return (suggestion("like", name=best), *more, suggestion("none"))


def turn_page(work: Work, to: Literal["next", "previous"] | int, count: int | None) -> None:
    """Show another part of the answer; nothing is learned anew."""
    if not work.wants_something:
        if work.now.gallery:
            explore(work, "random")
        else:
            work.remark(trouble("no_gallery"))
    elif to == 1:
        first_page(work, count)
    elif to == "next":
        _go_on(work, count)
    else:
        _leaf(work, to, _size(work, count))


def _go_on(work: Work, count: int | None) -> None:
    """Show what was not seen yet."""
    size = _size(work, count)
    new = new_hits(work, size + 1)
    beside = work.now.page < 0 or not work.now.gallery
    # Where nothing of this answer was shown these are no "more"; seen to its end, it begins again
    # beside a gallery of another kind and when what is wanted has just changed.
    if (new and new[0][0] == 0 and not work.entered) or (not new and (beside or work.entered)):
        first_page(work, count)
        return
    work.page = work.find(0, 1)
    if not new:
        _end(work)
        return
    start = new[0][0]
    _put(work, [hit for _, hit in new[:size]], start // work.page_size)
    work.remark(found("page", count=len(work.tiles)))
    _offer_pages(work, further=len(new) > size, backward=start > 0)


def _leaf(work: Work, to: Literal["previous"] | int, size: int) -> None:
    """Show a page that lies before, or the one of a number."""
    start = first_place(work, to, size)
    if start is None:
        work.remark(trouble("first_page"))
        return
    page = work.page = work.find(start, size)
    if not page.hits:
        _end(work)
        return
    _put(work, page.hits, start // work.page_size)
    count = len(page.hits)
    work.remark(found("page_at", of=to) if isinstance(to, int) else found("earlier", count=count))
    _offer_pages(work, further=page.ranked > start + count, backward=start > 0)


def _end(work: Work) -> None:
    """Say that there is no further page."""
    work.remark(trouble("last_page", of=work.page.ranked if work.page else 0))
    work.suggestions = (suggestion("undo"), suggestion("uncertain"), suggestion("restart"))


def _offer_pages(work: Work, *, further: bool, backward: bool) -> None:
    more = (suggestion("more"),) if further else ()
    work.suggestions = (*more, *((suggestion("previous"),) if backward else ()))


def resize(work: Work, count: int) -> None:
    """Show so many pictures at a time from now on."""
    if count > MOST:
        work.remark(trouble("too_many", of=MOST))
    size = min(max(count, 1), MOST)
    work.conversation = work.conversation.model_copy(update={"page_size": size})
    work.remark(done("page_size", count=size))
    if work.wants_something and not (work.changes or work.entered):  # else it comes anyway
        first_page(work)


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
        work.page = work.find(0, 1)
    work.suggestions = (suggestion("more"), *_ways(work))


def _ways(work: Work) -> tuple[Suggestion, ...]:
    back = (suggestion("undo"),) if work.conversation.past else ()
    return back + ((suggestion("redo"),) if work.conversation.future else ())


def explore(work: Work, how: Literal["random", "away", "diverse", "uncertain"]) -> None:
    """Show something other than the best matches."""
    if how == "uncertain" and work.wants_something:
        _ask(work)
        return
    page = work.find(0, _POOL) if work.wants_something else _anything(work)
    newest = (work.conversation.picture(number) for number in work.now.gallery)
    seen = set(newest if work.wants_something else work.conversation.numbered)
    fresh = [hit for hit in page.hits if hit.id not in seen] or list(page.hits)
    matching = [hit for hit in page.hits if hit.match]
    size = work.page_size
    match how:
        case "random" | "uncertain":
            inside = [hit for hit in fresh if hit.match]
            chosen = _sample(work, inside if len(inside) >= size else fresh, size)
        case "away":
            chosen = _spread(fresh[len(fresh) // 2 :], size)
        case "diverse":
            chosen = _spread(matching if len(matching) >= size else fresh, size)
        case _:
            assert_never(how)
    _put_other(work, chosen, page if work.wants_something else None, how)


def _ask(work: Work) -> None:
    """Show sure hits, and those of whose judgement most would be learned."""
    page = work.ask(work.page_size)
    asked = [hit for hit in page.hits if hit.asking]
    _put_other(work, page.hits, page, "asked" if asked else "sure")
    if asked:
        work.suggestions = (suggestion("like", name=work.name(asked[0].id) or 1), *work.suggestions)


def _put_other(work: Work, hits: Sequence[Hit], page: Page | None, code: str) -> None:
    """Show pictures that are no page of the answer."""
    if not hits:
        work.remark(found("none"))
        return
    _put(work, hits, -1)
    work.page = page
    asked = work.names(hit.id for hit in hits if hit.asking)
    work.remark(found(code, count=len(hits), names=asked))
    first = work.name(hits[0].id) or 1
    work.suggestions = (suggestion("like", name=first), suggestion("random"))


def open_pile(work: Work, number: Reference) -> None:
    """Show a picture and its near-duplicates; the page that it came from stays the one to turn."""
    picture = work.picture(number)
    alike = work.engine.alike(work.now, picture)
    if not alike:
        work.remark(done("not_alike", names=(number,)))
        return
    shown = (picture, *alike) if isinstance(number, int) else alike
    event = Show(pictures=shown[:MOST], page=work.now.page)
    work.conversation = step(work.conversation, event)
    tiles = work.draw_pictures(shown[:MOST])
    work.tiles = tuple(tile.model_copy(update={"alike": 0}) for tile in tiles)  # open now
    work.remark(done("alike", names=(number,), count=len(alike)))
    work.suggestions = (suggestion("more"), suggestion("like", name=number))


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
    wanted = count or work.page_size
    if wanted > MOST:
        work.remark(trouble("too_many", of=MOST))
    return min(max(wanted, 1), MOST)


def _put(work: Work, hits: Sequence[Hit], page: int) -> None:
    pictures = tuple(hit.id for hit in hits)
    asked = tuple(hit.id for hit in hits if hit.asking)
    work.conversation = step(work.conversation, Show(pictures=pictures, page=page, asked=asked))
    work.tiles = work.draw(hits)
