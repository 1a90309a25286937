"""From a model's name to an encoder that is ready."""

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from types import ModuleType
from typing import Any

from engine.encode.encoder import Encoder
from engine.encode.openclip import OpenClipEncoder
from engine.encode.preprocessing import read_preprocessing
from engine.encode.sources import MERGES, Source, find_source
from engine.encode.torchready import import_open_clip
from engine.errors import ModelError
from engine.heads import HEAD, Head

logger = logging.getLogger(__name__)
_ONE_AT_A_TIME = Lock()  # open_clip reads all its lists anew whenever an architecture is added


def open_encoder(model: str, device: str | None = None, *, headed: bool = True) -> Encoder:
    """Open a model by name; `engine.encode.sources` lists what names can look like.

    Parameters
    ----------
    model : str
        For example `bundled` or `ViT-B-32-256/datacomp_s34b_b86k`.
    device : str, optional
        A torch device; the first GPU where there is one, else the processor.
    headed : bool
        Take the compact head that lies beside the weights too; whoever makes a new one, or other
        weights, opens the model without, so that a head of another model is in nobody's way.

    Raises
    ------
    ModelError
        The model cannot be found, fetched, loaded or trusted.
    """
    open_clip = import_open_clip()
    device = _present(device) if device else _best_device()
    source = find_source(model, open_clip)
    identity = _identify(source)
    logger.info("opening %s from %s", source.name, source.weights)
    try:
        with _ONE_AT_A_TIME:
            return _build(open_clip, source, identity, device, headed=headed)
    except ModelError:
        raise
    except Exception as error:  # torch, safetensors and open_clip raise whatever they like here
        reason = (str(error).splitlines() or [""])[0]
        raise ModelError(
            f"{source.weights.name} cannot be opened as {source.name}: "
            f"{type(error).__name__}: {reason}; "
            "are these weights (tensors alone) of that architecture?"
        ) from error


def identify(model: str) -> str:
    """Give the identity that a model would have if it were opened.

    Raises
    ------
    ModelError
        The model cannot be found.
    """
    return _identify(find_source(model, import_open_clip()))


def _identify(source: Source) -> str:
    """Hash everything that decides which vector a picture gets."""
    digest = hashlib.sha256(_hash_weights(source.weights).encode())
    merges = _find_merges(source)
    digest.update(merges.read_bytes() if merges else b"")
    for config in (source.architecture, source.preprocess):
        digest.update(json.dumps(config, sort_keys=True).encode())
    return digest.hexdigest()


def _hash_weights(weights: Path) -> str:
    """Hash the file; a file in the hub's cache is already named by its SHA-256."""
    stored = weights.resolve()
    if weights.is_symlink() and stored.parent.name == "blobs" and len(stored.name) == 64:
        return stored.name
    with stored.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _best_device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def _present(device: str) -> str:
    """Find out whether anything can be computed there."""
    import torch

    try:
        torch.ones(1, device=device).add(1)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        reason = (str(error).splitlines() or [""])[0]
        raise ModelError(
            f"nothing can be computed on {device!r} here ({reason}); name another device, or none "
            "for the best there is"
        ) from error
    return device


def _build(
    open_clip: ModuleType, source: Source, identity: str, device: str, *, headed: bool
) -> OpenClipEncoder:
    model = open_clip.create_model(
        _register(open_clip, source.architecture, identity),
        pretrained=str(source.weights),
        force_preprocess_cfg=dict(source.preprocess),
        precision="fp32",
        device=device,
        weights_only=True,
    )
    tokenizer = open_clip.get_tokenizer(source.tokenizer, **_tokenizer_options(source))
    preprocessing = read_preprocessing(open_clip.get_model_preprocess_cfg(model))
    return OpenClipEncoder(
        model.eval(),
        tokenizer,
        source.name,
        identity,
        preprocessing,
        device,
        _open_head(source) if headed else None,
        source.languages,
    )


def _open_head(source: Source) -> Head | None:
    path = source.folder / HEAD if source.folder else None
    return Head.open(path) if path and path.is_file() else None


def _register(open_clip: ModuleType, architecture: Mapping[str, Any], identity: str) -> str:
    """Tell open_clip an architecture under a name that nothing else can have."""
    name = f"morelike-{identity[:16]}"
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.json"
        path.write_text(json.dumps(dict(architecture)), encoding="utf-8")
        open_clip.add_model_config(path)
    return name


def _tokenizer_options(source: Source) -> dict[str, Any]:
    """A list of merges that lies beside the weights takes the place of open_clip's own."""
    merges = _find_merges(source)
    return {"bpe_path": str(merges)} if merges else {}


def _find_merges(source: Source) -> Path | None:
    path = source.folder / MERGES if source.folder else None
    return path if path and path.is_file() else None
