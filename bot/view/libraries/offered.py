"""One library behind a page: how far it is, its engine once it has one, and the work on it.

The state is a frozen value that is replaced as a whole, so whoever reads it sees one moment. Work
is done by one thread at a time (`claim`), and is stopped between two batches: what was encoded is
kept, and the next run goes on there.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock
from typing import Literal

from bot.settings import INSIDE
from engine.build import BuildSettings, Remaining, index_folder
from engine.encode import Encoder
from engine.errors import CatalogueError, Fault, Kind, LibraryError, MorelikeError
from engine.index.manifest import Manifest, read_manifest
from engine.service import Engine
from engine.settings import PHOTO_MODEL
from engine.types import Progress, Value, no_progress

Work = Literal["", "waiting", "opening", "loading", "scanning", "encoding", "finishing"]
log = logging.getLogger(__name__)


class Source(Value):
    """What is to be served: a library, and perhaps the folder of pictures that it is made of."""

    library: Path
    images: Path | None = None

    @property
    def name(self) -> str:
        """What people call it, as far as that can be told before it is opened."""
        manifest = self.manifest()
        if manifest is not None:
            return manifest.title
        folder = self.images or self.library
        named = folder.parent if folder.name == INSIDE else folder
        return named.resolve().name or "pictures"

    def manifest(self) -> Manifest | None:
        """Read the manifest, where there is one that can be read."""
        try:
            return read_manifest(self.library)
        except LibraryError:
            return None

    def fault(self) -> MorelikeError | None:
        """Tell what is wrong with it at first sight."""
        if self.images is not None:
            if self.images.is_dir():
                return None
            return CatalogueError(
                f"{self.images} is not a folder: give the folder that holds the pictures",
                Fault(Kind.FOLDER_MISSING, self.images.name),
            )
        try:
            read_manifest(self.library)
        except LibraryError as error:
            return error
        return None


class State(Value):
    """How far a library is.

    `ready` tells that it answers, whatever is done behind it. `work` is what is being done, `total`
    0 while unknown. `stopped` tells that indexing was stopped by a person, and `problem` why it
    ended, or why the library cannot be opened: in English, `fault` for other languages. `added` is
    how many pictures the last look brought, None before any. `version` grows with every engine.
    """

    ready: bool = False
    work: Work = "waiting"
    done: int = 0
    total: int = 0
    per_second: float | None = None
    seconds_left: float | None = None
    stopped: bool = False
    problem: str = ""
    fault: Fault | None = None
    added: int | None = None
    pictures: int = 0
    version: int = 0

    @property
    def broken(self) -> bool:
        """Whether it will not be ready by itself."""
        return not self.ready and not self.work and bool(self.problem)


class Offered:
    """A library that the page offers, and the work on it."""

    def __init__(
        self,
        name: str,
        source: Source | None,
        model: str | None,
        load: Callable[[str], Encoder] | None,
        told: Progress = no_progress,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.source = source
        self.state = State()
        self._model, self._load = model, load
        self._told, self._clock = told, clock
        self._engine: Engine | None = None
        self._claimed = Lock()
        self._stopping = Event()
        self._remaining = Remaining()

    @classmethod
    def of(
        cls,
        source: Source,
        model: str | None,
        load: Callable[[str], Encoder],
        told: Progress = no_progress,
    ) -> "Offered":
        """Offer a library that has to be opened, and perhaps to be indexed."""
        return cls(source.name, source, model, load, told)

    @classmethod
    def holding(cls, engine: Engine) -> "Offered":
        """Offer an engine that is open already."""
        offered = cls(engine.name, None, None, None)
        offered._take(engine)
        offered._now(work="")
        return offered

    @property
    def engine(self) -> Engine:
        """The engine as it is now; a turn holds on to the one that it began with.

        Raises
        ------
        LibraryError
            There is none yet, or the library is broken.
        """
        if self._engine is not None:
            return self._engine
        if self.state.problem:
            raise LibraryError(
                f"{self.name} cannot be searched: {self.state.problem}",
                Fault(Kind.LIBRARY_CLOSED, self.name),
            )
        raise LibraryError(
            f"the pictures of {self.name} are still being read; try again soon",
            Fault(Kind.LIBRARY_WAITING, self.name),
        )

    @property
    def grows(self) -> bool:
        """Whether it has a folder that can be looked through again."""
        return self.source is not None and self.source.images is not None

    def claim(self) -> bool:
        """Take the library for work, which ends by itself; False while it is worked on."""
        if self.source is None or not self._claimed.acquire(blocking=False):
            return False
        self._stopping.clear()
        self._now(work="waiting", stopped=False, problem="", fault=None, added=None)
        return True

    def stop(self) -> None:
        """Ask the work to stop; it does so between two batches."""
        self._stopping.set()

    def prepare(self, wait: Callable[[], object]) -> None:
        """Open the library, wait, load its model and bring it up to date: the work of a start."""
        self._work(self._open, wait, self._warm, self._index)

    def look(self) -> None:
        """Look for new pictures in its folder: the work of a claimed library."""
        self._work(self._index)

    def _work(self, *steps: Callable[[], object]) -> None:
        """Take the steps of a claimed library; whatever ends them becomes its state."""
        problem, stopped = "it ended unexpectedly; the log of the server says why", False
        fault: Fault | None = None
        try:
            for step in steps:
                step()
            problem = ""
        except MorelikeError as error:
            log.warning("%s: %s", self.name, error)
            problem, fault = str(error), error.fault
        except KeyboardInterrupt:
            log.info("%s: indexing was stopped; what was done is kept", self.name)
            problem, stopped = "", True
        finally:
            idle = {"done": 0, "total": 0, "per_second": None, "seconds_left": None}
            self._now(work="", problem=problem, fault=fault, stopped=stopped, **idle)
            self._claimed.release()

    def _open(self) -> None:
        self._now(work="opening")
        try:
            self._take(self._opened())
        except LibraryError as error:
            if not self.grows:
                raise
            log.info("%s: %s", self.name, error)  # indexing makes one, or makes it anew

    def _warm(self) -> None:
        if self._engine is not None:
            self._now(work="loading")
            self._engine.warm()

    def _index(self) -> None:
        assert self.source is not None
        assert self._load is not None
        if self.source.images is None:
            return
        self._check_stop()
        manifest = self.source.manifest()
        self._now(work="loading")
        encoder = self._load(self._model or (manifest.model if manifest else PHOTO_MODEL))
        # Without its title, a library that was given one would be called after its folder again.
        settings = BuildSettings(title=manifest.title if manifest else None)
        report = index_folder(
            self.source.images, self.source.library, encoder, settings, self._progress
        )
        renewed = self.source.manifest()
        if self._engine is None or renewed is None or renewed != self._engine.manifest:
            self._take(self._opened())
            self._warm()
        if manifest is not None:  # of a new library every picture is new
            self._now(added=report.pictures - manifest.pictures)

    def _progress(self, stage: str, done: int, total: int) -> None:
        left = self._remaining.update(stage, done, total, self._clock())
        self._now(
            work=stage if stage in ("scanning", "encoding") else "finishing",
            done=done,
            total=total,
            per_second=(total - done) / left if left else None,
            seconds_left=left,
        )
        self._told(stage, done, total)
        self._check_stop()

    def _check_stop(self) -> None:
        if self._stopping.is_set():
            # What Ctrl+C would raise: nothing on the way out takes it for an error of the disk.
            raise KeyboardInterrupt

    def _opened(self) -> Engine:
        assert self.source is not None
        assert self._load is not None
        return Engine.open(self.source.library, self._model, load=self._load, before=self._engine)

    def _take(self, engine: Engine) -> None:
        self._engine = engine
        self._now(ready=True, pictures=engine.pictures, version=self.state.version + 1)

    def _now(self, **changes: object) -> None:
        self.state = self.state.model_copy(update=changes)
