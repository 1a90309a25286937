"""What a run is given, and what it keeps on disk: vectors made once, and what tells runs apart."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.training.measuring.decoding import kept
from engine.training.tuning.material import Material
from engine.training.tuning.scores import Referee
from engine.training.tuning.settings import Tuning
from engine.training.tuning.trainee import Trainee
from engine.types import Embeddings, Progress, no_progress

_CAPTIONS = {"caption_share", "captions_at_once", "caption_scale", "seeker"}
_NEVER: dict[str, Any] = {"save_every_seconds": True, "shares": True, "realign": True}
APART: dict[str, dict[str, Any]] = {
    "labels": _NEVER | {"words": True, "adapter": True, "tolerance": True, "pictures": _CAPTIONS},
    "captions": _NEVER | {"words": True, "adapter": True},
    "adapter": _NEVER | {"pictures": True, "words": True},
    "words": _NEVER | {"adapter": True, "pictures": True},
    "words after labels": _NEVER | {"adapter": True, "pictures": _CAPTIONS},
    "words after captions": _NEVER | {"adapter": True},
    "words after adapter": _NEVER | {"pictures": True},
}
"""Settings that a stage's result does not depend on, so that its state serves other runs too."""
BY_PICTURES = " by pictures"
"""Ends the name of a stage whose weights are chosen by picture search, words being looked after
later."""


@dataclass(frozen=True)
class Course:
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
    progress : Progress
    pairs : Material, optional
        Captioned pictures of any kind that the text tower is aligned with; those of `material`
        where there are none. Their labels are not looked at.
    """

    material: Material
    referee: Referee
    settings: Tuning
    work: Path
    progress: Progress = no_progress
    pairs: Material | None = None

    @property
    def captioned(self) -> Material:
        """What the text tower is aligned with."""
        return self.material if self.pairs is None else self.pairs


def identity_of(trainee: Trainee, course: Course, name: str) -> str:
    """Name everything that decides a stage's result."""
    digest = hashlib.sha256(trainee.encoder.identity.encode())
    settings = course.settings.model_dump_json(exclude=APART[name.removesuffix(BY_PICTURES)])
    digest.update(f"{name}|{settings}|{trainee.device}".encode())
    materials = [course.material, course.referee.material]
    if name.startswith("words") and course.pairs is not None:
        materials.append(course.pairs)
    for material in materials:
        digest.update(material.identity.encode())
    return digest.hexdigest()


def texts_kept(trainee: Trainee, texts: Sequence[str], work: Path) -> Embeddings:
    """Embed texts once for a model as it is, (m, d) float32; later ones find them in `work`."""
    about = "\n".join(texts)
    return _kept(trainee, work, "texts", about, lambda: trainee.encoder.texts(texts))


def pictures_kept(
    trainee: Trainee, course: Course, about: str, make: Callable[[], Embeddings]
) -> Embeddings:
    """Embed the pictures of a course once for a model as it is; `about` tells ways apart."""
    name = f"{about}|{course.material.seen}"
    return _kept(trainee, course.work, "untuned", name, make)


def _kept(
    trainee: Trainee, work: Path, name: str, about: str, make: Callable[[], Embeddings]
) -> Embeddings:
    digest = hashlib.sha256(f"{trainee.encoder.identity}|{about}".encode())
    return kept(work / f"{name}-{digest.hexdigest()[:16]}.npy", make)
