"""A compact head: a small trained network that takes a model's vectors to a few dimensions.

It was trained beside a model that stays as it is, so that codes can be made from it where it is
there; the library's axes do without. It runs in numpy, needs no torch, and is one file: its SHA-256
is its identity. A changed byte makes another head.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count, pairwise
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from engine.errors import ModelError
from engine.types import Embeddings, Value

HEAD: Final = "head.safetensors"
"""What the file is called, beside a model's weights and in a library's generation."""
FORMAT: Final = 1
CARD: Final = "morelike head"
CHUNK_ROWS = 4096
_NO_LENGTH = 1e-12


class HeadCard(Value):
    """What a head says of itself: its shape, and the model that it was trained beside.

    `checkpoint` is the identity of that model, which stands for its weights.
    """

    format: Literal[1] = FORMAT
    d_in: int = Field(ge=1)
    d_out: int = Field(ge=1)
    hidden: tuple[int, ...] = ()
    model: str
    checkpoint: str


@dataclass(frozen=True, eq=False)
class Head:
    """Layers with a ramp between them, and unit length at the end.

    Attributes
    ----------
    card : HeadCard
    weights : tuple of (out, in) float32
    offsets : tuple of (out,) float32
    content : bytes
        The file as it lies.
    """

    card: HeadCard
    weights: tuple[NDArray[np.float32], ...]
    offsets: tuple[NDArray[np.float32], ...]
    content: bytes

    @cached_property
    def identity(self) -> str:
        """64 hexadecimal digits that stand for every byte of the file."""
        return hashlib.sha256(self.content).hexdigest()

    @classmethod
    def of(cls, card: HeadCard, layers: Mapping[str, NDArray[np.floating]]) -> "Head":
        """Make a head of its layers, `weight.0`, `offset.0` and so on, in half precision."""
        from safetensors.numpy import save

        halves = {name: np.ascontiguousarray(part, dtype="<f2") for name, part in layers.items()}
        # In one piece: several would be written in an order that chance decides.
        told = {CARD: card.model_dump_json()}
        return cls.read(save(halves, metadata=told), "the head")

    @classmethod
    def open(cls, path: Path) -> "Head":
        """Open a file.

        Raises
        ------
        ModelError
            It is missing, cut short, or no compact head.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelError(f"{path} cannot be read: {error.strerror}") from error
        return cls.read(content, str(path))

    @classmethod
    def read(cls, content: bytes, name: str) -> "Head":
        """Read the content of a file; `name` is what a refusal calls it."""
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            layers = load(content)
            card = HeadCard.model_validate_json(_read_told(content))
            count = len(card.hidden) + 1
            weights = tuple(layers[f"weight.{at}"].astype(np.float32) for at in range(count))
            offsets = tuple(layers[f"offset.{at}"].astype(np.float32) for at in range(count))
        except (SafetensorError, ValidationError, ValueError, KeyError, TypeError) as error:
            why = f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}"
            raise ModelError(
                f"{name} is no compact head ({why}); train it again: morelike tune head"
            ) from error
        head = cls(card, weights, offsets, content)
        head._check_shapes(name)
        return head

    @property
    def dimensions(self) -> int:
        """How many values a picture gets."""
        return self.card.d_out

    def project(self, embeddings: Embeddings) -> NDArray[np.float32]:
        """Take (n, d) embeddings to (n, k) values of unit length."""
        values = np.empty((len(embeddings), self.dimensions), dtype=np.float32)
        for at in range(0, len(embeddings), CHUNK_ROWS):
            values[at : at + CHUNK_ROWS] = self._forward(embeddings[at : at + CHUNK_ROWS])
        return values

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(self.content)
        part.replace(path)

    def check_model(self, name: str, identity: str, dimensions: int) -> None:
        """Check that a model is the one that the head was trained beside.

        Raises
        ------
        ModelError
            It has other weights, or vectors of another length.
        """
        card = self.card
        if (card.checkpoint, card.d_in) != (identity, dimensions):
            raise ModelError(
                f"the compact head beside {name} was trained for {card.model} "
                f"({card.checkpoint[:8]}, {card.d_in} dimensions); this is {identity[:8]}, "
                f"{dimensions} dimensions; train it again: morelike tune head --model {name}, "
                f"or take {HEAD} away"
            )

    def _forward(self, embeddings: Embeddings) -> NDArray[np.float32]:
        values = np.asarray(embeddings, dtype=np.float32)
        last = len(self.weights) - 1
        for at, (weight, offset) in enumerate(zip(self.weights, self.offsets, strict=True)):
            values = values @ weight.T + offset
            if at < last:
                np.maximum(values, 0, out=values)
        lengths = np.linalg.norm(values, axis=1, keepdims=True)
        unit: NDArray[np.float32] = values / np.maximum(lengths, _NO_LENGTH)
        return unit

    def _check_shapes(self, name: str) -> None:
        wide = (self.card.d_in, *self.card.hidden, self.card.d_out)
        wanted = [(after, before) for before, after in pairwise(wide)]
        found = [weight.shape for weight in self.weights]
        lengths = [offset.shape for offset in self.offsets]
        numbers = all(np.isfinite(part).all() for part in (*self.weights, *self.offsets))
        if found != wanted or lengths != [(after,) for after, _ in wanted] or not numbers:
            raise ModelError(
                f"{name} is no compact head: its layers are {found} where {wanted} belong, "
                "all finite; train it again: morelike tune head"
            )


def set_aside(folder: Path, unless: str | None = None) -> Path | None:
    """Move a head out of a model's way: it is no longer used, and nothing is lost.

    Parameters
    ----------
    folder : Path
        The model's.
    unless : str, optional
        The identity of a model; a head that was trained beside it stays.

    Returns
    -------
    Path or None
        Where the head lies now; none where nothing had to go.
    """
    path = folder / HEAD
    if not path.is_file() or (unless is not None and _read_checkpoint(path) == unless):
        return None
    # No suffix of weights at the end: a folder's only other *.safetensors would pass for a model.
    names = (f"{HEAD}.old{number or ''}" for number in count())
    place = next(folder / name for name in names if not (folder / name).exists())
    path.rename(place)
    return place


def _read_checkpoint(path: Path) -> str | None:
    """Tell which model a head belongs to; None where the file is no head."""
    try:
        return Head.open(path).card.checkpoint
    except ModelError:
        return None


def _read_told(content: bytes) -> str:
    """Read what a safetensors file says of itself: JSON behind the eight bytes of its length."""
    length = int.from_bytes(content[:8], "little")
    return str(json.loads(content[8 : 8 + length])["__metadata__"][CARD])
