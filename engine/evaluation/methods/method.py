"""What every method is asked and answers, ours and the baselines alike.

A method sees labels and what the search started from, never the truth, and never ranks a picture
that was shown before.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Protocol

import numpy as np

from engine.evaluation.collection import Collection
from engine.evaluation.users import Judgement
from engine.types import Embedding, Embeddings, Rows, Scores

NO_ROWS: Rows = np.empty(0, dtype=np.int64)
BACKGROUND = 1000
"""How many rows a learning baseline draws from the catalogue as presumed dislikes."""


@dataclass(frozen=True, eq=False)
class Seen:
    """A page that was shown, and what was said of it; all rows."""

    rows: Rows
    liked: Rows
    disliked: Rows

    def skipped(self) -> Rows:
        """List what lies above the last liked picture and was not judged."""
        liked = np.flatnonzero(np.isin(self.rows, self.liked))
        above = self.rows[: liked[-1] if len(liked) else 0]
        return above[~np.isin(above, np.concatenate([self.liked, self.disliked]))]


@dataclass(frozen=True, eq=False)
class Labels:
    """What a person has said so far.

    Attributes
    ----------
    start : (s, d) float32
        The text's vector, or those of the pictures that the search started from.
    text : (d,) float32 or None
        The text's vector, where it started from a text.
    given : (s,) int64
        The pictures that it started from; they are liked and count as shown.
    pages : tuple of Seen
        Oldest first.
    """

    start: Embeddings
    text: Embedding | None
    given: Rows
    pages: tuple[Seen, ...] = ()

    @property
    def liked(self) -> Rows:
        """All rows liked, in the order of liking."""
        return np.concatenate([self.given, *(page.liked for page in self.pages)])

    @property
    def disliked(self) -> Rows:
        """All rows disliked, in the order of disliking."""
        return np.concatenate([NO_ROWS, *(page.disliked for page in self.pages)])

    @property
    def shown(self) -> Rows:
        """All rows shown so far, judged or not, in the order shown."""
        return np.concatenate([self.given, *(page.rows for page in self.pages)])

    @property
    def judged(self) -> Rows:
        """All rows liked or disliked."""
        return np.concatenate([self.liked, self.disliked])

    @property
    def skipped(self) -> Rows:
        """Rows passed over on the way to a later one of their page that was liked.

        People look at a page from the top, so that these were seen and not wanted: the rule of
        Joachims (KDD 2002) for clicks.
        """
        return np.concatenate([NO_ROWS, *(page.skipped() for page in self.pages)])

    def after(self, page: Rows, judgement: Judgement) -> "Labels":
        """Give the labels once one more page was judged."""
        seen = Seen(page, judgement.liked, judgement.disliked)
        return replace(self, pages=(*self.pages, seen))


@dataclass(frozen=True, eq=False)
class Answer:
    """What a method answers.

    Attributes
    ----------
    rows : (k,) int64
        Best first; nothing that was shown before. What is left out counts as never found.
    matches : int or None
        How many of the first rows the method calls matches; None if it draws no line.
    right : float or None
        How many of these it expects to be right; None if it does not say.
    right_range : pair of float, optional
        Between which numbers it expects that in four of five searches.
    scored : int
        How many rows were scored for the order.
    touched : int
        How many rows were compared with anything at all, at most.
    """

    rows: Rows
    matches: int | None
    scored: int
    touched: int
    learn_seconds: float
    find_seconds: float
    right: float | None = None
    right_range: tuple[float, float] | None = None


class Method(Protocol):
    """Something that turns labels into an order."""

    def rank(self, labels: Labels, rng: np.random.Generator) -> Answer:
        """Answer with what is learned from the labels."""


@dataclass(frozen=True, eq=False)
class Rule:
    """A learned score: (n, d) embeddings to (n,) scores, and the score above which one matches."""

    score: Callable[[Embeddings], Scores]
    cut: float | None = None


Learn = Callable[[Labels, Collection, np.random.Generator], Rule]


class Scan:
    """A method that learns a score and gives it to every picture of the catalogue."""

    def __init__(self, collection: Collection, learn: Learn) -> None:
        self._collection = collection
        self._learn = learn

    def rank(self, labels: Labels, rng: np.random.Generator) -> Answer:
        """Learn, score everything, sort."""
        begun = perf_counter()
        rule = self._learn(labels, self._collection, rng)
        learned = perf_counter()
        scores = np.asarray(rule.score(self._collection.embeddings))
        rows = best_first(scores, labels.shown)
        matches = None if rule.cut is None else int((scores[rows] > rule.cut).sum())
        seconds = learned - begun, perf_counter() - learned
        return Answer(rows, matches, len(scores), len(scores), *seconds)


def best_first(scores: Scores, shown: Rows) -> Rows:
    """Sort all rows by falling score, equal ones by row, and leave out what was shown."""
    unseen = np.ones(len(scores), dtype=np.bool_)
    unseen[shown] = False
    order = np.argsort(-scores, kind="stable").astype(np.int64)
    return order[unseen[order]]


def draw_background(collection: Collection, labels: Labels, rng: np.random.Generator) -> Rows:
    """Draw rows that were not shown, without replacement, as presumed dislikes.

    What was skipped on the pages joins them: on development classes it gives those who learn from
    likes alone 0.03 to 0.05 of average precision, and takes nothing from the others.
    """
    count = len(collection)
    drawn = rng.permutation(count)[: BACKGROUND + len(labels.shown)].astype(np.int64)
    return np.concatenate([labels.skipped, drawn[~np.isin(drawn, labels.shown)][:BACKGROUND]])


def direction_rule(weight: Embedding, cut: float | None = None) -> Rule:
    """Make a rule of a vector: the inner product is the score."""
    return Rule(lambda embeddings: embeddings @ weight, cut)
