"""Many picture files decoded ahead of whoever asks for them, and what is made of them kept.

What was made is found again by a name that hangs on each file's path, length and time: a changed
picture is looked at anew.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.catalogue import open_picture, read_file
from engine.errors import PictureError

Pixels = NDArray[np.uint8]
AHEAD = 128
DECODERS = 4


def decoded(
    folder: Path,
    paths: Sequence[str],
    prepare: Callable[[Image.Image], Pixels],
    shorter_side: int | None = None,
) -> Iterator[Pixels | PictureError]:
    """Decode pictures in the order of their paths, a few ahead.

    Parameters
    ----------
    folder : Path
    paths : sequence of str
        Below the folder.
    prepare : callable
        From an upright RGB picture to an array.
    shorter_side : int, optional
        What is enough, where a JPEG can be decoded smaller than it is.

    Yields
    ------
    array of uint8, or PictureError
        The error names the whole path: every class may have an `image_0001.jpg`.
    """

    def one(path: str) -> Pixels | PictureError:
        file = folder / path
        try:
            content = read_file(file, str(file))
            return prepare(open_picture(content, str(file), shorter_side).image)
        except PictureError as error:
            return error

    waiting: deque[Future[Pixels | PictureError]] = deque()
    with ThreadPoolExecutor(DECODERS, "decode") as pool:
        for path in paths:
            waiting.append(pool.submit(one, path))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        yield from (last.result() for last in waiting)


def name_of(folder: Path, paths: Sequence[str], about: str) -> str:
    """Name what is made of some files in some way, (24 letters)."""
    digest = hashlib.blake2b(about.encode(), digest_size=12)
    for path in paths:
        stat = (folder / path).stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def kept(path: Path, make: Callable[[], NDArray[np.float32]]) -> NDArray[np.float32]:
    """Take an array from where it was left, or make it and leave it there."""
    if path.is_file():
        found: NDArray[np.float32] = np.load(path, allow_pickle=False)
        return found
    array = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npy")
    np.save(part, array)
    part.replace(path)
    return array
