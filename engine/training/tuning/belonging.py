"""Which captions belong to which pictures: a list of numbers a picture, of any length.

Kept as one long array and where each picture's part of it begins, so that a million pictures with
twenty captions each are two arrays. A batch looks at a few captions of each of its pictures, each
caption once, and knows of all pairs of it whether they belong together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.training.measuring.ranking import score_chunks
from engine.types import Embeddings

if TYPE_CHECKING:
    from torch import Generator, Tensor

Ids = NDArray[np.int64]
CAPTIONS_AT_ONCE = 2**15
"""Captions of a bank that pictures are compared with at a time: a bank may have ten millions."""


@dataclass(frozen=True)
class Belonging:
    """Captions of pictures, by their numbers.

    Attributes
    ----------
    ids : (t,) int64
        Picture i's are `ids[first[i]:first[i + 1]]`, ascending, none twice.
    first : (n + 1,) int64
    """

    ids: Ids
    first: Ids

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Belonging":
        """Build from one list a picture.

        >>> Belonging.of([[3, 1, 3], [], [2]]).ids.tolist()
        [1, 3, 2]
        """
        tidy = [np.unique(np.asarray(one, dtype=np.int64)) for one in lists]
        counts = np.array([0, *map(len, tidy)], dtype=np.int64)
        return cls(np.concatenate([np.empty(0, np.int64), *tidy]), counts.cumsum())

    def __len__(self) -> int:
        """How many pictures there are."""
        return len(self.first) - 1

    def __getitem__(self, picture: int) -> Ids:
        """Give one picture's captions."""
        return self.ids[self.first[picture] : self.first[picture + 1]]

    @property
    def counts(self) -> Ids:
        """How many captions each picture has."""
        return np.diff(self.first)

    def rows(self, rows: Ids) -> "Belonging":
        """Keep some pictures."""
        return Belonging.of([self[row].tolist() for row in rows])


def of_batch(
    drawn_from: Belonging, true: Belonging, rows: Ids, most: int, generator: "Generator"
) -> "tuple[Tensor, Tensor]":
    """Draw captions for a batch of pictures.

    Parameters
    ----------
    drawn_from, true : Belonging
        Captions to draw from, and all that are true of each picture.
    rows : (n,) int64
    most : int
        Captions drawn for each picture.
    generator : torch.Generator

    Returns
    -------
    (m,) int64
        Numbers of captions, each once, ascending.
    (n, m) bool
        Which are true of which picture, also where another picture brought them.
    """
    import torch

    drawn = [_some(drawn_from[row], most, generator) for row in rows]
    chosen = np.unique(np.concatenate([np.empty(0, np.int64), *drawn]))
    owns = np.zeros((len(rows), len(chosen)), dtype=bool)
    for place, row in enumerate(rows):
        owns[place] = np.isin(chosen, true[row], assume_unique=True)
    return torch.from_numpy(chosen), torch.from_numpy(owns)


def _some(ids: Ids, most: int, generator: "Generator") -> Ids:
    import torch

    if len(ids) <= most:
        return ids
    places: Ids = torch.randint(len(ids), (most,), generator=generator).numpy()
    return ids[places]


class Alike(NamedTuple):
    """The captions of a bank that are most like each picture, in no order.

    Attributes
    ----------
    ids : (n, most) int64
    similarity : (n, most) float32
    """

    ids: Ids
    similarity: NDArray[np.float32]

    def bar(self, quantile: float) -> float:
        """Give the similarity below which a part of all pictures' candidates lies.

        How similar pictures and captions are differs from model to model, so that a bar is found
        by a quantile, in 0..1. It then holds for other pictures of the same model too.
        """
        return float(np.quantile(self.similarity, quantile))

    def above(self, bar: float) -> Belonging:
        """Keep the candidates that reach the bar; a picture with none of them gets no caption."""
        rows = zip(self.ids, self.similarity, strict=True)
        return Belonging.of([ids[similarity >= bar].tolist() for ids, similarity in rows])


def most_alike(pictures: Embeddings, captions: Embeddings, most: int = 20) -> Alike:
    """Find the captions of a bank that are most like every picture.

    Memory grows with pictures times `most`, never with pictures times captions.

    Parameters
    ----------
    pictures : (n, d) float32
    captions : (m, d) float32
    most : int
        Captions for a picture, no more than the bank has.
    """
    most = min(most, len(captions))
    ids = np.zeros((len(pictures), most), dtype=np.int64)
    best = np.full((len(pictures), most), -np.inf, dtype=np.float32)
    for at in range(0, len(captions), CAPTIONS_AT_ONCE):
        for start, scores in score_chunks(pictures, captions[at : at + CAPTIONS_AT_ONCE]):
            rows = slice(start, start + len(scores))
            numbers = np.broadcast_to(np.arange(at, at + scores.shape[1]), scores.shape)
            new = _best(numbers, scores, min(most, scores.shape[1]))
            both = np.hstack([ids[rows], new[0]]), np.hstack([best[rows], new[1]])
            ids[rows], best[rows] = _best(*both, most)
    return Alike(ids, best)


def _best(ids: Ids, scores: NDArray[np.float32], most: int) -> tuple[Ids, NDArray[np.float32]]:
    """Keep the highest scores of every row."""
    places = np.argpartition(-scores, most - 1, axis=1)[:, :most]
    return np.take_along_axis(ids, places, axis=1), np.take_along_axis(scores, places, axis=1)
