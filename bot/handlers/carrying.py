"""From an action of the parser to what does it: changes, what is shown, what is kept, talk."""

from typing import assert_never

from bot.handlers import changes, exporting, galleries, keeping, narrowing, talk
from bot.handlers.work import Work
from bot.parse import Action, actions
from bot.replies import trouble
from engine.conversation import Judge, Unlabel

_Change = (
    actions.Label
    | actions.Query
    | actions.Avoid
    | actions.Unlabel
    | actions.Hide
    | actions.Similar
    | actions.Reset
    | actions.Answer
)
_View = (
    actions.Page
    | actions.Explore
    | actions.Alike
    | actions.Setting
    | actions.Filter
    | actions.Unfilter
    | actions.Sort
)
_Talk = (
    actions.Why
    | actions.Show
    | actions.Compare
    | actions.Count
    | actions.Status
    | actions.Help
    | actions.Greet
    | actions.Thank
    | actions.Ask
    | actions.Refuse
)
_Keep = actions.Save | actions.Load | actions.Share | actions.Export


def carry_out(work: Work, action: Action) -> bool:
    """Do one action; True when undo or redo moved the conversation."""
    if isinstance(action, actions.Undo):
        return changes.undo(work, action)
    if isinstance(action, actions.Redo):
        return changes.redo(work, action)
    if isinstance(action, _Change):
        _change(work, action)
    elif isinstance(action, _View):
        _view(work, action)
    elif isinstance(action, _Keep):
        _keep(work, action)
    else:
        _talk(work, action)
    return False


def _change(work: Work, action: _Change) -> None:
    """Change what is looked for."""
    match action:
        case actions.Label():
            changes.label(work, action)
        case actions.Query():
            changes.query(work, action)
        case actions.Avoid():
            changes.avoid(work, action)
        case actions.Unlabel():
            changes.unlabel(work, action)
        case actions.Hide():
            changes.hide(work, action)
        case actions.Similar():
            changes.similar(work, action)
        case actions.Reset():
            changes.reset(work, action)
        case actions.Answer(answers=answers):
            changes.take_answers(work, answers)
        case _:
            assert_never(action)


def _view(work: Work, action: _View) -> None:
    """Show another part of what is found, or show it otherwise."""
    match action:
        case actions.Page():
            _turn_page(work, action)
        case actions.Explore(how=how):
            work.commit()
            galleries.explore(work, how)
            work.entered = False
        case actions.Alike(number=number):
            work.commit()
            galleries.open_pile(work, number)
            work.entered = False
        case actions.Setting():
            _set(work, action)
        case actions.Filter():
            narrowing.narrow(work, action)
        case actions.Unfilter():
            narrowing.widen(work)
        case actions.Sort():
            narrowing.sort(work, action)
        case _:
            assert_never(action)


def _keep(work: Work, action: _Keep) -> None:
    """Keep or hand out what was found."""
    match action:
        case actions.Save(name=name):
            keeping.save(work, name)
        case actions.Load(name=name):
            keeping.load(work, name)
        case actions.Share():
            keeping.share(work)
        case actions.Export():
            exporting.export(work, action)
        case _:
            assert_never(action)


def _talk(work: Work, action: _Talk) -> None:
    """Answer in words."""
    match action:
        case actions.Why(number=number):
            talk.why(work, number)
        case actions.Show(number=number):
            talk.show(work, number)
        case actions.Compare(numbers=numbers):
            talk.compare(work, numbers)
        case actions.Count():
            work.commit()
            talk.count(work)
        case actions.Status():
            work.commit()
            talk.status(work)
        case actions.Help():
            talk.help_out(work)
        case actions.Greet():
            talk.greet(work)
        case actions.Thank():
            talk.thank(work)
        case actions.Ask() | actions.Refuse():
            talk.refuse(work, action)
        case _:
            assert_never(action)


def _turn_page(work: Work, action: actions.Page) -> None:
    # A changed search shows its first page anyway: there is no next one yet. Judgements alone leave
    # the search as it is, and whoever adds "more" to them has seen enough of its first page.
    judged = not work.entered and all(isinstance(one, Judge | Unlabel) for one in work.changes)
    work.commit()
    if not work.entered or (judged and action.to == "next" and work.now.gallery):
        galleries.turn_page(work, action.to, action.count)
        work.entered = False


def _set(work: Work, action: actions.Setting) -> None:
    match action.name:
        case "hide_seen" if action.value:
            changes.hide_seen(work)
        case "hide_seen":
            changes.reveal(work)
        case "cut":
            narrowing.cut(work, stricter=action.value == "stricter")
        case "page_size":
            galleries.resize(work, int(action.value))
        case "tile_size":
            work.remark(trouble("tile_size"))
        case _:
            assert_never(action.name)
