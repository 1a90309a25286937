"""Every number of a tuning run, in frozen values."""

from typing import Literal

from pydantic import Field

from engine.training.augment import Augmentation
from engine.types import Value

GENTLE = Augmentation(
    least_area=0.6, stretch=1.2, turn_degrees=5, shear=0.03, light=0.2, contrast=0.2,
    saturation=0.2, hue_degrees=5, gray=0.02, blur=0.05, erase=0.1,
)  # fmt: skip

Seeker = Literal["pictures", "captions"]
Precision = Literal["auto", "full", "bfloat16", "float16"]


class PictureTuning(Value):
    """How the picture tower learns labels, and captions with them.

    Attributes
    ----------
    epochs, batch : int
    accumulate : int
        Parts that a batch is shown in, one after the other; the step is that of the whole batch.
    learning_rate : float
        Of the tower, after the warm-up; the schedule ends at nearly nothing.
    proxy_times : float
        How much faster the class proxies learn than the tower.
    scale, margin : float
        ArcMargin's.
    caption_share : float
        Weight of the captions' loss; the labels' has the rest. Nothing where there are no captions.
    captions_at_once : int
        Captions of each picture that a step looks at.
    caption_scale : float
    seeker : str
        Who looks for whom: `pictures` for their captions, as in the published method, or
        `captions` for their pictures, among those of a part of the batch, as search by words does.
    groups : int, optional
        Last groups of layers that learn; all of them where it is not given.
    views : Augmentation
        How pictures vary from one showing to the next.
    """

    epochs: int = Field(default=8, ge=0)
    batch: int = Field(default=128, ge=2)
    accumulate: int = Field(default=1, ge=1)
    learning_rate: float = Field(default=1e-5, gt=0)
    proxy_times: float = Field(default=100, gt=0)
    weight_decay: float = Field(default=0.01, ge=0)
    scale: float = Field(default=30, gt=0)
    margin: float = Field(default=0.1, ge=0, lt=1.5)
    caption_share: float = Field(default=0.25, ge=0, lt=1)
    captions_at_once: int = Field(default=8, ge=1)
    caption_scale: float = Field(default=30, gt=0)
    seeker: Seeker = "pictures"
    groups: int | None = Field(default=None, ge=1)
    views: Augmentation = GENTLE


class WordTuning(Value):
    """How the text tower is aligned again with picture vectors that stay as they are.

    Attributes
    ----------
    layers : int, optional
        Last layers that learn, the projection with them; all of them where it is not given.
    """

    epochs: int = Field(default=8, ge=0)
    batch: int = Field(default=512, ge=2)
    accumulate: int = Field(default=1, ge=1)
    learning_rate: float = Field(default=1e-4, gt=0)
    weight_decay: float = Field(default=0.01, ge=0)
    layers: int | None = Field(default=2, ge=1)


class AdapterTuning(Value):
    """How one matrix on top of the picture tower learns.

    Attributes
    ----------
    pull : float
        How strongly the matrix is held at the identity.
    both_sides : bool
        The text tower gets the same matrix.
    """

    epochs: int = Field(default=10, ge=0)
    batch: int = Field(default=256, ge=2)
    learning_rate: float = Field(default=3e-4, gt=0)
    proxy_times: float = Field(default=10, gt=0)
    scale: float = Field(default=30, gt=0)
    margin: float = Field(default=0.1, ge=0, lt=1.5)
    caption_share: float = Field(default=0.25, ge=0, lt=1)
    captions_at_once: int = Field(default=8, ge=1)
    caption_scale: float = Field(default=30, gt=0)
    seeker: Seeker = "pictures"
    pull: float = Field(default=1e-3, ge=0)
    both_sides: bool = False


class Tuning(Value):
    """A whole run.

    Attributes
    ----------
    patience : int
        Epochs without a better score before a stage ends.
    tolerance : float
        Text recall that may be lost before it counts against picture search.
    shares : tuple of float
        Shares of the tuned weights to mix with the old ones; the best by the score is kept.
    precision : str
        `auto` is bfloat16 or float16 on a GPU and full precision elsewhere.
    realign : bool
        Align the text tower with the tuned picture tower again, where the method does not already.
    checkpointing : bool
        Compute activations twice rather than keep them; a model that cannot is refused.
    """

    seed: int = Field(default=1, ge=0)
    pictures: PictureTuning = PictureTuning()
    words: WordTuning = WordTuning()
    adapter: AdapterTuning = AdapterTuning()
    patience: int = Field(default=3, ge=1)
    tolerance: float = Field(default=0.005, ge=0)
    shares: tuple[float, ...] = Field(default=(1.0,), min_length=1)
    precision: Precision = "auto"
    realign: bool = False
    checkpointing: bool = False
    save_every_seconds: float = Field(default=120, ge=0)

    @property
    def balances_later(self) -> bool:
        """Whether words are aligned, or weights mixed, after the picture tower has learned.

        Until then its text side cannot be right, and picture search decides what is kept.
        """
        return self.realign or len(self.shares) > 1
