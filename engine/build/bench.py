"""How near indexing comes to the speed of the encoder itself."""

import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.build.pipeline import Decoder, Outcome, Ready, decode_ahead, encode
from engine.build.settings import BuildSettings
from engine.catalogue import Found, scan
from engine.encode import Encoder
from engine.errors import CatalogueError
from engine.types import Value

ROUND_BATCHES = 16


class EncodeBench(Value):
    """Pictures a second: the encoder alone on ready tensors, and the way from file to vector."""

    pictures: int
    encoder_per_second: float
    pipeline_per_second: float
    share: float


def bench_encode(
    images: Path,
    encoder: Encoder,
    settings: BuildSettings | None = None,
    limit: int = 512,
    clock: Callable[[], float] = time.perf_counter,
) -> EncodeBench:
    """Measure both rates on the same pictures.

    The two take turns, some batches each, so that whatever else the machine does slows both alike.

    Raises
    ------
    CatalogueError
        The folder holds no picture that can be read.
    """
    chosen = settings or BuildSettings()
    found = (one for one in scan(images) if isinstance(one, Found))
    files = list(islice(found, limit))
    decoder = Decoder(images, encoder, chosen, lambda _: False)
    # Where a round starts and ends nothing overlaps, as in indexing where a whole run does.
    rounds = max(1, len(files) // (ROUND_BATCHES * chosen.batch))
    alone = piped = 0.0
    done = 0
    for part in np.array_split(np.arange(len(files)), rounds):
        started = clock()
        ready = _pipe(decoder, [files[place] for place in part], encoder, chosen)
        between = clock()
        _encode_again(encoder, ready, chosen.batch)
        done += len(ready)
        piped += between - started
        alone += clock() - between
    if not done:
        raise CatalogueError(f"{images} holds no picture that can be read")
    return EncodeBench(
        pictures=done,
        encoder_per_second=done / alone,
        pipeline_per_second=done / piped,
        share=alone / piped,
    )


def _pipe(
    decoder: Decoder, files: list[Found], encoder: Encoder, settings: BuildSettings
) -> list[NDArray[np.uint8]]:
    """Take files all the way to vectors, and give back the tensors on the way."""
    pixels: list[NDArray[np.uint8]] = []
    ready: list[Ready] = []
    for outcome in decode_ahead(decoder, files, settings):
        ready.extend(_decoded(outcome))
        if len(ready) == settings.batch:
            encode(encoder, ready)
            pixels.extend(one.pixels for one in ready)
            ready.clear()
    encode(encoder, ready)
    return pixels + [one.pixels for one in ready]


def _decoded(outcome: Outcome) -> list[Ready]:
    return [outcome] if isinstance(outcome, Ready) else []


def _encode_again(encoder: Encoder, pixels: list[NDArray[np.uint8]], batch: int) -> None:
    for start in range(0, len(pixels), batch):
        encoder.pictures(np.stack(pixels[start : start + batch]))
