"""What the comparison is made from: labelled photos, and drawings of seeds of their own."""

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from engine.training.comparison.dealing import Shown, shown_drawings, shown_photos, to_learn
from engine.training.making import HELD_OUT, Drawn, drawings
from engine.training.photos import CALTECH, GROCERIES, Pictures, Split, read_photos
from engine.training.tuning.material import Material
from engine.training.tuning.reading import LARGER
from engine.types import Progress, no_progress

DRAWN_SEED = 3003
"""Apart from the seeds of the demo, of the untuned model's training and of what is measured."""
TOGETHER = 256
LEARN_CAPTIONS, ASK_CAPTIONS = (24, 6), (6, 2)
"""Captions of each class of photos and of each drawing, to learn from and to ask with."""


@dataclass(frozen=True)
class Sources:
    """Everything that the comparison is made from, read once."""

    learn: tuple[Shown, ...]
    judge: tuple[Shown, ...]

    @cached_property
    def identity(self) -> str:
        """Name every picture, label and caption, and which of them are learned from."""
        digest = hashlib.blake2b(repr(len(self.learn)).encode(), digest_size=16)
        for part in (*self.learn, *self.judge):
            facts = [sorted(one) for one in part.facts]
            told = [[caption.text for caption in several] for several in part.captions]
            digest.update(repr((part.name, part.labels, facts, told)).encode())
            digest.update(repr(part.pictures.shape).encode())
            for at in range(0, len(part.pictures), TOGETHER):
                digest.update(part.pictures[at : at + TOGETHER].tobytes())
        return digest.hexdigest()


def read_sources(
    photos: Path | None, work: Path, drawn: int, side: int, progress: Progress = no_progress
) -> Sources:
    """Read the photos, and draw what is missing."""
    larger = round(side * LARGER)
    pictures, records = drawings("tuned", Drawn(count=drawn, seed=DRAWN_SEED), work, progress)
    unseen, truths = drawings("heldout", HELD_OUT, work, progress)
    return Sources(
        learn=(
            *_photos(photos, "train", larger, LEARN_CAPTIONS[0], 1),
            shown_drawings(sized(pictures, larger), records, LEARN_CAPTIONS[1], 1),
        ),
        judge=(
            *_photos(photos, "test", side, ASK_CAPTIONS[0], 2),
            shown_drawings(sized(unseen, side), truths, ASK_CAPTIONS[1], 2),
        ),
    )


def _photos(
    folder: Path | None, split: Split, side: int, captions: int, seed: int
) -> tuple[Shown, ...]:
    if folder is None:
        return ()
    return tuple(
        shown_photos(
            folder, name, read_photos(folder, name, split, side, teacher=False), captions, seed
        )
        for name in (CALTECH, GROCERIES)
    )


def sized(pictures: Pictures, side: int) -> Pictures:
    """Bring drawings to the side that photos have."""
    if pictures.shape[1] == side:
        return np.asarray(pictures)
    size = (side, side)
    return np.stack(
        [
            np.asarray(Image.fromarray(one).resize(size, Image.Resampling.BICUBIC))
            for one in pictures
        ]
    )


def pairs_of(sources: Sources) -> Material:
    """Take all pictures and their captions, for the text tower; their labels are left out.

    The untuned model learned from such pairs before, of all classes: they stand for the millions
    of captions that a real model is aligned with, which name the measured classes too.
    """
    everything = {label: 0 for part in sources.learn for label in part.labels}
    pairs = to_learn(sources.learn, everything)
    return replace(pairs, labels=("",) * len(pairs.labels))
