"""Engine: a library opened read-only, answering every conversation; threads share one.

Nothing here changes the library or remembers a person: what a turn needs is in its `Situation`.
The engine keeps two bounded memories: the newest rankings, so that paging learns nothing anew,
and the pictures that people brought along.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock

import numpy as np
from PIL.Image import Image

from engine.catalogue import Catalogue, Picture, make_thumbnail, read_picture
from engine.conversation import Label, Situation
from engine.encode import Encoder, open_encoder
from engine.errors import CatalogueError, LabelsError, LibraryError
from engine.index import Indexes
from engine.index.manifest import Manifest, read_manifest, verify
from engine.search import Brief, Ranking, SearchSettings, search
from engine.service.answers import Hit, Page, Reasons
from engine.service.recent import Recent
from engine.types import Embedding, Embeddings, PictureId, Rows

RANKINGS_KEPT = 64
UPLOADS_KEPT = 512
FULL_PIXELS = 1600
UPLOAD = "upload-"


@dataclass(frozen=True)
class Upload:
    """A picture that a person brought along: how the model sees it, and a small copy."""

    embedding: Embedding
    thumbnail: bytes


class Engine:
    """A library, its indexes and its model, ready to answer."""

    def __init__(
        self,
        library: Path,
        manifest: Manifest,
        catalogue: Catalogue,
        indexes: Indexes,
        load_encoder: Callable[[], Encoder],
        settings: SearchSettings,
    ) -> None:
        self.folder = library
        self.manifest = manifest
        self.settings = settings
        self._catalogue = catalogue
        self._indexes = indexes
        self._load_encoder = load_encoder
        self._encoder: Encoder | None = None
        self._encoder_lock = Lock()
        self._rankings: Recent[Ranking] = Recent(RANKINGS_KEPT)
        self._uploads: Recent[Upload] = Recent(UPLOADS_KEPT)

    @classmethod
    def open(
        cls, library: Path, model: str | None = None, settings: SearchSettings | None = None
    ) -> "Engine":
        """Open a library read-only; the model is loaded by `warm` or by the first text.

        Parameters
        ----------
        library : Path
            The folder that `morelike index` wrote.
        model : str, optional
            Where to load the model from, when not from where the library was built with.

        Raises
        ------
        LibraryError
            The folder is no library, or a file of it is missing or changed.
        """
        try:
            manifest, catalogue, indexes = _open(library)
        except LibraryError:
            # An indexer may have put a new generation in force meanwhile: then a second look helps.
            manifest, catalogue, indexes = _open(library)
        return cls(
            library,
            manifest,
            catalogue,
            indexes,
            lambda: open_encoder(model or manifest.model),
            settings or SearchSettings(),
        )

    @property
    def pictures(self) -> int:
        """How many pictures the catalogue has."""
        return len(self._catalogue)

    @property
    def name(self) -> str:
        """What people call this catalogue: the name of its folder of pictures."""
        return self.manifest.title

    @property
    def model(self) -> str:
        """The name of the model that the library was built with."""
        return self.manifest.model

    @property
    def library(self) -> str:
        """What tells this library from every other one, whatever is added to it."""
        return self.manifest.library

    def warm(self) -> None:
        """Load the model now.

        Raises
        ------
        ModelError
            The model cannot be loaded.
        LibraryError
            It is not the model that the library was built with.
        """
        with self._encoder_lock:
            if self._encoder is None:
                encoder = self._load_encoder()
                self.manifest.check_model(encoder.name, encoder.identity)
                self._encoder = encoder

    def find(self, situation: Situation, start: int, count: int) -> Page:
        """Answer a conversation as it stands: a page of hits, best first.

        Parameters
        ----------
        situation : Situation
            Texts, labels and what to leave out.
        start, count : int
            The place of the first hit, from 0, and how many hits at most.

        Raises
        ------
        LabelsError
            There is nothing to go by.
        CatalogueError
            A labelled picture is not known here.
        """
        ranking = self._rank(situation)
        part = slice(start, start + count)
        ids = self._catalogue.ids(ranking.rows[part])
        pairs = zip(ids, ranking.rows[part], ranking.scores[part], strict=True)
        hits = tuple(Hit(id=id_, row=int(row), score=float(score)) for id_, row, score in pairs)
        return Page(
            hits=hits,
            matches=ranking.matches,
            ranked=len(ranking.rows),
            seconds=ranking.seconds,
            work=ranking.work,
        )

    def explain(self, situation: Situation, picture: PictureId) -> Reasons:
        """Tell which labelled pictures and words are near a picture.

        Raises
        ------
        CatalogueError
            The picture, or a labelled one, is not known here.
        """
        seen = self._vectors((picture,))[0]
        liked, liked_likeness = self._nearest(seen, situation.labelled(Label.LIKED), picture)
        disliked, disliked_likeness = self._nearest(
            seen, situation.labelled(Label.DISLIKED), picture
        )
        text = self._text(situation.texts)
        return Reasons(
            nearest_liked=liked,
            liked_likeness=liked_likeness,
            nearest_disliked=disliked,
            disliked_likeness=disliked_likeness,
            text_likeness=None if text is None else float(text @ seen),
        )

    def picture(self, picture: PictureId) -> Picture:
        """Tell what the catalogue knows of a picture.

        Raises
        ------
        CatalogueError
            It is not known.
        """
        return self._catalogue.picture(self._row(picture))

    def sample(self, count: int) -> tuple[PictureId, ...]:
        """Name pictures spread evenly over the catalogue, the same ones every time."""
        last = len(self._catalogue) - 1
        rows = np.linspace(0, last, min(count, last + 1)).astype(np.int64)
        return self._catalogue.ids(rows)

    def path(self, picture: PictureId) -> Path:
        """Tell where the file is; for the terminal, never for a page."""
        return self._catalogue.path(self._row(picture))

    def thumbnail(self, picture: PictureId) -> bytes:
        """Give a small WebP or JPEG copy of a picture, known or brought along."""
        if picture.startswith(UPLOAD):
            return self._upload(picture).thumbnail
        return self._catalogue.thumbnail(self._row(picture))

    def full(self, picture: PictureId) -> bytes:
        """Give an upright JPEG copy of a picture, at most 1600 pixels wide or high.

        Raises
        ------
        CatalogueError
            It is not known.
        PictureError
            The file has gone, or can no longer be read.
        """
        image = read_picture(self.path(picture))
        image.thumbnail((FULL_PIXELS, FULL_PIXELS))
        return _encode(image, "JPEG", quality=88)

    def take_upload(self, content: bytes) -> PictureId:
        """Look at a picture that a person brought along, so that it can be liked or disliked.

        Raises
        ------
        PictureError
            The bytes are not a picture that can be read.
        """
        picture = PictureId(UPLOAD + hashlib.blake2b(content, digest_size=8).hexdigest())
        if self._uploads.get(picture) is None:
            image = read_picture(content)
            encoder = self._open_encoder()
            embedding = encoder.pictures(encoder.prepare(image)[None])[0]
            self._uploads.put(picture, Upload(embedding, make_thumbnail(image)))
        return picture

    def _rank(self, situation: Situation) -> Ranking:
        wanted = situation.model_copy(update={"gallery": (), "page": 0, "epoch": 0})
        key = wanted.model_dump_json()
        known = self._rankings.get(key)
        if known is not None:
            return known
        seed = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
        rng = np.random.default_rng(seed)
        ranking = search(self._brief(situation), self._indexes, self.settings, rng)
        return self._rankings.put(key, ranking)

    def _brief(self, situation: Situation) -> Brief:
        if not situation.texts and not situation.labelled(Label.LIKED):
            raise LabelsError("there is nothing to look for yet: describe it, or like a picture")
        liked, liked_examples = self._split(situation.labelled(Label.LIKED))
        disliked, disliked_examples = self._split(situation.labelled(Label.DISLIKED))
        unsure, _ = self._split(situation.labelled(Label.UNSURE))
        avoided = tuple(self._open_encoder().texts(situation.avoided)) if situation.avoided else ()
        return Brief(
            text=self._text(situation.texts),
            avoided=avoided,
            liked=liked,
            disliked=disliked,
            unsure=unsure,
            hidden=self._catalogue.rows(situation.hidden),
            liked_examples=liked_examples,
            disliked_examples=disliked_examples,
        )

    def _split(self, pictures: tuple[PictureId, ...]) -> tuple[Rows, Embeddings]:
        """Tell the catalogue's pictures, as rows, from those brought along, as embeddings."""
        known = tuple(picture for picture in pictures if not picture.startswith(UPLOAD))
        brought = [picture for picture in pictures if picture.startswith(UPLOAD)]
        examples = [self._upload(picture).embedding for picture in brought]
        width = self.manifest.dimensions
        return self._catalogue.rows(known), np.reshape(examples, (-1, width)).astype(np.float32)

    def _vectors(self, pictures: tuple[PictureId, ...]) -> Embeddings:
        rows, examples = self._split(pictures)
        return np.concatenate([self._indexes.vectors(rows), examples])

    def _nearest(
        self, seen: Embedding, labelled: tuple[PictureId, ...], picture: PictureId
    ) -> tuple[PictureId | None, float | None]:
        known = [other for other in labelled if not other.startswith(UPLOAD)]
        others = [other for other in (*known, *labelled) if other != picture]
        others = list(dict.fromkeys(others))
        if not others:
            return None, None
        likeness = self._vectors(tuple(others)) @ seen
        best = int(likeness.argmax())
        return others[best], float(likeness[best])

    def _text(self, texts: tuple[str, ...]) -> Embedding | None:
        """Embed the words of a search as one sentence: refinements follow the first words."""
        if not texts:
            return None
        vector: Embedding = self._open_encoder().texts([", ".join(texts)])[0]
        return vector

    def _row(self, picture: PictureId) -> int:
        return int(self._catalogue.rows((picture,))[0])

    def _upload(self, picture: PictureId) -> Upload:
        found = self._uploads.get(picture)
        if found is None:
            raise CatalogueError(
                "the picture that you brought along is no longer here; please add it again"
            )
        return found

    def _open_encoder(self) -> Encoder:
        self.warm()
        if self._encoder is None:
            raise LibraryError("the model is not loaded")
        return self._encoder


def _open(library: Path) -> tuple[Manifest, Catalogue, Indexes]:
    manifest = read_manifest(library)
    verify(library, manifest)
    generation = manifest.generation_folder(library)
    table = Catalogue.open(generation / "catalogue.sqlite", manifest.images_root(library))
    return manifest, table, Indexes.open(generation)


def _encode(image: Image, kind: str, **options: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
