"""The indexes of a library: boxes and neighbours, built from the embeddings, opened by memory map.

`build_indexes` writes them, `extend_indexes` adds rows to them, and `Indexes.open` opens all of
them or refuses with a sentence.
"""

from engine.index.blocks import build_box_index
from engine.index.boxes import BoxIndex
from engine.index.building import build_indexes, extend_indexes
from engine.index.indexes import Indexes
from engine.index.neighbours import NeighbourIndex, build_neighbour_index
from engine.index.parts import EMBEDDINGS

__all__ = [
    "EMBEDDINGS",
    "BoxIndex",
    "Indexes",
    "NeighbourIndex",
    "build_box_index",
    "build_indexes",
    "build_neighbour_index",
    "extend_indexes",
]
