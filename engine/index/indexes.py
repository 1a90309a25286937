"""Everything about a catalogue that follows from its embeddings, opened whole.

`Indexes.open` gives back what `build_indexes` or `extend_indexes` wrote, or refuses: a file that is
missing, cut short or of another catalogue is named in a sentence. Nothing is read before it is
needed, save a fixed background sample and the axes.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.codes import Axes, Quantiser
from engine.errors import LibraryError, ModelError
from engine.heads import HEAD, Head
from engine.index.boxes import BoxIndex
from engine.index.files import REMEDY, open_array
from engine.index.neighbours import NeighbourIndex
from engine.index.parts import AXES, CODES, EMBEDDINGS, NEIGHBOURS, QUANTISER, read_parts
from engine.index.resident import hold_open, mapped_bytes, read_rows
from engine.subspaces import Subspaces
from engine.types import Codes, Embeddings, Rows

BACKGROUND_ROWS = 10_000
RESIDENT_BYTES = 800_000_000
"""A process need not hold more of its files than this between two turns."""


@dataclass(frozen=True, eq=False)
class Indexes:
    """A catalogue's arrays and indexes, read-only, shared by threads.

    Attributes
    ----------
    embeddings : (n, d) float16 or float32
        Memory map; rows of unit length.
    codes : (n, k) uint8
        Memory map.
    fitted : int
        How many pictures there were when the axes were fitted; 0 where nobody noted it.
    axes, quantiser, boxes, neighbours
        See their own modules.
    """

    embeddings: NDArray[np.floating]
    codes: Codes
    fitted: int
    axes: Axes
    quantiser: Quantiser
    boxes: BoxIndex
    neighbours: NeighbourIndex

    @classmethod
    def open(cls, folder: Path) -> "Indexes":
        """Open what `build_indexes` wrote, with embeddings.npy beside it.

        Raises
        ------
        LibraryError
            A file is missing, cut short, changed, or belongs to another catalogue.
        """
        parts = read_parts(folder)
        pictures, wide = parts.pictures, parts.dimensions
        embeddings = open_array(folder / EMBEDDINGS, (pictures, wide), "<f2", "<f4")
        hold_open(embeddings)
        axes = open_array(folder / AXES, (wide + 2, wide), "<f4")
        head = _open_head(folder, wide) if parts.headed else None
        table = open_array(
            folder / QUANTISER, (None, wide + (4 + head.dimensions if head else 2)), "<f8"
        )
        codes = open_array(folder / CODES, (pictures, len(table)), "|u1")
        _check_numbers(folder / AXES, axes)
        _check_numbers(folder / QUANTISER, table)
        boxes = BoxIndex.open(folder, codes)
        _check_subspaces(folder, boxes.subspaces, len(table))
        return cls(
            embeddings=embeddings,
            codes=codes,
            fitted=parts.fitted,
            axes=Axes.unpack(np.array(axes)),
            quantiser=Quantiser.unpack(np.array(table), head),
            boxes=boxes,
            neighbours=NeighbourIndex.open(folder / NEIGHBOURS, pictures, wide),
        )

    def __len__(self) -> int:
        """How many pictures there are."""
        return len(self.embeddings)

    @property
    def subspaces(self) -> Subspaces:
        """The indexed subspaces of the codes."""
        return self.boxes.subspaces

    def vectors(self, rows: Rows) -> Embeddings:
        """Read the (k, d) embeddings of some rows."""
        return read_rows(self.embeddings, rows).astype(np.float32)

    def trim(self, most_bytes: int = RESIDENT_BYTES) -> None:
        """Let go of the files' pages when this process holds more of them than so much.

        For between two turns: the next one brings back what it reads, which takes it some
        milliseconds.
        """
        for part in (self.neighbours, self.boxes):
            if mapped_bytes() > most_bytes:
                part.let_go()

    @cached_property
    def background(self) -> Rows:
        """A fixed sample of rows, ascending: what the catalogue looks like in general."""
        count = len(self)
        if count <= BACKGROUND_ROWS:
            return np.arange(count, dtype=np.int64)
        drawn = np.random.default_rng(count).choice(count, BACKGROUND_ROWS, replace=False)
        return np.sort(drawn).astype(np.int64)

    @cached_property
    def background_codes(self) -> Codes:
        """The codes of the background sample, in memory."""
        return np.array(self.codes[self.background])

    @cached_property
    def background_vectors(self) -> Embeddings:
        """The embeddings of the background sample, in memory."""
        return self.vectors(self.background)


def _open_head(folder: Path, wide: int) -> Head:
    try:
        head = Head.open(folder / HEAD)
    except ModelError as error:
        raise LibraryError(f"{error}; {REMEDY}") from error
    if head.card.d_in != wide:
        raise LibraryError(
            f"{folder / HEAD} takes {head.card.d_in} dimensions where the embeddings have {wide}; "
            f"{REMEDY}"
        )
    return head


def _check_numbers(path: Path, table: NDArray[np.floating]) -> None:
    if not np.isfinite(table).all():
        raise LibraryError(f"{path} holds numbers that are not finite; {REMEDY}")


def _check_subspaces(folder: Path, subspaces: Subspaces, wide: int) -> None:
    named = [dimension for subspace in subspaces for dimension in subspace]
    if not named or min(named) < 0 or max(named) >= wide:
        raise LibraryError(
            f"the box index in {folder} names dimensions {min(named, default=0)} to "
            f"{max(named, default=0)} of codes that have {wide}; {REMEDY}"
        )
