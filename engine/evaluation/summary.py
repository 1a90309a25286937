"""What the experiments say, row by row: ours beside the best full scan, with every bar computed.

The best full scan of a row is the one that ours leads by least, on the very searches of the row:
chosen after the fact, in the baselines' favour. No number here is typed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.evaluation.markdown import lead_with_interval, number, percent, table, with_interval
from engine.evaluation.methods import OURS, SCANS
from engine.evaluation.plan import SINGLE, Experiment
from engine.evaluation.report import Report

Results = Mapping[Experiment, Report]

MOST_SCORED, MOST_HARMED, TWO_CLASSES_RATIO = 0.05, 0.02, 1.25
EASY = 0.5
FIGURES = {"ap": "AP", "frozen_ap": "frozen AP", "session_ap": "session AP"}
COMPARED = ("shared", "own", "words")


@dataclass(frozen=True)
class Bars:
    """What a row is held to, and how far it falls short of each; 0 or less is met.

    `order` is how much the best scan leads by; `scored` and `harmed` are shares above what is
    allowed; `kinds` how far the ratio over the best single direction is below 1.25, where two
    classes are looked for at once.
    """

    order: float
    scored: float
    harmed: float
    kinds: float | None = None

    @property
    def met(self) -> bool:
        """Whether the row reaches all of them."""
        return max(self.order, self.scored, self.harmed, self.kinds or 0.0) <= 0

    def text(self) -> str:
        """Say what is met, and by how much the rest is missed.

        Examples
        --------
        >>> Bars(order=-0.02, scored=0.1, harmed=0.0).text()
        'scored over by 10.0%'
        >>> Bars(order=-0.02, scored=0.0, harmed=0.0, kinds=-0.3).text()
        'met'
        """
        missed = []
        if self.order > 0:
            missed.append(f"behind by {self.order:.3f}")
        if self.kinds is not None and self.kinds > 0:
            missed.append(f"ratio short by {self.kinds:.2f}")
        if self.scored > 0:
            missed.append(f"scored over by {percent(self.scored)}")
        if self.harmed > 0:
            missed.append(f"harmed over by {percent(self.harmed)}")
        return ", ".join(missed) or "met"


@dataclass(frozen=True, eq=False)
class Row:
    """One experiment at its last turn; leads and ratios come with their 95 % interval."""

    experiment: Experiment
    report: Report
    figure: str
    best: str
    lead: tuple[float, float, float]
    ratio: tuple[float, float, float]
    bars: Bars

    def ours(self, figure: str) -> float:
        """Give a mean of ours at the last turn."""
        return self.report.mean(OURS, figure, self.report.turns)

    @property
    def scored(self) -> float:
        """The share of the catalogue that ours scored."""
        return self.ours("rows_scored") / self.report.setup.pictures


def compare(experiment: Experiment, report: Report) -> Row:
    """Set ours beside the best full scan, by the figure that compares methods there."""
    figure = report.figure
    scans = [name for name in report.tables if name in SCANS]
    best = closest(report, figure, scans)
    lead = report.lead(OURS, best, report.turns, figure)
    scored = report.mean(OURS, "rows_scored", report.turns) / report.setup.pictures
    harmed = report.mean(OURS, "harmed", report.turns)
    bars = Bars(-lead[0], scored - MOST_SCORED, harmed - MOST_HARMED, _kinds(report, figure))
    return Row(
        experiment, report, figure, best, lead,
        report.ratio(OURS, best, report.turns, figure), bars,
    )  # fmt: skip


def _kinds(report: Report, figure: str) -> float | None:
    if not report.setup.pairs:
        return None
    singles = [name for name in report.tables if name in SINGLE]
    least = min(report.ratio(OURS, name, report.turns, figure)[0] for name in singles)
    return TWO_CLASSES_RATIO - least


def closest(report: Report, figure: str, names: Sequence[str]) -> str:
    """Find the method that ours leads by least at the last turn."""
    return min(names, key=lambda name: report.lead(OURS, name, report.turns, figure)[0])


def is_main(experiment: Experiment) -> bool:
    """Whether this is the comparison with a truthful person on shared pages."""
    return experiment.role == "shared" and experiment.settings.users == "truthful"


def summarise(results: Results) -> list[str]:
    """Table every comparison, and count those that meet every bar."""
    rows = [compare(*one) for one in results.items() if one[0].role in COMPARED]
    met = sum(row.bars.met for row in rows)
    head = ["looked for", "embedding", "from a", "user", "pages", "searches", "figure", "ours",
            "best full scan", "which", "ratio", "ours leads by", "unseen AP leads by", "scored",
            "harmed", "by > 0.01", "bars"]  # fmt: skip
    says = (
        f"{met} of {len(rows)} rows meet every bar: an order no worse than the best full scan's, "
        f"{percent(MOST_SCORED)} of the catalogue scored, {percent(MOST_HARMED)} of searches "
        f"harmed, and for two classes at once {TWO_CLASSES_RATIO} times every single direction. On "
        "shared pages all methods have the same labels and the same pictures left to find (AP); on "
        "their own pages what was shown keeps its place (frozen AP), or who finds more is left "
        "with what is hard; who stops at ten is measured over these ten (session AP)."
    )
    return [says, "", *_tally(rows), "", *table(head, [_cells(row) for row in rows], words=5)]


def _tally(rows: Sequence[Row]) -> list[str]:
    """Count, by embedding and pages, the rows that meet each bar."""
    head = ["embedding", "pages", "rows", "order", "scored", "harmed", "two classes", "all"]
    groups: dict[tuple[str, str], list[Bars]] = {}
    for row in rows:
        place = (row.experiment.source.embedding, row.experiment.role)
        groups.setdefault(place, []).append(row.bars)
    return table(head, [[*place, *_counts(bars)] for place, bars in groups.items()], words=2)


def _counts(bars: Sequence[Bars]) -> list[str]:
    pairs = [one.kinds for one in bars if one.kinds is not None]
    met = (
        sum(one.order <= 0 for one in bars),
        sum(one.scored <= 0 for one in bars),
        sum(one.harmed <= 0 for one in bars),
    )
    twice = f"{sum(kinds <= 0 for kinds in pairs)} of {len(pairs)}" if pairs else "–"
    return [str(len(bars)), *map(str, met), twice, str(sum(one.met for one in bars))]


def _cells(row: Row) -> list[str]:
    report, settings = row.report, row.experiment.settings
    ratio, low, high = row.ratio
    return [
        row.experiment.subject,
        row.experiment.source.embedding,
        settings.start,
        settings.users,
        "own" if settings.pages == "own" else "shared",
        str(report.setup.queries),
        FIGURES[row.figure],
        number(row.ours(row.figure)),
        number(report.mean(row.best, row.figure, report.turns)),
        row.best,
        f"{number(ratio, '.2f')} ({number(low, '.2f')}–{number(high, '.2f')})",
        lead_with_interval(*row.lead),
        lead_with_interval(*report.lead(OURS, row.best, report.turns)),
        percent(row.scored),
        percent(row.ours("harmed")),
        percent(row.ours("harmed_clearly")),
        row.bars.text(),
    ]


def tabulate_kinds(results: Results) -> list[str]:
    """Table two classes at once: the ratio of ours over every single direction."""
    head = ["embedding", "user", "pages", "ours", *(f"over {name}" for name in SINGLE)]
    lines = []
    for experiment, report in results.items():
        if experiment.role not in COMPARED or not report.setup.pairs:
            continue
        row = compare(experiment, report)
        ratios = [report.ratio(OURS, name, report.turns, row.figure) for name in SINGLE]
        pages = "own" if experiment.settings.pages == "own" else "shared"
        lines.append(
            [experiment.source.embedding, experiment.settings.users, pages,
             number(row.ours(row.figure)),
             *(f"{number(mid, '.2f')} ({number(low, '.2f')}–{number(high, '.2f')})"
               for mid, low, high in ratios)]
        )  # fmt: skip
    return table(head, lines, words=3)


def tabulate_hard(results: Results) -> list[str]:
    """Table the searches that no feedback answers badly, as SeeSaw does: below 0.5 at first."""
    head = ["looked for", "embedding", "from a", "searches", "of", "ours", "best full scan",
            "which", "ours leads by"]  # fmt: skip
    lines = []
    for experiment, report in results.items():
        hard = report.tables[OURS]["plain_ap"][:, 0] < EASY
        if not is_main(experiment) or not hard.any():
            continue
        row = compare(experiment, report.select(hard))
        theirs = row.report.mean(row.best, row.figure, report.turns)
        lines.append(
            [experiment.subject, experiment.source.embedding, experiment.settings.start,
             str(int(hard.sum())), str(len(hard)), number(row.ours(row.figure)), number(theirs),
             row.best, lead_with_interval(*row.lead)]
        )  # fmt: skip
    return table(head, lines, words=3)


def tabulate_parts(results: Results, role: str) -> list[str]:
    """Table variants of ours against the first method of their experiments."""
    head = ["looked for", "embedding", "from a", "method", "AP", "change", "F1 at cut",
            "scored", "touched", "harmed", "by > 0.01", "learn ms", "find ms"]  # fmt: skip
    lines = []
    for experiment, report in results.items():
        if experiment.role == role:
            lines += [_part(experiment, report, name) for name in report.tables]
    return table(head, lines, words=4)


def _part(experiment: Experiment, report: Report, name: str) -> list[str]:
    whole, last = next(iter(report.tables)), report.turns
    change = "" if name == whole else lead_with_interval(*report.lead(name, whole, last))
    times = [
        f"{1000 * float(np.median(report.tables[name][stage][:, last])):.0f}"
        for stage in ("learn_seconds", "find_seconds")
    ]
    shares = [report.mean(name, figure, last) for figure in ("rows_scored", "rows_touched")]
    return [
        experiment.subject, experiment.source.embedding, experiment.settings.start, name,
        with_interval(report.mean(name, "ap", last), *report.interval(name, last)), change,
        number(report.mean(name, "f1_at_cut", last)),
        *(percent(share / report.setup.pictures) for share in shares),
        *(percent(report.mean(name, figure, last)) for figure in ("harmed", "harmed_clearly")),
        *times,
    ]  # fmt: skip


def tabulate_sets(results: Results) -> list[str]:
    """Table what ours calls matches: as a set, and how many it expects to be right."""
    head = ["looked for", "embedding", "from a", "user", "turn", "precision", "recall",
            "F1 at cut", "best F1", "share expected right", "mean absolute error",
            "in the range of four in five"]  # fmt: skip
    figures = ("set_precision", "set_recall", "f1_at_cut", "f1_best", "right_share",
               "share_error", "right_in_range")  # fmt: skip
    lines = []
    for experiment, report in results.items():
        if experiment.role not in ("shared", "words"):
            continue
        for turn in dict.fromkeys((1, report.turns)):
            cells = [number(report.mean(OURS, figure, turn)) for figure in figures]
            settings = experiment.settings
            lines.append(
                [experiment.subject, experiment.source.embedding, settings.start, settings.users,
                 str(turn), *cells]
            )  # fmt: skip
    return table(head, lines, words=4)
