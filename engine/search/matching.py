"""Which candidates match, and how many of them are right: a belief that evidence narrows.

A picture's chance to match rises with its score along a logistic curve whose middle and steepness
nobody knows. The belief weighs every curve of a grid by what is known: where such curves usually
lie, the share of a catalogue that people usually look for, and how labelled pictures score when
the model is learned without them (Platt's calibration with a prior, on scores that were held out).
With no label it is the prior and the shape of the catalogue; labels narrow it. The same score has
the same chance in every shard.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.codes import Axes
from engine.direction import DirectionSettings, Lessons, fit_directions
from engine.search.scores import full_scores
from engine.types import Embeddings, Scores, Value

Numbers = NDArray[np.float64]
MIDDLES: Numbers = np.arange(1.0, 9.01, 0.25)[:, None, None]
STEEPNESSES: Numbers = np.array([1.3, 1.8, 2.6, 3.7, 5.2])[None, :, None]
LEVEL = 0.02
"""Scores that differ by less are one level: the curves are drawn over levels, not over rows."""
FARTHEST = 40.0
"""No curve changes any more beyond so many standard deviations."""
SURELY = 1.2816
"""Four intervals of five hold the truth: this many standard deviations to either side."""
Chances = NDArray[np.float32]  # (k,), between 0 and 1


class MatchingSettings(Value):
    """What is believed before anything is known; measured on the development half.

    `middle` is the score of even chances and `steepness` the curve's logit a standard deviation,
    with their spreads (that of steepness in its logarithm); `share` of a catalogue, and `few`
    pictures, is what people look for, give or take `share_spread` in its logarithm. `trust` is
    what a held-out label counts: less than 1, for labels of one page are alike. `folds` parts are
    held out in turn, of `held_out` labels at most. Below a chance of `least` nothing is called a
    match. Words alone part a catalogue more sharply than labels do: theirs are `words_middle` and
    `words_steepness`.
    """

    middle: float = 3.6
    middle_spread: float = 0.8
    steepness: float = 2.6
    steepness_spread: float = 0.4
    words_middle: float = 2.8
    words_steepness: float = 3.7
    share: float = 0.008
    few: float = 2.0
    share_spread: float = 0.8
    trust: float = 0.4
    folds: int = 3
    held_out: int = 120
    least: float = 0.05

    def for_words_alone(self) -> "MatchingSettings":
        """Give what is believed before there is any label."""
        prior = {"middle": self.words_middle, "steepness": self.words_steepness}
        return self.model_copy(update=prior)


@dataclass(frozen=True, eq=False)
class HeldOut:
    """Scores of labelled pictures, each by a model that did not learn from it."""

    liked: Scores
    disliked: Scores


@dataclass(frozen=True)
class Matches:
    """How many of the best match; of those about `right` are right, `low` to `high` mostly."""

    count: int
    right: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Belief:
    """Curves with weights that sum to 1, and how many matches the catalogue has by each."""

    weights: Numbers
    total: Numbers

    def chances(self, scores: Scores) -> Chances:
        """Tell the chance of (k,) scores to be those of matches."""
        if len(scores) == 0:
            return np.empty(0, dtype=np.float32)
        levels, place = _levels(scores)
        expected = (self.weights[..., None] * _curves(levels)).sum(axis=(0, 1))
        chances: Chances = expected.astype(np.float32)[place]
        return chances

    def cut(self, scores: Scores, least: float) -> Matches:
        """Cut (k,) scores where the expected F1 is highest.

        Every curve has an F1 of its own at each cut, by the matches above the cut and in the
        whole catalogue; the belief weighs them.
        """
        if len(scores) == 0:
            return Matches(0, 0.0, 0.0, 0.0)
        levels, place = _levels(scores)
        counts = np.bincount(place, minlength=len(levels))[::-1]  # the best level first
        curves = _curves(levels[::-1])
        right = np.cumsum(curves * counts, axis=-1)
        sizes = np.cumsum(counts)
        total = np.maximum(self.total[..., None], right[..., -1:])
        value = (self.weights[..., None] * 2 * right / (sizes + total)).sum(axis=(0, 1))
        likely = (self.weights[..., None] * curves).sum(axis=(0, 1)) >= least
        if not likely[0]:
            return Matches(0, 0.0, 0.0, 0.0)
        at = int(np.where(likely, value, -1.0).argmax())
        doubt = np.cumsum(curves * (1 - curves) * counts, axis=-1)[..., at]
        return self._describe(int(sizes[at]), right[..., at], doubt)

    def expect(self, scores: Scores) -> Matches:
        """Tell how many of (k,) scores are right where all of them are called matches."""
        if len(scores) == 0:
            return Matches(0, 0.0, 0.0, 0.0)
        levels, place = _levels(scores)
        counts, curves = np.bincount(place, minlength=len(levels)), _curves(levels)
        right, doubt = (curves * counts).sum(-1), (curves * (1 - curves) * counts).sum(-1)
        return self._describe(len(scores), right, doubt)

    def _describe(self, count: int, right: Numbers, doubt: Numbers) -> Matches:
        mean = float((self.weights * right).sum())
        variance = float((self.weights * (doubt + (right - mean) ** 2)).sum())
        reach = SURELY * variance**0.5
        return Matches(count, mean, max(mean - reach, 0.0), min(mean + reach, float(count)))


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What a catalogue looks like along a turn's directions.

    `background` are the scores of a sample without labelled pictures; `pictures` is the size of
    the catalogue, `liked` how many of it are liked.
    """

    background: Scores
    pictures: int
    liked: int

    def expected(self) -> Numbers:
        """How many unlabelled matches the catalogue has by each curve, (m, s)."""
        if len(self.background) == 0:
            return np.zeros((len(MIDDLES), STEEPNESSES.shape[1]))
        levels, place = _levels(self.background)
        counts = np.bincount(place, minlength=len(levels))
        scale = max(self.pictures - self.liked, 1) / len(self.background)
        found: Numbers = (_curves(levels) * counts).sum(axis=-1) * scale
        return found


