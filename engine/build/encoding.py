"""Encode what is new, a batch at a time, each written down before the next one begins.

A picture of which the model makes no unit vector is refused by name like one that cannot be read,
so that one strange picture never stands in the way of the others.
"""

from contextlib import closing
from pathlib import Path

import numpy as np

from engine.build.journal import Encoded, Journal
from engine.build.pipeline import Decoder, Outcome, Ready, decode_ahead, encode
from engine.build.settings import BuildSettings
from engine.catalogue import Pack, Refusal, seal_thumbnail
from engine.encode import Encoder
from engine.types import Progress

COMMITTED_FILES = 1000
LENGTH_SLACK = 0.02
"""How far from 1 a vector's length may be; half precision takes a thousandth of that."""


class Encoding:
    """One run over the files whose content is not known yet."""

    def __init__(
        self, images: Path, encoder: Encoder, settings: BuildSettings, journal: Journal
    ) -> None:
        self.refused: list[Refusal] = []
        self.encoded = 0
        self._encoder, self._settings, self._journal = encoder, settings, journal
        self._decoder = Decoder(images, encoder, settings, journal.knows)
        self._ready: list[Ready] = []
        self._contents: list[tuple[str, str]] = []

    def run(self, pack: Path, total: int, progress: Progress) -> None:
        """Look at every file that is not known, and encode every content that is new."""
        progress("encoding", 0, total)
        with Pack(pack, self._journal.thumbnails_end()) as thumbnails:
            outcomes = decode_ahead(self._decoder, self._journal.pending(), self._settings)
            with closing(outcomes):
                for done, outcome in enumerate(outcomes, start=1):
                    self._take(outcome)
                    if self._is_full():
                        self._commit(thumbnails)
                        progress("encoding", done, total)
                self._commit(thumbnails)
            thumbnails.sync()
        self._drop_refused()
        progress("encoding", total, total)

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            self.refused.append(outcome)
            return
        self._contents.append((outcome.path, outcome.hash))
        if isinstance(outcome, Ready):
            self._ready.append(outcome)

    def _is_full(self) -> bool:
        full = len(self._ready) == self._settings.batch
        return full or len(self._contents) >= COMMITTED_FILES

    def _commit(self, thumbnails: Pack) -> None:
        """Encode a batch, write it down, and empty it."""
        vectors = encode(self._encoder, self._ready)
        with np.errstate(invalid="ignore", over="ignore"):
            lengths = np.linalg.norm(vectors, axis=1)
            sound = np.abs(lengths - 1) <= LENGTH_SLACK
        lines = [
            _line(one, vector.astype("<f2").tobytes(), thumbnails)
            for one, vector, kept in zip(self._ready, vectors, sound, strict=True)
            if kept
        ]
        for one, length, kept in zip(self._ready, lengths, sound, strict=True):
            if not kept:
                self._refuse(one.path, f"the model gave a vector of length {length} for it, not 1")
        thumbnails.flush()
        self._journal.commit(lines, self._contents)
        self._decoder.release(one.hash for one in self._ready)
        self.encoded += len(lines)
        self._ready.clear()
        self._contents.clear()

    def _refuse(self, path: str, why: str) -> None:
        self.refused.append(Refusal(path=path, reason=f"{path} cannot be searched: {why}"))

    def _drop_refused(self) -> None:
        """Strike out what was refused, and the copies of it that were not looked at themselves."""
        named = {refusal.path for refusal in self.refused}
        for path in self._journal.drop_refused():
            if path not in named:
                self._refuse(path, "it is a copy of a picture that was refused")


def _line(one: Ready, vector: bytes, thumbnails: Pack) -> Encoded:
    thumbnail = seal_thumbnail(one.thumbnail)
    start = thumbnails.append(thumbnail)
    return Encoded(one.hash, vector, one.width, one.height, one.taken, start, len(thumbnail))
