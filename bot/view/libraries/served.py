"""The libraries that one page serves: each is opened, indexed and looked through again behind it.

`Served` is a mapping from names to `Offered` libraries, in the order in which they were named. A
library that is not ready refuses with a sentence, and one that is broken says why; neither holds
up the others. Models are opened once, whoever uses them. A library whose folder is looked through
again answers from its old engine until the new one takes its place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from threading import Event, Lock, Thread

from bot.view.libraries.offered import Offered, Source, State
from engine.encode import Encoder, open_encoder
from engine.errors import CatalogueError, LibraryError
from engine.service import Engine
from engine.types import PictureId, Progress, no_progress

__all__ = ["Encoders", "Offered", "Served", "Source", "State"]

PATIENCE_SECONDS = 20.0


class Encoders:
    """Opens each model once, however many libraries ask for it; safe for threads."""

    def __init__(self) -> None:
        self._open: dict[str, Encoder] = {}
        self._lock = Lock()

    def open(self, model: str) -> Encoder:
        """Give a model by name; whatever `open_encoder` raises, this raises."""
        with self._lock:
            if model not in self._open:
                self._open[model] = open_encoder(model)
            return self._open[model]


class Served(Mapping[str, Offered]):
    """Libraries by name; there is always at least one.

    Parameters
    ----------
    libraries : iterable of Offered
        Names that occur twice are numbered.
    tended : bool
        Whether those who see the page are those who run it: they may stop and start indexing.
    """

    def __init__(self, libraries: Iterable[Offered], *, tended: bool = False) -> None:
        self._libraries: dict[str, Offered] = {}
        for one in libraries:
            one.name = _free(one.name, self._libraries)
            self._libraries[one.name] = one
        assert self._libraries
        self.tended = tended
        self._shown = Event()
        self._workers: list[Thread] = []

    @classmethod
    def over(
        cls,
        sources: Iterable[Source],
        model: str | None = None,
        *,
        tended: bool = False,
        told: Callable[[], Progress] = lambda: no_progress,
    ) -> "Served":
        """Serve libraries that `start` opens; one that is named twice is served once.

        Parameters
        ----------
        sources : iterable of Source
        model : str, optional
            Where to load the model from, when not from where the libraries were built with.
        tended : bool
        told : callable
            Gives whoever else is told how indexing goes, for each library one.
        """
        once = {source.library.resolve(): source for source in reversed(list(sources))}
        encoders = Encoders()
        offered = [
            Offered.of(source, model, encoders.open, told())
            for source in reversed(list(once.values()))
        ]
        return cls(offered, tended=tended)

    @classmethod
    def holding(cls, *engines: Engine) -> "Served":
        """Serve engines that are open already."""
        return cls(Offered.holding(engine) for engine in engines)

    def __getitem__(self, name: str) -> Offered:
        return self._libraries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._libraries)

    def __len__(self) -> int:
        return len(self._libraries)

    @property
    def first(self) -> Offered:
        """The library that a page begins with: the first, if it is not broken."""
        whole = (one for one in self.values() if not one.state.broken)
        return next(whole, next(iter(self.values())))

    def named(self, name: object) -> Offered:
        """Give the library of a name; the first one for none, or for one that is not served."""
        return self._libraries.get(name, self.first) if isinstance(name, str) else self.first

    def engine(self, name: str = "") -> Engine:
        """Give an open engine by the name of its library; the first library's for "".

        Raises
        ------
        CatalogueError
            No library has that name.
        LibraryError
            It is not ready yet, or broken; the message says what it is doing, or why.
        """
        if name and name not in self:
            raise CatalogueError(f"no library is called {name!r}; there are: {', '.join(self)}")
        return self[name].engine if name else self.first.engine

    def find(self, library: str) -> Offered | None:
        """Find an open library by what its conversations carry (`Engine.library`)."""
        return next((one for one in self.ready() if one.engine.library == library), None)

    def ready(self) -> tuple[Offered, ...]:
        """List the libraries that answer now."""
        return tuple(one for one in self.values() if one.state.ready)

    def thumbnail(self, picture: PictureId) -> bytes:
        """Give a small copy of a picture of any library, or of one that was brought along.

        Raises
        ------
        CatalogueError
            No library has it.
        """
        return self._first_that(lambda engine: engine.thumbnail(picture))

    def full(self, picture: PictureId) -> bytes:
        """Give a copy of a picture of any library, at most 1600 pixels wide or high.

        Raises
        ------
        CatalogueError
            No library has it.
        PictureError
            The file has gone, or can no longer be read.
        """
        return self._first_that(lambda engine: engine.full(picture))

    def _first_that(self, read: Callable[[Engine], bytes]) -> bytes:
        for one in self.ready():
            try:
                return read(one.engine)
            except CatalogueError:
                continue  # another library may have it
        raise CatalogueError("no library has that picture")

    def start(self, *, at_once: bool = True) -> None:
        """Open and index everything behind the page; one that fails holds up no other.

        Where that should not be `at_once`, what takes long waits for `show`: a model that is loaded
        while the page is built would hold it up for seconds.
        """
        if at_once:
            self.show()
        for one in self.values():
            if one.claim():
                self._work(partial(one.prepare, self._shown.wait))

    def show(self) -> None:
        """Tell that the page is there: models are loaded and pictures indexed from now on."""
        self._shown.set()

    def look(self, name: object) -> bool:
        """Look for new pictures of a library, behind the page; False where that is not for now."""
        one = self.named(name)
        if not self.tended or not one.claim():
            return False
        self._work(one.look)
        return True

    def stop(self, name: object) -> None:
        """Stop the indexing of a library; what was done is kept."""
        if self.tended:
            self.named(name).stop()

    def close(self) -> None:
        """End all that goes on behind the page, and wait for it a while."""
        for one in self.values():
            one.stop()
        self.show()
        for worker in self._workers:
            worker.join(PATIENCE_SECONDS)

    def _work(self, job: Callable[[], None]) -> None:
        self._workers = [worker for worker in self._workers if worker.is_alive()]
        self._workers.append(Thread(target=job, daemon=True, name="behind the page"))
        self._workers[-1].start()


def check_some(sources: Iterable[Source]) -> None:
    """Check that there is at least one library to open, or one folder to index.

    Raises
    ------
    LibraryError
        There is none; the message is that of the first.
    CatalogueError
        A folder of pictures is not there.
    """
    reasons = [source.fault() for source in sources]
    if reasons and all(reasons):
        raise reasons[0] or LibraryError("there is no library")


def _free(name: str, taken: Mapping[str, object]) -> str:
    """Choose a name that is not taken.

    Examples
    --------
    >>> _free("Holidays", {"Holidays": 1, "Holidays (2)": 1})
    'Holidays (3)'
    """
    chosen, count = name, 1
    while chosen in taken:
        count += 1
        chosen = f"{name} ({count})"
    return chosen
