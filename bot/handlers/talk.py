"""What is asked about the answer, and what cannot be done yet; nothing here changes a label."""

import math

from bot.handlers.narrowing import describe, describe_order
from bot.handlers.work import MOST, Work
from bot.parse import Reference, References, actions
from bot.replies import about, done, heard, quoted, suggestion, trouble
from engine.conversation import Compare, Label, step
from engine.service import Reasons
from engine.types import PictureId


def count(work: Work) -> None:
    """Say how many pictures match."""
    if not work.wants_something:
        work.remark(trouble("no_search"))
        return
    page = work.page = work.find(0, 1)
    if work.now.labels and page.matches > 1:
        ends = (int(page.right_low), math.ceil(page.right_high))
        work.remark(done("counted_right", count=page.matches, right=about(page.right), ends=ends))
    else:
        work.remark(done("counted", count=page.matches))


def status(work: Work) -> None:
    """Say what is being searched for and what was picked."""
    now = work.now
    if now.texts:
        work.remark(done("status_text", parts=quoted(now.texts)))
    if now.avoided:
        work.remark(done("status_avoid", parts=quoted(now.avoided)))
    unnamed = 0
    for kind in Label:
        pictures = now.labelled(kind)
        names = sorted(work.names(pictures), key=str)
        unnamed += len(pictures) - len(names)
        if names:
            ordered = sorted(names, key=lambda name: (isinstance(name, str), name))
            work.remark(done(f"status_{kind.value}", names=ordered))
    if unnamed:
        work.remark(done("status_earlier", count=unnamed))
    kept = [describe(one) for one in now.conditions]
    kept += [describe_order(now.order)] if now.order else []
    kept += [heard("status_stricter" if now.cut > 0 else "status_looser")] if now.cut else []
    if kept:
        work.remark(done("status_kept", parts=kept))
    if now.hidden:
        work.remark(done("status_hidden", count=len(now.hidden)))
    if not (now.answerable or now.avoided or now.labels or now.hidden):
        work.remark(done("no_search"))
    _show_labelled(work)
    work.suggestions = (suggestion("more"), suggestion("restart"))


def _show_labelled(work: Work) -> None:
    """Put the judged pictures on the screen, liked ones first: nothing else shows them again."""
    judged = [picture for kind in Label for picture in work.now.labelled(kind)]
    numbered = [one for one in judged if isinstance(work.name(one), int)]
    work.tiles = work.draw_pictures(numbered[:MOST])


def show(work: Work, number: Reference) -> None:
    """Show one picture and what the catalogue knows of it."""
    picture = work.picture(number)
    if isinstance(number, str):
        work.remark(done("show_plain", names=(number,)))
        return
    known = work.engine.picture(picture)
    facts = [done("fact", text=known.caption.rstrip("."))] if known.caption else []
    facts.append(done("pixels", text=f"{known.width} × {known.height}"))
    facts += [done("taken", text=known.taken)] if known.taken else []
    work.tiles = (*work.tiles, *work.draw_pictures((picture,)))
    work.remark(done("show", names=(number,), parts=facts))
    work.suggestions = (suggestion("like", name=number), suggestion("why", name=number))


def compare(work: Work, numbers: References) -> None:
    """Show pictures side by side."""
    shown = tuple(number for number in numbers if isinstance(number, int))
    work.tiles = work.draw_pictures(work.pictures(shown))
    work.conversation = step(work.conversation, Compare(numbers=shown))
    work.remark(done("compared", names=numbers))
    work.suggestions = tuple(suggestion("like", name=number) for number in shown[:3])


def why(work: Work, number: Reference) -> None:
    """Say what is near a picture: likes, dislikes, words."""
    picture = work.picture(number)
    label = work.now.label_of(picture)
    if label is not None:
        work.remark(done(f"why_label_{label.value}", names=(number,)))
    elif picture in work.now.hidden:
        work.remark(done("why_hidden", names=(number,)))
    elif not work.wants_something:
        work.remark(done("why_nothing"))
    else:
        _explain(work, number, work.engine.explain(work.now, picture))
    if label is None:
        work.suggestions = (suggestion("like", name=number), suggestion("not", name=number))


def _explain(work: Work, number: Reference, reasons: Reasons) -> None:
    work.reasons.append(reasons)
    liked, disliked = reasons.liked_likeness, reasons.disliked_likeness
    if liked is not None and (disliked is None or liked >= disliked):
        code = "why_liked" if disliked is not None else "why_liked_only"
        _nearest(work, code, number, reasons.nearest_liked)
    elif disliked is not None:
        code = "why_disliked" if liked is not None else "why_disliked_only"
        _nearest(work, code, number, reasons.nearest_disliked)
    elif reasons.text_likeness is not None:
        work.remark(done("why_text", text=f"{reasons.text_likeness:.2f}"))
    _tell_chance(work, number, reasons)
    if reasons.flip is not None:
        _nearest(work, "why_flip" if reasons.match else "why_flip_back", number, reasons.flip)


def _tell_chance(work: Work, number: Reference, reasons: Reasons) -> None:
    if reasons.kept_out:
        work.remark(done("why_kept_out", names=(number,)))
    elif reasons.chance is None:
        if isinstance(number, int) and work.now.searches:
            work.remark(done("why_unranked", names=(number,)))
    elif reasons.votes is not None and reasons.trees is not None:
        percent = round(100 * reasons.chance)
        votes, trees = reasons.votes, reasons.trees
        work.remark(done("why_votes", right=percent, count=votes, of=trees))
    else:
        work.remark(done("why_chance", right=round(100 * reasons.chance)))


def _nearest(work: Work, code: str, number: Reference, picture: PictureId | None) -> None:
    name = work.name(picture) if picture is not None else None
    near = done("earlier_picture") if name is None else done("named", names=(name,))
    work.remark(done(code, names=(number,), parts=(near,)))


def greet(work: Work) -> None:
    """Greet, and say what to do first."""
    work.remark(done("greet"))
    work.suggestions = (suggestion("random"), suggestion("help"))


def thank(work: Work) -> None:
    """Take thanks."""
    work.remark(done("thank"))


def help_out(work: Work) -> None:
    """Say what can be said."""
    work.remark(done("help"))
    work.suggestions = (suggestion("random"),)


def refuse(work: Work, action: actions.Ask | actions.Refuse) -> None:
    """Say why a part of the message cannot count, and what to say instead."""
    shown = len(work.conversation.numbered)
    code = action.reason
    if code == "out_of_range":
        _out_of_range(work, action.numbers, shown)
    elif code == "which" and action.text:
        work.remark(trouble("which_text", text=action.text))
    elif code == "which" and not shown:
        work.remark(trouble("no_gallery"))
    else:
        known = "earlier_gallery" if code == "earlier" else code
        work.remark(trouble(known, names=action.numbers, text=action.text))


def _out_of_range(work: Work, numbers: References, shown: int) -> None:
    if not shown:
        work.remark(trouble("out_of_range_empty"))
    elif not numbers:
        work.remark(trouble("out_of_range_unnamed", of=shown))
    else:
        work.remark(trouble("out_of_range", names=numbers, of=shown))