def believe(held: HeldOut, around: Surroundings, settings: MatchingSettings) -> Belief:
    """Weigh every curve by the evidence.

    Parameters
    ----------
    held : HeldOut
        Empty where nothing was labelled.
    around : Surroundings
    settings : MatchingSettings
    """
    total = around.expected()
    usual = -0.5 * ((MIDDLES - settings.middle) / settings.middle_spread) ** 2
    slopes = np.log(STEEPNESSES / settings.steepness) / settings.steepness_spread
    logits = (usual - 0.5 * slopes**2)[..., 0] + settings.trust * _likelihood(held)
    wanted = np.log((settings.few + settings.share * around.pictures) / around.pictures)
    share = np.log((total + around.liked + 1e-9) / around.pictures)
    logits -= 0.5 * ((share - wanted) / settings.share_spread) ** 2
    weights = np.exp(logits - logits.max())
    return Belief(weights / weights.sum(), total)


def _likelihood(held: HeldOut) -> Numbers:
    """The logarithm of how likely the held-out labels are by each curve."""
    liked = STEEPNESSES * (held.liked.astype(np.float64) - MIDDLES)
    disliked = STEEPNESSES * (held.disliked.astype(np.float64) - MIDDLES)
    doubt: Numbers = np.logaddexp(0, -liked).sum(-1) + np.logaddexp(0, disliked).sum(-1)
    return -doubt


def _levels(scores: Scores) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """List every level that (k,) scores reach, ascending, and which of them each score has."""
    near = np.clip(scores.astype(np.float64), -FARTHEST, FARTHEST)
    levels = np.rint(near / LEVEL).astype(np.int64)
    lowest = int(levels.min())
    return np.arange(lowest, int(levels.max()) + 1), levels - lowest


def _curves(levels: NDArray[np.int64]) -> Numbers:
    """The chance of (k,) levels by each curve, (m, s, k)."""
    logits = np.clip(STEEPNESSES * (levels * LEVEL - MIDDLES), -40, 40)
    chances: Numbers = 1 / (1 + np.exp(-logits))
    return chances


def hold_out(
    lessons: Lessons, axes: Axes, direction: DirectionSettings, settings: MatchingSettings
) -> HeldOut:
    """Score labelled pictures by directions that were fitted without them.

    Every `folds`-th picture is held out together; what cannot be learned without it has no score.
    """
    liked = _thinned(lessons.liked, settings.held_out // 2)
    disliked = _thinned(lessons.disliked, settings.held_out // 2)
    part = replace(lessons, liked=liked, disliked=disliked)
    scored = list(_hold_out_each(part, axes, direction, settings.folds))
    none = np.empty(0, dtype=np.float32)
    return HeldOut(
        np.concatenate([none, *(one for one, _ in scored)]),
        np.concatenate([none, *(other for _, other in scored)]),
    )


def _hold_out_each(
    lessons: Lessons, axes: Axes, direction: DirectionSettings, folds: int
) -> Iterator[tuple[Scores, Scores]]:
    away, off = np.arange(len(lessons.liked)) % folds, np.arange(len(lessons.disliked)) % folds
    for fold in range(min(folds, max(len(away), len(off)))):
        kept = replace(
            lessons, liked=lessons.liked[away != fold], disliked=lessons.disliked[off != fold]
        )
        if kept.text is None and len(kept.liked) == 0:
            continue
        directions = fit_directions(kept, axes, direction)
        held = lessons.liked[away == fold], lessons.disliked[off == fold]
        yield full_scores(held[0], directions), full_scores(held[1], directions)


def _thinned(vectors: Embeddings, most: int) -> Embeddings:
    """Keep at most so many, spread evenly."""
    if len(vectors) <= most:
        return vectors
    return vectors[np.linspace(0, len(vectors) - 1, most).astype(np.int64)]
