"""Draw a catalogue from the command line: `python -m engine.training.drawing --folder DIR`."""

import argparse
import sys
from pathlib import Path

from engine.training.drawing.catalogue import (
    DEMO_COUNT,
    DEMO_SEED,
    DEMO_SIDE,
    draw_many,
    write_catalogue,
)


def _told(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done} of {total} pictures")
    sys.stderr.flush()


def main() -> None:
    """Read the flags and draw."""
    parser = argparse.ArgumentParser(prog="python -m engine.training.drawing")
    parser.add_argument("--folder", type=Path, help="write a catalogue of files here")
    parser.add_argument("--array", type=Path, help="write one array of square drawings: STEM.npy")
    parser.add_argument("--count", type=int, default=DEMO_COUNT)
    parser.add_argument("--seed", type=int, default=DEMO_SEED)
    parser.add_argument("--size", type=int, default=DEMO_SIDE, help="longer side in pixels")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    flags = parser.parse_args()
    if flags.folder is None and flags.array is None:
        parser.error("say where to: --folder DIR or --array STEM")
    if flags.folder is not None:
        write_catalogue(
            flags.folder, flags.count, flags.seed, flags.size, _told, workers=flags.workers
        )
    if flags.array is not None:
        draw_many(flags.array, flags.count, flags.seed, flags.size, _told, workers=flags.workers)
    sys.stderr.write("\n")


if __name__ == "__main__":
    main()
