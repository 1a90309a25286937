"""Runs one stage of tuning to its end: steps, looks at held-out classes, the best weights kept.

What a step does depends on the seed and the number of the step alone, never on what was drawn
before: so a run that is killed and started again ends at the same weights as one that was left
alone. The state is kept after every look, now and then between looks, and when a run is
interrupted; it goes beside its old self and then into its place.
"""

import logging
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import TrainingError
from engine.training.tuning.interrupts import held_back
from engine.training.tuning.settings import Tuning
from engine.training.tuning.trainee import kind_of
from engine.types import Progress, no_progress

if TYPE_CHECKING:
    import torch
    from torch import Generator, Tensor
    from torch.nn import Module

logger = logging.getLogger(__name__)

WARM_UP = 0.05
"""Part of the run in which the learning rate rises."""
LEAST = 0.01
"""Where the learning rate ends, as a part of its highest."""
LONGEST_GRADIENT = 1.0

Learn = Callable[[NDArray[np.int64], "Generator", Callable[["Tensor"], None]], float]
"""Show rows, hand parts of the loss to the last argument (which goes backward), say the loss."""
Record = dict[str, Any]
Look = Callable[[], tuple[float, Record]]


@dataclass
class Stage:
    """One stage of tuning.

    Attributes
    ----------
    name : str
        Also that of its file of state.
    identity : str
        What decides the result; a state of another identity is refused.
    learning : Module
        Holds everything that moves, and what must be saved to go on.
    groups : list of dict
        Parameters and learning rates, as an optimiser takes them.
    clipped : list of Tensor
        Weights whose gradients are cut to a common length.
    rows, batch : int
        Pictures, or captions, and how many a step shows.
    learn : callable
        A step.
    look : callable
        What weights are chosen by, the more the better, and what else is worth noting.
    """

    name: str
    identity: str
    learning: "Module"
    groups: list[dict[str, Any]]
    clipped: "list[Tensor]"
    rows: int
    batch: int
    epochs: int
    learn: Learn
    look: Look
    dtype: "torch.dtype | None" = None
    records: list[Record] = field(default_factory=list)

    @property
    def steps_of_epoch(self) -> int:
        """How many steps an epoch has; what is left over waits for the next one's order."""
        return max(1, self.rows // self.batch)


@dataclass(frozen=True)
class _Run:
    """A stage in motion: what goes with it from step to step."""

    stage: Stage
    settings: Tuning
    path: Path
    device: str
    optimizer: Any
    scaler: Any


@dataclass
class _Standing:
    """Where a run is."""

    step: int = 0
    best: float = float("-inf")
    waited: int = 0
    ended: bool = False
    weights: "dict[str, Tensor]" = field(default_factory=dict)


def run(
    stage: Stage, settings: Tuning, folder: Path, device: str, progress: Progress = no_progress
) -> float:
    """Run a stage from wherever its state is, and leave it with its best weights.

    Returns
    -------
    float
        The best score; that before the first step takes part.

    Raises
    ------
    KeyboardInterrupt
        The run was interrupted, and its state is that after the last whole step.
    """
    running = _begun(stage, settings, folder, device)
    standing = _restored(running)
    clock = time.monotonic()
    if not standing.weights:
        _look(running, standing, None)
    with held_back() as interrupted:
        _learn(running, standing, progress, interrupted)
    logger.info("%s: %.0f s", stage.name, time.monotonic() - clock)
    stage.learning.load_state_dict(standing.weights)
    return standing.best


def _learn(
    running: _Run, standing: _Standing, progress: Progress, interrupted: Callable[[], bool]
) -> None:
    """Step and look until the end, keeping the state."""
    stage, saved = running.stage, time.monotonic()
    total = stage.epochs * stage.steps_of_epoch
    while standing.step < total and not standing.ended:
        loss = _step(running, standing.step, standing.step / total)
        standing.step += 1
        progress(_told(stage), standing.step, total)
        due = standing.step % stage.steps_of_epoch == 0
        if due:
            _look(running, standing, loss)
        waited = time.monotonic() - saved >= running.settings.save_every_seconds
        if due or waited or interrupted():
            saved = time.monotonic()
            _save(running, standing)
        if interrupted():
            raise KeyboardInterrupt


def _told(stage: Stage) -> str:
    """Name the stage with what its last look saw."""
    last = stage.records[-1]
    loss = "" if last["loss"] is None else f"loss {last['loss']:.2f}, "
    return f"{stage.name} ({loss}score {last['score']:.3f})"


def _begun(stage: Stage, settings: Tuning, folder: Path, device: str) -> _Run:
    import torch

    optimizer = torch.optim.AdamW(stage.groups, betas=(0.9, 0.999))
    for group in optimizer.param_groups:
        group["highest"] = group["lr"]
    scaler = torch.amp.GradScaler(kind_of(device), enabled=stage.dtype == torch.float16)
    path = folder / f"{stage.name.replace(' ', '-')}.state.pt"
    return _Run(stage, settings, path, device, optimizer, scaler)


def _rate(done: float) -> float:
    """Rise in a straight line, then follow half a cosine down."""
    rise = min(1.0, (done + 1e-3) / WARM_UP)
    return rise * (LEAST + (1 - LEAST) * (1 + math.cos(math.pi * done)) / 2)


def _step(running: _Run, step: int, done: float) -> float:
    import torch

    optimizer, scaler = running.optimizer, running.scaler
    for group in optimizer.param_groups:
        group["lr"] = group["highest"] * _rate(done)
    seed = running.settings.seed * 1_000_003 + step
    generator = torch.Generator().manual_seed(seed)
    rows = _rows(running.stage, running.settings.seed, step)

    def backward(loss: "Tensor") -> None:
        scaler.scale(loss).backward()

    with torch.random.fork_rng(devices=_devices(running.device)):
        torch.manual_seed(seed)  # dropout in the towers, where there is any
        loss = running.stage.learn(rows, generator, backward)
    scaler.unscale_(optimizer)
    torch.nn.utils.clip_grad_norm_(running.stage.clipped, LONGEST_GRADIENT)
    scaler.step(optimizer)
    scaler.update()
    optimizer.zero_grad(set_to_none=True)
    return loss


def _devices(device: str) -> list[int]:
    import torch

    return [torch.cuda.current_device()] if device.startswith("cuda") else []


def _rows(stage: Stage, seed: int, step: int) -> NDArray[np.int64]:
    """Give a step its rows: every epoch deals all of them in an order of its own."""
    epoch, place = divmod(step, stage.steps_of_epoch)
    order = np.random.default_rng([seed, epoch]).permutation(stage.rows)
    return np.sort(order[place * stage.batch : (place + 1) * stage.batch])


def parts(count: int, pieces: int) -> Iterator[slice]:
    """Cut a batch into parts that differ by one at most."""
    edges = np.linspace(0, count, min(pieces, count) + 1).astype(int).tolist()
    yield from (slice(*pair) for pair in pairwise(edges))


def _look(running: _Run, standing: _Standing, loss: float | None) -> None:
    """Score the weights, and keep them if they are the best so far."""
    stage = running.stage
    score, seen = stage.look()
    record = {"stage": stage.name, "step": standing.step, "loss": loss, "score": score, **seen}
    stage.records.append(record)
    logger.info("looked: %s", record)
    standing.waited += 1
    if score > standing.best or not standing.weights:
        standing.best, standing.waited = score, 0
        standing.weights = {
            name: weight.detach().clone() for name, weight in stage.learning.state_dict().items()
        }
    standing.ended = standing.waited >= running.settings.patience


def _save(running: _Run, standing: _Standing) -> None:
    import torch

    running.path.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "identity": running.stage.identity,
        "standing": vars(standing),
        "learning": running.stage.learning.state_dict(),
        "optimizer": running.optimizer.state_dict(),
        "scaler": running.scaler.state_dict(),
        "records": running.stage.records,
    }
    beside = running.path.with_suffix(".part")
    torch.save(state, beside)
    beside.replace(running.path)


def _restored(running: _Run) -> _Standing:
    """Go on from the saved state, where there is one."""
    import torch

    path, stage = running.path, running.stage
    if not path.is_file():
        return _Standing()
    state = torch.load(path, weights_only=True, map_location=running.device)
    if state["identity"] != stage.identity:
        raise TrainingError(
            f"{path} belongs to a run with other settings or pictures; "
            "name another folder with --work, or remove it"
        )
    stage.learning.load_state_dict(state["learning"])
    running.optimizer.load_state_dict(state["optimizer"])
    running.scaler.load_state_dict(state["scaler"])
    stage.records[:] = state["records"]
    return _Standing(**state["standing"])
