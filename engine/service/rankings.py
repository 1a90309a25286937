"""Rankings of conversations: searched once, then cut, filtered, ordered and piled as asked.

Three bounded memories keep the newest, so that paging learns nothing anew.
"""

import hashlib

import numpy as np

from engine.catalogue import Catalogue
from engine.conversation import Classifier, Learning, Situation
from engine.index import Indexes
from engine.search import Ranking, SearchSettings, search
from engine.search.model import learn_directions, take_lessons
from engine.search.scores import full_scores
from engine.search.sql import write_sql
from engine.service.answering import Answered, settle_tiles
from engine.service.answers import Boxes
from engine.service.briefs import Briefs
from engine.service.narrowing import everything, narrow, reach
from engine.service.piles import Piles
from engine.service.recent import Recent

KEPT = 64
_SEEN = {"gallery", "page", "epoch", "asked", "compared"}


class Rankings:
    """The answers of one library to conversations as they stand; shared by threads."""

    def __init__(
        self, catalogue: Catalogue, indexes: Indexes, briefs: Briefs, settings: SearchSettings
    ) -> None:
        self._catalogue = catalogue
        self._indexes = indexes
        self._briefs = briefs
        self._settings = settings
        self._searched: Recent[Ranking] = Recent(KEPT)
        self._narrowed: Recent[Ranking] = Recent(KEPT)
        self._piles: Recent[Piles] = Recent(KEPT)

    def answer(self, situation: Situation, wanted: int) -> Answered:
        """Rank, and settle so many tiles at least."""
        ranking = self.narrow(situation)
        key = _key(situation)
        piles = self._piles.get(key)
        if piles is None or len(piles.tiles) < min(wanted, piles.most):
            wanted = wanted if piles is None else max(wanted, 2 * len(piles.tiles))
            settled = self._briefs.settled(situation)
            piles = self._piles.put(key, settle_tiles(ranking, settled, self._indexes, wanted))
        return Answered(ranking, piles, self._catalogue)

    def narrow(self, situation: Situation) -> Ranking:
        """Rank, then cut, filter and order as asked."""
        if not (situation.cut or situation.conditions or situation.order):
            return self.search(situation)
        key = _key(situation)
        known = self._narrowed.get(key)
        if known is not None:
            return known
        if situation.searches:
            ranking = self._reach(situation, self.search(situation))
        else:
            ranking = everything(self._catalogue, self._briefs.settled(situation))
        return self._narrowed.put(key, narrow(ranking, situation, self._catalogue))

    def _reach(self, situation: Situation, ranking: Ranking) -> Ranking:
        """Look at all that fulfils the conditions where it is little: no search came to it all."""
        if not situation.conditions or situation.learning.classifier is not Classifier.OURS:
            return ranking
        known = np.concatenate([ranking.rows, self._briefs.settled(situation)])
        rows = np.setdiff1d(self._catalogue.where(situation.conditions), known)
        if not 0 < len(rows) <= self._settings.scored:
            return ranking
        lessons = take_lessons(self._briefs.write(situation), self._indexes)
        directions = learn_directions(lessons, self._indexes, self.settings(situation))
        return reach(ranking, rows, full_scores(self._indexes.vectors(rows), directions))

    def search(self, situation: Situation) -> Ranking:
        """Rank by words and labels alone."""
        key = search_key(situation)
        known = self._searched.get(key)
        if known is not None:
            return known
        brief = self._briefs.write(situation)
        ranking = search(brief, self._indexes, self.settings(situation), draw(key))
        self._indexes.trim()  # or every turn of a large library leaves pages behind
        return self._searched.put(key, ranking)

    def boxes(self, situation: Situation) -> Boxes | None:
        """Give the boxes that decided a ranking; None where no forest was grown."""
        if not situation.searches or (claims := self.search(situation).claims) is None:
            return None
        return Boxes(
            sql=write_sql(claims, self._briefs.settled(situation)),
            boxes=int(claims.kept.sum()),
            trees=claims.forest.trees,
            needed=claims.needed,
            dimensions=self._indexes.quantiser.dimensions,
        )

    def settings(self, situation: Situation) -> SearchSettings:
        """Give the settings of a conversation: how it learns is a person's choice."""
        return self._settings.for_learning(situation.learning)


def _key(situation: Situation) -> str:
    """Write down all of a situation that its answer depends on."""
    return situation.model_dump_json(exclude=_SEEN | _unsaid(situation))


def _unsaid(situation: Situation) -> set[str]:
    """Leave out a choice that nobody made: what was drawn before there was one is drawn again."""
    return {"learning"} if situation.learning == Learning() else set()


def search_key(situation: Situation) -> str:
    """Write down all of a situation that its ranking depends on."""
    return situation.model_dump_json(
        exclude=_SEEN | _unsaid(situation) | {"cut", "conditions", "order"}
    )


def draw(key: str) -> np.random.Generator:
    """Draw from what was said, so that the same is said of it again."""
    seed = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return np.random.default_rng(int.from_bytes(seed, "big"))
