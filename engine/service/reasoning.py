"""The reasons for one picture: what is near it, who voted for it, and what would change that."""

import numpy as np

from engine.catalogue import Catalogue
from engine.conversation import Label, Situation
from engine.index import Indexes
from engine.service.answers import Reasons
from engine.service.briefs import Briefs
from engine.service.explaining import count_votes, otherwise, place_of, share_out
from engine.service.rankings import Rankings, draw, search_key
from engine.service.uploads import UPLOAD
from engine.types import Embedding, PictureId


class Reasoner:
    """Tells why a picture is where it is; shared by threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        indexes: Indexes,
        briefs: Briefs,
        rankings: Rankings,
    ) -> None:
        self._catalogue = catalogue
        self._indexes = indexes
        self._briefs = briefs
        self._rankings = rankings

    def explain(self, situation: Situation, picture: PictureId) -> Reasons:
        """Tell why a picture is where it is, and what would change that."""
        near = self._near(situation, picture)
        if picture.startswith(UPLOAD) or not situation.searches:
            return near
        row, ranking = int(self._catalogue.rows((picture,))[0]), self._rankings.narrow(situation)
        place = place_of(row, ranking.rows)
        found = near.model_copy(update=self._weigh(situation, row))
        if place is None:
            kept_out = bool(situation.conditions) and row in self._rankings.search(situation).rows
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
        seen = self._briefs.vectors((picture,), self._indexes)[0]
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
        rng = draw(search_key(situation))
        settings = self._rankings.settings(situation)
        votes = count_votes(brief, row, self._indexes, settings, rng)
        seen = self._indexes.vectors(np.array([row]))[0]
        shares = share_out(brief, seen, self._indexes, settings)
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
        ranking = self._rankings.narrow(other)
        place = place_of(row, ranking.rows)
        match = place is not None and place < ranking.matches
        return nearest if match != found.match else None

    def _nearest(
        self, seen: Embedding, labelled: tuple[PictureId, ...], picture: PictureId
    ) -> tuple[PictureId | None, float | None]:
        known = [other for other in labelled if not other.startswith(UPLOAD)]
        others = [other for other in (*known, *labelled) if other != picture]
        others = list(dict.fromkeys(others))
        if not others:
            return None, None
        likeness = self._briefs.vectors(tuple(others), self._indexes) @ seen
        best = int(likeness.argmax())
        return others[best], float(likeness[best])
