"""What a method is evaluated on: the indexes of a catalogue, its paths, and all its embeddings.

A collection comes from a library, or from bare features, whose indexes are built in a folder that
the caller gives. Scanning methods read the embeddings in memory; ours reads the indexes alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from engine.catalogue import Catalogue
from engine.encode import Encoder, open_encoder
from engine.errors import LibraryError, SettingsError
from engine.index import EMBEDDINGS, Indexes, build_indexes
from engine.index.manifest import read_manifest, verify
from engine.types import Embedding, Embeddings, Progress, no_progress


@dataclass(frozen=True, eq=False)
class Collection:
    """A catalogue under evaluation.

    Attributes
    ----------
    name : str
    paths : tuple of str
        In row order.
    indexes : Indexes
    load_encoder : callable or None
        None where texts cannot be embedded.
    """

    name: str
    paths: tuple[str, ...]
    indexes: Indexes
    load_encoder: Callable[[], Encoder] | None = None

    def __len__(self) -> int:
        """How many pictures there are."""
        return len(self.paths)

    @cached_property
    def embeddings(self) -> Embeddings:
        """All embeddings, (n, d) float32, in memory: what a full scan reads."""
        return np.asarray(self.indexes.embeddings, dtype=np.float32)

    @cached_property
    def mean(self) -> Embedding:
        """The mean embedding, (d,) float32."""
        mean: Embedding = self.embeddings.mean(axis=0)
        return mean

    @cached_property
    def encoder(self) -> Encoder:
        """The model that embeds texts.

        Raises
        ------
        SettingsError
            There is none.
        """
        if self.load_encoder is None:
            raise SettingsError(f"{self.name} has no model for texts: start from a picture")
        return self.load_encoder()


def open_library(library: Path) -> Collection:
    """Open a library that `morelike index` wrote.

    Raises
    ------
    LibraryError
        The folder is no library, or a file of it is missing or changed.
    """
    manifest = read_manifest(library)
    verify(library, manifest)
    generation = manifest.generation_folder(library)
    catalogue = Catalogue.open(generation / "catalogue.sqlite", manifest.images_root(library))
    paths = tuple(picture.path for picture in catalogue.all())
    catalogue.close()

    def load() -> Encoder:
        encoder = open_encoder(manifest.model)
        manifest.check_model(encoder.name, encoder.identity)
        return encoder

    return Collection(manifest.title, paths, Indexes.open(generation), load)


def read_features(file: Path) -> tuple[tuple[str, ...], Embeddings]:
    """Read bare features: an .npz with `path` (n,) and `feat` (n, d) uint8 or float.

    Counts in bytes are brought to their square roots (which turns their cosine into that of
    Hellinger's kernel); every row is brought to unit length.

    Raises
    ------
    SettingsError
        The file is not of that form.
    """
    try:
        with np.load(file, allow_pickle=False) as arrays:
            paths, features = arrays["path"], arrays["feat"]
    except (OSError, ValueError, KeyError) as error:
        raise SettingsError(f"{file} must hold the arrays path and feat: {error}") from error
    wide = features.astype(np.float32)
    if features.dtype == np.uint8:
        wide = np.sqrt(wide)
    lengths = np.linalg.norm(wide, axis=1, keepdims=True)
    return tuple(str(path) for path in paths), wide / np.maximum(lengths, 1e-12)


def build_collection(
    files: Sequence[Path], folder: Path, progress: Progress = no_progress
) -> Collection:
    """Index bare features in `folder`; paths start with their file's stem and a slash.

    Raises
    ------
    SettingsError
        A file cannot be read.
    LibraryError
        The features of the files are not of one width.
    """
    paths, embeddings = _gather(files)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / EMBEDDINGS, embeddings.astype("<f2"))
    build_indexes(embeddings, folder, progress, threads=1)
    return Collection(_title(files), paths, Indexes.open(folder))


def open_features(files: Sequence[Path], folder: Path) -> Collection:
    """Open what `build_collection` wrote for these files.

    Raises
    ------
    SettingsError
        A file cannot be read.
    LibraryError
        The folder does not hold their indexes.
    """
    paths, _ = _gather(files)
    indexes = Indexes.open(folder)
    if len(indexes) != len(paths):
        raise LibraryError(f"{folder} holds {len(indexes)} pictures, the features {len(paths)}")
    return Collection(_title(files), paths, indexes)


def _gather(files: Sequence[Path]) -> tuple[tuple[str, ...], Embeddings]:
    """Read features one after the other; paths start with their file's stem."""
    parts = [read_features(file) for file in files]
    widths = {features.shape[1] for _, features in parts}
    if len(widths) != 1:
        raise LibraryError(f"features of one collection are of one width; found {sorted(widths)}")
    pairs = zip(files, parts, strict=True)
    paths = tuple(f"{file.stem}/{path}" for file, (own, _) in pairs for path in own)
    return paths, np.concatenate([features for _, features in parts])


def _title(files: Sequence[Path]) -> str:
    return " and ".join(file.stem for file in files)
