"""Everything the bundled model learns from, as arrays: pictures, facts, captions, a teacher.

Photos and drawings become one `Corpus` each, over one common list of facts, so that a batch
may mix them. Captions are tokenised once; a batch draws one of each picture's captions.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import TrainingError
from engine.training.captions import (
    PHRASES,
    Caption,
    captions_of_drawing,
    captions_of_photo,
    facts_of_drawing,
    facts_of_photo,
)
from engine.training.names import known_names, plural
from engine.training.photos import Features, Photos, Pictures

if TYPE_CHECKING:
    from open_clip.tokenizer import SimpleTokenizer
    from torch import Tensor


@dataclass(frozen=True)
class Told:
    """Pictures with their facts and captions, in words.

    Attributes
    ----------
    facts : tuple of frozenset of str
        One a picture.
    group : tuple of int
        Which list of captions belongs to a picture.
    captions : tuple of tuple of Caption
        One list a group.
    """

    pictures: Pictures
    facts: tuple[frozenset[str], ...]
    group: tuple[int, ...]
    captions: tuple[tuple[Caption, ...], ...]
    features: Features | None


@dataclass(frozen=True)
class Corpus:
    """The same as tensors.

    Attributes
    ----------
    pictures : (n, side, side, 3) uint8
    facts : (n, f) float32
        1 where a fact is true of a picture.
    group, first, count : (n,), (g,), (g,) int64
        Picture i's captions are rows `first[group[i]]` to `first[group[i]] + count[group[i]] - 1`.
    tokens : (m, context) int64
    stated : (m, f) float32
        1 where a caption states a fact.
    features : (n, 1280) float32
        What the teacher saw; zero rows where there is no teacher.
    """

    pictures: "Tensor"
    facts: "Tensor"
    group: "Tensor"
    first: "Tensor"
    count: "Tensor"
    tokens: "Tensor"
    stated: "Tensor"
    features: "Tensor"


def told_of_photos(
    photos: Photos, texts: Mapping[str, Sequence[str]], captions: int, rng: np.random.Generator
) -> Told:
    """Write captions for photos: one list for each class."""
    classes = sorted(set(photos.labels))
    place = {labels: number for number, labels in enumerate(classes)}
    return Told(
        pictures=photos.pictures,
        facts=tuple(facts_of_photo(labels) for labels in photos.labels),
        group=tuple(place[labels] for labels in photos.labels),
        captions=tuple(
            tuple(captions_of_photo(labels, texts.get(labels[0], ()), captions, rng))
            for labels in classes
        ),
        features=photos.features,
    )


def told_of_drawings(
    pictures: Pictures,
    records: Sequence[Mapping[str, Any]],
    captions: int,
    rng: np.random.Generator,
) -> Told:
    """Write captions for drawings: one list for each picture."""
    return Told(
        pictures=pictures,
        facts=tuple(facts_of_drawing(record) for record in records),
        group=tuple(range(len(records))),
        captions=tuple(tuple(captions_of_drawing(record, captions, rng)) for record in records),
        features=None,
    )


def read_drawings(folder: Path, part: str) -> tuple[Pictures, list[dict[str, Any]]]:
    """Open drawings that were made before: `PART.npy` and `PART.jsonl` of one folder."""
    pictures, lines = folder / f"{part}.npy", folder / f"{part}.jsonl"
    if not (pictures.is_file() and lines.is_file()):
        raise TrainingError(f"no drawings at {pictures}; leave the cache out to draw them afresh")
    records = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    opened: Pictures = np.load(pictures, mmap_mode="r", allow_pickle=False)
    return opened, records


def facts_of(told: Iterable[Told]) -> tuple[str, ...]:
    """List every fact that is true of a picture or stated by a caption, sorted."""
    found: set[str] = set()
    for part in told:
        found.update(*part.facts)
        found.update(*(caption.facts for group in part.captions for caption in group))
    return tuple(sorted(found))


def words_of(told: Iterable[Told]) -> set[str]:
    """List the words that deserve a token of their own: those of names, phrases and captions."""
    texts = {*known_names(), *map(plural, known_names())}
    texts.update(phrase for phrases in PHRASES.values() for phrase in phrases)
    for part in told:
        texts.update(caption.text for group in part.captions for caption in group[:8])
    return {word for text in texts for word in re.findall(r"[a-z]+", text.lower())}


def as_corpus(told: Told, facts: Sequence[str], tokenizer: "SimpleTokenizer") -> Corpus:
    """Turn words into tensors."""
    import torch

    place = {fact: number for number, fact in enumerate(facts)}
    captions = [caption for group in told.captions for caption in group]
    count = torch.tensor([len(group) for group in told.captions])
    features = told.features
    return Corpus(
        pictures=torch.from_numpy(np.array(told.pictures)),
        facts=_one_hot([*told.facts], place),
        group=torch.tensor(told.group),
        first=count.cumsum(0) - count,
        count=count,
        tokens=tokenizer([caption.text for caption in captions]),
        stated=_one_hot([caption.facts for caption in captions], place),
        features=torch.zeros(len(told.facts), 1)
        if features is None
        else torch.from_numpy(features),
    )


def _one_hot(facts: Sequence[frozenset[str]], place: Mapping[str, int]) -> "Tensor":
    import torch

    hot = torch.zeros(len(facts), len(place))
    rows = [row for row, some in enumerate(facts) for fact in some if fact in place]
    columns = [place[fact] for some in facts for fact in some if fact in place]
    hot[rows, columns] = 1
    return hot
