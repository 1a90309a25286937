"""Classifiers that learn from the labels and a background sample, then score every picture.

Logistic regression, linear SVM and random forest are scikit-learn's, with balanced classes. The
anchored regression has SeeSaw's loss (Moll et al., SIGMOD 2023) without its graph term: labels move
a query vector, and may not turn it far from where the search started.
"""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.collection import Collection
from engine.evaluation.methods.method import (
    Labels,
    Rule,
    direction_rule,
    draw_background,
)
from engine.types import Embeddings

LOGISTIC_C = 10.0
SVM_C = 1.0
"""The best of 1 to 1,000, and of 0.1 to 10, on development classes of photos."""
TREES = 100
NORM_WEIGHT, ANCHOR_WEIGHT = 1.0, 100.0
"""SeeSaw has 100 and 10, and labels alone; of nine settings with and without a background sample
this one, with, is the best on development classes of photos."""
STEPS = 200
Vector = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a classifier is fitted on: vectors (m, d) around the catalogue's mean, wanted (m,)."""

    vectors: Embeddings
    wanted: NDArray[np.bool_]


def take_lesson(labels: Labels, collection: Collection, rng: np.random.Generator) -> Lesson:
    """Gather labels and background; a text counts as one more liked picture while there is none."""
    disliked = np.concatenate([labels.disliked, draw_background(collection, labels, rng)])
    liked = collection.embeddings[labels.liked]
    if len(liked) == 0:
        liked = labels.start
    vectors = np.vstack([liked, collection.embeddings[disliked]]) - collection.mean
    return Lesson(vectors, np.arange(len(vectors)) < len(liked))


def logistic(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:
    """Fit a logistic regression."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=LOGISTIC_C, class_weight="balanced", max_iter=STEPS)
    return _linear(model, take_lesson(labels, collection, rng), collection)


def linear_svm(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:
    """Fit a linear support vector machine."""
    from sklearn.svm import LinearSVC

    # The primal solver finds the same plane as the dual one, in a third of the time here.
    model = LinearSVC(C=SVM_C, class_weight="balanced", random_state=0, dual=False)
    return _linear(model, take_lesson(labels, collection, rng), collection)


def random_forest(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:
    """Grow scikit-learn's random forest; the share of trees is the score."""
    from sklearn.ensemble import RandomForestClassifier

    lesson = take_lesson(labels, collection, rng)
    seed = int(rng.integers(2**31))
    model = RandomForestClassifier(TREES, class_weight="balanced", random_state=seed, n_jobs=1)
    model.fit(lesson.vectors, lesson.wanted)
    return Rule(lambda embeddings: model.predict_proba(embeddings - collection.mean)[:, 1], cut=0.5)


def anchored(labels: Labels, collection: Collection, rng: np.random.Generator) -> Rule:
    """Fit SeeSaw's regression, anchored to where the search started."""
    anchor = labels.start.mean(axis=0).astype(np.float64)
    if len(labels.liked) + len(labels.disliked) == 0:
        return direction_rule(anchor.astype(np.float32))
    lesson = take_lesson(labels, collection, rng)
    vectors = lesson.vectors.astype(np.float64)
    weight = fit_anchored(vectors, lesson.wanted, anchor / np.linalg.norm(anchor))
    return _centred(weight, 0.0, collection)


def fit_anchored(vectors: Vector, wanted: NDArray[np.bool_], anchor: Vector) -> Vector:
    """Minimise SeeSaw's loss from its anchor on, (d,) of length 1."""
    from scipy.optimize import minimize

    balance = (np.count_nonzero(~wanted) + 1) / (np.count_nonzero(wanted) + 1)
    shares = np.where(wanted, balance, 1.0)

    def loss(weight: Vector) -> tuple[float, Vector]:
        return anchored_loss(weight, vectors, wanted, shares, anchor)

    found = minimize(loss, anchor, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    weight: Vector = found.x
    return weight


def anchored_loss(
    weight: Vector, vectors: Vector, wanted: NDArray[np.bool_], shares: Vector, anchor: Vector
) -> tuple[float, Vector]:
    """Give SeeSaw's loss and its gradient.

    The loss is weighted cross-entropy, plus NORM_WEIGHT (cosh(log |w|^2) - 1), which holds the
    length at 1, plus ANCHOR_WEIGHT (1 - cos(w, anchor)) / 2.
    """
    logits = vectors @ weight
    fit = float(shares @ (np.logaddexp(0, logits) - wanted * logits))
    slope = (shares * (1 / (1 + np.exp(-logits)) - wanted)) @ vectors
    square = float(weight @ weight)
    stretch = np.log(square)
    cosine = float(weight @ anchor) / np.sqrt(square)
    norm = NORM_WEIGHT * (np.cosh(stretch) - 1)
    norm_slope = NORM_WEIGHT * np.sinh(stretch) * 2 * weight / square
    turn = ANCHOR_WEIGHT * (1 - cosine) / 2
    turn_slope = -ANCHOR_WEIGHT / 2 * (anchor / np.sqrt(square) - cosine * weight / square)
    return fit + norm + turn, slope + norm_slope + turn_slope


def _linear(model: Any, lesson: Lesson, collection: Collection) -> Rule:  # noqa: ANN401 - scikit-learn has no types
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        # Whatever is reached in STEPS is the baseline; a person would not wait longer.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(lesson.vectors, lesson.wanted)
    return _centred(model.coef_[0], float(model.intercept_[0]), collection)


def _centred(weight: Vector, offset: float, collection: Collection) -> Rule:
    """Make a rule of what was fitted around the mean, for embeddings as they are."""
    narrow = weight.astype(np.float32)
    return direction_rule(narrow, cut=float(collection.mean @ narrow) - offset)
