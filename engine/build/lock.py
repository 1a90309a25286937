"""One indexer a library: a lock that the operating system lets go of when its holder dies.

Whatever the disk refuses while the lock is held, a full one for example, is an error of the library
and no crash.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from engine.errors import Fault, Kind, LibraryError


@contextmanager
def hold_library(library: Path) -> Iterator[None]:
    """Hold a library's lock; a holder that was killed holds it no longer.

    Raises
    ------
    LibraryError
        Another indexer works on this library, or the folder cannot be written, now or later.
    """
    path = library / "lock"
    try:
        library.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise LibraryError(
            f"{library} cannot be written: {error.strerror}; choose another --library"
        ) from error
    with file:
        _take(file, library)
        try:
            yield
        except BrokenPipeError:  # not the disk: whoever was told of the progress has gone
            raise
        except (OSError, sqlite3.OperationalError) as error:
            raise LibraryError(
                f"{library} cannot be written: {error}; what was encoded so far is kept: "
                "make room and run morelike index again"
            ) from error


def _take(file: IO[str], library: Path) -> None:
    try:
        _lock(file)
    except OSError as error:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        raise LibraryError(
            f"{library} is being indexed by another process ({holder}); wait until it is done",
            Fault(Kind.LIBRARY_BUSY, library.name),
        ) from error
    file.seek(0)
    file.truncate()
    file.write(f"process {os.getpid()}\n")
    file.flush()


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(2**30)  # far behind the text, which others may then still read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
