"""All four families at once, on labelled pictures of one's own: what `morelike tune evaluate` does.

Where pictures have splits, those of the training split vote, and those of the test split are
measured: weights were chosen by the others. Without a test split all others are measured. A family
that the data cannot serve is left out with the reason; asked for by name, it is an error.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

import numpy as np
from pydantic import Field

from engine.encode import Encoder
from engine.errors import TrainingError
from engine.training.measuring.labelled import TO_LEARN, TO_MEASURE, Labelled
from engine.training.measuring.naming import Names, count_named, read_templates
from engine.training.measuring.ranking import Retrieval, rank_pictures
from engine.training.measuring.seeing import see_pictures
from engine.training.measuring.voting import NEIGHBOURS, Votes, count_votes
from engine.training.measuring.words import pictures_of, recall_pictures
from engine.types import Embeddings, Progress, Value, no_progress

Family = Literal["pictures", "neighbours", "names", "words"]
FAMILIES: Final[tuple[Family, ...]] = get_args(Family)


class MeasureSettings(Value):
    """What is measured: all families that the data serves when none is named."""

    families: tuple[Family, ...] = ()
    neighbours: int = NEIGHBOURS
    templates: str = "simple"


class Recall(Value):
    """The share of the captions whose picture is among the best 1, 5 and 10."""

    at_1: float
    at_5: float
    at_10: float
    texts: int


class Measured(Value):
    """One model on one set of pictures.

    `pictures` were measured, and `voting` are those of the training split. A family that was not
    measured is None; `left_out` says why.
    """

    model: str
    identity: str
    pictures: int
    classes: int
    voting: int
    retrieval: Retrieval | None = None
    parts: dict[str, Retrieval] = Field(default_factory=dict)
    neighbours: Votes | None = None
    names: Names | None = None
    words: Recall | None = None
    left_out: dict[Family, str] = Field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class _Seen:
    """Pictures of one split with their vectors, those that vote, and what names are put into."""

    shown: Labelled
    vectors: Embeddings
    gallery: tuple[Embeddings, Sequence[str]] | None
    templates: tuple[str, ...]


def measure(
    encoder: Encoder,
    labelled: Labelled,
    settings: MeasureSettings | None = None,
    cache: Path | None = None,
    progress: Progress = no_progress,
) -> Measured:
    """Measure a model on labelled pictures.

    Parameters
    ----------
    encoder : Encoder
    labelled : Labelled
    settings : MeasureSettings, optional
    cache : Path, optional
        Keeps the vectors of the pictures.
    progress : Progress
        Stages "looking" and "measuring".

    Raises
    ------
    TrainingError
        A picture cannot be read, there are no such templates, or nothing that was asked for can be
        measured.
    """
    settings = settings or MeasureSettings()
    templates = read_templates(settings.templates)
    voting, shown = split_rows(labelled)
    vectors = see_pictures(encoder, labelled.folder, labelled.paths, cache, progress)
    voters = (vectors[voting], [labelled.labels[row] for row in voting])
    seen = _Seen(labelled.take(shown), vectors[shown], voters if voting else None, templates)
    found, left_out = _measure_families(encoder, seen, settings, progress)
    return Measured(
        model=encoder.name,
        identity=encoder.identity,
        pictures=len(shown),
        classes=len(seen.shown.classes),
        voting=len(voting),
        left_out=left_out,
        **found,
    )


def split_rows(labelled: Labelled) -> tuple[list[int], list[int]]:
    """List the pictures that vote, and those to measure: all, where that would be nothing.

    What a model was tuned on is never measured as if it were new: beside a test split, pictures
    without a split vote, as they are learned from.
    """
    everything = range(len(labelled))
    shown = labelled.rows(TO_MEASURE)
    voting = labelled.rows(TO_LEARN | {""} if shown else TO_LEARN)
    if not shown:
        shown = sorted({*everything} - {*voting})
    return (voting, shown) if shown else ([], list(everything))


def _measure_families(
    encoder: Encoder, seen: _Seen, settings: MeasureSettings, progress: Progress
) -> tuple[dict[str, Any], dict[Family, str]]:
    measures: dict[Family, Callable[[], dict[str, Any]]] = {
        "pictures": lambda: _pictures(seen),
        "neighbours": lambda: {"neighbours": _neighbours(seen, settings)},
        "names": lambda: {"names": _names(encoder, seen)},
        "words": lambda: {"words": _words(encoder, seen)},
    }
    found: dict[str, Any] = {}
    left_out: dict[Family, str] = {}
    asked = settings.families or FAMILIES
    for number, family in enumerate(asked):
        progress("measuring", number, len(asked))
        try:
            found |= measures[family]()
        except TrainingError as error:
            if settings.families:
                raise
            left_out[family] = str(error)
    if not found:
        raise TrainingError("; ".join(left_out.values()))
    progress("measuring", len(asked), len(asked))
    return found, left_out


def _pictures(seen: _Seen) -> dict[str, Any]:
    _check_classes(seen)
    labels = seen.shown.labels
    ranked = rank_pictures(seen.vectors, labels)
    if np.isnan(ranked.left_out).all():
        raise TrainingError("every class has one picture, so that none can find another")
    parts = {
        name: ranked.mean(np.flatnonzero([label in classes for label in labels]))
        for name, classes in seen.shown.parts
    }
    return {"retrieval": ranked.mean(), "parts": parts}


def _neighbours(seen: _Seen, settings: MeasureSettings) -> Votes:
    _check_classes(seen)
    return count_votes(seen.vectors, seen.shown.labels, seen.gallery, settings.neighbours)


def _names(encoder: Encoder, seen: _Seen) -> Names:
    _check_classes(seen)
    return count_named(seen.vectors, seen.shown.labels, seen.templates, encoder.texts)


def _words(encoder: Encoder, seen: _Seen) -> Recall:
    captions = seen.shown.captions
    texts = sorted({text for own in captions for text in own})
    if not texts:
        raise TrainingError("no picture has a caption: give a CSV with the column caption")
    place = {text: number for number, text in enumerate(texts)}
    numbers = np.array([place[text] for own in captions for text in own], dtype=np.int64)
    wanted = pictures_of(numbers, np.array([len(own) for own in captions], dtype=np.int64))
    found = recall_pictures(encoder.texts(texts), seen.vectors, list(wanted.values()))
    return Recall(at_1=found[1], at_5=found[5], at_10=found[10], texts=len(texts))


def _check_classes(seen: _Seen) -> None:
    classes = sorted(seen.shown.classes)
    if len(classes) < 2:
        said = f"only {classes[0]}" if classes else "no label"
        raise TrainingError(f"two classes at least are told apart; found {said}")
