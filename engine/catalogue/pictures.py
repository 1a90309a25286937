"""The table of a library's pictures: one SQLite file a generation, written once, then only read.

Row numbers are those of the embeddings. A file is opened as immutable, so that it takes no lock,
needs no right to write, and may lie on a read-only disk.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from engine.catalogue.conditions import clauses, ending, folder, order_clause
from engine.catalogue.thumbnails import PackReader
from engine.conversation import Condition, Order
from engine.errors import CatalogueError, Fault, Kind, LibraryError
from engine.types import PictureId, Rows, Value

_TABLE = """
CREATE TABLE pictures (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, path TEXT NOT NULL, hash TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL,
    taken TEXT, caption TEXT, thumb_start INTEGER NOT NULL, thumb_bytes INTEGER NOT NULL
)"""
_PACK = "CREATE TABLE thumbnails (pack TEXT NOT NULL)"
_INDEXES = (
    "CREATE UNIQUE INDEX by_id ON pictures (id)",
    "CREATE UNIQUE INDEX by_path ON pictures (path)",
    "CREATE INDEX by_hash ON pictures (hash)",
)
_FIELDS = "id, row, path, width, height, size_bytes, taken, caption"
LISTS_KEPT = 4
"""So many lists of rows by condition, and by order, are kept: a page asks for the same ones."""
_AT_ONCE = 500  # SQLite takes at least 999 parameters in a statement


class Picture(Value):
    """What is known of one picture; `path` lies below the library's folder of pictures."""

    id: PictureId
    row: int
    path: str
    width: int
    height: int
    size_bytes: int
    taken: str | None = None
    caption: str | None = None


@dataclass(frozen=True)
class Record:
    """A line of the table: a picture, its content, and where its thumbnail lies in the pack."""

    picture: Picture
    hash: str
    modified_ns: int
    thumb_start: int
    thumb_bytes: int

    def values(self) -> tuple[Any, ...]:
        """List the values in the order of the table's columns."""
        one = self.picture
        size = (one.width, one.height, one.size_bytes, self.modified_ns)
        words = (one.taken, one.caption)
        return (
            one.row,
            one.id,
            one.path,
            self.hash,
            *size,
            *words,
            self.thumb_start,
            self.thumb_bytes,
        )


def write_catalogue(path: Path, records: Iterable[Record], pack: str) -> int:
    """Write the table of a new generation, and tell how many pictures it holds.

    `pack` names the file of thumbnails, from the library's own folder on.
    """
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = OFF")  # a file that was not finished is thrown away
        database.execute("PRAGMA synchronous = OFF")  # whoever builds a generation syncs it whole
        database.execute(_TABLE)
        database.execute(_PACK)
        database.execute("INSERT INTO thumbnails VALUES (?)", (pack,))
        database.executemany(
            "INSERT INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (record.values() for record in records),
        )
        for index in _INDEXES:
            database.execute(index)
        count: int = database.execute("SELECT count(*) FROM pictures").fetchone()[0]
    return count


