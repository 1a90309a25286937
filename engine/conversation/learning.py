"""How a search learns from labels: what people who study the method can choose.

The choice belongs to the conversation, so undo takes it back and a saved search keeps it.
"""

from enum import StrEnum

from pydantic import Field

from engine.types import Value

LEAST_BACKGROUND, MOST_BACKGROUND = 50, 10_000
MOST_DISLIKES = 30


class Classifier(StrEnum):
    """Who decides what matches once there are labels.

    `OURS` is the forest with its directions; `BRANCHES` the decision branches of the published
    system, `ENSEMBLE` 25 of them that vote, and `SCAN` a plain random forest that looks at every
    picture.
    """

    OURS = "ours"
    BRANCHES = "branches"
    ENSEMBLE = "ensemble"
    SCAN = "scan"


class Learning(Value):
    """The choice: who decides, and what they learn from.

    `background` pictures at most are drawn from the catalogue and taken for unwanted; None is as
    many as the classifier usually takes. A dislike counts `dislikes` times.
    """

    classifier: Classifier = Classifier.OURS
    background: int | None = Field(default=None, ge=LEAST_BACKGROUND, le=MOST_BACKGROUND)
    dislikes: int = Field(default=1, ge=1, le=MOST_DISLIKES)
