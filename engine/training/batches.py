"""What a step of training is shown: photos and drawings in new views, with a caption each.

Some of the photos are blended with another: half of those by a patch, half all over. Blended
pictures have shares of both pictures' facts, and no caption.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.errors import TrainingError
from engine.training.augment import Augmentation, boxes, views
from engine.training.corpus import Corpus
from engine.training.recipe import Recipe

if TYPE_CHECKING:
    from torch import Generator, Tensor


@dataclass(frozen=True)
class Lesson:
    """What a run learns from, beside its recipe.

    Attributes
    ----------
    photos, drawings : Corpus or None
    things, others : LongTensor and tuple of LongTensor
        Columns of the facts: the finest names, and the other groups of which one is true.
    """

    photos: Corpus | None
    drawings: Corpus | None
    things: "Tensor"
    others: "tuple[Tensor, ...]"

    @property
    def facts(self) -> int:
        """How many facts there are."""
        corpus = self.photos or self.drawings
        if corpus is None:
            raise TrainingError("nothing to learn from: give photos, drawings, or both")
        return int(corpus.facts.shape[1])


@dataclass
class Batch:
    """Views of some pictures, with what is true of each; blended ones have no caption.

    Attributes
    ----------
    shown : (n, 3, size, size) float32
    facts : (n, f) float32
        In 0..1 where pictures are blended.
    features : (n, 1280) float32
        Zero rows where there is no teacher.
    whole : (n,) bool
        Not blended.
    tokens, stated : (n, context) int64, (n, f) float32
        One caption a picture.
    """

    shown: "Tensor"
    facts: "Tensor"
    features: "Tensor"
    whole: "Tensor"
    tokens: "Tensor"
    stated: "Tensor"


def orders(corpus: Corpus | None, count: int, generator: "Generator") -> "Iterator[Tensor]":
    """Deal out rows without end, every picture once before any comes again."""
    import torch

    deck = torch.empty(0, dtype=torch.long)
    while True:
        if corpus is None or count == 0:
            yield torch.empty(0, dtype=torch.long)
            continue
        while len(deck) < count:
            deck = torch.cat((deck, torch.randperm(len(corpus.pictures), generator=generator)))
        yield deck[:count]
        deck = deck[count:]


def next_batch(
    lesson: Lesson,
    recipe: Recipe,
    photos: "Tensor",
    drawings: "Tensor",
    size: int,
    generator: "Generator",
) -> Batch:
    """Show some photos and some drawings, by their rows; either may be none."""
    parts = []
    if lesson.photos is not None and len(photos):
        part = _shown(lesson.photos, photos, size, recipe.photo_views, generator)
        parts.append(_blended(part, int(len(photos) * recipe.mixed), generator))
    if lesson.drawings is not None and len(drawings):
        parts.append(_shown(lesson.drawings, drawings, size, recipe.drawn_views, generator))
    return _together(parts)


def _shown(
    corpus: Corpus, rows: "Tensor", size: int, how: Augmentation, generator: "Generator"
) -> Batch:
    """Show some pictures in new views, with one of the captions of each."""
    import torch

    group = corpus.group[rows]
    luck = torch.rand(len(rows), generator=generator)
    caption = corpus.first[group] + (luck * corpus.count[group]).long()
    features = corpus.features[rows]
    return Batch(
        shown=views(corpus.pictures[rows], size, how, generator),
        facts=corpus.facts[rows],
        features=features if features.shape[1] > 1 else torch.zeros(len(rows), 1280),
        whole=torch.ones(len(rows), dtype=torch.bool),
        tokens=corpus.tokens[caption],
        stated=corpus.stated[caption],
    )


def _blended(batch: Batch, count: int, generator: "Generator") -> Batch:
    """Blend the first pictures of a batch with others of it: half by a patch, half all over."""
    import torch

    if count == 0:
        return batch
    other = torch.randperm(len(batch.shown), generator=generator)[:count]
    size = batch.shown.shape[-1]
    patch = boxes(count, (0.1, 0.6), (size, size), generator).float()
    even = torch.rand(count, generator=generator) * 0.5
    patch[::2] = even[::2, None, None].expand(-1, size, size)
    share = patch.mean((1, 2))[:, None]
    mixed = replace(batch, shown=batch.shown.clone(), facts=batch.facts.clone())
    mixed.shown[:count] = torch.lerp(batch.shown[:count], batch.shown[other], patch[:, None])
    mixed.facts[:count] = torch.lerp(batch.facts[:count], batch.facts[other], share)
    mixed.features = batch.features.clone()
    mixed.features[:count] = torch.lerp(batch.features[:count], batch.features[other], share)
    mixed.whole = torch.arange(len(batch.shown)) >= count
    return mixed


def _together(parts: list[Batch]) -> Batch:
    import torch

    return Batch(
        **{
            name: torch.cat([getattr(part, name) for part in parts])
            for name in ("shown", "facts", "features", "whole", "tokens", "stated")
        }
    )
