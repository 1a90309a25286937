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
    """What boxes grow in: points (s, k, n), wanted, weight (n,), the seed's own values (s, k)."""

    points: Numbers
    wanted: Flags
    weight: Numbers
    seed: int
    start: Numbers

    @property
    def whole(self) -> tuple[float, float]:
        """What the wanted examples weigh, and what all do."""
        return float(self.weight[self.wanted].sum()), float(self.weight.sum())


def grow_boxes(
    points: Numbers,
    wanted: Flags,
    seed: int,
    settings: GrowthSettings,
    rng: np.random.Generator,
    weight: Numbers | None = None,
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
    weight : (n,) float64, optional
        So many times each example counts; once when left out.
    """
    weight = np.ones(len(wanted)) if weight is None else weight
    field = _Field(points, wanted, weight, seed, points[:, :, seed])
    high = _smallest(field, 1.0)
    low = -_smallest(field, -1.0)
    within = (points >= low[:, :, None]) & (points <= high[:, :, None])
    last = points.shape[1] - 1
    for place in range(last + 1):
        others = np.asarray(np.delete(within, place, axis=1).all(axis=1))
        for sign, side in ((-1.0, low), (1.0, high)):
            column = sign * points[:, place]
            moved = _expand(
                column, sign * side[:, place], others, within[:, place], field,
                settings, rng, place == last,
            )  # fmt: skip
            side[:, place] = sign * moved
            within[:, place] = (points[:, place] >= low[:, place, None]) & (
                points[:, place] <= high[:, place, None]
            )
    inside = np.asarray(within.all(axis=1))
    counts = (inside & wanted) @ weight, inside @ weight
    return Grown(low, high, impurity(*counts, *field.whole))


def impurity(
    liked: Numbers | NDArray[np.int64],
    inside: Numbers | NDArray[np.int64],
    wanted: float,
    count: float,
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
    field: _Field,
    settings: GrowthSettings,
    rng: np.random.Generator,
    closing: bool,
) -> Numbers:
    """Move the upper sides (s,) of one dimension outward to the purest cut.

    `others` (s, n) lie inside in all other dimensions, `own` inside in this one.
    """
    values, liked, held = _outward(column, others & (column > side[:, None]), field)
    following = np.pad(values[:, 1:], ((0, 0), (0, 1)), constant_values=np.inf)
    ends = np.isfinite(values) & (values < following)
    ends &= np.cumsum(ends, axis=1) <= settings.looked_at
    inside = others & own
    liked_now, all_now = (inside & field.wanted) @ field.weight, inside @ field.weight
    liked, held = liked_now[:, None] + liked, all_now[:, None] + held
    cost = np.where(ends, impurity(liked, held, *field.whole), np.inf)
    best = cost.argmin(axis=1)
    lanes = np.arange(len(side))
    better = cost[lanes, best] < impurity(liked_now, all_now, *field.whole)
    base = np.where(better, values[lanes, best], side)
    beyond = np.where(better, following[lanes, best], values[:, 0])
    moved = np.where(np.isfinite(beyond), base + HALFWAY * (beyond - base), np.inf)
    if settings.bounded:
        closed = _close(column, base, field.wanted, rng, closing)
        moved = np.where(np.isfinite(moved), moved, closed)
    return moved


def _outward(column: Numbers, slab: Flags, field: _Field) -> tuple[Numbers, Numbers, Numbers]:
    """Sort what lies outward of each side, and add up what of it is wanted and what it all weighs.

    A slab holds few of the examples, so that only those are sorted. Three (s, w) arrays; lines that
    hold fewer than w end in infinite values.
    """
    lane, at = np.nonzero(slab)
    order = np.lexsort((column[lane, at], lane))
    lane, at = lane[order], at[order]
    counts = np.count_nonzero(slab, axis=1)
    place = np.arange(len(lane)) - np.repeat(np.cumsum(counts) - counts, counts)
    shape = len(column), max(1, int(counts.max(initial=0)))
    values, liked, held = np.full(shape, np.inf), np.zeros(shape), np.zeros(shape)
    values[lane, place] = column[lane, at]
    held[lane, place] = field.weight[at]
    liked[lane, place] = field.weight[at] * field.wanted[at]
    return values, np.cumsum(liked, axis=1), np.cumsum(held, axis=1)


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
