"""One turn: labels and words in, pictures out, best first.

The directions find neighbours and teach the forest; the forest's boxes find every other match
through the box index; the directions and the nearest labelled pictures order both together. Only
candidates are ever read: no step looks at the whole catalogue. The same brief has the same answer.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields

import numpy as np

from engine.direction import Direction, DirectionSettings, Lessons, fit_directions
from engine.errors import LabelsError
from engine.forest import Examples, Forest, ForestSettings, grow_forest
from engine.index import Indexes
from engine.types import Codes, Embedding, Embeddings, Rows, Scores, Value

NO_ROWS: Rows = np.empty(0, dtype=np.int64)
NO_EMBEDDINGS: Embeddings = np.empty((0, 0), dtype=np.float32)


class SearchSettings(Value):
    """How a turn searches.

    `neighbours` is how many each direction asks for; `taught` how many of the best teach the
    forest; `scored` how many candidates are scored on full embeddings, the rest by their codes;
    `clear` how many standard deviations above the catalogue a picture must stand to match words.
    """

    direction: DirectionSettings = DirectionSettings()
    forest: ForestSettings = ForestSettings()
    neighbours: int = 1000
    taught: int = 80
    scored: int = 20_000
    margin_weight: float = 2.0
    clear: float = 2.5


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
    liked_examples, disliked_examples : (k, d) float32
        Pictures from outside the catalogue; (0, 0) for none.
    """

    text: Embedding | None = None
    avoided: tuple[Embedding, ...] = ()
    liked: Rows = field(default_factory=lambda: NO_ROWS)
    disliked: Rows = field(default_factory=lambda: NO_ROWS)
    unsure: Rows = field(default_factory=lambda: NO_ROWS)
    hidden: Rows = field(default_factory=lambda: NO_ROWS)
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


@dataclass(frozen=True, eq=False)
class Ranking:
    """The answer of a turn.

    Attributes
    ----------
    rows : (k,) int64
        Every candidate, best first; labelled and hidden rows are left out.
    scores : (k,) float32
        Descending; comparable within one turn, whatever the shard.
    matches : int
        How many of the rows the turn's model calls positive.
    seconds : dict
        By stage: "learn", "find", "rank".
    work : dict
        Counters: "boxes", "covered", "crossed", "tested", "found", "neighbours", "scored".
    """

    rows: Rows
    scores: Scores
    matches: int
    seconds: dict[str, float]
    work: dict[str, int]


class _Stages:
    """Seconds by stage, and counters of work, of one turn."""

    def __init__(self) -> None:
        self.seconds = {"learn": 0.0, "find": 0.0, "rank": 0.0}
        self.work = dict.fromkeys(
            ("boxes", "covered", "crossed", "tested", "found", "neighbours", "scored"), 0
        )

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[stage] += time.perf_counter() - start

    def count(self, **numbers: int) -> None:
        for name, number in numbers.items():
            self.work[name] += number


DEFAULTS = SearchSettings()


def search(
    brief: Brief,
    indexes: Indexes,
    settings: SearchSettings = DEFAULTS,
    rng: np.random.Generator | None = None,
) -> Ranking:
    """Answer a brief.

    Parameters
    ----------
    brief : Brief
    indexes : Indexes
    settings : SearchSettings
    rng : numpy Generator, optional
        Left out, it is seeded by the brief's content.

    Raises
    ------
    LabelsError
        There is nothing to look for, or a row is not in the catalogue.
    """
    _check(brief, indexes)
    stages = _Stages()
    with stages.timed("learn"):
        directions = _learn_directions(brief, indexes, settings)
    with stages.timed("find"):
        near = _neighbours(brief, indexes, directions, settings, stages)
    if brief.labels == 0:
        return _rank_words(near, directions[0], indexes, settings, stages)
    with stages.timed("learn"):
        forest = _learn_forest(brief, indexes, near, directions, settings, rng)
    with stages.timed("find"):
        found = _find(forest, indexes, brief, stages)
    with stages.timed("rank"):
        rows = np.union1d(near, found)
        scores = _scores(brief, rows, directions, indexes, settings, stages)
        order = np.lexsort((rows, -scores))
    return Ranking(rows[order], scores[order], len(found), stages.seconds, stages.work)


