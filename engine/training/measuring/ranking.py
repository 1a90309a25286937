"""Picture to picture: every picture asks for the others of its class, to full depth.

GPR1200's rule keeps the query in the ranking, where it is first and counts as one of the wanted
(Schall et al., MMM 2022, and the code published with it); the stricter rule leaves it out. Both are
counted. Pictures whose scores are equal share a place, as in scikit-learn's average precision, so
that a model that gives every picture the same vector gets what chance would.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.types import Embeddings, Rows, Value

CELLS = 2**24
"""So many scores are in memory at once, four bytes each."""

Labels = Sequence[str]


class Retrieval(Value):
    """Means over all pictures that asked.

    `kept` and `left_out` are mean average precision by the two rules for the query itself, `first`
    is recall at 1: whether the nearest other picture is of the class. Pictures that are alone in
    their class count for `kept` only, as in the published code.
    """

    queries: int
    kept: float
    left_out: float
    first: float


@dataclass(frozen=True, eq=False)
class Ranked:
    """What every picture got when it asked for its class.

    Attributes
    ----------
    kept, left_out : (n,) float64
        Average precision with the query in the ranking, and without it; NaN where a picture has no
        label, or none is left to find.
    first : (n,) float64
        1 where the nearest other picture is of the class, 0 where not, NaN as in `left_out`.
    """

    kept: NDArray[np.float64]
    left_out: NDArray[np.float64]
    first: NDArray[np.float64]

    def mean(self, rows: Rows | slice = slice(None)) -> Retrieval:
        """Put some rows together, or all."""
        kept, left_out, first = self.kept[rows], self.left_out[rows], self.first[rows]
        return Retrieval(
            queries=int(np.isfinite(kept).sum()),
            kept=mean_asked(kept),
            left_out=mean_asked(left_out),
            first=mean_asked(first),
        )


class _Asked(NamedTuple):
    """One picture's own figures, in the order of `Ranked`."""

    kept: float
    left_out: float
    first: float


def rank_pictures(vectors: Embeddings, labels: Labels) -> Ranked:
    """Let every picture that has a label ask for its class.

    Parameters
    ----------
    vectors : (n, d) float32
        Of unit length.
    labels : sequence of str
        One a picture; those of "" are searched and ask nothing.

    Examples
    --------
    >>> ranked = rank_pictures(np.eye(3, dtype=np.float32)[[0, 0, 1, 2]], ["a", "a", "b", ""])
    >>> ranked.mean()
    Retrieval(queries=3, kept=1.0, left_out=1.0, first=1.0)
    """
    found = np.full((3, len(vectors)), np.nan)
    classes = number_classes(labels)
    members = {one: np.flatnonzero(classes == one) for one in np.unique(classes[classes >= 0])}
    for start, scores in score_chunks(vectors, vectors):
        for row, own in enumerate(scores, start):
            if classes[row] >= 0:
                found[:, row] = _ask(own, members[classes[row]], row)
    return Ranked(*found)


def _ask(scores: NDArray[np.float32], members: Rows, row: int) -> _Asked:
    """Rank one picture's scores; `members` are all of its class, itself among them."""
    scores[row] = np.inf  # rounding must not put an exact copy before it
    ascending = np.sort(scores)
    wanted = np.sort(scores[members])[::-1]
    # How many score at least as much as each wanted one: of all pictures, and of the wanted ones.
    places = len(scores) - np.searchsorted(ascending, wanted, side="left")
    hits = len(wanted) - np.searchsorted(wanted[::-1], wanted, side="left")
    kept = float((hits / places).mean())
    if len(wanted) == 1:
        return _Asked(kept, np.nan, np.nan)
    left_out = float(((hits[1:] - 1) / (places[1:] - 1)).mean())
    # Equal scores count against the picture: what is found first would be a matter of file names.
    return _Asked(kept, left_out, float(places[1] == hits[1]))


def score_chunks(
    queries: Embeddings, searched: Embeddings
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Go through the products of queries and what is searched, some queries at a time.

    Yields
    ------
    int, (c, n) float32
        The first query's row, and the scores of `c` queries, which the caller may write to.
    """
    together = max(1, CELLS // max(1, len(searched)))
    for start in range(0, len(queries), together):
        yield start, queries[start : start + together] @ searched.T


def number_classes(labels: Labels) -> NDArray[np.int64]:
    """Number labels in their order; -1 where there is none.

    >>> number_classes(["b", "", "a", "b"]).tolist()
    [1, -1, 0, 1]
    """
    names = {label: number for number, label in enumerate(sorted(set(labels) - {""}))}
    return np.array([names.get(label, -1) for label in labels], dtype=np.int64)


def mean_asked(values: NDArray[np.float64]) -> float:
    """Average over those that asked, whose figure is not NaN; NaN when that is nobody."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")