class Catalogue:
    """The pictures of a library, read by any number of threads."""

    def __init__(self, database: sqlite3.Connection, images: Path, library: Path) -> None:
        self.images = images
        self._database = database
        self._lock = Lock()
        for name, function in (("folded", str.casefold), ("folder", folder), ("ending", ending)):
            database.create_function(name, 1, function, deterministic=True)
        # A library is never changed while it is open, so what was looked up once stays true.
        self._where = lru_cache(LISTS_KEPT)(self._look_through)
        self._ordered = lru_cache(LISTS_KEPT)(self._order)
        self._pack = PackReader(library / self._ask("SELECT pack FROM thumbnails", [])[0][0])
        self._count: int = self._ask("SELECT count(*) FROM pictures", [])[0][0]

    @classmethod
    def open(cls, path: Path, images: Path) -> "Catalogue":
        """Open the table of a generation.

        Parameters
        ----------
        path : Path
            `catalogue.sqlite` in the folder of a generation, which lies in the library's folder.
        images : Path
            The folder that the pictures' paths start from; it need not exist.

        Raises
        ------
        LibraryError
            The table cannot be read.
        """
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            database = sqlite3.connect(address, uri=True, check_same_thread=False)
            return cls(database, images, path.resolve().parent.parent)
        except (sqlite3.Error, LookupError) as error:
            raise LibraryError(
                f"{path} cannot be opened: {error}; run morelike index again"
            ) from error

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
        self._pack.close()

    def picture(self, row: int) -> Picture:
        """Look up the picture in a row.

        Raises
        ------
        CatalogueError
            There is no such row.
        """
        return self.pictures(np.array([row], dtype=np.int64))[0]

    def pictures(self, rows: Rows) -> tuple[Picture, ...]:
        """Look up the pictures in these rows, in their order."""
        wanted = [int(row) for row in rows]
        found = {picture.row: picture for picture in self._select("row", wanted)}
        missing = [row for row in wanted if row not in found]
        if missing:
            raise CatalogueError(f"there is no row {missing[0]}: rows go from 0 to {len(self) - 1}")
        return tuple(found[row] for row in wanted)

    def ids(self, rows: Rows) -> tuple[PictureId, ...]:
        """List the ids of the pictures in these rows, in their order."""
        return tuple(picture.id for picture in self.pictures(rows))

    def rows(self, pictures: Sequence[PictureId]) -> Rows:
        """List the rows of these pictures, in their order.

        Raises
        ------
        CatalogueError
            The library does not hold one of them.
        """
        found = {known.id: known.row for known in self._select("id", list(pictures))}
        missing = [picture for picture in pictures if picture not in found]
        if missing:
            raise CatalogueError(f"there is no picture {missing[0]} in this library")
        return np.array([found[picture] for picture in pictures], dtype=np.int64)

    def where(self, conditions: tuple[Condition, ...]) -> Rows:
        """List the rows of which all conditions hold, ascending; the newest lists are kept.

        Raises
        ------
        CatalogueError
            A condition cannot be understood.
        """
        return self._where(conditions)

    def _look_through(self, conditions: tuple[Condition, ...]) -> Rows:
        clause, values = clauses(conditions)
        found = self._query(f"SELECT row FROM pictures WHERE {clause} ORDER BY row", values)  # noqa: S608
        return np.array([row for (row,) in found], dtype=np.int64)

    def arrange(self, rows: Rows, order: Order) -> Rows:
        """Put rows in an order; those of which nothing is known come last."""
        every = self._ordered(order)
        return every[np.isin(every, rows)]

    def _order(self, order: Order) -> Rows:
        lines = self._query(f"SELECT row FROM pictures ORDER BY {order_clause(order)}", ())  # noqa: S608
        return np.array([row for (row,) in lines], dtype=np.int64)

    @cached_property
    def dated(self) -> int:
        """How many pictures carry the moment they were taken."""
        count: int = self._query("SELECT count(taken) FROM pictures", ())[0][0]
        return count

    def known(self, pictures: Sequence[PictureId]) -> set[PictureId]:
        """Tell which of these pictures the library holds."""
        return {one.id for one in self._select("id", pictures)}

    def all(self) -> Iterator[Picture]:
        """Go through all pictures, in the order of their rows."""
        for start in range(0, len(self), _AT_ONCE):
            yield from self.pictures(np.arange(start, min(start + _AT_ONCE, len(self))))

    def path(self, row: int) -> Path:
        """Tell where a picture's file lies."""
        return self.images / self.picture(row).path

    def thumbnail(self, row: int) -> bytes:
        """Give a small version: WebP of at most 320 pixels, or the file itself where it is small.

        Raises
        ------
        CatalogueError
            There is no such row, or the file is gone.
        LibraryError
            The pack of thumbnails is missing or harmed.
        """
        found = self._query("SELECT thumb_start, thumb_bytes FROM pictures WHERE row = ?", [row])
        start, size_bytes = found[0] if found else (0, 0)
        if size_bytes:
            return self._pack.thumbnail(start, size_bytes)
        path = self.path(row)
        try:
            return path.read_bytes()
        except OSError as error:
            raise CatalogueError(
                f"{path.name} cannot be read any more: {error.strerror}; run morelike index again",
                Fault(Kind.PICTURE_GONE, path.name),
            ) from error

    def _select(self, column: str, values: Sequence[Any]) -> Iterator[Picture]:
        for start in range(0, len(values), _AT_ONCE):
            part = values[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            sentence = f"SELECT {_FIELDS} FROM pictures WHERE {column} IN ({marks})"  # noqa: S608
            for line in self._query(sentence, part):
                yield Picture(**dict(zip(_FIELDS.split(", "), line, strict=True)))

    def _query(self, sentence: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            return self._ask(sentence, values)
        except sqlite3.DatabaseError as error:  # the file was harmed, or its disk, since it opened
            raise LibraryError(
                f"the catalogue cannot be read: {error}; run morelike index again"
            ) from error

    def _ask(self, sentence: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(sentence, values).fetchall()
