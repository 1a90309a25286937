"""Decoding and encoding side by side: while one batch is encoded, the next ones are decoded.

Pictures come out in the order in which they went in, so a batch is what it would be with a single
thread. At most `ahead` batches wait, whatever the folder's size.
"""

import hashlib
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.build.settings import BuildSettings
from engine.catalogue import (
    SMALL_BYTES,
    THUMBNAIL_SIDE,
    Found,
    Reading,
    Refusal,
    is_own_thumbnail,
    make_thumbnail,
    open_picture,
    read_file,
)
from engine.encode import Encoder
from engine.errors import PictureError
from engine.types import Embeddings

KEPT_SHARPNESS = 1.5
"""A JPEG is decoded at no less than so many times the side that the model sees. Measured over 371
photos and a 64-pixel model: cosine to the vector of the whole picture 0.9994 or more."""

DECODER_PATIENCE = 10
"""How much nicer than the encoder the decoding threads are, in steps of `nice`."""


@dataclass(frozen=True)
class Known:
    """A file whose content was met before: nothing is to be encoded."""

    path: str
    hash: str


@dataclass(frozen=True)
class Ready:
    """A file that was decoded: `pixels` is (3, h, w) uint8, `thumbnail` may be empty."""

    path: str
    hash: str
    pixels: NDArray[np.uint8]
    width: int
    height: int
    taken: str | None
    thumbnail: bytes


Outcome: TypeAlias = Known | Ready | Refusal


class Decoder:
    """Turns files into what the encoder takes; called by several threads at once."""

    def __init__(
        self,
        images: Path,
        encoder: Encoder,
        settings: BuildSettings,
        knows: Callable[[str], bool],
    ) -> None:
        self._images = images
        self._encoder = encoder
        self._limits = settings.limits
        self._knows = knows
        self._claimed: set[str] = set()
        self._lock = threading.Lock()

    def decode(self, found: Found) -> Outcome:
        """Read, hash and decode one file."""
        try:
            content = read_file(self._images / found.path, found.path, self._limits)
            digest = hashlib.blake2b(content, digest_size=16).hexdigest()
            if not self._claim(digest):
                return Known(found.path, digest)
            return self._open(found.path, digest, content)
        except PictureError as error:
            return Refusal(path=found.path, reason=str(error))

    def release(self, digests: Iterable[str]) -> None:
        """Forget contents in flight once `knows` tells of them."""
        with self._lock:
            self._claimed.difference_update(digests)

    def _claim(self, digest: str) -> bool:
        """Take a content for this thread, unless it is known or another thread has it."""
        with self._lock:
            if digest in self._claimed or self._knows(digest):
                return False
            self._claimed.add(digest)
            return True

    def _open(self, path: str, digest: str, content: bytes) -> Ready:
        try:
            # Small files are mostly their own thumbnails, and need pixels for the model alone.
            side = round(KEPT_SHARPNESS * self._encoder.preprocessing.shorter_side)
            enough = side if len(content) <= SMALL_BYTES else max(side, THUMBNAIL_SIDE)
            reading = open_picture(content, path, enough, self._limits)
            thumbnail = self._thumbnail(reading, content, path)
        except PictureError:
            self.release([digest])
            raise
        return Ready(
            path,
            digest,
            self._encoder.prepare(reading.image),
            reading.width,
            reading.height,
            reading.taken,
            thumbnail,
        )

    def _thumbnail(self, reading: Reading, content: bytes, path: str) -> bytes:
        if is_own_thumbnail(reading, len(content)):
            return b""
        whole = max(reading.width, reading.height)
        if max(reading.image.size) < min(THUMBNAIL_SIDE, whole):
            reading = open_picture(content, path, THUMBNAIL_SIDE, self._limits)
        return make_thumbnail(reading.image)


def decode_ahead(
    decoder: Decoder, files: Iterable[Found], settings: BuildSettings
) -> Generator[Outcome, None, None]:
    """Decode files in a pool of threads, a bounded number ahead, and give them back in order."""
    waiting: deque[Future[Outcome]] = deque()
    queue = iter(files)
    with ThreadPoolExecutor(settings.decoders, "decode", _give_way) as pool:
        try:
            for found in islice(queue, settings.batch * settings.ahead):
                waiting.append(pool.submit(decoder.decode, found))
            while waiting:
                outcome = waiting.popleft().result()
                for found in islice(queue, 1):
                    waiting.append(pool.submit(decoder.decode, found))
                yield outcome
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _give_way() -> None:
    """Let the encoder go first: its threads wait for each other, so one that is held up holds all.

    Decoders fill the gaps, and take the processor whole while the encoder waits for them. Only
    Linux gives each thread a priority of its own.
    """
    if sys.platform == "linux":
        patience = min(19, os.getpriority(os.PRIO_PROCESS, 0) + DECODER_PATIENCE)
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), patience)


def encode(encoder: Encoder, ready: list[Ready]) -> Embeddings:
    """Encode a batch of decoded pictures."""
    if not ready:
        return np.empty((0, encoder.dimensions), dtype=np.float32)
    return encoder.pictures(np.stack([one.pixels for one in ready]))
