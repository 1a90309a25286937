"""Engine: a library opened read-only, answering every conversation; threads share one.

Nothing here changes the library or remembers a person: what a turn needs is in its `Situation`.
The engine keeps two bounded memories: the newest rankings and the pictures that people brought
along.
"""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL.Image import Image

from engine.catalogue import Catalogue, Picture, read_picture
from engine.conversation import Condition, Situation
from engine.encode import Encoder, open_encoder
from engine.errors import Fault, Kind, LibraryError, PictureError
from engine.index import Indexes
from engine.index.manifest import Manifest, read_manifest, verify
from engine.search import SearchSettings
from engine.search.published import SCANNED_MOST
from engine.service.answering import choose_questions
from engine.service.answers import Boxes, Hit, Landscape, Page, Reasons
from engine.service.briefs import Briefs
from engine.service.landscape import Surveyor
from engine.service.piles import alike_cosine
from engine.service.rankings import Rankings
from engine.service.reasoning import Reasoner
from engine.service.uploads import UPLOAD, Model, Uploads
from engine.types import PictureId, Rows

FULL_PIXELS = 1600
ALIKE_MOST = 200
"""Near-duplicates of one picture that are named at most."""


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
        before: "Engine | None" = None,
    ) -> None:
        self.folder = library
        self.manifest = manifest
        self.settings = settings
        self._catalogue = catalogue
        self._indexes = indexes
        self._load_encoder = load_encoder
        self._model = Model(self._load_checked)
        # Another model sees pictures otherwise, so what it was shown would mean nothing here.
        same = before is not None and before.manifest.identity == manifest.identity
        self.uploads: Uploads = Uploads(self._model, before.uploads if before and same else None)
        self._briefs = Briefs(catalogue, self._model, self.uploads, manifest.dimensions)
        self._rankings = Rankings(catalogue, indexes, self._briefs, settings)
        self._reasoner = Reasoner(catalogue, indexes, self._briefs, self._rankings)
        self._surveyor = Surveyor(catalogue, indexes, self._briefs, self._rankings)

    @classmethod
    def open(
        cls,
        library: Path,
        model: str | None = None,
        settings: SearchSettings | None = None,
        *,
        load: Callable[[str], Encoder] = open_encoder,
        before: "Engine | None" = None,
    ) -> "Engine":
        """Open a library read-only; the model is loaded by `warm` or by the first text.

        Parameters
        ----------
        library : Path
            The folder that `morelike index` wrote.
        model : str, optional
            Where to load the model from, when not from where the library was built with.
        settings : SearchSettings, optional
        load : callable
            Opens a model by name; one that opens each model once lets libraries share it.
        before : Engine, optional
            The engine of this library that this one takes the place of: it goes on as it was, and
            the pictures that people brought along are known to both.

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
            lambda: load(model or manifest.model),
            settings or SearchSettings(),
            before,
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
    def languages(self) -> tuple[str, ...]:
        """The languages that the model reads, () where its files do not say; loads the model."""
        return self._model.open().languages

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
        self._model.open()

    def _load_checked(self) -> Encoder:
        encoder = self._load_encoder()
        self.manifest.check_model(encoder.name, encoder.identity)
        return encoder

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
        return self._rankings.answer(situation, start + count + 1).page(start, count)

    def ask(self, situation: Situation, count: int) -> Page:
        """Answer with a page to learn from: its first half sure hits, then questions.

        Questions are pictures whose chance to match is near even, unlike each other, the sure hits
        and what was judged already.

        Raises
        ------
        LabelsError, CatalogueError
            As `find`.
        """
        answered = self._rankings.answer(situation, count)
        sure = answered.piles.tiles[: count // 2]
        settled = self._briefs.settled(situation)
        ranking = answered.ranking
        questions = choose_questions(ranking, sure, settled, self._indexes, count - len(sure))
        return answered.mixed(sure, questions)

    def alike(self, situation: Situation, picture: PictureId) -> tuple[PictureId, ...]:
        """Name the near-duplicates of a picture: its pile, or else all that the library has.

        Raises
        ------
        CatalogueError
            The picture is not known.
        """
        seen = self._briefs.vectors((picture,), self._indexes)[0]
        rows = self._pile(situation, picture)
        if len(rows) == 0:
            near, cosines = self._indexes.neighbours.search(seen, ALIKE_MOST + 1)
            rows = near[cosines >= alike_cosine(self._indexes.axes)]
        return tuple(one for one in self._catalogue.ids(rows) if one != picture)[:ALIKE_MOST]

    def _pile(self, situation: Situation, picture: PictureId) -> Rows:
        """List the rows of a picture's pile in the answer as it stands."""
        nothing: Rows = np.empty(0, dtype=np.int64)
        if picture.startswith(UPLOAD) or not situation.answerable:
            return nothing
        answered = self._rankings.answer(situation, 1)
        rows = answered.ranking.rows[: len(answered.piles.owner)]
        place = np.flatnonzero(rows == self._row(picture))
        return rows[answered.piles.members(int(place[0]))] if len(place) else nothing

    def explain(self, situation: Situation, picture: PictureId) -> Reasons:
        """Tell why a picture is where it is, and what would change that.

        Raises
        ------
        LabelsError, CatalogueError
            As `find`.
        """
        return self._reasoner.explain(situation, picture)

    def survey(self, situation: Situation) -> Landscape:
        """Draw a map of an answer: its candidates and what was judged, on a plane.

        Raises
        ------
        LabelsError, CatalogueError
            As `find`.
        """
        return self._surveyor.survey(situation)

    def boxes(self, situation: Situation) -> Boxes | None:
        """Give the boxes that decided an answer; None where no forest was grown.

        Raises
        ------
        LabelsError, CatalogueError
            As `find`.
        """
        return self._rankings.boxes(situation)

    @property
    def scans(self) -> bool:
        """Whether the library is small enough for a classifier that looks at every picture."""
        return len(self._indexes) <= SCANNED_MOST

    def picture(self, picture: PictureId) -> Picture:
        """Tell what the catalogue knows of a picture.

        Raises
        ------
        CatalogueError
            It is not known.
        """
        return self._catalogue.picture(self._row(picture))

    def known(self, pictures: Iterable[PictureId]) -> set[PictureId]:
        """Tell which of these pictures the library has."""
        return self._catalogue.known(tuple(pictures))

    def holds(self, condition: Condition) -> int:
        """Count the pictures of the library of which a condition holds.

        Raises
        ------
        CatalogueError
            The condition cannot be understood.
        """
        return len(self._catalogue.where((condition,)))

    @property
    def dated(self) -> int:
        """How many pictures of the library carry the moment they were taken."""
        return self._catalogue.dated

    def describe(self, pictures: Sequence[PictureId]) -> tuple[Picture, ...]:
        """Tell what the catalogue knows of pictures, in their order.

        Raises
        ------
        CatalogueError
            One is not known.
        """
        return self._catalogue.pictures(self._catalogue.rows(pictures))

    def matching(self, situation: Situation, most: int) -> tuple[Hit, ...]:
        """List everything that matches, best first, near-duplicates and all; `most` of it.

        Raises
        ------
        LabelsError, CatalogueError
            As `find`.
        """
        return self._rankings.answer(situation, 1).matching(most)

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
            return self.uploads.get(picture).thumbnail
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

    def original(self, picture: PictureId) -> bytes:
        """Give a picture's file as it is; for the terminal, never for a page.

        Raises
        ------
        CatalogueError
            It is not known.
        PictureError
            The file has gone, or cannot be read.
        """
        path = self.path(picture)
        try:
            return path.read_bytes()
        except OSError as error:
            raise PictureError(
                f"{path.name} cannot be read: {error.strerror}", Fault(Kind.PICTURE_GONE, path.name)
            ) from error

    def take_upload(self, content: bytes) -> PictureId:
        """Look at a picture that a person brought along, so that it can be liked or disliked.

        Raises
        ------
        PictureError
            The bytes are not a picture that can be read.
        """
        return self.uploads.take(content)

    def _row(self, picture: PictureId) -> int:
        return int(self._catalogue.rows((picture,))[0])


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
