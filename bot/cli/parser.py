"""What can be typed after `morelike`, and the help that says so."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bot.cli.measured import add_evaluate, add_head
from bot.cli.tuned import add_methods

EXAMPLES = """\
examples:
  morelike serve                               the bundled demo, in a browser
  morelike serve --images ~/Pictures           your own pictures, indexed on the way
  morelike serve --library a --library b       several libraries, chosen on the page
  morelike index ~/Pictures --library pics     build or update a library
  morelike chat --library pics                 talk to it in the terminal
  echo "a red boat" | morelike chat --json     one JSON object a line
  morelike parse "more like #3, not #7"        what a message means

environment: MORELIKE_LIBRARY, MORELIKE_IMAGES, MORELIKE_DATASET, MORELIKE_MODEL, MORELIKE_MCP,
MORELIKE_SAVED, GRADIO_SERVER_NAME, GRADIO_SERVER_PORT stand for the flags of the same meaning; a
flag wins. The table of all of them is in bot/README.md.
"""
MODEL = (
    "bundled, an open_clip name such as ViT-B-32-256/datacomp_s34b_b86k, local-dir:PATH, "
    "or a checkpoint file"
)
MODEL_FOR_INDEX = "; the library's own when it exists, else ViT-B-32-256/datacomp_s34b_b86k"


def build_parser() -> ArgumentParser:
    """Describe every command."""
    parser = ArgumentParser(
        prog="morelike",
        description="Talk to your pictures: search by words, then by more like #3, not #7.",
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"morelike {_version()}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_serve, _chat, _index, _info, _parse, _bench, _evaluate, _tune):
        add(commands)
    return parser


def _version() -> str:
    try:
        return version("morelike")
    except PackageNotFoundError:
        return "(not installed)"


def _command(commands: Any, name: str, says: str, example: str) -> ArgumentParser:  # noqa: ANN401 - argparse names no public type for it
    added: ArgumentParser = commands.add_parser(
        name,
        help=says,
        description=says[0].upper() + says[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    return added


def _serve(commands: Any) -> None:  # noqa: ANN401
    parser = _command(
        commands, "serve", "chat in a browser", "morelike serve --images ~/Pictures --port 8000"
    )
    parser.add_argument("--library", type=Path, action="append", metavar="DIR",
                        help="a library, several times for several; the bundled demo")  # fmt: skip
    parser.add_argument("--images", type=Path, metavar="DIR",
                        help="these pictures, indexed while the page is there already")  # fmt: skip
    parser.add_argument("--model", metavar="MODEL", help=MODEL)
    parser.add_argument("--dataset", metavar="NAME", help="a library of the hub: owner/name@commit")
    parser.add_argument("--mcp", action="store_true", help="offer the endpoints over MCP as well")
    parser.add_argument("--host", metavar="NAME", help="127.0.0.1; 0.0.0.0 for everybody")
    parser.add_argument("--port", type=int, metavar="N", help="7860")


def _chat(commands: Any) -> None:  # noqa: ANN401
    parser = _command(commands, "chat", "chat in the terminal", "morelike chat --library pics")
    parser.add_argument("--library", type=Path, metavar="DIR", help="a library; the bundled demo")
    parser.add_argument("--model", metavar="MODEL", help=MODEL)
    parser.add_argument("--columns", type=_positive, default=4, metavar="N", help="pictures a row")
    parser.add_argument("--page-size", type=_positive, metavar="N", help="pictures a page: 12")
    parser.add_argument("--saved", type=Path, metavar="DIR", help="saved searches: ~/.morelike")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="exports: here")
    parser.add_argument("--json", action="store_true", help="one JSON object a message")


def _index(commands: Any) -> None:  # noqa: ANN401
    parser = _command(
        commands,
        "index",
        "build a library from a folder of pictures, or bring it up to date",
        "morelike index ~/Pictures --library pics",
    )
    parser.add_argument("images", type=Path, metavar="IMAGES", help="a folder, with all below it")
    parser.add_argument("--library", type=Path, metavar="DIR", help="where; IMAGES/.morelike")
    parser.add_argument("--model", metavar="MODEL", help=MODEL + MODEL_FOR_INDEX)
    parser.add_argument("--title", metavar="NAME", help="what people call it; the folder's name")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")


def _info(commands: Any) -> None:  # noqa: ANN401
    parser = _command(commands, "info", "say what a library holds", "morelike info --library pics")
    parser.add_argument("--library", type=Path, metavar="DIR", help="a library; the bundled demo")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")


def _parse(commands: Any) -> None:  # noqa: ANN401
    parser = _command(
        commands, "parse", "say what a message means", 'morelike parse "more like #3, not #7"'
    )
    parser.add_argument("message", nargs="?", metavar="MESSAGE", help="else a message a line")
    parser.add_argument("--shown", type=_count, default=12, metavar="N", help="numbers shown: 12")
    parser.add_argument("--columns", type=_positive, default=4, metavar="N", help="in a row: 4")
    parser.add_argument("--json", action="store_true", help="one JSON object a message")


def _bench(commands: Any) -> None:  # noqa: ANN401
    parser = _command(
        commands, "bench", "measure", "morelike bench encode ~/Pictures --model bundled"
    )
    kinds = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    encode = _command(
        kinds,
        "encode",
        "compare indexing with the speed of the encoder itself",
        "morelike bench encode ~/Pictures --model bundled --limit 500",
    )
    encode.add_argument("images", type=Path, metavar="IMAGES", help="a folder of pictures")
    encode.add_argument("--model", default="bundled", metavar="MODEL", help=MODEL)
    encode.add_argument("--limit", type=_positive, default=512, metavar="N", help="pictures: 512")
    encode.add_argument("--json", action="store_true", help="end with one JSON object")
    _bench_parse(kinds)
    _bench_refine(kinds)
    _bench_start(kinds)
    _bench_load(kinds)
    _bench_page(kinds)


def _bench_refine(kinds: Any) -> None:  # noqa: ANN401
    refine = _command(
        kinds,
        "refine",
        "measure a turn on a synthetic catalogue of any size, beside everything that scans",
        "morelike bench refine --rows 1000000 --folder ground",
    )
    refine.add_argument("--rows", type=_positive, default=100_000, metavar="N", help="100000")
    refine.add_argument("--folder", type=Path, metavar="DIR",
                        help="keep the catalogue here, or take it from here")  # fmt: skip
    refine.add_argument("--turns", type=_positive, default=24, metavar="N", help="24")
    refine.add_argument("--compared", type=_positive, default=3, metavar="N",
                        help="turns that everything is scanned for: 3")  # fmt: skip
    refine.add_argument("--neighbour-rows", type=_count, default=0, metavar="N",
                        help="rows of the graph; as many as ten minutes allow")  # fmt: skip
    refine.add_argument("--seed", type=_count, default=0, metavar="S", help="0")
    refine.add_argument("--json", action="store_true", help="end with one JSON object")


def _bench_parse(kinds: Any) -> None:  # noqa: ANN401
    parse = _command(
        kinds,
        "parse",
        "count how much of what people type is understood",
        "morelike bench parse --half development",
    )
    parse.add_argument("--messages", type=Path, metavar="JSONL",
                       help="your own, with their meaning; the development set")  # fmt: skip
    parse.add_argument("--half", choices=("development", "test", "unseen", "all"), default="all",
                       help="by a hash of the words, or written last: all")  # fmt: skip
    parse.add_argument("--missed", action="store_true", help="name what is not understood")
    parse.add_argument("--fuzz", type=_positive, metavar="N",
                       help="read N messages nobody would type, and check the laws")  # fmt: skip
    parse.add_argument("--seed", type=_count, default=0, metavar="S", help="0")
    parse.add_argument("--json", action="store_true", help="end with one JSON object")


def _bench_start(kinds: Any) -> None:  # noqa: ANN401
    start = _command(
        kinds,
        "start",
        "time the parts of a server's start",
        "morelike bench start --library pics",
    )
    start.add_argument("--library", type=Path, metavar="DIR", help="a library; the bundled demo")
    start.add_argument("--json", action="store_true", help="end with one JSON object")


def _bench_load(kinds: Any) -> None:  # noqa: ANN401
    load = _command(
        kinds,
        "load",
        "let many people at once use a server, and say how it bears that",
        "morelike bench load --people 25 100 --every 5 --minutes 1",
    )
    load.add_argument("--people", type=_positive, nargs="+", default=[25], metavar="N",
                      help="at once; several numbers one after the other: 25")  # fmt: skip
    load.add_argument("--every", type=_seconds, default=5.0, metavar="S",
                      help="seconds between two turns of a person: 5")  # fmt: skip
    load.add_argument("--minutes", type=_seconds, default=1.0, metavar="M", help="1")
    load.add_argument("--turns", type=_positive, metavar="N",
                      help="end after so many turns; tell the memory meanwhile")  # fmt: skip
    load.add_argument("--library", type=Path, metavar="DIR", help="a library; the bundled demo")
    load.add_argument("--address", metavar="URL", help="a server that runs already; one of its own")
    load.add_argument("--bare", action="store_true", help="fetch no thumbnails")
    load.add_argument("--seed", type=_count, default=0, metavar="S", help="when people come: 0")
    load.add_argument("--json", action="store_true", help="end with one JSON object")


def _bench_page(kinds: Any) -> None:  # noqa: ANN401
    page = _command(
        kinds,
        "page",
        "time the page and its answers in Chromium (needs playwright)",
        "morelike bench page --turns 30",
    )
    page.add_argument("--turns", type=_positive, default=30, metavar="N", help="30")
    page.add_argument("--visits", type=_positive, default=3, metavar="N", help="3")
    page.add_argument("--library", type=Path, metavar="DIR", help="a library; the bundled demo")
    page.add_argument("--address", metavar="URL", help="a page that runs already; one of its own")
    page.add_argument("--json", action="store_true", help="end with one JSON object")


def _evaluate(commands: Any) -> None:  # noqa: ANN401
    parser = _command(
        commands,
        "evaluate",
        "let simulated people search, and compare methods",
        "morelike evaluate --library pics --labels pics/labels.csv:kind --start text",
    )
    parser.add_argument("--library", type=Path, metavar="DIR", help="a library; the bundled demo")
    parser.add_argument("--features", type=Path, nargs="+", metavar="NPZ",
                        help="bare features instead of a library")  # fmt: skip
    parser.add_argument("--labels", nargs="+", metavar="CSV:COLUMN",
                        help="a table with a column path; A+B joins two columns")  # fmt: skip
    parser.add_argument("--start", choices=("picture", "text"), help="picture")
    parser.add_argument("--users", metavar="NAME", help="truthful, three-and-three, likes-only, "
                        "find-ten or careless: truthful")  # fmt: skip
    parser.add_argument("--methods", metavar="NAMES", help="with commas between; most of them")
    parser.add_argument("--turns", type=_count, metavar="T", help="pages judged: 3")
    parser.add_argument("--seed", type=_count, metavar="S", help="0")
    parser.add_argument("--half", choices=("test", "development", "all"), help="of classes: test")
    parser.add_argument("--pages", metavar="NAME", help="whose pages are judged: own, or a method")
    parser.add_argument("--pairs", type=_count, metavar="N", help="look for two classes at once")
    parser.add_argument("--queries", type=_count, metavar="N", help="searches at most: all")
    parser.add_argument("--report", type=Path, metavar="FILE", help="Markdown; a drawing beside it")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    _plan(parser.add_argument_group("all experiments whose figures are published"))


def _plan(group: Any) -> None:  # noqa: ANN401
    group.add_argument(
        "--plan", action="store_true", help="run them, go on where it was broken off"
    )
    group.add_argument(
        "--data", type=Path, metavar="DIR", help="labelled photos and their features"
    )
    group.add_argument("--out", type=Path, metavar="DIR", help="where tables and drawings go")
    group.add_argument("--work", type=Path, default=Path("experiments"), metavar="DIR",
                       help="keeps indexes and finished results: experiments")  # fmt: skip
    group.add_argument("--only", nargs="+", default=[], metavar="NAME",
                       help="some of them, by name or by words of it")  # fmt: skip
    group.add_argument("--jobs", type=_positive, default=1, metavar="N", help="processes: 1")


def _tune(commands: Any) -> None:  # noqa: ANN401
    parser = _command(
        commands, "tune", "draw, train and measure", "morelike tune draw pictures --count 100"
    )
    kinds = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    draw = _command(
        kinds, "draw", "draw pictures", "morelike tune draw pictures --count 100 --seed 7"
    )
    draw.add_argument("folder", type=Path, metavar="FOLDER", help="where they go")
    draw.add_argument("--count", type=_positive, default=2400, metavar="N", help="2400")
    draw.add_argument("--seed", type=int, default=1, metavar="N", help="1")
    _tune_model(kinds)
    add_evaluate(kinds, _command, _positive, MODEL)
    add_head(kinds, _command, _positive, MODEL)
    add_methods(kinds, _command, _positive, MODEL)


def _tune_model(kinds: Any) -> None:  # noqa: ANN401
    bundled = _command(
        kinds,
        "bundled",
        "train the bundled model from nothing",
        "morelike tune bundled --photos ../shared/data --minutes 120 --seed 1",
    )
    bundled.add_argument("--out", type=Path, metavar="DIR", help="the model's folder")
    bundled.add_argument("--work", type=Path, default=Path("training"), metavar="DIR")
    bundled.add_argument("--seed", type=int, default=1, metavar="N", help="1")
    bundled.add_argument("--minutes", type=float, metavar="N", help="end after this long")
    bundled.add_argument("--steps", type=_positive, metavar="N", help="end after so many steps")
    figures = _command(
        kinds,
        "figures",
        "measure a model on pictures that it was never trained on",
        "morelike tune figures --model bundled --photos ../shared/data",
    )
    figures.add_argument("--model", default="bundled", metavar="MODEL", help=MODEL)
    for parser in (bundled, figures):
        parser.add_argument("--photos", type=Path, metavar="DIR", help="labelled photos")
        parser.add_argument("--drawn-cache", type=Path, metavar="DIR", help="drawings made before")
        parser.add_argument("--json", action="store_true", help="end with one JSON object")


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ValueError(text)
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _seconds(text: str) -> float:
    if not 0 <= float(text) < 1e9:
        raise ValueError(text)
    return float(text)


_positive.__name__ = "number from 1"  # what argparse calls it when it complains
_count.__name__ = "number from 0"
_seconds.__name__ = "number that is not below 0"
