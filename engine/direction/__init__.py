"""Directions: the linear side of the turn's model, anchored on the text, fitted in milliseconds.

A direction is a weight vector on the full embeddings, so it is itself a query that the neighbour
index answers. It is the mode of a logistic regression whose prior is the text's own vector: with no
labels it is the text, and labels move it most along what varies least in the catalogue. The whole
catalogue takes part through its axes (in place of sampled negatives): the prior covariance of the
weights is the inverse of the catalogue's shrunken covariance. What one line cannot say is left to
the nearest labelled pictures, which have a share in the score.
"""

from engine.direction.fitting import fit_directions
from engine.direction.kinds import split_kinds
from engine.direction.lessons import Direction, DirectionSettings, Examples, Lessons, Prior

__all__ = [
    "Direction",
    "DirectionSettings",
    "Examples",
    "Lessons",
    "Prior",
    "fit_directions",
    "split_kinds",
]
