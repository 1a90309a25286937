"""What the program was told by its environment and its flags: read once, then a frozen value."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, ValidationError

from engine.errors import SettingsError
from engine.types import Value

PAGE_SIZE = 12
"""Pictures in one answer; divides evenly into 6, 4, 3 and 2 columns."""

MESSAGE_CHARACTERS = 2_000
"""Characters of a message that are read; the rest is cut, with a sentence."""

LOCAL = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - on a Space the platform stands in front
_VARIABLES = {
    "MORELIKE_LIBRARY": "library",
    "MORELIKE_IMAGES": "images",
    "MORELIKE_MODEL": "model",
    "MORELIKE_SAVED": "saved",
    "GRADIO_SERVER_NAME": "host",
    "GRADIO_SERVER_PORT": "port",
}


class Settings(Value):
    """Where things are and how the chat is served; None stands for "the demo" or "the default".

    `saved` is the folder in which the terminal keeps conversations by name.
    """

    library: Path | None = None
    images: Path | None = None
    model: str | None = None
    saved: Path = Field(default_factory=lambda: Path.home() / ".morelike")
    host: str = LOCAL
    port: int = Field(default=7860, ge=1, le=65535)
    page_size: int = Field(default=PAGE_SIZE, ge=1, le=200)
    upload_bytes: int = Field(default=10 * 1024 * 1024, ge=1)
    message_characters: int = Field(default=MESSAGE_CHARACTERS, ge=1)


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
