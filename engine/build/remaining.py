"""How long a stage will still take, said only when there is reason to say it."""

from collections import deque

LEAST_SECONDS = 2.0
"""No estimate before a stage has been watched for so long."""

WINDOW_SECONDS = 60.0
"""Speed is that of the last minute: what was fast an hour ago says nothing of now."""


class Remaining:
    """Estimates the seconds that a stage still needs, from what it did of late."""

    def __init__(self) -> None:
        self._stage = ""
        self._marks: deque[tuple[float, int]] = deque()

    def update(self, stage: str, done: int, total: int, now: float) -> float | None:
        """Take note of progress, and estimate.

        Parameters
        ----------
        stage : str
            A new stage starts afresh.
        done, total : int
            `total` is 0 while unknown.
        now : float
            Seconds on a clock that never goes back.

        Returns
        -------
        float or None
            Seconds that the stage still needs; None while there is no telling.
        """
        if stage != self._stage or (self._marks and done < self._marks[-1][1]):
            self._stage, self._marks = stage, deque()
        self._marks.append((now, done))
        while self._marks[0][0] < now - WINDOW_SECONDS and len(self._marks) > 2:
            self._marks.popleft()
        since, before = self._marks[0]
        if not total or done <= before or now - since < LEAST_SECONDS:
            return None
        return (total - done) * (now - since) / (done - before)
