"""Run methods over many queries: `evaluate` draws what is looked for, plays it, and reports.

The same settings on the same collection give the same figures, times aside, whichever methods run
beside each other. Only classes of the chosen half are ever looked for.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from engine.errors import SettingsError
from engine.evaluation.collection import Collection
from engine.evaluation.methods import QUICK, make_method
from engine.evaluation.methods.method import NO_ROWS
from engine.evaluation.report import Report, Setup, tabulate
from engine.evaluation.sessions import Figures, Query, follow, measure, play
from engine.evaluation.truth import (
    JOINT,
    Concept,
    Half,
    Sheet,
    draw_pairs,
    find_classes,
    read_labels,
)
from engine.evaluation.users import find_user
from engine.types import Embeddings, Progress, Value, no_progress

OWN = "own"
MOST_PER_CONCEPT = 100


class EvaluationSettings(Value):
    """What is evaluated.

    `pages` says whose pages are judged: "own" lets every method show its own; the name of a method
    gives all of them the labels of that method's pages, so that they are compared on the same
    labels and the same unseen pictures. `pairs` of 1 or more looks for two classes at once.
    `starts` is how many searches there are for each concept; `at_least` how many pictures a class
    must have; `queries` how many searches at most, drawn by the seed; 0 for all.
    """

    start: Literal["picture", "text"] = "picture"
    users: str = "truthful"
    methods: tuple[str, ...] = QUICK
    turns: int | None = Field(default=None, ge=0, le=1000)
    seed: int = Field(default=0, ge=0)
    half: Half = "test"
    pages: str = OWN
    pairs: int = Field(default=0, ge=0)
    starts: int = Field(default=1, ge=1, le=MOST_PER_CONCEPT)
    at_least: int = Field(default=12, ge=2)
    queries: int = Field(default=0, ge=0)
    prompt: str = "a photo of a {}"


DEFAULTS = EvaluationSettings()


def evaluate(
    collection: Collection,
    sheets: Sequence[Sheet],
    settings: EvaluationSettings = DEFAULTS,
    progress: Progress = no_progress,
) -> Report:
    """Evaluate methods on a collection.

    Parameters
    ----------
    collection : Collection
        From `open_library` or `build_collection`.
    sheets : sequence of Sheet
        Where the labels are.
    settings : EvaluationSettings
    progress : Progress
        Stage "evaluating", in queries.

    Raises
    ------
    SettingsError
        A method or user is not known, labels cannot be read, or no class has enough pictures.
    """
    user = find_user(settings.users)
    turns = user.turns if settings.turns is None else settings.turns
    methods = {name: make_method(name, collection) for name in settings.methods}
    pacing = None if settings.pages == OWN else make_method(settings.pages, collection)
    queries = draw_queries(collection, sheets, settings)
    figures: dict[str, list[list[Figures]]] = {name: [] for name in methods}
    for number, query in enumerate(queries):
        progress("evaluating", number, len(queries))
        steps = pacing and play(query, pacing, user, turns, _rng(settings, number, settings.pages))
        for name, method in methods.items():
            rng = _rng(settings, number, name)
            answered = (
                follow(method, steps, rng) if steps else play(query, method, user, turns, rng)
            )
            figures[name].append(measure(query, answered, turns))
    progress("evaluating", len(queries), len(queries))
    concepts = tuple(query.concept.name for query in queries)
    return Report(_describe(collection, sheets, settings, queries), tabulate(figures), concepts)


def draw_queries(
    collection: Collection, sheets: Sequence[Sheet], settings: EvaluationSettings
) -> list[Query]:
    """Draw what is looked for and what each search starts from."""
    rng = np.random.default_rng([settings.seed, len(collection)])
    labels = read_labels(sheets, collection.paths)
    concepts = find_classes(labels, settings.half, settings.at_least)
    if settings.pairs:
        concepts = draw_pairs(concepts, settings.pairs, rng)
    if not concepts:
        raise SettingsError(
            f"no class of the {settings.half} half has {settings.at_least} pictures or more"
        )
    if settings.start == "text":
        queries = _from_texts(collection, concepts, settings)
    else:
        queries = [
            _from_pictures(collection, concept, rng)
            for concept in concepts
            for _ in range(settings.starts)
        ]
    if not 0 < settings.queries < len(queries):
        return queries
    kept = np.sort(rng.permutation(len(queries))[: settings.queries])
    return [queries[at] for at in kept]


def _from_pictures(collection: Collection, concept: Concept, rng: np.random.Generator) -> Query:
    """Start from one picture of each class of the concept."""
    given = np.unique([rng.choice(part) for part in concept.parts])
    start = collection.embeddings[given]
    return Query(concept, start, None, given, _plain_order(collection, start))


def _from_texts(
    collection: Collection, concepts: Sequence[Concept], settings: EvaluationSettings
) -> list[Query]:
    named = [concept.name.replace(f" {JOINT} ", " ") for concept in concepts]
    texts = [settings.prompt.format(name.replace("-", " ").replace("_", " ")) for name in named]
    vectors = collection.encoder.texts(texts)
    return [
        Query(concept, vector[None], vector, NO_ROWS, _plain_order(collection, vector[None]))
        for concept, vector in zip(concepts, vectors, strict=True)
    ]


def _plain_order(collection: Collection, start: Embeddings) -> np.ndarray:
    """Order all rows by cosine to the nearest vector that the search started from."""
    nearest = (collection.embeddings @ start.T).max(axis=1)
    return np.argsort(-nearest, kind="stable").astype(np.int64)


def _rng(settings: EvaluationSettings, number: int, method: str) -> np.random.Generator:
    """Give each query and method randomness of its own, whatever runs beside it."""
    return np.random.default_rng([settings.seed, number, *method.encode()])


def _describe(
    collection: Collection,
    sheets: Sequence[Sheet],
    settings: EvaluationSettings,
    queries: Sequence[Query],
) -> Setup:
    return Setup(
        collection=collection.name,
        pictures=len(collection),
        columns=tuple(sheet.column for sheet in sheets),
        queries=len(queries),
        concepts=len({query.concept.name for query in queries}),
        **settings.model_dump(include={"start", "users", "seed", "half", "pages", "pairs"}),
    )
