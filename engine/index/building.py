"""Write the indexes of a catalogue: from nothing, or from those of its first rows.

Adding rows costs what the new rows cost, and copies of what has to lie in one piece. Axes, scales
and sorted blocks stay as they are and keep their files; the box index scans the new rows until
they are many, and then all rows are sorted again; the graph takes the new vectors in. Axes that no
longer suit the pictures are fitted anew: all codes are written again, the graph is left alone.
Whichever way a catalogue was built, boxes answer as a scan of its codes does.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.codes import Axes, Quantiser
from engine.errors import LibraryError
from engine.heads import HEAD, Head
from engine.index.blocks import PLAN, box_files, build_box_index, read_plan
from engine.index.drift import has_drifted
from engine.index.files import REMEDY, create_array, create_longer, link_file
from engine.index.indexes import Indexes
from engine.index.neighbours import build_neighbour_index, extend_neighbour_index
from engine.index.parts import AXES, CODES, NEIGHBOURS, QUANTISER, write_parts
from engine.subspaces import choose
from engine.types import Codes, Progress, no_progress

FIT_ROWS = 50_000
CHUNK_ROWS = 16_384

TAIL_ROWS = 8192
"""So many rows may wait unsorted. Measured at 10^5 and 10^6 rows: 100 boxes take 0.6 to 1.1 ms more
for each 1,000 of them, and sorting all rows again takes 3 to 7 s a million."""


def build_indexes(
    embeddings: NDArray[np.floating],
    folder: Path,
    progress: Progress = no_progress,
    *,
    threads: int = 0,
    head: Head | None = None,
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
    head : Head, optional
        Makes what is coded; the catalogue's first axes do where there is none.

    Raises
    ------
    LibraryError
        There are no embeddings, or some are not finite or have no length.
    """
    if embeddings.ndim != 2 or 0 in embeddings.shape:
        raise LibraryError(f"an index needs pictures; found embeddings of {embeddings.shape}")
    fit_and_sort(embeddings, folder, progress, head)
    build_neighbour_index(embeddings, folder / NEIGHBOURS, threads=threads, progress=progress)
    write_parts(folder, embeddings.shape, fitted=len(embeddings))


def extend_indexes(
    embeddings: NDArray[np.floating],
    before: Path,
    folder: Path,
    progress: Progress = no_progress,
    *,
    threads: int = 0,
    head: Head | None = None,
) -> None:
    """Write every index of a catalogue into its folder, from those of its first rows.

    Parameters
    ----------
    embeddings : (n, d) float16 or float32
        The first rows are those that the indexes in `before` were built from.
    before : Path
        Indexes that cannot be opened, or hold more rows, are of no use: all is built anew. Its
        files are linked, read and never written to.
    folder, progress, threads, head
        As in `build_indexes`; stages of work that is not needed are not told. With another head
        than before all codes are written again, and the graph is left alone.

    Raises
    ------
    LibraryError
        Some of the new embeddings are not finite or have no length.
    """
    old = _open_first_rows(before, embeddings)
    if old is None:
        build_indexes(embeddings, folder, progress, threads=threads, head=head)
        return
    for at in range(len(old), len(embeddings), CHUNK_ROWS):
        _check_lengths(np.asarray(embeddings[at : at + CHUNK_ROWS], dtype=np.float32), at)
    fitted = old.fitted
    if _name(old.quantiser.head) != _name(head) or has_drifted(embeddings, old):
        fitted = len(embeddings)
        fit_and_sort(embeddings, folder, progress, head)
    else:
        _code_and_keep(embeddings, old, before, folder, progress)
    graph = folder / NEIGHBOURS
    if len(old) == len(embeddings):
        link_file(before / NEIGHBOURS, graph)
    else:
        extend_neighbour_index(
            before / NEIGHBOURS, embeddings, graph, threads=threads, progress=progress
        )
    write_parts(folder, embeddings.shape, fitted)


