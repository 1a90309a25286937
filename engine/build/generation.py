"""A new generation: table, embeddings and indexes in a folder of their own, beside the old one.

Nothing that is in force is touched. Rows are in the order of paths. A picture keeps its id for as
long as its content is there, whatever it is called; exact copies share a content and are told
apart by an ordinal.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.build.journal import Journal
from engine.catalogue import Picture, Record, find_captions, read_captions, write_catalogue
from engine.index import EMBEDDINGS, build_indexes
from engine.types import PictureId, Progress

CATALOGUE = "catalogue.sqlite"
ID_DIGITS = 16

_OLD_ID = """
UPDATE files SET id = (
    SELECT o.id FROM pictures o WHERE o.path = files.path AND o.hash = files.hash
)"""
_NEW_IDS = f"""
SELECT substr(f.hash, 1, {ID_DIGITS}), f.path, f.hash, f.id FROM files f
WHERE substr(f.hash, 1, {ID_DIGITS}) IN (
    SELECT substr(hash, 1, {ID_DIGITS}) FROM files WHERE id IS NULL
) ORDER BY 1, 2
"""  # noqa: S608 - a number of our own
_FREE_IDS = """
SELECT o.hash, o.id FROM pictures o
WHERE o.hash IN (SELECT hash FROM files WHERE id IS NULL)
AND NOT EXISTS (SELECT 1 FROM files f WHERE f.id = o.id) ORDER BY o.hash, o.id
"""
_RECORDS = """
SELECT f.id, f.path, f.size_bytes, f.modified_ns, f.hash, f.caption,
    coalesce(e.width, o.width), coalesce(e.height, o.height), coalesce(e.taken, o.taken),
    coalesce(e.thumb_start, o.thumb_start), coalesce(e.thumb_bytes, o.thumb_bytes)
FROM files f LEFT JOIN encoded e ON e.hash = f.hash
LEFT JOIN pictures o ON o.row = (SELECT min(row) FROM pictures p WHERE p.hash = f.hash)
ORDER BY f.path
"""
_VECTORS = """
SELECT e.vector, (SELECT min(row) FROM pictures p WHERE p.hash = f.hash)
FROM files f LEFT JOIN encoded e ON e.hash = f.hash ORDER BY f.path
"""
_DIFFERENCE = """
WITH added AS (SELECT path, hash FROM files WHERE path NOT IN (SELECT path FROM pictures)),
removed AS (SELECT path, hash FROM pictures WHERE path NOT IN (SELECT path FROM files)),
came AS (SELECT hash, count(*) AS n FROM added GROUP BY hash),
went AS (SELECT hash, count(*) AS n FROM removed GROUP BY hash)
"""
_RENAMED = "SELECT coalesce(sum(min(came.n, went.n)), 0) FROM came JOIN went USING (hash)"
_CHANGED = "SELECT count(*) FROM files f JOIN pictures o ON o.path = f.path AND o.hash != f.hash"


class Difference(NamedTuple):
    """What set the folder apart from the generation in force, in numbers of files."""

    added: int
    changed: int
    removed: int
    renamed: int


def compare(journal: Journal) -> Difference:
    """Compare the folder with the generation in force; every file's content is known."""
    added, removed, changed, renamed = (
        int(next(journal.query(_DIFFERENCE + question))[0])
        for question in (
            "SELECT count(*) FROM added",
            "SELECT count(*) FROM removed",
            _CHANGED,
            _RENAMED,
        )
    )
    return Difference(added - renamed, changed, removed - renamed, renamed)


def write_generation(
    journal: Journal,
    folder: Path,
    images: Path,
    old_embeddings: NDArray[np.floating[Any]] | None,
    dimensions: int,
    pack: str,
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
    old_embeddings : (n, d) float16, optional
        Those of the generation in force.
    dimensions : int
    pack : str
        The name of the file of thumbnails.
    progress : Progress
    """
    _give_ids(journal)
    _give_captions(journal, find_captions(images))
    count = write_catalogue(folder / CATALOGUE, _records(journal), pack)
    shape = (count, dimensions)
    embeddings = np.lib.format.open_memmap(folder / EMBEDDINGS, "w+", np.dtype("<f2"), shape)
    for row, vector in enumerate(_vectors(journal, old_embeddings)):
        embeddings[row] = vector
    embeddings.flush()
    build_indexes(embeddings, folder, progress)
    return count


def _give_ids(journal: Journal) -> None:
    journal.change(_OLD_ID)
    free: dict[str, list[str]] = {}
    for content, old in list(journal.query(_FREE_IDS)):
        free.setdefault(content, []).append(old)
    # SQLite sorts all of the answer before it gives the first line, so writing now is safe.
    groups = groupby(journal.query(_NEW_IDS), key=lambda line: str(line[0]))
    given = (pair for prefix, files in groups for pair in _number(prefix, list(files), free))
    journal.change("UPDATE files SET id = ? WHERE path = ?", given)


def _number(
    prefix: str, files: list[tuple[Any, ...]], free: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Give ids to the files of one prefix: that of a copy that went, or else a new ordinal."""
    taken = {id_ for *_, id_ in files if id_}
    for _, path, content, id_ in files:
        if id_:
            continue
        if free.get(content):
            chosen = free[content].pop(0)
        else:
            chosen = next(name for name in _names(prefix) if name not in taken)
        taken.add(chosen)
        yield chosen, path


def _names(prefix: str) -> Iterator[str]:
    yield prefix
    ordinal = 2
    while True:
        yield f"{prefix}-{ordinal}"
        ordinal += 1


def _give_captions(journal: Journal, captions: Path | None) -> None:
    if captions is not None:
        pairs = ((caption, path) for path, caption in read_captions(captions))
        journal.change("UPDATE files SET caption = ? WHERE path = ?", pairs)


def _records(journal: Journal) -> Iterator[Record]:
    for row, line in enumerate(journal.query(_RECORDS)):
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
        yield Record(picture, content, modified_ns, at, length)


def _vectors(
    journal: Journal, old: NDArray[np.floating[Any]] | None
) -> Iterable[NDArray[np.floating[Any]]]:
    for vector, row in journal.query(_VECTORS):
        if vector is not None:
            yield np.frombuffer(vector, dtype="<f2")
        else:
            assert old is not None  # a content that was not encoded is the old generation's
            yield old[row]
