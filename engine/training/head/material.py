"""What a head learns from: vectors of pictures, their labels, and vectors of their captions."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.encode import Encoder
from engine.errors import TrainingError
from engine.training.measuring import Labelled, see_pictures
from engine.types import Embeddings, Progress, Rows, no_progress


@dataclass(frozen=True, eq=False)
class HeadMaterial:
    """Frozen vectors, and what is true of them.

    Attributes
    ----------
    vectors : (n, d) float32
    labels : tuple of str
        "" for none: such a picture takes part in the start and in the spreading.
    texts : (m, d) float32
        Vectors of all captions, each once.
    captions : tuple of (c,) int64
        Which texts are each picture's.
    """

    vectors: Embeddings
    labels: tuple[str, ...]
    texts: Embeddings
    captions: tuple[Rows, ...]

    @property
    def captioned(self) -> NDArray[np.bool_]:
        """Which pictures have a caption, (n,)."""
        return np.array([len(own) > 0 for own in self.captions], dtype=np.bool_)

    def take(self, rows: Iterable[int]) -> "HeadMaterial":
        """Give some of the pictures; all texts stay."""
        chosen = [int(row) for row in rows]
        return HeadMaterial(
            self.vectors[chosen],
            tuple(self.labels[row] for row in chosen),
            self.texts,
            tuple(self.captions[row] for row in chosen),
        )

    def check(self) -> None:
        """Check that there is something to learn.

        Raises
        ------
        TrainingError
            There are neither two classes nor captions, or fewer than two different pictures.
        """
        classes = sorted(set(self.labels) - {""})
        if len(classes) < 2 and not self.captioned.any():
            said = f"one class ({classes[0]})" if classes else "no label"
            raise TrainingError(
                f"a head learns from labels or captions; found {said} and no caption: "
                "give two classes or more, or a CSV with the column caption"
            )
        if len(np.unique(self.vectors, axis=0)) < 2:
            raise TrainingError("a head needs two different pictures or more")

    def without_copies(self) -> "HeadMaterial":
        """Leave out pictures whose vector another one has, which spreading would tear apart."""
        _, first = np.unique(self.vectors, axis=0, return_index=True)
        return self.take(np.sort(first))


def gather_vectors(
    encoder: Encoder,
    labelled: Labelled,
    cache: Path | None = None,
    progress: Progress = no_progress,
) -> HeadMaterial:
    """Look at labelled pictures and read their captions.

    Raises
    ------
    TrainingError
        A picture cannot be read, or there is nothing to learn from.
    """
    vectors = see_pictures(encoder, labelled.folder, labelled.paths, cache, progress)
    texts = sorted({text for own in labelled.captions for text in own})
    numbers = {text: number for number, text in enumerate(texts)}
    captions = tuple(
        np.array([numbers[text] for text in own], dtype=np.int64) for own in labelled.captions
    )
    material = HeadMaterial(vectors, labelled.labels, encoder.texts(texts), captions)
    material.check()
    return material
