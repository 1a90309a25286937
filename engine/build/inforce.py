"""What a library has in force, as its indexer sees it: what can be used again, what is rubbish."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.build.generation import CATALOGUE
from engine.encode import Encoder
from engine.errors import LibraryError
from engine.index import EMBEDDINGS
from engine.index.manifest import Manifest, read_manifest, verify


@dataclass(frozen=True)
class Old:
    """The generation in force, where its embeddings can be used again."""

    manifest: Manifest
    table: Path
    embeddings: NDArray[np.floating[Any]]


def open_manifest(library: Path) -> Manifest | None:
    """Read the manifest in force; one that cannot be used is built anew."""
    try:
        return read_manifest(library)
    except LibraryError:
        return None


def open_old(library: Path, manifest: Manifest | None, encoder: Encoder) -> Old | None:
    """Open the generation in force, if this model made it and no file of it was harmed."""
    if manifest is None or manifest.identity != encoder.identity:
        return None
    try:
        verify(library, manifest)
    except LibraryError:
        return None
    generation = manifest.generation_folder(library)
    embeddings = np.load(generation / EMBEDDINGS, mmap_mode="r", allow_pickle=False)
    return Old(manifest, generation / CATALOGUE, embeddings)


def number_next(manifest: Manifest | None) -> int:
    """Number the generation after the one in force."""
    return int(manifest.generation.rpartition("-")[2]) + 1 if manifest else 1


def name_pack(manifest: Manifest | None, old: Old | None) -> str:
    """Choose the file of thumbnails: the one in force, or a new one beside it."""
    return old.manifest.thumbnails if old else f"thumbnails-{number_next(manifest):04d}.pack"


def name_library(library: Path, now: float) -> str:
    """Make a name up that no other library has."""
    return hashlib.blake2b(f"{library.resolve()} {now}".encode(), digest_size=8).hexdigest()


def clear_away(library: Path) -> None:
    """Take away the generations and thumbnails that are no longer in force."""
    in_force = read_manifest(library)
    for path in library.glob("generation-*"):
        if path.name != in_force.generation:
            shutil.rmtree(path)
    for path in library.glob("thumbnails-*.pack"):
        if path.name != in_force.thumbnails:
            path.unlink()
