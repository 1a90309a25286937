"""Gather what the bundled model learns from: photos, drawings, their words, the merges list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.training.batches import Lesson
from engine.training.captions import PARTS
from engine.training.corpus import (
    Told,
    as_corpus,
    facts_of,
    told_of_drawings,
    told_of_photos,
    words_of,
)
from engine.training.photos import (
    CALTECH,
    GROCERIES,
    Features,
    Photos,
    Pictures,
    read_descriptions,
    read_photos,
)
from engine.training.recipe import Recipe
from engine.training.towers import MERGES
from engine.training.vocabulary import shorter_merges, tokenizer, write_merges

if TYPE_CHECKING:
    from torch import Tensor

PHOTO_SIDE = 160
"""Photos are kept a little larger than the model sees them, so that crops stay sharp."""
CAPTIONS_OF_A_CLASS = 96
CAPTIONS_OF_A_DRAWING = 12
COMMON_MERGES = 1500

Drawings = tuple[Pictures, Sequence[Mapping[str, Any]]]


def gather(
    photos: Path | None, drawings: Drawings | None, recipe: Recipe, out: Path
) -> tuple[Lesson, int]:
    """Read photos, write all captions, and leave the merges list in the folder `out`.

    A merges list that lies there already is kept: a run that goes on must not change its words.

    Parameters
    ----------
    photos : Path, optional
        The folder of labelled photos; only its train split is opened.
    drawings : (n, side, side, 3) uint8 and n records, optional
    recipe : Recipe
    out : Path

    Returns
    -------
    Lesson, int
        And how many tokens the tokenizer has.
    """
    rng = np.random.default_rng(recipe.seed)
    taken = _read(photos) if photos is not None else []
    texts = read_descriptions(photos) if photos is not None else {}
    told = (
        [_joined([told_of_photos(part, texts, CAPTIONS_OF_A_CLASS, rng) for part in taken])]
        if taken
        else []
    )
    if drawings is not None:
        told.append(told_of_drawings(*drawings, CAPTIONS_OF_A_DRAWING, rng))
    facts = facts_of(told)
    if not (out / MERGES).is_file():
        write_merges(shorter_merges(words_of(told), COMMON_MERGES), out / MERGES)
    words = tokenizer(out / MERGES, recipe.towers.context_length)
    corpora = [as_corpus(part, facts, words) for part in told]
    records = drawings[1] if drawings is not None else ()
    things, others = _groups(facts, taken, records)
    lesson = Lesson(
        photos=corpora[0] if taken else None,
        drawings=corpora[-1] if drawings is not None else None,
        things=things,
        others=others,
    )
    return lesson, words.vocab_size


def _read(folder: Path) -> list[Photos]:
    return [
        _centred(read_photos(folder, name, "train", PHOTO_SIDE, teacher=True))
        for name in (CALTECH, GROCERIES)
    ]


def _centred(photos: Photos) -> Photos:
    """Take from the teacher's features what all photos share, so that their cosine tells more."""
    if photos.features is None:
        return photos
    apart: Features = photos.features - photos.features.mean(0)
    return replace(photos, features=apart / np.linalg.norm(apart, axis=1, keepdims=True))


def _joined(parts: Sequence[Told]) -> Told:
    """Put data sets one after the other."""
    group: list[int] = []
    for number, part in enumerate(parts):
        before = sum(len(other.captions) for other in parts[:number])
        group.extend(before + place for place in part.group)
    features = [part.features for part in parts if part.features is not None]
    return Told(
        pictures=np.concatenate([part.pictures for part in parts]),
        facts=tuple(facts for part in parts for facts in part.facts),
        group=tuple(group),
        captions=tuple(captions for part in parts for captions in part.captions),
        features=np.concatenate(features) if len(features) == len(parts) else None,
    )


def _groups(
    facts: Sequence[str], photos: Sequence[Photos], records: Sequence[Mapping[str, Any]]
) -> "tuple[Tensor, tuple[Tensor, ...]]":
    """Group facts that exclude each other: things by name, coarse groceries, settings, times..."""
    fine = {labels[0] for part in photos for labels in part.labels}
    fine |= {str(record["subject"]) for record in records if record["subject"]}
    coarse = {labels[1] for part in photos for labels in part.labels if len(labels) > 1}
    named = [{fact for fact in facts if fact.startswith(f"{part}: ")} for part in PARTS]
    others = [_columns(facts, group) for group in (coarse, *named) if len(group) > 1]
    return _columns(facts, fine), tuple(others)


def _columns(facts: Sequence[str], chosen: set[str]) -> "Tensor":
    import torch

    return torch.tensor([column for column, fact in enumerate(facts) if fact in chosen])
