"""The truth about one picture: what is on it, decided before it is drawn.

`choose` draws a sensible combination; `draw` then shows it, and `sentence`
says it. Relevance in the demo is decided by these attributes.
"""

import numpy as np
from pydantic import BaseModel, ConfigDict

from engine.training.drawing.vocabulary import (
    KINDS,
    SETTINGS,
    STYLES,
    TABLE,
    TIMES,
    WEATHERS,
    weathers_for,
)

LANDSCAPES = 5  # pure landscapes occur as often as this many subjects


class Attributes(BaseModel):
    """What a picture shows.

    `subject` is None for a landscape; `colour` is None where the subject has only one usual
    colour; `count` is 0 without a subject.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str | None
    colour: str | None
    count: int
    setting: str
    time: str
    weather: str
    style: str


def _weighted(rng: np.random.Generator, weights: dict[str, float]) -> str:
    shares = np.array(list(weights.values()))
    return str(list(weights)[int(rng.choice(len(shares), p=shares / shares.sum()))])


def _one(rng: np.random.Generator, words: tuple[str, ...]) -> str:
    return words[int(rng.integers(len(words)))]


def choose(rng: np.random.Generator) -> Attributes:
    """Draw attributes that go together; every subject is about equally likely."""
    subjects = tuple(KINDS)
    at = int(rng.integers(len(subjects) + LANDSCAPES))
    subject = subjects[at] if at < len(subjects) else None
    colour, count = None, 0
    if subject is None:
        setting = _one(rng, tuple(name for name in SETTINGS if name != TABLE))
    else:
        kind = KINDS[subject]
        setting = _one(rng, kind.settings)
        colour = _one(rng, kind.colours) if kind.colours else None
        count = int(rng.choice([1, 2, 3], p=[0.7, 0.17, 0.13])) if kind.many else 1
    time = _weighted(rng, TIMES)
    weather = _weighted(
        rng, {name: WEATHERS[name] for name in weathers_for(subject, setting, time)}
    )
    return Attributes(
        subject=subject,
        colour=colour,
        count=count,
        setting=setting,
        time=time,
        weather=weather,
        style=_one(rng, STYLES),
    )
