"""What a library has in force, as its indexer sees it: what can be used again, what is rubbish."""

import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.encode import Encoder
from engine.errors import LibraryError
from engine.index import EMBEDDINGS
from engine.index.files import open_array
from engine.index.manifest import Manifest, find_harm, read_manifest

CATALOGUE = "catalogue.sqlite"


@dataclass(frozen=True, eq=False)
class Old:
    """The generation in force, where its embeddings can be used again.

    `embeddings` is (n, d) float16, by memory map. A generation that is not `whole` has its table,
    embeddings and thumbnails, and its indexes have to be built again.
    """

    manifest: Manifest
    folder: Path
    whole: bool
    embeddings: NDArray[np.floating]

    @property
    def table(self) -> Path:
        """Where the table of its pictures lies."""
        return self.folder / CATALOGUE


def open_manifest(library: Path) -> Manifest | None:
    """Read the manifest in force; one that cannot be used is built anew."""
    try:
        return read_manifest(library)
    except LibraryError:
        return None


def open_old(library: Path, manifest: Manifest | None, encoder: Encoder) -> Old | None:
    """Open the generation in force, if this model made it and what was encoded is unharmed.

    Every byte of it is read, since the next generation takes it over.
    """
    if manifest is None or manifest.identity != encoder.identity:
        return None
    folder = manifest.generation_folder(library)
    harmed = {Path(path).name for path, _ in find_harm(library, manifest, thorough=True)}
    if harmed & {CATALOGUE, EMBEDDINGS, manifest.thumbnails}:
        return None
    shape = (manifest.pictures, manifest.dimensions)
    try:
        embeddings = open_array(folder / EMBEDDINGS, shape, "<f2")
    except LibraryError:
        return None
    return Old(manifest, folder, not harmed, embeddings)


def number_next(manifest: Manifest | None) -> int:
    """Number the generation after the one in force."""
    return int(manifest.generation.rpartition("-")[2]) + 1 if manifest else 1


def name_pack(manifest: Manifest | None, old: Old | None) -> str:
    """Choose the file of thumbnails: the one in force, or a new one beside it."""
    return old.manifest.thumbnails if old else name_new_pack(manifest)


def name_new_pack(manifest: Manifest | None) -> str:
    """Name a file of thumbnails after the next generation."""
    return f"thumbnails-{number_next(manifest):04d}.pack"


def name_library(library: Path, now: float) -> str:
    """Make a name up that no other library has."""
    return hashlib.blake2b(f"{library.resolve()} {now}".encode(), digest_size=8).hexdigest()


def clear_away(library: Path) -> None:
    """Take away the generations and thumbnails that are no longer in force.

    What a system will not let go of while somebody reads it is left to the next run. Files that
    the new generation took over have a name there too, and stay.
    """
    in_force = read_manifest(library)
    for path in library.glob("generation-*"):
        if path.name != in_force.generation:
            shutil.rmtree(path, ignore_errors=True)
    for path in library.glob("thumbnails-*.pack"):
        if path.name != in_force.thumbnails:
            with suppress(PermissionError):
                path.unlink()
