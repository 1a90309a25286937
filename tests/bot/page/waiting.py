"""What holds still until a test lets it go: a search, and the indexing of a folder."""

from threading import Event

LONGEST = 60  # seconds; a quiet machine needs none of them


class Slow:
    """The real engine, except that a search begins only when it is let go."""

    def __init__(self, engine):
        self._engine = engine
        self.go = Event()

    def __getattr__(self, name):
        return getattr(self._engine, name)

    def find(self, *arguments, **named):
        assert self.go.wait(LONGEST)
        return self._engine.find(*arguments, **named)


class Gate:
    """Indexing that holds still after its first batch, until it is let go."""

    def __init__(self):
        self.arrived, self.go = Event(), Event()

    def __call__(self, stage, done, total):
        if stage == "encoding" and 0 < done < total:
            self.arrived.set()
            assert self.go.wait(LONGEST)
