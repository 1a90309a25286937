"""Neighbour index: the pictures nearest to a direction, on the full embeddings, by usearch.

Small catalogues are searched exactly; large ones through the graph. Equal scores come in row
order, so that the same question has the same answer.
"""

import mmap
import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import LibraryError
from engine.index.files import REMEDY
from engine.index.graph_file import check_graph
from engine.index.resident import let_go
from engine.types import Progress, Rows, Scores, no_progress

EXACT_BELOW = 20_000
"""Comparing with every picture takes a few milliseconds up to here, and misses nothing."""
CONNECTIVITY = 16
CHUNK_ROWS = 4096


def build_neighbour_index(
    embeddings: NDArray[np.floating],
    path: Path,
    *,
    threads: int = 0,
    progress: Progress = no_progress,
) -> None:
    """Write the graph over (n, d) unit vectors; `threads` 0 takes every core."""
    from usearch.index import Index

    index = Index(ndim=embeddings.shape[1], metric="ip", dtype="f16", connectivity=CONNECTIVITY)
    _connect(index, embeddings, threads, progress)
    index.save(str(path))


def extend_neighbour_index(
    before: Path,
    embeddings: NDArray[np.floating],
    path: Path,
    *,
    threads: int = 0,
    progress: Progress = no_progress,
) -> None:
    """Write the graph over (n, d) unit vectors, from the graph over the first of them.

    A graph grows by one vector after the other in any case, so this is the same work, less what was
    done before. The old graph is read into memory, as long as the new one is being built.
    """
    index = _restore(before)
    _connect(index, embeddings, threads, progress)
    index.save(str(path))


def _connect(
    index: Any,  # noqa: ANN401 - usearch has no types
    embeddings: NDArray[np.floating],
    threads: int,
    progress: Progress,
) -> None:
    """Add the vectors that an index does not hold yet."""
    start, total = len(index), len(embeddings)
    for at in range(start, total, CHUNK_ROWS):
        progress("connecting", at - start, total - start)
        chunk = np.ascontiguousarray(embeddings[at : at + CHUNK_ROWS], dtype=np.float32)
        index.add(np.arange(at, at + len(chunk), dtype=np.uint64), chunk, threads=threads)
    progress("connecting", total - start, total - start)


def _restore(path: Path, mapped: mmap.mmap | None = None) -> Any:  # noqa: ANN401 - usearch has no types
    """Let usearch open a file whose head and length were checked: read it, or view its map."""
    from usearch.index import Index

    try:
        return Index.restore(str(path) if mapped is None else mapped, view=mapped is not None)
    except RuntimeError as error:
        raise LibraryError(f"{path} cannot be read ({error}); {REMEDY}") from error


class NeighbourIndex:
    """Answers vectors with rows; opened read-only by memory map, shared by threads."""

    def __init__(self, index: Any, mapped: mmap.mmap) -> None:  # noqa: ANN401 - usearch has no types
        self._index = index
        self._mapped = mapped
        # usearch hands every caller the same scratch memory; a query takes milliseconds.
        self._turn = threading.Lock()

    @classmethod
    def open(cls, path: Path, pictures: int, dimensions: int) -> "NeighbourIndex":
        """Map the file into memory.

        Raises
        ------
        LibraryError
            The file is missing, cut short, or holds another catalogue.
        """
        check_graph(path, pictures, dimensions)
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return cls(_restore(path, mapped), mapped)

    def let_go(self) -> None:
        """Hand the pages of the file back to the system."""
        let_go(self._mapped)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._index)

    def search(self, vector: NDArray[np.floating], k: int) -> tuple[Rows, Scores]:
        """Find the rows with the largest inner product.

        Parameters
        ----------
        vector : (d,) float
            Of any length: only its direction matters, and the scores are those of a unit vector.
        k : int
            At most; fewer when the catalogue is smaller.

        Returns
        -------
        (k,) int64, (k,) float32
            Best first; equal scores by row.
        """
        wide = np.asarray(vector, dtype=np.float64)
        length = float(np.linalg.norm(wide)) or 1.0
        unit = (wide / length).astype(np.float32)
        count = len(self)
        with self._turn:
            exact = count <= EXACT_BELOW
            matches = self._index.search(unit, min(k, count), exact=exact, threads=1)
        rows = matches.keys.astype(np.int64)
        scores = (1 - matches.distances).astype(np.float32)
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]
