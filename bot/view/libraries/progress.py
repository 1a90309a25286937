"""How far libraries are, in words: what the page's keeper asks for while they are on their way.

Reasons name folders of the machine, so they are for those who run the page; others are told that
something is wrong, and not what.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.replies import problem, say
from bot.replies.figures import decimal, number
from bot.replies.labels import Labels, labels
from bot.view.libraries.served import Offered, Served, State

_MINUTE, _HOUR = 60, 3600
_SLOW = 10
"""Below so many pictures a second, a tenth of a picture matters."""


def progress_route(served: Served) -> Route:
    """Give the route that tells how far every library is."""

    async def send(request: Request) -> JSONResponse:
        words = labels(request.query_params.get("language", ""))
        told = [_report(one, served, words) for one in served.values()]
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    return Route("/gradio_api/libraries", send)


def describe_size(library: Offered, words: Labels) -> str:
    """Say how many pictures a library has, or why that is not known."""
    if library.state.ready:
        return words.counted(words.page.pictures, library.state.pictures)
    return words.keep.broken if library.state.broken else words.keep.unread


def describe_problem(library: Offered, words: Labels, *, tended: bool) -> str:
    """Say why a library is not ready, and will not be by itself.

    English has the whole reason, with what to run; other languages have their sentence for it.
    """
    says, state = words.keep, library.state
    if state.stopped and not state.problem:
        return says.halted
    reason = state.problem
    if words.language != "en":
        reason = say([problem(state.fault)], words.language) if state.fault else ""
    template = says.problem if tended and reason else says.problem_short
    return template.format(name=library.name, reason=reason)


def describe_work(state: State, words: Labels) -> str:
    """Say what is being done, how fast, and how long it will take.

    Examples
    --------
    >>> state = State(work="encoding", done=1200, total=7403, per_second=35.2, seconds_left=176)
    >>> describe_work(state, labels("en"))
    '1,200 of 7,403 pictures read · 35 a second · about 3 minutes left'
    """
    says, language = words.keep, words.language
    match state.work:
        case "":
            return ""
        case "encoding":
            done, total = number(state.done, language), number(state.total, language)
            line = says.encoding.format(done=done, total=total)
        case "scanning":
            line = words.counted(says.scanning, state.done)
        case _:
            line = str(getattr(says, state.work))
    return " · ".join(filter(None, (line, _speed(state, words), _left(state, words))))


def _speed(state: State, words: Labels) -> str:
    if state.work != "encoding" or not state.per_second:
        return ""
    speed = state.per_second
    said = number(round(speed), words.language)
    if speed < _SLOW:
        said = decimal(speed, 1, words.language)
    return words.keep.speed.format(speed=said)


def _left(state: State, words: Labels) -> str:
    if state.work != "encoding" or state.seconds_left is None:
        return ""
    if state.seconds_left < _MINUTE:
        return words.keep.seconds
    if state.seconds_left < _HOUR:
        return words.counted(words.keep.minutes, round(state.seconds_left / _MINUTE))
    return words.counted(words.keep.hours, round(state.seconds_left / _HOUR))


def describe_end(state: State, words: Labels) -> str:
    """Say what the last look for new pictures came to."""
    says = words.keep
    if state.stopped:
        return says.stopped
    if state.added is None:
        return ""
    if state.added == 0:
        return says.nothing_new
    return words.counted(says.added if state.added > 0 else says.fewer, abs(state.added))


def _report(library: Offered, served: Served, words: Labels) -> dict[str, object]:
    state, says = library.state, words.keep
    failed = bool(state.problem) and not state.work
    line = describe_work(state, words)
    if failed:
        line = describe_problem(library, words, tended=served.tended)
    halted = not state.work and (failed or (state.stopped and not state.ready))
    may = served.tended and library.grows
    return {
        "name": library.name,
        "label": says.choice.format(name=library.name, size=describe_size(library, words)),
        "version": state.version,
        "ready": state.ready,
        "busy": bool(state.work),
        "line": line,
        "done": state.done,
        "total": state.total,
        "failed": failed,
        "stopped": state.stopped,
        "end": describe_end(state, words),
        "stop": says.stop if may and state.work else "",
        "go_on": says.go_on if may and halted else "",
    }
