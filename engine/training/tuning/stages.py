"""The stages that methods are made of: what moves, what is cached, how each is looked at."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.training.tuning.adapter import adapter_step, fold, picture_end, text_end, turned_by
from engine.training.tuning.keeping import (
    BY_PICTURES,
    Course,
    identity_of,
    pictures_kept,
    texts_kept,
)
from engine.training.tuning.material import Material
from engine.training.tuning.pictures import picture_step, plain_vectors, proxies_of
from engine.training.tuning.running import Look, Record, Stage, run
from engine.training.tuning.scores import Score
from engine.training.tuning.trainee import (
    Trainee,
    checkpointed,
    free_pictures,
    free_texts,
    learn_again,
    precision_of,
)
from engine.training.tuning.words import captioned, word_step

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module, Parameter


def _bank(trainee: Trainee, course: Course) -> "Tensor | None":
    """Embed all captions, once: the text tower does not move while pictures learn."""
    import torch

    if not course.material.captioned:
        return None
    vectors = texts_kept(trainee, course.material.texts, course.work)
    return torch.from_numpy(vectors).to(trainee.device)


def _untuned(trainee: Trainee, course: Course) -> NDArray[np.float32]:
    """Embed the pictures as they are before anything has moved, once for all methods."""
    dtype = precision_of(course.settings.precision, trainee.device)
    shown = course.material.pictures
    return pictures_kept(trainee, course, str(dtype), lambda: plain_vectors(trainee, shown, dtype))


def label_stage(trainee: Trainee, course: Course, before: Score) -> list[Record]:
    """Tune the picture tower by labels alone; picture search decides which weights are kept."""
    del before
    labelled = course.referee.material.without_captions()
    pictures = replace(course.referee, material=labelled)

    def look() -> tuple[float, Record]:
        trainee.model.visual.eval()
        score = pictures.score(trainee.encoder)
        learn_again(trainee.model.visual)
        return score.precision, score.model_dump(mode="json")

    return _tower_learns(trainee, course, "labels", None, look)


def caption_stage(trainee: Trainee, course: Course, before: Score) -> list[Record]:
    """Tune the picture tower by labels and captions; the joint score decides, or does later."""

    def look() -> tuple[float, Record]:
        trainee.model.visual.eval()
        score = course.referee.score(trainee.encoder)
        learn_again(trainee.model.visual)
        return _weighed_for_now(score, before, course)

    name = _named("captions", course)
    return _tower_learns(trainee, course, name, _bank(trainee, course), look)


def _weighed(score: Score, before: Score, course: Course) -> tuple[float, Record]:
    return score.joint(before, course.settings.tolerance), score.model_dump(mode="json")


def _weighed_for_now(score: Score, before: Score, course: Course) -> tuple[float, Record]:
    if course.settings.balances_later:
        return score.precision, score.model_dump(mode="json")
    return _weighed(score, before, course)


def _named(name: str, course: Course) -> str:
    return f"{name}{BY_PICTURES}" if course.settings.balances_later else name


def _tower_learns(
    trainee: Trainee,
    course: Course,
    name: str,
    captions: "Tensor | None",
    look: Look,
) -> list[Record]:
    from torch.nn import ModuleDict

    how, material = course.settings.pictures, course.material
    proxies = _proxies(trainee, _untuned(trainee, course), material)
    weights = free_pictures(trainee.model, how.groups)
    dtype = precision_of(course.settings.precision, trainee.device)
    stage = Stage(
        name=name,
        identity=identity_of(trainee, course, name),
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
    return _finished(stage, trainee, course)


def word_stage(
    trainee: Trainee, course: Course, before: Score, after: str | None = None
) -> list[Record]:
    """Align the text tower with the pictures as they are now; the joint score decides.

    `after` names the stage that moved the picture tower before it, if one did.
    """
    import torch

    name = f"words after {after}" if after else "words"
    how, material, referee = course.settings.words, course.captioned, course.referee
    dtype = precision_of(course.settings.precision, trainee.device)
    shown = plain_vectors(trainee, material.pictures, dtype)
    pictures = torch.from_numpy(shown).to(trainee.device)
    found = referee.vectors(trainee.encoder)
    tokens = trainee.encoder.tokenizer(list(material.texts))
    weights = free_texts(trainee.model, how.layers)

    def look() -> tuple[float, Record]:
        trainee.model.eval()
        score = referee.score(trainee.encoder, found)
        learn_again(trainee.model)
        trainee.model.visual.eval()
        return _weighed(score, before, course)

    stage = Stage(
        name=name,
        identity=identity_of(trainee, course, name),
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
    return _finished(stage, trainee, course)


def adapter_stage(trainee: Trainee, course: Course, before: Score) -> list[Record]:
    """Learn one matrix on cached vectors, and fold it into the tower's end."""
    import torch

    name = _named("adapter", course)
    how, material = course.settings.adapter, course.material
    cached = _untuned(trainee, course)
    vectors = torch.from_numpy(cached).to(trainee.device)
    captions = _bank(trainee, course) if how.caption_share else None
    matrix = torch.nn.Parameter(torch.eye(vectors.shape[1], device=trainee.device))
    proxies = _proxies(trainee, cached, material)
    stage = Stage(
        name=name,
        identity=identity_of(trainee, course, name),
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
        look=_adapter_look(trainee, course, matrix, before),
    )
    records = _finished(stage, trainee, course)
    fold(picture_end(trainee.model), matrix.detach())
    if how.both_sides:
        fold(text_end(trainee.model), matrix.detach())
    return records


def _adapter_look(trainee: Trainee, course: Course, matrix: "Parameter", before: Score) -> Look:
    """Judge the matrix on held-out vectors, which are embedded once."""
    found, texts = course.referee.vectors(trainee.encoder), course.referee.texts(trainee.encoder)
    both = course.settings.adapter.both_sides

    def look() -> tuple[float, Record]:
        turned = turned_by(matrix, texts) if both else texts
        score = course.referee.compare(turned_by(matrix, found), turned)
        return _weighed_for_now(score, before, course)

    return look


def _finished(stage: Stage, trainee: Trainee, course: Course) -> list[Record]:
    settings = course.settings
    if settings.checkpointing:
        checkpointed(trainee.model, enable=True)
    run(stage, settings, course.work, trainee.device, course.progress)
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
