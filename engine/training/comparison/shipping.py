"""What a model that is to be used learns: every class there is, judged by pictures of its own."""

from pathlib import Path

from engine.training.comparison.dealing import shown_drawings, shown_photos, to_judge, to_learn
from engine.training.comparison.sources import ASK_CAPTIONS, Sources, pairs_of, sized
from engine.training.comparison.trials import MIXED
from engine.training.making import Drawn, drawings
from engine.training.photos import GROCERIES, read_photos
from engine.training.tuning.keeping import Course
from engine.training.tuning.settings import Tuning
from engine.types import Progress, no_progress

TO_CHOOSE = Drawn(count=600, seed=4004)
"""Drawings that weights are chosen by where every class is learned."""


def final_course(
    photos: Path | None,
    sources: Sources,
    settings: Tuning,
    side: int,
    work: Path,
    progress: Progress = no_progress,
) -> Course:
    """Learn all classes, for a model that is to be used.

    Weights are chosen by new drawings and the groceries' validation photos: pictures that nothing
    has seen, of classes that are learned, and so is the share of the tuned weights in the result.
    The test splits are left alone.
    """
    pictures, records = drawings("chosen", TO_CHOOSE, work, progress)
    choose = [shown_drawings(sized(pictures, side), records, ASK_CAPTIONS[1], 3)]
    if photos is not None:
        taken = read_photos(photos, GROCERIES, "val", side, teacher=False)
        choose.append(shown_photos(photos, GROCERIES, taken, ASK_CAPTIONS[0], 3))
    labels = {label for part in (*sources.learn, *choose) for label in part.labels if label}
    return Course(
        to_learn(sources.learn, dict.fromkeys(labels, 0)),
        to_judge(choose, dict.fromkeys(labels, 2), 2),
        settings.model_copy(update={"shares": MIXED}),
        work / "final",
        progress,
        pairs_of(sources),
    )
