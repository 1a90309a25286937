"""From labelled pictures on disk to material, with all that is wrong with them said at once.

Labels, splits, captions and every single picture are looked at before a model learns anything;
files and the names of splits were looked at when the labels were read. Pictures of the split `val`
are held out to choose by; without one, some of the classes are. The split `test` is left alone:
`morelike tune evaluate` measures on it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from engine.encode import Preprocessing
from engine.encode.preprocessing import prepare
from engine.errors import PictureError
from engine.training.measuring.decoding import Pixels, decoded, name_of
from engine.training.measuring.faults import named, refuse
from engine.training.measuring.labelled import TO_CHOOSE, TO_LEARN, TO_MEASURE, Labelled
from engine.training.photos import Pictures
from engine.types import Progress, no_progress

LARGER = 9 / 8
"""Pictures to learn from are so much larger than the model sees them, for sharp crops."""
JUDGED = 2
"""Classes to choose by, at least: one class alone is always found."""
STRANGERS = 600
"""Pictures of learned classes that stand among those that weights are chosen by, at most."""


@dataclass(frozen=True)
class Parts:
    """Labelled pictures to learn from, and to choose by."""

    learn: Labelled
    choose: Labelled

    @property
    def searched(self) -> Labelled:
        """What held-out pictures search: themselves, and strangers that have no label.

        Strangers are learned pictures of other classes, with the captions they have: a few
        held-out classes among themselves would be told apart by any model, and by none better.
        """
        fit = [row for row, one in enumerate(self.learn.labels) if one not in self.choose.classes]
        step = max(1, -(-len(fit) // STRANGERS))
        others = self.learn.take(fit[::step])
        return self.choose.beside(replace(others, labels=("",) * len(others)))


def divide(labelled: Labelled, held_out: float, seed: int) -> Parts:
    """Divide pictures by their splits, or, where none is called val, by their classes.

    Parameters
    ----------
    labelled : Labelled
    held_out : float
        Part of the classes that is held out, two of them at least.
    seed : int

    Raises
    ------
    TrainingError
        Something is wrong with labels or splits; the message names all of it.
    """
    learn, choose = labelled.rows(TO_LEARN | {""}), labelled.rows(TO_CHOOSE)
    split = bool(choose)
    faults = [*_unlabelled(labelled.take([*learn, *choose])), *_one_sided(labelled)]
    if not split:
        held = _held(labelled.take(learn), held_out, seed)
        choose = [row for row in learn if labelled.labels[row] in held]
        learn = [row for row in learn if labelled.labels[row] not in held]
    parts = Parts(labelled.take(learn), labelled.take(choose))
    refuse([*faults, *(_few_learned(parts, split=split) or _few_judged(parts.choose))])
    return parts


def _unlabelled(labelled: Labelled) -> list[str]:
    pairs = zip(labelled.paths, labelled.labels, strict=True)
    found = [path for path, label in pairs if not label]
    return [f"{len(found):,} pictures have no label: {named(found)}"] if found else []


def _one_sided(labelled: Labelled) -> list[str]:
    """Find labels of one split alone, where the splits are not of classes to begin with."""
    learn, choose, test = (
        labelled.take(labelled.rows(splits)).classes
        for splits in (TO_LEARN | {""}, TO_CHOOSE, TO_MEASURE)
    )
    alone = learn ^ choose if learn & choose else frozenset()
    known = learn | choose
    alone |= test - known if test & known else frozenset()
    said = named([repr(label) for label in sorted(alone)])
    return [f"labels of one split alone: {said}"] if alone else []


def _held(labelled: Labelled, share: float, seed: int) -> frozenset[str]:
    """Choose classes to hold out, of those with two pictures or more."""
    able = _able(labelled)
    count = min(max(JUDGED, round(len(labelled.classes) * share)), len(able))
    return frozenset(np.random.default_rng(seed).permutation(np.array(able, dtype=object))[:count])


def _able(labelled: Labelled) -> list[str]:
    """List the classes with two pictures or more: a picture alone has none to find."""
    return sorted(label for label, count in Counter(labelled.labels).items() if label and count > 1)


def _few_learned(parts: Parts, *, split: bool) -> list[str]:
    learned, held = parts.learn.classes, parts.choose.classes
    if len(learned) > 1:
        return []
    there = named(sorted(learned if split else learned | held)) or "none"
    said = f"two classes are needed to learn from, and there is {there}"
    if not split and len(learned | held) > 1:
        said = (
            f"of {len(learned | held)} classes {len(held)} are held out to choose by, and two are "
            "needed to learn from: give more classes, or a split called val, which may be other "
            "pictures of these classes"
        )
    return [said]


def _few_judged(choose: Labelled) -> list[str]:
    able = _able(choose)
    if len(able) >= JUDGED:
        return []
    held = named(able) or "none"
    said = f"{JUDGED} classes of two pictures or more are needed to choose by, and there is {held}"
    return [said]


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
        Pictures cannot be read; the message names the first of them, and counts those of all parts.
    """
    work.mkdir(parents=True, exist_ok=True)
    faults: dict[str, None] = {}  # a picture may be of two parts
    paths = [_decoded(*part, work, faults, progress) for part in several]
    if faults:
        refuse([f"{len(faults):,} cannot be read: {named([*faults], '; ')}"])
    return [np.load(path, mmap_mode="r", allow_pickle=False) for path in paths]


def _decoded(
    labelled: Labelled,
    wanted: Preprocessing,
    work: Path,
    faults: dict[str, None],
    progress: Progress,
) -> Path:
    name = name_of(labelled.folder, labelled.paths, wanted.model_dump_json())
    path = work / f"pictures-{name}.npy"
    if path.is_file():
        return path
    shape = (len(labelled), wanted.height, wanted.width, 3)
    partial = path.with_suffix(".partial.npy")
    array = np.lib.format.open_memmap(partial, mode="w+", dtype=np.uint8, shape=shape)

    def ready(image: Image.Image) -> Pixels:
        return prepare(image, wanted).transpose(1, 2, 0)

    whole = True
    found = decoded(labelled.folder, labelled.paths, ready, max(wanted.height, wanted.width))
    for row, one in enumerate(found):
        if isinstance(one, PictureError):
            faults[str(one)], whole = None, False
        else:
            array[row] = one
        progress("reading pictures", row + 1, len(labelled))
    array.flush()
    if whole:
        partial.replace(path)
    else:
        partial.unlink()
    return path
