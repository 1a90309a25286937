"""What a person said about pictures and words, as changes of the conversation."""

import re
from typing import Literal

from bot.handlers.values import Mark
from bot.handlers.work import Work
from bot.parse import References, actions
from bot.replies import done, heard, trouble
from engine.conversation import (
    Ask,
    Avoid,
    Compare,
    Hide,
    Judge,
    Label,
    Redo,
    Refine,
    Replace,
    Reset,
    Restart,
    Reveal,
    Reword,
    Undo,
    Unlabel,
    step,
)


def take_marks(work: Work, marks: tuple[Mark, ...]) -> None:
    """Count clicks as judgements; a number that was never shown counts for nothing."""
    shown = len(work.conversation.numbered)
    valid = [mark for mark in marks if 1 <= mark.number <= shown]
    for label in Label:
        numbers = tuple(mark.number for mark in valid if mark.label == label.value)
        _judge(work, label, numbers)
    cleared = tuple(mark.number for mark in valid if mark.label == "none")
    if cleared:
        unlabel(work, actions.Unlabel(numbers=cleared))


def label(work: Work, action: actions.Label) -> None:
    """Like, dislike, or count as a maybe."""
    _judge(work, Label.LIKED, action.liked)
    _judge(work, Label.DISLIKED, action.disliked)
    _judge(work, Label.UNSURE, action.unsure)
    two = (*action.liked, *action.unsure)
    if len(action.liked) == len(action.unsure) == 1 and not action.disliked:
        _remember_comparison(work, two)  # "3 is better than 5" compares them


def _remember_comparison(work: Work, two: References) -> None:
    numbers = tuple(one for one in two if isinstance(one, int))
    work.commit()
    work.conversation = step(work.conversation, Compare(numbers=numbers))


def _judge(work: Work, kind: Label, references: References) -> None:
    planned = any(isinstance(change, Ask | Reset) for change in work.changes)
    known = () if planned else work.now.labelled(kind)
    new = tuple(one for one in references if work.picture(one) not in known)
    if len(new) < len(references):
        work.remark(done("already", names=[one for one in references if one not in new]))
    if new:
        work.changes.append(Judge(label=kind, pictures=work.pictures(new)))
        shown = [one for one in new if work.picture(one) not in work.brought]
        work.remark(*[heard(kind.value, names=shown)] if shown else [])
        if len(shown) < len(new):
            work.remark(heard(f"brought_{kind.value}", count=len(new) - len(shown)))


def unlabel(work: Work, action: actions.Unlabel) -> None:
    """Take labels away."""
    labelled = dict(work.now.labels)
    known = tuple(one for one in action.numbers if work.picture(one) in labelled)
    bare = tuple(one for one in action.numbers if one not in known)
    if bare:
        work.remark(trouble("no_label", names=bare))
    if known:
        work.changes.append(Unlabel(pictures=work.pictures(known)))
        work.remark(heard("unlabelled", names=known))


def hide(work: Work, action: actions.Hide) -> None:
    """Leave pictures out from now on."""
    work.changes.append(Hide(pictures=work.pictures(action.numbers)))
    work.remark(heard("hidden", names=action.numbers))


def hide_seen(work: Work) -> None:
    """Leave out what was shown so far and carries no label."""
    labelled = {picture for picture, _ in work.now.labels}
    seen = tuple(one for one in work.conversation.numbered if one not in labelled)
    if not seen:
        work.remark(trouble("no_gallery"))
        return
    work.changes.append(Hide(pictures=seen))
    work.remark(done("seen_hidden", count=len(seen)))


def reveal(work: Work) -> None:
    """Let everything that was hidden be shown again."""
    if not work.now.hidden:
        work.remark(trouble("nothing_hidden"))
        return
    work.changes.append(Reveal())
    work.remark(heard("revealed", count=len(work.now.hidden)))


