"""From labelled pictures to a whole course: decoded, divided, every picture with its captions."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.errors import TrainingError
from engine.training.measuring.labelled import TO_LEARN, Labelled
from engine.training.photos import Pictures
from engine.training.tuning.belonging import Belonging, most_alike
from engine.training.tuning.keeping import Course, texts_kept
from engine.training.tuning.material import Material
from engine.training.tuning.methods import Method, refuse_captions
from engine.training.tuning.reading import Parts, decode, divide, larger
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
    method: Method | None = None,
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
    method : str, optional
        What it is for: captions that it would miss are missed before any picture is decoded.

    Raises
    ------
    TrainingError
        The data cannot be learned from; the message names everything that is wrong with it.
    """
    held = held or Held()
    parts = divide(labelled, held.held_out, settings.seed)
    wanted = trainee.encoder.preprocessing
    told = None if pairs is None else _with_captions(pairs)
    if method is not None:
        _refuse_captions(method, settings, parts, bool(bank), told is not None)
    searched = parts.searched
    several = [(parts.learn, larger(wanted)), (searched, wanted)]
    several += [(parts.learn, wanted)] if bank else []
    several += [(told, wanted)] if told else []
    pictures, choose, *others = decode(several, work, progress)
    given: Sequence[Belonging] = ()
    if bank:
        given = _given(
            trainee, (others.pop(0), choose), bank, _texts(parts.learn, bank), held, work
        )
    return Course(
        material=_material(parts.learn, pictures, bank, given[:1]),
        referee=Referee(_material(searched, choose, bank, given[1:])),
        settings=settings,
        work=work,
        progress=progress,
        pairs=_material(told, others[0]) if told else None,
    )


def _refuse_captions(
    method: Method, settings: Tuning, parts: Parts, bank: bool, told: bool
) -> None:
    learned = bank or any(parts.learn.captions)
    judged = bank or any(parts.choose.captions)
    refuse_captions(method, settings, learned=learned, aligned=told or learned, judged=judged)


def _with_captions(pairs: Labelled) -> Labelled:
    """Take what has a caption and is there to learn from."""
    rows = [row for row in pairs.rows(TO_LEARN | {""}) if pairs.captions[row]]
    if not rows:
        raise TrainingError(
            f"none of the {len(pairs)} pictures of --pairs has a caption to learn from; "
            "give a CSV with the columns path and caption"
        )
    return pairs.take(rows)


def _texts(labelled: Labelled, bank: Sequence[str]) -> tuple[str, ...]:
    """List the captions of pictures and of a bank, each once."""
    return tuple(sorted({*bank, *(text for one in labelled.captions for text in one)}))


def _given(
    trainee: Trainee,
    parts: Sequence[Pictures],
    bank: Sequence[str],
    texts: Sequence[str],
    held: Held,
    work: Path,
) -> list[Belonging]:
    """Give pictures of all parts the bank's captions, by the bar of the first one.

    All `texts` are embedded, the bank among them, as those of the first part are wanted again.
    """
    place = {text: number for number, text in enumerate(texts)}
    captions = texts_kept(trainee, texts, work)[[place[text] for text in bank]]
    found = [most_alike(embed(trainee.encoder, part), captions, held.most) for part in parts]
    bar = found[0].bar(held.quantile)
    return [alike.above(bar) for alike in found]


def _material(
    labelled: Labelled,
    pictures: Pictures,
    bank: Sequence[str] = (),
    given: Sequence[Belonging] = (),
) -> Material:
    """Put captions of pictures' own and those of the bank that they were given together."""
    texts = _texts(labelled, bank)
    place = {text: number for number, text in enumerate(texts)}
    lists = [[place[text] for text in one] for one in labelled.captions]
    numbers = np.array([place[text] for text in bank], dtype=np.int64)
    for belonging in given:
        lists = [own + numbers[belonging[row]].tolist() for row, own in enumerate(lists)]
    return Material(pictures, labelled.labels, texts, Belonging.of(lists))
