"""Synthetic catalogues of any size: clustered unit embeddings and their truth, out of core.

They are not made easy. Figures in brackets are those of MobileNet features of Caltech-101, which
the defaults follow.

- Kinds hold classes: centres of one kind lie together, so that the nearest wrong pictures are many.
- Classes are as unequal as words in a text (Zipf and Mandelbrot): most are a share of 1e-4 to 1e-3
  of the catalogue, a few are far larger, and three pictures in ten belong to no class.
- Pictures of a class spread along the catalogue's own main axes, which is where the codes look: the
  share of the variance that lies within classes is a quarter along the first axes and nearly all
  along the last (0.25 in the first eight, 0.44 around the 24th, 0.95 beyond the 128th).
- The spectrum decays slowly: 32 of 512 axes hold less than half of the variance (0.42), so codes
  alone cannot tell classes apart. The common mean has a length of 0.7 (0.72).
- Each class is wide and narrow along axes of its own, and has pictures far out (kurtosis 4).
- Classes overlap: among 100 classes in 5,000 pictures, cosine to one member has an average
  precision of about 0.4 (0.59 on Caltech-101, about 0.2 on the groceries' fine classes).

The axes are those of the space itself: the engine finds axes of its own, so that a rotation would
change nothing but the time it takes to write.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.index.files import create_array
from engine.types import Embeddings, Progress, Value, no_progress

CHUNK_ROWS = 8192
NO_CLASS = -1
Truth = NDArray[np.int32]  # (n,), the class of every row, NO_CLASS for none


class SyntheticSettings(Value):
    """What a synthetic catalogue is like; the module tells why."""

    dimensions: int = 512
    classes: int = 4000
    kinds: int = 200
    classless: float = 0.3
    even_ranks: float = 50.0
    mean_length: float = 0.7
    decay: float = 1.1
    kind_share: float = 0.78
    shape_spread: float = 0.5
    tail_spread: float = 0.35
    seed: int = 0


@dataclass(frozen=True, eq=False)
class World:
    """What every picture is drawn from.

    Attributes
    ----------
    mean : (d,) float32
    deviation : (d,) float32
        Of pictures in no class, along each axis.
    centres, spreads : (c, d) float32
        Of classes: where they lie around the mean, and their deviation along each axis.
    shares : (c,) float64
        Of the catalogue; they add up to less than 1.
    """

    mean: Embeddings
    deviation: Embeddings
    centres: Embeddings
    spreads: Embeddings
    shares: NDArray[np.float64]

    @classmethod
    def make(cls, settings: SyntheticSettings) -> "World":
        """Draw the kinds and the classes."""
        rng = np.random.default_rng(settings.seed)
        axis = np.arange(settings.dimensions)
        variance = (axis + 8.0) ** -settings.decay
        variance *= (1 - settings.mean_length**2) / variance.sum()
        within = 0.2 + 0.75 * (1 - np.exp(-axis / 64))
        shape = (settings.classes, settings.dimensions)
        kind = rng.integers(settings.kinds, size=settings.classes)
        between = np.sqrt(variance * (1 - within))
        kinds = between * np.sqrt(settings.kind_share) * rng.normal(size=(settings.kinds, shape[1]))
        own = between * np.sqrt(1 - settings.kind_share) * rng.normal(size=shape)
        wide = np.exp(settings.shape_spread * rng.normal(size=shape) - settings.shape_spread**2)
        mean = rng.normal(size=shape[1])
        mean *= settings.mean_length / np.linalg.norm(mean)
        shares = 1 / (np.arange(settings.classes) + settings.even_ranks)
        return cls(
            mean=mean.astype(np.float32),
            deviation=np.sqrt(variance).astype(np.float32),
            centres=(kinds[kind] + own).astype(np.float32),
            spreads=(np.sqrt(variance * within) * wide).astype(np.float32),
            shares=shares * (1 - settings.classless) / shares.sum(),
        )

    def draw(self, rows: int, settings: SyntheticSettings, chunk: int) -> tuple[Embeddings, Truth]:
        """Draw the pictures of one chunk: (n, d) float32 of unit length, and their classes."""
        rng = np.random.default_rng([settings.seed, chunk])
        place = np.searchsorted(np.cumsum(self.shares), rng.random(rows))
        truth = np.where(place < len(self.shares), place, NO_CLASS).astype(np.int32)
        known = np.flatnonzero(truth >= 0)
        vectors = rng.standard_normal((rows, len(self.mean)), dtype=np.float32)
        tails = rng.standard_normal((rows, 1), dtype=np.float32) * np.float32(settings.tail_spread)
        vectors *= np.exp(tails - np.float32(settings.tail_spread**2))
        vectors[truth < 0] *= self.deviation
        vectors[known] = vectors[known] * self.spreads[truth[known]] + self.centres[truth[known]]
        vectors += self.mean
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors, truth


def write_synthetic(
    rows: int,
    embeddings: Path,
    truth: Path,
    settings: SyntheticSettings,
    progress: Progress = no_progress,
    threads: int = 2,
) -> None:
    """Write (n, d) float16 embeddings and (n,) int32 classes as .npy, a few chunks at a time.

    The same settings write the same bytes, whatever the number of threads; a catalogue of fewer
    rows is the beginning of a larger one, but for its last, broken chunk.
    """
    world = World.make(settings)
    vectors = create_array(embeddings, (rows, settings.dimensions), "<f2")
    classes = create_array(truth, (rows,), "<i4")
    with ThreadPoolExecutor(threads) as pool:
        starts = iter(range(0, rows, CHUNK_ROWS))
        make = partial(_write_chunk, world, settings, vectors, classes)
        for batch in _batches(starts, threads * 8):
            progress("drawing", batch[0], rows)
            list(pool.map(make, batch))
    progress("drawing", rows, rows)
    vectors.flush()
    classes.flush()


def _write_chunk(
    world: World,
    settings: SyntheticSettings,
    vectors: NDArray[np.float16],
    classes: Truth,
    start: int,
) -> None:
    stop = min(start + CHUNK_ROWS, len(vectors))
    drawn, truth = world.draw(stop - start, settings, start // CHUNK_ROWS)
    vectors[start:stop], classes[start:stop] = drawn, truth


def _batches(numbers: Iterator[int], size: int) -> Iterator[list[int]]:
    while batch := list(islice(numbers, size)):
        yield batch
