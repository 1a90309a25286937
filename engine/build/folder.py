"""Index a folder: scan, encode what is new, build a generation beside the old one, swap.

The manifest's rename is the one moment at which anything changes for a reader. Before it, every
batch that was encoded is in the journal, so that a killed run is taken up where it was; after it,
only rubbish is left to clear away, by this run or by the next.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from engine.build.difference import Difference, compare
from engine.build.encoding import Encoding
from engine.build.generation import write_generation
from engine.build.inforce import (
    clear_away,
    name_library,
    name_new_pack,
    name_pack,
    number_next,
    open_manifest,
    open_old,
)
from engine.build.journal import open_journal
from engine.build.lock import hold_library
from engine.build.packing import Packing, pack_thumbnails
from engine.build.settings import BuildSettings
from engine.catalogue import Found, Refusal, find_captions, scan
from engine.encode import Encoder
from engine.errors import CatalogueError, Fault, Kind
from engine.index.manifest import (
    Manifest,
    Seal,
    hash_file,
    place_images,
    seal_folder,
    write_manifest,
)
from engine.types import Progress, Value, no_progress

BUILDING = "building"
SCAN_STEP = 1000


class BuildReport(Value):
    """What a run did; numbers of files, and `pictures` is how many the library holds now."""

    added: int
    changed: int
    removed: int
    renamed: int
    encoded: int
    refused: tuple[Refusal, ...]
    pictures: int
    seconds: float


def index_folder(
    images: Path,
    library: Path,
    encoder: Encoder,
    settings: BuildSettings | None = None,
    progress: Progress = no_progress,
    clock: Callable[[], float] = time.time,
) -> BuildReport:
    """Bring a library up to date with a folder of pictures.

    Parameters
    ----------
    images : Path
        Searched with every folder below it; the library may lie inside.
    library : Path
        Made where it does not exist.
    encoder : Encoder
        A library of another model is encoded anew.
    settings : BuildSettings, optional
    progress : Progress
        Stages "scanning", "encoding", then those of `engine.index.build_indexes`.
    clock : callable
        Seconds since 1970.

    Raises
    ------
    CatalogueError
        The folder is missing, or holds no picture that can be read.
    LibraryError
        The library cannot be written, or another process is indexing it.
    """
    started = clock()
    if not images.is_dir():
        next(scan(images))  # says what is wrong, before a library is made
    with hold_library(library):
        build = _Build(images, library, encoder, settings or BuildSettings(), progress)
        with closing(build):
            difference = build.run(clock())
        clear_away(library)
        shutil.rmtree(library / BUILDING, ignore_errors=True)
    return BuildReport(
        **difference._asdict(),
        encoded=build.encoding.encoded,
        refused=build.refused,
        pictures=build.pictures,
        seconds=clock() - started,
    )


class _Build:
    """One run, from the scan to the swap."""

    def __init__(
        self,
        images: Path,
        library: Path,
        encoder: Encoder,
        settings: BuildSettings,
        progress: Progress,
    ) -> None:
        self.images, self.library, self.encoder = images, library, encoder
        self.settings, self.progress = settings, progress
        self.unseen: list[Refusal] = []
        self.pictures = 0
        self.manifest = open_manifest(library)
        self.old = open_old(library, self.manifest, encoder)
        table = self.old.table if self.old else None
        self.pack = library / name_pack(self.manifest, self.old)
        basis = f"{encoder.identity} {self.pack.name}"
        self.journal = open_journal(library / BUILDING, basis, table)
        self.encoding = Encoding(images, encoder, self.settings, self.journal)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Files that were left out, and why."""
        return (*self.unseen, *self.encoding.refused)

    def close(self) -> None:
        """Let go of every file, so that those no longer in force can be taken away anywhere."""
        self.journal.close()
        self.old = None

    def run(self, now: float) -> Difference:
        """Do everything up to the swap."""
        self.journal.forget_behind(self.pack.stat().st_size if self.pack.exists() else 0)
        total = self.journal.take_scan(
            self._scan(), str(self.images.resolve()), same_folder=self._same_folder()
        )
        self.encoding.run(self.pack, total, self.progress)
        difference = compare(self.journal)
        if self._is_up_to_date(difference):
            assert self.manifest is not None
            self.pictures = self.manifest.pictures
            self._move(self.manifest)
        else:
            self._swap(now)
        return difference

    def _scan(self) -> Iterator[Found]:
        seen = 0
        for found in scan(self.images, (self.library,)):
            if isinstance(found, Refusal):
                self.unseen.append(found)
                continue
            seen += 1
            if seen % SCAN_STEP == 0:
                self.progress("scanning", seen, 0)
            yield found
        self.progress("scanning", seen, seen)

    def _same_folder(self) -> bool:
        """Tell whether paths mean what they meant when the old generation was made."""
        return self.old is not None and self._place() == self.old.manifest.images

    def _place(self) -> str:
        return place_images(self.library, self.images)

    def _is_up_to_date(self, difference: Difference) -> bool:
        if self.old is None or not self.old.whole or any(difference):
            return False
        made = self.old.manifest.captions, self.old.manifest.head
        return made == (self._captions(), self._head())

    def _head(self) -> str | None:
        return self.encoder.head.identity if self.encoder.head else None

    def _captions(self) -> str | None:
        captions = find_captions(self.images)
        return hash_file(captions) if captions else None

    def _move(self, manifest: Manifest) -> None:
        """Take note that the pictures, all the same, lie elsewhere now, or are called otherwise."""
        moved = manifest.model_copy(update={"images": self._place(), "title": self._title()})
        if moved != manifest:
            write_manifest(self.library, moved)

    def _title(self) -> str:
        """Take the title that was asked for, else the one that this folder's library has."""
        if self.settings.title:
            return self.settings.title
        if self.manifest and self.manifest.images == self._place():
            return self.manifest.title
        return self.images.resolve().name

    def _swap(self, now: float) -> None:
        generation = self.library / f"generation-{number_next(self.manifest):04d}"
        if generation.exists():
            shutil.rmtree(generation)  # an earlier run was killed while it wrote this one
        self._check_pictures()
        generation.mkdir()
        with pack_thumbnails(self.journal, self.pack, name_new_pack(self.manifest)) as packing:
            self.pictures = write_generation(
                self.journal,
                generation,
                self.images,
                self.old,
                self.encoder.dimensions,
                self.encoder.head,
                packing.name,
                packing.place,
                self.progress,
            )
        seals = seal_folder(self.library, generation)
        write_manifest(self.library, self._manifest(generation, seals, packing, now))

    def _check_pictures(self) -> None:
        if next(self.journal.query("SELECT 1 FROM files LIMIT 1"), None):
            return
        why = f"; the first that was refused: {self.refused[0].reason}" if self.refused else ""
        raise CatalogueError(
            f"{self.images} holds no picture that can be read{why}",
            Fault(Kind.FOLDER_EMPTY, self.images.name),
        )

    def _manifest(
        self, generation: Path, seals: tuple[Seal, ...], packing: Packing, now: float
    ) -> Manifest:
        return Manifest(
            library=self.manifest.library if self.manifest else name_library(self.library, now),
            title=self._title(),
            model=self.encoder.name,
            identity=self.encoder.identity,
            dimensions=self.encoder.dimensions,
            preprocessing=self.encoder.preprocessing.model_dump(mode="json"),
            pictures=self.pictures,
            images=self._place(),
            generation=generation.name,
            thumbnails=packing.name,
            thumbnails_bytes=packing.size_bytes,
            captions=self._captions(),
            head=self._head(),
            files=seals,
            created=now,
        )
