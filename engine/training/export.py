"""Write a trained model as a folder that open_clip opens by itself.

The folder holds `open_clip_config.json`, `open_clip_model.safetensors` (half precision) and the
merges list. `open_clip.create_model_and_transforms("local-dir:FOLDER")` needs nothing else; the
tokenizer is `open_clip.get_tokenizer("local-dir:FOLDER", bpe_path="FOLDER/merges.txt.gz")`.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.training.towers import PREPROCESSING, Towers, configuration

if TYPE_CHECKING:
    from torch.nn import Module

WEIGHTS = "open_clip_model.safetensors"
CONFIG = "open_clip_config.json"


def write_model(model: "Module", towers: Towers, vocabulary_size: int, folder: Path) -> int:
    """Write configuration and weights; the merges list is there already.

    Returns
    -------
    int
        Size of the weights in bytes.
    """
    return write_folder(
        model,
        configuration(towers, vocabulary_size),
        PREPROCESSING,
        folder,
        halves=True,
        languages=("en",),
    )


def write_folder(
    model: "Module",
    architecture: Mapping[str, Any],
    preprocessing: Mapping[str, Any],
    folder: Path,
    *,
    halves: bool,
    languages: Sequence[str] = (),
) -> int:
    """Write any open_clip model's configuration and weights.

    Parameters
    ----------
    model : Module
    architecture, preprocessing : mapping
        As open_clip writes them: `model_cfg` and `preprocess_cfg`.
    folder : Path
    halves : bool
        Write half precision, which takes half the room.
    languages : sequence of str
        Those that its words were learned in, where they are known; the chat tells people.

    Returns
    -------
    int
        Size of the weights in bytes.
    """
    import torch
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    settings: dict[str, object] = {"model_cfg": architecture, "preprocess_cfg": preprocessing}
    settings |= {"languages": list(languages)} if languages else {}
    (folder / CONFIG).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    short = torch.float16 if halves else torch.float32
    weights = {
        name: (weight.to(short) if weight.dtype == torch.float32 else weight).contiguous()
        for name, weight in model.state_dict().items()
    }
    beside = folder / f"{WEIGHTS}.part"
    save_file(weights, beside, metadata={"format": "pt"})
    beside.chmod((folder / CONFIG).stat().st_mode)  # safetensors lets nobody else read its files
    beside.replace(folder / WEIGHTS)
    return (folder / WEIGHTS).stat().st_size
