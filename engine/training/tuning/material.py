"""What a run learns from and is judged on, as arrays, wherever they came from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.errors import TrainingError
from engine.training.photos import Pictures
from engine.training.tuning.belonging import Belonging

NOTHING = Belonging.of([])


@dataclass(frozen=True)
class Material:
    """Pictures with their labels and captions.

    Attributes
    ----------
    pictures : (n, side, side, 3) uint8
        May be a memory map. To learn from they may be larger than the model sees them, so that
        crops stay sharp.
    labels : tuple of str
        One a picture; "" is none, which only pictures to be found may have.
    texts : tuple of str
        All captions, each once.
    belonging : Belonging
        Which of the captions are true of which pictures.
    written : Belonging, optional
        Which of them were written for which pictures: those that a step draws from. A sentence
        that is true of one picture alone would hardly ever be drawn from all that are true.
    """

    pictures: Pictures
    labels: tuple[str, ...]
    texts: tuple[str, ...] = ()
    belonging: Belonging = NOTHING
    written: Belonging | None = None

    def __post_init__(self) -> None:
        if len(self.pictures) != len(self.labels):
            raise TrainingError(f"{len(self.pictures)} pictures and {len(self.labels)} labels")
        if self.texts and len(self.belonging) != len(self.labels):
            raise TrainingError(
                f"{len(self.labels)} pictures, and captions for {len(self.belonging)}"
            )

    @property
    def captioned(self) -> bool:
        """Whether any picture has a caption."""
        return len(self.belonging.ids) > 0

    @property
    def drawn_from(self) -> Belonging:
        """Captions that a step draws from."""
        return self.belonging if self.written is None else self.written

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The labels, each once, sorted."""
        return tuple(sorted(set(self.labels) - {""}))

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """Each picture's class, as its place in `classes`."""
        place = {name: number for number, name in enumerate(self.classes)}
        return np.array([place[label] for label in self.labels], dtype=np.int64)

    def without_captions(self) -> "Material":
        """Give the same with labels alone."""
        return Material(self.pictures, self.labels)
