"""Small WebP pictures, one behind the other in one file.

A pack only grows, and who reads it knows where each picture lies from a catalogue. So an indexer
that is killed leaves at worst a tail that nobody refers to, and a reader needs no lock. Behind each
picture stand four bytes by which a change of it is noticed.
"""

import os
import zlib
from io import BytesIO
from pathlib import Path
from threading import Lock

from PIL import Image

from engine.catalogue.reading import Reading
from engine.errors import LibraryError

THUMBNAIL_SIDE = 320
SMALL_SIDE, SMALL_BYTES = 512, 48 * 2**10
"""A plain picture no larger than this is its own thumbnail."""


def is_own_thumbnail(reading: Reading, size_bytes: int) -> bool:
    """Tell whether a picture's own file does as its thumbnail."""
    small = max(reading.width, reading.height) <= SMALL_SIDE and size_bytes <= SMALL_BYTES
    return reading.plain and small


def make_thumbnail(image: Image.Image) -> bytes:
    """Make the WebP thumbnail of an upright RGB picture."""
    return encode_webp(image, THUMBNAIL_SIDE)


def encode_webp(image: Image.Image, side: int, quality: int = 80) -> bytes:
    """Shrink to at most `side` pixels on the longer side, and encode as WebP."""
    scale = min(1.0, side / max(image.size))
    width, height = (max(1, round(length * scale)) for length in image.size)
    small = image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)
    out = BytesIO()
    small.save(out, "WEBP", quality=quality, method=1)
    return out.getvalue()


def seal_thumbnail(content: bytes) -> bytes:
    """Put a checksum behind a thumbnail, as it lies in a pack; nothing stays nothing."""
    return content + zlib.crc32(content).to_bytes(4, "little") if content else b""


class Pack:
    """A pack open for writing, by the one indexer that holds the library's lock."""

    def __init__(self, path: Path, end: int) -> None:
        """Open at `end`, the first byte that nobody refers to; what lies behind is cut off."""
        self._file = path.open("ab")
        self._file.truncate(min(end, path.stat().st_size))
        self.end = self._file.seek(0, os.SEEK_END)

    def append(self, content: bytes) -> int:
        """Write one thumbnail behind the others, and tell where it starts."""
        start = self.end
        self.end += self._file.write(content)
        return start

    def flush(self) -> None:
        """Hand everything to the operating system, before anything refers to it."""
        self._file.flush()

    def sync(self) -> None:
        """Put everything on the disk."""
        self.flush()
        os.fsync(self._file.fileno())

    def __enter__(self) -> "Pack":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class PackReader:
    """A pack open for reading, by any number of threads.

    It stays open, so that a reader keeps its thumbnails when an indexer puts another pack in force.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._file = path.open("rb", buffering=0) if path.is_file() else None

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def read(self, start: int, size_bytes: int) -> bytes:
        """Read some bytes as they lie there.

        Raises
        ------
        LibraryError
            The pack is missing or shorter than its catalogue says.
        """
        if self._file is None:
            raise LibraryError(f"{self._path} is missing; run morelike index again")
        try:
            with self._lock:
                self._file.seek(start)
                content = self._file.read(size_bytes)
        except OSError as error:
            raise LibraryError(
                f"{self._path} cannot be read: {error.strerror}; run morelike index again"
            ) from error
        if len(content) < size_bytes:
            raise LibraryError(f"{self._path} is cut short; run morelike index again")
        return content

    def thumbnail(self, start: int, size_bytes: int) -> bytes:
        """Read one thumbnail and check it.

        Raises
        ------
        LibraryError
            The pack is missing or cut short, or the thumbnail was changed.
        """
        content = self.read(start, size_bytes)
        picture, checksum = content[:-4], content[-4:]
        if zlib.crc32(picture).to_bytes(4, "little") == checksum:
            return picture
        # A RIFF file tells its own length; the first libraries had no checksum behind it.
        if content[:4] == b"RIFF" and int.from_bytes(content[4:8], "little") + 8 == size_bytes:
            return content
        raise LibraryError(
            f"the thumbnail at byte {start} of {self._path} was changed since it was written; "
            "delete that file and run morelike index again"
        )

    def __enter__(self) -> "PackReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
