"""Which captions belong to which pictures: a list of numbers a picture, of any length.

Kept as one long array and where each picture's part of it begins, so that a million pictures with
twenty captions each are two arrays. A batch looks at a few captions of each of its pictures, each
caption once, and knows of all pairs of it whether they belong together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Generator, Tensor

Ids = NDArray[np.int64]
AT_ONCE = 4096


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


def assign(
    pictures: NDArray[np.float32],
    captions: NDArray[np.float32],
    most: int = 20,
    quantile: float = 0.5,
) -> Belonging:
    """Give every picture the captions of a bank that are most like it.

    How similar pictures and captions are differs from model to model, so the bar is a quantile:
    of every picture's best `most` captions, all pictures' together, those above it are kept. A
    picture with nothing above the bar gets no caption.

    Parameters
    ----------
    pictures : (n, d) float32
        Of unit length.
    captions : (m, d) float32
        Of unit length.
    most : int
        Captions that a picture can get.
    quantile : float
        Part of the candidates that is refused, in 0..1.
    """
    most = min(most, len(captions))
    best, similarity = [], []
    for start in range(0, len(pictures), AT_ONCE):
        scores = pictures[start : start + AT_ONCE] @ captions.T
        places = np.argpartition(-scores, most - 1, axis=1)[:, :most]
        best.append(places)
        similarity.append(np.take_along_axis(scores, places, axis=1))
    ids, scores = np.concatenate(best), np.concatenate(similarity)
    bar = np.quantile(scores, quantile)
    return Belonging.of([one[row >= bar].tolist() for one, row in zip(ids, scores, strict=True)])
