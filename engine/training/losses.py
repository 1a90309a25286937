"""What the towers are told: which captions are true of which pictures, and what a teacher saw.

Every loss takes unit vectors, or makes them so, and returns the mean over the batch.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def is_true(captions: "Tensor", pictures: "Tensor") -> "Tensor":
    """Tell which captions are true of which pictures: all of their facts are the picture's.

    Parameters
    ----------
    captions : (m, f) float32
        1 where a caption states a fact.
    pictures : (n, f) float32
        1 where a fact is true of a picture.

    Returns
    -------
    (n, m) bool
    """
    stated = captions.sum(1)
    return pictures @ captions.T >= stated - 0.5


def matching(similarity: "Tensor", true: "Tensor") -> "Tensor":
    """Several-positives contrast, both ways.

    Each picture shares its probability over the captions evenly among the true ones, and each
    caption over the pictures. A row without a true partner teaches nothing.

    Parameters
    ----------
    similarity : (n, m) float32
        Scaled by the temperature already.
    true : (n, m) bool
    """
    return (_towards(similarity, true) + _towards(similarity.T, true.T)) / 2


def _towards(logits: "Tensor", true: "Tensor") -> "Tensor":
    wanted = true.float()
    count = wanted.sum(1)
    surprise = -(logits.log_softmax(1) * wanted).sum(1) / count.clamp_min(1)
    return surprise.sum() / (count > 0).sum().clamp_min(1)


def naming(similarity: "Tensor", wanted: "Tensor", smoothing: float) -> "Tensor":
    """Cross-entropy against shares of several names, smoothed over all of them.

    Parameters
    ----------
    similarity : (n, c) float32
        Pictures to names, scaled by the temperature.
    wanted : (n, c) float32
        Rows sum to one, or to zero where a picture has no such name.
    smoothing : float
        Part of the probability that is spread evenly.
    """
    named = wanted.sum(1)
    smooth = wanted * (1 - smoothing) + named[:, None] * smoothing / wanted.shape[1]
    return -(similarity.log_softmax(1) * smooth).sum() / named.sum().clamp_min(1)


def imitation(guess: "Tensor", teacher: "Tensor") -> "Tensor":
    """One minus the cosine between what a projection guesses and what the teacher saw."""
    from torch.nn.functional import cosine_similarity

    return 1 - cosine_similarity(guess, teacher, dim=1).mean()