def _check(brief: Brief, indexes: Indexes) -> None:
    rows = brief.settled
    if len(rows) and not 0 <= rows[0] <= rows[-1] < len(indexes):
        raise LabelsError(
            f"rows go from 0 to {len(indexes) - 1}; found {rows[0]} to {rows[-1]}: "
            "the library has changed since they were labelled"
        )
    wide = indexes.embeddings.shape[1]
    vectors = [brief.text] if brief.text is not None else []
    for vector in (*vectors, *brief.avoided, *brief.liked_examples, *brief.disliked_examples):
        if vector.shape != (wide,) or not np.isfinite(vector).all():
            raise LabelsError(
                f"words and examples must be {wide} finite numbers each; found {vector.shape}: "
                "were they encoded with this library's model?"
            )


def _stack(indexes: Indexes, rows: Rows, examples: Embeddings) -> Embeddings:
    """Put the embeddings of labelled rows, in row order, over those of outside examples."""
    own = indexes.vectors(np.unique(rows))
    return np.vstack([own, examples.astype(np.float32)]) if len(examples) else own


def _learn_directions(
    brief: Brief, indexes: Indexes, settings: SearchSettings
) -> tuple[Direction, ...]:
    lessons = Lessons(
        liked=_stack(indexes, brief.liked, brief.liked_examples),
        disliked=_stack(indexes, brief.disliked, brief.disliked_examples),
        unsure=_stack(indexes, brief.unsure, NO_EMBEDDINGS),
        text=brief.text,
        avoided=brief.avoided,
    )
    return fit_directions(lessons, indexes.axes, settings.direction)


def _neighbours(
    brief: Brief,
    indexes: Indexes,
    directions: tuple[Direction, ...],
    settings: SearchSettings,
    stages: _Stages,
) -> Rows:
    """List the rows nearest to any direction, settled ones left out; ascending."""
    wanted = settings.neighbours + len(brief.settled)
    lists = [indexes.neighbours.search(one.weight, wanted)[0] for one in directions]
    near = np.setdiff1d(np.concatenate(lists), brief.settled)
    stages.count(neighbours=len(near))
    return near


def _rank_words(
    near: Rows, direction: Direction, indexes: Indexes, settings: SearchSettings, stages: _Stages
) -> Ranking:
    """Order the neighbours of a text; those that stand clear of the catalogue match.

    The similarity of all pictures to a text has a mean and a standard deviation that follow from
    the catalogue's axes without reading a picture. What stands `clear` deviations above is there
    for a reason: of 1,000 pictures that have nothing to do with the words, about 6 stand 2.5 above.
    """
    with stages.timed("rank"):
        scores = direction.score(indexes.vectors(near))
        order = np.lexsort((near, -scores))
        along = indexes.axes.vectors @ direction.weight
        deviation = float(np.sqrt((along * along * indexes.axes.variances).sum()))
        rarity = settings.direction.rarity
        matches = int((scores + rarity > settings.clear * deviation).sum())
        stages.count(scored=len(near))
    return Ranking(near[order], scores[order], matches, stages.seconds, stages.work)


def _learn_forest(
    brief: Brief,
    indexes: Indexes,
    near: Rows,
    directions: tuple[Direction, ...],
    settings: SearchSettings,
    rng: np.random.Generator | None,
) -> Forest:
    taught = _best(near, directions, indexes, settings.taught)
    known = np.union1d(taught, brief.settled)
    background = indexes.background_codes[~np.isin(indexes.background, known)]
    examples = Examples(
        liked=_codes(indexes, brief.liked, brief.liked_examples),
        disliked=_codes(indexes, brief.disliked, brief.disliked_examples),
        weak=indexes.codes[taught],
        background=background,
    )
    rng = rng or np.random.default_rng(_seed(brief))
    return grow_forest(examples, indexes.subspaces, settings.forest, rng)


