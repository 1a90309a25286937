"""An interrupt waits until what was begun is whole; a second one does not wait."""

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


@contextmanager
def held_back() -> Iterator[Callable[[], bool]]:
    """Hold the first interrupt back; what is given tells whether it came.

    Only the main thread gets interrupts, and nothing is held back elsewhere, nor where whoever
    started the process wants none heard.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield lambda: False
        return
    came = threading.Event()

    def note(*_: object) -> None:
        came.set()
        signal.signal(signal.SIGINT, before)
        logger.warning("stopping after this step; interrupt once more to stop at once")

    signal.signal(signal.SIGINT, note)
    try:
        yield came.is_set
    finally:
        signal.signal(signal.SIGINT, before)
