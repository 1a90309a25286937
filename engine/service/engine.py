"""Engine: a library opened read-only, answering every conversation; threads share one.

Nothing here changes the library or remembers a person: what a turn needs is in its `Situation`.
The engine keeps two bounded memories: the newest rankings, so that paging learns nothing anew,
and the pictures that people brought along.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL.Image import Image

from engine.catalogue import Catalogue, Picture, read_picture
from engine.conversation import Condition, Label, Situation
from engine.encode import Encoder, open_encoder
from engine.errors import LibraryError, PictureError
from engine.index import Indexes
from engine.index.manifest import Manifest, read_manifest, verify
from engine.search import Ranking, SearchSettings, search
from engine.search.model import learn_directions, take_lessons
from engine.search.scores import full_scores
from engine.service.answering import Answered, choose_questions, settle_tiles
from engine.service.answers import Hit, Page, Reasons
from engine.service.briefs import Briefs
from engine.service.explaining import count_votes, otherwise, place_of, share_out
from engine.service.narrowing import everything, narrow, reach
from engine.service.piles import Piles, alike_cosine
from engine.service.recent import Recent
from engine.service.uploads import UPLOAD, Model, Uploads
from engine.types import Embedding, Embeddings, PictureId, Rows

RANKINGS_KEPT = 64
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
    ) -> None:
        self.folder = library
        self.manifest = manifest
        self.settings = settings
        self._catalogue = catalogue
        self._indexes = indexes
        self._load_encoder = load_encoder
        self._model = Model(self._load_checked)
        self._rankings: Recent[Ranking] = Recent(RANKINGS_KEPT)
        self._narrowed: Recent[Ranking] = Recent(RANKINGS_KEPT)
        self._piles: Recent[Piles] = Recent(RANKINGS_KEPT)
        self._uploads = Uploads(self._model)
        self._briefs = Briefs(catalogue, self._model, self._uploads, manifest.dimensions)

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
        return self._answer(situation, start + count + 1).page(start, count)

    def ask(self, situation: Situation, count: int) -> Page:
        """Answer with a page to learn from: its first half sure hits, then questions.

        Questions are pictures whose chance to match is near even, unlike each other, the sure hits
        and what was judged already.

        Raises
        ------
        LabelsError, CatalogueError
            As `find`.
        """
        answered = self._answer(situation, count)
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
        seen = self._vectors((picture,))[0]
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
        answered = self._answer(situation, 1)
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
        near = self._near(situation, picture)
        if picture.startswith(UPLOAD) or not situation.searches:
            return near
        row, ranking = self._row(picture), self._narrow(situation)
        place = place_of(row, ranking.rows)
        found = near.model_copy(update=self._weigh(situation, row))
        if place is None:
            kept_out = bool(situation.conditions) and row in self._rank(situation).rows
            return found.model_copy(update={"kept_out": kept_out})
        ranked = {
            "place": place + 1,
            "match": place < ranking.matches,
            "score": float(ranking.scores[place]),
            "chance": float(ranking.chances[place]),
        }
        found = found.model_copy(update=ranked)
        return found.model_copy(update={"flip": self._flip(situation, row, found)})

    def _near(self, situation: Situation, picture: PictureId) -> Reasons:
        """Find the labelled pictures and the words that are near a picture."""
        seen = self._vectors((picture,))[0]
        liked, liked_likeness = self._nearest(seen, situation.labelled(Label.LIKED), picture)
        disliked, disliked_likeness = self._nearest(
            seen, situation.labelled(Label.DISLIKED), picture
        )
        text = self._briefs.text(situation.texts)
        return Reasons(
            nearest_liked=liked,
            liked_likeness=liked_likeness,
            nearest_disliked=disliked,
            disliked_likeness=disliked_likeness,
            text_likeness=None if text is None else float(text @ seen),
        )

    def _weigh(self, situation: Situation, row: int) -> dict[str, object]:
        """Tell the votes for a row, and what words and labels alone would score it."""
        brief = self._briefs.write(situation)
        rng = _rng(_search_key(situation))
        votes = count_votes(brief, row, self._indexes, self.settings, rng)
        seen = self._indexes.vectors(np.array([row]))[0]
        shares = share_out(brief, seen, self._indexes, self.settings)
        told: dict[str, object] = {"words_score": shares.words, "labels_score": shares.labels}
        if votes is not None:
            by = self._catalogue.ids(np.array([one for one, _ in votes.liked], dtype=np.int64))
            counts = (count for _, count in votes.liked)
            told |= {"votes": votes.votes, "trees": votes.trees}
            told["voted_by"] = tuple(zip(by, counts, strict=True))
        return told

    def _flip(self, situation: Situation, row: int, found: Reasons) -> PictureId | None:
        """Find a label whose change would turn a match into none, or the reverse."""
        nearest = found.nearest_liked if found.match else found.nearest_disliked
        if nearest is None:
            return None
        other = otherwise(situation, nearest, Label.DISLIKED if found.match else None)
        if not other.searches:
            return None
        ranking = self._narrow(other)
        place = place_of(row, ranking.rows)
        match = place is not None and place < ranking.matches
        return nearest if match != found.match else None

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
        return self._answer(situation, 1).matching(most)

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
            return self._uploads.get(picture).thumbnail
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
            raise PictureError(f"{path.name} cannot be read: {error.strerror}") from error

    def take_upload(self, content: bytes) -> PictureId:
        """Look at a picture that a person brought along, so that it can be liked or disliked.

        Raises
        ------
        PictureError
            The bytes are not a picture that can be read.
        """
        return self._uploads.take(content)

    def _answer(self, situation: Situation, wanted: int) -> Answered:
        """Rank, and settle so many tiles at least."""
        ranking = self._narrow(situation)
        key = _key(situation)
        piles = self._piles.get(key)
        if piles is None or len(piles.tiles) < min(wanted, piles.most):
            wanted = wanted if piles is None else max(wanted, 2 * len(piles.tiles))
            settled = self._briefs.settled(situation)
            piles = self._piles.put(key, settle_tiles(ranking, settled, self._indexes, wanted))
        return Answered(ranking, piles, self._catalogue)

    def _narrow(self, situation: Situation) -> Ranking:
        """Rank, then cut, filter and order as asked."""
        if not (situation.cut or situation.conditions or situation.order):
            return self._rank(situation)
        key = _key(situation)
        known = self._narrowed.get(key)
        if known is not None:
            return known
        if situation.searches:
            ranking = self._reach(situation, self._rank(situation))
        else:
            ranking = everything(self._catalogue, self._briefs.settled(situation))
        return self._narrowed.put(key, narrow(ranking, situation, self._catalogue))

    def _reach(self, situation: Situation, ranking: Ranking) -> Ranking:
        """Look at all that fulfils the conditions where it is little: no search came to it all."""
        if not situation.conditions:
            return ranking
        known = np.concatenate([ranking.rows, self._briefs.settled(situation)])
        rows = np.setdiff1d(self._catalogue.where(situation.conditions), known)
        if not 0 < len(rows) <= self.settings.scored:
            return ranking
        lessons = take_lessons(self._briefs.write(situation), self._indexes)
        directions = learn_directions(lessons, self._indexes, self.settings)
        return reach(ranking, rows, full_scores(self._indexes.vectors(rows), directions))

    def _rank(self, situation: Situation) -> Ranking:
        key = _search_key(situation)
        known = self._rankings.get(key)
        if known is not None:
            return known
        brief = self._briefs.write(situation)
        ranking = search(brief, self._indexes, self.settings, _rng(key))
        self._indexes.trim()  # or every turn of a large library leaves pages behind
        return self._rankings.put(key, ranking)

    def _vectors(self, pictures: tuple[PictureId, ...]) -> Embeddings:
        rows, examples = self._briefs.split(pictures)
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

    def _row(self, picture: PictureId) -> int:
        return int(self._catalogue.rows((picture,))[0])


def _key(situation: Situation) -> str:
    """Write down all of a situation that its answer depends on."""
    return situation.model_dump_json(exclude=_SEEN)


def _search_key(situation: Situation) -> str:
    """Write down all of a situation that its ranking depends on."""
    return situation.model_dump_json(exclude=_SEEN | {"cut", "conditions", "order"})


def _rng(key: str) -> np.random.Generator:
    """Draw from what was said, so that the same is said of it again."""
    seed = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return np.random.default_rng(int.from_bytes(seed, "big"))


_SEEN = {"gallery", "page", "epoch", "asked", "compared"}


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
