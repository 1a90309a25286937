"""Reports: the figures of an evaluation as JSON and as Markdown, and several put together.

Means are over queries, with 95 % intervals by bootstrap over what was looked for; times are
medians. A figure that no query has is null.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.markdown import (
    lead_with_interval,
    number,
    percent,
    table,
    with_interval,
)
from engine.evaluation.metrics import bootstrap_interval, bootstrap_ratio, mean
from engine.evaluation.sessions import FIGURES, Figures
from engine.evaluation.users import find_user
from engine.types import Value

OURS = "morelike"
MOST_COLUMNS = 7
FIGURE_NAMES = {
    "ap": "average precision",
    "frozen_ap": "average precision, pages kept in place",
    "session_ap": "average precision of the first ten",
}
SECONDS = ("learn_seconds", "find_seconds")
Table = dict[str, NDArray[np.float64]]
"""By figure: (queries, turns)."""


class Setup(Value):
    """What was evaluated, in words and numbers; `seeds` is how many, `seed` the first."""

    collection: str
    pictures: int
    columns: tuple[str, ...]
    queries: int
    concepts: int
    start: str
    users: str
    seed: int
    half: str
    pages: str
    pairs: int
    seeds: int = 1

    def sentence(self) -> str:
        """Say it in one line."""
        what = "+".join(dict.fromkeys(self.columns))
        kind = "two classes at once" if self.pairs else "one class"
        last = self.seed + self.seeds - 1
        seeds = f"seed {self.seed}" if self.seeds == 1 else f"seeds {self.seed} to {last}"
        pages = "each method's own pages" if self.pages == "own" else f"the pages of {self.pages}"
        return (
            f"{self.collection}: {self.pictures:,} pictures, {self.queries} searches for {kind} "
            f"of {what} ({self.half} half, {self.concepts} concepts, {seeds}), "
            f"from a {self.start}, user {self.users}, {pages}"
        )


def tabulate(figures: Mapping[str, Sequence[Sequence[Figures]]]) -> dict[str, Table]:
    """Turn every method's figures, by query and turn, into arrays by figure."""
    return {
        name: {
            field: np.array(
                [[getattr(one, field) for one in turns] for turns in queries], dtype=np.float64
            )
            for field in FIGURES
        }
        for name, queries in figures.items()
    }


