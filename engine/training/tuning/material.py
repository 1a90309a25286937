"""What a run learns from and is judged on, as arrays, wherever they came from."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.errors import TrainingError
from engine.training.photos import Pictures
from engine.training.tuning.belonging import Belonging

NOTHING = Belonging.of([])
HASHED_AT_ONCE = 256


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

    @cached_property
    def seen(self) -> str:
        """Name the pictures by every byte of them: one changed picture is another material."""
        digest = hashlib.blake2b(repr(self.pictures.shape).encode(), digest_size=16)
        for at in range(0, len(self.pictures), HASHED_AT_ONCE):
            digest.update(np.ascontiguousarray(self.pictures[at : at + HASHED_AT_ONCE]).data)
        return digest.hexdigest()

    @cached_property
    def identity(self) -> str:
        """Name all of it: the pictures, and what is true of which."""
        digest = hashlib.blake2b(self.seen.encode(), digest_size=16)
        digest.update(repr((self.labels, self.texts)).encode())
        for belonging in (self.belonging, self.drawn_from):
            digest.update(belonging.first.tobytes())
            digest.update(belonging.ids.tobytes())
        return digest.hexdigest()

    def without_captions(self) -> "Material":
        """Give the same with labels alone."""
        return Material(self.pictures, self.labels)
