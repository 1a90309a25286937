"""How good an order, a set and a mean are: the figures of a report, none of them rounded.

A picture that matches and that a method does not return counts as never found: it adds nothing to
average precision, and it lies outside every set.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]  # (k,), does each picture match, in the order of an answer
Numbers = NDArray[np.float64]
Groups = NDArray[np.str_] | NDArray[np.int64]

BOOTSTRAP_DRAWS = 1000


@dataclass(frozen=True)
class SetFigures:
    """What the first pictures of an order are worth as a set; NaN where there is no set."""

    precision: float
    recall: float
    f1: float


NO_SET = SetFigures(float("nan"), float("nan"), float("nan"))


def average_precision(matching: Flags, total: int) -> float:
    """Average the precision at every match found over all `total` that there are.

    Parameters
    ----------
    matching : (k,) bool
        Whether each returned picture matches, best first.
    total : int
        How many matches there were to find; NaN is the answer when there were none.

    Examples
    --------
    >>> average_precision(np.array([True, True, False, True]), total=4)
    0.6875
    """
    if total == 0:
        return float("nan")
    places = np.flatnonzero(matching) + 1
    return float((np.arange(1, len(places) + 1) / places).sum() / total)


def precision_at(matching: Flags, depth: int) -> float:
    """Tell which share of a page of `depth` matches; a page that is not full counts as full.

    Examples
    --------
    >>> precision_at(np.array([True, False, True]), 4)
    0.5
    """
    return float(matching[:depth].sum() / depth)


def set_figures(matching: Flags, cut: int, total: int) -> SetFigures:
    """Measure the first `cut` pictures as a set.

    An empty set has no precision (NaN), and a recall and an F1 of 0.

    Examples
    --------
    >>> set_figures(np.array([True, True, False, True]), cut=3, total=4)
    SetFigures(precision=0.6666666666666666, recall=0.5, f1=0.5714285714285714)
    """
    if total == 0:
        return NO_SET
    hits = int(matching[:cut].sum())
    precision = hits / cut if cut else float("nan")
    return SetFigures(precision, hits / total, 2 * hits / (cut + total))


def best_f1(matching: Flags, total: int) -> float:
    """Find the highest F1 that any cut of an order reaches."""
    if total == 0:
        return float("nan")
    cuts = np.arange(1, len(matching) + 1)
    return float((2 * np.cumsum(matching) / (cuts + total)).max(initial=0.0))


def mean(values: Numbers) -> float:
    """Average what is known; NaN when nothing is."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def bootstrap_interval(
    values: Numbers,
    rng: np.random.Generator,
    draws: int = BOOTSTRAP_DRAWS,
    groups: Groups | None = None,
) -> tuple[float, float]:
    """Give the 95 % interval of a mean by drawing queries with replacement.

    Parameters
    ----------
    values : (q,) float64
        One a query; NaN where it has none.
    rng : numpy Generator
    draws : int
    groups : (q,), optional
        What each query looks for. Searches for the same thing are not independent: they are drawn
        together.

    Returns
    -------
    float, float
        NaN when there is no value.
    """
    return bootstrap_ratio(values, np.ones(len(values)), rng, draws, groups)


def bootstrap_ratio(
    above: Numbers,
    below: Numbers,
    rng: np.random.Generator,
    draws: int = BOOTSTRAP_DRAWS,
    groups: Groups | None = None,
) -> tuple[float, float]:
    """Give the 95 % interval of mean(above) / mean(below) over the queries that have both."""
    known = ~np.isnan(above) & ~np.isnan(below)
    if not known.any():
        return float("nan"), float("nan")
    names = np.arange(len(above)) if groups is None else np.asarray(groups)
    _, owner = np.unique(names[known], return_inverse=True)
    tops, bottoms = (np.bincount(owner, weights=part[known]) for part in (above, below))
    drawn = rng.integers(len(tops), size=(draws, len(tops)))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = tops[drawn].sum(axis=1) / bottoms[drawn].sum(axis=1)
    low, high = np.quantile(ratios, [0.025, 0.975])
    return float(low), float(high)
