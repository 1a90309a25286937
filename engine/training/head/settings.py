"""Every number of training a compact head."""

from pydantic import Field

from engine.types import Value


class HeadTuning(Value):
    """How a compact head learns.

    Attributes
    ----------
    dimensions : int
        Bytes that a picture's code has.
    hidden : tuple of int
        Widths of the layers between; none makes a linear head.
    epochs, batch : int
    learning_rate : float
        At first; it ends at nothing.
    temperature : float
        What cosines are divided by.
    spreading : float
        Weight of the loss that keeps pictures apart.
    words : float
        Weight of pictures and their captions beside that of labels.
    shared : bool
        Captions go through the pictures' own head and not through one of theirs. The captions'
        head is for training alone: words are looked for among full vectors.
    held_out : float
        Share of the classes that is never learned from and tells which epoch is kept.
    """

    dimensions: int = Field(default=32, ge=1)
    hidden: tuple[int, ...] = ()
    epochs: int = Field(default=10, ge=0)
    batch: int = Field(default=1024, ge=2)
    learning_rate: float = Field(default=1e-3, gt=0)
    temperature: float = Field(default=0.1, gt=0)
    spreading: float = Field(default=1.0, ge=0)
    words: float = Field(default=0.5, ge=0)
    shared: bool = False
    held_out: float = Field(default=0.25, gt=0, lt=1)
    seed: int = Field(default=0, ge=0)
