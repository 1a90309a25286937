"""The published comparison: every method from the same model, on classes that none of them saw.

For each seed the classes are dealt out anew (`engine.training.comparison.dealing`), every method
learns from the same pictures, and the figures are those of the third set of classes. Results are
kept line by line, each with the identity of all that decides it, so that a comparison that was
stopped goes on where it was, and one of other settings or pictures begins anew.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from engine.encode import Encoder
from engine.training.comparison.dealing import Shares, dealt, to_judge, to_learn
from engine.training.comparison.sources import Sources, pairs_of
from engine.training.comparison.trials import Trial
from engine.training.measuring.ranking import rank_pictures
from engine.training.photos import CALTECH, GROCERIES
from engine.training.tuning.keeping import Course
from engine.training.tuning.material import Material
from engine.training.tuning.methods import tune
from engine.training.tuning.scores import Referee
from engine.training.tuning.settings import Tuning
from engine.training.tuning.trainee import open_trainee
from engine.types import Progress, Value, no_progress

logger = logging.getLogger(__name__)

OTHERS_TO_CHOOSE = 600
"""Pictures beside those that ask, while the best weights are chosen: enough to be in the way."""
SETS = (CALTECH, GROCERIES, "drawings")
UNTUNED = "untuned"


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
    identity : str
        Of the model, the method with its numbers, the seed, and the pictures.
    """

    method: str
    seed: int
    precision: float
    among_unseen: float
    by_set: dict[str, float]
    recall: tuple[float, ...]
    share: float = 1.0
    identity: str = ""


def compare(
    model: str,
    sources: Sources,
    trials: Mapping[str, Trial],
    seeds: Sequence[int],
    work: Path,
    progress: Progress = no_progress,
) -> tuple[Result, ...]:
    """Tune by every method with every seed, and measure; what is done already is not done again.

    Parameters
    ----------
    model : str
    sources : Sources
    trials : mapping of str to Trial
        Their seeds are replaced.
    seeds : sequence of int
    work : Path
        Keeps states, models and `results.jsonl`.
    progress : Progress
    """
    work.mkdir(parents=True, exist_ok=True)
    path = work / "results.jsonl"
    done = _read(path)
    wanted = identities(model, sources, trials, seeds)
    for seed in seeds:
        missing = [name for name, of in wanted if of == seed and wanted[name, of] not in done]
        if not missing:
            continue
        course, judge = _course(sources, seed, work / f"seed-{seed}", progress)
        for name in missing:
            result = _one(model, name, trials.get(name), course, judge, seed)
            result = result.model_copy(update={"identity": wanted[name, seed]})
            done[result.identity] = result
            _append(path, result)
    return tuple(done[identity] for identity in wanted.values())


def identities(
    model: str, sources: Sources, trials: Mapping[str, Trial], seeds: Sequence[int]
) -> dict[tuple[str, int], str]:
    """Name everything that decides a result, by its method and seed."""
    given = f"{open_trainee(model).encoder.identity}|{sources.identity}"
    rows: dict[str, Trial | None] = {UNTUNED: None, **trials}
    return {
        (name, seed): hashlib.sha256(f"{given}|{seed}|{_numbers(trial)}".encode()).hexdigest()
        for seed in seeds
        for name, trial in rows.items()
    }


def _numbers(trial: Trial | None) -> str:
    """Write a method with its numbers; the seed is the comparison's."""
    if trial is None:
        return UNTUNED
    return trial.model_dump_json(exclude={"settings": {"seed", "save_every_seconds"}})


def _read(path: Path) -> dict[str, Result]:
    """Read results by identity; a line that is not whole, where a run was killed, is no result."""
    found: dict[str, Result] = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        try:
            result = Result.model_validate_json(line)
        except ValidationError:
            logger.warning("%s: line %d is passed over, as it is not whole", path, number)
        else:
            found[result.identity] = result
    return found


def _append(path: Path, result: Result) -> None:
    """Add a line, after whatever was left of another one."""
    torn = path.is_file() and not path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8") as file:
        file.write(("\n" if torn else "") + result.model_dump_json() + "\n")


def _course(sources: Sources, seed: int, work: Path, progress: Progress) -> tuple[Course, Referee]:
    """Deal the classes out; the settings are filled in by each method."""
    out: dict[str, int] = {}
    for part in sources.learn:
        out |= dealt(part.labels, seed, Shares())
    choose = _thinned(to_judge(sources.judge, out, 1), seed)
    course = Course(
        to_learn(sources.learn, out),
        choose,
        Tuning(seed=seed),
        work,
        progress,
        pairs_of(sources),
    )
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
    name: str,
    trial: Trial | None,
    course: Course,
    judge: Referee,
    seed: int,
) -> Result:
    """Tune by one method, or not at all, keep the model, and measure."""
    trainee = open_trainee(model)
    share = 1.0
    if trial is not None:
        chosen = trial.settings.model_copy(update={"seed": seed})
        share = tune(trial.method, trainee, replace(course, settings=chosen)).share
        trainee.save(course.work / name)
    return measured(trainee.encoder, judge, name, seed, share)


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
    for method in dict.fromkeys(result.method for result in results):
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
