"""Why a picture is where it is: the turn's own model, learned once more and asked about it alone.

The same brief and the same draw give the same forest and directions as the turn had, so the votes
and the shares told here are those that counted.
"""

from collections import Counter
from dataclasses import replace

import numpy as np

from engine.conversation import Label, Situation
from engine.direction import Lessons
from engine.index import Indexes
from engine.search import Brief, SearchSettings
from engine.search.model import ask_neighbours, learn_directions, learn_forest, take_lessons
from engine.search.scores import full_scores
from engine.types import Embedding, PictureId, Rows, Value


class Votes(Value):
    """How many trees claim a picture, and the rows of liked pictures in the same leaves.

    `liked` pairs a row with the number of trees that claim both, the most first.
    """

    trees: int
    votes: int
    liked: tuple[tuple[int, int], ...] = ()


class Shares(Value):
    """The score that the words alone, and the labels alone, would give; None without them."""

    words: float | None = None
    labels: float | None = None


def count_votes(
    brief: Brief,
    row: int,
    indexes: Indexes,
    settings: SearchSettings,
    rng: np.random.Generator,
) -> Votes | None:
    """Count the trees that claim a row; None where the turn grew no forest."""
    if not (brief.labels and settings.found):
        return None
    directions = learn_directions(take_lessons(brief, indexes), indexes, settings)
    near = tuple(
        ask_neighbours(one, brief, indexes, settings, len(directions)) for one in directions
    )
    forest = learn_forest(brief, near, indexes, settings, rng)
    code, liked = indexes.codes[np.array([row])], indexes.codes[brief.liked]
    voting = [box for box in forest.boxes if box.contains(code)[0]]
    together: Counter[int] = Counter()
    for box in voting:
        together.update(brief.liked[box.contains(liked)].tolist())
    return Votes(trees=forest.trees, votes=len(voting), liked=tuple(together.most_common(3)))


def share_out(brief: Brief, seen: Embedding, indexes: Indexes, settings: SearchSettings) -> Shares:
    """Score one picture by the words alone and by the labels alone."""
    lessons = take_lessons(brief, indexes)
    none = lessons.liked[:0]
    words = replace(lessons, liked=none, disliked=none, unsure=none, passed=none)
    labels = replace(lessons, text=None, avoided=())
    return Shares(
        words=None if lessons.text is None else _score(words, seen, indexes, settings),
        labels=_score(labels, seen, indexes, settings) if len(lessons.liked) else None,
    )


def _score(lessons: Lessons, seen: Embedding, indexes: Indexes, settings: SearchSettings) -> float:
    directions = learn_directions(lessons, indexes, settings)
    return float(full_scores(seen[None], directions)[0])


def otherwise(situation: Situation, picture: PictureId, label: Label | None) -> Situation:
    """Give the situation in which one picture had another label, or none."""
    kept = tuple(pair for pair in situation.labels if pair[0] != picture)
    added = ((picture, label),) if label else ()
    return situation.model_copy(update={"labels": kept + added})


def place_of(row: int, rows: Rows) -> int | None:
    """Find the place of a row in a ranking, the best at 0."""
    found = np.flatnonzero(rows == row)
    return int(found[0]) if len(found) else None
