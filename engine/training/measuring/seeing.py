"""Vectors of many pictures: seen as any picture is in use, a batch at a time, and kept if wanted.

While one batch is embedded, the next one is decoded. Kept vectors are found again by the model, the
paths, and each file's length and time: a changed picture is looked at anew.
"""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import read_picture
from engine.encode import Encoder
from engine.errors import PictureError, TrainingError
from engine.types import Embeddings, Progress, no_progress

TOGETHER = 64
DECODERS = 4


def see_pictures(
    encoder: Encoder,
    folder: Path,
    paths: Sequence[str],
    cache: Path | None = None,
    progress: Progress = no_progress,
) -> Embeddings:
    """Embed pictures, (n, d) float32 of unit length, in the order of their paths.

    Parameters
    ----------
    encoder : Encoder
    folder : Path
    paths : sequence of str
        Below the folder.
    cache : Path, optional
        A folder that keeps vectors for the next time.
    progress : Progress
        One stage, "looking".

    Raises
    ------
    TrainingError
        A picture cannot be read; the sentence names it.
    """
    kept = cache / f"{_key(encoder, folder, paths)}.npy" if cache else None
    if kept and kept.is_file():
        vectors: Embeddings = np.load(kept)
        return vectors
    vectors = _look(encoder, folder, paths, progress)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part.npy")
        np.save(part, vectors)
        part.replace(kept)
    return vectors


def _look(encoder: Encoder, folder: Path, paths: Sequence[str], progress: Progress) -> Embeddings:
    vectors = np.empty((len(paths), encoder.dimensions), dtype=np.float32)
    done = 0
    for batch in _batches(encoder, folder, paths):
        vectors[done : done + len(batch)] = encoder.pictures(batch)
        done += len(batch)
        progress("looking", done, len(paths))
    if not np.isfinite(vectors).all():
        strange = paths[int(np.flatnonzero(~np.isfinite(vectors).all(axis=1))[0])]
        raise TrainingError(f"{encoder.name} gives no finite vector for {strange}")
    return vectors


def _batches(encoder: Encoder, folder: Path, paths: Sequence[str]) -> Iterator[NDArray[np.uint8]]:
    def prepare(path: str) -> NDArray[np.uint8]:
        try:
            return encoder.prepare(read_picture(folder / path))
        except PictureError as error:
            raise TrainingError(f"{folder / path}: {error}") from error

    with ThreadPoolExecutor(DECODERS, "decode") as pool:
        starts = range(0, len(paths), TOGETHER)
        parts = [paths[at : at + TOGETHER] for at in starts]
        waiting = [pool.submit(prepare, path) for path in parts[0]] if parts else []
        for following in (*parts[1:], ()):
            ahead = [pool.submit(prepare, path) for path in following]
            yield np.stack([one.result() for one in waiting])
            waiting = ahead


def _key(encoder: Encoder, folder: Path, paths: Sequence[str]) -> str:
    digest = hashlib.blake2b(encoder.identity.encode(), digest_size=12)
    for path in paths:
        stat = (folder / path).stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()
