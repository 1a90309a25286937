"""Makes what tests of the engine work on: tiny real models, pictures, conversations."""

import json
from io import BytesIO

import numpy as np
from PIL import Image

from engine.conversation import Conversation, Turn, step

TINY = {
    "embed_dim": 32,
    "vision_cfg": {"image_size": 48, "layers": 2, "width": 64, "patch_size": 16},
    "text_cfg": {"context_length": 16, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 1},
}
PREPROCESS = {
    "mean": [0.5, 0.4, 0.3],
    "std": [0.2, 0.25, 0.3],
    "interpolation": "bicubic",
    "resize_mode": "shortest",
}


def save_model(folder, architecture, preprocess=PREPROCESS, seed=0):
    """Save a real open_clip architecture with random weights, as people save theirs."""
    import torch
    from safetensors.torch import save_file

    from engine.encode.torchready import import_open_clip

    open_clip = import_open_clip()
    registered = folder.parent / f"{folder.name}-architecture.json"
    registered.write_text(json.dumps(architecture))
    open_clip.add_model_config(registered)
    torch.manual_seed(seed)
    model = open_clip.create_model(registered.stem).eval()
    folder.mkdir()
    config = {"model_cfg": architecture, "preprocess_cfg": preprocess}
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    state = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
    save_file(state, folder / "open_clip_model.safetensors")
    return model


def scribble(seed, size=(80, 60)):
    """A smooth coloured picture that no other seed gives."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (5, 6, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def jpeg(seed):
    """The bytes of such a picture."""
    out = BytesIO()
    scribble(seed).save(out, "JPEG")
    return out.getvalue()


def fill(folder, seeds, name="{:02d}.jpg"):
    """Save a picture for every seed into a folder, and give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        scribble(seed).save(folder / name.format(seed), quality=90)
    return folder


def asked(*changes):
    """What a person is looking for whose first turn makes these changes."""
    return step(Conversation(), Turn(changes=changes)).now
