"""One score for every candidate, whoever found it: comparable between turns and between shards.

The score is the best direction's: how many standard deviations a picture stands above the
catalogue's mean. Forest votes find and do not order.
"""

from dataclasses import replace

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
    steps = np.ones((len(codes), codes.shape[1] + 1), dtype=np.float32)
    steps[:, :-1] = codes
    return full_scores(steps, tuple(_over_codes(one, indexes) for one in directions))


def _over_codes(direction: Direction, indexes: Indexes) -> Direction:
    """Make a direction score codes, with a 1 behind them, in place of embeddings."""
    near = direction.examples
    return replace(
        direction,
        weight=_steps(direction.weight[None], indexes)[0],
        examples=near
        and replace(
            near, liked=_steps(near.liked, indexes), disliked=_steps(near.disliked, indexes)
        ),
    )


def _steps(vectors: Embeddings, indexes: Indexes) -> Embeddings:
    """Give (n, k + 1) weights: what a step of each code adds to a product with (n, d) vectors."""
    if len(vectors) == 0:
        return vectors
    quantiser, mean = indexes.quantiser, indexes.axes.mean
    along = quantiser.weigh(vectors)
    rest = vectors @ mean - along @ quantiser.centre(mean)
    first = along @ quantiser.low + rest
    return np.column_stack([along * quantiser.step, first]).astype(np.float32)


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
