"""The mode of a logistic regression with a Gaussian prior, by Newton's method in the kernel."""

import numpy as np
from numpy.typing import NDArray

SMALLEST_STEP = 1e-3
TOLERANCE = 1e-4
Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


def find_mode(kernel: Matrix, prior: Vector, target: Vector, weight: Vector, steps: int) -> Vector:
    """Find the mode; the system solved is Rasmussen and Williams' (2006), algorithm 3.1.

    Parameters
    ----------
    kernel : (n, n) float64
        Prior covariance of the examples' logits.
    prior : (n,) float64
        Their prior means.
    target, weight : (n,) float64
        From 0 to 1, and what each example counts.
    steps : int
        At most.

    Returns
    -------
    (n,) float64
        The push of each example: its weight times its residual.
    """
    push: Vector = np.zeros(len(kernel))
    logits = prior
    loss = _loss(logits, push, prior, target, weight)
    for _ in range(steps):
        step = _step(kernel, logits - prior, logits, target, weight) - push
        climb = kernel @ step
        size = 1.0
        while size > SMALLEST_STEP:
            trial = _loss(logits + size * climb, push + size * step, prior, target, weight)
            if trial < loss:
                break
            size /= 2
        if size <= SMALLEST_STEP or loss - trial < TOLERANCE:
            break
        push, logits, loss = push + size * step, logits + size * climb, trial
    return push


def _step(kernel: Matrix, moved: Vector, logits: Vector, target: Vector, weight: Vector) -> Vector:
    """Where Newton's step leads."""
    share = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    curve = weight * share * (1 - share) + 1e-9
    root = np.sqrt(curve)
    aim = curve * moved - weight * (share - target)
    inner = np.eye(len(kernel)) + root[:, None] * kernel * root
    step: Vector = aim - root * np.linalg.solve(inner, root * (kernel @ aim))
    return step


def _loss(logits: Vector, push: Vector, prior: Vector, target: Vector, weight: Vector) -> float:
    """Weighted logistic loss and the penalty for leaving the prior."""
    fit = float(weight @ (np.logaddexp(0, logits) - target * logits))
    return fit + 0.5 * float(push @ (logits - prior))
