"""What a turn learns: directions from labels and words, then a forest that they teach.

Labelled pictures are read once. The forest never sees a row that it was not given as an example.
"""

from dataclasses import dataclass

import numpy as np

from engine.direction import Direction, Lessons, fit_directions
from engine.forest import Examples, Forest, grow_forest
from engine.index import Indexes
from engine.search.brief import NO_EMBEDDINGS, Brief, SearchSettings
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
    )


def learn_directions(
    lessons: Lessons, indexes: Indexes, settings: SearchSettings
) -> tuple[Direction, ...]:
    """Fit the turn's directions."""
    return fit_directions(lessons, indexes.axes, settings.direction)


def ask_neighbours(
    direction: Direction, brief: Brief, indexes: Indexes, settings: SearchSettings
) -> Nearby:
    """Let the neighbour index answer a direction."""
    settled = brief.settled
    rows, cosines = indexes.neighbours.search(direction.weight, settings.neighbours + len(settled))
    length = np.linalg.norm(direction.weight)
    new = np.flatnonzero(~np.isin(rows, settled))[: settings.neighbours]
    scores = (cosines[new] * length - direction.offset).astype(np.float32)
    return Nearby(rows[new], scores)


def learn_forest(
    brief: Brief,
    near: tuple[Nearby, ...],
    indexes: Indexes,
    settings: SearchSettings,
    rng: np.random.Generator,
) -> Forest:
    """Grow the turn's forest; the best rows of each direction teach it, an equal share of each."""
    share = max(1, settings.taught // len(near))
    taught = np.unique(np.concatenate([one.rows[:share] for one in near]))
    known = np.union1d(taught, brief.settled)
    examples = Examples(
        liked=_codes(indexes, brief.liked, brief.liked_examples),
        disliked=_codes(indexes, brief.disliked, brief.disliked_examples),
        weak=indexes.codes[taught],
        background=indexes.background_codes[~np.isin(indexes.background, known)],
    )
    return grow_forest(examples, indexes.subspaces, settings.forest, rng)


def _embeddings(indexes: Indexes, rows: Rows, examples: Embeddings) -> Embeddings:
    own = indexes.vectors(np.unique(rows))
    return np.vstack([own, examples.astype(np.float32)]) if len(examples) else own


def _codes(indexes: Indexes, rows: Rows, examples: Embeddings) -> Codes:
    own = indexes.codes[np.unique(rows)]
    return np.vstack([own, indexes.quantiser.encode(examples)]) if len(examples) else own
