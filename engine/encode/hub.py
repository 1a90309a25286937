"""Weights with a published tag: from the cache of an earlier run, or from the hub.

Without a network the answer is a sentence within seconds, and weights that were fetched once are
opened without asking the network at all.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.errors import ModelError

PATIENCE_SECONDS = 5.0
"""How long the hub may take to say whether it has a file."""

_HUB_WEIGHTS = ("open_clip_model.safetensors", "open_clip_pytorch_model.bin")


def fetch_weights(name: str, published: Mapping[str, Any]) -> Path:
    """Find the weights of a tag on this machine, or fetch them.

    Parameters
    ----------
    name : str
        The model as the person named it, for the message.
    published : mapping
        open_clip's entry for the tag: where its weights lie.

    Raises
    ------
    ModelError
        They are not here, and the hub cannot be reached or does not have them.
    """
    if not published.get("hf_hub"):
        return _fetch_from_url(name, published)
    repository, files = _hub_files(published["hf_hub"])
    return _find_cached(repository, files) or _fetch(name, repository, files)


def _hub_files(entry: str) -> tuple[str, tuple[str, ...]]:
    repository, _, file = entry.rpartition("/")
    if not file:
        return repository, _HUB_WEIGHTS
    return repository, (str(Path(file).with_suffix(".safetensors")), file)


def _find_cached(repository: str, files: tuple[str, ...]) -> Path | None:
    from huggingface_hub import try_to_load_from_cache

    for file in files:
        found = try_to_load_from_cache(repository, file)
        if isinstance(found, str):
            return Path(found)
    return None


def _fetch(name: str, repository: str, files: tuple[str, ...]) -> Path:
    from huggingface_hub import hf_hub_download

    try:
        for file in _existing(repository, files):
            return Path(hf_hub_download(repository, file))
    except OSError as error:
        raise _unreachable(name, error) from error
    raise ModelError(f"the hub has no weights for {name} in {repository}: {_WAYS_OUT}")


def _existing(repository: str, files: tuple[str, ...]) -> Iterator[str]:
    """List those files that the hub has, asking with little patience."""
    from huggingface_hub import constants, get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import EntryNotFoundError

    if constants.HF_HUB_OFFLINE:
        raise ConnectionError("HF_HUB_OFFLINE is set")
    for file in files:
        try:
            get_hf_file_metadata(hf_hub_url(repository, file), timeout=PATIENCE_SECONDS)
        except EntryNotFoundError:
            continue
        except Exception as error:  # which HTTP client speaks differs between versions of the hub
            raise ConnectionError(str(error)) from error
        yield file


def _fetch_from_url(name: str, published: Mapping[str, Any]) -> Path:
    from open_clip.pretrained import download_pretrained

    try:
        return Path(download_pretrained(published, prefer_hf_hub=False))
    except (OSError, RuntimeError) as error:
        raise _unreachable(name, error) from error


_WAYS_OUT = (
    "use --model bundled (small, ships with Morelike), or --model local-dir:PATH "
    "with a folder that holds open_clip_config.json and the weights"
)


def _unreachable(name: str, error: Exception) -> ModelError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return ModelError(
        f"the weights of {name} are not on this machine and the hub cannot be reached "
        f"({reason}); either connect once, or {_WAYS_OUT}"
    )
