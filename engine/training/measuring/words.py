"""Text to picture: every caption asks for the picture that it was written for.

Pictures that carry the very same caption are all right answers to it. Equal scores count against
the model, so that one which gives every picture the same vector finds nothing.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.training.measuring.ranking import score_chunks
from engine.types import Embeddings, Rows

DEPTHS = (1, 5, 10)


def recall_pictures(
    texts: Embeddings, pictures: Embeddings, wanted: Sequence[Rows], depths: Sequence[int] = DEPTHS
) -> dict[int, float]:
    """Tell which share of the texts finds a wanted picture among the best so many.

    Parameters
    ----------
    texts : (m, d) float32
    pictures : (n, d) float32
    wanted : sequence of (w,) int64
        The right pictures of each text, one at least.
    depths : sequence of int

    Examples
    --------
    >>> pictures = np.eye(3, dtype=np.float32)
    >>> texts = np.float32([[1, 0, 0], [0, 0.8, 0.6]])
    >>> recall_pictures(texts, pictures, [np.array([0]), np.array([2])], (1, 2))
    {1: 0.5, 2: 1.0}
    """
    places = place_wanted(texts, pictures, wanted)
    return {depth: float((places <= depth).mean()) for depth in depths}


def pictures_of(captions: NDArray[np.int64], counts: NDArray[np.int64]) -> dict[int, Rows]:
    """List the pictures of every caption, by its number, ascending.

    Parameters
    ----------
    captions : (t,) int64
        Numbers of all pictures' captions, one picture after the other, none twice in one.
    counts : (n,) int64
        How many each picture has.

    Examples
    --------
    >>> found = pictures_of(np.array([7, 4, 4]), np.array([2, 0, 1]))
    >>> {number: rows.tolist() for number, rows in found.items()}
    {4: [0, 2], 7: [0]}
    """
    if not len(captions):
        return {}
    order = np.argsort(captions, kind="stable")
    owners = np.repeat(np.arange(len(counts)), counts)[order]
    numbers, first = np.unique(captions[order], return_index=True)
    return dict(zip(numbers.tolist(), np.split(owners, first[1:]), strict=True))


def place_wanted(
    texts: Embeddings, pictures: Embeddings, wanted: Sequence[Rows]
) -> NDArray[np.int64]:
    """Tell the place of each text's best wanted picture, from 1."""
    places = np.empty(len(texts), dtype=np.int64)
    for start, scores in score_chunks(texts, pictures):
        for row, own in enumerate(scores, start):
            right = own[wanted[row]]
            others = int((own >= right.max()).sum()) - int((right >= right.max()).sum())
            places[row] = 1 + others
    return places
