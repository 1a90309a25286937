"""A new generation: table, embeddings and indexes in a folder of their own, beside the old one.

Nothing that is in force is touched. While every picture of the old generation is still there,
under whatever name, rows keep their numbers, new ones come behind them in the order of paths, and
the indexes are added to. When a picture was removed or changed, rows are numbered anew, all in the
order of paths, and the indexes are built from nothing, as they are when one of them was harmed.
Encoded is only what is new in any case.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.build.difference import give_captions, give_ids, keeps_all
from engine.build.inforce import CATALOGUE, Old
from engine.build.journal import Journal
from engine.catalogue import Picture, Record, find_captions, write_catalogue
from engine.heads import Head
from engine.index import EMBEDDINGS, build_indexes, extend_indexes
from engine.index.files import create_array, create_longer, link_file
from engine.types import PictureId, Progress

Place = Callable[[int, int], int]
"""From where a thumbnail lies, and its length, to where it will lie."""

_RECORDS = """
SELECT f.id, f.path, f.size_bytes, f.modified_ns, f.hash, f.caption,
    coalesce(e.width, o.width), coalesce(e.height, o.height), coalesce(e.taken, o.taken),
    coalesce(e.thumb_start, o.thumb_start), coalesce(e.thumb_bytes, o.thumb_bytes)
FROM files f LEFT JOIN encoded e ON e.hash = f.hash
LEFT JOIN pictures o ON o.row = (SELECT min(row) FROM pictures p WHERE p.hash = f.hash)
"""
_BY_PATH = "ORDER BY f.path"
_BY_ROW = "ORDER BY coalesce((SELECT k.row FROM pictures k WHERE k.id = f.id), 1 << 62), f.path"
_VECTORS = """
SELECT e.vector, (SELECT min(row) FROM pictures p WHERE p.hash = f.hash)
FROM files f LEFT JOIN encoded e ON e.hash = f.hash
"""
_NEW = "WHERE NOT EXISTS (SELECT 1 FROM pictures k WHERE k.id = f.id)"


def write_generation(
    journal: Journal,
    folder: Path,
    images: Path,
    old: Old | None,
    dimensions: int,
    head: Head | None,
    pack: str,
    place: Place,
    progress: Progress,
) -> int:
    """Write a generation, and tell how many pictures it holds.

    Parameters
    ----------
    journal : Journal
        Knows every file's content.
    folder : Path
        Empty.
    images : Path
        Where captions are looked for.
    old : Old, optional
        The generation in force.
    dimensions : int
    head : Head, optional
        The model's compact head, where it has one.
    pack : str
        The name of the file of thumbnails.
    place : callable
        Where a thumbnail lies in that file.
    progress : Progress
    """
    give_ids(journal)
    give_captions(journal, find_captions(images))
    kept = old if old is not None and keeps_all(journal) else None
    records = _records(journal, _BY_ROW if kept else _BY_PATH, place)
    count = write_catalogue(folder / CATALOGUE, records, pack)
    embeddings = _write_embeddings(journal, folder, kept, old, (count, dimensions))
    if kept is not None and kept.whole:
        extend_indexes(embeddings, kept.folder, folder, progress, head=head)
    else:
        build_indexes(embeddings, folder, progress, head=head)
    return count


def _write_embeddings(
    journal: Journal, folder: Path, kept: Old | None, old: Old | None, shape: tuple[int, int]
) -> NDArray[np.floating]:
    """Write all embeddings, in the order of rows; those of kept rows as they are."""
    path = folder / EMBEDDINGS
    if kept is None:
        fresh = create_array(path, shape, "<f2")
        _fill(fresh, 0, _vectors(journal, _BY_PATH, old))
        return fresh
    known = len(kept.embeddings)
    if known == shape[0]:
        link_file(kept.folder / EMBEDDINGS, path)
        return kept.embeddings
    longer = create_longer(path, kept.embeddings, shape[0])
    _fill(longer, known, _vectors(journal, f"{_NEW} {_BY_PATH}", old))
    return longer


def _fill(
    embeddings: np.memmap[Any, Any], start: int, vectors: Iterable[NDArray[np.floating]]
) -> None:
    for row, vector in enumerate(vectors, start):
        embeddings[row] = vector
    embeddings.flush()


def _records(journal: Journal, order: str, place: Place) -> Iterator[Record]:
    for row, line in enumerate(journal.query(_RECORDS + order)):
        id_, path, size_bytes, modified_ns, content, caption, width, height, taken, at, length = (
            line
        )
        picture = Picture(
            id=PictureId(id_),
            row=row,
            path=path,
            width=width,
            height=height,
            size_bytes=size_bytes,
            taken=taken,
            caption=caption,
        )
        yield Record(picture, content, modified_ns, place(at, length), length)


def _vectors(journal: Journal, which: str, old: Old | None) -> Iterator[NDArray[np.floating]]:
    for vector, row in journal.query(_VECTORS + which):
        if vector is not None:
            yield np.frombuffer(vector, dtype="<f2")
        else:
            assert old is not None  # a content that was not encoded is the old generation's
            yield old.embeddings[row]
