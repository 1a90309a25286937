"""The indexes of a library: boxes and neighbours, built from the embeddings, opened by memory map.

`build_indexes` writes them, `Indexes.open` opens all of them or refuses with a sentence.
"""

from engine.index.blocks import build_box_index
from engine.index.boxes import BoxIndex
from engine.index.indexes import EMBEDDINGS, Indexes, build_indexes
from engine.index.neighbours import NeighbourIndex, build_neighbour_index

__all__ = [
    "EMBEDDINGS",
    "BoxIndex",
    "Indexes",
    "NeighbourIndex",
    "build_box_index",
    "build_indexes",
    "build_neighbour_index",
]
