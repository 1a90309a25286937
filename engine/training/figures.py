"""Measure a model on pictures that it was never trained on.

Text to picture: the name of every class is a query, and precision at 10 is the part of the ten
nearest pictures that are of the class. Picture to picture: every picture is a query for the
others of its class, and average precision goes to full depth. Means are over queries.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.encode import Encoder
from engine.training.captions import asked_for
from engine.training.photos import CALTECH, GROCERIES, Photos, Pictures, read_photos
from engine.types import Embeddings, Value

DEPTH = 10
TOGETHER = 64
TRIPLE = ("subject", "setting", "time")
BARS = {"drawings": 0.9, "sentences": 0.6, "caltech101": 0.55, "grocery-store": 0.6}
"""What the bundled model is meant to reach in precision at 10."""


class Figure(Value):
    """One set's figures.

    Attributes
    ----------
    catalogue, queries : int
        Pictures searched, and texts asked for.
    precision : float
        Text to picture, at 10.
    average_precision : float or None
        Picture to picture, the mean over all pictures.
    """

    name: str
    catalogue: int
    queries: int
    precision: float
    average_precision: float | None = None


def precision_at(scores: NDArray[np.float32], relevant: NDArray[np.bool_], depth: int) -> float:
    """Return the part of the best `depth` that is relevant.

    >>> precision_at(np.float32([3, 1, 2, 0]), np.array([True, True, False, False]), 2)
    0.5
    """
    best = np.argsort(-scores, kind="stable")[:depth]
    return float(relevant[best].mean())


def mean_average_precision(embeddings: Embeddings, labels: Sequence[str]) -> float:
    """Rank all others by cosine for every picture that has a label and is not alone with it."""
    _, classes = np.unique(np.array(labels), return_inverse=True)
    found = [
        _average_precision(embeddings @ embeddings[row], classes == classes[row], row)
        for row in range(len(embeddings))
        if labels[row] and (classes == classes[row]).sum() > 1
    ]
    return float(np.mean(found))


def _average_precision(
    scores: NDArray[np.float32], relevant: NDArray[np.bool_], itself: int
) -> float:
    order = np.argsort(-scores, kind="stable")
    hits = relevant[order[order != itself]]
    precision = hits.cumsum() / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def embedded(encoder: Encoder, pictures: Pictures) -> Embeddings:
    """Embed many pictures as any picture is embedded in use, a few at a time."""
    parts = []
    for start in range(0, len(pictures), TOGETHER):
        some = pictures[start : start + TOGETHER]
        prepared = [encoder.prepare(Image.fromarray(np.asarray(picture))) for picture in some]
        parts.append(encoder.pictures(np.stack(prepared)))
    return np.concatenate(parts)


def of_photos(encoder: Encoder, photos: Photos) -> Figure:
    """Measure one data set by the names of its classes: Caltech's, or the coarse groceries'."""
    return _figure(photos.name, encoder, embedded(encoder, photos.pictures), photos.asked)


def _figure(name: str, encoder: Encoder, embeddings: Embeddings, labels: Sequence[str]) -> Figure:
    classes = sorted(set(labels) - {""})
    scores = encoder.texts(classes) @ embeddings.T
    relevant = np.array(classes)[:, None] == np.array(labels)
    return Figure(
        name=name,
        catalogue=len(labels),
        queries=len(classes),
        precision=float(
            np.mean([precision_at(*pair, DEPTH) for pair in zip(scores, relevant, strict=True)])
        ),
        average_precision=mean_average_precision(embeddings, labels),
    )


def of_drawings(
    encoder: Encoder, pictures: Pictures, records: Sequence[Mapping[str, Any]]
) -> tuple[Figure, Figure]:
    """Measure drawings by their subjects, and by sentences with subject, setting and time.

    A sentence is asked where at least ten pictures share all three, which a hit must share too.
    """
    embeddings = embedded(encoder, pictures)
    subjects = _figure(
        "drawings", encoder, embeddings, [str(record["subject"] or "") for record in records]
    )
    triples = [tuple(str(record[part] or "") for part in TRIPLE) for record in records]
    asked = sorted({triple for triple in triples if triples.count(triple) >= DEPTH and triple[0]})
    scores = encoder.texts([asked_for(*triple) for triple in asked]) @ embeddings.T
    found = [
        precision_at(row, np.array([other == triple for other in triples]), DEPTH)
        for triple, row in zip(asked, scores, strict=True)
    ]
    sentences = Figure(
        name="sentences",
        catalogue=len(records),
        queries=len(found),
        precision=float(np.mean(found)) if found else float("nan"),
    )
    return subjects, sentences


def all_figures(
    encoder: Encoder, photos: Path | None, drawings: tuple[Pictures, Sequence[Mapping[str, Any]]]
) -> tuple[Figure, ...]:
    """Measure everything that can be measured here, drawings first.

    Parameters
    ----------
    encoder : Encoder
    photos : Path, optional
        The folder of labelled photos; only its test split is opened.
    drawings : (n, side, side, 3) uint8 and n records
    """
    side = encoder.preprocessing.shorter_side
    taken = (
        [read_photos(photos, name, "test", side, teacher=False) for name in (CALTECH, GROCERIES)]
        if photos is not None
        else []
    )
    return (*of_drawings(encoder, *drawings), *(of_photos(encoder, part) for part in taken))


def table(figures: Sequence[Figure]) -> str:
    """Write the figures as a table in Markdown."""
    lines = [
        "| pictures | catalogue | queries | text to picture, P@10 | bar | picture to picture |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for figure in figures:
        average = "" if figure.average_precision is None else f"{figure.average_precision:.3f}"
        lines.append(
            f"| {figure.name} | {figure.catalogue:,} | {figure.queries} | {figure.precision:.3f} "
            f"| {BARS.get(figure.name, '')} | {average} |"
        )
    return "\n".join(lines)
