"""The stages that methods are made of: what moves, what is cached, how each is looked at."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.training.tuning.adapter import adapter_step, fold, picture_end, text_end, turned_by
from engine.training.tuning.material import Material
from engine.training.tuning.pictures import picture_step, plain_vectors, proxies_of
from engine.training.tuning.running import Look, Record, Stage, run
from engine.training.tuning.scores import Referee, Score
from engine.training.tuning.settings import Tuning
from engine.training.tuning.trainee import (
    Trainee,
    checkpointed,
    free_pictures,
    free_texts,
    learn_again,
    precision_of,
)
from engine.training.tuning.words import captioned, word_step
from engine.types import Progress, no_progress

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module, Parameter

PICTURES_HASHED = 64
_NEVER = {"save_every_seconds", "shares"}
APART = {
    "labels": _NEVER | {"words", "adapter", "tolerance"},
    "captions": _NEVER | {"words", "adapter"},
    "words": _NEVER | {"adapter"},
    "adapter": _NEVER | {"pictures", "words"},
}
"""Settings that a stage's result does not depend on, so that its state serves other runs too."""


@dataclass(frozen=True)
class Lesson:
    """Everything that a run is given beside its model.

    Attributes
    ----------
    material : Material
        To learn from.
    referee : Referee
        To choose by.
    settings : Tuning
    work : Path
        Where states go.
    """

    material: Material
    referee: Referee
    settings: Tuning
    work: Path
    progress: Progress = no_progress


def _identity(trainee: Trainee, lesson: Lesson, name: str) -> str:
    """Name everything that decides a stage's result."""
    digest = hashlib.sha256(trainee.encoder.identity.encode())
    settings = lesson.settings.model_dump_json(exclude=APART[name])
    digest.update(f"{name}|{settings}|{trainee.device}".encode())
    for material in (lesson.material, lesson.referee.material):
        digest.update(repr((material.labels, material.texts)).encode())
        digest.update(material.belonging.ids.tobytes())
        digest.update(_sample(material).tobytes())
    return digest.hexdigest()


