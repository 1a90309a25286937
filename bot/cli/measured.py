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


def add_head(kinds: Any, command: Command, positive: Number, model: str) -> None:  # noqa: ANN401
    """Describe `morelike tune head`."""
    parser = command(
        kinds,
        "head",
        "train a compact head beside a model, which makes the codes of libraries",
        "morelike tune head --model local-dir:tuned --data photos.csv --compare",
    )
    parser.add_argument("--model", default="bundled", metavar="MODEL", help=model)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR|CSV",
                        help=f"{DATA}; pictures without a label help to spread")  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="DIR",
                        help="the model's own folder, where it has one of yours")  # fmt: skip
    parser.add_argument("--hidden", type=positive, nargs="*", default=[], metavar="N",
                        help="widths of layers between; none: a linear head")  # fmt: skip
    parser.add_argument("--dimensions", type=positive, default=32, metavar="N", help="32")
    parser.add_argument("--epochs", type=positive, default=10, metavar="N", help="10")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="0")
    parser.add_argument("--shared", action="store_true",
                        help="captions learn through the pictures' own head")  # fmt: skip
    parser.add_argument("--anyway", action="store_true",
                        help="write it even where the library's axes are as good")  # fmt: skip
    parser.add_argument("--compare", action="store_true",
                        help="learn from half of the classes, search for the other half, and "
                        "print codes by head beside codes by axes")  # fmt: skip
    parser.add_argument("--queries", type=positive, default=60, metavar="N",
                        help="searches to compare: 60")  # fmt: skip
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keeps vectors for the next time")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
