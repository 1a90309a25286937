"""Whole catalogues of drawings: the bundled demo, and arrays to train a model on.

Picture `index` of seed `seed` depends on these two numbers alone, so any one
can be drawn again by itself; on the same versions of numpy and Pillow it is
the same to the bit. Everything is written under a temporary name and renamed,
so a catalogue that is there is complete.
"""

import csv
import io
import json
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.training.drawing.attributes import Attributes, choose
from engine.training.drawing.scene import draw
from engine.training.drawing.sentences import paraphrases, sentence

Progress = Callable[[int, int], None]

RATIOS: tuple[tuple[int, int], ...] = ((4, 3), (4, 3), (3, 4), (1, 1), (16, 10))
DEMO_SEED, DEMO_COUNT, DEMO_SIDE = 7, 2520, 448
COLUMNS = ("path", "subject", "colour", "count", "setting", "time", "weather", "style", "caption")
_BATCH = 60  # pictures that one process draws before it reports


class Drawing(NamedTuple):
    """One drawn picture with the truth about it."""

    image: Image.Image
    attributes: Attributes
    sentence: str
    paraphrases: tuple[str, ...]


def draw_picture(seed: int, index: int, longer_side: int, square: bool = False) -> Drawing:
    """Draw picture `index` of the endless catalogue `seed`.

    Parameters
    ----------
    seed, index : int
        Not negative.
    longer_side : int
        In pixels.
    square : bool
        Give every picture one to one, as training wants it, in place of mixed formats.
    """
    words, paint = np.random.default_rng([seed, index, 0]), np.random.default_rng([seed, index, 1])
    attributes = choose(words)
    wide, tall = (1, 1) if square else RATIOS[int(words.integers(len(RATIOS)))]
    share = longer_side / max(wide, tall)
    image = draw(attributes, (round(wide * share), round(tall * share)), paint)
    return Drawing(image, attributes, sentence(attributes), paraphrases(attributes, words, 5))


def file_name(index: int, attributes: Attributes) -> str:
    """Name a picture's file after what is on it.

    Examples
    --------
    >>> file_name(12, Attributes(subject="hot-air balloon", colour="red", count=1, setting="lake",
    ...                          time="dusk", weather="clear", style="poster"))
    '0012-hot-air-balloon-lake-dusk.webp'
    """
    words = [attributes.subject or "landscape", attributes.setting, attributes.time]
    return f"{index:04d}-" + "-".join(words).replace(" ", "-") + ".webp"


def encoded(image: Image.Image, style: str) -> bytes:
    """Encode as WebP: pixel art without loss, which is smaller too, the rest at quality 75."""
    stream = io.BytesIO()
    if style == "pixel art":
        image.save(stream, "WEBP", lossless=True, quality=90, method=4)
    else:
        image.save(stream, "WEBP", quality=75, method=5)
    return stream.getvalue()


def _draw_files(
    folder: str, seed: int, first: int, last: int, side: int
) -> list[dict[str, object]]:
    records = []
    for index in range(first, last):
        drawing = draw_picture(seed, index, side)
        name = file_name(index, drawing.attributes)
        (Path(folder) / name).write_bytes(encoded(drawing.image, drawing.attributes.style))
        truth = {**drawing.attributes.model_dump(), "sentence": drawing.sentence}
        width, height = drawing.image.size
        records.append({"path": f"pictures/{name}", **truth, "width": width, "height": height})
    return records


def _draw_array(
    seed: int, first: int, last: int, side: int
) -> tuple[NDArray[np.uint8], list[dict[str, object]]]:
    pictures = np.empty((last - first, side, side, 3), dtype=np.uint8)
    records = []
    for index in range(first, last):
        drawing = draw_picture(seed, index, side, square=True)
        pictures[index - first] = np.asarray(drawing.image)
        truth = {**drawing.attributes.model_dump(), "sentence": drawing.sentence}
        records.append({**truth, "paraphrases": list(drawing.paraphrases)})
    return pictures, records


def _ranges(count: int) -> Iterator[tuple[int, int]]:
    for first in range(0, count, _BATCH):
        yield first, min(first + _BATCH, count)


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def write_catalogue(
    folder: Path,
    count: int = DEMO_COUNT,
    seed: int = DEMO_SEED,
    side: int = DEMO_SIDE,
    progress: Progress = _silent,
    workers: int = 2,
) -> None:
    """Write `pictures/*.webp`, `attributes.jsonl` and `captions.csv` into a folder.

    The table is what indexing reads captions from, and evaluation its labels: paths in it start
    from the folder of pictures.

    Parameters
    ----------
    folder : Path
        Made if missing; pictures of an earlier catalogue in it are removed.
    count, seed, side : int
        Pictures 0 to `count - 1` of the seed, `side` pixels at their longer side.
    progress : (done, total) -> None
    workers : int
        Processes that draw.
    """
    pictures, fresh = folder / "pictures", folder / "pictures.partial"
    fresh.mkdir(parents=True, exist_ok=True)
    records: list[dict[str, object]] = []
    with _pool(workers) as pool:
        parts = [pool.submit(_draw_files, str(fresh), seed, *part, side) for part in _ranges(count)]
        for part in parts:
            records += part.result()
            progress(len(records), count)
    for old in pictures.glob("*.webp") if pictures.is_dir() else ():
        old.unlink()
    pictures.mkdir(exist_ok=True)
    for new in fresh.iterdir():
        new.rename(pictures / new.name)
    fresh.rmdir()
    _replace(folder / "attributes.jsonl", _lines(records))
    _replace(folder / "captions.csv", _table(records))


def draw_many(
    stem: Path,
    count: int,
    seed: int,
    side: int = 128,
    progress: Progress = _silent,
    workers: int = 2,
) -> None:
    """Write square drawings as one array, and the truth about them line by line.

    Parameters
    ----------
    stem : Path
        `STEM.npy` becomes (count, side, side, 3) uint8, `STEM.jsonl` one object a picture
        with its attributes, its sentence and five paraphrases.
    count, seed, side : int
    progress : (done, total) -> None
    workers : int
    """
    stem.parent.mkdir(parents=True, exist_ok=True)
    partial = stem.with_suffix(".partial.npy")
    shape = (count, side, side, 3)
    array = np.lib.format.open_memmap(partial, mode="w+", dtype=np.uint8, shape=shape)
    records: list[dict[str, object]] = []
    with _pool(workers) as pool:
        parts = deque(pool.submit(_draw_array, seed, *part, side) for part in _ranges(count))
        while parts:  # popped, so that no more than a few batches are in memory
            pictures, truths = parts.popleft().result()
            array[len(records) : len(records) + len(pictures)] = pictures
            records += truths
            progress(len(records), count)
    array.flush()
    _replace(stem.with_suffix(".jsonl"), _lines(records))
    partial.replace(stem.with_suffix(".npy"))


def _lines(records: list[dict[str, object]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _table(records: list[dict[str, object]]) -> str:
    stream = io.StringIO()
    table = csv.DictWriter(stream, COLUMNS, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(_row(record) for record in records)
    return stream.getvalue()


def _row(record: dict[str, object]) -> dict[str, object]:
    name = Path(str(record["path"])).name
    return {**record, "path": name, "caption": record["sentence"]}


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
