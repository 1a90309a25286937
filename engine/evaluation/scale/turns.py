"""Real turns on a ground, in a process of their own, which does nothing else.

Whoever looks for a class starts from one picture of it, judges two pages of twelve truthfully, and
is answered a third time: that answer is measured, by `search`, which people use. So the labels are
what the engine's own pages gave, and not a kinder sample of the truth.
"""

import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from engine.evaluation.metrics import average_precision
from engine.evaluation.scale.ground import Ground, open_ground
from engine.search import Brief, Ranking, SearchSettings, search
from engine.search.model import ask_neighbours, learn_directions, take_lessons
from engine.types import Rows, Value

STATUS = Path("/proc/self/status")


class TurnSettings(Value):
    """Who looks for what: classes of a share of the catalogue from `rarest` to `commonest`."""

    concepts: int = 24
    pages: int = 2
    page: int = 12
    rarest: float = 1e-4
    commonest: float = 1e-3
    at_least: int = 20
    seed: int = 0


class Turn(Value):
    """One measured turn.

    `recall` is the share of the unseen members of the class that the answer holds, `set_recall`
    the share that it calls matches, `neighbours_recall` the share that the neighbours alone hold.
    `own_seconds` is the time that a processor worked for the turn: on a machine that does other
    things too, a turn takes longer than that.
    """

    concept: int
    members: int
    liked: tuple[int, ...]
    disliked: tuple[int, ...]
    seconds: float
    own_seconds: float
    stages: dict[str, float]
    work: dict[str, int]
    candidates: int
    recall: float
    set_recall: float
    neighbours_recall: float
    ap: float

    def brief(self) -> Brief:
        """The brief that this turn answered."""
        liked, disliked = np.array(self.liked), np.array(self.disliked, dtype=np.int64)
        return Brief(liked=liked.astype(np.int64), disliked=disliked)


class Turns(Value):
    """All measured turns, and the most memory that was resident in their process after one."""

    turns: tuple[Turn, ...]
    resident_bytes: int
    own_bytes: int
    """Of the resident bytes, those that are no pages of the library's files."""


def play_apart(folder: Path, settings: TurnSettings) -> Turns:
    """Play the turns in a fresh process.

    It works on one core, as a server that answers several people does: the matrices of a turn are
    so small that threads would mostly wait for each other.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return Turns.model_validate_json(pool.submit(_play_folder, folder, settings).result())


def _play_folder(folder: Path, settings: TurnSettings) -> str:
    return play(open_ground(folder), settings).model_dump_json()


def play(ground: Ground, settings: TurnSettings) -> Turns:
    """Play the turns in this process."""
    concepts = draw_concepts(ground, settings)
    for concept in concepts[:1]:
        _play_one(ground, int(concept), settings)  # what is read once is read now
    turns, most, own = [], 0, 0
    for concept in concepts:
        turns.append(_play_one(ground, int(concept), settings))
        resident, own = resident_bytes()
        most = max(most, resident)
    return Turns(turns=tuple(turns), resident_bytes=most, own_bytes=own)


def draw_concepts(ground: Ground, settings: TurnSettings) -> Rows:
    """Draw classes that are neither too rare nor too common to look for."""
    rows = len(ground.truth)
    truth = np.asarray(ground.truth)
    sizes = np.bincount(truth[truth >= 0])
    least = max(settings.at_least, settings.rarest * rows)
    fitting = np.flatnonzero((sizes >= least) & (sizes <= max(settings.commonest * rows, least)))
    rng = np.random.default_rng(settings.seed)
    return np.sort(rng.permutation(fitting)[: settings.concepts]).astype(np.int64)


def _play_one(ground: Ground, concept: int, settings: TurnSettings) -> Turn:
    rng = np.random.default_rng([settings.seed, concept])
    members = np.flatnonzero(np.asarray(ground.truth) == concept).astype(np.int64)
    liked, disliked = [int(rng.choice(members))], list[int]()
    for _ in range(settings.pages):
        page = search(_brief(liked, disliked), ground.indexes).rows[: settings.page]
        right = np.isin(page, members)
        liked += page[right].tolist()
        disliked += page[~right].tolist()
        ground.indexes.trim()  # as a server does when its answer is on the way
    brief = _brief(liked, disliked)
    begun, worked = time.perf_counter(), time.process_time()
    ranking = search(brief, ground.indexes)
    seconds = time.perf_counter() - begun, time.process_time() - worked
    return _measure(ground, concept, brief, ranking, seconds)


def _brief(liked: list[int], disliked: list[int]) -> Brief:
    return Brief(liked=np.array(liked, dtype=np.int64), disliked=np.array(disliked, dtype=np.int64))


def _measure(
    ground: Ground, concept: int, brief: Brief, ranking: Ranking, seconds: tuple[float, float]
) -> Turn:
    members = np.flatnonzero(np.asarray(ground.truth) == concept).astype(np.int64)
    unseen = np.setdiff1d(members, brief.settled)
    hits = np.isin(ranking.rows, unseen)
    near = _neighbours(ground, brief)
    total = max(len(unseen), 1)
    return Turn(
        concept=concept,
        members=len(members),
        liked=tuple(brief.liked.tolist()),
        disliked=tuple(brief.disliked.tolist()),
        seconds=seconds[0],
        own_seconds=seconds[1],
        stages=ranking.seconds,
        work=ranking.work,
        candidates=len(ranking.rows),
        recall=float(hits.sum() / total),
        set_recall=float(hits[: ranking.matches].sum() / total),
        neighbours_recall=float(np.isin(unseen, near).sum() / total),
        ap=average_precision(hits, total),
    )


def _neighbours(ground: Ground, brief: Brief) -> Rows:
    settings = SearchSettings()
    directions = learn_directions(take_lessons(brief, ground.indexes), ground.indexes, settings)
    kinds = len(directions)
    near = [ask_neighbours(one, brief, ground.indexes, settings, kinds).rows for one in directions]
    return np.unique(np.concatenate(near))


def resident_bytes() -> tuple[int, int]:
    """Tell the memory resident in this process, and how much of it is no file's.

    Where the system keeps no such account, both are the most there ever was.
    """
    if not STATUS.exists():
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        most *= 1 if sys.platform == "darwin" else 1024
        return most, most
    fields = dict(line.split(":", 1) for line in STATUS.read_text(encoding="ascii").splitlines())
    resident, own = (int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "RssAnon"))
    return resident, own
