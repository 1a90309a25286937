"""One query played out: a person, a method, and the figures after every page.

Metrics look at pictures that were not shown before. No feedback is measured on the same unseen
pictures, so that harm is never an effect of what was taken out. When a person stops early, the
last figures stand for the turns that were not needed: every mean is over the same queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from engine.evaluation.methods import Answer, Labels, Method
from engine.evaluation.metrics import (
    NO_SET,
    average_precision,
    best_f1,
    precision_at,
    set_figures,
)
from engine.evaluation.truth import Concept
from engine.evaluation.users import User, judge
from engine.types import Embedding, Embeddings, Rows

DEPTH = 12
FIRST_HITS = 10
"""SeeSaw averages the precision at the first ten matches that a person comes across."""
TOLERANCE = 1e-9
CLEARLY = 0.01


@dataclass(frozen=True, eq=False)
class Query:
    """What one simulated person looks for, and what the search starts from."""

    concept: Concept
    start: Embeddings
    text: Embedding | None
    given: Rows
    plain: Rows
    """Every row in the order of no feedback."""

    def first_labels(self) -> Labels:
        """What is known before the first page."""
        return Labels(self.start, self.text, self.given)


@dataclass(frozen=True)
class Figures:
    """What one method did for one query at one turn; NaN where a figure does not exist.

    Attributes
    ----------
    ap, precision_at_12 : float
        Of the unseen pictures.
    set_precision, set_recall, f1_at_cut, f1_best : float
        Of the pictures that the method calls matches, and of the best cut of its order.
    plain_ap : float
        Average precision of no feedback on the same unseen pictures.
    harmed, harmed_clearly : float
        1 if `ap` is lower than `plain_ap`; if it is so by more than 0.01.
    found, labels : float
        The share of the concept that was shown so far; how many judgements that took.
    frozen_ap : float
        Average precision of all pictures in the order met: those shown so far keep their places,
        the answer follows. What each method finds on pages of its own counts for it here, where
        `ap` only asks about what is left to find.
    right_share, share_error : float
        Which share of its matches a method expects to be right, and how far that is from the truth.
    right_in_range : float
        1 if the number of right ones lies in the range that it is expected in four times of five.
    session_ap : float
        Average precision at the first ten matches in the order shown; those not shown count 0.
    """

    ap: float
    frozen_ap: float
    precision_at_12: float
    set_precision: float
    set_recall: float
    f1_at_cut: float
    f1_best: float
    right_share: float
    share_error: float
    right_in_range: float
    plain_ap: float
    harmed: float
    harmed_clearly: float
    found: float
    labels: float
    session_ap: float
    rows_scored: float
    rows_touched: float
    learn_seconds: float
    find_seconds: float


FIGURES = tuple(field.name for field in fields(Figures))


@dataclass(frozen=True, eq=False)
class Step:
    """The labels before a turn and the method's answer to them."""

    labels: Labels
    answer: Answer


def play(
    query: Query, method: Method, user: User, turns: int, rng: np.random.Generator
) -> list[Step]:
    """Let a person and a method take turns, from no page judged to `turns` pages judged."""
    person, rng = rng.spawn(2)
    labels, steps = query.first_labels(), []
    members = query.concept.members
    for _ in range(turns + 1):
        answer = method.rank(labels, rng)
        steps.append(Step(labels, answer))
        page = answer.rows[: user.page]
        found = len(np.intersect1d(np.setdiff1d(labels.shown, labels.given), members))
        if len(page) == 0 or (user.until is not None and found >= user.until):
            break
        labels = labels.after(page, judge(user, page, members, person))
    return steps


def follow(method: Method, steps: Sequence[Step], rng: np.random.Generator) -> list[Step]:
    """Let a method answer the labels that were given on another method's pages."""
    return [replace(step, answer=method.rank(step.labels, rng)) for step in steps]


def measure(query: Query, steps: Sequence[Step], turns: int) -> list[Figures]:
    """Measure every turn; the last figures stand for turns that were not played."""
    measured = [_measure(query, step) for step in steps]
    return measured + [measured[-1]] * (turns + 1 - len(measured))


def _measure(query: Query, step: Step) -> Figures:
    members, shown = query.concept.members, step.labels.shown
    unseen = np.setdiff1d(members, shown)
    total = len(unseen)
    matching = np.isin(step.answer.rows, unseen)
    plain = query.plain[~np.isin(query.plain, shown)]
    ap = average_precision(matching, total)
    plain_ap = average_precision(np.isin(plain, unseen), total)
    cut = step.answer.matches
    chosen = NO_SET if cut is None else set_figures(matching, cut, total)
    right_share = _right_share(step.answer)
    return Figures(
        ap=ap,
        frozen_ap=frozen_precision(step, members),
        precision_at_12=precision_at(matching, DEPTH) if total else float("nan"),
        set_precision=chosen.precision,
        set_recall=chosen.recall,
        f1_at_cut=chosen.f1,
        f1_best=best_f1(matching, total),
        right_share=right_share,
        share_error=abs(right_share - chosen.precision),
        right_in_range=_in_range(step.answer, chosen.precision),
        plain_ap=plain_ap,
        harmed=float(ap < plain_ap - TOLERANCE) if total else float("nan"),
        harmed_clearly=float(ap < plain_ap - CLEARLY) if total else float("nan"),
        found=1 - total / len(members),
        labels=len(step.labels.liked) + len(step.labels.disliked),
        session_ap=session_precision(step.labels, members),
        rows_scored=step.answer.scored,
        rows_touched=step.answer.touched,
        learn_seconds=step.answer.learn_seconds,
        find_seconds=step.answer.find_seconds,
    )


def _right_share(answer: Answer) -> float:
    if answer.right is None or not answer.matches:
        return float("nan")
    return answer.right / answer.matches


def _in_range(answer: Answer, precision: float) -> float:
    if answer.right_range is None or not answer.matches or np.isnan(precision):
        return float("nan")
    low, high = answer.right_range
    return float(low - TOLERANCE <= precision * answer.matches <= high + TOLERANCE)


def frozen_precision(step: Step, members: Rows) -> float:
    """Average precision over all that was shown, in the order shown, and then the answer.

    This is how feedback is measured where every method shows pages of its own (freezing: Chang,
    Cirillo and Razon, in The SMART Retrieval System, 1971). The pictures that the search started
    from are not part of it.
    """
    came = step.labels.shown[len(step.labels.given) :]
    wanted = np.setdiff1d(members, step.labels.given)
    return average_precision(np.isin(np.concatenate([came, step.answer.rows]), wanted), len(wanted))


def session_precision(labels: Labels, members: Rows) -> float:
    """Average precision over the first ten matches in the order shown, as SeeSaw does.

    The pictures that the search started from are not part of it.
    """
    came = labels.shown[len(labels.given) :]
    wanted = min(FIRST_HITS, len(np.setdiff1d(members, labels.given)))
    matching = np.isin(came, members)
    first = matching & (np.cumsum(matching) <= wanted)
    return average_precision(first, wanted)
