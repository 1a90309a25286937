"""What the forest finds: rows that enough of its trees claim, through the box index alone.

The whole catalogue has its say before a row is read: the index tells how many blocks each box
meets. Boxes that hold many blocks for few wanted examples are left, so that the cost follows a
budget and not the catalogue. How many votes are enough is told by how many rows have them. The
answer is that of comparing every row with every box that was kept.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.forest import Forest
from engine.index import Indexes
from engine.search.brief import Brief, SearchSettings
from engine.types import Rows

Kept = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Candidates:
    """The rows that enough trees claim, ascending, and the work it took to find them.

    Attributes
    ----------
    rows : (k,) int64
    kept : (b,) bool
        Which boxes of the forest were asked for.
    needed : int
        The votes that were enough.
    work : dict
        "boxes", "covered", "crossed", "tested".
    """

    rows: Rows
    kept: Kept
    needed: int
    work: dict[str, int]


def find_candidates(
    forest: Forest, brief: Brief, indexes: Indexes, settings: SearchSettings, width: int = 1
) -> Candidates:
    """List the rows with enough votes, settled ones left out; `width` times as many as usual."""
    plan = indexes.boxes.plan
    asked = ask_first(forest, settings.compared // max(1, plan.blocks))
    meeting = indexes.boxes.meet([forest.boxes[at] for at in asked])
    met = meeting.covered + meeting.crossed
    chosen = choose_boxes(forest.worth[asked], met, settings.read // plan.block_rows)
    found = indexes.boxes.read(meeting, chosen)
    kept = np.zeros(len(forest.boxes), dtype=np.bool_)
    kept[asked[chosen]] = True
    share = max(settings.found_least, settings.found_share * len(indexes))
    most = int(min(settings.found, width * share))
    rows, needed = enough(found.rows, forest, most)
    rows = rows[~np.isin(rows, brief.settled)]
    work = {
        "boxes": int(kept.sum()),
        "covered": found.covered,
        "crossed": found.crossed,
        "tested": found.tested,
    }
    return Candidates(rows, kept, needed, work)


def ask_first(forest: Forest, most: int) -> NDArray[np.int64]:
    """List the boxes that are worth the most, `most` of them and one at least, ascending.

    At ten million rows the best 50 of 170 boxes find as much as all of them do on the same budget.
    """
    order = np.argsort(-forest.worth, kind="stable")
    return np.sort(order[: max(1, most)])


def choose_boxes(worth: NDArray[np.float64], blocks: NDArray[np.int64], most: int) -> Kept:
    """Choose boxes until they meet so many blocks, those with the most wanted in the least first.

    Parameters
    ----------
    worth : (b,) float64
    blocks : (b,) int64
        How many blocks each box meets: what reading it costs.
    most : int
        For all boxes together; the best box is always taken.
    """
    order = np.argsort(-worth / np.maximum(blocks, 1), kind="stable")
    spent = np.cumsum(blocks[order])
    kept = np.zeros(len(blocks), dtype=np.bool_)
    kept[order[spent <= max(most, int(spent[0]) if len(spent) else 0)]] = True
    return kept


def enough(listed: NDArray[np.unsignedinteger], forest: Forest, most: int) -> tuple[Rows, int]:
    """Take the rows with enough votes: as few votes as leave `most` rows at most.

    Parameters
    ----------
    listed : (k,) uint32
        A row for each vote that it has: the boxes of one tree do not overlap.
    forest : Forest
        Knows the least that is enough; what all trees claim is always enough.
    most : int

    Returns
    -------
    (j,) int64, int
        Ascending; and how many votes were enough.
    """
    # Sorting takes the votes alone, where counting in place would walk the whole catalogue.
    rows = np.sort(listed)
    starts = np.flatnonzero(np.diff(rows, prepend=rows[:1] + 1))
    votes = np.diff(starts, append=len(rows))
    having = np.cumsum(np.bincount(votes, minlength=forest.trees + 1)[::-1])[::-1]
    choices = np.arange(forest.needed, forest.trees + 1)
    fits = np.flatnonzero(having[choices] <= most)
    needed = int(choices[fits[0]]) if len(fits) else forest.trees
    return rows[starts[votes >= needed]].astype(np.int64), needed
