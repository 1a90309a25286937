"""One score for every candidate, whoever found it: comparable between turns and between shards.

The score is the best direction's: how many standard deviations a picture stands above the
catalogue's mean. Forest votes find and do not order.
"""

import numpy as np

from engine.direction import Direction
from engine.index import Indexes
from engine.types import Codes, Embeddings, Rows, Scores

Directions = tuple[Direction, ...]


def full_scores(vectors: Embeddings, directions: Directions) -> Scores:
    """Score (n, d) embeddings."""
    scores: Scores = np.max([one.score(vectors) for one in directions], axis=0)
    return scores


def rough_scores(codes: Codes, directions: Directions, indexes: Indexes) -> Scores:
    """Score as far as (n, k) codes show; along axes that they leave out, as the mean would."""
    values = indexes.quantiser.decode(codes) - indexes.quantiser.project(indexes.axes.mean)
    parts = [values @ (indexes.quantiser.rotation @ one.weight) for one in directions]
    rough: Scores = np.max(parts, axis=0).astype(np.float32)
    return rough


def score_rows(
    rows: Rows, directions: Directions, indexes: Indexes, most: int
) -> tuple[Scores, int]:
    """Score rows on their full embeddings; beyond `most`, by their codes and below the rest.

    Returns
    -------
    (k,) float32, int
        And how many rows were scored in full.
    """
    if len(rows) <= most:
        return full_scores(indexes.vectors(rows), directions), len(rows)
    rough = rough_scores(indexes.codes[rows], directions, indexes)
    best = np.sort(np.argsort(-rough, kind="stable")[:most])
    exact = full_scores(indexes.vectors(rows[best]), directions)
    scores = np.minimum(rough, exact.min())
    scores[best] = exact
    return scores, most
