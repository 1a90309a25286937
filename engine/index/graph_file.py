"""The head and the length of a usearch file, checked before usearch trusts them.

usearch reads lengths and places from the file and follows them; a file that was cut short or is of
another kind can end the process. `check_graph` reads the same few numbers, and knows from them how
long the file must be to the byte.
"""

import struct
from pathlib import Path

import numpy as np

from engine.errors import LibraryError
from engine.index.files import REMEDY

MATRIX = struct.Struct("<II")
HEAD = struct.Struct("<7s3H4B3Q?")
HEAD_BYTES = 64
GRAPH = struct.Struct("<5Q")
KINDS = (ord("i"), 12, 14, 15)
"""How usearch names the inner product, float16, and the integers that keys and places are."""
LINK_BYTES, NODE_BYTES = 4, 8 + 2


def check_graph(path: Path, pictures: int, dimensions: int) -> None:
    """Check that a file is a whole graph over so many float16 vectors, compared by inner product.

    The layout is that of usearch 2: a matrix of vectors, a head of 64 bytes, the shape of the
    graph, the level of each node, and the nodes with room for all their links.

    Raises
    ------
    LibraryError
        The file is missing, is no such graph, or has another length than it must have.
    """
    if not path.exists():
        raise LibraryError(f"{path} is missing; {REMEDY}")
    wanted = f"{pictures} pictures of {dimensions} dimensions"
    try:
        found = _expected_bytes(path, pictures, dimensions)
    except struct.error as error:
        raise LibraryError(f"{path} is cut short: it does not hold {wanted}; {REMEDY}") from error
    if found is None:
        raise LibraryError(f"{path} does not hold {wanted}; {REMEDY}")
    size_bytes = path.stat().st_size
    if size_bytes != found:
        raise LibraryError(f"{path} has {size_bytes} bytes where {found} belong; {REMEDY}")


def _expected_bytes(path: Path, pictures: int, dimensions: int) -> int | None:
    """Tell how long the file must be; None when it is not of this kind and shape."""
    with path.open("rb") as file:
        rows, row_bytes = MATRIX.unpack(file.read(MATRIX.size))
        if (rows, row_bytes) != (pictures, 2 * dimensions):
            return None
        file.seek(rows * row_bytes, 1)
        head = HEAD.unpack(file.read(HEAD_BYTES)[: HEAD.size])
        magic, major, *_ = head
        kinds, (held, gone, wide, several) = head[4:8], head[8:]
        if magic != b"usearch" or major != 2 or kinds != KINDS or several:
            return None
        nodes, links, base_links, top, entry = GRAPH.unpack(file.read(GRAPH.size))
        if (held, gone, wide, nodes) != (pictures, 0, dimensions, pictures) or entry >= nodes:
            return None
        levels = np.frombuffer(file.read(2 * nodes).ljust(2 * nodes, b"\xff"), dtype="<i2")
        if levels.min() < 0 or levels.max() != top:  # below 0 where the file ended too early
            return None
        node_bytes = NODE_BYTES + LINK_BYTES * (1 + base_links)
        upper = int(levels.sum(dtype=np.int64)) * LINK_BYTES * (1 + links)
        return int(file.tell() + nodes * node_bytes + upper)
