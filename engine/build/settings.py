"""The numbers that building a library can be told."""

import os

from pydantic import Field

from engine.catalogue import Limits
from engine.types import Value


class BuildSettings(Value):
    """How a library is built.

    `batch` pictures are encoded at once, and at most `ahead` batches are decoded or waiting, so
    memory stays the same however many pictures there are. `title` is what people call the library;
    the name of its folder of pictures when it is None.
    """

    batch: int = Field(default=32, ge=1)
    ahead: int = Field(default=3, ge=1)
    decoders: int = Field(default_factory=lambda: max(2, min(8, os.cpu_count() or 2)), ge=1)
    limits: Limits = Limits()
    title: str | None = None
