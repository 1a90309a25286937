"""Learn a head, and keep the epoch that serves classes it never learned from best.

The start is an epoch too, so that learning never makes a head worse on held-out classes. Where
there are no labels, held-out pictures and their captions decide.
"""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.codes import Axes, Quantiser
from engine.errors import TrainingError
from engine.heads import Head
from engine.training.head.losses import spreading
from engine.training.head.material import HeadMaterial
from engine.training.head.network import build_network, freeze, project
from engine.training.head.settings import HeadTuning
from engine.training.losses import matching
from engine.training.measuring import rank_pictures
from engine.training.measuring.ranking import number_classes
from engine.training.measuring.words import recall_pictures
from engine.types import Embeddings, Progress, Rows, Value, no_progress

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Sequential

FAR = -1e9
STRANGERS = 4000
"""So many pictures that are learned from stand among those that held-out ones search."""


class HeadScores(Value):
    """What held-out classes got: mean average precision, or recall at 10 where `by` is "words".

    `full` is that of the model's own vectors, `axes` that of as many principal axes, `start` and
    `head` that of the head before it learned and as it was kept, `epoch` when that was.
    """

    by: str
    full: float
    axes: float
    start: float
    head: float
    epoch: int
    pictures: int

    @property
    def gains(self) -> bool:
        """Whether learning made the head worth more than the axes: rounding alone does not."""
        return self.epoch > 0 and self.head > self.axes


@dataclass(frozen=True, eq=False)
class Trained:
    """A head, and what it is worth."""

    head: Head
    scores: HeadScores


