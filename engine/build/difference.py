"""What sets a folder apart from the generation in force, and the names that pictures go by.

A picture keeps its id for as long as its content is there, whatever it is called; exact copies
share a content and are told apart by an ordinal.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from engine.build.journal import Journal
from engine.catalogue import read_captions

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
AND NOT EXISTS (SELECT 1 FROM files f WHERE f.hash = o.hash AND f.id = o.id)
ORDER BY o.hash, o.id
"""
_GONE = """
SELECT 1 FROM pictures o
WHERE NOT EXISTS (SELECT 1 FROM files f WHERE f.hash = o.hash AND f.id = o.id) LIMIT 1
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


def give_ids(journal: Journal) -> None:
    """Give every file the id of its picture: the old one, or else a new one."""
    journal.change(_OLD_ID)
    free: dict[str, list[str]] = {}
    for content, old in list(journal.query(_FREE_IDS)):
        free.setdefault(content, []).append(old)
    # SQLite sorts all of the answer before it gives the first line, so writing now is safe.
    groups = groupby(journal.query(_NEW_IDS), key=lambda line: str(line[0]))
    given = (pair for prefix, files in groups for pair in _number(prefix, list(files), free))
    journal.change("UPDATE files SET id = ? WHERE path = ?", given)


def keeps_all(journal: Journal) -> bool:
    """Tell whether every picture of the generation in force is still there; ids are given."""
    return next(journal.query(_GONE), None) is None


def give_captions(journal: Journal, captions: Path | None) -> None:
    """Give the files the captions of a file of captions, if there is one."""
    if captions is not None:
        pairs = ((caption, path) for path, caption in read_captions(captions))
        journal.change("UPDATE files SET caption = ? WHERE path = ?", pairs)


def _number(
    prefix: str, files: list[tuple[Any, ...]], free: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Give ids to the files of one prefix: that of a copy that went, or else a new ordinal."""
    taken = {id_ for *_, id_ in files if id_}
    names = _names(prefix)
    for _, path, content, id_ in files:
        if id_:
            continue
        if free.get(content):
            chosen = free[content].pop(0)
        else:
            chosen = next(name for name in names if name not in taken)
        taken.add(chosen)
        yield chosen, path


def _names(prefix: str) -> Iterator[str]:
    yield prefix
    ordinal = 2
    while True:
        yield f"{prefix}-{ordinal}"
        ordinal += 1
