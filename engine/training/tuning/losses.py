"""ArcMargin over class labels, and over captions: what tuning minimises.

Vectors of one class gather around its proxy, closer than the logits alone would ask for: the
angle to the own proxy counts as `margin` more than it is. The same with captions in the place of
proxies, several of which may be a picture's own, holds the picture at its words. Losses come one a
picture, so that a batch may be shown in parts and still have one mean.
"""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

SAFE = 1e-7
"""The sine's square is held above this: at an angle of zero its root has no derivative."""


def arc_logits(cosine: "Tensor", own: "Tensor", scale: float, margin: float) -> "Tensor":
    """Turn cosines into logits, with the margin where they are a picture's own.

    Parameters
    ----------
    cosine : (n, c) float
    own : (n, c) bool
    scale, margin : float
        The margin is an angle. Angles beyond `pi - margin` lose a constant in its place, so that
        the logit goes on falling.

    Returns
    -------
    (n, c) float32
    """
    import torch

    cosine = cosine.float()
    sine = (1 - cosine * cosine).clamp(SAFE, 1).sqrt()
    wider = cosine * math.cos(margin) - sine * math.sin(margin)
    beyond = cosine - math.sin(math.pi - margin) * margin
    wider = torch.where(cosine > math.cos(math.pi - margin), wider, beyond)
    return scale * torch.where(own, wider, cosine)


def label_losses(
    vectors: "Tensor", proxies: "Tensor", labels: "Tensor", scale: float, margin: float
) -> "Tensor":
    """Compare pictures with a proxy of each class (ArcMargin).

    Parameters
    ----------
    vectors : (n, d) float
    proxies : (c, d) float
        Neither need be of unit length.
    labels : (n,) int64
    scale, margin : float

    Returns
    -------
    (n,) float32
    """
    from torch.nn.functional import cross_entropy, one_hot

    own = one_hot(labels, len(proxies)).bool()
    logits = arc_logits(cosines(vectors, proxies), own, scale, margin)
    return cross_entropy(logits, labels, reduction="none")


def caption_losses(
    vectors: "Tensor", captions: "Tensor", own: "Tensor", scale: float, margin: float
) -> "Tensor":
    """Compare pictures with all captions of the batch, each there once (multi-caption ArcMargin).

    Parameters
    ----------
    vectors : (n, d) float
    captions : (m, d) float
    own : (n, m) bool
        Every caption that is true of a picture, whichever picture brought it.

    Returns
    -------
    (n,) float32
        The mean over a picture's own captions; zero where it has none.
    """
    logits = arc_logits(cosines(vectors, captions), own, scale, margin)
    surprise = -(logits.log_softmax(1) * own).sum(1)
    return surprise / own.sum(1).clamp_min(1)


def finding_losses(logits: "Tensor", own: "Tensor") -> "Tensor":
    """Ask that one of its own be what each row finds; which of them is left open.

    With one of its own for every row this is InfoNCE. With several, sharing the probability evenly
    among them would make a caption's pictures all equally like it, and recall at 1 falls with that.

    Parameters
    ----------
    logits : (n, m) float
    own : (n, m) bool

    Returns
    -------
    (n,) float32
        Zero where a row has none of its own.
    """
    import torch

    logits = logits.float()
    others = torch.finfo(logits.dtype).min
    chance = logits.masked_fill(~own, others).logsumexp(1)
    return torch.where(own.any(1), logits.logsumexp(1) - chance, 0.0)


def mean_known(losses: "Tensor", own: "Tensor") -> "Tensor":
    """Average over the rows that have some of their own: (n,), (n, m) to a number."""
    return losses.sum() / own.any(1).sum().clamp_min(1)


def cosines(vectors: "Tensor", others: "Tensor") -> "Tensor":
    """Compare every vector with every other one: (n, d), (m, d) to (n, m) float32."""
    from torch.nn.functional import normalize

    return normalize(vectors.float(), dim=1) @ normalize(others.float(), dim=1).T
