"""The arrays and the small values that every part of the engine shares, by name.

Shape letters: n pictures, d dimensions, b boxes, k hits, t trees.
"""

from typing import NewType, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

Embedding: TypeAlias = NDArray[np.float32]  # (d,), unit length
Embeddings: TypeAlias = NDArray[np.float32]  # (n, d), rows of unit length
Codes: TypeAlias = NDArray[np.uint8]  # (n, d), one byte a dimension
Corner: TypeAlias = NDArray[np.uint8]  # (d,), one corner of a box
Rows: TypeAlias = NDArray[np.int64]  # (k,), positions in the catalogue
Scores: TypeAlias = NDArray[np.float32]  # (k,)

PictureId = NewType("PictureId", str)
"""What names a picture for ever: a short hash of its content, whatever its row or path."""


class Value(BaseModel):
    """A frozen value: settings, state and records that refuse unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Progress(Protocol):
    """Told how far a long job has come; the command line and the page supply one."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` steps of `stage` are finished; `total` is 0 while unknown."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Take note of nothing."""
