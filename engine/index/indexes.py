"""Everything about a catalogue that follows from its embeddings: built once, opened whole.

`Indexes.open` gives back what `build_indexes` wrote, or refuses: a file that is missing, cut short
or of another catalogue is named in a sentence. Nothing is read before it is needed, save a fixed
background sample and the axes.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from engine.codes import Axes, Quantiser
from engine.errors import LibraryError
from engine.index.blocks import PLAN, BoxPlan, box_files, build_box_index
from engine.index.boxes import BoxIndex
from engine.index.files import REMEDY, create_array, open_array
from engine.index.neighbours import NeighbourIndex, build_neighbour_index
from engine.subspaces import Subspaces, choose
from engine.types import Codes, Embeddings, Progress, Rows, Value, no_progress

EMBEDDINGS = "embeddings.npy"
CODES = "codes.npy"
AXES = "axes.npy"
QUANTISER = "quantiser.npy"
NEIGHBOURS = "neighbours.usearch"
PARTS = "indexes.json"
FORMAT = 1

FIT_ROWS = 50_000
CHUNK_ROWS = 16_384
BACKGROUND_ROWS = 10_000


class IndexParts(Value):
    """What `build_indexes` wrote, and how long each file is."""

    format: int
    pictures: int
    dimensions: int
    bytes: dict[str, int]


@dataclass(frozen=True, eq=False)
class Indexes:
    """A catalogue's arrays and indexes, read-only, shared by threads.

    Attributes
    ----------
    embeddings : (n, d) float16 or float32
        Memory map; rows of unit length.
    codes : (n, k) uint8
        Memory map.
    axes, quantiser, boxes, neighbours
        See their own modules.
    """

    embeddings: NDArray[np.floating]
    codes: Codes
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
        parts = _read_parts(folder)
        pictures, wide = parts.pictures, parts.dimensions
        embeddings = open_array(folder / EMBEDDINGS, (pictures, wide), "<f2", "<f4")
        axes = Axes.unpack(np.array(open_array(folder / AXES, (wide + 2, wide), "<f4")))
        table = open_array(folder / QUANTISER, (None, wide + 2), "<f8")
        codes = open_array(folder / CODES, (pictures, len(table)), "|u1")
        return cls(
            embeddings=embeddings,
            codes=codes,
            axes=axes,
            quantiser=Quantiser.unpack(np.array(table)),
            boxes=BoxIndex.open(folder, codes),
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
        return self.embeddings[rows].astype(np.float32)

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


def build_indexes(
    embeddings: NDArray[np.floating],
    folder: Path,
    progress: Progress = no_progress,
    *,
    threads: int = 0,
) -> None:
    """Write every index of a catalogue into its folder.

    Parameters
    ----------
    embeddings : (n, d) float16 or float32
        Rows of unit length, n of 1 or more; may be a memory map. The caller keeps it as
        embeddings.npy in the same folder.
    folder : Path
    progress : Progress
        Stages "measuring", "coding", "sorting" and "connecting".
    threads : int
        For the neighbour index; 0 takes every core.

    Raises
    ------
    LibraryError
        There are no embeddings, or some are not finite.
    """
    if embeddings.ndim != 2 or 0 in embeddings.shape:
        raise LibraryError(f"an index needs pictures; found embeddings of {embeddings.shape}")
    axes, quantiser = _fit(embeddings, progress)
    np.save(folder / AXES, axes.pack().astype("<f4"))
    quantiser.save(folder / QUANTISER)
    codes = _write_codes(embeddings, quantiser, folder / CODES, progress)
    spread = axes.variances[: quantiser.dimensions]
    build_box_index(codes, choose(spread.tolist()), folder, progress=progress)
    build_neighbour_index(embeddings, folder / NEIGHBOURS, threads=threads, progress=progress)
    _write_parts(folder, embeddings.shape)


def _fit(embeddings: NDArray[np.floating], progress: Progress) -> tuple[Axes, Quantiser]:
    progress("measuring", 0, 1)
    stride = max(1, len(embeddings) // FIT_ROWS)
    sample = np.asarray(embeddings[::stride], dtype=np.float32)
    if not np.isfinite(sample).all():
        raise LibraryError(f"some embeddings are not finite numbers; {REMEDY}")
    axes = Axes.fit(sample)
    quantiser = Quantiser.fit(sample, axes)
    progress("measuring", 1, 1)
    return axes, quantiser


def _write_codes(
    embeddings: NDArray[np.floating], quantiser: Quantiser, path: Path, progress: Progress
) -> Codes:
    total = len(embeddings)
    codes = create_array(path, (total, quantiser.dimensions), "|u1")
    for at in range(0, total, CHUNK_ROWS):
        progress("coding", at, total)
        values = quantiser.project(np.asarray(embeddings[at : at + CHUNK_ROWS], dtype=np.float32))
        if not np.isfinite(values).all():
            row = at + int(np.flatnonzero(~np.isfinite(values).all(axis=1))[0])
            raise LibraryError(f"the embedding of row {row} is not finite; {REMEDY}")
        codes[at : at + len(values)] = quantiser.encode_projected(values)
    codes.flush()
    progress("coding", total, total)
    return codes


def _write_parts(folder: Path, shape: tuple[int, ...]) -> None:
    plan = BoxPlan.model_validate_json((folder / PLAN).read_bytes())
    names = (AXES, QUANTISER, CODES, NEIGHBOURS, *box_files(plan))
    sizes = {name: (folder / name).stat().st_size for name in names}
    parts = IndexParts(format=FORMAT, pictures=shape[0], dimensions=shape[1], bytes=sizes)
    (folder / PARTS).write_text(parts.model_dump_json(indent=1), encoding="utf-8")


def _read_parts(folder: Path) -> IndexParts:
    path = folder / PARTS
    try:
        parts = IndexParts.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise LibraryError(f"{path} cannot be read; {REMEDY}") from error
    if parts.format != FORMAT:
        raise LibraryError(
            f"{path} was written by format {parts.format}; this version reads {FORMAT}; {REMEDY}"
        )
    for name, wanted in parts.bytes.items():
        file = folder / name
        found = file.stat().st_size if file.exists() else 0
        if found != wanted:
            raise LibraryError(f"{file} has {found} bytes where {wanted} belong; {REMEDY}")
    return parts
