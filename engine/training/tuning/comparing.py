"""The published comparison: every method from the same model, on classes that none of them saw.

For each seed the classes are dealt out anew (`engine.training.tuning.trial`), every method learns
from the same pictures, and the figures are those of the third set of classes. Results are kept line
by line, so that a comparison that was stopped goes on where it was.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from engine.encode import Encoder
from engine.training.augment import Augmentation
from engine.training.making import HELD_OUT, Drawn, drawings
from engine.training.measuring.ranking import rank_pictures
from engine.training.photos import CALTECH, GROCERIES, Pictures, Split, read_photos
from engine.training.tuning.keeping import Course
from engine.training.tuning.material import Material
from engine.training.tuning.methods import METHODS, Method, tune
from engine.training.tuning.reading import LARGER
from engine.training.tuning.scores import Referee
from engine.training.tuning.settings import (
    AdapterTuning,
    PictureTuning,
    Precision,
    Tuning,
    WordTuning,
)
from engine.training.tuning.trainee import open_trainee
from engine.training.tuning.trial import (
    Shares,
    Shown,
    dealt,
    shown_drawings,
    shown_photos,
    to_judge,
    to_learn,
)
from engine.types import Progress, Value, no_progress

DRAWN_SEED = 3003
"""Apart from the seeds of the demo, of the untuned model's training and of what is measured."""
OTHERS_TO_CHOOSE = 600
"""Pictures beside those that ask, while the best weights are chosen: enough to be in the way."""
LEARN_CAPTIONS, ASK_CAPTIONS = (24, 6), (6, 2)
"""Captions of each class of photos and of each drawing, to learn from and to ask with."""
TO_CHOOSE = Drawn(count=600, seed=4004)
"""Drawings that weights are chosen by where every class is learned."""
SETS = (CALTECH, GROCERIES, "drawings")
Row = Method | Literal["untuned"]
UNTUNED: Literal["untuned"] = "untuned"
ROWS: tuple[Row, ...] = (UNTUNED, *METHODS)

STRONG = Augmentation(
    least_area=0.4, stretch=1.3, turn_degrees=10, shear=0.08, light=0.3, contrast=0.3,
    saturation=0.3, hue_degrees=8, gray=0.04, blur=0.1, erase=0.2,
)  # fmt: skip
"""The model knows the photos by heart already: it learns from what they could have been."""
SMALL = PictureTuning(
    epochs=3, learning_rate=2e-4, groups=2, scale=16, views=STRONG,
    caption_share=0.35,
    captions_at_once=4, caption_scale=50, seeker="captions",
)  # fmt: skip
"""A small model learns faster than a large one. It has seen all photos, and their names, before:
with the usual scale of 30 its loss would be nearly nothing from the start."""
SHORT: Precision = "bfloat16"
TRIALS: Mapping[Method, Tuning] = {
    "labels": Tuning(pictures=SMALL, precision=SHORT),
    "two-step": Tuning(
        pictures=SMALL,
        words=WordTuning(epochs=5, layers=None),
        precision=SHORT,
        shares=(0.6, 0.8, 1.0),
    ),
    "captions": Tuning(pictures=SMALL, precision=SHORT, shares=(0.6, 0.8, 1.0)),
    "adapter": Tuning(
        adapter=AdapterTuning(
            epochs=6, scale=16, caption_share=0.35, captions_at_once=4, caption_scale=50,
            seeker="captions",
        )
    ),
}  # fmt: skip


class Result(Value):
    """What one method reached with one seed, on the classes that are published.

    Attributes
    ----------
    precision : float
        Mean average precision over all queries, among all pictures.
    among_unseen : float
        The same where only pictures of those classes are there to be found.
    by_set : dict of str to float
        `precision` of each data set's queries.
    recall : tuple of float
        Text to picture, at 1, 5 and 10.
    share : float
        Of the tuned weights in the model that was measured.
    """

    method: str
    seed: int
    precision: float
    among_unseen: float
    by_set: dict[str, float]
    recall: tuple[float, ...]
    share: float = 1.0


@dataclass(frozen=True)
class Sources:
    """Everything that the comparison is made from, read once."""

    learn: tuple[Shown, ...]
    judge: tuple[Shown, ...]


def read_sources(
    photos: Path | None, work: Path, drawn: int, side: int, progress: Progress = no_progress
) -> Sources:
    """Read the photos, and draw what is missing."""
    larger = round(side * LARGER)
    pictures, records = drawings("tuned", Drawn(count=drawn, seed=DRAWN_SEED), work, progress)
    unseen, truths = drawings("heldout", HELD_OUT, work, progress)
    return Sources(
        learn=(
            *_photos(photos, "train", larger, LEARN_CAPTIONS[0], 1),
            shown_drawings(_sized(pictures, larger), records, LEARN_CAPTIONS[1], 1),
        ),
        judge=(
            *_photos(photos, "test", side, ASK_CAPTIONS[0], 2),
            shown_drawings(_sized(unseen, side), truths, ASK_CAPTIONS[1], 2),
        ),
    )


def _photos(
    folder: Path | None, split: Split, side: int, captions: int, seed: int
) -> tuple[Shown, ...]:
    if folder is None:
        return ()
    return tuple(
        shown_photos(
            folder, name, read_photos(folder, name, split, side, teacher=False), captions, seed
        )
        for name in (CALTECH, GROCERIES)
    )


