"""Trains a compact head: a small network that takes a frozen model's vectors to few dimensions.

It learns from cached vectors alone, on the processor, in seconds to minutes: pictures of one label
lie close, captions lie at their pictures, and a spreading loss keeps all of them apart (KoLeo;
after Lülf et al., "CLIP-Branches", SIGIR 2024). It starts as the principal axes of the vectors and
is kept only as far as classes that it never learned from gain by it.
"""

from engine.training.head.learning import HeadScores, Trained, train_head
from engine.training.head.losses import spreading
from engine.training.head.material import HeadMaterial, gather_vectors
from engine.training.head.photos import label_photos
from engine.training.head.settings import HeadTuning

__all__ = [
    "HeadMaterial",
    "HeadScores",
    "HeadTuning",
    "Trained",
    "gather_vectors",
    "label_photos",
    "spreading",
    "train_head",
]
