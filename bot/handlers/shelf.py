"""Where conversations are kept by name; who has none gives them out as files."""

from typing import Protocol


class Shelf(Protocol):
    """Keeps contents by name for one person."""

    def names(self) -> tuple[str, ...]:
        """List the names that contents were kept under."""

    def keep(self, name: str, content: bytes) -> None:
        """Keep a content, in place of what the name had."""

    def read(self, name: str) -> bytes:
        """Give back a content; `name` is one of `names()`."""
