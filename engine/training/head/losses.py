"""The loss that spreads points over the sphere, so that bytes and boxes lose less of them.

KoLeo (Sablayrolles et al., ICLR 2019): the mean of -log of the distance to the nearest other point.
The neighbour is found without a gradient.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

EPSILON = 1e-8


def spreading(values: "Tensor") -> "Tensor":
    """Tell how crowded unit vectors are.

    Parameters
    ----------
    values : (n, k) float32
        Of unit length, n of 2 or more. Exact copies push each other without bound: leave them out.
    """
    import torch

    with torch.no_grad():
        alike = values @ values.T
        alike.fill_diagonal_(-2)
        nearest = alike.argmax(1)
    distances = (values - values[nearest]).norm(dim=1)
    crowded: Tensor = -(distances + EPSILON).log().mean()
    return crowded
