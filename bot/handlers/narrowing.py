"""Which of the matches, and in which order: conditions, sorting, a stricter or looser cut."""

from datetime import date, timedelta

from bot.handlers.when import Span, span
from bot.handlers.work import Work
from bot.parse import actions
from bot.replies import Remark, done, heard, trouble
from engine.conversation import Arrange, Condition, Cut, Narrow, Order, Turn, Widen, step

_YEAR, _MONTH = 4, 7


def narrow(work: Work, action: actions.Filter) -> None:
    """Keep to pictures of which a condition holds, where the catalogue knows of such."""
    engine = work.engine
    if action.field == "date" and not engine.dated:
        work.remark(trouble("undated"))
        return
    condition = _condition(action, work.message.today)
    if condition is None:
        work.remark(trouble("no_date"))
        return
    if not engine.holds(condition):
        work.remark(trouble("none_fulfils", parts=[describe(condition)]))
        return
    work.changes.append(Narrow(condition=condition))
    work.remark(describe(condition))
    _note_undated(work, action.field)


def _condition(action: actions.Filter, today: date) -> Condition | None:
    said = {"field": action.field, "op": action.op, "value": action.value[:200]}
    if action.field != "date":
        return Condition.model_validate(said)
    found = span(action.value, today)
    if found is None:
        return None
    if found.month is not None and action.op == "is":
        return Condition.model_validate({**said, "month": found.month, "day": found.day})
    found = _newest(found, today)
    # "after 2018" begins where 2018 ends, "since 2018" where it begins; "before" and "until" alike.
    since = {"is": found.since, "since": found.since, "after": found.until}.get(action.op)
    until = {"is": found.until, "until": found.until, "before": found.since}.get(action.op)
    op = {"since": "after", "until": "before"}.get(action.op, action.op)
    ends = {"since": since and str(since), "until": until and str(until)}
    return Condition.model_validate({**said, "op": op, **ends})


def _newest(found: Span, today: date) -> Span:
    """Give a month without a year the newest year in which it has begun."""
    if found.month is None:
        return found
    first = date(today.year, found.month, min(found.day or 1, 28))
    if first > today:
        first = first.replace(year=today.year - 1)
    days = 1 if found.day else 31
    return Span(since=first, until=first + timedelta(days))


def _note_undated(work: Work, field: str) -> None:
    if field == "date" and work.engine.dated < work.engine.pictures:
        work.remark(trouble("some_dated", of=work.engine.dated))


def describe(one: Condition) -> Remark:
    """Say a condition as it was understood."""
    if one.field == "aspect":
        return heard(f"only_{one.value}")
    if one.field in ("path", "format"):
        text = one.value.upper() if one.field == "format" else one.value
        return heard(f"only_{one.field}", text=text)
    if one.field == "size":
        return heard(f"only_{one.op}", text=one.value)
    if one.month is not None:
        if one.day is None:
            return heard("only_yearly", text=f"--{one.month:02}")
        return heard("only_yearly_on", text=f"--{one.month:02}-{one.day:02}")
    if one.since is None or one.until is None:
        return heard(
            "only_since" if one.since else "only_before", text=one.since or one.until or ""
        )
    last = str(date.fromisoformat(one.until) - timedelta(1))
    if whole := _whole(one.since, last):
        return heard("only_on" if whole == one.since else "only_in", text=whole)
    return heard("only_between", text=one.since, parts=[done("day", text=last)])


def _whole(first: str, last: str) -> str:
    """Name a span that is a day, a month or a year; else nothing."""
    after = date.fromisoformat(last) + timedelta(1)
    if first == last:
        return first
    if first[:_MONTH] == last[:_MONTH] and first.endswith("-01") and after.day == 1:
        return first[:_MONTH]
    if first[:_YEAR] == last[:_YEAR] and first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:_YEAR]
    return ""


def widen(work: Work) -> None:
    """Take all conditions away."""
    if work.now.conditions or any(isinstance(one, Narrow) for one in work.changes):
        work.changes.append(Widen())
        work.remark(heard("unfiltered"))
    else:
        work.remark(done("no_filter"))


def sort(work: Work, action: actions.Sort) -> None:
    """Put the matches in another order, or back into that of the best first."""
    if action.by == "date" and not work.engine.dated:
        work.remark(trouble("undated"))
        return
    order = None if action.by == "match" else Order(by=action.by, order=action.order)
    work.changes.append(Arrange(order=order))
    work.remark(describe_order(order))
    _note_undated(work, action.by)


def describe_order(order: Order | None) -> Remark:
    """Say in which order the matches stand."""
    return heard(f"sorted_{order.by}_{order.order}" if order else "sorted_match")


def cut(work: Work, *, stricter: bool) -> None:
    """Cut the matches more strictly or more loosely, by one step."""
    work.commit()
    if not work.now.searches:
        work.remark(trouble("no_search"))
        return
    before = work.find(0, 1).matches
    turn = Turn(changes=(Cut(steps=1 if stricter else -1),))
    after = work.engine.find(step(work.conversation, turn).now, 0, 1).matches
    if before == after:
        work.remark(trouble("strictest" if stricter else "loosest"))
        return
    work.changes += turn.changes
    work.remark(heard("stricter" if stricter else "looser"))
