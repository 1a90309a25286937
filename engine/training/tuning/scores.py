"""What a model is worth on held-out classes, as one number that neither side can be sold for.

Picture search is mean average precision over pictures as queries, the query left out; text search
is how often one of a caption's own pictures is among the first 1, 5 and 10. The joint score is the
gain in picture search, less a high price on text recall lost.
"""

from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from engine.encode import Encoder
from engine.training.measuring.ranking import rank_pictures
from engine.training.measuring.words import DEPTHS, pictures_of, recall_pictures
from engine.training.tuning.material import Material
from engine.types import Embeddings, Rows, Value

PRICE = 5.0
"""Points of picture search that a point of text recall costs, once more than a little is lost."""
CREDIT = 0.2
"""What a point of text recall is worth before that, lost or gained."""
TOGETHER = 128


class Score(Value):
    """What one model reached.

    Attributes
    ----------
    precision : float
        Picture to picture, mean average precision.
    recall : tuple of float
        Text to picture, at 1, 5 and 10; empty where there are no captions.
    """

    precision: float
    recall: tuple[float, ...] = ()

    def joint(self, before: "Score", tolerance: float) -> float:
        """Weigh picture search gained over an earlier score against text recall lost.

        The price is that of the depth at which most is lost: recall at 10 hides what recall at 1
        loses. The credit is for the mean over depths.

        >>> old, new = Score(precision=0.5, recall=(0.6,)), Score(precision=0.7, recall=(0.5,))
        >>> round(new.joint(old, tolerance=0.01), 3)
        -0.27
        """
        losses = [old - new for old, new in zip(before.recall, self.recall, strict=True)]
        lost, most = (fmean(losses), max(losses)) if losses else (0.0, 0.0)
        gained = self.precision - before.precision
        return gained - CREDIT * lost - PRICE * max(0.0, most - tolerance)


@dataclass(frozen=True)
class Referee:
    """Held-out pictures, exactly as the model sees them in use, and what is true of them.

    Attributes
    ----------
    material : Material
        Its pictures are of the model's size. Those without a label, and captions that are true of
        such pictures alone, can be found and ask for nothing.
    """

    material: Material

    def vectors(self, encoder: Encoder) -> Embeddings:
        """Embed the pictures."""
        return embed(encoder, self.material.pictures)

    @cached_property
    def wanted(self) -> dict[int, Rows]:
        """Pictures of every caption that asks, by its number."""
        own = self.material.belonging
        if not self.material.captioned:
            return {}
        asks = np.repeat([bool(label) for label in self.material.labels], own.counts)
        found = pictures_of(own.ids, own.counts)
        return {number: found[number] for number in np.unique(own.ids[asks]).tolist()}

    def texts(self, encoder: Encoder) -> Embeddings:
        """Embed the captions that ask."""
        return encoder.texts([self.material.texts[number] for number in self.wanted])

    def score(self, encoder: Encoder, vectors: Embeddings | None = None) -> Score:
        """Judge a model; vectors of pictures that are known already are not computed again."""
        found = self.vectors(encoder) if vectors is None else vectors
        return self.compare(found, self.texts(encoder))

    def compare(self, vectors: Embeddings, texts: Embeddings) -> Score:
        """Judge vectors of the pictures and of the texts."""
        precision = rank_pictures(vectors, self.material.labels).mean().left_out
        if not self.wanted:
            return Score(precision=precision)
        recall = recall_pictures(texts, vectors, list(self.wanted.values()))
        return Score(precision=precision, recall=tuple(recall[depth] for depth in DEPTHS))


def embed(encoder: Encoder, pictures: NDArray[np.uint8]) -> Embeddings:
    """Embed prepared pictures, (n, side, side, 3) uint8, a few at a time."""
    parts = [
        encoder.pictures(np.ascontiguousarray(pictures[at : at + TOGETHER].transpose(0, 3, 1, 2)))
        for at in range(0, len(pictures), TOGETHER)
    ]
    return np.concatenate(parts)
