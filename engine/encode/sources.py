"""What a model's name means: where its architecture, preprocessing, words and weights lie.

    bundled               the small model that ships with Morelike
    NAME/TAG              an open_clip architecture with published weights, from the hub
    local-dir:PATH        a folder with open_clip_config.json and a weights file (also plain PATH);
                          a merges.txt.gz in it is the tokenizer's list of merges, a
                          head.safetensors the compact head that libraries' codes are made with
    PATH                  a weights file beside its open_clip_config.json
    NAME@PATH             a bare weights file of the open_clip architecture NAME

A bare weights file says nothing about preprocessing. `NAME@PATH` takes what the first published
weights of NAME were trained with, and open_clip's usual values where NAME has none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from engine.encode.hub import fetch_weights
from engine.errors import ModelError
from engine.heads import HEAD
from engine.settings import BUNDLED_MODEL

CONFIG = "open_clip_config.json"
WEIGHTS = (".safetensors", ".pt", ".pth", ".bin")
MERGES = "merges.txt.gz"
LOCAL = "local-dir:"
_PREPROCESS_FIELDS = ("size", "mode", "mean", "std", "interpolation", "resize_mode", "fill_color")


@dataclass(frozen=True)
class Source:
    """A model found: `tokenizer` is open_clip's name for it, `folder` where its own files lie.

    `languages` are those that it reads, as the configuration in its folder says, () where it does
    not: they decide no vector, so they are no part of the model's identity.
    """

    name: str
    architecture: Mapping[str, Any]
    preprocess: Mapping[str, Any]
    weights: Path
    tokenizer: str
    folder: Path | None = None
    languages: tuple[str, ...] = ()


def find_source(model: str, open_clip: ModuleType) -> Source:
    """Find what `model` names.

    Raises
    ------
    ModelError
        Nothing carries that name, or its files are not all there.
    """
    if model == "bundled":
        return _find_folder(BUNDLED_MODEL, "bundled")
    if model.startswith(LOCAL):
        return _find_folder(_full(model.removeprefix(LOCAL)))
    if "@" in model:
        architecture, _, weights = model.partition("@")
        return _find_bare(architecture, _full(weights), open_clip)
    path = _full(model)
    if path.is_dir():
        return _find_folder(path)
    if path.suffix in WEIGHTS or path.is_file():
        return _find_file(path)
    return _find_published(model, open_clip)


def _full(path: str) -> Path:
    return Path(path).expanduser().resolve()


def _find_folder(folder: Path, name: str | None = None) -> Source:
    files = [path for suffix in WEIGHTS for path in sorted(folder.glob(f"*{suffix}"))]
    found = [path for path in files if path.name != HEAD]
    preferred = [path for path in found if path.stem.startswith("open_clip")]
    if not found:
        raise ModelError(
            f"{folder} holds no weights: wanted open_clip_model.safetensors beside {CONFIG}"
        )
    return _read_folder(folder, (preferred or found)[0], name or f"{LOCAL}{folder}")


def _find_file(path: Path) -> Source:
    if not path.is_file():
        raise ModelError(f"there is no weights file {path}")
    if not (path.parent / CONFIG).is_file():
        raise ModelError(
            f"{path.name} is bare weights: put {CONFIG} beside it, "
            f"or name its architecture, for example: --model ViT-B-32@{path}"
        )
    return _read_folder(path.parent, path, str(path))


def _read_folder(folder: Path, weights: Path, name: str) -> Source:
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        architecture, preprocess = config["model_cfg"], config.get("preprocess_cfg", {})
        languages = tuple(map(str, config.get("languages", ())))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{folder / CONFIG} cannot be used ({type(error).__name__}: {error}); "
            "it holds model_cfg and preprocess_cfg as open_clip writes them"
        ) from error
    return Source(name, architecture, preprocess, weights, f"{LOCAL}{folder}", folder, languages)


def _find_bare(architecture: str, weights: Path, open_clip: ModuleType) -> Source:
    config = _architecture(architecture, open_clip)
    if not weights.is_file():
        raise ModelError(f"there is no weights file {weights}")
    tags = open_clip.pretrained.list_pretrained_tags_by_model(architecture)
    entry = open_clip.get_pretrained_cfg(architecture, tags[0]) if tags else {}
    name = f"{architecture}@{weights}"
    return Source(name, config, _preprocess(entry), weights, architecture)


def _find_published(model: str, open_clip: ModuleType) -> Source:
    architecture, _, tag = model.rpartition("/")
    config = _architecture(architecture or model, open_clip)
    tags = open_clip.pretrained.list_pretrained_tags_by_model(architecture or model)
    entry = open_clip.get_pretrained_cfg(architecture, tag)
    if not entry:
        known = ", ".join(f"{architecture or model}/{one}" for one in tags) or "none"
        raise ModelError(f"{model} is not an architecture with a published tag; known: {known}")
    weights = fetch_weights(model, entry)
    return Source(model, config, _preprocess(entry), weights, architecture)


def _architecture(name: str, open_clip: ModuleType) -> Mapping[str, Any]:
    config: Mapping[str, Any] | None = open_clip.get_model_config(name)
    if config is None:
        raise ModelError(
            f"there is no model {name!r}: give bundled, an open_clip name/tag such as "
            "ViT-B-32-256/datacomp_s34b_b86k, local-dir:PATH, or the path of a weights file"
        )
    return config


def _preprocess(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in _PREPROCESS_FIELDS if entry.get(key) is not None}
