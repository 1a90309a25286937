"""One byte a dimension: learn the axes and the scale once, encode and decode for ever.

`decode(encode(x))` is within half a step of `x` along every dimension for every `x` inside the
fitted range; values outside are clipped to its ends. Codes keep the order of each dimension. The
dimensions are the catalogue's first axes, or what a model's compact head makes of its vectors.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.heads import Head
from engine.types import Codes, Embedding, Embeddings

LEVELS = 255
CLIPPED_SHARE = 0.001
"""The share of the sample beyond either end of the scale: outliers must not eat the resolution."""
RIDGE = 1e-6
"""Of the mean variance: keeps the way back finite where a head has dimensions that lie still."""


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
    """A way to a few dimensions, and a scale of 256 levels along each.

    Attributes
    ----------
    rotation : (k, d) float32
        What a step along each dimension says of the embedding. Without a head it is the way there
        as well; with one it is the best linear way back.
    low, step : (k,) float64
        The value of code 0 and the distance between codes; `step > 0`.
    head : Head, optional
        Makes the values in place of the rotation.
    middle, variances : (k,) float64, optional
        The mean of the values that a head makes, and how far they lie apart.
    turn : (k, k) float32, optional
        Turns what a head makes to the axes along which this catalogue's pictures lie: boxes go by
        axes, and a head was trained on other pictures.
    """

    rotation: NDArray[np.float32]
    low: NDArray[np.float64]
    step: NDArray[np.float64]
    head: Head | None = None
    middle: NDArray[np.float64] | None = None
    variances: NDArray[np.float64] | None = None
    turn: NDArray[np.float32] | None = None

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
        return cls(rotation, *_scale(np.asarray(sample, dtype=np.float32) @ rotation.T))

    @classmethod
    def fit_head(cls, sample: Embeddings, axes: Axes, head: Head) -> "Quantiser":
        """Turn and scale what a head makes of a sample, and learn the linear way back.

        Parameters
        ----------
        sample : (n, d) float32
            With n of 1 or more.
        axes : Axes
            Of the same catalogue.
        head : Head
            For embeddings of d dimensions.
        """
        made = head.project(sample)
        turn = Axes.fit(made).vectors
        values = (made @ turn.T).astype(np.float64)
        middle = values.mean(axis=0)
        rotation = _way_back(values - middle, np.asarray(sample, dtype=np.float64) - axes.mean)
        return cls(rotation, *_scale(values), head, middle, values.var(axis=0), turn)

    @classmethod
    def unpack(cls, table: NDArray[np.float64], head: Head | None = None) -> "Quantiser":
        """Take apart what `pack` put together."""
        first = 4 if head else 2
        last = first + (len(table) if head else 0)
        low, step, *moments = table[:, :first].T.copy()
        turn = np.ascontiguousarray(table[:, first:last], dtype=np.float32)
        rotation = np.ascontiguousarray(table[:, last:], dtype=np.float32)
        if head is None:
            return cls(rotation, low, step)
        return cls(rotation, low, step, head, moments[0], moments[1], turn)

    def pack(self) -> NDArray[np.float64]:
        """Put everything but the head in one table, (k, d + 2) or with one (k, k + d + 4)."""
        headed = [part for part in (self.middle, self.variances, self.turn) if part is not None]
        return np.column_stack([self.low, self.step, *headed, self.rotation])

    @property
    def dimensions(self) -> int:
        """How many bytes a picture's code has."""
        return len(self.rotation)

    def project(self, embeddings: Embeddings) -> NDArray[np.float32]:
        """Take (n, d) embeddings to the (n, k) values that codes stand for."""
        if self.head is None or self.turn is None:
            return self.weigh(embeddings)
        return self.head.project(embeddings) @ self.turn.T

    def weigh(self, vectors: Embeddings) -> NDArray[np.float32]:
        """Tell what a step along each dimension adds to a product with (n, d) vectors, (n, k)."""
        return np.asarray(vectors, dtype=np.float32) @ self.rotation.T

    def centre(self, mean: Embedding) -> NDArray[np.floating]:
        """Give the (k,) values that stand for the catalogue's mean."""
        return self.weigh(mean) if self.middle is None else self.middle

    def spread(self, axes: Axes) -> NDArray[np.floating]:
        """Tell how far the values of each dimension lie apart, (k,), as variances."""
        return axes.variances[: self.dimensions] if self.variances is None else self.variances

    def encode(self, embeddings: Embeddings) -> Codes:
        """Give the (n, k) codes of (n, d) embeddings."""
        return self.encode_projected(self.project(embeddings))

    def encode_projected(self, values: NDArray[np.floating]) -> Codes:
        """Give the (n, k) codes of (n, k) values."""
        places = (values.astype(np.float64) - self.low) / self.step
        return np.rint(np.clip(places, 0, LEVELS)).astype(np.uint8)

    def decode(self, codes: Codes) -> NDArray[np.float32]:
        """Give the (n, k) values that (n, k) codes stand for."""
        return (self.low + codes * self.step).astype(np.float32)

    def save(self, path: Path) -> None:
        """Write one .npy file."""
        np.save(path, self.pack().astype("<f8"))

    @classmethod
    def open(cls, path: Path, head: Head | None = None) -> "Quantiser":
        """Read what `save` wrote; the head has a file of its own."""
        return cls.unpack(np.load(path), head)


def _scale(values: NDArray[np.floating]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find low end and step of each dimension by its quantiles."""
    ends = np.quantile(values.astype(np.float64), [CLIPPED_SHARE, 1 - CLIPPED_SHARE], axis=0)
    step = (ends[1] - ends[0]) / LEVELS
    # A constant dimension, or one whose span is subnormal, has no scale of its own.
    return ends[0], np.where(step >= np.finfo(np.float64).tiny, step, 1.0)


def _way_back(values: NDArray[np.float64], centred: NDArray[np.float64]) -> NDArray[np.float32]:
    """Find the (k, d) steps whose sum over (n, k) values comes nearest to (n, d) embeddings."""
    squares = values.T @ values
    small = RIDGE * float(np.trace(squares)) / len(squares) + np.finfo(np.float64).tiny
    steps = np.linalg.solve(squares + small * np.eye(len(squares)), values.T @ centred)
    return np.ascontiguousarray(steps, dtype=np.float32)


def _pointed(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Point every axis so that its largest entry is positive: LAPACKs differ in the sign."""
    largest = np.take_along_axis(vectors, np.abs(vectors).argmax(axis=1)[:, None], axis=1)
    return vectors * np.where(largest < 0, np.float32(-1), np.float32(1))
