"""A lesson small enough for tests: drawings of the project's own, and towers of a few weights."""

from pathlib import Path

import numpy as np

from engine.training.batches import Lesson
from engine.training.bundled import Learner
from engine.training.drawing.catalogue import draw_picture
from engine.training.lesson import gather
from engine.training.recipe import Recipe
from engine.training.towers import Towers, build

TOWERS = Towers(
    picture_tower="test_resnet", side=32, dimensions=16, text_width=16, text_layers=1, text_heads=2
)


def small_recipe(**changes) -> Recipe:
    values = {
        "towers": TOWERS, "steps": 4, "photos": 0, "drawings": 8, "sizes": ((0.0, 32),),
        "warm_up_steps": 1, "learning_rate": 0.01,
    }  # fmt: skip
    return Recipe(**{**values, **changes})


def some_drawings(count: int = 12) -> tuple[np.ndarray, list]:
    drawn = [draw_picture(5, index, 32, square=True) for index in range(count)]
    told = [
        {**one.attributes.model_dump(), "sentence": one.sentence, "paraphrases": one.paraphrases}
        for one in drawn
    ]
    return np.stack([np.asarray(one.image.convert("RGB")) for one in drawn]), told


def learner_of(lesson: Lesson, tokens: int, recipe: Recipe) -> Learner:
    return Learner(build(recipe.towers, tokens, recipe.seed), lesson.facts, recipe)


def gathered(folder: Path, recipe: Recipe) -> tuple[Lesson, int]:
    return gather(None, some_drawings(), recipe, folder)
