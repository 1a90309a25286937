"""PicHunter: every picture has a probability of being the one that the person has in mind.

Cox et al. (IEEE Transactions on Image Processing 2000), in the form of Vadicamo et al. (MMM 2025):
a liked picture was chosen from its page in proportion to exp(-distance / temperature), so what was
shown and not chosen counts against; a disliked one was not chosen.
"""

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.collection import Collection
from engine.evaluation.methods.method import Labels, Rule, Seen
from engine.types import Embeddings, Scores

TEMPERATURE = 10.0
"""In mean distances of the catalogue: the source's, and the best of 0.03 to 10 on development
classes."""
SAMPLE = 256


def pichunter(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:
    """Order by the logarithm of the posterior."""
    temperature = TEMPERATURE * _mean_distance(collection, rng)

    def score(embeddings: Embeddings) -> Scores:
        total = -_distances(embeddings, labels.start).min(axis=1) / temperature
        for page in labels.pages:
            total += _evidence(embeddings, page, collection, temperature)
        log_posterior: Scores = total.astype(np.float32)
        return log_posterior

    return Rule(score)


def _evidence(
    embeddings: Embeddings, page: Seen, collection: Collection, temperature: float
) -> NDArray[np.float64]:
    """Give the log-likelihood of one page's judgements, for every picture as the target."""
    logits = -_distances(embeddings, collection.embeddings[page.rows]) / temperature
    top = logits.max(axis=1, keepdims=True)
    chosen = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
    liked, disliked = np.isin(page.rows, page.liked), np.isin(page.rows, page.disliked)
    refused = np.log1p(-np.minimum(np.exp(chosen[:, disliked]), 1 - 1e-9))
    # A page of one picture says nothing by choice: there was no other.
    evidence: NDArray[np.float64] = chosen[:, liked].sum(axis=1) + refused.sum(axis=1)
    return evidence


def _distances(embeddings: Embeddings, others: Embeddings) -> NDArray[np.float64]:
    """Euclidean distances of unit vectors, (n, k)."""
    cosines = (embeddings @ others.T).astype(np.float64)
    return np.sqrt(np.maximum(2 - 2 * cosines, 0))


def _mean_distance(collection: Collection, rng: np.random.Generator) -> float:
    sample = collection.embeddings[rng.permutation(len(collection))[:SAMPLE]]
    return float(_distances(sample, sample).mean()) or 1.0
