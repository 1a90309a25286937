"""What the program was told by its environment and its flags: read once, then a frozen value."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, ValidationError, field_validator

from engine.errors import SettingsError
from engine.types import Value

PAGE_SIZE = 12
"""Pictures in one answer; divides evenly into 6, 4, 3 and 2 columns."""

MESSAGE_CHARACTERS = 2_000
"""Characters of a message that are read; the rest is cut, with a sentence."""

INSIDE = ".morelike"
"""Where a library goes when nobody says where: inside its folder of pictures."""

LOCAL = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - on a Space the platform stands in front
_MIB = 1024**2
_VARIABLES = {
    "MORELIKE_LIBRARY": "library",
    "MORELIKE_IMAGES": "images",
    "MORELIKE_DATASET": "dataset",
    "MORELIKE_MODEL": "model",
    "MORELIKE_MCP": "mcp",
    "MORELIKE_SEARCHING": "searching",
    "MORELIKE_WAITING": "waiting",
    "MORELIKE_UPLOAD_MB": "upload_mb",
    "MORELIKE_SAVED": "saved",
    "GRADIO_SERVER_NAME": "host",
    "GRADIO_SERVER_PORT": "port",
}
_HONOURED = {
    "GRADIO_ROOT_PATH": ("", "the path under which a proxy serves the page"),
    "GRADIO_TEMP_DIR": (
        "a new folder, deleted at the end",
        "where files that people send lie until they were looked at",
    ),
    "HF_TOKEN": ("", "for a dataset that is private; a secret, never a variable"),
    "HF_ENDPOINT": ("https://huggingface.co", "where datasets come from"),
    "HF_HOME": ("~/.cache/huggingface", "where datasets and models are kept"),
    "OPENBLAS_NUM_THREADS": ("1 in `app.py`", "cores that one search may take"),
}
"""Variables of others that the page goes by: the default, and what they mean."""


class Limits(Value):
    """How much a server takes on: turns at once, turns that wait, bytes of an upload."""

    searching: int = 4
    waiting: int = 40
    upload_bytes: int = 10 * _MIB
    mcp: bool = False


class Settings(Value):
    """Where things are and how the chat is served; None stands for "the demo" or "the default"."""

    library: tuple[Path, ...] = Field(
        (), description="libraries to serve, mounted or local, as `PATH` lists folders; the demo"
    )
    images: Path | None = Field(None, description="a folder of pictures to index and serve")
    dataset: str | None = Field(
        None, description="a dataset repository that holds a library, as `owner/name@commit`"
    )
    model: str | None = Field(
        None, description="the model to load, when not the one that the library was built with"
    )
    saved: Path = Field(
        default_factory=lambda: Path.home() / ".morelike",
        description="where the terminal keeps searches by name",
    )
    host: str = Field(LOCAL, description="0.0.0.0 for everybody; so it is on a Space")
    port: int = Field(7860, ge=1, le=65535, description="the port of the page")
    page_size: int = Field(PAGE_SIZE, ge=1, le=200)
    searching: int = Field(4, ge=1, le=64, description="turns that are worked on at once")
    waiting: int = Field(
        40, ge=1, le=10_000, description="turns that may wait; more are turned away with a sentence"
    )
    upload_mb: int = Field(10, ge=1, le=100, description="the largest picture that is taken, in MB")
    mcp: bool = Field(False, description="1 offers the endpoints as tools over MCP")

    @field_validator("library", mode="before")
    @classmethod
    def _several(cls, given: object) -> object:
        if isinstance(given, str):
            return tuple(folder for folder in given.split(os.pathsep) if folder)
        return (given,) if isinstance(given, Path) else given

    @property
    def first_library(self) -> Path | None:
        """The library of a command that works on one."""
        return self.library[0] if self.library else None

    @property
    def upload_bytes(self) -> int:
        """The largest picture that is taken."""
        return self.upload_mb * _MIB

    @property
    def limits(self) -> Limits:
        """What of this concerns how much a server takes on."""
        return Limits(
            searching=self.searching,
            waiting=self.waiting,
            upload_bytes=self.upload_bytes,
            mcp=self.mcp,
        )


def read_settings(environment: Mapping[str, str], **flags: object) -> Settings:
    """Read settings from the environment; flags that were given win.

    Raises
    ------
    SettingsError
        A value cannot be used; the message names the variable or the flag.

    Examples
    --------
    >>> read_settings({"GRADIO_SERVER_PORT": "8000"}, library=None).port
    8000
    """
    found: dict[str, object] = {
        field: environment[name] for name, field in _VARIABLES.items() if environment.get(name)
    }
    if environment.get("SPACE_ID"):
        found.setdefault("host", EVERYWHERE)
    found.update({name: value for name, value in flags.items() if value is not None})
    try:
        return Settings.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        source = next((key for key, field in _VARIABLES.items() if field == name), name)
        raise SettingsError(
            f"{name} (or {source}) is {found.get(name)!r}: {first['msg'].lower()}"
        ) from error


def settings_table() -> str:
    """Write down, as a table in Markdown, every variable of the environment that counts."""
    rows = [
        (name, _default(field), Settings.model_fields[field].description)
        for name, field in _VARIABLES.items()
    ]
    rows += [(name, default, meaning) for name, (default, meaning) in _HONOURED.items()]
    lines = (f"| `{name}` | {default} | {meaning} |" for name, default, meaning in rows)
    return "\n".join(("| variable | default | meaning |", "|---|---|---|", *lines))


def _default(name: str) -> str:
    if name == "saved":
        return "~/.morelike"
    value = Settings.model_fields[name].get_default()
    if isinstance(value, bool):
        return str(int(value))
    return str(value) if value not in (None, ()) else ""
