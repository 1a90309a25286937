"""A library from a dataset repository, pinned to a commit: fetched once, then kept.

What is pinned cannot change, so a copy that is complete is used without asking anybody again. The
repository holds a library at its top or in its folder `library`, with the pictures where the
library expects them.
"""

import logging
import re
from pathlib import Path

from engine.errors import LibraryError, SettingsError

PINNED = re.compile(r"([\w.-]+/[\w.-]+)@([0-9a-f]{40})", re.ASCII)
PLACES = ("", "library")
log = logging.getLogger(__name__)


def fetch_library(dataset: str) -> Path:
    """Give the folder of a dataset's library, fetched if it is not here yet.

    Parameters
    ----------
    dataset : str
        `owner/name@commit`, the commit with all of its 40 digits.

    Raises
    ------
    SettingsError
        The dataset is not named in this way.
    LibraryError
        It cannot be fetched, or holds no library.
    """
    named = PINNED.fullmatch(dataset)
    if named is None:
        raise SettingsError(
            f"dataset (or MORELIKE_DATASET) is {dataset!r}: write owner/name@commit, with the 40 "
            "digits of the commit"
        )
    folder = _fetch(*named.groups())
    for place in PLACES:
        if (folder / place / "manifest.json").is_file():
            return folder / place
    raise LibraryError(
        f"the dataset {dataset} holds no library: put what `morelike index` wrote at its top, or "
        "in its folder library/"
    )


def _fetch(name: str, commit: str) -> Path:
    # Both come with gradio; half a second that nobody else should wait for.
    import httpx
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    log.info("fetching %s at %s", name, commit)
    try:
        return Path(snapshot_download(name, repo_type="dataset", revision=commit))
    except LocalEntryNotFoundError as error:
        raise LibraryError(
            f"the dataset {name} is not here and cannot be fetched: the hub cannot be reached; "
            "connect, or give a folder with --library"
        ) from error
    except HfHubHTTPError as error:
        raise LibraryError(
            f"the dataset {name} at {commit} cannot be fetched: the hub answered "
            f"{error.response.status_code}; check its name and commit, or HF_TOKEN if it is private"
        ) from error
    except (OSError, httpx.HTTPError) as error:
        raise LibraryError(
            f"the dataset {name} cannot be fetched: {type(error).__name__}; run the same again"
        ) from error
