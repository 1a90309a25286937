"""Outlines as short texts, and the few curves that pictures are made of.

An outline is a list of points in hundredths of the subject's size, x to the
right and y upwards from where it stands: `"*-40,10 0,30 *40,10"`. The curve
runs smoothly through every point; a star makes a corner. The same text always
gives the same array, which nobody may change.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

STEPS = 6  # pieces in the curve between two points: smooth up to some 500 px


def _parsed(text: str) -> tuple[Points, list[bool]]:
    words = text.split()
    corners = [word.startswith("*") for word in words]
    points = [[float(number) for number in word.lstrip("*").split(",")] for word in words]
    return np.array(points, dtype=np.float64), corners


def _piece(before: Points, start: Points, end: Points, after: Points) -> Points:
    """Catmull-Rom curve from `start` towards `end`, `end` itself left out."""
    t = (np.arange(STEPS) / STEPS)[:, None]
    return 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )


def _smooth(points: Points, corners: list[bool], closed: bool) -> Points:
    n = len(points)
    pieces: list[Points] = []
    for i in range(n if closed else n - 1):
        start, end = points[i], points[(i + 1) % n]
        if corners[i] and corners[(i + 1) % n]:
            pieces.append(start[None])
            continue
        before = start if corners[i] or (i == 0 and not closed) else points[i - 1]
        last = corners[(i + 1) % n] or (i == n - 2 and not closed)
        after = end if last else points[(i + 2) % n]
        pieces.append(_piece(before, start, end, after))
    if not closed:
        pieces.append(points[-1][None])
    curve = np.concatenate(pieces)
    curve.flags.writeable = False
    return curve


@lru_cache(maxsize=4096)
def outline(text: str) -> Points:
    """Flatten a closed outline.

    Parameters
    ----------
    text : str
        `"x,y x,y *x,y ..."`; a star makes a corner.

    Returns
    -------
    (n, 2) float64, read-only

    Examples
    --------
    >>> outline("*0,0 *10,0 *10,5").tolist()
    [[0.0, 0.0], [10.0, 0.0], [10.0, 5.0]]
    """
    return _smooth(*_parsed(text), closed=True)


@lru_cache(maxsize=4096)
def stroke(text: str) -> Points:
    """Flatten an open curve through the points of `text`; (n, 2) float64, read-only."""
    return _smooth(*_parsed(text), closed=False)


@lru_cache(maxsize=64)
def circle(corners: int = 28) -> Points:
    """Corner points of a circle of radius one; (corners, 2) float64, read-only."""
    turns = np.arange(corners) * (2 * np.pi / corners)
    points = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    points.flags.writeable = False
    return points


def ridge(
    rng: np.random.Generator, width: float, waves: float, rough: float = 0.5, n: int = 72
) -> Points:
    """Draw a random skyline: smooth waves with ever smaller ones on top.

    Parameters
    ----------
    rng : Generator
    width : float
        The line runs from a little left of 0 to a little right of `width`.
    waves : float
        About how many hills a width of one holds.
    rough : float
        Height of each finer wave relative to the one before.

    Returns
    -------
    (n, 2) float64
        x ascending; y in about -1 to 1, upwards.
    """
    x = np.linspace(-0.05, width + 0.05, n)
    y = np.zeros(n)
    height, total = 1.0, 0.0
    for octave in range(5):
        knots = max(3, round(waves * (width + 0.1) * 2**octave)) + 1
        at = np.linspace(-0.05, width + 0.05, knots)
        y += height * np.interp(x, at, rng.uniform(-1, 1, 160)[:knots])
        total += height
        height *= rough
    if rough < 0.35:
        y = np.convolve(np.pad(y, 4, mode="edge"), np.full(9, 1 / 9), mode="valid")
    return np.stack([x, 1.6 * y / total], axis=1)


def below(line: Points, floor: float) -> Points:
    """Close a skyline into the area under it, down to y = `floor` (y downwards)."""
    ends = np.array([[line[-1, 0], floor], [line[0, 0], floor]])
    return np.concatenate([line, ends])
