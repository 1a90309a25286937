"""Make the bundled model from start to end: draw, train, export, measure, write its card.

Every stage leaves its result in the work folder, so that a killed run goes on where it was:
drawings are kept, and the trainer's state is saved every few minutes.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.encode import open_encoder
from engine.training.bundled import Learner, load_state, train
from engine.training.card import write_card
from engine.training.corpus import read_drawings
from engine.training.drawing.catalogue import draw_many
from engine.training.export import write_model
from engine.training.figures import Figure, all_figures
from engine.training.lesson import gather
from engine.training.photos import Pictures
from engine.training.recipe import Recipe
from engine.training.towers import MERGES, build
from engine.types import Progress, Value, no_progress

LOG = "training-log.jsonl"
STATE = "state.pt"


class Drawn(Value):
    """Which drawings are made: picture `i` of a seed is the same on every machine."""

    count: int
    seed: int
    side: int = 128


TO_LEARN = Drawn(count=24_000, seed=1001)
HELD_OUT = Drawn(count=3_000, seed=2002)


def drawings(
    part: str, what: Drawn, cache: Path, progress: Progress = no_progress
) -> tuple[Pictures, list[dict[str, Any]]]:
    """Open drawings from a folder, and draw them there first if they are missing.

    Parameters
    ----------
    part : str
        The name of their files: `train` or `heldout`.
    what : Drawn
    cache : Path
    progress : Progress
    """
    if not (cache / f"{part}.npy").is_file():

        def told(done: int, total: int) -> None:
            progress(f"draw {part}", done, total)

        draw_many(cache / part, what.count, what.seed, what.side, told)
    return read_drawings(cache, part)


def make(
    photos: Path | None,
    out: Path,
    work: Path,
    recipe: Recipe,
    drawn: Path | None = None,
    progress: Progress = no_progress,
    to_learn: Drawn = TO_LEARN,
    held_out: Drawn = HELD_OUT,
) -> tuple[Figure, ...]:
    """Make the model.

    Parameters
    ----------
    photos : Path, optional
        The folder of labelled photos; without it the model knows drawings alone.
    out : Path
        The folder that becomes the model.
    work : Path
        Where the state, the log and the drawings are kept.
    recipe : Recipe
    drawn : Path, optional
        Where drawings are, or go; the work folder if it is not given.
    progress : Progress
    to_learn, held_out : Drawn
        What is drawn for training and for measuring.

    Returns
    -------
    tuple of Figure
        Measured on the exported model, opened as anyone opens it.
    """
    work.mkdir(parents=True, exist_ok=True)
    learner, tokens = learn(
        photos, drawings("train", to_learn, drawn or work, progress), work, recipe, progress
    )
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(work / MERGES, out / MERGES)
    shutil.copyfile(work / LOG, out / LOG)
    write_model(learner.averaged, recipe.towers, tokens, out)
    unseen = drawings("heldout", held_out, drawn or work, progress)
    figures = all_figures(open_encoder(f"local-dir:{out}"), photos, unseen)
    write_card(out, recipe, figures)
    return figures


def learn(
    photos: Path | None,
    drawn: tuple[Pictures, Sequence[Mapping[str, Any]]],
    work: Path,
    recipe: Recipe,
    progress: Progress = no_progress,
) -> tuple[Learner, int]:
    """Train, from the saved state where there is one; also return the number of tokens."""
    lesson, tokens = gather(photos, drawn, recipe, work)
    learner = Learner(build(recipe.towers, tokens, recipe.seed), lesson.facts, recipe)
    if (work / STATE).is_file():
        load_state(learner, work / STATE)
    with (work / LOG).open("a", encoding="utf-8") as log:

        def write(record: dict[str, Any]) -> None:
            log.write(json.dumps(record) + "\n")
            log.flush()

        write({"step": learner.step, "recipe": recipe.model_dump(), "drawings": len(drawn[1])})
        train(learner, lesson, recipe, work / STATE, write, progress)
    return learner, tokens
