"""Kinds among liked pictures: how many different things a person looks for, on evidence.

Most look for one. Pictures of one thing are alike beside the rest of the catalogue; where a group
of the liked is not, it is of another kind, even if it is a single picture.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.direction.lessons import DirectionSettings
from engine.types import Embedding, Embeddings

Likeness = NDArray[np.float32]


def split_kinds(
    liked: Embeddings, mean: Embedding, settings: DirectionSettings
) -> Sequence[Embeddings]:
    """Split liked pictures in two where the evidence is clear, else keep them together.

    The evidence is how alike the two groups are, on average: the cosine of their pictures around
    the catalogue's mean. It told concepts of two classes from those of one better than a
    silhouette, which small groups of one class often have.

    Parameters
    ----------
    liked : (n, d) float32
    mean : (d,) float32
        The catalogue's.
    settings : DirectionSettings

    Returns
    -------
    sequence of (n, d) float32
        One or two; none is empty unless `liked` is.
    """
    if len(liked) < 2 * settings.kinds_at_least:
        return (liked,)
    centred = liked - mean
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    centred /= np.maximum(lengths, np.float32(1e-6))
    near = centred @ centred.T
    second = _two_means(near)
    smaller = min(int(second.sum()), int((~second).sum()))
    if smaller < settings.kinds_at_least:
        return (liked,)
    if float(near[second][:, ~second].mean()) > settings.kinds_alike:
        return (liked,)
    return (liked[~second], liked[second])


def _two_means(near: Likeness) -> NDArray[np.bool_]:
    """Part items by likeness (n, n), starting from the two that are least alike."""
    one, two = np.unravel_index(int(near.argmin()), near.shape)
    second: NDArray[np.bool_] = near[two] > near[one]
    for _ in range(10):
        if second.all() or not second.any():
            break
        moved = near[:, second].mean(axis=1) > near[:, ~second].mean(axis=1)
        if (moved == second).all():
            break
        second = moved
    return second