def train_head(
    material: HeadMaterial,
    model: str,
    checkpoint: str,
    tuning: HeadTuning | None = None,
    progress: Progress = no_progress,
) -> Trained:
    """Train a head on cached vectors; the same seed gives the same bytes.

    Parameters
    ----------
    material : HeadMaterial
    model, checkpoint : str
        The name and the identity of the model that made the vectors.
    tuning : HeadTuning, optional
    progress : Progress
        Stage "learning", in epochs.

    Raises
    ------
    TrainingError
        There is nothing to learn from.
    """
    import torch

    tuning = tuning or HeadTuning()
    material.check()
    learned, judged = hold_out(material.without_copies(), tuning)
    rng = np.random.default_rng(tuning.seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(tuning.seed)
        pictures = build_network(learned.vectors, tuning)
        words = pictures if tuning.shared else build_network(learned.vectors, tuning)
        judge = _Judge(judged, learned.vectors[:: 1 + len(learned.labels) // STRANGERS])
        kept, best, epoch = deepcopy(pictures), judge.score(pictures, words), 0
        start = best
        for done in _learn(pictures, words, learned, tuning, rng):
            progress("learning", done, tuning.epochs)
            now = judge.score(pictures, words)
            if now > best:
                kept, best, epoch = deepcopy(pictures), now, done
    scores = HeadScores(
        by=judge.by,
        full=judge.full(),
        axes=judge.axes(learned.vectors, tuning.dimensions),
        start=start,
        head=best,
        epoch=epoch,
        pictures=len(judged.labels),
    )
    return Trained(freeze(kept, model, checkpoint, tuning), scores)


def hold_out(material: HeadMaterial, tuning: HeadTuning) -> tuple[HeadMaterial, HeadMaterial]:
    """Part what is learned from and what judges it: by class, or by picture without labels.

    Classes with two pictures or more are held out, two of them at least.
    """
    rng = np.random.default_rng([tuning.seed, 1])
    counts = Counter(label for label in material.labels if label)
    classes = sorted(label for label, count in counts.items() if count > 1)
    if len(classes) < 4:
        chosen = rng.permutation(len(material.labels))
        count = max(2, round(tuning.held_out * len(chosen)))
        judged = np.isin(np.arange(len(chosen)), chosen[:count])
    else:
        count = max(2, round(tuning.held_out * len(classes)))
        names = {classes[at] for at in rng.permutation(len(classes))[:count]}
        judged = np.array([label in names for label in material.labels])
    return material.take(np.flatnonzero(~judged)), material.take(np.flatnonzero(judged))


class _Judge:
    """Held-out pictures that ask for their class, or captions that ask for their picture.

    They search one another and strangers, pictures that are no answer to any of them.
    """

    def __init__(self, judged: HeadMaterial, strangers: Embeddings) -> None:
        labels = [label for label in judged.labels if label]
        none: Rows = np.empty(0, dtype=np.int64)
        self._material = material = HeadMaterial(
            np.concatenate([judged.vectors, strangers]),
            judged.labels + ("",) * len(strangers),
            judged.texts,
            judged.captions + (none,) * len(strangers),
        )
        self.by = "pictures" if len(set(labels)) < len(labels) else "words"
        if self.by == "words" and not judged.captioned.any():
            raise TrainingError(
                f"a head is judged by held-out pictures, and the {len(judged.labels)} here "
                "have no class in common and no caption: give four classes of two pictures or more"
            )
        self._asked = np.unique(np.concatenate([np.empty(0, np.int64), *material.captions]))
        self._wanted: list[Rows] = [
            np.flatnonzero([text in own for own in material.captions]) for text in self._asked
        ]

    def score(self, pictures: "Sequential", words: "Sequential") -> float:
        """Judge a head as it stands."""
        import torch

        with torch.no_grad():
            own = project(pictures, torch.from_numpy(self._material.vectors)).numpy()
            texts = project(words, torch.from_numpy(self._material.texts)).numpy()
        return self.of(own, texts)

    def full(self) -> float:
        """Judge the model's own vectors."""
        return self.of(self._material.vectors, self._material.texts)

    def axes(self, learned: Embeddings, dimensions: int) -> float:
        """Judge the principal axes of the pictures that a head learns from."""
        axes = Axes.fit(learned)
        quantiser = Quantiser.fit(learned, axes, dimensions)
        own, texts = (
            _unit(quantiser.project(part - axes.mean))
            for part in (self._material.vectors, self._material.texts)
        )
        return self.of(own, texts)

    def of(self, pictures: NDArray[np.float32], texts: NDArray[np.float32]) -> float:
        """Judge values of unit length."""
        if self.by == "pictures":
            return rank_pictures(pictures, self._material.labels).mean().left_out
        return recall_pictures(texts[self._asked], pictures, self._wanted)[10]


def _unit(values: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    unit: NDArray[np.float32] = values / np.maximum(lengths, 1e-12)
    return unit


def _learn(
    pictures: "Sequential",
    words: "Sequential",
    material: HeadMaterial,
    tuning: HeadTuning,
    rng: np.random.Generator,
) -> Iterator[int]:
    """Learn in place; give the number of every epoch that is done."""
    import torch

    batches = -(-len(material.labels) // tuning.batch)
    weights = [*pictures.parameters(), *([] if words is pictures else words.parameters())]
    optimiser = torch.optim.Adam(weights, lr=tuning.learning_rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(
        optimiser, max(1, tuning.epochs * batches)
    )
    lesson = _Lesson(material, tuning)
    for epoch in range(1, tuning.epochs + 1):
        for rows in np.array_split(rng.permutation(len(material.labels)), batches):
            loss = lesson.loss(pictures, words, rows, rng)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
        yield epoch


class _Lesson:
    """The loss of some pictures: labels, captions, and keeping apart."""

    def __init__(self, material: HeadMaterial, tuning: HeadTuning) -> None:
        import torch

        self._material, self._tuning = material, tuning
        self._vectors = torch.from_numpy(np.ascontiguousarray(material.vectors))
        self._texts = torch.from_numpy(np.ascontiguousarray(material.texts))
        self._classes = torch.from_numpy(number_classes(material.labels))

    def loss(
        self, pictures: "Sequential", words: "Sequential", rows: Rows, rng: np.random.Generator
    ) -> "Tensor":
        values = project(pictures, self._vectors[rows])
        total = self._by_labels(values, rows)
        captioned = [at for at, row in enumerate(rows) if len(self._material.captions[row])]
        if captioned:
            told = self._by_words(words, values[captioned], rows[captioned], rng)
            total = total + self._tuning.words * told
        if self._tuning.spreading and len(rows) > 1:
            total = total + self._tuning.spreading * spreading(values)
        return total

    def _by_labels(self, values: "Tensor", rows: Rows) -> "Tensor":
        classes = self._classes[rows]
        same = (classes[:, None] == classes) & (classes >= 0)[:, None]
        same.fill_diagonal_(fill_value=False)
        similarity = values @ values.T / self._tuning.temperature
        similarity = similarity.masked_fill(_diagonal(similarity), FAR)
        return matching(similarity, same)

    def _by_words(
        self, words: "Sequential", values: "Tensor", rows: Rows, rng: np.random.Generator
    ) -> "Tensor":
        """Show one caption of each picture; it is true of every picture that has it."""
        import torch

        shown = np.unique([int(rng.choice(self._material.captions[row])) for row in rows])
        true = np.stack([np.isin(shown, self._material.captions[row]) for row in rows])
        similarity = values @ project(words, self._texts[shown]).T / self._tuning.temperature
        return matching(similarity, torch.from_numpy(true))


def _diagonal(square: "Tensor") -> "Tensor":
    import torch

    return torch.eye(len(square), dtype=torch.bool)
