"""What the forest finds: rows that enough of its trees claim, through the box index alone.

The answer is that of comparing every row with every box.
"""

import numpy as np

from engine.forest import Forest
from engine.index import Indexes
from engine.search.brief import Brief
from engine.types import Rows


def find_candidates(forest: Forest, brief: Brief, indexes: Indexes) -> tuple[Rows, dict[str, int]]:
    """List the rows with enough votes, settled ones left out.

    Returns
    -------
    (k,) int64, dict
        Ascending; and the work it took: "boxes", "covered", "crossed", "tested", "found".
    """
    votes = np.zeros(len(indexes), dtype=np.uint16)
    found = indexes.boxes.find(forest.boxes)
    np.add.at(votes, found.rows, 1)  # once for each tree: the boxes of one do not overlap
    votes[brief.settled] = 0
    rows = np.flatnonzero(votes >= forest.needed).astype(np.int64)
    work = {
        "boxes": len(forest.boxes),
        "covered": found.covered,
        "crossed": found.crossed,
        "tested": found.tested,
        "found": len(rows),
    }
    return rows, work
