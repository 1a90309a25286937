"""When a catalogue has outgrown the axes that its codes are written along.

Measured on photos of objects and of groceries, 1,280 features each: the codes' 32 axes keep as much
of the variance of newcomers as of the old, by 0.95 and more, when both are of one kind (0.89 when
the axes were fitted on 1,000 pictures alone). They keep 0.6 to 0.8 when whole folders of other
objects come, and 0.5 when photos of groceries come to those of objects; the codes' order of the
newcomers then agrees with the exact one by 0.54, and by 0.91 along axes that were fitted anew.
"""

import numpy as np
from numpy.typing import NDArray

from engine.index.indexes import Indexes

GROWN = 2
"""Axes are fitted anew when there are so many times the pictures that they were fitted on."""
STRANGE = 0.85
"""They are too when they keep less of the newcomers' variance than so much of what they keep of the
others'."""
WIDER = 2
"""And when the newcomers' variance is so many times theirs, which the scales of the codes clip."""
HEEDED_SHARE = 0.02
"""Fewer newcomers than this share change little, and axes would hardly follow them."""
SAMPLED_ROWS = 20_000


def has_drifted(embeddings: NDArray[np.floating], old: Indexes) -> bool:
    """Tell whether the axes of the first rows no longer suit all.

    Parameters
    ----------
    embeddings : (n, d) float16 or float32
        The first `old.fitted` rows are those that the axes were fitted on.
    old : Indexes
        Of rows that `embeddings` begins with.
    """
    if len(embeddings) >= GROWN * old.fitted:
        return True
    newcomers = embeddings[old.fitted :]
    if len(newcomers) < HEEDED_SHARE * len(embeddings):
        return False
    stride = max(1, len(newcomers) // SAMPLED_ROWS)
    sample = np.asarray(newcomers[::stride], dtype=np.float32)
    total, along = _fitted_spread(old)
    new_total, new_along = _spread(old, sample)
    return new_total > WIDER * total or new_along * total < STRANGE * along * new_total


def _fitted_spread(old: Indexes) -> tuple[float, float]:
    """Tell the variance that the old pictures have, in all and along the codes' axes."""
    if old.quantiser.head is not None:
        return _spread(old, old.background_vectors)
    variances = old.axes.variances.astype(np.float64)
    return float(variances.sum()), float(variances[: old.quantiser.dimensions].sum())


def _rebuild(old: Indexes, sample: NDArray[np.float32]) -> NDArray[np.floating]:
    """Go to a head's values and back, (n, d) around the mean: what the codes know of a sample."""
    quantiser = old.quantiser
    return (quantiser.project(sample) - quantiser.centre(old.axes.mean)) @ quantiser.rotation


def _spread(old: Indexes, sample: NDArray[np.float32]) -> tuple[float, float]:
    """Measure a sample's variance around the old mean, in all and along the codes' axes."""
    centred = sample - old.axes.mean
    along = old.quantiser.weigh(centred) if old.quantiser.head is None else _rebuild(old, sample)
    squares = (float((values**2).sum(dtype=np.float64)) for values in (centred, along))
    total, kept = (square / len(sample) for square in squares)
    return total, kept