@dataclass(frozen=True, eq=False)
class Report:
    """The result of an evaluation.

    Attributes
    ----------
    setup : Setup
    tables : dict
        By method.
    concepts : tuple of str
        What each query looks for; left out, every query looks for something of its own.
    """

    setup: Setup
    tables: dict[str, Table]
    concepts: tuple[str, ...] = ()

    @classmethod
    def join(cls, reports: Sequence["Report"]) -> "Report":
        """Put evaluations that differ in their seed alone together."""
        first = reports[0]
        tables = {
            name: {
                figure: np.concatenate([one.tables[name][figure] for one in reports])
                for figure in own
            }
            for name, own in first.tables.items()
        }
        concepts = tuple(concept for one in reports for concept in one.concepts)
        setup = first.setup.model_copy(
            update={
                "queries": sum(one.setup.queries for one in reports),
                "concepts": len(set(concepts)),
                "seeds": len(reports),
            }
        )
        return cls(setup, tables, concepts)

    def select(self, queries: NDArray[np.bool_]) -> "Report":
        """Keep some of the queries."""
        tables = {
            name: {figure: values[queries] for figure, values in own.items()}
            for name, own in self.tables.items()
        }
        kept = zip(self.concepts, queries, strict=True) if self.concepts else ()
        concepts = tuple(concept for concept, keep in kept if keep)
        update = {"queries": int(queries.sum()), "concepts": len(set(concepts))}
        return Report(self.setup.model_copy(update=update), tables, concepts)

    @property
    def turns(self) -> int:
        """The last turn's number."""
        return int(next(iter(self.tables.values()))["ap"].shape[1]) - 1

    @property
    def figure(self) -> str:
        """The figure that compares methods here.

        On shared pages that is average precision: labels and unseen pictures are the same. On
        pages of their own it would favour who found less: what is easy to find is left to them.
        There, what was shown keeps its place. Who stops at ten is measured as SeeSaw does.
        """
        if find_user(self.setup.users).until is not None:
            return "session_ap"
        return "frozen_ap" if self.setup.pages == "own" else "ap"

    def payload(self) -> dict[str, object]:
        """Give everything as what JSON can hold."""
        methods = {
            name: [self._at(own, turn) for turn in range(self.turns + 1)]
            for name, own in self.tables.items()
        }
        return {**self.setup.model_dump(mode="json"), "methods": methods}

    def interval(self, name: str, turn: int, figure: str = "ap") -> tuple[float, float]:
        """Give the 95 % interval of a method's mean."""
        values = self.tables[name][figure][:, turn]
        return bootstrap_interval(values, self._rng(), groups=self._groups())

    def lead(
        self, name: str, over: str, turn: int, figure: str = "ap"
    ) -> tuple[float, float, float]:
        """Give the mean lead in a figure over another method, and its interval.

        Over the queries that still had something to find for both.
        """
        gap = self.tables[name][figure][:, turn] - self.tables[over][figure][:, turn]
        return mean(gap), *bootstrap_interval(gap, self._rng(), groups=self._groups())

    def ratio(
        self, name: str, over: str, turn: int, figure: str = "ap"
    ) -> tuple[float, float, float]:
        """Give the ratio of the means of a figure of two methods, and its interval.

        Over the queries that still had something to find for both.
        """
        own, other = (self.tables[one][figure][:, turn] for one in (name, over))
        both = ~np.isnan(own) & ~np.isnan(other)
        below = float(other[both].sum())
        middle = float(own[both].sum()) / below if below else float("nan")
        return middle, *bootstrap_ratio(own, other, self._rng(), groups=self._groups())

    def markdown(self) -> str:
        """Give a table of what compares methods, by turn, and one of everything at the last."""
        names = sorted(self.tables, key=lambda name: -_finite(mean(self._last(name, self.figure))))
        return "\n".join(
            [self.setup.sentence(), "", *self._by_turn(names), "", *self._at_last(names), ""]
        )

    def _by_turn(self, names: Sequence[str]) -> list[str]:
        turns = list(range(self.turns + 1))
        if self.turns >= MOST_COLUMNS:
            turns = np.linspace(0, self.turns, MOST_COLUMNS).astype(int).tolist()
        lead = OURS in self.tables
        head = [FIGURE_NAMES[self.figure], *(f"turn {turn}" for turn in turns)]
        rows = []
        for name in names:
            cells = [with_interval(self.mean(name, self.figure, turn),
                                   *self.interval(name, turn, self.figure))
                     for turn in turns]  # fmt: skip
            if lead:
                cells.append("" if name == OURS else self._lead_cell(name))
            rows.append([name, *cells])
        return table([*head, *(["ours leads by"] if lead else [])], rows)

    def _lead_cell(self, name: str) -> str:
        gap, low, high = self.lead(OURS, name, self.turns, self.figure)
        return lead_with_interval(gap, low, high)

    def _at_last(self, names: Sequence[str]) -> list[str]:
        head = ["at the last turn", "AP", "frozen AP", "P@12", "found", "session AP",
                "set precision", "set recall", "F1 at cut", "best F1", "harmed", "by > 0.01",
                "rows scored", "rows touched", "learn ms", "find ms"]  # fmt: skip
        plain = ("ap", "frozen_ap", "precision_at_12", "found", "session_ap",
                 "set_precision", "set_recall", "f1_at_cut", "f1_best")  # fmt: skip
        rows = []
        for name in names:
            cells = [number(self.mean(name, figure, self.turns)) for figure in plain]
            cells += [percent(self.mean(name, figure, self.turns))
                      for figure in ("harmed", "harmed_clearly")]  # fmt: skip
            cells += [percent(self.mean(name, figure, self.turns) / self.setup.pictures)
                      for figure in ("rows_scored", "rows_touched")]  # fmt: skip
            cells += [f"{1000 * float(np.median(self._last(name, it))):.1f}" for it in SECONDS]
            rows.append([name, *cells])
        return table(head, rows)

    def _at(self, own: Table, turn: int) -> dict[str, float | int | None]:
        found: dict[str, float | int | None] = {"turn": turn}
        for field in FIGURES:
            values = own[field][:, turn]
            middle = float(np.median(values)) if field in SECONDS else mean(values)
            found[field] = None if np.isnan(middle) else middle
        low, high = bootstrap_interval(own["ap"][:, turn], self._rng(), groups=self._groups())
        found["ap_low"] = None if np.isnan(low) else low
        found["ap_high"] = None if np.isnan(high) else high
        found["queries"] = int((~np.isnan(own["ap"][:, turn])).sum())
        return found

    def mean(self, name: str, figure: str, turn: int) -> float:
        """Average a figure over the queries that have it."""
        return mean(self.tables[name][figure][:, turn])

    def _last(self, name: str, figure: str) -> NDArray[np.float64]:
        return self.tables[name][figure][:, -1]

    def _groups(self) -> NDArray[np.str_] | None:
        return np.array(self.concepts) if self.concepts else None

    def _rng(self) -> np.random.Generator:
        return np.random.default_rng(self.setup.seed)


def _finite(value: float) -> float:
    return -1.0 if np.isnan(value) else value
