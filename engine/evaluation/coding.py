"""Which codes serve the engine better: those of the catalogue's axes, or a compact head's.

Every kind of code gets the same labels: those that a person gives on three pages without feedback.
What is compared is what hangs on codes: the engine's own order, the forest without the direction,
what the engine's forest finds, and how many blocks its boxes meet. Blocks are small here, so that
catalogues of some thousands have enough of them to tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.collection import Collection
from engine.evaluation.evaluating import EvaluationSettings, draw_queries
from engine.evaluation.markdown import lead_with_interval, number, table
from engine.evaluation.methods import OURS, Labels, make_method
from engine.evaluation.metrics import average_precision, bootstrap_interval, mean
from engine.evaluation.sessions import Query, play
from engine.evaluation.truth import Sheet
from engine.evaluation.users import find_user
from engine.forest import Forest
from engine.heads import Head
from engine.index import (
    EMBEDDINGS,
    BoxIndex,
    Indexes,
    build_box_index,
    build_indexes,
    extend_indexes,
)
from engine.search import Brief, SearchSettings
from engine.search.candidates import find_candidates
from engine.search.model import ask_neighbours, learn_directions, learn_forest, take_lessons
from engine.types import Progress, Rows, no_progress

AXES = "axes"
"""What the codes of the catalogue's own axes are called."""
PAGES = "no-feedback"
FOREST = "without-direction"
SMALL_BLOCK_ROWS = 32


@dataclass(frozen=True)
class CodeFigures:
    """One search after its last page, with one kind of code.

    Attributes
    ----------
    ours, forest : float
        Average precision of the engine's order, and of the forest's votes alone.
    recall, rows : float
        What share of the unseen class the engine's forest finds, and among how many rows.
    blocks : float
        How many blocks of 32 rows one of its boxes meets, in the mean.
    """

    ours: float
    forest: float
    recall: float
    rows: float
    blocks: float


TITLES = {
    "ours": "the engine's average precision",
    "forest": "the forest's alone",
    "recall": "recall of its boxes",
    "rows": "rows they hold",
    "blocks": "blocks a box meets",
}


@dataclass(frozen=True, eq=False)
class CodeReport:
    """Every search's figures by kind of code, in one order.

    Attributes
    ----------
    tables : dict of (q, f) float64
        Columns as the fields of `CodeFigures`.
    concepts : tuple of str
        What each search looks for.
    pictures : int
    """

    tables: dict[str, NDArray[np.float64]]
    concepts: tuple[str, ...]
    pictures: int

    def mean(self, name: str, figure: str) -> float:
        """Average a figure over the searches that have it."""
        return mean(self._column(name, figure))

    def lead(self, name: str, figure: str) -> tuple[float, float, float]:
        """Give the mean lead over the catalogue's axes, and its 95 % interval."""
        gap = self._column(name, figure) - self._column(AXES, figure)
        groups = np.array(self.concepts)
        return mean(gap), *bootstrap_interval(gap, np.random.default_rng(0), groups=groups)

    def markdown(self) -> str:
        """Give a table: a line for each kind of code, and its lead over the axes below it."""
        rows = []
        for name in self.tables:
            rows.append([name, *(number(self.mean(name, figure)) for figure in TITLES)])
            if name != AXES:
                leads = [lead_with_interval(*self.lead(name, figure)) for figure in TITLES]
                rows.append(["- over axes", *leads])
        said = (
            f"{len(self.concepts)} searches for {len(set(self.concepts))} classes "
            f"among {self.pictures:,} pictures"
        )
        return "\n".join([said, "", *table(["codes", *TITLES.values()], rows)])

    def payload(self) -> dict[str, dict[str, float | None]]:
        """Give every mean as what JSON can hold."""
        means = {
            name: {figure: self.mean(name, figure) for figure in TITLES} for name in self.tables
        }
        return {
            name: {figure: None if np.isnan(one) else one for figure, one in own.items()}
            for name, own in means.items()
        }

    def _column(self, name: str, figure: str) -> NDArray[np.float64]:
        column: NDArray[np.float64] = self.tables[name][:, list(TITLES).index(figure)]
        return column