def _sample(material: Material) -> NDArray[np.uint8]:
    """Take some of the pictures, evenly: enough to tell other pictures from the same ones."""
    return material.pictures[:: max(1, len(material.labels) // PICTURES_HASHED)]


def _bank(trainee: Trainee, lesson: Lesson) -> "Tensor | None":
    """Embed all captions, once: the text tower does not move while pictures learn."""
    import torch

    if not lesson.material.captioned:
        return None
    path = lesson.work / f"bank-{_text_identity(trainee, lesson)[:16]}.npy"
    if path.is_file():
        return torch.from_numpy(np.load(path, allow_pickle=False)).to(trainee.device)
    vectors = trainee.encoder.texts(lesson.material.texts)
    lesson.work.mkdir(parents=True, exist_ok=True)
    np.save(path, vectors)
    return torch.from_numpy(vectors).to(trainee.device)


def _text_identity(trainee: Trainee, lesson: Lesson) -> str:
    digest = hashlib.sha256(trainee.encoder.identity.encode())
    digest.update("\n".join(lesson.material.texts).encode())
    return digest.hexdigest()


def label_stage(trainee: Trainee, lesson: Lesson, before: Score) -> list[Record]:
    """Tune the picture tower by labels alone; picture search decides which weights are kept."""
    del before
    labelled = lesson.referee.material.without_captions()
    pictures = replace(lesson.referee, material=labelled)

    def look() -> tuple[float, Record]:
        trainee.model.visual.eval()
        score = pictures.score(trainee.encoder)
        learn_again(trainee.model.visual)
        return score.precision, score.model_dump(mode="json")

    return _tower_learns(trainee, lesson, "labels", None, look)


def caption_stage(trainee: Trainee, lesson: Lesson, before: Score) -> list[Record]:
    """Tune the picture tower by labels and captions; the joint score decides."""

    def look() -> tuple[float, Record]:
        trainee.model.visual.eval()
        score = lesson.referee.score(trainee.encoder)
        learn_again(trainee.model.visual)
        return _weighed(score, before, lesson)

    return _tower_learns(trainee, lesson, "captions", _bank(trainee, lesson), look)


def _weighed(score: Score, before: Score, lesson: Lesson) -> tuple[float, Record]:
    return score.joint(before, lesson.settings.tolerance), score.model_dump(mode="json")


def _tower_learns(
    trainee: Trainee,
    lesson: Lesson,
    name: str,
    captions: "Tensor | None",
    look: Look,
) -> list[Record]:
    from torch.nn import ModuleDict

    how, material = lesson.settings.pictures, lesson.material
    proxies = _proxies(trainee, plain_vectors(trainee, material.pictures), material)
    weights = free_pictures(trainee.model, how.groups)
    if lesson.settings.checkpointing:
        checkpointed(trainee.model, enable=True)
    dtype = precision_of(lesson.settings.precision, trainee.device)
    stage = Stage(
        name=name,
        identity=_identity(trainee, lesson, name),
        learning=ModuleDict({"tower": trainee.model.visual, "proxies": _held(proxies=proxies)}),
        groups=[
            {"params": weights, "lr": how.learning_rate, "weight_decay": how.weight_decay},
            _fast(proxies, how.learning_rate * how.proxy_times),
        ],
        clipped=weights,
        rows=len(material.labels),
        batch=how.batch,
        epochs=how.epochs,
        learn=picture_step(trainee, proxies, material, captions, how, dtype),
        look=look,
        dtype=dtype,
    )
    return _finished(stage, trainee, lesson)


def word_stage(trainee: Trainee, lesson: Lesson, before: Score) -> list[Record]:
    """Align the text tower with the pictures as they are now; the joint score decides."""
    import torch

    how, material, referee = lesson.settings.words, lesson.material, lesson.referee
    pictures = torch.from_numpy(plain_vectors(trainee, material.pictures)).to(trainee.device)
    found = referee.vectors(trainee.encoder)
    tokens = trainee.encoder.tokenizer(list(material.texts))
    weights = free_texts(trainee.model, how.layers)
    dtype = precision_of(lesson.settings.precision, trainee.device)

    def look() -> tuple[float, Record]:
        trainee.model.eval()
        score = referee.score(trainee.encoder, found)
        learn_again(trainee.model)
        trainee.model.visual.eval()
        return _weighed(score, before, lesson)

    stage = Stage(
        name="words",
        identity=_identity(trainee, lesson, "words"),
        learning=_text_tower(trainee.model),
        groups=[{"params": weights, "lr": how.learning_rate, "weight_decay": how.weight_decay}],
        clipped=weights,
        rows=len(captioned(material)),
        batch=how.batch,
        epochs=how.epochs,
        learn=word_step(trainee, pictures, material, tokens, how, dtype),
        look=look,
        dtype=dtype,
    )
    return _finished(stage, trainee, lesson)


def adapter_stage(trainee: Trainee, lesson: Lesson, before: Score) -> list[Record]:
    """Learn one matrix on cached vectors, and fold it into the tower's end."""
    import torch

    how, material = lesson.settings.adapter, lesson.material
    cached = plain_vectors(trainee, material.pictures)
    vectors = torch.from_numpy(cached).to(trainee.device)
    captions = _bank(trainee, lesson) if how.caption_share else None
    matrix = torch.nn.Parameter(torch.eye(vectors.shape[1], device=trainee.device))
    proxies = _proxies(trainee, cached, material)
    stage = Stage(
        name="adapter",
        identity=_identity(trainee, lesson, "adapter"),
        learning=_held(matrix=matrix, proxies=proxies),
        groups=[
            _fast(matrix, how.learning_rate),
            _fast(proxies, how.learning_rate * how.proxy_times),
        ],
        clipped=[matrix],
        rows=len(material.labels),
        batch=how.batch,
        epochs=how.epochs,
        learn=adapter_step(matrix, proxies, vectors, material, captions, how),
        look=_adapter_look(trainee, lesson, matrix, before),
    )
    records = _finished(stage, trainee, lesson)
    fold(picture_end(trainee.model), matrix.detach())
    if how.both_sides:
        fold(text_end(trainee.model), matrix.detach())
    return records


def _adapter_look(trainee: Trainee, lesson: Lesson, matrix: "Parameter", before: Score) -> Look:
    """Judge the matrix on held-out vectors, which are embedded once."""
    found, texts = lesson.referee.vectors(trainee.encoder), lesson.referee.texts(trainee.encoder)
    both = lesson.settings.adapter.both_sides

    def look() -> tuple[float, Record]:
        turned = turned_by(matrix, texts) if both else texts
        score = lesson.referee.compare(turned_by(matrix, found), turned)
        return _weighed(score, before, lesson)

    return look


def _finished(stage: Stage, trainee: Trainee, lesson: Lesson) -> list[Record]:
    settings = lesson.settings
    run(stage, settings, lesson.work, trainee.device, lesson.progress)
    checkpointed(trainee.model, enable=False)
    return stage.records


def _proxies(trainee: Trainee, vectors: NDArray[np.float32], material: Material) -> "Parameter":
    from torch.nn import Parameter

    return Parameter(proxies_of(vectors, material.numbers).to(trainee.device))


def _held(**weights: "Parameter") -> "Module":
    from torch.nn import ParameterDict

    return ParameterDict(weights)


def _fast(weight: "Parameter", rate: float) -> dict[str, Any]:
    return {"params": [weight], "lr": rate, "weight_decay": 0.0}


def _text_tower(model: Any) -> "Module":  # noqa: ANN401
    """Gather what is not the picture tower, under names that do not change."""
    from torch.nn import Module

    tower = Module()
    for name, part in model.named_children():
        if name != "visual":
            tower.add_module(name, part)
    for name, weight in model.named_parameters(recurse=False):
        tower.register_parameter(name, weight)
    return tower
