"""From labelled pictures to a whole course: decoded, divided, every picture with its captions."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.errors import TrainingError
from engine.training.measuring.labelled import Labelled
from engine.training.photos import Pictures
from engine.training.tuning.belonging import Belonging, assign
from engine.training.tuning.keeping import Course
from engine.training.tuning.material import Material
from engine.training.tuning.reading import TO_LEARN, decode, divide, larger
from engine.training.tuning.scores import Referee, embed
from engine.training.tuning.settings import Tuning
from engine.training.tuning.trainee import Trainee
from engine.types import Progress, Value, no_progress


class Held(Value):
    """What is decided about the data before a run.

    Attributes
    ----------
    held_out : float
        Part of the classes to choose by, where no split is called val.
    quantile : float
        Part of the bank's best captions that is refused as not alike enough.
    most : int
        Captions of the bank that a picture can get.
    """

    held_out: float = 0.2
    quantile: float = 0.5
    most: int = 20


def read_bank(path: Path) -> tuple[str, ...]:
    """Read a bank of captions, one a line; each is taken once.

    Raises
    ------
    TrainingError
        There are none.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"no captions can be read from {path}: {error}") from error
    texts = tuple(sorted({" ".join(line.split()) for line in lines} - {""}))
    if not texts:
        raise TrainingError(f"{path} holds no captions; one a line is wanted")
    return texts


def make_course(
    trainee: Trainee,
    labelled: Labelled,
    settings: Tuning,
    work: Path,
    bank: Sequence[str] = (),
    held: Held | None = None,
    progress: Progress = no_progress,
    pairs: Labelled | None = None,
) -> Course:
    """Read everything that a run learns from.

    Parameters
    ----------
    trainee : Trainee
        The model before tuning: its preprocessing is followed, and it assigns the bank's captions.
    labelled : Labelled
    settings : Tuning
    work : Path
        Keeps decoded pictures.
    bank : sequence of str
        Captions that pictures may get by similarity, beside their own.
    held : Held, optional
    progress : Progress
    pairs : Labelled, optional
        Captioned pictures of any kind that the text tower is aligned with, labelled or not.

    Raises
    ------
    TrainingError
        The data cannot be learned from; the message names everything that is wrong with it.
    """
    held = held or Held()
    parts = divide(labelled, held.held_out, settings.seed)
    wanted = trainee.encoder.preprocessing
    told = None if pairs is None else _with_captions(pairs)
    several = [(parts.learn, larger(wanted)), (parts.choose, wanted)]
    several += [(parts.learn, wanted)] if bank else []
    several += [(told, wanted)] if told else []
    pictures, choose, *others = decode(several, work, progress)
    exact = others.pop(0) if bank else None
    return Course(
        material=_material(trainee, parts.learn, pictures, exact, bank, held),
        referee=Referee(_material(trainee, parts.choose, choose, choose, bank, held)),
        settings=settings,
        work=work,
        progress=progress,
        pairs=_material(trainee, told, others[0], None, (), held) if told else None,
    )


def _with_captions(pairs: Labelled) -> Labelled:
    """Take what has a caption and is there to learn from."""
    rows = [
        row
        for row, (told, split) in enumerate(zip(pairs.captions, pairs.splits, strict=True))
        if told and split in TO_LEARN
    ]
    if not rows:
        raise TrainingError(
            f"none of the {len(pairs)} pictures of --pairs has a caption to learn from; "
            "give a CSV with the columns path and caption"
        )
    return pairs.take(rows)


def _material(
    trainee: Trainee,
    labelled: Labelled,
    pictures: Pictures,
    exact: Pictures | None,
    bank: Sequence[str],
    held: Held,
) -> Material:
    """Give pictures their own captions, and those of the bank that are most like them."""
    texts = tuple(sorted({*bank, *(text for one in labelled.captions for text in one)}))
    place = {text: number for number, text in enumerate(texts)}
    lists = [[place[text] for text in one] for one in labelled.captions]
    if bank and exact is not None:
        vectors = embed(trainee.encoder, exact)
        found = assign(vectors, trainee.encoder.texts(list(bank)), held.most, held.quantile)
        numbers = np.array([place[text] for text in bank])
        lists = [own + numbers[found[row]].tolist() for row, own in enumerate(lists)]
    return Material(pictures, labelled.labels, texts, Belonging.of(lists))
