"""`morelike tune`: draw pictures; train and measure models of our own."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.heading import head
from bot.cli.measuring import evaluate
from bot.cli.methods import run_comparison, run_method
from bot.cli.printing import Bar, complain, out, out_json
from engine.encode import open_encoder
from engine.errors import TrainingError
from engine.settings import BUNDLED_MODEL
from engine.training.drawing.catalogue import write_catalogue
from engine.training.figures import Figure, all_figures, table
from engine.training.making import HELD_OUT, drawings, make
from engine.training.recipe import Recipe


def tune(arguments: Namespace) -> None:
    """Draw, train or measure."""
    _KINDS[arguments.what](arguments)


def _draw(arguments: Namespace) -> None:
    bar = Bar()
    write_catalogue(
        arguments.folder,
        arguments.count,
        arguments.seed,
        progress=lambda done, total: bar("drawing", done, total),
    )
    bar.close()
    out(f"{arguments.count:,} pictures in {arguments.folder}")


def _bundled(arguments: Namespace) -> None:
    if arguments.minutes is None and arguments.steps is None:
        raise TrainingError("a run without end: add --minutes N or --steps N")
    recipe = Recipe(seed=arguments.seed, minutes=arguments.minutes, steps=arguments.steps)
    bar = Bar()
    photos = _photos(arguments.photos)
    target = arguments.out or BUNDLED_MODEL
    figures = make(photos, target, arguments.work, recipe, arguments.drawn_cache, bar)
    bar.close()
    _print(figures, as_json=arguments.json)


def _figures(arguments: Namespace) -> None:
    bar = Bar()
    with TemporaryDirectory() as fresh:
        cache = arguments.drawn_cache or Path(fresh)
        held_out = drawings("heldout", HELD_OUT, cache, bar)
        encoder = open_encoder(arguments.model)
        figures = all_figures(encoder, _photos(arguments.photos), held_out)
    bar.close()
    _print(figures, as_json=arguments.json)


def _photos(folder: Path | None) -> Path | None:
    if folder is None:
        complain("no labelled photos named (--photos DIR): going on with drawings alone")
    elif not folder.is_dir():
        raise TrainingError(f"{folder} is not a folder of labelled photos")
    return folder


def _print(figures: Sequence[Figure], *, as_json: bool) -> None:
    out(table(figures))
    if as_json:
        out_json({"figures": [figure.model_dump(mode="json") for figure in figures]})


_KINDS: dict[str, Callable[[Namespace], None]] = {
    "draw": _draw,
    "bundled": _bundled,
    "figures": _figures,
    "evaluate": evaluate,
    "head": head,
    "two-step": run_method,
    "captions": run_method,
    "adapter": run_method,
    "labels": run_method,
    "words": run_method,
    "compare": run_comparison,
}
