"""Train the bundled model from nothing, on photos and on drawings, with a teacher's help.

One step shows both towers a batch of new views with one caption each, and asks four things:
which captions are true of which pictures; what every picture is called; what every caption
speaks of; and, where a teacher saw the photo, what it saw. Half of the photos in a batch are
blends of two. Views grow from small to full size on the way. The state is saved every few
minutes, so that a killed run goes on where it was; with a number of steps (and no minutes) the
same seed on the same machine gives the same model.
"""

import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from engine.errors import TrainingError
from engine.training.augment import DRAWN, PHOTO, Augmentation, boxes, views
from engine.training.corpus import Corpus
from engine.training.losses import imitation, is_true, matching, naming
from engine.training.towers import Towers, encode_captions, normalised
from engine.types import Progress, Value, no_progress

if TYPE_CHECKING:
    from torch import Generator, Tensor
    from torch.nn import Module
    from torch.optim import Optimizer

AVERAGE_EVERY = 4
"""Steps between two looks of the averaged weights at the current ones."""

Log = Callable[[dict[str, Any]], None]


class Recipe(Value):
    """How the bundled model is trained.

    Attributes
    ----------
    steps, minutes : int, float, optional
        The run ends, its learning rate at zero, when either is reached.
    photos, drawings : int
        Pictures of each in a batch.
    sizes : tuple of (float, int)
        From which part of the run on views have which side.
    mixed : float
        Part of the photos that are blended with another.
    teacher, matched, spoken, attributes : float
        Weights of the losses beside the naming of things.
    keep : float
        How much of the averaged weights is kept at each step.
    """

    towers: Towers = Towers()
    seed: int = 1
    steps: int | None = Field(default=None, ge=1)
    minutes: float | None = Field(default=None, gt=0)
    photos: int = Field(default=96, ge=0)
    drawings: int = Field(default=48, ge=0)
    learning_rate: float = Field(default=2e-3, gt=0)
    weight_decay: float = Field(default=0.05, ge=0)
    warm_up_steps: int = Field(default=200, ge=1)
    sizes: tuple[tuple[float, int], ...] = ((0.0, 64), (0.4, 96), (0.8, 128))
    mixed: float = Field(default=0.5, ge=0, le=1)
    smoothing: float = Field(default=0.1, ge=0, lt=1)
    teacher: float = Field(default=2.0, ge=0)
    matched: float = Field(default=0.5, ge=0)
    spoken: float = Field(default=0.3, ge=0)
    attributes: float = Field(default=0.15, ge=0)
    keep: float = Field(default=0.9995, gt=0, lt=1)
    photo_views: Augmentation = PHOTO
    drawn_views: Augmentation = DRAWN
    save_every_seconds: float = Field(default=120, gt=0)


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


