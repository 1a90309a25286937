"""One score for every candidate, whoever found it: comparable within a turn, whatever the shard.

The score is the best direction's logit plus a margin: how much nearer the picture is to a liked
than to a disliked one. Forest votes find and do not order.
"""

from dataclasses import dataclass

import numpy as np

from engine.direction import Direction, Lessons
from engine.index import Indexes
from engine.types import Codes, Embeddings, Rows, Scores


@dataclass(frozen=True, eq=False)
class Scorer:
    """Scores pictures for one turn's model."""

    directions: tuple[Direction, ...]
    lessons: Lessons
    margin_weight: float

    def full(self, vectors: Embeddings) -> Scores:
        """Score (n, d) embeddings."""
        logits = np.max([one.score(vectors) for one in self.directions], axis=0)
        margin = _nearest(vectors, self.lessons.liked) - _nearest(vectors, self.lessons.disliked)
        scores: Scores = logits + np.float32(self.margin_weight) * margin
        return scores

    def rough(self, codes: Codes, indexes: Indexes) -> Scores:
        """Give the best direction's logit as far as (n, k) codes show it."""
        values = indexes.quantiser.decode(codes)
        turned = [indexes.quantiser.rotation @ one.weight for one in self.directions]
        # Along the axes that the codes leave out, a picture counts as the catalogue's mean.
        mean = indexes.axes.mean
        bases = [
            float(mean @ one.weight - indexes.quantiser.project(mean) @ weight) - one.offset
            for one, weight in zip(self.directions, turned, strict=True)
        ]
        logits = [values @ weight + base for weight, base in zip(turned, bases, strict=True)]
        rough: Scores = np.max(logits, axis=0).astype(np.float32)
        return rough


def score_rows(rows: Rows, scorer: Scorer, indexes: Indexes, most: int) -> tuple[Scores, int]:
    """Score rows on their full embeddings; beyond `most`, by their codes and below the rest.

    Returns
    -------
    (k,) float32, int
        And how many rows were scored in full.
    """
    if len(rows) <= most:
        return scorer.full(indexes.vectors(rows)), len(rows)
    rough = scorer.rough(indexes.codes[rows], indexes)
    best = np.sort(np.argsort(-rough, kind="stable")[:most])
    exact = scorer.full(indexes.vectors(rows[best]))
    scores = np.minimum(rough, exact.min())
    scores[best] = exact
    return scores, most


def _nearest(vectors: Embeddings, labelled: Embeddings) -> Scores:
    """Cosine to the nearest labelled picture; 0 where there is none."""
    if len(labelled) == 0:
        return np.zeros(len(vectors), dtype=np.float32)
    nearest: Scores = (vectors @ labelled.T).max(axis=1)
    return nearest