def _sized(pictures: Pictures, side: int) -> Pictures:
    """Bring drawings to the side that photos have."""
    if pictures.shape[1] == side:
        return np.asarray(pictures)
    size = (side, side)
    return np.stack(
        [
            np.asarray(Image.fromarray(one).resize(size, Image.Resampling.BICUBIC))
            for one in pictures
        ]
    )


def compare(
    model: str,
    sources: Sources,
    settings: Mapping[Method, Tuning],
    seeds: Sequence[int],
    work: Path,
    progress: Progress = no_progress,
) -> tuple[Result, ...]:
    """Tune by every method with every seed, and measure; what is done already is not done again.

    Parameters
    ----------
    model : str
    sources : Sources
    settings : mapping of method to Tuning
        Their seeds are replaced.
    seeds : sequence of int
    work : Path
        Keeps states, models and `results.jsonl`.
    progress : Progress
    """
    work.mkdir(parents=True, exist_ok=True)
    path = work / "results.jsonl"
    done = _read(path)
    for seed in seeds:
        missing = [one for one in ROWS if (one, seed) not in done]
        if not missing:
            continue
        course, judge = _course(sources, seed, work / f"seed-{seed}", progress)
        for method in missing:
            result = _one(model, method, settings, course, judge, seed)
            done[method, seed] = result
            with path.open("a", encoding="utf-8") as file:
                file.write(result.model_dump_json() + "\n")
    return tuple(done[method, seed] for seed in seeds for method in ROWS)


def _read(path: Path) -> dict[tuple[str, int], Result]:
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    results = [Result.model_validate(json.loads(line)) for line in lines]
    return {(result.method, result.seed): result for result in results}


def _course(sources: Sources, seed: int, work: Path, progress: Progress) -> tuple[Course, Referee]:
    """Deal the classes out; the settings are filled in by each method."""
    out: dict[str, int] = {}
    for part in sources.learn:
        out |= dealt(part.labels, seed, Shares())
    choose = _thinned(to_judge(sources.judge, out, 1), seed)
    course = Course(to_learn(sources.learn, out), choose, Tuning(seed=seed), work, progress)
    return course, to_judge(sources.judge, out, 2)


def _thinned(referee: Referee, seed: int) -> Referee:
    """Leave out most pictures that ask for nothing: weights are looked at often."""
    material = referee.material
    asks = np.array([bool(label) for label in material.labels])
    others = np.random.default_rng(seed).permutation(np.flatnonzero(~asks))[:OTHERS_TO_CHOOSE]
    rows = np.sort(np.concatenate([np.flatnonzero(asks), others]))
    return Referee(
        Material(
            material.pictures[rows],
            tuple(material.labels[row] for row in rows),
            material.texts,
            material.belonging.rows(rows),
        )
    )


def _one(
    model: str,
    method: Row,
    settings: Mapping[Method, Tuning],
    course: Course,
    judge: Referee,
    seed: int,
) -> Result:
    """Tune by one method, or not at all, keep the model, and measure."""
    trainee = open_trainee(model)
    share = 1.0
    if method != UNTUNED:
        chosen = settings[method].model_copy(update={"seed": seed})
        share = tune(method, trainee, replace(course, settings=chosen)).share
        trainee.save(course.work / method)
    return measured(trainee.encoder, judge, method, seed, share)


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
    has seen, of classes that are learned. The test splits are left alone.
    """
    pictures, records = drawings("chosen", TO_CHOOSE, work, progress)
    choose = [shown_drawings(_sized(pictures, side), records, ASK_CAPTIONS[1], 3)]
    if photos is not None:
        taken = read_photos(photos, GROCERIES, "val", side, teacher=False)
        choose.append(shown_photos(photos, GROCERIES, taken, ASK_CAPTIONS[0], 3))
    labels = {label for part in (*sources.learn, *choose) for label in part.labels if label}
    return Course(
        to_learn(sources.learn, dict.fromkeys(labels, 0)),
        to_judge(choose, dict.fromkeys(labels, 2), 2),
        settings,
        work / "final",
        progress,
    )


def measured(encoder: Encoder, judge: Referee, method: str, seed: int, share: float) -> Result:
    """Measure a model on the classes that are published."""
    vectors, labels = judge.vectors(encoder), judge.material.labels
    asks = np.array([bool(label) for label in labels])
    found = rank_pictures(vectors, labels).left_out
    alone = rank_pictures(vectors[asks], [label for label in labels if label]).mean()
    score = judge.compare(vectors, judge.texts(encoder))
    names = np.array([label.partition("/")[0] for label in labels])
    return Result(
        method=method,
        seed=seed,
        precision=score.precision,
        among_unseen=alone.left_out,
        by_set={
            name: float(np.nanmean(found[names == name])) for name in SETS if name in set(names)
        },
        recall=score.recall,
        share=share,
    )


def comparison(results: Sequence[Result]) -> str:
    """Write means over the seeds, and how far seeds are apart, as a table in Markdown."""
    sets = [name for name in SETS if name in results[0].by_set]
    head = ["method", "picture to picture", "among unseen classes alone", *sets]
    head += ["text to picture, recall at 1", "at 5", "at 10"]
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join(['---'] * len(head))} |"]
    for method in ROWS:
        some = [result for result in results if result.method == method]
        columns = [
            [100 * one.precision for one in some],
            [100 * one.among_unseen for one in some],
            *([100 * one.by_set[name] for one in some] for name in sets),
            *([100 * one.recall[at] for one in some] for at in range(3)),
        ]
        cells = " | ".join(f"{np.mean(column):.1f} ± {np.std(column):.1f}" for column in columns)
        lines.append(f"| {method} | {cells} |")
    return "\n".join(lines)
