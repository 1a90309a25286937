"""Train the bundled model from nothing, on photos and on drawings, with a teacher's help.

One step shows both towers a batch of new views with one caption each, and asks four things:
which captions are true of which pictures; what every picture is called; what every caption
speaks of; and, where a teacher saw the photo, what it saw. Half of the photos in a batch are
blends of two. Views grow from small to full size on the way. The state is saved every few
minutes, so that a killed run goes on where it was; with a number of steps (and no minutes) the
same seed on the same machine gives the same model.
"""

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import TrainingError
from engine.training.batches import Batch, Lesson, next_batch, orders
from engine.training.losses import imitation, is_true, matching, naming
from engine.training.recipe import Recipe
from engine.training.towers import encode_captions, normalised
from engine.types import Progress, no_progress

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module
    from torch.optim import Optimizer

AVERAGE_EVERY = 4
"""Steps between two looks of the averaged weights at the current ones."""

Log = Callable[[dict[str, Any]], None]


class Learner:
    """The towers in training, with the two heads that are thrown away afterwards."""

    def __init__(self, model: "Module", facts: int, recipe: Recipe) -> None:
        """Wrap a fresh model."""
        import copy

        import torch

        dimensions = recipe.towers.dimensions
        channels_last: Any = {"memory_format": torch.channels_last}
        self.model = model.to(**channels_last)
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


def _forget(record: dict[str, Any]) -> None:
    """Keep no log."""
    del record


def train(
    learner: Learner,
    lesson: Lesson,
    recipe: Recipe,
    save: Path | None = None,
    log: Log = _forget,
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
    photos = orders(lesson.photos, recipe.photos, generator)
    drawings = orders(lesson.drawings, recipe.drawings, generator)
    began, before, saved = time.monotonic(), learner.seconds, time.monotonic()
    learner.model.train()
    while (done := _part_done(learner, recipe)) < 1:
        size = _size_at(recipe, done)
        batch = next_batch(lesson, recipe, next(photos), next(drawings), size, generator)
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
    logit_scale: Any = learner.model.logit_scale
    scale = logit_scale.exp().clamp(max=100)
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
