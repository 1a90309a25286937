"""What a turn took: seconds by stage, and counters of work."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

COUNTERS = ("boxes", "covered", "crossed", "tested", "found", "neighbours", "scored", "passes")


class Ledger:
    """The account of one turn; what is done twice counts twice."""

    def __init__(self) -> None:
        self.seconds = {"learn": 0.0, "find": 0.0, "rank": 0.0}
        self.work = dict.fromkeys(COUNTERS, 0)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time that a block takes to a stage."""
        start = time.perf_counter()
        yield
        self.seconds[stage] += time.perf_counter() - start

    def count(self, **numbers: int) -> None:
        """Add to counters by name."""
        for name, number in numbers.items():
            self.work[name] += number

    def settle(self, **numbers: int) -> None:
        """Put counters at a number: what a later pass finds takes in what an earlier one found."""
        self.work.update(numbers)
