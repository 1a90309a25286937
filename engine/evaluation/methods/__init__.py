"""Every method of the harness, by name: ours, ours with parts off, and the baselines.

`make_method` gives one for a collection; a method keeps nothing from query to query.
"""

from engine.direction import DirectionSettings
from engine.errors import SettingsError
from engine.evaluation.collection import Collection
from engine.evaluation.methods.branches import Branches
from engine.evaluation.methods.learned import anchored, linear_svm, logistic, random_forest
from engine.evaluation.methods.method import Answer, Labels, Learn, Method, Scan
from engine.evaluation.methods.ours import ForestAlone, Morelike
from engine.evaluation.methods.pichunter import pichunter
from engine.evaluation.methods.similarity import (
    nearest_margin,
    no_feedback,
    qdrant_average,
    qdrant_best,
    rocchio,
)
from engine.forest import ForestSettings
from engine.forest.branches import ENSEMBLE, ONE_MODEL
from engine.search import SearchSettings

__all__ = [
    "ABLATIONS",
    "BASELINES",
    "DEPTHS",
    "OURS",
    "QUICK",
    "SCANS",
    "Answer",
    "Labels",
    "Method",
    "make_method",
]

OURS = "morelike"
SCANS: dict[str, Learn] = {
    "no-feedback": no_feedback,
    "rocchio": rocchio,
    "nearest-margin": nearest_margin,
    "qdrant-average": qdrant_average,
    "qdrant-best": qdrant_best,
    "svm": linear_svm,
    "logistic": logistic,
    "logistic-anchored": anchored,
    "pichunter": pichunter,
    "random-forest": random_forest,
}
BOXES = {"branches": ONE_MODEL, "branches-ensemble": ENSEMBLE}
NEVER = 1_000_000
USUAL = DirectionSettings()
UNLIKE = {"pull": 0.0}
PARTS_OFF = {
    "without-forest": SearchSettings(found=0),
    "without-teaching": SearchSettings(taught=1),
    "without-background": SearchSettings(forest=ForestSettings(background=0)),
    "without-kinds": SearchSettings(direction=DirectionSettings(kinds_at_least=NEVER)),
    # The order of directions alone, without the nearest labelled pictures.
    "without-likeness": SearchSettings(
        direction=DirectionSettings(
            alone=USUAL.alone.model_copy(update=UNLIKE),
            with_text=USUAL.with_text.model_copy(update=UNLIKE),
        )
    ),
    # A dislike weighs what a like does.
    "without-weights": SearchSettings(
        direction=DirectionSettings(liked_weight=1.0, disliked_weight=1.0, unsure_weight=1.0)
    ),
}
DEPTHS = {
    f"neighbours-{count}": SearchSettings(neighbours=count)
    for count in (25, 50, 100, 200, 400, 1000)
}
"""Ours, asking every direction for more rows or fewer: the order against what it costs."""
ABLATIONS = (*PARTS_OFF, "without-direction", "without-anchor", "without-passed")
BASELINES = (*SCANS, *BOXES)
QUICK = (OURS, *SCANS, "branches")
"""What is run when nobody says what: all but the ablations and the ensemble, which takes long."""


def make_method(name: str, collection: Collection) -> Method:
    """Make a method by its name.

    Raises
    ------
    SettingsError
        There is none of that name.
    """
    if name == OURS:
        return Morelike(collection)
    if name in SCANS:
        return Scan(collection, SCANS[name])
    if name in BOXES:
        return Branches(collection, BOXES[name])
    if name in PARTS_OFF | DEPTHS:
        return Morelike(collection, (PARTS_OFF | DEPTHS)[name])
    if name == "without-direction":
        return ForestAlone(collection)
    if name == "without-anchor":
        return Morelike(collection, anchored=False)
    if name == "without-passed":
        return Morelike(collection, minding=False)
    known = ", ".join((OURS, *BASELINES, *ABLATIONS, *DEPTHS))
    raise SettingsError(f"there is no method {name}; there are: {known}")
