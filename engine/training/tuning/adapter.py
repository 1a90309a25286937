"""One matrix on top of the picture tower, learned on cached vectors and folded into its weights.

It starts as the identity and is held there, learns from labels (and captions, where there are any)
in seconds, and costs nothing afterwards: where a tower ends in a linear layer, the matrix becomes
part of it. A tower that ends otherwise is refused before anything is learned.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import TrainingError
from engine.training.tuning.material import Material
from engine.training.tuning.pictures import drawn_captions, weighed
from engine.training.tuning.running import Learn
from engine.training.tuning.settings import AdapterTuning

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Generator, Tensor
    from torch.nn import Linear, Parameter


def picture_end(model: Any) -> "Linear | Parameter":  # noqa: ANN401
    """Find the linear layer, or the bare matrix, that the picture tower ends in.

    Raises
    ------
    TrainingError
        It ends in something that no matrix can be folded into.
    """
    from torch import nn

    visual = model.visual
    if isinstance(getattr(visual, "proj", None), nn.Parameter):
        return visual.proj  # type: ignore[no-any-return]
    ends = [
        getattr(getattr(visual, "head", None), "proj", None),
        getattr(getattr(visual, "attnpool", None), "c_proj", None),
    ]
    if hasattr(visual, "trunk") and not list(visual.head.children()):
        ends.append(visual.trunk.get_classifier())
    for end in ends:
        if isinstance(end, nn.Linear):
            return end
    raise TrainingError(
        f"no adapter can be folded into this model: its picture tower ({type(visual).__name__}) "
        "does not end in a linear layer; tune it with two-step or captions instead"
    )


def text_end(model: Any) -> "Linear | Parameter":  # noqa: ANN401
    """Find the same for the text tower."""
    from torch import nn

    tower = getattr(model, "text", model)
    found = getattr(tower, "text_projection", None)
    if isinstance(found, nn.Parameter | nn.Linear):
        return found
    raise TrainingError(
        "no adapter can be folded into this model's text tower: it does not end in a linear layer"
    )


def fold(end: "Linear | Parameter", matrix: "Tensor") -> None:
    """Make a matrix part of the layer before it.

    Parameters
    ----------
    end : Linear or (w, d) Parameter
        A linear layer, or a matrix that vectors are multiplied with from the left.
    matrix : (d, d) float32
        Applied to the layer's result, as `matrix @ result`.
    """
    import torch
    from torch import nn

    with torch.no_grad():
        if isinstance(end, nn.Linear):
            end.weight.copy_(matrix @ end.weight)
            if end.bias is not None:
                end.bias.copy_(matrix @ end.bias)
        else:
            end.copy_(end @ matrix.T)


def turned_by(matrix: "Tensor", vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Apply the matrix to unit vectors, (n, d), and make them unit vectors again."""
    turned = vectors @ matrix.detach().cpu().numpy().T
    unit: NDArray[np.float32] = turned / np.linalg.norm(turned, axis=1, keepdims=True)
    return unit


def adapter_step(
    matrix: "Tensor",
    proxies: "Tensor",
    vectors: "Tensor",
    material: Material,
    captions: "Tensor | None",
    how: AdapterTuning,
) -> Learn:
    """Make the adapter's step.

    Parameters
    ----------
    matrix : (d, d) float32
    proxies : (c, d) float32
    vectors : (n, d) float32
        Of the pictures, of unit length; embedded once.
    material : Material
    captions : (m, d) float32, optional
        Of the texts, embedded once.
    how : AdapterTuning
    """
    import torch

    numbers = torch.from_numpy(material.numbers).to(vectors.device)
    still = torch.eye(len(matrix), device=vectors.device)

    def learn(
        rows: NDArray[np.int64], generator: "Generator", backward: "Callable[[Tensor], None]"
    ) -> float:
        words = drawn_captions(material, captions, rows, how.captions_at_once, generator)
        if words is not None and how.both_sides:
            words = words[0] @ matrix.T, words[1]
        shown = vectors[rows] @ matrix.T
        loss = weighed(shown, numbers[rows], slice(None), proxies, words, how)
        loss = loss + how.pull * (matrix - still).square().sum()
        backward(loss)
        return float(loss.detach())

    return learn
