"""The best cut of many tree nodes at once, exactly, by one sort.

For each node the cut with the lowest weighted Gini impurity over all its dimensions, as a naive
splitter would find it: between two neighbouring values that occur in the node.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.types import Codes

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]
UNDRAWN = 4.0
"""Added to the impurity of a dimension that the node did not draw: taken for want of others."""


@dataclass(frozen=True, eq=False)
class Splits:
    """One cut for each node that has any, nodes ascending.

    `codes <= below` goes one way, `codes >= above` the other; both values occur in the node.
    """

    node: Numbers
    dimension: Numbers
    below: Numbers
    above: Numbers
    impurity: Weights


def best_splits(
    codes: Codes,
    node: Numbers,
    kind: NDArray[np.uint8],
    weights: tuple[Weights, Weights],
    undrawn: NDArray[np.bool_] | None = None,
) -> Splits:
    """Find the best cut of every node.

    Parameters
    ----------
    codes : (n, k) uint8
    node : (n,) int64
        From 0 up.
    kind : (n,) uint8
        Below 4.
    weights : pair of (4,) float64
        What a sample of each kind weighs as liked, and as not.
    undrawn : (nodes, k) bool, optional
        Dimensions that a node takes only when no other can be cut.
    """
    values, kinds, group = _sorted(codes, node, kind)
    width = codes.shape[1]
    liked, other = weights[0][kinds], weights[1][kinds]
    liked_below, other_below = _running(liked, group), _running(other, group)
    liked_all, other_all = _totals(liked, group), _totals(other, group)
    gini = _gini(liked_below, other_below)
    gini += _gini(liked_all - liked_below, other_all - other_below)
    gini /= np.maximum(liked_all + other_all, 1e-12)
    cuts = np.flatnonzero((group[:-1] == group[1:]) & (values[:-1] < values[1:]))
    cost = gini[cuts]
    if undrawn is not None:
        cost = cost + UNDRAWN * undrawn.reshape(-1)[group[cuts]]
    owner = group[cuts] // width
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    if len(starts) == 0:
        none = np.empty(0, dtype=np.int64)
        return Splits(none, none, none, none, np.empty(0))
    lowest = np.repeat(np.minimum.reduceat(cost, starts), np.diff(starts, append=len(cost)))
    winners = np.flatnonzero(cost <= lowest)
    first = winners[np.flatnonzero(np.diff(owner[winners], prepend=-1))]
    at = cuts[first]
    return Splits(owner[first], group[at] % width, values[at], values[at + 1], gini[at])


def _sorted(
    codes: Codes, node: Numbers, kind: NDArray[np.uint8]
) -> tuple[Numbers, NDArray[np.uint8], Numbers]:
    """Sort all values by node, dimension and value; plain keys sort several times faster."""
    width = codes.shape[1]
    group = node[:, None] * width + np.arange(width)
    keys = ((group << 10) + (codes.astype(np.int64) << 2) + kind[:, None]).reshape(-1)
    keys.sort()
    return (keys >> 2) & 255, (keys & 3).astype(np.uint8), keys >> 10


def _running(weight: Weights, group: Numbers) -> Weights:
    """Sum up to and including each value, within its group."""
    sums = np.cumsum(weight)
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    before = np.repeat(sums[starts] - weight[starts], np.diff(starts, append=len(group)))
    return sums - before


def _totals(weight: Weights, group: Numbers) -> Weights:
    """Sum over each value's whole group."""
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    sums = np.add.reduceat(weight, starts)
    return np.repeat(sums, np.diff(starts, append=len(group)))


def _gini(liked: Weights, other: Weights) -> Weights:
    """Gini impurity of a side times its weight: 2 p (1 - p) w."""
    impurity: Weights = 2 * liked * other / np.maximum(liked + other, 1e-12)
    return impurity
