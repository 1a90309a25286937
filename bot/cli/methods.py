"""`morelike tune two-step|captions|adapter|labels|words`: tune a model on pictures of one's own."""

import json
import os
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.cli.printing import Bar, complain, out, out_json, size
from engine.errors import TrainingError
from engine.training.comparison.comparing import compare, comparison
from engine.training.comparison.shipping import final_course
from engine.training.comparison.sources import Sources, read_sources
from engine.training.comparison.trials import FIRST_SEED, TRIALS, Trial
from engine.training.measuring.labelled import Labelled, read_labelled
from engine.training.tuning.courses import Held, make_course, read_bank
from engine.training.tuning.methods import CAN_REALIGN, Method, Outcome, tune
from engine.training.tuning.scores import Score
from engine.training.tuning.settings import Tuning
from engine.training.tuning.trainee import Trainee, open_trainee


def run_method(arguments: Namespace) -> None:
    """Read, tune, save, and say what it did to held-out classes."""
    work = arguments.work or arguments.out.with_name(f"{arguments.out.name}.work")
    check_folders(arguments.out, work)
    for flag, why in idle(arguments).items():
        complain(f"{flag} changes nothing: {why}")
    try:
        trainee, outcome = _tuned(arguments, settings_of(arguments), work)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            f"stopped; what was finished is kept in {work}: run the same command again to go on"
        ) from None
    written = trainee.save(arguments.out, halves=not arguments.full_precision)
    record = outcome.model_dump_json(indent=2)
    (arguments.out / "tuning.json").write_text(f"{record}\n", encoding="utf-8")
    out(_told(outcome))
    out(f"{size(written)} in {arguments.out}; open it with --model local-dir:{arguments.out}")
    out(f"{work} keeps what the run was made from; remove it when you tune no more")
    if arguments.json:
        out_json(outcome.model_dump(mode="json"))


def _tuned(arguments: Namespace, settings: Tuning, work: Path) -> tuple[Trainee, Outcome]:
    """Read the pictures, and tune."""
    method: Method = arguments.what
    bar = Bar()
    labelled = read_labelled(arguments.data)
    bank = read_bank(arguments.captions) if arguments.captions else ()
    trainee = open_trainee(arguments.model, arguments.device)
    course = make_course(
        trainee,
        labelled,
        settings,
        work,
        bank,
        Held(held_out=arguments.held_out, quantile=arguments.quantile, most=arguments.most),
        bar,
        _pairs(arguments),
        method,
    )
    try:
        return trainee, tune(method, trainee, course)
    finally:
        bar.close()


def check_folders(*folders: Path) -> None:
    """Find out before anything is learned whether folders can be written.

    Raises
    ------
    TrainingError
        One of them, or what it would lie in, is a file, or may not be written.
    """
    for folder in folders:
        there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        if not there.is_dir():
            raise TrainingError(f"{there} is a file: {folder} cannot be a folder")
        if not os.access(there, os.W_OK):
            raise TrainingError(f"{there} may not be written to: name another folder than {folder}")


def idle(arguments: Namespace) -> dict[str, str]:
    """Give the flags that were typed and change nothing in this run, each with the reason."""
    typed: Mapping[str, Any] = vars(arguments)
    aligns = arguments.what not in CAN_REALIGN or typed["realign"]
    found = {}
    if typed.get("layers") is not None and not aligns:
        found["--layers"] = "the text tower stands still without --realign"
    if arguments.what == "adapter" and not aligns:
        why = "the adapter learns on vectors, and keeps no activations"
        asked = {
            "--accumulate": arguments.accumulate > 1,
            "--checkpointing": arguments.checkpointing,
        }
        found |= {flag: why for flag, was in asked.items() if was}
    return found


def _pairs(arguments: Namespace) -> Labelled | None:
    """Read the pictures that the text tower is aligned with, where it is aligned at all."""
    typed: Mapping[str, Any] = vars(arguments)
    if not typed.get("pairs"):
        return None
    if arguments.what in CAN_REALIGN and not arguments.realign:
        raise TrainingError("--pairs align the text tower again: add --realign")
    return read_labelled(arguments.pairs)