class Learner:
    """The towers in training, with the two heads that are thrown away afterwards."""

    def __init__(self, model: "Module", facts: int, recipe: Recipe) -> None:
        """Wrap a fresh model."""
        import copy

        import torch

        dimensions = recipe.towers.dimensions
        self.model = model.to(memory_format=torch.channels_last)
        with torch.random.fork_rng():
            torch.manual_seed(recipe.seed)
            self.heads = torch.nn.ParameterDict(
                {
                    "names": torch.randn(facts, dimensions) * 0.05,
                    "teacher": torch.randn(1280, dimensions) / math.sqrt(dimensions),
                    "sharpness": torch.tensor(math.log(16.0)),
                }
            )
        self.averaged = copy.deepcopy(self.model).requires_grad_(False)
        self.optimizer = _optimizer(self.model, self.heads, recipe)
        self.step = 0
        self.seconds = 0.0

    def state(self) -> dict[str, Any]:
        """Return everything that a resumed run needs, as tensors and plain values."""
        return {
            "model": self.model.state_dict(),
            "heads": self.heads.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        for part in ("model", "heads", "averaged", "optimizer"):
            getattr(self, part).load_state_dict(state[part])
        self.step, self.seconds = int(state["step"]), float(state["seconds"])

    def average(self, keep: float) -> None:
        """Move the averaged weights towards the current ones."""
        import torch

        if self.step % AVERAGE_EVERY:
            return
        keep = min(keep**AVERAGE_EVERY, 1 - AVERAGE_EVERY / (self.step + 1))
        old = [*self.averaged.state_dict().values()]
        new = [*self.model.state_dict().values()]
        real = [place for place, weight in enumerate(old) if weight.dtype.is_floating_point]
        with torch.no_grad():
            torch._foreach_lerp_([old[at] for at in real], [new[at] for at in real], 1 - keep)
            for at in set(range(len(old))) - set(real):
                old[at].copy_(new[at])


def _optimizer(model: "Module", heads: "Module", recipe: Recipe) -> "Optimizer":
    """AdamW that pulls matrices towards zero, and leaves biases, scales and words alone."""
    import torch

    named = [*model.named_parameters(), *heads.named_parameters()]
    free = [weight for name, weight in named if weight.ndim < 2 or "embedding" in name]
    pulled = [weight for name, weight in named if weight.ndim >= 2 and "embedding" not in name]
    return torch.optim.AdamW(
        [
            {"params": pulled, "weight_decay": recipe.weight_decay},
            {"params": free, "weight_decay": 0.0},
        ],
        lr=recipe.learning_rate,
        betas=(0.9, 0.98),
        fused=True,
    )


def train(
    learner: Learner,
    lesson: Lesson,
    recipe: Recipe,
    save: Path | None = None,
    log: Log = lambda record: None,
    progress: Progress = no_progress,
) -> None:
    """Train until the recipe's end, from wherever the learner is.

    Parameters
    ----------
    learner : Learner
        Changed in place.
    lesson : Lesson
    recipe : Recipe
    save : Path, optional
        Where the state goes every few minutes and at the end.
    log : callable
        Is given a record of the losses every fifty steps.
    progress : Progress
        Is told the thousandths of the run that are done.
    """
    import torch

    if recipe.steps is None and recipe.minutes is None:
        raise TrainingError("a run without end: give it a number of steps, or minutes")
    generator = torch.Generator().manual_seed(recipe.seed * 1_000_003 + learner.step)
    torch.manual_seed(recipe.seed * 1_000_003 + learner.step)
    photos = _orders(lesson.photos, recipe.photos, generator)
    drawings = _orders(lesson.drawings, recipe.drawings, generator)
    began, before, saved = time.monotonic(), learner.seconds, time.monotonic()
    learner.model.train()
    while (done := _part_done(learner, recipe)) < 1:
        size = _size_at(recipe, done)
        batch = _batch(lesson, recipe, next(photos), next(drawings), size, generator)
        losses = _step(learner, lesson, batch, recipe, _rate(recipe, learner.step, done))
        learner.seconds = before + time.monotonic() - began
        progress("train", int(done * 1000), 1000)
        if learner.step % 50 == 0:
            rounded = {name: round(value, 4) for name, value in losses.items()}
            log(
                {
                    "step": learner.step,
                    "seconds": round(learner.seconds, 1),
                    "size": size,
                    **rounded,
                }
            )
        if save is not None and time.monotonic() - saved > recipe.save_every_seconds:
            saved = time.monotonic()
            save_state(learner, save)
    if save is not None:
        save_state(learner, save)


def save_state(learner: Learner, path: Path) -> None:
    """Write the state beside its old self, then put it in its place."""
    import torch

    beside = path.with_suffix(".part")
    torch.save(learner.state(), beside)
    beside.replace(path)


def load_state(learner: Learner, path: Path) -> None:
    """Go on from a saved run."""
    import torch

    learner.restore(torch.load(path, weights_only=True))


def _part_done(learner: Learner, recipe: Recipe) -> float:
    by_steps = learner.step / recipe.steps if recipe.steps else 0.0
    by_time = learner.seconds / (60 * recipe.minutes) if recipe.minutes else 0.0
    return max(by_steps, by_time)


def _size_at(recipe: Recipe, done: float) -> int:
    return [size for since, size in recipe.sizes if since <= done][-1]


def _rate(recipe: Recipe, step: int, done: float) -> float:
    """Warm up in a straight line, then follow half a cosine down to nearly nothing."""
    warm = min(1.0, (step + 1) / recipe.warm_up_steps)
    return recipe.learning_rate * warm * (0.005 + 0.995 * (1 + math.cos(math.pi * done)) / 2)


def _orders(corpus: Corpus | None, count: int, generator: "Generator") -> "Iterator[Tensor]":
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


def _batch(
    lesson: Lesson,
    recipe: Recipe,
    photos: "Tensor",
    drawings: "Tensor",
    size: int,
    generator: "Generator",
) -> Batch:
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


def _step(
    learner: Learner, lesson: Lesson, batch: Batch, recipe: Recipe, rate: float
) -> dict[str, float]:
    import torch

    for group in learner.optimizer.param_groups:
        group["lr"] = rate
    with torch.autocast("cpu", torch.bfloat16):
        pictures = learner.model.encode_image(normalised(batch.shown))  # type: ignore[operator]
        texts = encode_captions(learner.model, batch.tokens[batch.whole])
    losses = _losses(learner, lesson, batch, recipe, (pictures.float(), texts.float()))
    total = torch.stack(tuple(losses.values())).sum()
    total.backward()  # type: ignore[no-untyped-call]
    weights = [*learner.model.parameters(), *learner.heads.parameters()]
    torch.nn.utils.clip_grad_norm_(weights, 3.0)
    learner.optimizer.step()
    learner.optimizer.zero_grad(set_to_none=True)
    learner.step += 1
    learner.average(recipe.keep)
    return {name: float(loss.detach()) for name, loss in losses.items()}


def _losses(
    learner: Learner, lesson: Lesson, batch: Batch, recipe: Recipe, encoded: "tuple[Tensor, Tensor]"
) -> "dict[str, Tensor]":
    from torch.nn.functional import linear, normalize

    pictures, texts = (normalize(vectors, dim=1) for vectors in encoded)
    names = normalize(learner.heads["names"], dim=1)
    sharpness = learner.heads["sharpness"].exp()
    told, stated = sharpness * pictures @ names.T, batch.stated[batch.whole]
    scale = learner.model.logit_scale.exp().clamp(max=100)  # type: ignore[operator, union-attr]
    true = is_true(stated, batch.facts[batch.whole])
    taught = batch.features.abs().sum(1) > 0
    losses = {
        "things": _named(told, batch.facts, lesson.things, recipe.smoothing),
        "matched": recipe.matched * matching(scale * pictures[batch.whole] @ texts.T, true),
        "spoken": recipe.spoken * naming(sharpness * texts @ names.T, _shares(stated), 0.05),
    }
    for number, columns in enumerate(lesson.others):
        loss = _named(told, batch.facts, columns, recipe.smoothing)
        losses[f"group{number}"] = recipe.attributes * loss
    if bool(taught.any()) and recipe.teacher:
        guess = linear(pictures[taught], learner.heads["teacher"])
        losses["teacher"] = recipe.teacher * imitation(guess, batch.features[taught])
    return losses


def _named(told: "Tensor", facts: "Tensor", columns: "Tensor", smoothing: float) -> "Tensor":
    """Name pictures within one group of facts."""
    return naming(told[:, columns], _shares(facts[:, columns]), smoothing)


def _shares(facts: "Tensor") -> "Tensor":
    """Make rows sum to one; empty rows stay empty."""
    return facts / facts.sum(1, keepdim=True).clamp_min(1e-6)
