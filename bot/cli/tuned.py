"""What can be typed after `morelike tune two-step`, `captions`, `adapter`, `labels`, `compare`."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.cli.measured import DATA

Command = Callable[[Any, str, str, str], ArgumentParser]
Number = Callable[[str], int]

SAYS = {
    "two-step": "tune the picture tower by labels, then align the text tower with it again",
    "captions": "tune the picture tower by labels and captions; the text tower stands still",
    "adapter": "learn one matrix on top of the picture tower, in seconds, and fold it in",
    "labels": "tune the picture tower by labels alone, to see what that costs search by words",
}
PRECISIONS = ("auto", "full", "bfloat16", "float16")


def add_methods(kinds: Any, command: Command, positive: Number, model: str) -> None:  # noqa: ANN401 - argparse names no public type for it
    """Describe the methods of tuning, and their comparison."""
    for method, says in SAYS.items():
        example = f"morelike tune {method} --data photos --model ViT-B-32/openai --out tuned"
        parser = command(kinds, method, says, example)
        parser.add_argument("--data", type=Path, required=True, metavar="DIR|CSV", help=DATA)
        parser.add_argument(
            "--out",
            type=Path,
            required=True,
            metavar="DIR",
            help="the tuned model: --model local-dir:DIR opens it",
        )
        parser.add_argument("--model", default="bundled", metavar="MODEL", help=model)
        parser.add_argument("--json", action="store_true", help="end with one JSON object")
        _data(parser.add_argument_group("what it learns from"))
        _run(parser.add_argument_group("how it runs"), positive)
        _learning(parser.add_argument_group("how it learns"), method, positive)
    _compare(kinds, command, positive)


def _data(group: Any) -> None:  # noqa: ANN401
    group.add_argument(
        "--captions",
        type=Path,
        metavar="FILE",
        help="a bank of captions, one a line, for pictures that are like them",
    )
    group.add_argument(
        "--quantile",
        type=float,
        default=0.5,
        metavar="Q",
        help="part of the bank's best captions that is not alike enough: 0.5",
    )
    group.add_argument(
        "--held-out",
        type=float,
        default=0.2,
        metavar="SHARE",
        help="of the classes, to choose by, where no split is called val: 0.2",
    )


def _run(group: Any, positive: Number) -> None:  # noqa: ANN401
    group.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        help="keeps decoded pictures and the state of a run; the same command goes "
        "on where it was stopped: OUT.work",
    )
    group.add_argument("--seed", type=int, default=1, metavar="N", help="1")
    group.add_argument("--device", metavar="NAME", help="cpu, cuda, ...: the best there is")
    group.add_argument(
        "--precision", choices=PRECISIONS, default="auto", help="auto: a short type on a GPU"
    )
    group.add_argument(
        "--accumulate",
        type=positive,
        default=1,
        metavar="N",
        help="show a batch in N parts, for less memory: 1",
    )
    group.add_argument(
        "--checkpointing", action="store_true", help="compute activations twice, for less memory"
    )
    group.add_argument(
        "--full-precision", action="store_true", help="write 4 bytes a weight, not 2"
    )


def _learning(group: Any, method: str, positive: Number) -> None:  # noqa: ANN401
    group.add_argument("--epochs", type=positive, metavar="N", help="at most; 8, adapter 10")
    group.add_argument("--batch", type=positive, metavar="N", help="pictures a step")
    group.add_argument(
        "--learning-rate", type=float, metavar="R", help="1e-5 suits large models, 1e-4 small ones"
    )
    group.add_argument(
        "--patience",
        type=positive,
        default=3,
        metavar="N",
        help="epochs without a better score before a stage ends: 3",
    )
    group.add_argument(
        "--mix",
        type=float,
        nargs="+",
        default=[1.0],
        metavar="SHARE",
        help="of the tuned weights, the rest being the old ones; the best of several is kept: 1",
    )
    if method != "labels":
        group.add_argument(
            "--tolerance",
            type=float,
            default=0.005,
            metavar="R",
            help="text recall that may be lost before it costs dearly: 0.005",
        )
    group.add_argument(
        "--scale", type=float, metavar="S", help="of ArcMargin; less where labels are known: 30"
    )
    group.add_argument("--margin", type=float, metavar="M", help="of ArcMargin, an angle: 0.1")
    if method in ("captions", "adapter"):
        _captions(group)
    if method == "adapter":
        group.add_argument(
            "--both-sides", action="store_true", help="the text tower gets the same matrix"
        )
    else:
        group.add_argument(
            "--groups",
            type=positive,
            metavar="N",
            help="last groups of layers of the picture tower that learn: all",
        )
    if method == "two-step":
        group.add_argument(
            "--layers",
            type=positive,
            default=2,
            metavar="N",
            help="last layers of the text tower that learn: 2, which are the last "
            "block and the projection",
        )


def _captions(group: Any) -> None:  # noqa: ANN401
    group.add_argument(
        "--caption-share",
        type=float,
        metavar="W",
        help="weight of the captions beside the labels: 0.25",
    )
    group.add_argument("--caption-scale", type=float, metavar="S", help="their scale: 30")
    group.add_argument(
        "--seeker",
        choices=("pictures", "captions"),
        help="who looks for whom: pictures for captions, as published, or captions for pictures, "
        "which keeps more of search by words: pictures",
    )


def _compare(kinds: Any, command: Command, positive: Number) -> None:  # noqa: ANN401
    parser = command(
        kinds,
        "compare",
        "compare all methods on the bundled model, by classes that none of them saw",
        "morelike tune compare --photos ../shared/data --seeds 3 --work comparison",
    )
    parser.add_argument("--photos", type=Path, metavar="DIR", help="labelled photos")
    parser.add_argument("--model", default="bundled", metavar="MODEL", help="bundled")
    parser.add_argument("--seeds", type=positive, default=3, metavar="N", help="3")
    parser.add_argument(
        "--drawings", type=positive, default=3500, metavar="N", help="drawn to learn from: 3500"
    )
    parser.add_argument(
        "--epochs", type=positive, metavar="N", help="of the picture tower, at most"
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=Path("comparison"),
        metavar="DIR",
        help="keeps drawings, states and results: comparison",
    )
    parser.add_argument(
        "--ship",
        choices=("two-step", "captions", "adapter"),
        help="then tune by this method on all classes, and write the model to --out",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the model goes")
    parser.add_argument("--report", type=Path, metavar="FILE", help="Markdown; JSON beside it")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
