"""One byte a dimension: learn the axes and the scale once, encode and decode for ever.

`decode(encode(x))` is within half a step of `x` along every rotated dimension for every `x` inside
the fitted range; values outside are clipped to its ends. Codes keep the order of each rotated
dimension.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.types import Codes, Embeddings

LEVELS = 255
CLIPPED_SHARE = 0.001
"""The share of the sample beyond either end of the scale: outliers must not eat the resolution."""


@dataclass(frozen=True, eq=False)
class Axes:
    """The catalogue's own axes: how its embeddings lie around their mean.

    Attributes
    ----------
    mean : (d,) float32
    variances : (d,) float32
        Along each axis, descending, never negative.
    vectors : (d, d) float32
        One axis a row, orthonormal.
    """

    mean: NDArray[np.float32]
    variances: NDArray[np.float32]
    vectors: NDArray[np.float32]

    @classmethod
    def fit(cls, sample: Embeddings) -> "Axes":
        """Find the principal axes of a sample, (n, d) with n of 1 or more."""
        wide = np.asarray(sample, dtype=np.float32)
        mean = wide.mean(axis=0, dtype=np.float64).astype(np.float32)
        centred = wide - mean
        covariance = (centred.T @ centred).astype(np.float64) / len(wide)
        variances, columns = np.linalg.eigh(covariance)
        vectors = np.ascontiguousarray(columns.T[::-1], dtype=np.float32)
        return cls(mean, np.maximum(variances[::-1], 0).astype(np.float32), _pointed(vectors))

    @classmethod
    def unpack(cls, table: NDArray[np.float32]) -> "Axes":
        """Take apart what `pack` put together."""
        return cls(mean=table[0], variances=table[1], vectors=table[2:])

    def pack(self) -> NDArray[np.float32]:
        """Put everything in one (d + 2, d) table, for one .npy file."""
        return np.vstack([self.mean, self.variances, self.vectors])


@dataclass(frozen=True, eq=False)
class Quantiser:
    """A rotation to a few dimensions, and a scale of 256 levels along each.

    Attributes
    ----------
    rotation : (k, d) float32
    low, step : (k,) float64
        The value of code 0 and the distance between codes; `step > 0`.
    """

    rotation: NDArray[np.float32]
    low: NDArray[np.float64]
    step: NDArray[np.float64]

    @classmethod
    def fit(cls, sample: Embeddings, axes: Axes, dimensions: int = 32) -> "Quantiser":
        """Keep the first axes and scale each by its own quantiles.

        Parameters
        ----------
        sample : (n, d) float32
            With n of 1 or more.
        axes : Axes
            Of the same catalogue.
        dimensions : int
            How many to keep; fewer when there are fewer axes or fewer pictures.
        """
        kept = min(dimensions, len(axes.vectors), max(1, len(sample)))
        rotation = np.ascontiguousarray(axes.vectors[:kept])
        values = np.asarray(sample, dtype=np.float32) @ rotation.T
        ends = np.quantile(values.astype(np.float64), [CLIPPED_SHARE, 1 - CLIPPED_SHARE], axis=0)
        step = (ends[1] - ends[0]) / LEVELS
        # A constant dimension, or one whose span is subnormal, has no scale of its own.
        step = np.where(step >= np.finfo(np.float64).tiny, step, 1.0)
        return cls(rotation, ends[0], step)

    @classmethod
    def unpack(cls, table: NDArray[np.float64]) -> "Quantiser":
        """Take apart what `pack` put together."""
        rotation = np.ascontiguousarray(table[:, 2:], dtype=np.float32)
        return cls(rotation, table[:, 0].copy(), table[:, 1].copy())

    def pack(self) -> NDArray[np.float64]:
        """Put everything in one (k, d + 2) table, for one .npy file."""
        return np.column_stack([self.low, self.step, self.rotation])

    @property
    def dimensions(self) -> int:
        """How many bytes a picture's code has."""
        return len(self.rotation)

    def project(self, embeddings: Embeddings) -> NDArray[np.float32]:
        """Rotate (n, d) embeddings to the (n, k) values that codes stand for."""
        return np.asarray(embeddings, dtype=np.float32) @ self.rotation.T

    def encode(self, embeddings: Embeddings) -> Codes:
        """Give the (n, k) codes of (n, d) embeddings."""
        return self.encode_projected(self.project(embeddings))

    def encode_projected(self, values: NDArray[np.floating]) -> Codes:
        """Give the (n, k) codes of (n, k) rotated values."""
        places = (values.astype(np.float64) - self.low) / self.step
        return np.rint(np.clip(places, 0, LEVELS)).astype(np.uint8)

    def decode(self, codes: Codes) -> NDArray[np.float32]:
        """Give the (n, k) rotated values that (n, k) codes stand for."""
        return (self.low + codes * self.step).astype(np.float32)

    def save(self, path: Path) -> None:
        """Write one .npy file."""
        np.save(path, self.pack().astype("<f8"))

    @classmethod
    def open(cls, path: Path) -> "Quantiser":
        """Read what `save` wrote."""
        return cls.unpack(np.load(path))


def _pointed(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Point every axis so that its largest entry is positive: LAPACKs differ in the sign."""
    largest = np.take_along_axis(vectors, np.abs(vectors).argmax(axis=1)[:, None], axis=1)
    return vectors * np.where(largest < 0, np.float32(-1), np.float32(1))
