"""Grow one decision-branch box in every subset at once, round the same liked example.

Written from the description of decision branches (Lülf et al., PVLDB 2023; CLIP-Branches, SIGIR
2024), not from their code. A box is first the smallest round its seed; then each side moves
outward once, to where the weighted Gini impurity of inside and outside is lowest.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.types import Value

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
NEARLY = 0.9999
HAIR = 1e-4
HALFWAY = 0.5


class GrowthSettings(Value):
    """How sides move: `looked_at` distinct values outward at most; `bounded` closes open sides."""

    looked_at: int
    bounded: bool


@dataclass(frozen=True, eq=False)
class Grown:
    """Boxes by subset: low, high (s, k), and the impurity of each, (s,)."""

    low: Numbers
    high: Numbers
    impurity: Numbers


@dataclass(frozen=True, eq=False)
class _Field:
    """What boxes grow in: points (s, k, n), wanted (n,), the seed's own values (s, k)."""

    points: Numbers
    wanted: Flags
    seed: int
    start: Numbers


def grow_boxes(
    points: Numbers,
    wanted: Flags,
    seed: int,
    settings: GrowthSettings,
    rng: np.random.Generator,
) -> Grown:
    """Grow a box in each of s subsets.

    Parameters
    ----------
    points : (s, k, n) float64
        The n examples' values in the dimensions of each subset, in the order of growing.
    wanted : (n,) bool
    seed : int
        The example, a wanted one, that every box is grown round.
    settings : GrowthSettings
    rng : numpy Generator
    """
    field = _Field(points, wanted, seed, points[:, :, seed])
    high = _smallest(field, 1.0)
    low = -_smallest(field, -1.0)
    within = (points >= low[:, :, None]) & (points <= high[:, :, None])
    last = points.shape[1] - 1
    for place in range(last + 1):
        others = np.asarray(np.delete(within, place, axis=1).all(axis=1))
        for sign, side in ((-1.0, low), (1.0, high)):
            column = sign * points[:, place]
            moved = _expand(
                column, sign * side[:, place], others, within[:, place], wanted,
                settings, rng, place == last,
            )  # fmt: skip
            side[:, place] = sign * moved
            within[:, place] = (points[:, place] >= low[:, place, None]) & (
                points[:, place] <= high[:, place, None]
            )
    inside = np.asarray(within.all(axis=1))
    counts = np.count_nonzero(inside & wanted, axis=1), np.count_nonzero(inside, axis=1)
    whole = int(wanted.sum()), len(wanted)
    return Grown(low, high, impurity(*counts, *whole))


def impurity(
    liked: Numbers | NDArray[np.int64], inside: Numbers | NDArray[np.int64], wanted: int, count: int
) -> Numbers:
    """Give the weighted Gini impurity of boxes that hold `liked` of `inside` examples."""
    outside, left = count - inside, wanted - liked
    within = liked * (inside - liked) / np.maximum(inside, 1)
    beyond = left * (outside - left) / np.maximum(outside, 1)
    both: Numbers = 2 * (within + beyond) / count
    return both


def _smallest(field: _Field, sign: float) -> Numbers:
    """Place the upper sides (lower ones, negated, for sign -1) just short of the next example.

    Only examples that equal the seed in all dimensions so far count; where none is left, the side
    goes just beyond the next wanted example, or a hair beyond the seed.
    """
    sides = np.empty_like(field.start)
    rivals = np.ones((len(field.points), len(field.wanted)), dtype=np.bool_)
    rivals[:, field.seed] = False
    for place in range(field.points.shape[1]):
        column = sign * field.points[:, place]
        at = sign * field.start[:, place]
        nearest = _next_above(column, at, rivals)
        fellow = _next_above(column, at, field.wanted)
        furthest = column.max(axis=1)
        alone = np.where(
            np.isfinite(fellow), fellow + HAIR * (fellow - at), at + HAIR * (furthest - at)
        )
        sides[:, place] = np.where(np.isfinite(nearest), at + NEARLY * (nearest - at), alone)
        rivals &= column == at[:, None]
    return sides


def _next_above(column: Numbers, at: Numbers, among: Flags) -> Numbers:
    """Find the lowest value of (s, n) above each of (s,) among some examples; inf if none."""
    lowest: Numbers = np.where(among & (column > at[:, None]), column, np.inf).min(axis=1)
    return lowest


def _expand(
    column: Numbers,
    side: Numbers,
    others: Flags,
    own: Flags,
    wanted: Flags,
    settings: GrowthSettings,
    rng: np.random.Generator,
    closing: bool,
) -> Numbers:
    """Move the upper sides (s,) of one dimension outward to the purest cut.

    `others` (s, n) lie inside in all other dimensions, `own` inside in this one.
    """
    slab = others & (column > side[:, None])
    order = np.argsort(np.where(slab, column, np.inf), axis=1, kind="stable")
    values = np.take_along_axis(np.where(slab, column, np.inf), order, axis=1)
    following = np.pad(values[:, 1:], ((0, 0), (0, 1)), constant_values=np.inf)
    ends = np.isfinite(values) & (values < following)
    ends &= np.cumsum(ends, axis=1) <= settings.looked_at
    inside = others & own
    liked_now = np.count_nonzero(inside & wanted, axis=1)
    all_now = np.count_nonzero(inside, axis=1)
    liked = liked_now[:, None] + np.cumsum(wanted[order] & np.isfinite(values), axis=1)
    held = all_now[:, None] + np.arange(1, values.shape[1] + 1)
    whole = int(wanted.sum()), len(wanted)
    cost = np.where(ends, impurity(liked, held, *whole), np.inf)
    best = cost.argmin(axis=1)
    lanes = np.arange(len(side))
    better = cost[lanes, best] < impurity(liked_now, all_now, *whole)
    base = np.where(better, values[lanes, best], side)
    beyond = np.where(better, following[lanes, best], values[:, 0])
    moved = np.where(np.isfinite(beyond), base + HALFWAY * (beyond - base), np.inf)
    if settings.bounded:
        moved = np.where(np.isfinite(moved), moved, _close(column, base, wanted, rng, closing))
    return moved


def _close(
    column: Numbers, base: Numbers, wanted: Flags, rng: np.random.Generator, closing: bool
) -> Numbers:
    """Bound open sides: in the last dimension a random way to the end, else beyond the liked."""
    share = rng.random(len(base))
    furthest = column.max(axis=1)
    if closing:
        return np.asarray(base + share * np.maximum(furthest - base, 0))
    liked = np.where(wanted, column, -np.inf).max(axis=1)
    reached = np.maximum(base, liked)
    gap = _next_above(column, reached, np.ones_like(column, dtype=np.bool_)) - reached
    return np.asarray(reached + share * np.where(np.isfinite(gap), gap, 0))
