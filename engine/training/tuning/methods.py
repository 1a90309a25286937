"""The methods of tuning, each from a model's name to a model that has learned.

    labels     the picture tower learns labels alone: what the text side loses without its words
    two-step   the same, then the text tower is aligned with it again
    captions   labels and captions together, the text tower standing still
    adapter    one matrix on cached vectors, folded into the weights
    words      the text tower alone is aligned with the pictures as they are; their vectors stay

Captions and the adapter can be followed by the second of the two steps too (`Tuning.realign`).
Every stage keeps the weights that did best on held-out classes. While the picture tower learns and
words are aligned or weights mixed only later, its text side cannot be right yet, and picture search
decides; all else goes by the joint score.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from engine.errors import TrainingError
from engine.training.tuning.adapter import picture_end, text_end
from engine.training.tuning.keeping import Course
from engine.training.tuning.running import Record
from engine.training.tuning.scores import Score
from engine.training.tuning.settings import Tuning
from engine.training.tuning.stages import (
    adapter_stage,
    caption_stage,
    label_stage,
    word_stage,
)
from engine.training.tuning.trainee import Trainee, checkpointed, hold
from engine.types import Value

if TYPE_CHECKING:
    from torch import Tensor

Method = Literal["labels", "two-step", "captions", "adapter", "words"]
METHODS: tuple[Method, ...] = ("labels", "two-step", "captions", "adapter", "words")


class Outcome(Value):
    """What a run did.

    Attributes
    ----------
    before, after : Score
        On the held-out classes.
    share : float
        Of the tuned weights in the result; the rest are the old ones, all where nothing was better.
    records : tuple of dict
        One for every look at the held-out classes.
    """

    method: Method
    model: str
    settings: Tuning
    before: Score
    after: Score
    share: float = 1.0
    records: tuple[Record, ...] = ()


Run = Callable[[Trainee, Course, Score], list[Record]]
_STAGES: Mapping[Method, tuple[Run, ...]] = {
    "labels": (label_stage,),
    "two-step": (label_stage, partial(word_stage, after="labels")),
    "captions": (caption_stage,),
    "adapter": (adapter_stage,),
    "words": (word_stage,),
}
CAN_REALIGN: tuple[Method, ...] = ("captions", "adapter")
"""Methods that leave the text tower where it was, and may move it afterwards."""


def tune(method: Method, trainee: Trainee, course: Course) -> Outcome:
    """Tune a model.

    Parameters
    ----------
    method : str
    trainee : Trainee
        Changed in place, to be saved afterwards.
    course : Course

    Raises
    ------
    TrainingError
        The material, the settings or the model cannot be used.
    """
    _refuse(method, trainee, course)
    hold(trainee.model)
    before, old = course.referee.score(trainee.encoder), trainee.weights()
    _deterministic(trainee.device)
    records: list[Record] = []
    for stage in _stages(method, course.settings):
        records += stage(trainee, course, before)
        hold(trainee.model)
    kept = () if method == "labels" else (0.0,)
    share = _mix(trainee, course, old, before, (*kept, *course.settings.shares))
    return Outcome(
        method=method,
        model=trainee.encoder.name,
        settings=course.settings,
        before=before,
        after=course.referee.score(trainee.encoder),
        share=share,
        records=tuple(records),
    )


def _stages(method: Method, settings: Tuning) -> tuple[Run, ...]:
    stages = _STAGES[method]
    if settings.realign and method in CAN_REALIGN:
        return (*stages, partial(word_stage, after=method))
    return stages


def _refuse_unable(trainee: Trainee) -> None:
    """Find out whether the picture tower can compute activations twice."""
    able = checkpointed(trainee.model, enable=True)
    checkpointed(trainee.model, enable=False)
    if not able:
        raise TrainingError(
            f"{trainee.encoder.name} cannot compute its pictures' activations twice: leave out "
            "--checkpointing, and show a batch in more parts with --accumulate N instead"
        )


def _refuse(method: Method, trainee: Trainee, course: Course) -> None:
    """Find what this method cannot work with, before it starts."""
    if course.settings.checkpointing and method not in ("adapter", "words"):
        _refuse_unable(trainee)
    if method != "words" and len(course.material.classes) < 2:
        raise TrainingError("one class alone teaches nothing; give pictures of at least two")
    refuse_captions(
        method,
        course.settings,
        learned=course.material.captioned,
        aligned=course.captioned.captioned,
        judged=bool(course.referee.wanted),
    )
    if method == "adapter":
        picture_end(trainee.model)
        if course.settings.adapter.both_sides:
            text_end(trainee.model)


def refuse_captions(
    method: Method, settings: Tuning, *, learned: bool, aligned: bool, judged: bool
) -> None:
    """Find out whether captions are missing that this method cannot do without.

    Parameters
    ----------
    method : str
    settings : Tuning
    learned, aligned, judged : bool
        Whether there are captions of what is learned, of what the text tower would be aligned
        with, and of held-out pictures.

    Raises
    ------
    TrainingError
        They are.
    """
    aligns = _aligns(method, settings)
    if method == "captions" and not learned:
        raise TrainingError(
            "captions needs captions: add a caption column, or a bank of them with --captions; "
            "adapter works with labels alone"
        )
    if aligns and not aligned:
        raise TrainingError(
            f"{method} needs captions to align the text tower with: add a caption column, "
            "a bank of them with --captions, or other pictures that have some with --pairs"
        )
    if method != "labels" and (learned or aligns) and not judged:
        raise TrainingError(
            f"no held-out picture has a caption, so nothing would tell what {method} does to "
            "search by words: caption the split val, or pictures of all classes where there is "
            "none, or give a bank of captions with --captions"
        )


def _aligns(method: Method, settings: Tuning) -> bool:
    return method in ("two-step", "words") or (settings.realign and method in CAN_REALIGN)


def _deterministic(device: str) -> None:
    """Ask the GPU for the same sums every time; on the processor they are the same already."""
    import torch

    if device.startswith("cuda"):
        torch.backends.cudnn.benchmark = False
        torch.backends.cudnn.deterministic = True


def _mix(
    trainee: Trainee,
    course: Course,
    old: "dict[str, Tensor]",
    before: Score,
    shares: Sequence[float],
) -> float:
    """Try shares of the tuned weights, and leave the best by the joint score.

    A share of nothing among them means that nothing worse than the old model is kept.
    """
    new, scores = trainee.weights(), {}
    for share in shares if len(shares) > 1 else ():
        trainee.mix(old, new, share)
        score = course.referee.score(trainee.encoder)
        scores[share] = score.joint(before, course.settings.tolerance)
    best = max(scores, key=scores.__getitem__) if scores else shares[0]
    trainee.mix(old, new, best)
    return best
