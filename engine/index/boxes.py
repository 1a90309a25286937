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

from engine.boxes import Box
from engine.errors import BoxError, LibraryError
from engine.index.blocks import PLAN, BoxPlan, Part, open_part, read_plan
from engine.index.files import REMEDY
from engine.index.meeting import Pairs, Query, inside_tail, meet_blocks, read_pairs
from engine.index.resident import let_go, map_of
from engine.types import Codes, Rows

COMPARED = 1 << 20
"""How many pairs of a box and a block are compared at once, a byte each: what a cache holds."""


@dataclass(frozen=True)
class Bounds:
    """What is known of a box before a row is read."""

    covered: int
    crossed: int
    least: int
    most: int


@dataclass(frozen=True, eq=False)
class Meeting:
    """Which blocks boxes meet, before a row is read.

    Attributes
    ----------
    covered, crossed : (b,) int64
        For each box, how many blocks it holds whole and how many it cuts through.
    """

    covered: NDArray[np.int64]
    crossed: NDArray[np.int64]
    queries: tuple[Query, ...]
    pairs: tuple[Pairs, ...]


@dataclass(frozen=True, eq=False)
class Found:
    """The rows of boxes, in no particular order, and what finding them took.

    A row is listed once for each box that it lies in. `rows` is (k,) uint32, as on disk.
    """

    rows: NDArray[np.uint32]
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
        self._codes = codes
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

    def let_go(self) -> None:
        """Hand the pages of its files, and those of the codes, back to the system."""
        for array in (
            self._codes,
            *(one for part in self._parts for one in (part.rows, part.codes)),
        ):
            mapped = map_of(array)
            if mapped is not None:
                let_go(mapped)

    def rows(self, box: Box) -> Rows:
        """List the rows that lie in a box, in no particular order."""
        return self.find([box]).rows.astype(np.int64)

    def count_bounds(self, box: Box) -> Bounds:
        """Tell how many blocks a box covers and crosses, without reading a row."""
        met = self.meet([box])
        covered, crossed = int(met.covered[0]), int(met.crossed[0])
        least = covered * self.plan.block_rows
        most = least + crossed * self.plan.block_rows + len(self._tail)
        return Bounds(covered, crossed, least, most)

    def count(self, box: Box) -> int:
        """Count the rows in a box."""
        return len(self.find([box]).rows)

    def find(self, boxes: Sequence[Box]) -> Found:
        """List the rows that lie in boxes, with what finding them took.

        Raises
        ------
        BoxError
            No indexed subspace has all the dimensions of a box.
        """
        return self.read(self.meet(boxes))

    def meet(self, boxes: Sequence[Box]) -> Meeting:
        """Tell which blocks boxes meet, without reading a row.

        Raises
        ------
        BoxError
            No indexed subspace has all the dimensions of a box.
        """
        queries = self._queries(boxes)
        pairs = tuple(meet_blocks(query) for query in queries)
        covered, crossed = (np.zeros(len(boxes), dtype=np.int64) for _ in range(2))
        for query, met in zip(queries, pairs, strict=True):
            np.add.at(covered, query.numbers[met.box[met.whole]], 1)
            np.add.at(crossed, query.numbers[met.box[~met.whole]], 1)
        return Meeting(covered, crossed, queries, pairs)

    def read(self, meeting: Meeting, kept: NDArray[np.bool_] | None = None) -> Found:
        """List the rows of boxes that were met; of those that are kept, where some are not.

        Parameters
        ----------
        meeting : Meeting
            From `meet`, of this index.
        kept : (b,) bool, optional
            Which boxes; all of them when left out.
        """
        rows: list[NDArray[np.uint32]] = [np.empty(0, dtype=np.uint32)]
        covered = crossed = tested = 0
        for query, met in zip(meeting.queries, meeting.pairs, strict=True):
            wanted = np.ones(len(query.low), np.bool_) if kept is None else kept[query.numbers]
            whole = met.block[met.whole & wanted[met.box]]
            cut = met.take(np.flatnonzero(~met.whole & wanted[met.box]))
            rows.append(query.part.rows[whole].reshape(-1))
            rows += list(read_pairs(query, cut))
            rows.append(self._tail_rows(query, wanted))
            covered += len(whole)
            crossed += len(cut.box)
            tested += len(cut.box) * self.plan.block_rows + int(wanted.sum()) * len(self._tail)
        return Found(np.concatenate(rows), covered=covered, crossed=crossed, tested=tested)

    def _queries(self, boxes: Sequence[Box]) -> tuple[Query, ...]:
        """Sort boxes by the part that answers them, a bounded number to a query."""
        homes: dict[int, list[int]] = {}
        for number, box in enumerate(boxes):
            homes.setdefault(self._home(box), []).append(number)
        most = max(1, COMPARED // max(1, self.plan.blocks))
        return tuple(
            _make_query(self._parts[home], boxes, mine[at : at + most])
            for home, mine in homes.items()
            for at in range(0, len(mine), most)
        )

    def _home(self, box: Box) -> int:
        wanted = set(box.dimensions)
        for number, subspace in enumerate(self.subspaces):
            if wanted.issubset(subspace):
                return number
        raise BoxError(f"no indexed subspace has all of the dimensions {box.dimensions}")

    def _tail_rows(self, query: Query, wanted: NDArray[np.bool_]) -> NDArray[np.uint32]:
        if len(self._tail) == 0:
            return np.empty(0, dtype=np.uint32)
        inside = inside_tail(query, self._tail)[wanted]
        return (np.nonzero(inside)[1] + self._sorted).astype(np.uint32)


def _make_query(part: Part, boxes: Sequence[Box], numbers: Sequence[int]) -> Query:
    wide = len(part.subspace)
    low = np.zeros((len(numbers), wide), dtype=np.uint8)
    high = np.full((len(numbers), wide), 255, dtype=np.uint8)
    place_of = {dimension: place for place, dimension in enumerate(part.subspace)}
    for line, number in enumerate(numbers):
        places = [place_of[dimension] for dimension in boxes[number].dimensions]
        low[line, places], high[line, places] = boxes[number].low, boxes[number].high
    bounded = np.flatnonzero((low > 0).any(axis=0) | (high < 255).any(axis=0))
    return Query(part, np.asarray(numbers), low, high, tuple(bounded.tolist()))
