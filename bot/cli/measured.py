"""What can be typed after `morelike tune evaluate` and `morelike tune head`."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

FAMILIES = ("pictures", "neighbours", "names", "words")
Command = Callable[[Any, str, str, str], ArgumentParser]
Number = Callable[[str], int]

DATA = (
    "GPR1200's folder, a folder with a folder for each class, or a CSV with "
    "path,label[,caption][,split]"
)


def add_evaluate(kinds: Any, command: Command, positive: Number, model: str) -> None:  # noqa: ANN401 - argparse names no public type for it
    """Describe `morelike tune evaluate`."""
    parser = command(
        kinds,
        "evaluate",
        "measure a model on labelled pictures of your own, as the literature does",
        "morelike tune evaluate --model bundled --data GPR1200/images --json",
    )
    parser.add_argument("--model", default="bundled", metavar="MODEL", help=model)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR|CSV", help=DATA)
    parser.add_argument("--only", nargs="+", choices=FAMILIES, default=[], metavar="WHAT",
                        help=f"{', '.join(FAMILIES)}: all that the data serves")  # fmt: skip
    parser.add_argument("--neighbours", type=positive, default=21, metavar="K",
                        help="that vote on a class: 21")  # fmt: skip
    parser.add_argument("--templates", default="simple", metavar="NAME|FILE",
                        help="name, photo, simple, imagenet, or a file with a {} in each line: "
                        "simple")  # fmt: skip
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keeps vectors for the next time")
    parser.add_argument("--device", metavar="NAME", help="cpu, cuda, ...: the best there is")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
