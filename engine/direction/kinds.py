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
Places = NDArray[np.int64]


def split_kinds(
    liked: Embeddings, mean: Embedding, settings: DirectionSettings
) -> Sequence[Embeddings]:
    """Split liked pictures where the evidence is clear, else keep them together.

    The evidence is how alike two groups are, on average: the cosine of their pictures around the
    catalogue's mean. It told concepts of two classes from those of one better than a silhouette,
    which small groups of one class often have.

    Parameters
    ----------
    liked : (n, d) float32
    mean : (d,) float32
        The catalogue's.
    settings : DirectionSettings

    Returns
    -------
    sequence of (n, d) float32
        `kinds_most` at most; none is empty unless `liked` is.
    """
    centred = liked - mean
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), np.float32(1e-6))
    near = centred @ centred.T
    parts, whole = [np.arange(len(liked))], list[Places]()
    while parts:
        part = parts.pop(0)
        room = settings.kinds_most - len(parts) - len(whole)
        second = _split(near[np.ix_(part, part)], settings) if room > 1 else None
        if second is None:
            whole.append(part)
        else:
            parts += [part[~second], part[second]]
    return tuple(liked[part] for part in whole)


def _split(near: Likeness, settings: DirectionSettings) -> NDArray[np.bool_] | None:
    """Part items in two kinds by likeness (n, n); None where they are one."""
    if len(near) < max(2, 2 * settings.kinds_at_least):
        return None
    second = _two_means(near)
    smaller = min(int(second.sum()), int((~second).sum()))
    if smaller < settings.kinds_at_least:
        return None
    return second if float(near[second][:, ~second].mean()) < settings.kinds_alike else None


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
