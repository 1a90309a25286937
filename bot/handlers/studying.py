"""What is said without words on the map and in the drawer: a picture judged, a method chosen."""

from bot.handlers import changes, galleries
from bot.handlers.values import Choice, Pick
from bot.handlers.work import Work
from bot.parse import actions
from bot.replies import heard
from engine.conversation import Number, Relearn, step


def take(work: Work) -> bool:
    """Take what a message says without words; False where that changes nothing."""
    message = work.message
    before = len(work.changes), len(work.remarks)
    if message.choice is not None:
        take_choice(work, message.choice)
    if message.pick is not None:
        take_pick(work, message.pick)
    return (len(work.changes), len(work.remarks)) != before or bool(work.tiles)


def take_choice(work: Work, choice: Choice) -> None:
    """Learn as was chosen, and show so many pictures at a time; what is so already stays."""
    if choice.learning != work.now.learning:
        work.changes.append(Relearn(learning=choice.learning))
        work.remark(heard("relearned"))
    if choice.page_size is not None and choice.page_size != work.page_size:
        galleries.resize(work, choice.page_size)


def take_pick(work: Work, pick: Pick) -> None:
    """Judge a picture that has no tile: it is given a number; an unknown one counts for nothing."""
    if not work.engine.known((pick.picture,)):
        return
    if work.name(pick.picture) is None:
        work.conversation = step(work.conversation, Number(pictures=(pick.picture,)))
    named = (work.name(pick.picture) or 0,)
    liked = pick.label == "liked"
    changes.label(work, actions.Label(liked=named) if liked else actions.Label(disliked=named))
