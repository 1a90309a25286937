"""The file of thumbnails of the next generation: the one in force, or one without the dead ones.

A pack only grows, so what was removed or changed stays in it. When more than half of a pack is
dead, the living are copied to a new one, which the next manifest names; the old pack is in force
until then, whatever happens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.build.generation import Place
from engine.build.journal import Journal
from engine.catalogue import Pack, PackReader

WORTH_BYTES = 2**20
"""Less than so much is not worth a copy."""

_LIVING = """
SELECT coalesce(sum(coalesce(
    (SELECT e.thumb_bytes FROM encoded e WHERE e.hash = f.hash),
    (SELECT max(o.thumb_bytes) FROM pictures o WHERE o.hash = f.hash)
)), 0) FROM (SELECT DISTINCT hash FROM files) f
"""


@dataclass
class Packing:
    """Which pack a generation takes, where each thumbnail lies in it, and how long it is."""

    name: str
    place: Place
    size_bytes: int


@contextmanager
def pack_thumbnails(journal: Journal, pack: Path, new_name: str) -> Iterator[Packing]:
    """Keep a pack, or copy what is alive of it to a new one; it is on the disk at the end.

    Parameters
    ----------
    journal : Journal
        Knows every file's content.
    pack : Path
        The pack that all thumbnails lie in.
    new_name : str
        What a new pack beside it would be called.
    """
    total = journal.thumbnails_end()
    living = int(next(journal.query(_LIVING))[0])
    if new_name == pack.name or total - living <= max(living, WORTH_BYTES):
        yield Packing(pack.name, lambda start, _: start, total)
        return
    with Pack(pack.with_name(new_name), 0) as fresh, PackReader(pack) as dead:
        moved: dict[int, int] = {}

        def place(start: int, size_bytes: int) -> int:
            """Copies of one picture share their thumbnail."""
            if size_bytes and start not in moved:
                moved[start] = fresh.append(dead.read(start, size_bytes))
            return moved.get(start, 0) if size_bytes else 0

        packing = Packing(new_name, place, 0)
        yield packing
        fresh.sync()
        packing.size_bytes = fresh.end
