"""What a turn is asked and what it answers: a brief, its settings, and the ranking.

A brief that cannot belong to a library is refused here; the parts behind trust it.
"""

import hashlib
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from engine.conversation import Classifier, Learning
from engine.direction import DirectionSettings
from engine.errors import LabelsError
from engine.forest import Forest, ForestSettings
from engine.search.matching import Chances, MatchingSettings
from engine.types import Embedding, Embeddings, Rows, Scores, Value

NO_ROWS: Rows = np.empty(0, dtype=np.int64)
NO_EMBEDDINGS: Embeddings = np.empty((0, 0), dtype=np.float32)


class SearchSettings(Value):
    """How a turn searches.

    `neighbours` is how many words ask for; with labels the directions ask for `neighbours_share`
    of the catalogue together, each for `neighbours_least` at least (on photos, 4 % and what the
    forest finds keep the average precision of a full scan to .03); `taught` of the best teach the
    forest; `scored` how many candidates are scored on full embeddings, the rest by their codes;
    `matching` what is believed of matches before anything is known.
    The forest's boxes with the most wanted are met, `compared` pairs of a box and a block at most;
    it reads boxes of about `read` rows and finds `found` rows at most, no more than
    `found_share` of the catalogue, unless that is less than `found_least`. Where the last
    candidates still match, up to `widest` times as many are asked for.
    `classifier` decides what matches; `background` rows at most stand for the catalogue, as many as
    it usually takes for None; published classifiers take a dislike `dislikes` times.
    """

    direction: DirectionSettings = DirectionSettings()
    forest: ForestSettings = ForestSettings()
    neighbours: int = 1000
    neighbours_share: float = 0.04
    neighbours_least: int = 24
    taught: int = 80
    scored: int = 5_000
    read: int = 5_000_000
    compared: int = 1_000_000
    found: int = 60_000
    found_share: float = 0.01
    found_least: int = 20
    widest: int = 16
    matching: MatchingSettings = MatchingSettings()
    classifier: Classifier = Classifier.OURS
    background: int | None = None
    dislikes: int = 1

    def for_learning(self, learning: Learning) -> "SearchSettings":
        """Learn as a person chose; the usual choice changes nothing."""
        weight = learning.dislikes
        direction, forest = self.direction, self.forest
        weighed = {"disliked_weight": direction.disliked_weight * weight}
        cut = {"disliked_weight": forest.disliked_weight * weight}
        return self.model_copy(
            update={
                "classifier": learning.classifier,
                "background": learning.background,
                "dislikes": weight,
                "direction": direction.model_copy(update=weighed),
                "forest": forest.model_copy(update=cut),
            }
        )


@dataclass(frozen=True, eq=False)
class Brief:
    """What a person has said so far, as numbers.

    Attributes
    ----------
    text : (d,) float32 or None
        Unit vector of what is wanted.
    avoided : tuple of (d,) float32
        Unit vectors of what is not.
    liked, disliked, unsure, hidden : (k,) int64
        Rows of the catalogue.
    passed : (k,) int64
        Rows that were skipped on the way to a picture that was liked: weak evidence that they are
        not wanted. They may be shown again.
    liked_examples, disliked_examples : (k, d) float32
        Pictures from outside the catalogue; (0, 0) for none.
    """

    text: Embedding | None = None
    avoided: tuple[Embedding, ...] = ()
    liked: Rows = field(default_factory=lambda: NO_ROWS)
    disliked: Rows = field(default_factory=lambda: NO_ROWS)
    unsure: Rows = field(default_factory=lambda: NO_ROWS)
    hidden: Rows = field(default_factory=lambda: NO_ROWS)
    passed: Rows = field(default_factory=lambda: NO_ROWS)
    liked_examples: Embeddings = field(default_factory=lambda: NO_EMBEDDINGS)
    disliked_examples: Embeddings = field(default_factory=lambda: NO_EMBEDDINGS)

    @property
    def labels(self) -> int:
        """How many pictures carry a label."""
        rows = len(self.liked) + len(self.disliked) + len(self.unsure)
        return rows + len(self.liked_examples) + len(self.disliked_examples)

    @property
    def settled(self) -> Rows:
        """Rows that are not shown again: labelled or hidden; ascending."""
        return np.unique(np.concatenate([self.liked, self.disliked, self.unsure, self.hidden]))

    def check(self, pictures: int, dimensions: int) -> None:
        """Refuse a brief that cannot belong to a library of this shape.

        Raises
        ------
        LabelsError
            A row is not in the catalogue, is both liked and disliked, or a vector does not fit.
        """
        rows = np.union1d(self.settled, self.passed)
        if len(rows) and rows.dtype.kind not in "iu":
            raise LabelsError(f"rows are whole numbers; found {rows.dtype} among the labels")
        if len(rows) and not 0 <= rows[0] <= rows[-1] < pictures:
            raise LabelsError(
                f"rows go from 0 to {pictures - 1}; found {rows[0]} to {rows[-1]}: "
                "the library has changed since they were labelled"
            )
        both = np.intersect1d(self.liked, self.disliked)
        if len(both):
            raise LabelsError(f"row {both[0]} is both liked and disliked: take one label away")
        words = () if self.text is None else (self.text,)
        vectors = (*words, *self.avoided, *self.liked_examples, *self.disliked_examples)
        for vector in vectors:
            fits = vector.shape == (dimensions,) and np.isfinite(vector).all()
            if not fits or not vector.any():
                raise LabelsError(
                    f"words and examples are {dimensions} finite numbers each, not all of them 0; "
                    "found a vector of "
                    f"shape {vector.shape}: was it encoded with this library's model?"
                )

    def seed(self) -> int:
        """Derive a seed from what was said, in whatever order the pictures were named."""
        digest = hashlib.blake2b(digest_size=8)
        for part in fields(self):
            value = getattr(self, part.name)
            digest.update(part.name.encode())
            if value is not None:
                array = np.asarray(value)
                named = np.unique(array) if array.dtype == np.int64 else array
                digest.update(named.tobytes())
        return int.from_bytes(digest.digest(), "little")


@dataclass(frozen=True, eq=False)
class Claims:
    """What decided a turn: a forest, which of its boxes were asked, and the votes that sufficed.

    `kept` is (b,) bool.
    """

    forest: Forest
    kept: NDArray[np.bool_]
    needed: int


@dataclass(frozen=True, eq=False)
class Ranking:
    """The answer of a turn.

    Attributes
    ----------
    rows : (k,) int64
        Every candidate, best first; labelled and hidden rows are left out.
    scores : (k,) float32
        Descending: standard deviations above the catalogue's mean; votes, where a published
        classifier decides.
    chances : (k,) float32
        How likely each of the rows matches.
    matches : int
        How many of the rows, from the best down, are called matches.
    right : float
        How many of those are expected to be right; `right_low` to `right_high` in four of five
        searches.
    seconds : dict
        By stage: "learn", "find", "rank".
    work : dict
        Counters: "boxes", "covered", "crossed", "tested", "found", "neighbours", "scored",
        "passes".
    claims : Claims or None
        None where no forest was grown.
    """

    rows: Rows
    scores: Scores
    chances: Chances
    matches: int
    right: float
    right_low: float
    right_high: float
    seconds: dict[str, float]
    work: dict[str, int]
    claims: Claims | None = None
