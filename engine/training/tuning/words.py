"""The second stage of the two-step method: the text tower meets picture vectors that stay put."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.training.tuning.belonging import of_batch
from engine.training.tuning.losses import finding_losses, mean_known
from engine.training.tuning.material import Material
from engine.training.tuning.running import Learn, parts
from engine.training.tuning.settings import WordTuning
from engine.training.tuning.trainee import Trainee, mixed

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch
    from torch import Generator, Tensor

SHARPEST = 100.0
"""The temperature's inverse never exceeds this, as in CLIP."""


def captioned(material: Material) -> NDArray[np.int64]:
    """List the pictures that have a caption; the others teach the text tower nothing."""
    return np.flatnonzero(material.drawn_from.counts > 0)


def word_step(
    trainee: Trainee,
    pictures: "Tensor",
    material: Material,
    tokens: "Tensor",
    how: WordTuning,
    dtype: "torch.dtype | None",
) -> Learn:
    """Make the step of this stage: one caption a picture, InfoNCE with several positives.

    Parameters
    ----------
    trainee : Trainee
    pictures : (n, d) float32
        Of unit length; embedded once.
    material : Material
    tokens : (m, context) int64
        Of the material's texts.
    how : WordTuning
    dtype : torch.dtype, optional
    """
    rows_with = captioned(material)

    def learn(
        rows: NDArray[np.int64], generator: "Generator", backward: "Callable[[Tensor], None]"
    ) -> float:
        chosen, own = of_batch(
            material.drawn_from, material.belonging, rows_with[rows], 1, generator
        )
        shown, belongs = pictures[rows_with[rows]], own.to(pictures.device)
        some = tokens[chosen].to(trainee.device)
        if how.accumulate == 1:
            loss = _loss(trainee, shown, _encoded(trainee, some, dtype), belongs)
            backward(loss)
            return float(loss.detach())
        return _in_parts(trainee, shown, some, belongs, how.accumulate, dtype, backward)

    return learn


def _encoded(trainee: Trainee, tokens: "Tensor", dtype: "torch.dtype | None") -> "Tensor":
    from torch.nn.functional import normalize

    with mixed(trainee.device, dtype):
        vectors = trainee.model.encode_text(tokens)
    return normalize(vectors.float(), dim=1)


def _loss(trainee: Trainee, pictures: "Tensor", texts: "Tensor", own: "Tensor") -> "Tensor":
    scale: Any = trainee.model.logit_scale.exp().clamp(max=SHARPEST)
    logits = scale * pictures @ texts.T
    found, told = finding_losses(logits, own), finding_losses(logits.T, own.T)
    return (mean_known(found, own) + mean_known(told, own.T)) / 2


def _in_parts(
    trainee: Trainee,
    pictures: "Tensor",
    tokens: "Tensor",
    own: "Tensor",
    pieces: int,
    dtype: "torch.dtype | None",
    backward: "Callable[[Tensor], None]",
) -> float:
    """Take the step of a batch whose activations do not fit: every text meets all others.

    The gradient of the loss by the text vectors is found first, without activations; then the
    texts are encoded again part by part, each going backward from its share of that gradient.
    """
    import torch

    cuts = list(parts(len(tokens), pieces))
    with torch.no_grad():
        texts = torch.cat([_encoded(trainee, tokens[cut], dtype) for cut in cuts])
    texts.requires_grad_()
    loss = _loss(trainee, pictures, texts, own)
    backward(loss)
    assert texts.grad is not None
    for cut in cuts:
        vectors = _encoded(trainee, tokens[cut], dtype)
        # The gradient carries the scaler's factor already: the parts go backward without it.
        vectors.backward(texts.grad[cut])  # type: ignore[no-untyped-call]
    return float(loss.detach())