def run_comparison(arguments: Namespace) -> None:
    """Compare all methods on classes that none of them saw."""
    if arguments.ship and arguments.out is None:
        raise TrainingError("--ship writes a model: name its folder with --out DIR")
    check_folders(arguments.work, *([arguments.out] if arguments.ship else []))
    bar = Bar()
    side = open_trainee(arguments.model).side
    sources = read_sources(arguments.photos, arguments.work, arguments.drawings, side, bar)
    trials = {
        name: _shorter(trial, arguments.epochs) if arguments.epochs else trial
        for name, trial in TRIALS.items()
    }
    seeds = range(FIRST_SEED, FIRST_SEED + arguments.seeds)
    results = compare(arguments.model, sources, trials, seeds, arguments.work, bar)
    bar.close()
    out(comparison(results))
    if arguments.ship:
        _ship(arguments, sources, trials[arguments.ship], side)
    record = {"results": [result.model_dump(mode="json") for result in results]}
    if arguments.report:
        arguments.report.write_text(f"{comparison(results)}\n", encoding="utf-8")
        text = json.dumps(record, indent=1)
        arguments.report.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")
    if arguments.json:
        out_json(record)


def _ship(arguments: Namespace, sources: Sources, trial: Trial, side: int) -> None:
    """Tune on all classes, and write the model."""
    bar = Bar()
    course = final_course(arguments.photos, sources, trial.settings, side, arguments.work, bar)
    trainee = open_trainee(arguments.model)
    outcome = tune(trial.method, trainee, course)
    bar.close()
    trainee.save(arguments.out)
    out(_told(outcome))


def _shorter(trial: Trial, epochs: int) -> Trial:
    pictures = trial.settings.pictures.model_copy(update={"epochs": epochs})
    settings = trial.settings.model_copy(update={"pictures": pictures})
    return trial.model_copy(update={"settings": settings})


def settings_of(arguments: Namespace) -> Tuning:
    """Gather the numbers that were typed; what was not keeps its default.

    Raises
    ------
    TrainingError
        One of them is out of its range; the sentence names its flag.
    """
    try:
        return Tuning.model_validate(_numbers(arguments))
    except ValidationError as error:
        faults = {f"--{one['loc'][-1]}".replace("_", "-"): one["msg"] for one in error.errors()}
        told = "; ".join(f"{flag}: {fault[0].lower()}{fault[1:]}" for flag, fault in faults.items())
        raise TrainingError(f"these numbers cannot be used: {told}") from error


def _numbers(arguments: Namespace) -> dict[str, Any]:
    common = _given(
        arguments,
        *("epochs", "batch", "learning_rate", "scale", "margin"),
        *("caption_share", "caption_scale", "seeker"),
    )
    shown = {"accumulate": arguments.accumulate}
    return {
        "seed": arguments.seed,
        "pictures": common | shown | _given(arguments, "groups"),
        "words": _words(arguments) | shown,
        "adapter": common | _given(arguments, "both_sides"),
        "shares": tuple(arguments.mix),
        "precision": arguments.precision,
        "checkpointing": arguments.checkpointing,
        **_given(arguments, "patience", "tolerance", "realign"),
    }


def _words(arguments: Namespace) -> dict[str, Any]:
    """Take batch and learning rate for the text tower where they are not the picture tower's."""
    own = ("batch", "learning_rate") if arguments.what == "words" else ()
    given = _given(arguments, "epochs", "layers", *own)
    return given | ({"layers": None} if given.get("layers") == 0 else {})


def _given(arguments: Namespace, *names: str) -> dict[str, Any]:
    typed: Mapping[str, Any] = vars(arguments)
    return {name: typed[name] for name in names if typed.get(name) is not None}


def _told(outcome: Outcome) -> str:
    """Write before and after as a table in Markdown."""
    lines = ["| held-out classes | before | after |", "| --- | --- | --- |"]
    pairs = zip(_figures(outcome.before), _figures(outcome.after), strict=True)
    lines += [f"| {name} | {old:.3f} | {new:.3f} |" for (name, old), (_, new) in pairs]
    if outcome.after == outcome.before:
        lines.append(
            "\nnothing was better on the held-out classes: these are the weights from before"
        )
    elif outcome.share < 1:
        lines.append(f"\n{outcome.share:g} of the tuned weights, the rest the old ones")
    return "\n".join(lines)


def _figures(score: Score) -> list[tuple[str, float]]:
    recall = zip((1, 5, 10), score.recall, strict=False)
    return [
        ("picture to picture, mAP", score.precision),
        *((f"text to picture, recall at {depth}", value) for depth, value in recall),
    ]