def _best(rows: Rows, directions: tuple[Direction, ...], indexes: Indexes, count: int) -> Rows:
    """The rows that each direction puts first, an equal share for each."""
    vectors = indexes.vectors(rows)
    share = max(1, count // len(directions))
    lists = [rows[np.argsort(-one.score(vectors), kind="stable")[:share]] for one in directions]
    return np.unique(np.concatenate(lists))


def _codes(indexes: Indexes, rows: Rows, examples: Embeddings) -> Codes:
    own = indexes.codes[np.unique(rows)]
    return np.vstack([own, indexes.quantiser.encode(examples)]) if len(examples) else own


def _seed(brief: Brief) -> int:
    """Derive a seed from what was said, in whatever order it was said."""
    digest = hashlib.blake2b(digest_size=8)
    for part in fields(brief):
        value = getattr(brief, part.name)
        digest.update(part.name.encode())
        if value is not None:
            array = np.asarray(value)
            digest.update((np.unique(array) if array.dtype == np.int64 else array).tobytes())
    return int.from_bytes(digest.digest(), "little")


def _find(forest: Forest, indexes: Indexes, brief: Brief, stages: _Stages) -> Rows:
    """List the rows with enough votes, settled ones left out; ascending."""
    votes = np.zeros(len(indexes), dtype=np.uint16)
    for box in forest.boxes:
        found = indexes.boxes.find(box)
        votes[found.rows] += 1  # a box names each row once
        stages.count(covered=found.covered, crossed=found.crossed, tested=found.tested)
    votes[brief.settled] = 0
    rows = np.flatnonzero(votes >= forest.needed).astype(np.int64)
    stages.count(boxes=len(forest.boxes), found=len(rows))
    return rows


def _scores(
    brief: Brief,
    rows: Rows,
    directions: tuple[Direction, ...],
    indexes: Indexes,
    settings: SearchSettings,
    stages: _Stages,
) -> Scores:
    """Score candidates on full embeddings; beyond `scored`, by their codes and below the rest."""
    if len(rows) <= settings.scored:
        stages.count(scored=len(rows))
        return _full_scores(brief, indexes.vectors(rows), directions, indexes, settings)
    rough = _rough_scores(indexes.codes[rows], directions, indexes)
    best = np.sort(np.argsort(-rough, kind="stable")[: settings.scored])
    exact = _full_scores(brief, indexes.vectors(rows[best]), directions, indexes, settings)
    scores: Scores = np.minimum(rough, exact.min()).astype(np.float32)
    scores[best] = exact
    stages.count(scored=len(best))
    return scores


def _full_scores(
    brief: Brief,
    vectors: Embeddings,
    directions: tuple[Direction, ...],
    indexes: Indexes,
    settings: SearchSettings,
) -> Scores:
    """The best direction's logit, and how much nearer a picture is to a liked than a disliked."""
    logits = np.max([one.score(vectors) for one in directions], axis=0)
    liked = _stack(indexes, brief.liked, brief.liked_examples)
    disliked = _stack(indexes, brief.disliked, brief.disliked_examples)
    scores: Scores = logits + settings.margin_weight * (
        _nearest(vectors, liked) - _nearest(vectors, disliked)
    )
    return scores


def _nearest(vectors: Embeddings, labelled: Embeddings) -> Scores:
    """Cosine to the nearest labelled picture; 0 where there is none."""
    if len(labelled) == 0:
        return np.zeros(len(vectors), dtype=np.float32)
    nearest: Scores = (vectors @ labelled.T).max(axis=1)
    return nearest


def _rough_scores(codes: Codes, directions: tuple[Direction, ...], indexes: Indexes) -> Scores:
    """The best direction's logit as far as the codes show it."""
    values = indexes.quantiser.decode(codes)
    parts = [values @ (indexes.quantiser.rotation @ one.weight) - one.offset for one in directions]
    rough: Scores = np.max(parts, axis=0).astype(np.float32)
    return rough
