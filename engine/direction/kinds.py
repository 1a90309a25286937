"""Kinds among liked pictures: one or two, on evidence."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.direction.lessons import DirectionSettings
from engine.types import Embeddings


def split_kinds(liked: Embeddings, settings: DirectionSettings) -> Sequence[Embeddings]:
    """Split liked pictures in two where the evidence is clear, else keep them together.

    The evidence is the silhouette of the best of a few two-means: how much nearer pictures lie
    to their own kind than to the other.

    Returns
    -------
    sequence of (n, d) float32
        One or two; none is empty unless `liked` is.
    """
    if len(liked) < 2 * settings.kinds_at_least:
        return (liked,)
    near = liked @ liked.T
    second = _two_means(near)
    smaller = min(int(second.sum()), int((~second).sum()))
    if smaller < settings.kinds_at_least or _silhouette(near, second) < settings.kinds_gap:
        return (liked,)
    return (liked[~second], liked[second])


def _two_means(near: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Part items by similarity (n, n), starting from the two that are least alike."""
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


def _silhouette(near: NDArray[np.float32], second: NDArray[np.bool_]) -> float:
    """Average over items of the gap between own and other kind, as a share of the larger."""
    far = 1 - near
    own_sums = np.where(second, far[:, second].sum(axis=1), far[:, ~second].sum(axis=1))
    own_sizes = np.where(second, second.sum(), (~second).sum())
    own = own_sums / np.maximum(own_sizes - 1, 1)
    other = np.where(second, far[:, ~second].mean(axis=1), far[:, second].mean(axis=1))
    return float(((other - own) / np.maximum(np.maximum(own, other), 1e-9)).mean())
