"""What can be typed after `morelike tune`; the methods of tuning have a module of their own."""

from pathlib import Path

from bot.cli.flags import (
    LABELLED,
    Commands,
    Taker,
    add_cache,
    add_command,
    add_device,
    add_drawing_seed,
    add_folder,
    add_json,
    add_kinds,
    add_labelled,
    add_model,
    add_number,
    add_photos,
    add_real,
    add_seed,
    add_switch,
    amount,
)
from bot.cli.tuned import add_methods

FAMILIES = ("pictures", "neighbours", "names", "words")


def add_tune(commands: Commands) -> None:
    """Describe `morelike tune` and all that it draws, trains and measures."""
    example = "morelike tune draw pictures --count 100"
    kinds = add_kinds(add_command(commands, "tune", "draw, train and measure", example))
    for add in (_draw, _bundled, _figures, _evaluate, _head, add_methods):
        add(kinds)


def _draw(kinds: Commands) -> None:
    example = "morelike tune draw pictures --count 100 --seed 7"
    draw = add_command(kinds, "draw", "draw pictures", example)
    draw.add_argument("folder", type=Path, metavar="FOLDER", help="where they go")
    add_number(draw, "--count", "2400", default=2400)
    add_drawing_seed(draw)


def _bundled(kinds: Commands) -> None:
    bundled = add_command(
        kinds,
        "bundled",
        "train the bundled model from nothing",
        "morelike tune bundled --photos ../shared/data --minutes 120 --seed 1",
    )
    add_folder(bundled, "--out", "the model's folder")
    bundled.add_argument("--work", type=Path, default=Path("training"), metavar="DIR")
    add_drawing_seed(bundled)
    add_real(bundled, "--minutes", "N", "end after this long", type=amount)
    add_number(bundled, "--steps", "end after so many steps")
    _photos_and_drawings(bundled)


def _figures(kinds: Commands) -> None:
    figures = add_command(
        kinds,
        "figures",
        "measure a model on pictures that it was never trained on",
        "morelike tune figures --model bundled --photos ../shared/data",
    )
    add_model(figures)
    _photos_and_drawings(figures)


def _photos_and_drawings(parser: Taker) -> None:
    add_photos(parser)
    add_folder(parser, "--drawn-cache", "drawings made before")
    add_json(parser)


def _evaluate(kinds: Commands) -> None:
    parser = add_command(
        kinds,
        "evaluate",
        "measure a model on labelled pictures of your own, as the literature does",
        "morelike tune evaluate --model bundled --data GPR1200/images --json",
    )
    add_model(parser)
    add_labelled(parser)
    parser.add_argument("--only", nargs="+", choices=FAMILIES, default=[], metavar="WHAT",
                        help=f"{', '.join(FAMILIES)}: all that the data serves")  # fmt: skip
    add_number(parser, "--neighbours", "that vote on a class: 21", default=21, metavar="K")
    parser.add_argument("--templates", default="simple", metavar="NAME|FILE",
                        help="name, photo, simple, imagenet, or a file with a {} in each line: "
                        "simple")  # fmt: skip
    add_cache(parser)
    add_device(parser)
    add_json(parser)


def _head(kinds: Commands) -> None:
    parser = add_command(
        kinds,
        "head",
        "train a compact head beside a model, which makes the codes of libraries",
        "morelike tune head --model local-dir:tuned --data photos.csv --compare",
    )
    add_model(parser)
    learns_from = parser.add_mutually_exclusive_group(required=True)
    says = f"{LABELLED}; pictures without a label help to spread"
    add_labelled(learns_from, says, required=False)
    add_photos(learns_from)
    add_folder(parser, "--out", "the model's own folder, where it has one of yours")
    widths = "widths of layers between; none: a linear head"
    add_number(parser, "--hidden", widths, nargs="*", default=[])
    add_number(parser, "--dimensions", "32", default=32)
    add_number(parser, "--epochs", "10", default=10)
    add_seed(parser)
    spreading = "weight of the loss that keeps pictures apart; 0 for none: 1"
    add_real(parser, "--spreading", "W", spreading, default=1.0, type=amount)
    add_switch(parser, "--shared", "captions learn through the pictures' own head")
    add_switch(parser, "--anyway", "write it even where the library's axes are as good")
    compares = "learn from half of the classes, search for the other half, and print codes by "
    add_switch(parser, "--compare", f"{compares}head beside codes by axes")
    add_number(parser, "--queries", "searches to compare: 60", default=60)
    add_cache(parser)
    add_json(parser)
