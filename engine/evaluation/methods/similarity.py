"""Methods that move or compare vectors and learn nothing: cosine, Rocchio, nearest, Qdrant's rules.

Sources: Rocchio's weights are those of SeeSaw's baseline (Moll et al., SIGMOD 2023); the margin of
nearest neighbours is the rule of Nara et al. (ECCV workshops 2024); the two rules of Qdrant follow
its documentation of `recommend`.
"""

import numpy as np

from engine.evaluation.collection import Collection
from engine.evaluation.methods.method import Labels, Rule, direction_rule
from engine.types import Embedding, Embeddings, Scores

START_WEIGHT, LIKED_WEIGHT, DISLIKED_WEIGHT = 1.0, 0.5, 0.25


def no_feedback(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:  # noqa: ARG001
    """Order by cosine to the text, or to the nearest of the pictures that it started from."""
    start = labels.start
    return Rule(lambda embeddings: _nearest(embeddings, start))


def rocchio(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:  # noqa: ARG001
    """Move the query towards the mean of what is liked, away from that of what is not."""
    query = START_WEIGHT * labels.start.mean(axis=0)
    query = query + LIKED_WEIGHT * _mean(collection.embeddings[labels.liked])
    query = query - DISLIKED_WEIGHT * _mean(collection.embeddings[labels.disliked])
    return direction_rule(query.astype(np.float32))


def nearest_margin(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:  # noqa: ARG001
    """Order by how much nearer the nearest liked picture is than the nearest disliked one."""
    liked, disliked = _examples(labels, collection)
    return Rule(
        lambda embeddings: _nearest(embeddings, liked) - _nearest(embeddings, disliked), cut=0.0
    )


def qdrant_average(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:  # noqa: ARG001
    """Search with twice the mean of what is liked less the mean of what is not."""
    liked, disliked = _examples(labels, collection)
    return direction_rule((2 * _mean(liked) - _mean(disliked)).astype(np.float32))


def qdrant_best(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:  # noqa: ARG001
    """Score by the nearest liked picture, or by minus the square of the nearest disliked one."""
    liked, disliked = _examples(labels, collection)

    def score(embeddings: Embeddings) -> Scores:
        near, far = _nearest(embeddings, liked), _nearest(embeddings, disliked)
        best: Scores = np.where(near > far, near, -np.square(far)) if len(disliked) else near
        return best

    return Rule(score, cut=0.0)


def _examples(labels: Labels, collection: Collection) -> tuple[Embeddings, Embeddings]:
    """Liked and disliked vectors; a text is one more that is liked."""
    liked = collection.embeddings[labels.liked]
    if labels.text is not None:
        liked = np.vstack([labels.text, liked])
    return liked, collection.embeddings[labels.disliked]


def _mean(vectors: Embeddings) -> Embedding:
    mean: Embedding = vectors.sum(axis=0) / np.float32(max(1, len(vectors)))
    return mean


def _nearest(embeddings: Embeddings, examples: Embeddings) -> Scores:
    """Cosine to the nearest example; 0 where there is none."""
    if len(examples) == 0:
        return np.zeros(len(embeddings), dtype=np.float32)
    nearest: Scores = (embeddings @ examples.T).max(axis=1)
    return nearest
