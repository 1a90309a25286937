"""What the engine is compared with: everything that looks at every row.

Each is written as well as numpy, scikit-learn and usearch allow. The scans of boxes have the codes
in memory, one dimension after the other, which the engine does without.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.boxes import Box
from engine.forest import Forest
from engine.types import Codes, Embedding

Votes = NDArray[np.uint8]  # (n,), how many trees claim each row
CHUNK_ROWS = 1 << 16
EMBEDDED_ROWS = 1 << 14


def scan_by_box(columns: Codes, forest: Forest) -> Votes:
    """Test one box after the other, each dimension on the rows that are left of the last."""
    votes: Votes = np.zeros(columns.shape[1], dtype=np.uint8)
    for box in forest.boxes:
        votes[_rows_in_box(columns, box)] += 1
    return votes


def _rows_in_box(columns: Codes, box: Box) -> NDArray[np.int64]:
    span = box.high - box.low
    first = columns[box.dimensions[0]] - box.low[0] <= span[0]
    rows = np.flatnonzero(first)
    for place in range(1, len(box.dimensions)):
        values = columns[box.dimensions[place]][rows]
        rows = rows[values - box.low[place] <= span[place]]
    return rows


def scan_by_mask(columns: Codes, forest: Forest) -> Votes:
    """Test all boxes on a stretch of rows that a cache holds, then go on to the next stretch."""
    votes: Votes = np.zeros(columns.shape[1], dtype=np.uint8)
    for at in range(0, len(votes), CHUNK_ROWS):
        part = columns[:, at : at + CHUNK_ROWS]
        for box in forest.boxes:
            votes[at : at + CHUNK_ROWS] += _inside(part, box.dimensions, box.low, box.high)
    return votes


def scan_by_tree(columns: Codes, forest: Forest) -> Votes:
    """Test a stretch of rows on the box around each tree, and what is left on its boxes."""
    votes: Votes = np.zeros(columns.shape[1], dtype=np.uint8)
    trees = [_gather(forest, tree) for tree in np.unique(forest.tree)]
    for at in range(0, len(votes), CHUNK_ROWS):
        part = columns[:, at : at + CHUNK_ROWS]
        for dimensions, low, high in trees:
            around = _inside(part, dimensions, low.min(axis=0), high.max(axis=0))
            rows = np.flatnonzero(around)
            values = part[list(dimensions)][:, rows]
            claimed = np.zeros(len(rows), dtype=np.bool_)
            for floor, ceiling in zip(low, high, strict=True):
                claimed |= _inside(values, range(len(values)), floor, ceiling)
            votes[at + rows[claimed]] += 1
    return votes


def _gather(
    forest: Forest, tree: int
) -> tuple[tuple[int, ...], NDArray[np.uint8], NDArray[np.uint8]]:
    boxes = [box for box, own in zip(forest.boxes, forest.tree, strict=True) if own == tree]
    low, high = np.array([box.low for box in boxes]), np.array([box.high for box in boxes])
    return boxes[0].dimensions, low, high


def _inside(
    columns: Codes, dimensions: Sequence[int], low: NDArray[np.uint8], high: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    inside = np.ones(columns.shape[1], dtype=np.bool_)
    for dimension, floor, span in zip(dimensions, low, high - low, strict=True):
        inside &= columns[dimension] - floor <= span
    return inside


BOX_SCANS = {"by box": scan_by_box, "by stretch": scan_by_mask, "by tree": scan_by_tree}


def grow_scanning(sample: NDArray[Any], wanted: NDArray[np.bool_], trees: int, threads: int) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """Grow scikit-learn's forest on (m, d) examples."""
    from sklearn.ensemble import RandomForestClassifier

    model = RandomForestClassifier(trees, class_weight="balanced", random_state=0, n_jobs=threads)
    return model.fit(sample.astype(np.float32), wanted)


def scan_forest(model: Any, rows: NDArray[Any]) -> int:  # noqa: ANN401
    """Count what a scikit-learn forest claims of all rows: codes, or embeddings."""
    step = max(EMBEDDED_ROWS, CHUNK_ROWS * 512 // rows.shape[1])
    chunks = (rows[at : at + step].astype(np.float32) for at in range(0, len(rows), step))
    return sum(int(model.predict(chunk).sum()) for chunk in chunks)


def scan_linear(embeddings: NDArray[np.float16], weight: Embedding) -> NDArray[np.float32]:
    """Score every row by a direction."""
    scores = np.empty(len(embeddings), dtype=np.float32)
    for at in range(0, len(embeddings), EMBEDDED_ROWS):
        chunk = embeddings[at : at + EMBEDDED_ROWS]
        scores[at : at + len(chunk)] = chunk.astype(np.float32) @ weight
    return scores


def scan_exact(
    embeddings: NDArray[np.float16], weight: Embedding, k: int, threads: int
) -> NDArray[np.int64]:
    """Let usearch compare a direction with every row, and name the best."""
    from usearch.index import MetricKind, search

    query = (weight / np.linalg.norm(weight)).astype(np.float16)
    found = search(embeddings, query, k, MetricKind.IP, exact=True, threads=threads)
    return np.asarray(found.keys, dtype=np.int64)