def _open_first_rows(before: Path, embeddings: NDArray[np.floating]) -> Indexes | None:
    try:
        old = Indexes.open(before)
    except LibraryError:
        return None
    fits = old.embeddings.shape[1:] == embeddings.shape[1:] and len(old) <= len(embeddings)
    return old if fits else None


def _name(head: Head | None) -> str:
    return head.identity if head else ""


def fit_and_sort(
    embeddings: NDArray[np.floating],
    folder: Path,
    progress: Progress,
    head: Head | None = None,
) -> None:
    """Write everything but the graph: axes, codes and boxes, as `build_indexes` does."""
    axes, quantiser = _fit(embeddings, progress, head)
    if head:
        head.save(folder / HEAD)
    np.save(folder / AXES, axes.pack().astype("<f4"))
    quantiser.save(folder / QUANTISER)
    codes = create_array(folder / CODES, (len(embeddings), quantiser.dimensions), "|u1")
    _write_codes(embeddings, quantiser, codes, 0, progress)
    _sort(codes, axes, quantiser, folder, progress)


def _code_and_keep(
    embeddings: NDArray[np.floating],
    old: Indexes,
    before: Path,
    folder: Path,
    progress: Progress,
) -> None:
    """Keep axes and scales, and the blocks too unless their tail has grown long."""
    link_file(before / AXES, folder / AXES)
    link_file(before / QUANTISER, folder / QUANTISER)
    if old.quantiser.head:
        link_file(before / HEAD, folder / HEAD)
    if len(old) == len(embeddings):
        link_file(before / CODES, folder / CODES)
        codes = old.codes
    else:
        longer = create_longer(folder / CODES, old.codes, len(embeddings))
        _write_codes(embeddings, old.quantiser, longer, len(old), progress)
        codes = longer
    plan = read_plan(before / PLAN)
    if len(embeddings) - plan.blocks * plan.block_rows > TAIL_ROWS:
        _sort(codes, old.axes, old.quantiser, folder, progress)
        return
    for name in box_files(plan):
        link_file(before / name, folder / name)


def _sort(codes: Codes, axes: Axes, quantiser: Quantiser, folder: Path, progress: Progress) -> None:
    spread = quantiser.spread(axes)
    build_box_index(codes, choose(spread.tolist()), folder, progress=progress)


def _fit(
    embeddings: NDArray[np.floating], progress: Progress, head: Head | None
) -> tuple[Axes, Quantiser]:
    progress("measuring", 0, 1)
    stride = max(1, len(embeddings) // FIT_ROWS)
    sample = np.asarray(embeddings[::stride], dtype=np.float32)
    _check_lengths(sample, 0, stride)
    axes = Axes.fit(sample)
    quantiser = Quantiser.fit_head(sample, axes, head) if head else Quantiser.fit(sample, axes)
    progress("measuring", 1, 1)
    return axes, quantiser


def _write_codes(
    embeddings: NDArray[np.floating],
    quantiser: Quantiser,
    codes: np.memmap[tuple[int, ...], np.dtype[np.uint8]],
    start: int,
    progress: Progress,
) -> None:
    """Write the codes of every row from `start` on."""
    total = len(embeddings)
    for at in range(start, total, CHUNK_ROWS):
        progress("coding", at - start, total - start)
        chunk = np.asarray(embeddings[at : at + CHUNK_ROWS], dtype=np.float32)
        _check_lengths(chunk, at)
        codes[at : at + len(chunk)] = quantiser.encode(chunk)
    codes.flush()
    progress("coding", total - start, total - start)


def _check_lengths(chunk: NDArray[np.float32], start: int, stride: int = 1) -> None:
    lengths = np.linalg.norm(chunk, axis=1)
    unsound = np.flatnonzero(~(np.isfinite(lengths) & (lengths > 0)))
    if len(unsound):
        raise LibraryError(
            f"the embedding of row {start + int(unsound[0]) * stride} has the length "
            f"{lengths[unsound[0]]} where 1 belongs; {REMEDY}"
        )
