"""Classes by neighbours: the nearest pictures vote, near ones with more weight.

The 21 nearest vote with exp(cosine / 0.1) each, as in Schall et al. (SISAP 2024). Where there is no
gallery of its own, every picture is judged by all others.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.errors import TrainingError
from engine.training.measuring.ranking import number_classes, score_chunks
from engine.types import Embeddings, Value

NEIGHBOURS = 21
TEMPERATURE = 0.1


class Votes(Value):
    """The share of the pictures whose neighbours named their class.

    `gallery` counts the pictures that voted; it is 0 where each was judged by all others.
    """

    accuracy: float
    queries: int
    gallery: int
    neighbours: int


def vote(
    queries: Embeddings,
    gallery: Embeddings,
    classes: NDArray[np.int64],
    neighbours: int = NEIGHBOURS,
    *,
    themselves: bool = False,
) -> NDArray[np.int64]:
    """Name the class of every query; of classes with equal votes, the first one.

    Parameters
    ----------
    queries : (m, d) float32
    gallery : (n, d) float32
    classes : (n,) int64
        From 0.
    neighbours : int
        No more than the gallery has.
    themselves : bool
        Query and gallery are the same pictures: nobody votes on itself.

    Examples
    --------
    >>> gallery = np.float32([[1, 0], [0.8, 0.6], [0, 1]])
    >>> vote(np.float32([[0, 1]]), gallery, np.array([0, 0, 1]), neighbours=2).tolist()
    [1]
    """
    guesses = np.empty(len(queries), dtype=np.int64)
    count = int(classes.max()) + 1
    for start, scores in score_chunks(queries, gallery):
        rows = np.arange(len(scores))
        if themselves:
            scores[rows, start + rows] = -np.inf
        near = np.argpartition(-scores, neighbours - 1, axis=1)[:, :neighbours]
        # Against the nearest one, so that a small temperature cannot overflow.
        cosines = np.take_along_axis(scores, near, axis=1).astype(np.float64)
        weights = np.exp((cosines - cosines.max(axis=1, keepdims=True)) / TEMPERATURE)
        votes = np.zeros((len(scores), count))
        np.add.at(votes, (rows[:, None], classes[near]), weights)
        guesses[start : start + len(scores)] = votes.argmax(axis=1)
    return guesses


def count_votes(
    vectors: Embeddings,
    labels: Sequence[str],
    gallery: tuple[Embeddings, Sequence[str]] | None = None,
    neighbours: int = NEIGHBOURS,
) -> Votes:
    """Tell how many pictures with a label are named rightly by their neighbours.

    Parameters
    ----------
    vectors : (n, d) float32
    labels : sequence of str
    gallery : vectors and labels, optional
        Who votes; all other pictures when it is None.
    neighbours : int

    Raises
    ------
    TrainingError
        Fewer pictures can vote than are asked.
    """
    asking = np.flatnonzero([bool(label) for label in labels])
    queries, wanted = vectors[asking], [labels[int(row)] for row in asking]
    pool, names = (queries, wanted) if gallery is None else _labelled(*gallery)
    most = len(pool) - (gallery is None)
    if most < neighbours:
        raise TrainingError(
            f"{neighbours} neighbours are asked and {most} pictures can vote; "
            "give more pictures, or fewer neighbours: --neighbours N"
        )
    classes = number_classes(names)
    known = sorted(set(names))
    guesses = vote(queries, pool, classes, neighbours, themselves=gallery is None)
    right = [known[guess] == label for guess, label in zip(guesses, wanted, strict=True)]
    return Votes(
        accuracy=float(np.mean(right)),
        queries=len(wanted),
        gallery=0 if gallery is None else len(pool),
        neighbours=neighbours,
    )


def _labelled(vectors: Embeddings, labels: Sequence[str]) -> tuple[Embeddings, Sequence[str]]:
    rows = np.flatnonzero([bool(label) for label in labels])
    return vectors[rows], [labels[int(row)] for row in rows]
