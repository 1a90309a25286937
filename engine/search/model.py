"""What a turn learns: directions from labels and words, then a forest that they teach.

Labelled pictures are read once. The forest never sees a row that it was not given as an example.
"""

from dataclasses import dataclass

import numpy as np

from engine.conversation import Classifier
from engine.direction import Direction, Lessons, fit_directions
from engine.forest import Examples, Forest, grow_forest
from engine.index import Indexes
from engine.search.brief import NO_EMBEDDINGS, Brief, SearchSettings
from engine.search.published import learn_published, take_background
from engine.types import Codes, Embeddings, Rows, Scores


@dataclass(frozen=True, eq=False)
class Nearby:
    """The rows that one direction puts first, settled ones left out, and their scores."""

    rows: Rows
    scores: Scores


def take_lessons(brief: Brief, indexes: Indexes) -> Lessons:
    """Read the embeddings of everything labelled, in row order and not in that of naming."""
    return Lessons(
        liked=_embeddings(indexes, brief.liked, brief.liked_examples),
        disliked=_embeddings(indexes, brief.disliked, brief.disliked_examples),
        unsure=_embeddings(indexes, brief.unsure, NO_EMBEDDINGS),
        text=brief.text,
        avoided=brief.avoided,
        passed=_embeddings(indexes, brief.passed, NO_EMBEDDINGS),
    )


def learn_directions(
    lessons: Lessons, indexes: Indexes, settings: SearchSettings
) -> tuple[Direction, ...]:
    """Fit the turn's directions."""
    return fit_directions(lessons, indexes.axes, settings.direction)


def ask_neighbours(
    direction: Direction,
    brief: Brief,
    indexes: Indexes,
    settings: SearchSettings,
    kinds: int = 1,
    width: int = 1,
) -> Nearby:
    """Let the neighbour index answer one direction of `kinds`, `width` times as far as usual."""
    settled = brief.settled
    asked = width * count_asked(brief, len(indexes), settings, kinds)
    rows, cosines = indexes.neighbours.search(direction.weight, asked + len(settled))
    length = np.linalg.norm(direction.weight)
    new = np.flatnonzero(~np.isin(rows, settled))[:asked]
    scores = (cosines[new] * length - direction.offset).astype(np.float32)
    return Nearby(rows[new], scores)


def count_asked(brief: Brief, pictures: int, settings: SearchSettings, kinds: int = 1) -> int:
    """How many neighbours a direction asks for: a share of the catalogue once a page is judged."""
    if brief.labels <= 1:  # one picture alone orders by likeness, as words do
        return settings.neighbours
    share = int(settings.neighbours_share * pictures)
    return min(settings.neighbours, max(settings.neighbours_least, share // kinds))


def learn_forest(
    brief: Brief,
    near: tuple[Nearby, ...],
    indexes: Indexes,
    settings: SearchSettings,
    rng: np.random.Generator,
) -> Forest:
    """Grow the turn's forest, ours or that of the classifier that a person chose.

    Raises
    ------
    LabelsError
        The classifier cannot learn here.
    """
    if settings.classifier is not Classifier.OURS:
        return learn_published(brief, indexes, settings, rng)
    examples = gather_examples(brief, near, indexes, settings)
    return grow_forest(examples, indexes.subspaces, settings.forest, rng)


def gather_examples(
    brief: Brief, near: tuple[Nearby, ...], indexes: Indexes, settings: SearchSettings
) -> Examples:
    """Give the forest its examples; the best of each direction teach it, an equal share of each."""
    share = max(1, settings.taught // len(near))
    taught = np.unique(np.concatenate([one.rows[:share] for one in near]))
    known = np.union1d(taught, brief.settled)
    drawn = take_background(indexes, settings.background)
    inside = np.isin(indexes.background, drawn) & ~np.isin(indexes.background, known)
    return Examples(
        liked=_codes(indexes, brief.liked, brief.liked_examples),
        disliked=_codes(indexes, brief.disliked, brief.disliked_examples),
        weak=indexes.codes[taught],
        background=indexes.background_codes[inside],
        stands_for=len(indexes) / len(drawn),
    )


def _embeddings(indexes: Indexes, rows: Rows, examples: Embeddings) -> Embeddings:
    own = indexes.vectors(np.unique(rows))
    return np.vstack([own, examples.astype(np.float32)]) if len(examples) else own


def _codes(indexes: Indexes, rows: Rows, examples: Embeddings) -> Codes:
    own = indexes.codes[np.unique(rows)]
    return np.vstack([own, indexes.quantiser.encode(examples)]) if len(examples) else own
