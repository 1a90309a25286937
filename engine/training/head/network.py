"""The head while it learns: layers of torch that start as the principal axes of the vectors."""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.codes import Axes
from engine.heads import Head, HeadCard
from engine.training.head.settings import HeadTuning
from engine.types import Embeddings

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Linear, Sequential


def build_network(vectors: Embeddings, tuning: HeadTuning) -> "Sequential":
    """Make the layers; torch's own random state decides where hidden ones start.

    A linear head starts as the first axes of the vectors, centred: what a library does without a
    head, brought to unit length.
    """
    from torch import nn

    wide = (vectors.shape[1], *tuning.hidden, tuning.dimensions)
    layers: list[nn.Module] = []
    for before, after in pairwise(wide):
        layers += [nn.Linear(before, after), nn.ReLU()]
    if not tuning.hidden:
        only = layers[0]
        assert isinstance(only, nn.Linear)
        _start_as_axes(only, Axes.fit(vectors))
    return nn.Sequential(*layers[:-1])


def _start_as_axes(layer: "Linear", axes: Axes) -> None:
    import torch

    kept = min(layer.out_features, len(axes.vectors))
    first = torch.zeros_like(layer.weight)
    first[:kept] = torch.from_numpy(axes.vectors[:kept])
    with torch.no_grad():
        layer.weight.copy_(first)
        layer.bias.copy_(-first @ torch.from_numpy(axes.mean))


def project(network: "Sequential", vectors: "Tensor") -> "Tensor":
    """Take (n, d) vectors to (n, k) values of unit length."""
    from torch.nn.functional import normalize

    return normalize(network(vectors), dim=1)


def freeze(network: "Sequential", model: str, checkpoint: str, tuning: HeadTuning) -> Head:
    """Turn the layers into a head, in half precision."""
    from torch import nn

    linear = [layer for layer in network if isinstance(layer, nn.Linear)]
    layers: dict[str, np.ndarray] = {}
    for at, layer in enumerate(linear):
        layers[f"weight.{at}"] = layer.weight.detach().cpu().numpy()
        layers[f"offset.{at}"] = layer.bias.detach().cpu().numpy()
    card = HeadCard(
        d_in=linear[0].in_features,
        d_out=tuning.dimensions,
        hidden=tuning.hidden,
        model=model,
        checkpoint=checkpoint,
    )
    return Head.of(card, layers)
