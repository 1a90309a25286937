"""Train from the command line: `python -m engine.training bundled` and `... figures`."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.encode import open_encoder
from engine.errors import MorelikeError
from engine.settings import BUNDLED_MODEL
from engine.training.figures import all_figures, table
from engine.training.making import HELD_OUT, drawings, make
from engine.training.recipe import Recipe

PHOTOS = Path("../shared/data")


def main() -> int:
    """Read the flags, do what they say, and return the exit code."""
    flags = _parser().parse_args()
    try:
        if flags.command == "bundled":
            return _bundled(flags)
        return _figures(flags)
    except MorelikeError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine.training")
    commands = parser.add_subparsers(dest="command", required=True)
    bundled = commands.add_parser("bundled", help="make the bundled model from nothing")
    bundled.add_argument("--out", type=Path, default=BUNDLED_MODEL, help="the model's folder")
    bundled.add_argument("--work", type=Path, default=Path("training"), help="state, log, drawings")
    bundled.add_argument("--seed", type=int, default=1)
    bundled.add_argument("--minutes", type=float, help="end after this long")
    bundled.add_argument("--steps", type=int, help="end after so many steps, the same every time")
    figures = commands.add_parser("figures", help="measure a model on pictures it never saw")
    figures.add_argument("--model", default="bundled", help="any model that Morelike opens")
    for command in (bundled, figures):
        command.add_argument(
            "--photos", type=Path, default=PHOTOS, help="folder of labelled photos"
        )
        command.add_argument("--drawn-cache", type=Path, help="folder with drawings made before")
    return parser


def _bundled(flags: argparse.Namespace) -> int:
    recipe = Recipe(seed=flags.seed, minutes=flags.minutes, steps=flags.steps)
    photos = _photos(flags.photos)
    figures = make(photos, flags.out, flags.work, recipe, flags.drawn_cache, _told)
    sys.stdout.write(f"{table(figures)}\n")
    return 0


def _figures(flags: argparse.Namespace) -> int:
    model = flags.model if not Path(flags.model).is_dir() else f"local-dir:{flags.model}"
    photos = _photos(flags.photos)
    with TemporaryDirectory() as fresh:
        held_out = drawings("heldout", HELD_OUT, flags.drawn_cache or Path(fresh), _told)
        figures = all_figures(open_encoder(model), photos, held_out)
    sys.stdout.write(f"{table(figures)}\n")
    return 0


def _photos(folder: Path) -> Path | None:
    if folder.is_dir():
        return folder
    sys.stderr.write(f"no labelled photos at {folder}: going on with drawings alone\n")
    return None


def _told(stage: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r{stage}: {done} of {total} ")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
