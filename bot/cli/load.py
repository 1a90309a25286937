"""`morelike bench load`: many people at once at a server of their own, and what they met.

The server is another process; people are tasks of this one. Its memory is read before, meanwhile
and after, so a leak shows.
"""

import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.cli.printing import complain, out, out_json
from bot.cli.visitors import Form, Turn, Visitor
from bot.cli.wire import Place, fetch
from bot.settings import LOCAL
from engine.errors import SettingsError

START_SECONDS = 120.0
MOMENTS = 10
"""So many times the server's memory is told while a given number of turns runs."""
_KIB = 1024


@dataclass
class Tally:
    """What happened so far."""

    turns: list[Turn] = field(default_factory=list)
    seconds: float = 0.0

    def times(self) -> list[float]:
        """Give the seconds of answered turns, sorted."""
        return sorted(turn.seconds for turn in self.turns if turn.ending == "answered")

    def row(self, people: int, before: float | None, after: float | None) -> dict[str, object]:
        """Put everything into one row of a table; memory in MiB."""
        times, ends = self.times(), Counter(turn.ending for turn in self.turns)
        return {
            "people": people,
            "turns": len(self.turns),
            "turns_per_second": round(len(times) / self.seconds, 2) if self.seconds else 0.0,
            "p50_seconds": _quantile(times, 0.5),
            "p95_seconds": _quantile(times, 0.95),
            "worst_seconds": _quantile(times, 1.0),
            "errors": ends["failed"],
            "shed": ends["shed"],
            "rss_before_mib": before,
            "rss_after_mib": after,
        }


def load(arguments: Namespace) -> None:
    """Let people loose on a server, and print the table."""
    if arguments.address:
        place, resident = Place.of(arguments.address), lambda: None
        rows = asyncio.run(_measure(place, arguments, resident))
    else:
        with _served(arguments.library) as (place, process):
            rows = asyncio.run(_measure(place, arguments, lambda: _resident(process)))
    out(_table(rows))
    if arguments.json:
        out_json({"rows": rows})


async def _measure(
    place: Place, arguments: Namespace, resident: Callable[[], float | None]
) -> list[dict[str, object]]:
    form = await _form(place)
    await _warm(place, form)
    rows = []
    for people in arguments.people:
        before = resident()
        tally = await _crowd(place, form, people, arguments, resident)
        rows.append(tally.row(people, before, resident()))
        for why, count in Counter(t.why for t in tally.turns if t.ending == "failed").items():
            complain(f"{count} turns of {people} people failed: {why[:200]}")
    return rows


async def _crowd(
    place: Place,
    form: Form,
    people: int,
    arguments: Namespace,
    resident: Callable[[], float | None],
) -> Tally:
    tally, begun = Tally(), time.perf_counter()
    ends = begun + 60 * arguments.minutes if not arguments.turns else float("inf")
    most = arguments.turns or sys.maxsize
    step = max(1, most // MOMENTS)
    begins = random.Random(arguments.seed)  # noqa: S311, when people come, no secret

    def note(turn: Turn) -> None:
        tally.turns.append(turn)
        if arguments.turns and len(tally.turns) % step == 0:
            complain(f"{len(tally.turns):,} turns, {_mebibytes(resident())}")

    async def live(visitor: Visitor, at: float) -> None:
        while at < ends and len(tally.turns) < most:
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            note(await visitor.turn())
            at = max(at + arguments.every, time.perf_counter())
        await visitor.leave()

    crowd = (Visitor(place, form, pictures=not arguments.bare) for _ in range(people))
    await asyncio.gather(*(live(each, begun + begins.random() * arguments.every) for each in crowd))
    tally.seconds = time.perf_counter() - begun
    return tally


async def _form(place: Place) -> Form:
    reply = await fetch(place, "/config")
    return Form.read(reply.json())


async def _warm(place: Place, form: Form) -> None:
    """Wait until the model is there: the first turn of all loads it."""
    visitor, begun = Visitor(place, form), time.perf_counter()
    while (turn := await visitor.turn()).ending != "answered":
        if time.perf_counter() - begun > START_SECONDS:
            raise SettingsError(f"the server answers no turn: {turn.why[:200]}")
        await asyncio.sleep(0.5)
        await visitor.leave()
    await visitor.leave()


@contextmanager
def _served(library: Path | None) -> Iterator[tuple[Place, int]]:
    """Start a server of its own for the time of the measurement."""
    place = Place(LOCAL, _free_port())
    named = ["--library", str(library)] if library else []
    command = [sys.executable, "-m", "bot.cli", "serve", "--port", str(place.port), *named]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    server = subprocess.Popen(  # noqa: S603, our own program
        command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment
    )
    try:
        _await_page(place, server)
        yield place, server.pid
    finally:
        server.terminate()
        server.wait()


def _await_page(place: Place, server: "subprocess.Popen[bytes]") -> None:
    begun = time.perf_counter()
    while time.perf_counter() - begun < START_SECONDS and server.poll() is None:
        try:
            if asyncio.run(fetch(place, "/")).status == 200:
                return
        except (OSError, IndexError):
            time.sleep(0.1)
    raise SettingsError("the server did not start; run: morelike serve, to see why")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


def _resident(process: int) -> float | None:
    """Tell the memory that a process holds, in MiB; None where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.is_file():
        return None
    lines = status.read_text().splitlines()
    found = next((line for line in lines if line.startswith("VmRSS")), None)
    return round(int(found.split()[1]) / _KIB, 1) if found else None


def _quantile(times: Sequence[float], share: float) -> float | None:
    if len(times) < 2:
        return round(times[0], 3) if times else None
    if share >= 1:
        return round(times[-1], 3)
    return round(statistics.quantiles(times, n=100, method="inclusive")[round(share * 100) - 1], 3)


def _mebibytes(size: float | None) -> str:
    return "memory unknown" if size is None else f"{size:.0f} MiB"


def _table(rows: Sequence[dict[str, object]]) -> str:
    r"""Write rows as Markdown.

    Examples
    --------
    >>> _table([{"people": 25, "p95_seconds": None}])
    '| people | p95 seconds |\n|---:|---:|\n| 25 | — |'
    """
    names = list(rows[0])
    head = "| " + " | ".join(name.replace("_", " ") for name in names) + " |"
    body = (
        "| " + " | ".join("—" if row[n] is None else f"{row[n]:,}" for n in names) + " |"
        for row in rows
    )
    return "\n".join((head, "|" + "---:|" * len(names), *body))
