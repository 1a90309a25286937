"""Run a plan: each experiment and seed once, in several processes, keeping what is finished.

A run that was broken off goes on: figures are kept in a file for each experiment and seed, written
whole or not at all, and are taken as they are while the experiment's settings stay the same. They
carry a fingerprint of the engine that made them, so that figures of an older one are known.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from engine.evaluation.evaluating import evaluate
from engine.evaluation.places import Places, find_sheets, open_source, prepare, sources
from engine.evaluation.plan import Experiment
from engine.evaluation.report import Report, Setup, Table
from engine.evaluation.users import find_user
from engine.types import Progress, no_progress

DIGITS = 6
"""Figures are kept to this many digits."""
DECIDING = (
    "boxes.py", "codes.py", "heads.py", "direction.py", "direction/*.py", "forest/*.py",
    "index/*.py", "search/*.py", "subspaces.py", "evaluation/methods/*.py",
)  # fmt: skip


class Run(NamedTuple):
    """An experiment with one of its seeds."""

    experiment: Experiment
    seed: int

    def cost(self) -> int:
        """About how long it takes, in answers asked for."""
        settings = self.experiment.settings
        turns = find_user(settings.users).turns if settings.turns is None else settings.turns
        return settings.queries * len(settings.methods) * (turns + 1)


def run_plan(
    plan: Sequence[Experiment], places: Places, jobs: int = 1, progress: Progress = no_progress
) -> None:
    """Run what is not finished yet.

    Parameters
    ----------
    plan : sequence of Experiment
    places : Places
    jobs : int
        Processes; 1 runs everything in this one.
    progress : Progress
        Stages of building collections, then "experiments".

    Raises
    ------
    SettingsError
        Photos or labels are not there.
    """
    runs = [Run(one, seed) for one in plan for seed in range(one.seeds)]
    todo = sorted((run for run in runs if _read(run, places) is None), key=Run.cost, reverse=True)
    for source in sources([run.experiment for run in todo]):
        prepare(source, places, progress)
    done = len(runs) - len(todo)
    for number, _ in enumerate(_perform(todo, places, jobs), start=done):
        progress("experiments", number, len(runs))
    progress("experiments", len(runs), len(runs))


def _perform(runs: Sequence[Run], places: Places, jobs: int) -> Iterable[Run]:
    """Perform runs, giving each when it is finished; the longest come first."""
    if jobs == 1:
        yield from (perform(run, places) for run in runs)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(_perform_alone, run, places) for run in runs]):
            yield future.result()


def _perform_alone(run: Run, places: Places) -> Run:
    """Perform a run in a process that shares the machine: one thread for linear algebra."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(limits=1):
        return perform(run, places)


def perform(run: Run, places: Places) -> Run:
    """Perform a run, and keep its figures."""
    experiment = run.experiment
    settings = experiment.settings.model_copy(update={"seed": run.seed})
    collection = open_source(experiment.source, places)
    report = evaluate(collection, find_sheets(experiment, places), settings)
    _write(places.result(experiment, run.seed), run, report)
    return run


def read_results(plan: Sequence[Experiment], places: Places) -> dict[Experiment, Report]:
    """Read the figures of every experiment that is finished, all its seeds put together."""
    found: dict[Experiment, Report] = {}
    for experiment in plan:
        reports = [_read(Run(experiment, seed), places) for seed in range(experiment.seeds)]
        whole = [report for report in reports if report is not None]
        if len(whole) == experiment.seeds:
            found[experiment] = Report.join(whole)
    return found


def _write(path: Path, run: Run, report: Report) -> None:
    tables = {
        name: {figure: _thin(values) for figure, values in own.items()}
        for name, own in report.tables.items()
    }
    kept = {
        "experiment": _settings(run),
        "engine": fingerprint(),
        "setup": report.setup.model_dump(mode="json"),
        "concepts": report.concepts,
        "tables": tables,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(kept), encoding="utf-8")
    part.replace(path)


def _read(run: Run, places: Places) -> Report | None:
    """Read the figures of a run; None if there are none, or they are of other settings."""
    kept = _kept(run, places)
    if kept is None:
        return None
    tables: dict[str, Table] = {
        name: {figure: np.array(values, dtype=np.float64) for figure, values in own.items()}
        for name, own in kept["tables"].items()
    }
    return Report(Setup(**kept["setup"]), tables, tuple(kept["concepts"]))


def _kept(run: Run, places: Places) -> dict[str, Any] | None:
    path = places.result(*run)
    if not path.exists():
        return None
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return kept if kept["experiment"] == _settings(run) else None


def _settings(run: Run) -> dict[str, Any]:
    return run.experiment.model_dump(mode="json", exclude={"seeds"})


def find_outdated(plan: Sequence[Experiment], places: Places) -> list[Path]:
    """List the results whose figures another version of the engine has made."""
    runs = [Run(one, seed) for one in plan for seed in range(one.seeds)]
    kept = ((run, _kept(run, places)) for run in runs)
    now = fingerprint()
    return [places.result(*run) for run, one in kept if one is not None and one["engine"] != now]


@cache
def fingerprint() -> str:
    """Hash the source of everything that decides an order."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.blake2b(digest_size=6)
    for part in DECIDING:
        for file in sorted(root.glob(part)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _thin(values: np.ndarray) -> list[list[float | None]]:
    return [
        [None if np.isnan(one) else float(f"{one:.{DIGITS}g}") for one in line] for line in values
    ]
