"""How the bundled model is trained: every number of it, in one frozen value."""

from pydantic import Field

from engine.training.augment import DRAWN, PHOTO, Augmentation
from engine.training.towers import Towers
from engine.types import Value


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
    photos: int = Field(default=104, ge=0)
    drawings: int = Field(default=40, ge=0)
    learning_rate: float = Field(default=2e-3, gt=0)
    weight_decay: float = Field(default=0.05, ge=0)
    warm_up_steps: int = Field(default=200, ge=1)
    sizes: tuple[tuple[float, int], ...] = ((0.0, 64), (0.37, 96), (0.92, 128))
    mixed: float = Field(default=0.5, ge=0, le=1)
    smoothing: float = Field(default=0.1, ge=0, lt=1)
    teacher: float = Field(default=2.0, ge=0)
    matched: float = Field(default=0.8, ge=0)
    spoken: float = Field(default=0.3, ge=0)
    attributes: float = Field(default=0.3, ge=0)
    keep: float = Field(default=0.998, gt=0, lt=1)
    photo_views: Augmentation = PHOTO
    drawn_views: Augmentation = DRAWN
    save_every_seconds: float = Field(default=120, gt=0)
