"""The blocks of a box index on disk: what is written, how it is built, how it is opened.

For each subspace all rows lie once, sorted into blocks of neighbours; each block knows the lower
and upper bound of its dimensions. Building takes memory bounded by `memory_rows`.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from engine.errors import LibraryError
from engine.index.files import REMEDY, create_array, open_array
from engine.index.ordering import sort_into_blocks
from engine.subspaces import Subspaces
from engine.types import Codes, Progress, Value, no_progress

PLAN = "boxes.json"
BLOCK_ROWS = 512
"""Smaller blocks have fewer rows tested in vain and more bounds compared: 256 and 512 cost alike at
10 million rows; at a million, blocks of 1,024 test half as many rows again as blocks of 256."""
CHUNK_BLOCKS = 1024


class BoxPlan(Value):
    """What a box index was built from: enough to know the shape of every file."""

    blocks: int
    block_rows: int
    subspaces: Subspaces


@dataclass(frozen=True, eq=False)
class Part:
    """One subspace: rows (b, r), codes (b, k, r), and bounds low, high (k, b)."""

    subspace: tuple[int, ...]
    rows: NDArray[np.uint32]
    codes: NDArray[np.uint8]
    low: NDArray[np.uint8]
    high: NDArray[np.uint8]


def build_box_index(
    codes: Codes,
    subspaces: Subspaces,
    folder: Path,
    *,
    block_rows: int = BLOCK_ROWS,
    memory_rows: int = 1 << 20,
    progress: Progress = no_progress,
) -> None:
    """Write the box index of (n, d) codes into a folder, in memory bounded by `memory_rows`."""
    blocks = len(codes) // block_rows
    plan = BoxPlan(blocks=blocks, block_rows=block_rows, subspaces=subspaces)
    for number, subspace in enumerate(subspaces):
        progress("sorting", number, len(subspaces))
        _build_part(codes, plan, number, subspace, folder, memory_rows)
    (folder / PLAN).write_text(plan.model_dump_json(), encoding="utf-8")
    progress("sorting", len(subspaces), len(subspaces))


def box_files(plan: BoxPlan) -> tuple[str, ...]:
    """Name the files of a box index, its plan included."""
    kinds = ("rows", "codes", "bounds")
    parts = range(len(plan.subspaces))
    return (PLAN, *(_name(number, kind) for number in parts for kind in kinds))


def _name(number: int, kind: str) -> str:
    return f"boxes-{number}-{kind}.npy"


def _build_part(
    codes: Codes,
    plan: BoxPlan,
    number: int,
    subspace: tuple[int, ...],
    folder: Path,
    memory_rows: int,
) -> None:
    sorted_rows = plan.blocks * plan.block_rows
    rows = create_array(folder / _name(number, "rows"), (plan.blocks, plan.block_rows), "<u4")
    keys = create_array(folder / "keys.npy", (sorted_rows, len(subspace)), "|u1")
    flat = rows.reshape(-1)
    for at in range(0, sorted_rows, memory_rows):
        stop = min(at + memory_rows, sorted_rows)
        keys[at:stop] = codes[at:stop, list(subspace)]
        flat[at:stop] = np.arange(at, stop, dtype=np.uint32)
    sort_into_blocks(keys, flat, plan.block_rows, folder, memory_rows)
    _write_blocks(keys, plan, number, subspace, folder)
    rows.flush()
    (folder / "keys.npy").unlink()


def _write_blocks(
    keys: NDArray[np.uint8], plan: BoxPlan, number: int, subspace: tuple[int, ...], folder: Path
) -> None:
    wide = len(subspace)
    shape = (plan.blocks, wide, plan.block_rows)
    columns = create_array(folder / _name(number, "codes"), shape, "|u1")
    bounds = create_array(folder / _name(number, "bounds"), (2, wide, plan.blocks), "|u1")
    cells = keys.reshape(plan.blocks, plan.block_rows, wide)
    for at in range(0, plan.blocks, CHUNK_BLOCKS):
        chunk = slice(at, at + CHUNK_BLOCKS)
        columns[chunk] = cells[chunk].transpose(0, 2, 1)
        bounds[0, :, chunk] = cells[chunk].min(axis=1).T
        bounds[1, :, chunk] = cells[chunk].max(axis=1).T
    columns.flush()
    bounds.flush()


def read_plan(path: Path) -> BoxPlan:
    """Read a plan, or refuse it by name."""
    try:
        return BoxPlan.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise LibraryError(f"{path} cannot be read; {REMEDY}") from error


def open_part(folder: Path, plan: BoxPlan, number: int) -> Part:
    """Map the files of one subspace, refusing any that is not what the plan says."""
    subspace = plan.subspaces[number]
    wide = len(subspace)
    rows = open_array(folder / _name(number, "rows"), (plan.blocks, plan.block_rows), "<u4")
    shape = (plan.blocks, wide, plan.block_rows)
    codes = open_array(folder / _name(number, "codes"), shape, "|u1")
    bounds = open_array(folder / _name(number, "bounds"), (2, wide, plan.blocks), "|u1")
    # Every query reads all bounds, a few bytes a block: keep them in memory.
    return Part(subspace, rows, codes, np.array(bounds[0]), np.array(bounds[1]))
