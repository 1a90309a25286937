"""Fit directions: a Gaussian prior from the catalogue, a logistic likelihood from the labels.

The fit is done in the kernel of the labelled pictures, so that its cost follows the labels.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.codes import Axes
from engine.direction.kinds import split_kinds
from engine.direction.lessons import Direction, DirectionSettings, Examples, Lessons, Prior
from engine.direction.newton import Matrix, Vector, find_mode
from engine.errors import Fault, Kind, LabelsError
from engine.types import Embedding, Embeddings

LEAST_DEVIATION = 1e-5
"""Unit vectors that differ by less differ by rounding alone."""


def fit_directions(
    lessons: Lessons, axes: Axes, settings: DirectionSettings
) -> tuple[Direction, ...]:
    """Fit one direction for each kind among the liked pictures; usually there is one.

    Raises
    ------
    LabelsError
        There is neither a text nor a liked picture.
    """
    if lessons.text is None and len(lessons.liked) == 0:
        raise LabelsError(
            "tell me what you want to see, in words or with a picture you like",
            Fault(Kind.NOTHING_TO_FIND),
        )
    if _is_one_picture(lessons):
        # A fit on one picture orders worse than plain likeness to it, until a page is judged: on
        # held-out classes of photos it lost on 63 to 91 % of the queries.
        lessons = replace(lessons, text=lessons.liked[0], liked=lessons.liked[:0])
    prior = settings.alone if lessons.text is None else settings.with_text
    ground = _Ground(axes, _anchor(lessons, axes, settings), prior)
    return tuple(
        _fit(replace(lessons, liked=liked), ground, settings)
        for liked in split_kinds(lessons.liked, axes.mean, settings)
    )


@dataclass(frozen=True, eq=False)
class _Ground:
    """What all kinds of a turn start from."""

    axes: Axes
    anchor: Vector
    prior: Prior

    def variances(self) -> NDArray[np.float32]:
        """Prior variance of the weight along each axis.

        A picture of the catalogue has the gain's square as its prior variance, on average.
        """
        own = self.axes.variances
        average = float(own.mean())
        shrunken = (1 - self.prior.shrinkage) * own + self.prior.shrinkage * average
        inverse = 1 / shrunken if average > 0 else np.ones_like(shrunken)
        usual = float((inverse * own).sum()) or 1.0
        return (inverse * (self.prior.gain**2 / usual)).astype(np.float32)


def _is_one_picture(lessons: Lessons) -> bool:
    """Whether a single liked picture is all that there is."""
    others = len(lessons.against) + len(lessons.unsure)
    return lessons.text is None and len(lessons.liked) == 1 and not others


def _anchor(lessons: Lessons, axes: Axes, settings: DirectionSettings) -> Vector:
    """The weight vector before any label: towards the text, away from what is to be avoided."""
    anchor = np.zeros(len(axes.mean))
    if lessons.text is not None:
        anchor += settings.text_weight * _standardised(lessons.text, axes)
    for avoided in lessons.avoided:
        share = settings.avoid_weight * settings.text_weight
        anchor -= share * _standardised(avoided, axes)
    return anchor


def _standardised(text: Embedding, axes: Axes) -> Vector:
    """Scale a text so that its similarity to the catalogue has a standard deviation of 1."""
    wide = text.astype(np.float64)
    return wide / _deviation(wide, axes)


def _deviation(weight: Vector, axes: Axes) -> float:
    """Standard deviation of the catalogue along a weight; 1 where all pictures are the same."""
    along = axes.vectors @ weight
    deviation = float(np.sqrt((along * along * axes.variances).sum()))
    return deviation if deviation > LEAST_DEVIATION * float(np.linalg.norm(weight)) else 1.0


def _fit(lessons: Lessons, ground: _Ground, settings: DirectionSettings) -> Direction:
    parts = [one for one in (lessons.liked, lessons.against, lessons.unsure) if len(one)]
    weight = ground.anchor
    if parts:
        weight = weight + _push(np.vstack(parts) - ground.axes.mean, lessons, ground, settings)
    deviation = _deviation(weight, ground.axes)
    examples = _examples(lessons, ground)
    # With both terms a catalogue's scores deviate by 1 + pull / 2, on every set that was looked at.
    both = 1 if examples is None else 1 + ground.prior.pull / 2
    narrow = (weight / (deviation * both)).astype(np.float32)
    return Direction(narrow, float(ground.axes.mean @ narrow), deviation * both, examples)


def _push(
    centred: Embeddings, lessons: Lessons, ground: _Ground, settings: DirectionSettings
) -> Vector:
    """How far labels move the anchor, (d,)."""
    axes, variances = ground.axes, ground.variances()
    along = centred @ axes.vectors.T
    kernel: Matrix = ((along * variances) @ along.T).astype(np.float64)
    logits = centred.astype(np.float64) @ ground.anchor - ground.prior.rarity
    counts = len(lessons.liked), len(lessons.against), len(lessons.unsure)
    each = settings.liked_weight, settings.disliked_weight, settings.unsure_weight
    target, weight = np.repeat([1.0, 0.0, 0.5], counts), np.repeat(each, counts)
    push = find_mode(kernel, logits, target, weight, settings.newton_steps)
    moved = ((push @ along) * variances) @ axes.vectors
    return moved.astype(np.float64)


def _examples(lessons: Lessons, ground: _Ground) -> Examples | None:
    """Let the labelled pictures have their share in the score, where one is liked."""
    # The deviation of the similarity of two pictures of the catalogue.
    usual = float(np.sqrt(np.square(ground.axes.variances.astype(np.float64)).sum()))
    if not len(lessons.liked) or usual < LEAST_DEVIATION:
        return None
    pull = ground.prior.pull / (1 + ground.prior.pull / 2) / usual
    margin = float((lessons.liked @ ground.axes.mean).mean())
    if len(lessons.against):
        margin -= float((lessons.against @ ground.axes.mean).mean()) / 2
    return Examples(lessons.liked, lessons.against, pull, margin)
