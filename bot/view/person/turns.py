"""One turn at a time for each person, and a stop that really stops.

A search that has begun cannot be interrupted in its thread; it can only be made to count for
nothing. So each turn holds a token, and what it found is used only while the token is the newest
of its session: a stop takes the token away, and a second event of the same session is refused
while one is under way.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

REMEMBERED = 10_000
"""Sessions under way at once at most; the longest unused is forgotten."""


@dataclass
class Turns:
    """The turns under way, by session; safe to share between threads."""

    _held: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _newest: int = 0

    def begin(self, session: str) -> int | None:
        """Take the session's token; None when a turn of it is under way.

        Examples
        --------
        >>> turns = Turns()
        >>> turns.begin("ada"), turns.begin("ada"), turns.begin("bob")
        (1, None, 2)
        """
        with self._lock:
            if session in self._held:
                return None
            self._newest += 1
            self._held[session] = self._newest
            if len(self._held) > REMEMBERED:
                self._held.popitem(last=False)
            return self._newest

    def end(self, session: str, token: int) -> bool:
        """Give the token back; False when it was taken away, so the turn does not count."""
        with self._lock:
            counted = self._held.get(session) == token
            if counted:
                del self._held[session]
            return counted

    def held(self, session: str) -> bool:
        """Tell whether a turn of the session is under way."""
        with self._lock:
            return session in self._held

    def stop(self, session: str) -> None:
        """Take the token away from whatever turn is under way."""
        with self._lock:
            self._held.pop(session, None)
