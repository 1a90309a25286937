"""What a run is given, and what it keeps on disk: vectors made once, and what tells runs apart."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.training.tuning.material import Material
from engine.training.tuning.scores import Referee
from engine.training.tuning.settings import Tuning
from engine.training.tuning.trainee import Trainee
from engine.types import Progress, no_progress

PICTURES_HASHED = 64
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
        digest.update(repr((material.labels, material.texts)).encode())
        digest.update(material.belonging.ids.tobytes())
        digest.update(material.drawn_from.ids.tobytes())
        digest.update(sample(material).tobytes())
    return digest.hexdigest()


def sample(material: Material) -> NDArray[np.uint8]:
    """Take some of the pictures, evenly: enough to tell other pictures from the same ones."""
    return material.pictures[:: max(1, len(material.labels) // PICTURES_HASHED)]


def hashed(trainee: Trainee, content: bytes) -> str:
    """Name what depends on a model and on some content."""
    return hashlib.sha256(trainee.encoder.identity.encode() + content).hexdigest()


def kept(
    course: Course, name: str, key: str, make: Callable[[], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Take vectors from the work folder, or make them and leave them there."""
    path = course.work / f"{name}-{key[:16]}.npy"
    if path.is_file():
        found: NDArray[np.float32] = np.load(path, allow_pickle=False)
        return found
    vectors = make()
    course.work.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial.npy")
    np.save(partial, vectors)
    partial.replace(path)
    return vectors
