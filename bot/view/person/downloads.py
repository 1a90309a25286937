"""Files made for one person, kept in memory for a while under names that nobody can guess.

Nothing is written to a disk, and nothing of a request is used as a path. The oldest files go when
there are too many, or when they are too large together.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from bot.handlers import File

FILES = 200
BYTES = 256 * 1024**2


@dataclass
class Downloads:
    """The newest files, by token; safe for threads."""

    _files: OrderedDict[str, File] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def offer(self, file: File) -> str:
        """Keep a file, and give the token that fetches it."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._files[token] = file
            while len(self._files) > FILES or self._size() > BYTES:
                self._files.popitem(last=False)
        return token

    def fetch(self, token: str) -> File | None:
        """Give a file; None when the token is none, or the file has gone."""
        with self._lock:
            return self._files.get(token)

    def _size(self) -> int:
        return sum(len(file.content) for file in self._files.values())


def download_address(token: str) -> str:
    """Name a file, relative to wherever the page is served."""
    return f"gradio_api/download/{token}"
