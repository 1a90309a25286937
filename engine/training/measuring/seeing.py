"""Vectors of many pictures: seen as any picture is in use, a batch at a time, and kept if wanted.

While one batch is embedded, the next one is decoded. Kept vectors are found again by the model, the
paths, and each file's length and time: a changed picture is looked at anew.
"""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from engine.encode import Encoder
from engine.errors import PictureError, TrainingError
from engine.training.measuring.decoding import Pixels, decoded, kept, name_of
from engine.types import Embeddings, Progress, no_progress

TOGETHER = 64


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
    if cache is None:
        return _look(encoder, folder, paths, progress)
    path = cache / f"{name_of(folder, paths, encoder.identity)}.npy"
    return kept(path, lambda: _look(encoder, folder, paths, progress))


def _look(encoder: Encoder, folder: Path, paths: Sequence[str], progress: Progress) -> Embeddings:
    vectors = np.empty((len(paths), encoder.dimensions), dtype=np.float32)
    done = 0
    pictures = decoded(folder, paths, encoder.prepare)
    while batch := [_readable(one) for one in islice(pictures, TOGETHER)]:
        vectors[done : done + len(batch)] = encoder.pictures(np.stack(batch))
        done += len(batch)
        progress("looking", done, len(paths))
    if not np.isfinite(vectors).all():
        strange = paths[int(np.flatnonzero(~np.isfinite(vectors).all(axis=1))[0])]
        raise TrainingError(f"{encoder.name} gives no finite vector for {strange}")
    return vectors


def _readable(one: Pixels | PictureError) -> Pixels:
    if isinstance(one, PictureError):
        raise TrainingError(str(one)) from one
    return one
