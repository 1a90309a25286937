"""The material of the published comparison: photos and drawings, split by their classes.

Every class belongs to one of three sets, for each seed anew: some are learned, by some the best
weights are chosen, and what is published is measured on the rest. Learned pictures are of the
train splits, chosen and measured ones of the test splits, which the untuned model never saw
either; drawings have seeds of their own. Every picture of the test splits can be found, whatever
its class: a search through unseen classes alone would be easier than any real one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.training.captions import (
    Caption,
    captions_of_drawing,
    captions_of_photo,
    facts_of_drawing,
    facts_of_photo,
)
from engine.training.photos import (
    Photos,
    Pictures,
    read_descriptions,
)
from engine.training.tuning.belonging import Belonging
from engine.training.tuning.material import Material
from engine.training.tuning.scores import Referee
from engine.types import Value

LEARNED, CHOSEN = 0.6, 0.2
AT_ONCE = 2048

Facts = frozenset[str]


class Shares(Value):
    """How the classes of every data set are dealt out; the rest are measured."""

    learned: float = LEARNED
    chosen: float = CHOSEN


@dataclass(frozen=True)
class Shown:
    """One data set's pictures, with what is true of each and what is said of it.

    Attributes
    ----------
    pictures : (n, side, side, 3) uint8
    labels : tuple of str
        With the data set's name before them, so that no two data sets share a class; empty for
        a picture without a subject, which is of no class.
    facts : tuple of frozenset of str
    captions : tuple of tuple of Caption
    """

    name: str
    pictures: Pictures
    labels: tuple[str, ...]
    facts: tuple[Facts, ...]
    captions: tuple[tuple[Caption, ...], ...]


def shown_photos(folder: Path, name: str, photos: Photos, count: int, seed: int) -> Shown:
    """Give photos their captions: every photo of a class the same ones.

    Parameters
    ----------
    folder : Path
        What holds the data sets, for the groceries' descriptions.
    name : str
    photos : Photos
    count : int
        Captions of a class.
    seed : int
    """
    rng = np.random.default_rng(seed)
    texts = read_descriptions(folder)
    told = {
        labels: tuple(captions_of_photo(labels, texts.get(labels[0], ()), count, rng))
        for labels in sorted(set(photos.labels))
    }
    return Shown(
        name=name,
        pictures=photos.pictures,
        labels=tuple(f"{name}/{labels[0]}" for labels in photos.labels),
        facts=tuple(facts_of_photo(labels) for labels in photos.labels),
        captions=tuple(told[labels] for labels in photos.labels),
    )


def shown_drawings(
    pictures: Pictures, records: Sequence[dict[str, Any]], count: int, seed: int
) -> Shown:
    """Give drawings captions of their own; the first is the whole sentence."""
    rng = np.random.default_rng(seed)
    return Shown(
        name="drawings",
        pictures=pictures,
        labels=tuple(f"drawings/{one['subject']}" if one["subject"] else "" for one in records),
        facts=tuple(facts_of_drawing(one) for one in records),
        captions=tuple(tuple(captions_of_drawing(one, count, rng)) for one in records),
    )


def dealt(labels: Sequence[str], seed: int, shares: Shares) -> dict[str, int]:
    """Deal classes out: 0 is learned, 1 chosen by, 2 measured.

    >>> sorted(dealt(["a", "b", "c", "d", "e"], 1, Shares()).values())
    [0, 0, 0, 1, 2]
    """
    names = sorted(set(labels) - {""})
    order = np.random.default_rng(seed).permutation(len(names))
    first = round(len(names) * shares.learned)
    second = round(len(names) * (shares.learned + shares.chosen))
    return {
        names[at]: 0 if place < first else 1 if place < second else 2
        for place, at in enumerate(order.tolist())
    }


def to_learn(parts: Sequence[Shown], dealt_out: dict[str, int]) -> Material:
    """Take the pictures of the classes that are learned."""
    rows = [[dealt_out.get(label) == 0 for label in part.labels] for part in parts]
    return _joined(parts, [np.array(some, dtype=bool) for some in rows])


def to_judge(parts: Sequence[Shown], dealt_out: dict[str, int], which: int) -> Referee:
    """Ask for pictures and captions of some classes among all pictures."""
    material = _joined(parts, [np.ones(len(part.labels), dtype=bool) for part in parts])
    asking = [one if dealt_out.get(one) == which else "" for one in material.labels]
    return Referee(replace(material, labels=tuple(asking)))


def _joined(parts: Sequence[Shown], keep: Sequence[NDArray[np.bool_]]) -> Material:
    """Put data sets one after the other, and find all captions that are true of each picture."""
    rows = [np.flatnonzero(some) for some in keep]
    captions = {
        caption.text: caption.facts
        for part, some in zip(parts, rows, strict=True)
        for row in some.tolist()
        for caption in part.captions[row]
    }
    facts = [part.facts[row] for part, some in zip(parts, rows, strict=True) for row in some]
    labels = [part.labels[row] for part, some in zip(parts, rows, strict=True) for row in some]
    texts = tuple(sorted(captions))
    place = {text: number for number, text in enumerate(texts)}
    written = [
        [place[caption.text] for caption in part.captions[row]]
        for part, some in zip(parts, rows, strict=True)
        for row in some
    ]
    return Material(
        pictures=np.concatenate(
            [part.pictures[some] for part, some in zip(parts, rows, strict=True)]
        ),
        labels=tuple(labels),
        texts=texts,
        belonging=true_of(facts, [captions[text] for text in texts]),
        written=Belonging.of(written),
    )


def true_of(pictures: Sequence[Facts], captions: Sequence[Facts]) -> Belonging:
    """Find every caption all of whose facts are a picture's."""
    place = {fact: at for at, fact in enumerate(sorted(frozenset().union(*pictures, *captions)))}
    stated = _hot(captions, place)
    counts = stated.sum(0)
    lists: list[list[int]] = []
    for start in range(0, len(pictures), AT_ONCE):
        shared = _hot(pictures[start : start + AT_ONCE], place).T @ stated
        lists += [np.flatnonzero(row >= counts - 0.5).tolist() for row in shared]
    return Belonging.of(lists)


def _hot(several: Sequence[Facts], place: dict[str, int]) -> NDArray[np.float32]:
    """Mark facts: (f, n) float32, 1 where one holds."""
    hot = np.zeros((len(place), len(several)), dtype=np.float32)
    for column, facts in enumerate(several):
        hot[[place[fact] for fact in facts], column] = 1
    return hot
