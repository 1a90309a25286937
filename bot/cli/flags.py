"""Flags that several commands take, each described here once, and the values that they take.

Every `add_` puts its flag last in the help; what a command says otherwise goes into `more`, as
argparse names it.
"""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from math import isfinite
from pathlib import Path
from typing import Any, Protocol

Commands = Any
"""What argparse's `add_subparsers` gives: it names no public type for it."""

MODEL = (
    "bundled, an open_clip name such as ViT-B-32-256/datacomp_s34b_b86k, local-dir:PATH, "
    "or a checkpoint file"
)
LABELLED = (
    "GPR1200's folder, a folder with a folder for each class, or a CSV with "
    "path,label[,caption][,split]"
)


class Taker(Protocol):
    """What takes flags: a parser, or a group of its flags."""

    def add_argument(self, *names: str, **how: Any) -> object:  # noqa: ANN401 - argparse's own
        """Take one more."""


def add_command(commands: Commands, name: str, says: str, example: str) -> ArgumentParser:
    """Describe one command; `says` begins small and ends without a full stop."""
    added: ArgumentParser = commands.add_parser(
        name,
        help=says,
        description=says[0].upper() + says[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    return added


def add_kinds(parser: ArgumentParser) -> Commands:
    """Let another word follow that says what the command is to do."""
    return parser.add_subparsers(dest="what", required=True, metavar="WHAT")


def add_number(parser: Taker, flag: str, says: str, **more: Any) -> None:  # noqa: ANN401
    """Take a whole number of 1 or more."""
    parser.add_argument(flag, **{"type": positive, "metavar": "N", "help": says, **more})


def add_count(parser: Taker, flag: str, says: str, **more: Any) -> None:  # noqa: ANN401
    """Take a whole number of 0 or more."""
    parser.add_argument(flag, **{"type": count, "metavar": "N", "help": says, **more})


def add_real(parser: Taker, flag: str, metavar: str, says: str, **more: Any) -> None:  # noqa: ANN401
    """Take any number."""
    parser.add_argument(flag, **{"type": real, "metavar": metavar, "help": says, **more})


def add_folder(parser: Taker, flag: str, says: str, **more: Any) -> None:  # noqa: ANN401
    """Take the path of a folder."""
    parser.add_argument(flag, **{"type": Path, "metavar": "DIR", "help": says, **more})


def add_file(parser: Taker, flag: str, says: str) -> None:
    """Take the path of a file."""
    parser.add_argument(flag, type=Path, metavar="FILE", help=says)


def add_switch(parser: Taker, flag: str, says: str) -> None:
    """Take a flag that stands alone."""
    parser.add_argument(flag, action="store_true", help=says)


def add_json(parser: Taker, says: str = "end with one JSON object") -> None:
    """Let the answer be JSON."""
    add_switch(parser, "--json", says)


def add_seed(parser: Taker, says: str = "0", default: int | None = 0) -> None:
    """Take the number that chance begins with."""
    add_count(parser, "--seed", says, default=default, metavar="S")


def add_drawing_seed(parser: Taker) -> None:
    """Take the number that drawing and training begin with."""
    add_seed(parser, "1", default=1)


def add_library(parser: Taker) -> None:
    """Take one library, or none."""
    add_folder(parser, "--library", "a library; the bundled demo")


def add_images(parser: Taker, says: str) -> None:
    """Take the folder of pictures that the command is about."""
    parser.add_argument("images", type=Path, metavar="IMAGES", help=says)


def add_model(parser: Taker, default: str | None = "bundled", says: str = MODEL) -> None:
    """Take the name of a model."""
    parser.add_argument("--model", default=default, metavar="MODEL", help=says)


def add_address(parser: Taker, what: str) -> None:
    """Take the address of something that is served already."""
    parser.add_argument(
        "--address", metavar="URL", help=f"a {what} that runs already; one of its own"
    )


def add_photos(parser: Taker) -> None:
    """Take the folder of labelled photos that the published figures come from."""
    add_folder(parser, "--photos", "labelled photos")


def add_labelled(parser: Taker, says: str = LABELLED, *, required: bool = True) -> None:
    """Take labelled pictures in any of the forms that people have them in."""
    add_folder(parser, "--data", says, required=required, metavar="DIR|CSV")


def add_cache(parser: Taker) -> None:
    """Take a folder for what is slow to make."""
    add_folder(parser, "--cache", "keeps vectors for the next time")


def add_device(parser: Taker) -> None:
    """Take what to compute on."""
    parser.add_argument("--device", metavar="NAME", help="cpu, cuda, ...: the best there is")


def positive(text: str) -> int:
    """Read a whole number of 1 or more."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ValueError(text)
    return int(text)


def count(text: str) -> int:
    """Read a whole number of 0 or more."""
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def real(text: str) -> float:
    """Read a number that is neither endless nor none."""
    if not isfinite(float(text)):
        raise ValueError(text)
    return float(text)


def share(text: str) -> float:
    """Read a part of a whole."""
    if not 0 <= float(text) <= 1:
        raise ValueError(text)
    return float(text)


def last_layers(text: str) -> int:
    """Read how many layers learn; 0 is all of them."""
    return 0 if text == "all" else positive(text)


def amount(text: str) -> float:
    """Read a number of 0 or more, such as a length of time."""
    if not 0 <= float(text) < 1e9:
        raise ValueError(text)
    return float(text)


positive.__name__ = "number from 1"  # what argparse calls it when it complains
count.__name__ = "number from 0"
real.__name__ = "number"
share.__name__ = "number from 0 to 1"
last_layers.__name__ = "number from 1, nor all"
amount.__name__ = "number that is not below 0"
