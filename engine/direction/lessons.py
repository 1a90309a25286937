"""What a direction is learned from, with which settings, and what it is in the end.

A direction's score is a number of standard deviations above the catalogue's mean, whatever it was
learned from, so that turns and shards compare.
"""

from dataclasses import dataclass, field

import numpy as np

from engine.types import Embedding, Embeddings, Scores, Value

NONE: Embeddings = np.empty((0, 0), dtype=np.float32)


class Prior(Value):
    """What is believed before a label is seen.

    `rarity` is how unlikely a picture at the catalogue's mean is to match, as a logit below 0: it
    stands for all the pictures that nobody labelled. `shrinkage` is the share of the average
    variance in the catalogue's covariance; `gain` the prior standard deviation of a picture's
    logit. `pull` is what the nearest labelled pictures count, beside the direction's 1, in standard
    deviations of the similarity of two pictures.
    """

    rarity: float
    shrinkage: float
    gain: float
    pull: float


class DirectionSettings(Value):
    """How directions are fitted; chosen on the development half of Caltech-101 and groceries.

    `alone` is the prior where labels are all there is, `with_text` where a text leads them:
    tighter, for loose labels undo what a good text knows. `text_weight` is the logit that one
    standard deviation of similarity to the text is worth; `avoid_weight` the same for what is to be
    avoided, as a share.
    A liked picture weighs `liked_weight`, a disliked one `disliked_weight`: dislikes are the near
    misses of a page, and weighing as much as likes they turned a direction to where nobody had
    looked. What was passed over weighs as a dislike while nothing is disliked: who dislikes says
    so. `kinds_at_least` pictures make a kind of their own where their likeness to the other liked
    ones, around the catalogue's mean, is below `kinds_alike` on average; `kinds_most` at most.
    """

    alone: Prior = Prior(rarity=6.0, shrinkage=0.5, gain=4.0, pull=0.6)
    with_text: Prior = Prior(rarity=4.0, shrinkage=0.05, gain=1.0, pull=0.25)
    text_weight: float = 2.0
    avoid_weight: float = 0.5
    liked_weight: float = 10.0
    disliked_weight: float = 0.3
    unsure_weight: float = 0.3
    kinds_at_least: int = 1
    kinds_alike: float = 0.25
    kinds_most: int = 4
    newton_steps: int = 12


@dataclass(frozen=True, eq=False)
class Examples:
    """The labelled pictures that a score looks at beside its direction.

    Near a liked picture and far from the disliked ones is where matches are that one line misses;
    a dislike counts half, for next to it there are matches too.

    Attributes
    ----------
    liked, disliked : (n, d) float32
        One liked picture at least.
    pull : float
        What one unit of cosine is worth, in standard deviations.
    usual : float
        The margin of a picture at the catalogue's mean.
    """

    liked: Embeddings
    disliked: Embeddings
    pull: float
    usual: float

    def score(self, embeddings: Embeddings) -> Scores:
        """Tell how much nearer (n, d) embeddings are to what is liked than is usual."""
        margin = (embeddings @ self.liked.T).max(axis=1)
        if len(self.disliked):
            margin -= (embeddings @ self.disliked.T).max(axis=1) / 2
        score: Scores = np.float32(self.pull) * (margin - np.float32(self.usual))
        return score


@dataclass(frozen=True, eq=False)
class Direction:
    """A query, scaled so that its scores are standard deviations above the catalogue's mean.

    Attributes
    ----------
    weight : (d,) float32
    offset : float
        The inner product of `weight` with the catalogue's mean.
    deviation : float
        What one standard deviation is worth as a logit.
    examples : Examples or None
        None where there is nothing labelled to look at.
    """

    weight: Embedding
    offset: float
    deviation: float
    examples: Examples | None = None

    def score(self, embeddings: Embeddings) -> Scores:
        """Tell how far (n, d) embeddings stand out, in standard deviations."""
        scores: Scores = embeddings @ self.weight - np.float32(self.offset)
        return scores if self.examples is None else scores + self.examples.score(embeddings)


@dataclass(frozen=True, eq=False)
class Lessons:
    """What there is to learn from: embeddings of labelled pictures and of texts.

    `liked`, `disliked`, `unsure` and `passed` are (n, d) float32, `text` is (d,) or None.
    """

    liked: Embeddings
    disliked: Embeddings
    unsure: Embeddings
    text: Embedding | None = None
    avoided: tuple[Embedding, ...] = ()
    passed: Embeddings = field(default_factory=lambda: NONE)

    @property
    def against(self) -> Embeddings:
        """What is not wanted: the disliked, or what was passed over where nothing is disliked."""
        return self.disliked if len(self.disliked) or not len(self.passed) else self.passed
