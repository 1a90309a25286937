"""What the rest of the engine knows of a model: it turns pictures and texts into unit vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.encode.preprocessing import Preprocessing
from engine.heads import Head
from engine.types import Embeddings


class Encoder(Protocol):
    """Two towers with one space. Every method may be called by several threads at once."""

    @property
    def name(self) -> str:
        """The name that opens the same model again, wherever the program is started."""

    @property
    def identity(self) -> str:
        """64 hexadecimal digits that stand for weights, architecture and preprocessing."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it reads, as its files say ("en"); () where they say nothing."""

    @property
    def dimensions(self) -> int:
        """How long the vectors are."""

    @property
    def preprocessing(self) -> Preprocessing:
        """How pictures are brought to the model's size."""

    @property
    def head(self) -> Head | None:
        """The compact head that lies beside the weights, if one does."""

    def prepare(self, image: Image.Image) -> NDArray[np.uint8]:
        """Bring one upright RGB picture to the model's size; needs no torch.

        Returns
        -------
        (3, h, w) uint8
        """

    def pictures(self, batch: NDArray[np.uint8]) -> Embeddings:
        """Embed prepared pictures, (b, 3, h, w) uint8, as (b, d) float32 of unit length."""

    def texts(self, texts: Sequence[str]) -> Embeddings:
        """Embed texts as (b, d) float32 of unit length."""
