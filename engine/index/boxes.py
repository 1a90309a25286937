"""Box index: every row in a box, exactly, at the price of the answer and not of the catalogue.

For each subspace all rows lie once on disk, sorted into blocks of neighbours; each block knows the
lower and upper bound of its dimensions. A query compares the box with all bounds at once, takes
wholly covered blocks as they are, and tests rows in the crossed ones. The last rows, fewer than a
block, and any added since, are a tail that is scanned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.boxes import Box
from engine.errors import BoxError, LibraryError
from engine.index.blocks import CHUNK_BLOCKS, PLAN, BoxPlan, Part, open_part, read_plan
from engine.index.files import REMEDY
from engine.types import Codes, Rows

COMPARED = 1 << 23
"""How many pairs of a box and a block are compared at once, a byte each."""


@dataclass(frozen=True)
class Bounds:
    """What is known of a box before a row is read."""

    covered: int
    crossed: int
    least: int
    most: int


@dataclass(frozen=True, eq=False)
class Found:
    """The rows of boxes, in no particular order, and what finding them took."""

    rows: Rows
    covered: int
    crossed: int
    tested: int


class BoxIndex:
    """Answers boxes over a catalogue's codes; opened read-only, shared by threads."""

    def __init__(self, plan: BoxPlan, parts: Sequence[Part], codes: Codes) -> None:
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
        plan = read_plan(folder / PLAN)
        if len(codes) < plan.blocks * plan.block_rows:
            raise LibraryError(
                f"{folder / PLAN} indexes {plan.blocks * plan.block_rows} pictures "
                f"but there are {len(codes)} codes; {REMEDY}"
            )
        parts = [open_part(folder, plan, number) for number in range(len(plan.subspaces))]
        return cls(plan, parts, codes)

    def __len__(self) -> int:
        """How many rows there are."""
        return self._sorted + len(self._tail)

    def rows(self, box: Box) -> Rows:
        """List the rows that lie in a box, in no particular order."""
        return self.find([box]).rows

    def count_bounds(self, box: Box) -> Bounds:
        """Tell how many blocks a box covers and crosses, without reading a row."""
        query = self._queries([box])[0]
        covered, crossed = _classify(query)
        least = len(covered.block) * self.plan.block_rows
        most = least + len(crossed.block) * self.plan.block_rows + len(self._tail)
        return Bounds(len(covered.block), len(crossed.block), least, most)

    def count(self, box: Box) -> int:
        """Count the rows in a box; only crossed blocks are read."""
        query = self._queries([box])[0]
        covered, crossed = _classify(query)
        tested = sum(int(inside.sum()) for _, inside in _tested(query, crossed))
        return len(covered.block) * self.plan.block_rows + tested + len(self._tail_rows(query))

    def find(self, boxes: Sequence[Box]) -> Found:
        """List the rows that lie in boxes, with what finding them took.

        Boxes of one subspace are compared with all its bounds together. A row that lies in several
        boxes is listed once for each.

        Raises
        ------
        BoxError
            No indexed subspace has all the dimensions of a box.
        """
        rows: list[NDArray[np.integer]] = [np.empty(0, dtype=np.int64)]
        blocks_covered = blocks_crossed = tested = 0
        for query in self._queries(boxes):
            covered, crossed = _classify(query)
            rows.append(query.part.rows[covered.block].reshape(-1))
            rows += [
                query.part.rows[chunk.block][inside] for chunk, inside in _tested(query, crossed)
            ]
            rows.append(self._tail_rows(query))
            blocks_covered += len(covered.block)
            blocks_crossed += len(crossed.block)
            tested += len(crossed.block) * self.plan.block_rows + len(query.low) * len(self._tail)
        found = np.concatenate(rows, dtype=np.int64)
        return Found(found, covered=blocks_covered, crossed=blocks_crossed, tested=tested)

    def _queries(self, boxes: Sequence[Box]) -> list["_Query"]:
        """Sort boxes by the part that answers them, a bounded number to a query."""
        homes: dict[int, list[Box]] = {}
        for box in boxes:
            homes.setdefault(self._home(box), []).append(box)
        most = max(1, COMPARED // max(1, self.plan.blocks))
        return [
            _make_query(self._parts[home], mine[at : at + most])
            for home, mine in homes.items()
            for at in range(0, len(mine), most)
        ]

    def _home(self, box: Box) -> int:
        wanted = set(box.dimensions)
        for number, subspace in enumerate(self.subspaces):
            if wanted.issubset(subspace):
                return number
        raise BoxError(f"no indexed subspace has all of the dimensions {box.dimensions}")

    def _tail_rows(self, query: "_Query") -> Rows:
        inside = np.ones((len(query.low), len(self._tail)), dtype=np.bool_)
        for place in query.bounded:
            values = self._tail[:, query.part.subspace[place]]
            inside &= values >= query.low[:, place, None]
            inside &= values <= query.high[:, place, None]
        return np.nonzero(inside)[1] + self._sorted


@dataclass(frozen=True, eq=False)
class _Query:
    """Boxes of one part: low, high (q, k), and the places where any of them excludes something."""

    part: Part
    low: NDArray[np.uint8]
    high: NDArray[np.uint8]
    bounded: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Boxes and blocks that meet, by number: both (p,)."""

    box: NDArray[np.int64]
    block: NDArray[np.int64]


def _make_query(part: Part, boxes: Sequence[Box]) -> _Query:
    wide = len(part.subspace)
    low = np.zeros((len(boxes), wide), dtype=np.uint8)
    high = np.full((len(boxes), wide), 255, dtype=np.uint8)
    place_of = {dimension: place for place, dimension in enumerate(part.subspace)}
    for number, box in enumerate(boxes):
        places = [place_of[dimension] for dimension in box.dimensions]
        low[number, places], high[number, places] = box.low, box.high
    bounded = np.flatnonzero((low > 0).any(axis=0) | (high < 255).any(axis=0))
    return _Query(part, low, high, tuple(bounded.tolist()))


def _classify(query: _Query) -> tuple[_Pairs, _Pairs]:
    """Tell the blocks that lie wholly inside a box from those that it only touches."""
    part, low, high = query.part, query.low, query.high
    near = np.ones((len(low), part.low.shape[1]), dtype=np.bool_)
    for place in query.bounded:
        near &= part.low[place] <= high[:, place, None]
        near &= part.high[place] >= low[:, place, None]
    box, block = np.nonzero(near)
    whole = np.ones(len(box), dtype=np.bool_)
    for place in query.bounded:
        whole &= part.low[place][block] >= low[box, place]
        whole &= part.high[place][block] <= high[box, place]
    return _Pairs(box[whole], block[whole]), _Pairs(box[~whole], block[~whole])


def _tested(query: _Query, pairs: _Pairs) -> Iterator[tuple[_Pairs, NDArray[np.bool_]]]:
    """Test every row of the blocks of some pairs; a chunk of pairs and its (p, r) at a time."""
    for at in range(0, len(pairs.box), CHUNK_BLOCKS):
        box, block = pairs.box[at : at + CHUNK_BLOCKS], pairs.block[at : at + CHUNK_BLOCKS]
        inside = np.ones((len(box), query.part.rows.shape[1]), dtype=np.bool_)
        for place in query.bounded:
            values = query.part.codes[block, place]
            inside &= values >= query.low[box, place, None]
            inside &= values <= query.high[box, place, None]
        yield _Pairs(box, block), inside
