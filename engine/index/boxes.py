"""Box index: every row in a box, exactly, at the price of the answer and not of the catalogue.

For each subspace all rows lie once on disk, sorted into blocks of neighbours; each block knows the
lower and upper bound of its dimensions. A query compares the box with all bounds at once, takes
wholly covered blocks as they are, and tests rows in the crossed ones. The last rows, fewer than a
block, and any added since, are a tail that is scanned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from engine.boxes import Box
from engine.errors import BoxError, LibraryError
from engine.index.files import REMEDY, create_array, open_array
from engine.index.ordering import sort_into_blocks
from engine.subspaces import Subspaces
from engine.types import Codes, Progress, Rows, Value, no_progress

PLAN = "boxes.json"
BLOCK_ROWS = 1024
CHUNK_BLOCKS = 1024


class BoxPlan(Value):
    """What a box index was built from: enough to know the shape of every file."""

    blocks: int
    block_rows: int
    subspaces: Subspaces


@dataclass(frozen=True)
class Bounds:
    """What is known of a box before a row is read."""

    covered: int
    crossed: int
    least: int
    most: int


@dataclass(frozen=True, eq=False)
class Found:
    """The rows of a box, in no particular order, and what finding them took."""

    rows: Rows
    covered: int
    crossed: int
    tested: int


@dataclass(frozen=True, eq=False)
class _Part:
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


class BoxIndex:
    """Answers boxes over a catalogue's codes; opened read-only, shared by threads."""

    def __init__(self, plan: BoxPlan, parts: Sequence[_Part], codes: Codes) -> None:
        self.plan = plan
        self.subspaces = plan.subspaces
        self._parts = tuple(parts)
        self._sorted = plan.blocks * plan.block_rows
        self._tail = codes[self._sorted :]

    @classmethod
    def open(cls, folder: Path, codes: Codes) -> "BoxIndex":
        """Open by memory map what `build_box_index` wrote.

        Parameters
        ----------
        folder : Path
        codes : (n, d) uint8
            All codes of the catalogue; rows added since the build are found too.

        Raises
        ------
        LibraryError
            A file is missing, cut short or changed, or there are fewer codes than were indexed.
        """
        plan = _read_plan(folder / PLAN)
        if len(codes) < plan.blocks * plan.block_rows:
            raise LibraryError(
                f"{folder / PLAN} indexes {plan.blocks * plan.block_rows} pictures "
                f"but there are {len(codes)} codes; {REMEDY}"
            )
        parts = [_open_part(folder, plan, number) for number in range(len(plan.subspaces))]
        return cls(plan, parts, codes)

    def __len__(self) -> int:
        """How many rows there are."""
        return self._sorted + len(self._tail)

    def rows(self, box: Box) -> Rows:
        """List the rows that lie in a box, in no particular order."""
        return self.find(box).rows

    def count_bounds(self, box: Box) -> Bounds:
        """Tell how many blocks a box covers and crosses, without reading a row."""
        part = self._part(box)
        covered, crossed = _classify(part, _faces(part, box))
        least = len(covered) * self.plan.block_rows
        most = least + len(crossed) * self.plan.block_rows + len(self._tail)
        return Bounds(len(covered), len(crossed), least, most)

    def count(self, box: Box) -> int:
        """Count the rows in a box; only crossed blocks are read."""
        part = self._part(box)
        faces = _faces(part, box)
        covered, crossed = _classify(part, faces)
        inside = int(_inside(part, crossed, faces).sum())
        return len(covered) * self.plan.block_rows + inside + len(self._tail_rows(box))

    def find(self, box: Box) -> Found:
        """List the rows that lie in a box, with what finding them took.

        Raises
        ------
        BoxError
            No indexed subspace has all the box's dimensions.
        """
        part = self._part(box)
        faces = _faces(part, box)
        covered, crossed = _classify(part, faces)
        whole = part.rows[covered].reshape(-1)
        tested = part.rows[crossed][_inside(part, crossed, faces)]
        rows = np.concatenate([whole, tested, self._tail_rows(box)]).astype(np.int64)
        work = len(crossed) * self.plan.block_rows + len(self._tail)
        return Found(rows, covered=len(covered), crossed=len(crossed), tested=work)

    def _part(self, box: Box) -> _Part:
        wanted = set(box.dimensions)
        for part in self._parts:
            if wanted.issubset(part.subspace):
                return part
        raise BoxError(f"no indexed subspace has all of the dimensions {box.dimensions}")

    def _tail_rows(self, box: Box) -> Rows:
        return np.flatnonzero(box.contains(self._tail)).astype(np.int64) + self._sorted


_Faces = list[tuple[int, int, int]]  # place in the part, low, high


def _faces(part: _Part, box: Box) -> _Faces:
    """The faces that exclude something, by place in the part."""
    return [
        (part.subspace.index(dimension), int(low), int(high))
        for dimension, low, high in zip(box.dimensions, box.low, box.high, strict=True)
        if low > 0 or high < 255
    ]


def _classify(part: _Part, faces: _Faces) -> tuple[Rows, Rows]:
    """Tell the blocks that lie wholly inside from those that only touch."""
    near = np.ones(part.low.shape[1], dtype=np.bool_)
    for place, low, high in faces:
        near &= (part.low[place] <= high) & (part.high[place] >= low)
    touched = np.flatnonzero(near)
    whole = np.ones(len(touched), dtype=np.bool_)
    for place, low, high in faces:
        whole &= (part.low[place][touched] >= low) & (part.high[place][touched] <= high)
    return touched[whole], touched[~whole]


def _inside(part: _Part, blocks: Rows, faces: _Faces) -> NDArray[np.bool_]:
    """Test every row of some blocks; (len(blocks), r)."""
    inside = np.ones((len(blocks), part.rows.shape[1]), dtype=np.bool_)
    for place, low, high in faces:
        values = part.codes[blocks, place]
        inside &= (values >= low) & (values <= high)
    return inside


def _read_plan(path: Path) -> BoxPlan:
    try:
        return BoxPlan.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise LibraryError(f"{path} cannot be read; {REMEDY}") from error


def _open_part(folder: Path, plan: BoxPlan, number: int) -> _Part:
    subspace = plan.subspaces[number]
    wide = len(subspace)
    rows = open_array(folder / _name(number, "rows"), (plan.blocks, plan.block_rows), "<u4")
    shape = (plan.blocks, wide, plan.block_rows)
    codes = open_array(folder / _name(number, "codes"), shape, "|u1")
    bounds = open_array(folder / _name(number, "bounds"), (2, wide, plan.blocks), "|u1")
    # Every query reads all bounds, a few bytes a block: keep them in memory.
    return _Part(subspace, rows, codes, np.array(bounds[0]), np.array(bounds[1]))
