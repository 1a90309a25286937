"""Box: lower and upper bounds on a few code dimensions, the one shape that forest and index share.

Both faces belong to the box. Dimensions that a box does not name are free.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import BoxError
from engine.types import Codes, Corner


@dataclass(frozen=True, eq=False)
class Box:
    """The codes whose value in `dimensions[i]` lies from `low[i]` to `high[i]`.

    Attributes
    ----------
    dimensions : tuple of int
        Which columns of the codes are bounded; each is named once.
    low, high : (d,) uint8
        The two corners, `low <= high`.

    Raises
    ------
    BoxError
        The faces cross, the corners differ in length, or a dimension is named twice.

    Examples
    --------
    >>> box = Box((0, 2), np.uint8([10, 0]), np.uint8([20, 5]))
    >>> box.contains(np.uint8([[10, 99, 5], [10, 99, 6]])).tolist()
    [True, False]
    """

    dimensions: tuple[int, ...]
    low: Corner
    high: Corner

    def __post_init__(self) -> None:
        """Refuse bounds that do not make a box."""
        wanted = (len(self.dimensions),)
        if self.low.shape != wanted or self.high.shape != wanted:
            raise BoxError(
                f"a box over {wanted[0]} dimensions needs {wanted[0]} bounds on each side; "
                f"found {self.low.shape} and {self.high.shape}"
            )
        if self.low.dtype != np.uint8 or self.high.dtype != np.uint8:
            raise BoxError(f"bounds are bytes; found {self.low.dtype} and {self.high.dtype}")
        if len(set(self.dimensions)) != len(self.dimensions) or min(self.dimensions, default=0) < 0:
            raise BoxError(f"dimensions are named once, from 0 up; found {self.dimensions}")
        for dimension, low, high in zip(self.dimensions, self.low, self.high, strict=True):
            if low > high:
                raise BoxError(f"dimension {dimension}: {low} > {high}")

    def contains(self, codes: Codes) -> NDArray[np.bool_]:
        """Tell which codes lie in the box.

        Parameters
        ----------
        codes : (n, d) uint8
            All dimensions, bounded or not.

        Returns
        -------
        (n,) bool
        """
        bounded = codes[:, list(self.dimensions)]
        faces = (bounded >= self.low) & (bounded <= self.high)
        inside: NDArray[np.bool_] = np.logical_and.reduce(faces, axis=1)
        return inside