def compare_codes(
    collection: Collection,
    sheets: Sequence[Sheet],
    heads: Mapping[str, Head],
    folder: Path,
    settings: EvaluationSettings | None = None,
    progress: Progress = no_progress,
) -> CodeReport:
    """Compare the codes of heads with those of the collection's axes.

    Parameters
    ----------
    collection : Collection
        Whatever its own codes are.
    sheets : sequence of Sheet
        Where the labels are.
    heads : mapping of str to Head
    folder : Path
        For the indexes of each; empty.
    settings : EvaluationSettings, optional
        `methods` and `pages` do not matter.
    progress : Progress
        Stage "comparing", in searches.

    Raises
    ------
    SettingsError
        Labels cannot be read, or no class has enough pictures.
    """
    settings = settings or EvaluationSettings()
    queries = draw_queries(collection, sheets, settings)
    axes = folder / AXES
    coded = {AXES: _coded(collection, None, axes)}
    coded |= {name: _coded(collection, head, folder / name, axes) for name, head in heads.items()}
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in coded}
    for at, query in enumerate(queries):
        progress("comparing", at, len(queries))
        labels = _labels(collection, query, settings)
        for name, one in coded.items():
            found[name].append(astuple(one.measure(query, labels, settings.seed)))
    progress("comparing", len(queries), len(queries))
    tables = {name: np.array(rows) for name, rows in found.items()}
    return CodeReport(tables, tuple(query.concept.name for query in queries), len(collection))


def _labels(collection: Collection, query: Query, settings: EvaluationSettings) -> Labels:
    """Let a person judge pages that no code has a part in."""
    user = find_user(settings.users)
    turns = user.turns if settings.turns is None else settings.turns
    rng = np.random.default_rng([settings.seed, len(query.plain), *query.concept.name.encode()])
    return play(query, make_method(PAGES, collection), user, turns, rng)[-1].labels


@dataclass(frozen=True, eq=False)
class _Coded:
    """A collection with one kind of code, and the same codes in small blocks."""

    collection: Collection
    small: BoxIndex

    def measure(self, query: Query, labels: Labels, seed: int) -> CodeFigures:
        rng = np.random.default_rng([seed, *query.concept.name.encode()])
        unseen = np.setdiff1d(query.concept.members, labels.shown)
        forest, rows = self._forest(labels, rng)
        met = self.small.meet(forest.boxes)
        hits = len(np.intersect1d(rows, unseen))
        return CodeFigures(
            ours=self._precision(OURS, labels, unseen, seed),
            forest=self._precision(FOREST, labels, unseen, seed),
            recall=hits / len(unseen) if len(unseen) else float("nan"),
            rows=float(len(rows)),
            blocks=float((met.covered + met.crossed).mean()) if forest.boxes else float("nan"),
        )

    def _precision(self, method: str, labels: Labels, unseen: Rows, seed: int) -> float:
        rng = np.random.default_rng(seed)
        ranked = make_method(method, self.collection).rank(labels, rng).rows
        return average_precision(np.isin(ranked, unseen), len(unseen))

    def _forest(self, labels: Labels, rng: np.random.Generator) -> tuple[Forest, Rows]:
        """Grow the forest as a turn does, and list what it finds."""
        indexes, settings = self.collection.indexes, SearchSettings()
        brief = Brief(
            text=labels.text,
            liked=labels.liked,
            disliked=labels.disliked,
            hidden=np.setdiff1d(labels.shown, labels.judged),
        )
        directions = learn_directions(take_lessons(brief, indexes), indexes, settings)
        kinds = len(directions)
        near = tuple(ask_neighbours(one, brief, indexes, settings, kinds) for one in directions)
        forest = learn_forest(brief, near, indexes, settings, rng)
        return forest, find_candidates(forest, brief, indexes, settings).rows


def _coded(
    collection: Collection, head: Head | None, folder: Path, before: Path | None = None
) -> _Coded:
    """Index a collection with one kind of code; the graph of another index of it is linked."""
    folder.mkdir(parents=True)
    embeddings = collection.indexes.embeddings
    np.save(folder / EMBEDDINGS, embeddings)
    if before is None:
        build_indexes(embeddings, folder, threads=1, head=head)
    else:
        extend_indexes(embeddings, before, folder, threads=1, head=head)
    indexes = Indexes.open(folder)
    small = folder / "small"
    small.mkdir()
    build_box_index(indexes.codes, indexes.subspaces, small, block_rows=SMALL_BLOCK_ROWS)
    return _Coded(replace(collection, indexes=indexes), BoxIndex.open(small, indexes.codes))


assert tuple(TITLES) == tuple(field.name for field in fields(CodeFigures))
