"""The first stage of both methods: the picture tower learns labels, held at captions or not."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.training.augment import plain, views
from engine.training.tuning.belonging import of_batch
from engine.training.tuning.losses import (
    caption_losses,
    cosines,
    finding_losses,
    label_losses,
    mean_known,
)
from engine.training.tuning.material import Material
from engine.training.tuning.running import Learn, parts
from engine.training.tuning.settings import AdapterTuning, PictureTuning
from engine.training.tuning.trainee import Trainee, mixed

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch
    from torch import Generator, Tensor

TOGETHER = 128


def proxies_of(vectors: NDArray[np.float32], numbers: NDArray[np.int64]) -> "Tensor":
    """Start the proxy of each class at the mean of its pictures: (n, d), (n,) to (c, d)."""
    import torch

    means = np.stack([vectors[numbers == number].mean(0) for number in range(numbers.max() + 1)])
    return torch.from_numpy(means / np.linalg.norm(means, axis=1, keepdims=True).clip(1e-6))


def plain_vectors(
    trainee: Trainee, pictures: NDArray[np.uint8], dtype: "torch.dtype | None" = None
) -> NDArray[np.float32]:
    """Embed pictures to learn from as they are, without any variation, of unit length."""
    import torch
    from torch.nn.functional import normalize

    was = trainee.model.visual.training
    trainee.model.visual.eval()
    found = []
    with torch.inference_mode(), mixed(trainee.device, dtype):
        for start in range(0, len(pictures), TOGETHER):
            some = torch.from_numpy(np.array(pictures[start : start + TOGETHER]))
            vectors = trainee.model.encode_image(trainee.normalised(plain(some, trainee.side)))
            found.append(normalize(vectors.float(), dim=1).cpu().numpy())
    if was:
        trainee.model.visual.train()
    return np.concatenate(found)


def picture_step(
    trainee: Trainee,
    proxies: "Tensor",
    material: Material,
    captions: "Tensor | None",
    how: PictureTuning,
    dtype: "torch.dtype | None",
) -> Learn:
    """Make the step of this stage.

    Parameters
    ----------
    trainee : Trainee
    proxies : (c, d) float32
    material : Material
    captions : (m, d) float32, optional
        Vectors of the material's texts, embedded once; labels alone are learned without.
    how : PictureTuning
    dtype : torch.dtype, optional
        What the tower computes in.
    """
    import torch

    numbers = torch.from_numpy(material.numbers)

    def learn(
        rows: NDArray[np.int64], generator: "Generator", backward: "Callable[[Tensor], None]"
    ) -> float:
        some = torch.from_numpy(np.array(material.pictures[rows]))
        shown = trainee.normalised(views(some, trainee.side, how.views, generator))
        labels = numbers[rows].to(trainee.device)
        words = drawn_captions(material, captions, rows, how.captions_at_once, generator)
        total = 0.0
        for part in parts(len(rows), how.accumulate):
            with mixed(trainee.device, dtype):
                vectors = trainee.model.encode_image(shown[part])
            loss = weighed(vectors, labels, part, proxies, words, how)
            backward(loss)
            total += float(loss.detach())
        return total

    return learn


def drawn_captions(
    material: Material,
    captions: "Tensor | None",
    rows: NDArray[np.int64],
    most: int,
    generator: "Generator",
) -> "tuple[Tensor, Tensor] | None":
    """Draw the captions of a whole batch, so that its parts are compared with the same ones."""
    if captions is None:
        return None
    chosen, own = of_batch(material.drawn_from, material.belonging, rows, most, generator)
    return captions[chosen.to(captions.device)], own.to(captions.device)


def weighed(
    vectors: "Tensor",
    labels: "Tensor",
    part: slice,
    proxies: "Tensor",
    words: "tuple[Tensor, Tensor] | None",
    how: PictureTuning | AdapterTuning,
) -> "Tensor":
    """Weigh both losses for one part of a batch; the parts' losses sum to the batch's mean."""
    named = label_losses(vectors, proxies, labels[part], how.scale, how.margin).sum() / len(labels)
    if words is None:
        return named
    told = _told(vectors, words[0], words[1], part, how)
    return (1 - how.caption_share) * named + how.caption_share * told


def _told(
    vectors: "Tensor",
    captions: "Tensor",
    own: "Tensor",
    part: slice,
    how: PictureTuning | AdapterTuning,
) -> "Tensor":
    """Compare one part of a batch with the captions of the whole."""
    mine = own[part]
    if how.seeker == "pictures":
        losses = caption_losses(vectors, captions, mine, how.caption_scale, how.margin)
        return losses.sum() / own.any(1).sum().clamp_min(1)
    losses = finding_losses(how.caption_scale * cosines(captions, vectors), mine.T)
    return mean_known(losses, mine.T) * (len(vectors) / len(own))
