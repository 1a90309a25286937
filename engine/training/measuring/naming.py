"""Classes by their names: the class whose name, put into sentences, lies nearest to the picture.

A class is the mean of its sentences' unit vectors, brought to unit length, as open_clip's zero-shot
classifier has it. A name is read from a label: "golden_retriever" asks for a golden retriever.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from engine.encode.torchready import import_open_clip
from engine.errors import TrainingError
from engine.training.measuring.ranking import score_chunks
from engine.types import Embeddings, Value

Embed = Callable[[Sequence[str]], Embeddings]

SETS: Final = ("name", "photo", "simple", "imagenet")
SIMPLE: Final = (
    "itap of a {}.",
    "a bad photo of the {}.",
    "a origami {}.",
    "a photo of the large {}.",
    "a {} in a video game.",
    "art of the {}.",
    "a photo of the small {}.",
)
"""The seven that do nearly as much as the eighty do (Radford et al., 2021)."""


class Names(Value):
    """The share of the pictures that lie nearest to the name of their class.

    `among` counts the names they had to choose from, `sentences` what each was put into.
    """

    accuracy: float
    queries: int
    among: int
    sentences: int


def read_templates(chosen: str) -> tuple[str, ...]:
    """Give the templates of a set, or of a file with one a line.

    Raises
    ------
    TrainingError
        There is no such set or file, or a line has no place for the name.

    Examples
    --------
    >>> read_templates("photo")
    ('a photo of a {}.',)
    """
    match chosen:
        case "name":
            return ("{}",)
        case "photo":
            return ("a photo of a {}.",)
        case "simple":
            return SIMPLE
        case "imagenet":
            eighty = import_open_clip().OPENAI_IMAGENET_TEMPLATES
            return tuple(template("{}") for template in eighty)
        case _:
            return _read_file(Path(chosen))


def _read_file(path: Path) -> tuple[str, ...]:
    if not path.is_file():
        raise TrainingError(f"{path} is no file of templates, nor one of: {', '.join(SETS)}")
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    templates = tuple(line for line in lines if line)
    unfit = [line for line in templates if line.count("{}") != 1]
    if unfit or not templates:
        said = f"line {unfit[0]!r}" if unfit else "it has no line"
        raise TrainingError(f"{path}: every template has one {{}} for the name; found {said}")
    return templates


def name_of(label: str) -> str:
    """Read a label as people say it.

    >>> name_of("Golden_retriever")
    'Golden retriever'
    """
    return " ".join(label.replace("_", " ").replace("-", " ").split())


def embed_classes(names: Sequence[str], templates: Sequence[str], embed: Embed) -> Embeddings:
    """Embed each name as the mean of its sentences, (c, d) float32 of unit length."""
    classes = []
    for name in names:
        mean = embed([template.replace("{}", name) for template in templates]).mean(axis=0)
        classes.append(mean / max(float(np.linalg.norm(mean)), 1e-12))
    return np.stack(classes).astype(np.float32)


def count_named(
    vectors: Embeddings, labels: Sequence[str], templates: Sequence[str], embed: Embed
) -> Names:
    """Tell how many pictures with a label lie nearest to its name.

    Parameters
    ----------
    vectors : (n, d) float32
    labels : sequence of str
    templates : sequence of str
        Each with a {}.
    embed : callable
        Texts to unit vectors.

    Raises
    ------
    TrainingError
        The labels are numbers and name nothing.
    """
    known = sorted(set(labels) - {""})
    if all(label.isdigit() for label in known):
        raise TrainingError(
            f"the labels are numbers ({known[0]}, ...) and name nothing that could be asked for; "
            "give a CSV whose labels are words"
        )
    classes = embed_classes([name_of(label) for label in known], templates, embed)
    asking = [row for row, label in enumerate(labels) if label]
    right = 0
    for start, scores in score_chunks(vectors[asking], classes):
        best = scores.argmax(axis=1)
        right += sum(known[at] == labels[asking[start + row]] for row, at in enumerate(best))
    return Names(
        accuracy=right / len(asking), queries=len(asking), among=len(known),
        sentences=len(templates),
    )  # fmt: skip
