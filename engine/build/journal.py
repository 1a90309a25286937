"""What an indexer has done so far, kept so that it can be killed at any moment.

One SQLite file in the library's `building` folder. `files` lists the folder as it was scanned, and
the content of each file once that is known; `encoded` holds what was made of each content. Both
are committed a batch at a time, together. The generation in force is attached, read-only, so that
one query compares the two.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from engine.catalogue import Found

NAME = "journal.sqlite"

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL,
    hash TEXT, id TEXT, caption TEXT, scan INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS encoded (
    hash TEXT PRIMARY KEY, vector BLOB NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    taken TEXT, thumb_start INTEGER NOT NULL, thumb_bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_hash ON files (hash);
"""
_NO_OLD = """
CREATE TEMP TABLE pictures (
    row INTEGER, id TEXT, path TEXT, hash TEXT, width INTEGER, height INTEGER, size_bytes INTEGER,
    modified_ns INTEGER, taken TEXT, caption TEXT, thumb_start INTEGER, thumb_bytes INTEGER
)
"""
_SCANNED = """
INSERT INTO files VALUES (?, ?, ?, NULL, NULL, NULL, ?)
ON CONFLICT (path) DO UPDATE SET
    hash = CASE WHEN size_bytes = excluded.size_bytes AND modified_ns = excluded.modified_ns
           THEN hash END,
    id = NULL, caption = NULL, size_bytes = excluded.size_bytes,
    modified_ns = excluded.modified_ns, scan = excluded.scan
"""
_UNCHANGED = """
UPDATE files SET hash = (
    SELECT o.hash FROM pictures o WHERE o.path = files.path
    AND o.size_bytes = files.size_bytes AND o.modified_ns = files.modified_ns
) WHERE hash IS NULL
"""
_UNKNOWN = """
UPDATE files SET hash = NULL WHERE hash IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM encoded e WHERE e.hash = files.hash)
AND NOT EXISTS (SELECT 1 FROM pictures o WHERE o.hash = files.hash)
"""


@dataclass(frozen=True)
class Encoded:
    """What was made of one content: `vector` is little-endian float16."""

    hash: str
    vector: bytes
    width: int
    height: int
    taken: str | None
    thumb_start: int
    thumb_bytes: int


def open_journal(folder: Path, basis: str, old: Path | None) -> "Journal":
    """Open or begin the journal in a folder; one that was harmed is begun anew."""
    folder.mkdir(exist_ok=True)
    try:
        return Journal(folder / NAME, basis, old)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        shutil.rmtree(folder)
        folder.mkdir()
        return Journal(folder / NAME, basis, old)


class Journal:
    """The journal, used by the indexer's own thread and asked by its decoders."""

    def __init__(self, path: Path, basis: str, old: Path | None) -> None:
        """Open or begin a journal.

        Parameters
        ----------
        path : Path
        basis : str
            Model and file of thumbnails: what was made for others is thrown away.
        old : Path, optional
            The table of the generation in force, if its embeddings can be used again.
        """
        self._lock = Lock()
        self._database = sqlite3.connect(
            f"{path.resolve().as_uri()}", uri=True, check_same_thread=False
        )
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_TABLES)
        if old is None:
            self._database.execute(_NO_OLD)
        else:
            self._database.execute(f"ATTACH '{old.resolve().as_uri()}?mode=ro&immutable=1' AS old")
        self._begin(basis)

    def _begin(self, basis: str) -> None:
        if self._note("basis") != basis:
            with self._database:
                self._database.execute("DELETE FROM encoded")
                self._write_note("basis", basis)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def take_scan(self, found: Iterable[Found], folder: str, *, same_folder: bool) -> int:
        """Take over the list of files, and count those whose content has to be looked at.

        Contents are known already where path, size and time are those of an interrupted run, or
        of the generation in force when that was made from the same folder.
        """
        scan = int(self._note("scan") or 0) + 1
        with self._database:
            if self._note("folder") != folder:
                self._database.execute("DELETE FROM files")
            self._write_note("folder", folder)
            self._write_note("scan", str(scan))
            self._database.executemany(_SCANNED, ((*one, scan) for one in found))
            self._database.execute("DELETE FROM files WHERE scan != ?", (scan,))
            if same_folder:
                self._database.execute(_UNCHANGED)
            self._database.execute(_UNKNOWN)
        return self._count("SELECT count(*) FROM files WHERE hash IS NULL")

    def pending(self) -> Iterator[Found]:
        """Go through the files whose content is not known yet, in order, a page at a time."""
        last = ""
        while page := self._all(
            "SELECT path, size_bytes, modified_ns FROM files "
            "WHERE hash IS NULL AND path > ? ORDER BY path LIMIT 256",
            last,
        ):
            last = page[-1][0]
            yield from (Found(*line) for line in page)

    def knows(self, content: str) -> bool:
        """Tell whether a content was encoded before; may be asked by any thread."""
        return bool(
            self._all(
                "SELECT 1 FROM encoded WHERE hash = ?1 "
                "UNION ALL SELECT 1 FROM pictures WHERE hash = ?1 LIMIT 1",
                content,
            )
        )

    def commit(self, encoded: Iterable[Encoded], contents: Iterable[tuple[str, str]]) -> None:
        """Write down a batch: what was encoded, and pairs of a path and its content."""
        lines = (
            (e.hash, e.vector, e.width, e.height, e.taken, e.thumb_start, e.thumb_bytes)
            for e in encoded
        )
        with self._lock, self._database:
            self._database.executemany("INSERT INTO encoded VALUES (?, ?, ?, ?, ?, ?, ?)", lines)
            self._database.executemany(
                "UPDATE files SET hash = ? WHERE path = ?",
                ((content, path) for path, content in contents),
            )

    def drop_refused(self) -> list[str]:
        """Strike the files out of whose content nothing was made, and name them."""
        with self._lock, self._database:
            self._database.execute(_UNKNOWN)
            dropped = self._database.execute(
                "DELETE FROM files WHERE hash IS NULL RETURNING path"
            ).fetchall()
        return sorted(path for (path,) in dropped)

    def forget_behind(self, end: int) -> None:
        """Forget what was encoded if its thumbnail did not reach the disk before power went."""
        self.change("DELETE FROM encoded WHERE thumb_start + thumb_bytes > ?", [(end,)])

    def thumbnails_end(self) -> int:
        """Tell where the last thumbnail ends that anything refers to."""
        return self._count(
            "SELECT max(coalesce((SELECT max(thumb_start + thumb_bytes) FROM encoded), 0), "
            "coalesce((SELECT max(thumb_start + thumb_bytes) FROM pictures), 0))"
        )

    def query(self, sentence: str) -> Iterator[tuple[Any, ...]]:
        """Go through the answer to a question of the generation's builder, without keeping it."""
        yield from self._database.execute(sentence)

    def change(self, sentence: str, lines: Iterable[tuple[Any, ...]] = ((),)) -> None:
        """Carry a change out for each line, all of them or none."""
        with self._lock, self._database:
            self._database.executemany(sentence, lines)

    def _note(self, key: str) -> str | None:
        found = self._all("SELECT value FROM meta WHERE key = ?", key)
        return found[0][0] if found else None

    def _write_note(self, key: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _all(self, sentence: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(sentence, values).fetchall()

    def _count(self, sentence: str) -> int:
        return int(self._all(sentence)[0][0])