def take_answers(work: Work, answers: tuple[Literal["yes", "no", "skip"], ...]) -> None:
    """Take answers to the open question, in its order; one answer alone is for all of it."""
    asked = work.now.asked
    if not asked:
        work.remark(trouble("no_question"))
        return
    given = answers * len(asked) if len(answers) == 1 else answers
    pairs = list(zip(asked, given, strict=False))
    for kind, said in ((Label.LIKED, "yes"), (Label.DISLIKED, "no")):
        _judge(work, kind, tuple(number for number, one in pairs if one == said))
    skipped = tuple(number for number, one in pairs if one == "skip")
    if skipped:
        work.remark(heard("skipped", names=skipped))


def query(work: Work, action: actions.Query) -> None:
    """Search for words, or change the words of the search."""
    if action.mode == "drop":
        _drop(work, action.text)
        return
    kinds: dict[str, type[Ask | Refine | Replace]] = {"new": Ask, "replace": Replace}
    work.changes.append(kinds.get(action.mode, Refine)(text=action.text))
    work.remark(heard(action.mode, text=action.text))


def _drop(work: Work, words: str) -> None:
    work.commit()
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    texts = tuple(_cleaned(pattern.sub("", text)) for text in work.now.texts)
    avoided = tuple(text for text in work.now.avoided if not pattern.search(text))
    left = tuple(text for text in texts if text)
    if texts == work.now.texts and avoided == work.now.avoided:
        work.remark(trouble("no_words", text=words))
    elif not left and not work.now.labelled(Label.LIKED):
        work.remark(trouble("last_words"))
    else:
        work.changes.append(Reword(texts=left, avoided=avoided))
        work.remark(heard("drop", text=words))


def _cleaned(text: str) -> str:
    return " ".join(text.split()).strip(" ,;")


def avoid(work: Work, action: actions.Avoid) -> None:
    """Keep away from what the words say."""
    work.changes.append(Avoid(text=action.text))
    work.remark(heard("avoid", text=action.text))


def similar(work: Work, action: actions.Similar) -> None:
    """Begin a new search by one picture: no words, no other labels."""
    picture = work.picture(action.number)
    work.changes += [
        Reset(what="labels"),
        Reword(texts=(), avoided=()),
        Judge(label=Label.LIKED, pictures=(picture,)),
    ]
    work.remark(heard("similar", names=(action.number,)))


def reset(work: Work, action: actions.Reset) -> None:
    """Start over, or forget labels."""
    if action.what == "all":
        work.changes.clear()
        work.conversation = step(work.conversation, Restart())
        work.remarks[:] = [one for one in work.remarks if one.code == "read_as"]
        work.remark(heard("restarted"))
        work.entered = True
        return
    kinds = {"liked": {Label.LIKED}, "disliked": {Label.DISLIKED}}.get(action.what, set(Label))
    if not any(kind in kinds for _, kind in work.now.labels) and not work.changes:
        work.remark(trouble("no_labels"))
        return
    work.changes.append(Reset(what=action.what))
    work.remark(heard(f"reset_{action.what}"))


def undo(work: Work, action: actions.Undo) -> bool:
    """Take turns back; tell whether there was anything to take back."""
    work.commit()
    turns = action.turns
    if action.before is not None:
        turns = _turns_since(work, action.before)
        if not turns:
            work.remark(trouble("no_label", names=(action.before,)))
            return False
    if not work.conversation.past:
        work.remark(trouble("nothing_to_undo"))
        return False
    turns = min(turns, len(work.conversation.past))
    work.conversation = step(work.conversation, Undo(turns=turns))
    work.kept, work.entered = True, False
    work.remark(heard("undone", count=turns))
    return True


def _turns_since(work: Work, reference: int | str) -> int:
    picture = work.picture(reference)
    if work.now.label_of(picture) is None:
        return 0
    past = work.conversation.past
    turns = 1
    while turns <= len(past) and past[-turns].label_of(picture) is not None:
        turns += 1
    return min(turns, len(past))


def redo(work: Work, action: actions.Redo) -> bool:
    """Bring turns back; tell whether there was anything to bring back."""
    if work.changes or not work.conversation.future:
        work.remark(trouble("nothing_to_redo"))
        return False
    turns = min(action.turns, len(work.conversation.future))
    work.conversation = step(work.conversation, Redo(turns=turns))
    work.kept, work.entered = True, False
    work.remark(heard("redone", count=turns))
    return True
