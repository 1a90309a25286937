"""Reports: the figures of an evaluation as JSON, as Markdown, and as drawings.

Means are over queries, with 95 % intervals by bootstrap over queries; times are medians. A figure
that no query has is null.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.metrics import bootstrap_interval, mean
from engine.evaluation.sessions import FIGURES, Figures
from engine.types import Value

OURS = "morelike"
MOST_COLUMNS = 7
SECONDS = ("learn_seconds", "find_seconds")
Table = dict[str, NDArray[np.float64]]
"""By figure: (queries, turns)."""


class Setup(Value):
    """What was evaluated, in words and numbers."""

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

    def sentence(self) -> str:
        """Say it in one line."""
        what = "+".join(dict.fromkeys(self.columns))
        kind = "two classes at once" if self.pairs else "one class"
        pages = "each method's own pages" if self.pages == "own" else f"the pages of {self.pages}"
        return (
            f"{self.collection}: {self.pictures:,} pictures, {self.queries} searches for {kind} "
            f"of {what} ({self.half} half, {self.concepts} concepts, seed {self.seed}), "
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
    """The result of an evaluation."""

    setup: Setup
    tables: dict[str, Table]

    @property
    def turns(self) -> int:
        """The last turn's number."""
        return int(next(iter(self.tables.values()))["ap"].shape[1]) - 1

    def payload(self) -> dict[str, object]:
        """Give everything as what JSON can hold."""
        methods = {
            name: [self._at(table, turn) for turn in range(self.turns + 1)]
            for name, table in self.tables.items()
        }
        return {**self.setup.model_dump(mode="json"), "methods": methods}

    def interval(self, name: str, turn: int, figure: str = "ap") -> tuple[float, float]:
        """Give the 95 % interval of a method's mean."""
        return bootstrap_interval(self.tables[name][figure][:, turn], self._rng())

    def lead(self, name: str, over: str, turn: int) -> tuple[float, float, float]:
        """Give the mean lead in average precision over another method, and its interval.

        Over the queries that still had something to find for both.
        """
        gap = self.tables[name]["ap"][:, turn] - self.tables[over]["ap"][:, turn]
        return mean(gap), *bootstrap_interval(gap, self._rng())

    def markdown(self) -> str:
        """Give a table of average precision by turn, and one of everything at the last turn."""
        names = sorted(self.tables, key=lambda name: -_finite(mean(self._last(name, "ap"))))
        return "\n".join(
            [self.setup.sentence(), "", *self._by_turn(names), "", *self._at_last(names), ""]
        )

    def _by_turn(self, names: Sequence[str]) -> list[str]:
        turns = list(range(self.turns + 1))
        if self.turns >= MOST_COLUMNS:
            turns = np.linspace(0, self.turns, MOST_COLUMNS).astype(int).tolist()
        lead = OURS in self.tables
        head = ["average precision", *(f"turn {turn}" for turn in turns)]
        rows = []
        for name in names:
            cells = [_with_interval(self._mean(name, "ap", turn), *self.interval(name, turn))
                     for turn in turns]  # fmt: skip
            if lead:
                cells.append("" if name == OURS else self._lead_cell(name))
            rows.append([name, *cells])
        return _table([*head, *(["ours leads by"] if lead else [])], rows)

    def _lead_cell(self, name: str) -> str:
        gap, low, high = self.lead(OURS, name, self.turns)
        return f"{gap:+.3f} ({low:+.3f} to {high:+.3f})"

    def _at_last(self, names: Sequence[str]) -> list[str]:
        head = ["at the last turn", "AP", "P@12", "found", "session AP", "set precision",
                "set recall", "F1 at cut", "best F1", "harmed", "by > 0.01", "rows scored",
                "rows touched", "learn ms", "find ms"]  # fmt: skip
        plain = ("ap", "precision_at_12", "found", "session_ap", "set_precision", "set_recall",
                 "f1_at_cut", "f1_best")  # fmt: skip
        rows = []
        for name in names:
            cells = [_number(self._mean(name, figure, self.turns)) for figure in plain]
            cells += [_percent(self._mean(name, figure, self.turns))
                      for figure in ("harmed", "harmed_clearly")]  # fmt: skip
            cells += [_percent(self._mean(name, figure, self.turns) / self.setup.pictures)
                      for figure in ("rows_scored", "rows_touched")]  # fmt: skip
            cells += [f"{1000 * float(np.median(self._last(name, it))):.1f}" for it in SECONDS]
            rows.append([name, *cells])
        return _table(head, rows)

    def _at(self, table: Table, turn: int) -> dict[str, float | int | None]:
        found: dict[str, float | int | None] = {"turn": turn}
        for field in FIGURES:
            values = table[field][:, turn]
            middle = float(np.median(values)) if field in SECONDS else mean(values)
            found[field] = None if np.isnan(middle) else middle
        low, high = bootstrap_interval(table["ap"][:, turn], self._rng())
        found["ap_low"] = None if np.isnan(low) else low
        found["ap_high"] = None if np.isnan(high) else high
        found["queries"] = int((~np.isnan(table["ap"][:, turn])).sum())
        return found

    def _mean(self, name: str, figure: str, turn: int) -> float:
        return mean(self.tables[name][figure][:, turn])

    def _last(self, name: str, figure: str) -> NDArray[np.float64]:
        return self.tables[name][figure][:, -1]

    def _rng(self) -> np.random.Generator:
        return np.random.default_rng(self.setup.seed)


def _finite(value: float) -> float:
    return -1.0 if np.isnan(value) else value


def _number(value: float) -> str:
    return "–" if np.isnan(value) else f"{value:.3f}"


def _percent(value: float) -> str:
    return "–" if np.isnan(value) else f"{value:.1%}"


def _with_interval(value: float, low: float, high: float) -> str:
    return f"{_number(value)} ({_number(low)}–{_number(high)})"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
