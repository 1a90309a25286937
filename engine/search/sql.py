"""The boxes of a turn as SQL: the same rows with the same votes, from a table of codes.

The table is `codes(row, d0, d1, ...)`, a number a dimension. Everything written here is a number or
a name of ours, so no text of a person can become part of it.
"""

# ruff: noqa: S608, since every part of a query is a number or a name of ours

from itertools import groupby

from engine.boxes import Box
from engine.search.brief import Claims
from engine.types import Rows

AT_ONCE = 400
"""SQLite joins 500 queries by UNION ALL at most."""
INDENT = "  "
NOTHING = f"{INDENT}SELECT row FROM codes WHERE 0 = 1"


def write_sql(claims: Claims, settled: Rows) -> str:
    """Write the query that finds what the boxes claim with enough votes, most votes first.

    Parameters
    ----------
    claims : Claims
    settled : (k,) int64
        Rows that are not shown again, for they were judged or hidden.
    """
    kept = [
        (int(tree), box)
        for tree, box, taken in zip(
            claims.forest.tree, claims.forest.boxes, claims.kept, strict=True
        )
        if taken
    ]
    trees = [[box for _, box in boxes] for _, boxes in groupby(sorted(kept, key=_tree), key=_tree)]
    parts = [_union(trees[at : at + AT_ONCE]) for at in range(0, len(trees), AT_ONCE)]
    wrapped = [f"SELECT row FROM (\n{part}\n)" for part in parts] if len(parts) > 1 else parts
    every = "\nUNION ALL\n".join(wrapped or [NOTHING])
    left_out = ", ".join(str(row) for row in settled.tolist())
    where = f"WHERE row NOT IN ({left_out})\n" if left_out else ""
    return (
        f"SELECT row, COUNT(*) AS votes FROM (\n{every}\n) AS claimed\n{where}"
        f"GROUP BY row HAVING COUNT(*) >= {claims.needed}\nORDER BY votes DESC, row;\n"
    )


def _tree(pair: tuple[int, Box]) -> int:
    return pair[0]


def _union(trees: list[list[Box]]) -> str:
    """Give every tree one vote for a row: its boxes do not overlap."""
    return f"\n{INDENT}UNION ALL\n".join(_one(boxes) for boxes in trees)


def _one(boxes: list[Box]) -> str:
    inside = f"\n{INDENT}   OR ".join(_box(box) for box in boxes)
    return f"{INDENT}SELECT row FROM codes\n{INDENT}WHERE {inside}"


def _box(box: Box) -> str:
    """Bound each dimension from both sides.

    Examples
    --------
    >>> import numpy as np
    >>> _box(Box((3, 17), np.uint8([4, 0]), np.uint8([90, 88])))
    '(d3 BETWEEN 4 AND 90 AND d17 BETWEEN 0 AND 88)'
    """
    sides = zip(box.dimensions, box.low.tolist(), box.high.tolist(), strict=True)
    bounds = [f"d{dimension} BETWEEN {low} AND {high}" for dimension, low, high in sides]
    return f"({' AND '.join(bounds or ['1 = 1'])})"
