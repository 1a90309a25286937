"""A model of a few weights and pictures of a few pixels, for the mechanics of tuning."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from engine.encode.torchready import import_open_clip
from engine.training.export import write_folder
from engine.training.tuning.belonging import Belonging
from engine.training.tuning.keeping import Course
from engine.training.tuning.material import Material
from engine.training.tuning.scores import Referee, Score
from engine.training.tuning.settings import PictureTuning, Tuning, WordTuning
from engine.training.tuning.trainee import Trainee, open_trainee

SIDE = 32
PREPROCESSING = {
    "mean": [0.5] * 3, "std": [0.5] * 3, "interpolation": "bicubic", "resize_mode": "squash",
}  # fmt: skip
TEXT = {"context_length": 77, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 2}
NATIVE = {
    "embed_dim": 16,
    "vision_cfg": {
        "image_size": SIDE,
        "layers": 2,
        "width": 32,
        "head_width": 16,
        "patch_size": 16,
    },
    "text_cfg": TEXT,
}  # fmt: skip
WITH_TIMM = {
    "embed_dim": 16,
    "custom_text": True,
    "vision_cfg": {
        "timm_model_name": "test_resnet", "timm_model_pretrained": False, "timm_pool": "avg",
        "timm_proj": "linear", "image_size": SIDE,
    },
    "text_cfg": TEXT,
}  # fmt: skip

LIKE_SIGLIP = {
    "embed_dim": 64,
    "custom_text": True,
    "init_logit_bias": -10,
    "vision_cfg": {
        "timm_model_name": "test_vit", "timm_model_pretrained": False, "timm_pool": "map",
        "timm_proj": "none", "image_size": SIDE,
    },
    "text_cfg": {
        "context_length": 16, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 2,
        "no_causal_mask": True, "proj_bias": True, "pool_type": "last",
    },
}  # fmt: skip
LIKE_COCA = {
    "embed_dim": 16,
    "custom_text": True,
    "multimodal_cfg": {
        "context_length": 20, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1,
    },
    "vision_cfg": {
        "image_size": SIDE, "layers": 2, "width": 32, "head_width": 16, "patch_size": 16,
        "attentional_pool": True, "attn_pooler_heads": 2, "output_tokens": True,
    },
    "text_cfg": {
        "context_length": 20, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 2,
        "embed_cls": True, "output_tokens": True,
    },
}  # fmt: skip


def write_tiny(folder: Path, architecture: dict, seed: int = 0) -> Path:
    """Write a model with random weights as a folder."""
    clip = import_open_clip()
    config = folder.parent / f"{folder.name}.json"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(json.dumps(architecture))
    clip.add_model_config(config)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = clip.create_model(folder.name)
        if hasattr(model, "text_decoder"):  # open_clip leaves it as the memory was, NaN and all
            torch.nn.init.normal_(model.text_decoder.text_projection, std=0.02)
        with torch.no_grad():  # random temperatures and norms differ from one another too
            for weight in model.parameters():
                if weight.ndim == 1:
                    weight.add_(torch.randn_like(weight) * 0.02)
    write_folder(model, architecture, PREPROCESSING, folder, halves=False)
    return folder


def opened(folder: Path) -> Trainee:
    return open_trainee(f"local-dir:{folder}", "cpu")


def some_pictures(count: int, side: int, seed: int = 0) -> np.ndarray:
    """Paint squares of one of six colours, with noise."""
    rng = np.random.default_rng(seed)
    colours = np.array([[220, 40, 40], [40, 220, 40], [40, 40, 220], [220, 220, 40],
                        [40, 220, 220], [220, 40, 220]])  # fmt: skip
    noise = rng.normal(0, 20, (count, side, side, 3))
    return (colours[np.arange(count) % 6][:, None, None] + noise).clip(0, 255).astype(np.uint8)


TEXTS = ("a blue one", "a cyan one", "a green one", "a pink one", "a red one", "a warm one",
         "a yellow one")  # fmt: skip
OWN = ([4, 5], [2], [0], [6, 5], [1], [3])


def some_material(count: int, side: int, seed: int = 0, *, labels: str = "abcdef") -> Material:
    return Material(
        some_pictures(count, side, seed),
        tuple(labels[row % 6] for row in range(count)),
        TEXTS,
        Belonging.of([OWN[row % 6] for row in range(count)]),
    )


def small_settings(**changes) -> Tuning:
    values = {
        "pictures": PictureTuning(epochs=3, batch=6, learning_rate=1e-3),
        "words": WordTuning(epochs=2, batch=6, learning_rate=1e-3, layers=1),
        "save_every_seconds": 1e9,
        "patience": 9,
    }
    return Tuning(**{**values, **changes})


def some_course(work: Path, settings: Tuning | None = None, progress=None) -> Course:
    extra = {} if progress is None else {"progress": progress}
    return Course(
        some_material(18, 36), Referee(some_material(12, SIDE, 1)), settings or small_settings(),
        work, **extra,
    )  # fmt: skip


@dataclass(frozen=True)
class Wandering(Referee):
    """The further vectors are from where they began, the better: whatever moves is kept."""

    began: tuple = ()

    def compare(self, vectors, texts):
        pairs = zip((vectors, texts), self.began, strict=True)
        far = [float(np.abs(now - then).mean()) for now, then in pairs if len(now)]
        return Score(precision=sum(far))


def wandering(trainee: Trainee, course: Course) -> Course:
    """Let a course be judged by how far the model goes."""
    referee = course.referee
    began = (referee.vectors(trainee.encoder), referee.texts(trainee.encoder))
    return replace(course, referee=Wandering(referee.material, began))


def changed(before: dict, after: dict) -> set[str]:
    """Name the weights that differ by any bit."""
    return {name for name in before if not torch.equal(before[name], after[name])}


def some_files(folder: Path, classes: int = 6, each: int = 3) -> Path:
    """Write pictures as files, a folder for each class."""
    pictures = some_pictures(classes * each, 40)
    for row, picture in enumerate(pictures):
        path = folder / f"class{row % classes}" / f"{row}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(path)
    return folder
