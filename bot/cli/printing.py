"""What the command line writes: results on standard output, everything else on standard error."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import TextIO

BAR = 28
SPARSE_SECONDS = 10.0
_MINUTE, _HOUR = 60, 3600

Estimate = Callable[[str, int, int, float], float | None]
"""Seconds that a stage still needs, from its name, what is done, the total and the time."""


def out(text: str) -> None:
    """Write a line for the person."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def out_json(value: Mapping[str, object]) -> None:
    """Write one object as one line."""
    out(json.dumps(value, ensure_ascii=False))


def complain(text: str) -> None:
    """Write a sentence to standard error."""
    sys.stderr.write(f"morelike: {text}\n")


class Bar:
    """Shows progress on standard error: a bar on a terminal, else a line now and then.

    The estimate comes from whoever knows how the work goes; without one, none is shown.
    """

    def __init__(
        self,
        estimate: Estimate | None = None,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._estimate = estimate
        self._live = self._stream.isatty()
        self._stage, self._last, self._open = "", float("-inf"), False

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of progress, and show it if it is time to."""
        now = self._clock()
        left = self._estimate(stage, done, total, now) if self._estimate else None
        ended = total > 0 and done >= total
        pause = 0.1 if self._live else SPARSE_SECONDS
        if stage == self._stage and not ended and now - self._last < pause:
            return
        if stage != self._stage:
            self.close()
        self._stage, self._last = stage, now
        line = describe(stage, done, total, left)
        if self._live:
            self._stream.write(f"\r\x1b[2K{_bar(done, total)} {line}")
            self._open = True
        elif not ended or done:
            self._stream.write(line + "\n")
        self._stream.flush()

    def close(self) -> None:
        """End the line of the bar."""
        if self._open:
            self._stream.write("\n")
            self._stream.flush()
            self._open = False


def describe(stage: str, done: int, total: int, left: float | None) -> str:
    """Say how far a stage is.

    Examples
    --------
    >>> describe("encoding", 1200, 7403, 95.0)
    'encoding 1,200 of 7,403, about 2 min left'
    """
    text = f"{stage} {done:,}" + (f" of {total:,}" if total else "")
    return text + (f", about {duration(left)} left" if left is not None and done < total else "")


def duration(seconds: float) -> str:
    """Say a time as people do.

    Examples
    --------
    >>> duration(42), duration(95), duration(7300)
    ('42 s', '2 min', '2 h 1 min')
    """
    if seconds < _MINUTE:
        return f"{max(seconds, 1):.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{int(seconds // _HOUR)} h {int(seconds % _HOUR // _MINUTE)} min"


def size(count: int) -> str:
    """Say a number of bytes as people do.

    Examples
    --------
    >>> size(900), size(25_000_000)
    ('900 bytes', '25.0 MB')
    """
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} bytes"


def _bar(done: int, total: int) -> str:
    filled = BAR * done // total if total else 0
    return "[" + "█" * filled + "·" * (BAR - filled) + "]"
