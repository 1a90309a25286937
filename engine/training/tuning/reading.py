"""From labelled pictures on disk to material, with all that is wrong with them said at once.

Files, labels, splits, captions and every single picture are looked at before a model learns
anything. Pictures of the split `val` are held out to choose by; without one, some of the classes
are. The split `test` is left alone: `morelike tune evaluate` measures on it.
"""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.catalogue.reading import read_picture
from engine.encode import Preprocessing
from engine.encode.preprocessing import prepare
from engine.errors import PictureError, TrainingError
from engine.training.measuring.labelled import Labelled
from engine.training.photos import Pictures
from engine.types import Progress, no_progress

TO_LEARN = frozenset(("", "train", "training"))
TO_CHOOSE = frozenset(("val", "valid", "validation", "dev"))
LARGER = 9 / 8
"""Pictures to learn from are so much larger than the model sees them, for sharp crops."""
DECODERS = 4


@dataclass(frozen=True)
class Parts:
    """Labelled pictures to learn from, and to choose by."""

    learn: Labelled
    choose: Labelled


def divide(labelled: Labelled, held_out: float, seed: int) -> Parts:
    """Divide pictures by their splits, or, where none is called val, by their classes.

    Parameters
    ----------
    labelled : Labelled
    held_out : float
        Part of the classes that is held out.
    seed : int

    Raises
    ------
    TrainingError
        Something is wrong with labels, splits or files; the message names all of it.
    """
    found = [*_missing(labelled), *_unlabelled(labelled)]
    learn = [row for row, split in enumerate(labelled.splits) if split in TO_LEARN]
    choose = [row for row, split in enumerate(labelled.splits) if split in TO_CHOOSE]
    if choose:
        found += _one_sided(labelled.take(learn), labelled.take(choose))
    else:
        held = _held(labelled.take(learn), held_out, seed)
        choose = [row for row in learn if labelled.labels[row] in held]
        learn = [row for row in learn if labelled.labels[row] not in held]
    parts = Parts(labelled.take(learn), labelled.take(choose))
    refuse([*found, *_too_few(parts)])
    return parts


def refuse(faults: Sequence[str]) -> None:
    """Raise one error that names all faults, if there are any.

    Raises
    ------
    TrainingError
        There are.
    """
    if faults:
        many = f"{len(faults)} faults" if len(faults) > 1 else "one fault"
        raise TrainingError(f"these pictures cannot be learned from ({many}): {'; '.join(faults)}")


def _missing(labelled: Labelled) -> list[str]:
    return [
        f"{path} is missing" for path in labelled.paths if not (labelled.folder / path).is_file()
    ]


def _unlabelled(labelled: Labelled) -> list[str]:
    pairs = zip(labelled.paths, labelled.labels, strict=True)
    return [f"{path} has no label" for path, label in pairs if not label]


def _one_sided(learn: Labelled, choose: Labelled) -> list[str]:
    """Find labels of one split alone, where the splits are not of classes to begin with."""
    if not learn.classes & choose.classes:
        return []
    return [
        f"label {label!r} is in one split alone" for label in sorted(learn.classes ^ choose.classes)
    ]


def _held(labelled: Labelled, share: float, seed: int) -> frozenset[str]:
    """Choose classes to hold out, of those with two pictures or more."""
    able = [label for label in sorted(labelled.classes) if labelled.labels.count(label) > 1]
    count = min(max(1, round(len(labelled.classes) * share)), len(able))
    return frozenset(np.random.default_rng(seed).permutation(np.array(able, dtype=object))[:count])


def _too_few(parts: Parts) -> list[str]:
    found = []
    if len(parts.learn.classes) < 2:
        named = ", ".join(sorted(parts.learn.classes)) or "none"
        found.append(f"two classes are needed to learn from, and there is {named}")
    if all(parts.choose.labels.count(label) < 2 for label in parts.choose.classes):
        found.append("no held-out class has two pictures, so that nothing can be chosen by them")
    return found


def larger(wanted: Preprocessing) -> Preprocessing:
    """Ask for pictures a little larger than a model does, otherwise alike."""
    changes = {"height": round(wanted.height * LARGER), "width": round(wanted.width * LARGER)}
    return wanted.model_copy(update=changes)


def decode(
    several: Sequence[tuple[Labelled, Preprocessing]],
    work: Path,
    progress: Progress = no_progress,
) -> list[Pictures]:
    """Decode pictures into arrays on disk, one for each part, which a later run finds again.

    Raises
    ------
    TrainingError
        Pictures cannot be read; the message names all of them, of all parts.
    """
    work.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    paths = [_decoded(*part, work, faults, progress) for part in several]
    refuse(faults)
    return [np.load(path, mmap_mode="r", allow_pickle=False) for path in paths]


def _decoded(
    labelled: Labelled, wanted: Preprocessing, work: Path, faults: list[str], progress: Progress
) -> Path:
    path = work / f"pictures-{_key(labelled, wanted)[:16]}.npy"
    if path.is_file():
        return path
    shape = (len(labelled), wanted.height, wanted.width, 3)
    partial = path.with_suffix(".partial.npy")
    array = np.lib.format.open_memmap(partial, mode="w+", dtype=np.uint8, shape=shape)
    before = len(faults)

    def one(row: int) -> None:
        try:
            image = read_picture(labelled.folder / labelled.paths[row], max(shape[1:3]))
            array[row] = prepare(image, wanted).transpose(1, 2, 0)
        except PictureError as error:
            faults.append(str(error))

    with ThreadPoolExecutor(DECODERS) as pool:
        for done, _ in enumerate(pool.map(one, range(len(labelled))), 1):
            progress("reading pictures", done, len(labelled))
    array.flush()
    if len(faults) > before:
        partial.unlink()
    else:
        partial.replace(path)
    return path


def _key(labelled: Labelled, wanted: Preprocessing) -> str:
    """Name an array after its files and how they are prepared."""
    digest = hashlib.sha256(wanted.model_dump_json().encode())
    for path in labelled.paths:
        status = (labelled.folder / path).stat()
        digest.update(f"{path}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
