"""The bundled model: which towers it has, as a configuration of open_clip's own classes.

`register` makes the configuration known to open_clip under `NAME`, so that
`open_clip.create_model(NAME)` builds it. Nothing of ours is needed to load a saved model:
the picture tower is a timm model and the text tower open_clip's transformer.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pydantic import Field

from engine.encode.torchready import import_open_clip
from engine.types import Value

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

NAME = "morelike-bundled"
MERGES = "merges.txt.gz"
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)
PREPROCESSING = {
    "mean": list(MEAN), "std": list(STD), "interpolation": "bicubic", "resize_mode": "squash",
}  # fmt: skip


class Towers(Value):
    """The shape of the two towers.

    Attributes
    ----------
    picture_tower : str
        Name of a timm model.
    side : int
        Side of the pictures in use, in pixels.
    dimensions : int
        Of the space that both towers share.
    text_width, text_layers, text_heads, context_length : int
        The text transformer.
    """

    picture_tower: str = "cs3darknet_focus_s"
    side: int = Field(default=128, ge=32)
    dimensions: int = Field(default=256, ge=8)
    text_width: int = Field(default=192, ge=8)
    text_layers: int = Field(default=2, ge=1)
    text_heads: int = Field(default=4, ge=1)
    context_length: int = Field(default=32, ge=4)


def configuration(towers: Towers, vocabulary_size: int) -> dict[str, Any]:
    """Write the model as open_clip's configuration.

    The merges list is named without a folder: a loader that is given a folder must pass
    `bpe_path=FOLDER/merges.txt.gz` to `open_clip.get_tokenizer`, since open_clip 3.3 opens the
    name as it stands.
    """
    return {
        "embed_dim": towers.dimensions,
        "custom_text": True,
        "vision_cfg": {
            "timm_model_name": towers.picture_tower,
            "timm_model_pretrained": False,
            "timm_pool": "avg",
            "timm_proj": "linear",
            "image_size": towers.side,
        },
        "text_cfg": {
            "context_length": towers.context_length,
            "vocab_size": vocabulary_size,
            "width": towers.text_width,
            "heads": towers.text_heads,
            "layers": towers.text_layers,
            "tokenizer_kwargs": {"bpe_path": MERGES},
        },
    }


def register(towers: Towers, vocabulary_size: int) -> str:
    """Make the model known to open_clip, and return the name to build it by."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{NAME}.json"
        path.write_text(json.dumps(configuration(towers, vocabulary_size)))
        import_open_clip().add_model_config(path)
    return NAME


def build(towers: Towers, vocabulary_size: int, seed: int) -> "Module":
    """Build the model with fresh weights, the same for the same seed."""
    import torch

    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model: Module = import_open_clip().create_model(register(towers, vocabulary_size))
    return model


def normalised(pictures: "Tensor") -> "Tensor":
    """Shift pictures in 0..1 to what the picture tower takes: (n, 3, side, side) float32."""
    import torch

    mean = torch.tensor(MEAN).view(1, 3, 1, 1)
    std = torch.tensor(STD).view(1, 3, 1, 1)
    return ((pictures - mean) / std).contiguous(memory_format=torch.channels_last)


def encode_captions(model: "Module", tokens: "Tensor") -> "Tensor":
    """Encode captions without the padding that none of them needs, with the same result.

    The text tower looks back only, and reads its answer at the end of the text, so what comes
    after cannot matter. open_clip's tower takes fewer tokens, but not with its full-size mask.

    Parameters
    ----------
    model : open_clip.CustomTextCLIP
    tokens : (m, context) int64

    Returns
    -------
    (m, d) float
    """
    longest = int((tokens != 0).sum(1).max())
    text: Any = model.text
    mask = text.attn_mask
    text.attn_mask = mask[:longest, :longest]
    try:
        encoded: Tensor = text(tokens[:, :longest])
    finally:
        text.attn_mask = mask
    return encoded
