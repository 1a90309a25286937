"""The pictures that people bring along, and the model that looks at them: both kept in memory.

The model is loaded once, when it is first needed, whoever needs it; of the pictures the newest are
kept.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from engine.catalogue import make_thumbnail, read_picture
from engine.encode import Encoder
from engine.errors import CatalogueError, Fault, Kind
from engine.service.recent import Recent
from engine.types import Embedding, PictureId

UPLOADS_KEPT = 512
UPLOAD = "upload-"


class Model:
    """An encoder that is loaded when it is first used; threads share it."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self._load = load
        self._encoder: Encoder | None = None
        self._lock = Lock()

    def open(self) -> Encoder:
        """Give the encoder; whatever `load` raises, it raises."""
        with self._lock:
            if self._encoder is None:
                self._encoder = self._load()
            return self._encoder


@dataclass(frozen=True)
class Upload:
    """A picture that a person brought along: how the model sees it, and a small copy."""

    embedding: Embedding
    thumbnail: bytes


class Uploads:
    """The newest pictures that people brought along, or those that `before` kept already."""

    def __init__(self, model: Model, before: "Uploads | None" = None) -> None:
        self._model = model
        # The pictures alone go over: the model's check would keep all of the engine before.
        self.kept: Recent[Upload] = before.kept if before else Recent(UPLOADS_KEPT)

    def take(self, content: bytes) -> PictureId:
        """Look at a picture, and name it by its content.

        Raises
        ------
        PictureError
            The bytes are not a picture that can be read.
        """
        picture = PictureId(UPLOAD + hashlib.blake2b(content, digest_size=8).hexdigest())
        if self.kept.get(picture) is None:
            image = read_picture(content)
            encoder = self._model.open()
            embedding = encoder.pictures(encoder.prepare(image)[None])[0]
            self.kept.put(picture, Upload(embedding, make_thumbnail(image)))
        return picture

    def get(self, picture: PictureId) -> Upload:
        """Find a picture that was brought along.

        Raises
        ------
        CatalogueError
            It is no longer here.
        """
        found = self.kept.get(picture)
        if found is None:
            raise CatalogueError(
                "the picture that you brought along is no longer here; please add it again",
                Fault(Kind.UPLOAD_GONE),
            )
        return found
