"""A map of one answer: its candidates on a plane, so that what was learned can be seen.

To the right lies what is more like what the person wants: the turn's own score. Upwards lies the
direction in which the candidates differ most otherwise. The same answer has the same map.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import Catalogue
from engine.conversation import Classifier, Label, Situation
from engine.index import Indexes
from engine.search import Ranking
from engine.search.model import learn_directions, take_lessons
from engine.search.scores import Directions, full_scores
from engine.service.answers import Landscape, Place, PlaceKind
from engine.service.briefs import Briefs
from engine.service.rankings import Rankings
from engine.service.uploads import UPLOAD
from engine.types import Embeddings, PictureId, Rows, Scores

MATCHES_DRAWN, OTHERS_DRAWN, LABELLED_DRAWN = 900, 400, 200
"""1,500 places at most; of more, some that are spread evenly over the order."""
FARTHEST = 3.0
"""What differs more than so many standard deviations is drawn at the rim."""


@dataclass(frozen=True)
class Surveyor:
    """Draws maps of one library's answers."""

    catalogue: Catalogue
    indexes: Indexes
    briefs: Briefs
    rankings: Rankings

    def survey(self, situation: Situation) -> Landscape:
        """Put the candidates of an answer and what was judged on a plane."""
        if not situation.searches:
            return Landscape()
        ranking = self.rankings.narrow(situation)
        settings = self.rankings.settings(situation)
        lessons = take_lessons(self.briefs.write(situation), self.indexes)
        directions = learn_directions(lessons, self.indexes, settings)
        chosen = choose_places(ranking)
        candidates = self.indexes.vectors(ranking.rows[chosen])
        judged, kinds = _judged(situation)
        vectors = np.concatenate([candidates, self.briefs.vectors(judged, self.indexes)])
        ids = (*self.catalogue.ids(ranking.rows[chosen]), *judged)
        found: list[PlaceKind] = ["match" if at < ranking.matches else "undecided" for at in chosen]
        scores = full_scores(vectors, directions)
        aside = spread_aside(vectors, len(candidates), directions, self.indexes)
        return Landscape(
            places=tuple(
                Place(id=one, x=x, y=y, kind=kind, score=x, share=share)
                for one, x, y, kind, share in zip(
                    ids,
                    scores.tolist(),
                    aside.tolist(),
                    (*found, *kinds),
                    self._shares(ranking, vectors),
                    strict=True,
                )
            ),
            matches=ranking.matches,
            candidates=len(ranking.rows),
            edge=_edge(ranking, situation),
            enough=_enough(ranking),
        )

    def _shares(self, ranking: Ranking, vectors: Embeddings) -> list[float]:
        """Tell which share of the trees claims each picture; 0 where no forest was grown."""
        if ranking.claims is None or ranking.claims.forest.trees == 0:
            return [0.0] * len(vectors)
        forest = ranking.claims.forest
        votes = forest.votes(self.indexes.quantiser.encode(vectors))
        return [float(one) for one in np.minimum(votes / forest.trees, 1.0)]


def _enough(ranking: Ranking) -> float:
    """Tell the share of the trees that suffices; 0 where no forest was grown."""
    claims = ranking.claims
    if claims is None or claims.forest.trees == 0:
        return 0.0
    return min(claims.needed / claims.forest.trees, 1.0)


def choose_places(ranking: Ranking) -> Rows:
    """Choose the places of a ranking that are drawn: the first, the last, and evenly between."""
    last = len(ranking.rows)
    matches = _evenly(0, ranking.matches, MATCHES_DRAWN)
    return np.concatenate([matches, _evenly(ranking.matches, last, OTHERS_DRAWN)])


def _evenly(start: int, end: int, most: int) -> Rows:
    if end - start <= most:
        return np.arange(start, end, dtype=np.int64)
    return np.linspace(start, end - 1, most).astype(np.int64)


def spread_aside(
    vectors: Embeddings, candidates: int, directions: Directions, indexes: Indexes
) -> NDArray[np.float64]:
    """Tell how pictures differ besides their score, in standard deviations of the candidates.

    Parameters
    ----------
    vectors : (n, d) float32
        The candidates first.
    candidates : int
        How many of them decide which direction it is.
    directions : tuple of Direction
        What points along the score is left out of the difference.
    indexes : Indexes

    Returns
    -------
    (n,) float64
        Along the first principal axis of what is left, between -3 and 3.
    """
    project = indexes.quantiser.project
    along = project(vectors).astype(np.float64)
    towards = project(np.sum([one.weight for one in directions], axis=0)[None])[0]
    length = float(np.linalg.norm(towards))
    if length > 0:
        unit = towards.astype(np.float64) / length
        along -= np.outer(along @ unit, unit)
    base = along[:candidates] if candidates > 1 else along
    if len(base) == 0:
        return np.zeros(0)
    along -= base.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(along[: len(base)].T, bias=True).reshape(2 * along.shape[1:]))
    axis = axes[:, -1]
    axis = axis * (1 if axis[np.abs(axis).argmax()] > 0 else -1)  # LAPACKs differ in the sign
    aside: NDArray[np.float64] = along @ axis
    deviation = float(aside[: len(base)].std())
    return np.clip(aside / deviation if deviation > 0 else aside * 0, -FARTHEST, FARTHEST)


def _judged(situation: Situation) -> tuple[tuple[PictureId, ...], tuple[PlaceKind, ...]]:
    """List what was judged newest, the library's own pictures first, and how."""
    kinds: dict[Label, PlaceKind] = {
        Label.LIKED: "liked",
        Label.DISLIKED: "disliked",
        Label.UNSURE: "undecided",
    }
    newest = situation.labels[-LABELLED_DRAWN:]
    ordered = sorted(newest, key=lambda pair: pair[0].startswith(UPLOAD))
    return tuple(one for one, _ in ordered), tuple(kinds[label] for _, label in ordered)


def _edge(ranking: Ranking, situation: Situation) -> float | None:
    """Tell the score from which on pictures match, where a score decides that."""
    by_score = situation.learning.classifier is Classifier.OURS or not situation.labels
    if not by_score or situation.order is not None or ranking.matches == 0:
        return None
    scores: Scores = ranking.scores[: ranking.matches]
    return float(scores.min())
