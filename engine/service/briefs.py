"""From what a person said to numbers: ids become rows, words and pictures brought vectors."""

from dataclasses import dataclass

import numpy as np

from engine.catalogue import Catalogue
from engine.conversation import Label, Situation
from engine.errors import CatalogueError, Fault, Kind, LabelsError
from engine.index import Indexes
from engine.search import Brief
from engine.service.uploads import UPLOAD, Model, Uploads
from engine.types import Embedding, Embeddings, PictureId, Rows


@dataclass(frozen=True)
class Briefs:
    """Writes the briefs of one library, whose embeddings have `width` dimensions."""

    catalogue: Catalogue
    model: Model
    uploads: Uploads
    width: int

    def write(self, situation: Situation) -> Brief:
        """Write down what a person has said so far.

        Raises
        ------
        LabelsError
            There is nothing to go by.
        CatalogueError
            A labelled picture is not known here.
        """
        if not situation.searches:
            raise LabelsError(
                "there is nothing to look for yet: describe it, or like a picture",
                Fault(Kind.NOTHING_TO_FIND),
            )
        liked, liked_examples = self.split(situation.labelled(Label.LIKED))
        disliked, disliked_examples = self.split(situation.labelled(Label.DISLIKED))
        unsure, _ = self.split(situation.labelled(Label.UNSURE))
        avoided = tuple(self.model.open().texts(situation.avoided)) if situation.avoided else ()
        return Brief(
            text=self.text(situation.texts),
            avoided=avoided,
            liked=liked,
            disliked=disliked,
            unsure=unsure,
            hidden=self.catalogue.rows(situation.hidden),
            passed=self._passed(situation),
            liked_examples=liked_examples,
            disliked_examples=disliked_examples,
        )

    def text(self, texts: tuple[str, ...]) -> Embedding | None:
        """Embed the words of a search as one sentence: refinements follow the first words."""
        if not texts:
            return None
        vector: Embedding = self.model.open().texts([", ".join(texts)])[0]
        return vector

    def split(self, pictures: tuple[PictureId, ...]) -> tuple[Rows, Embeddings]:
        """Tell the catalogue's pictures, as rows, from those brought along, as embeddings."""
        known = tuple(picture for picture in pictures if not picture.startswith(UPLOAD))
        brought = [picture for picture in pictures if picture.startswith(UPLOAD)]
        examples = [self.uploads.get(picture).embedding for picture in brought]
        return self.catalogue.rows(known), np.reshape(examples, (-1, self.width)).astype(np.float32)

    def vectors(self, pictures: tuple[PictureId, ...], indexes: Indexes) -> Embeddings:
        """Give the embeddings of pictures: the catalogue's first, then those brought along."""
        rows, examples = self.split(pictures)
        return np.concatenate([indexes.vectors(rows), examples])

    def settled(self, situation: Situation) -> Rows:
        """List the rows of the catalogue that were judged or hidden, ascending."""
        judged = (*(picture for picture, _ in situation.labels), *situation.hidden)
        known = [picture for picture in judged if not picture.startswith(UPLOAD)]
        return np.unique(self.catalogue.rows(known))

    def _passed(self, situation: Situation) -> Rows:
        """List the rows that were passed over; weak evidence, so what has gone is not missed."""
        judged = {picture for picture, _ in situation.labels} | set(situation.hidden)
        try:
            return self.catalogue.rows([one for one in situation.passed if one not in judged])
        except CatalogueError:
            return np.empty(0, dtype=np.int64)
