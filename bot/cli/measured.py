"""What can be typed after `morelike bench` and `morelike evaluate`."""

from pathlib import Path

from bot.cli.flags import (
    Commands,
    Taker,
    add_address,
    add_command,
    add_count,
    add_file,
    add_folder,
    add_images,
    add_json,
    add_kinds,
    add_library,
    add_model,
    add_number,
    add_seed,
    add_switch,
    amount,
)


def add_bench(commands: Commands) -> None:
    """Describe `morelike bench` and all that it measures."""
    example = "morelike bench encode ~/Pictures --model bundled"
    kinds = add_kinds(add_command(commands, "bench", "measure", example))
    for add in (_encode, _parse, _refine, _start, _load, _page):
        add(kinds)


def _encode(kinds: Commands) -> None:
    encode = add_command(
        kinds,
        "encode",
        "compare indexing with the speed of the encoder itself",
        "morelike bench encode ~/Pictures --model bundled --limit 500",
    )
    add_images(encode, "a folder of pictures")
    add_model(encode)
    add_number(encode, "--limit", "pictures: 512", default=512)
    add_json(encode)


def _parse(kinds: Commands) -> None:
    parse = add_command(
        kinds,
        "parse",
        "count how much of what people type is understood",
        "morelike bench parse --half development",
    )
    parse.add_argument("--messages", type=Path, metavar="JSONL",
                       help="your own, with their meaning; the development set")  # fmt: skip
    parse.add_argument("--half", choices=("development", "test", "unseen", "all"), default="all",
                       help="by a hash of the words, or written last: all")  # fmt: skip
    add_switch(parse, "--missed", "name what is not understood")
    add_number(parse, "--fuzz", "read N messages nobody would type, and check the laws")
    add_seed(parse)
    add_json(parse)


def _refine(kinds: Commands) -> None:
    refine = add_command(
        kinds,
        "refine",
        "measure a turn on a synthetic catalogue of any size, beside everything that scans",
        "morelike bench refine --rows 1000000 --folder ground",
    )
    add_number(refine, "--rows", "100000", default=100_000)
    add_folder(refine, "--folder", "keep the catalogue here, or take it from here")
    add_number(refine, "--turns", "24", default=24)
    add_number(refine, "--compared", "turns that everything is scanned for: 3", default=3)
    graph = "rows of the graph; as many as ten minutes allow"
    add_count(refine, "--neighbour-rows", graph, default=0)
    add_seed(refine)
    add_json(refine)


def _start(kinds: Commands) -> None:
    says = "time the parts of a server's start"
    start = add_command(kinds, "start", says, "morelike bench start --library pics")
    add_library(start)
    add_json(start)


def _load(kinds: Commands) -> None:
    load = add_command(
        kinds,
        "load",
        "let many people at once use a server, and say how it bears that",
        "morelike bench load --people 25 100 --every 5 --minutes 1",
    )
    people = "at once; several numbers one after the other: 25"
    add_number(load, "--people", people, nargs="+", default=[25])
    load.add_argument("--every", type=amount, default=5.0, metavar="S",
                      help="seconds between two turns of a person: 5")  # fmt: skip
    load.add_argument("--minutes", type=amount, default=1.0, metavar="M", help="1")
    add_number(load, "--turns", "end after so many turns; tell the memory meanwhile")
    add_library(load)
    add_address(load, "server")
    add_switch(load, "--bare", "fetch no thumbnails")
    add_seed(load, "when people come: 0")
    add_json(load)


def _page(kinds: Commands) -> None:
    page = add_command(
        kinds,
        "page",
        "time the page and its answers in Chromium (needs playwright)",
        "morelike bench page --turns 30",
    )
    add_number(page, "--turns", "30", default=30)
    add_number(page, "--visits", "3", default=3)
    add_library(page)
    add_address(page, "page")
    add_json(page)


def add_evaluate(commands: Commands) -> None:
    """Describe `morelike evaluate`."""
    parser = add_command(
        commands,
        "evaluate",
        "let simulated people search, and compare methods",
        "morelike evaluate --library pics --labels pics/labels.csv:kind --start text",
    )
    add_library(parser)
    parser.add_argument("--features", type=Path, nargs="+", metavar="NPZ",
                        help="bare features instead of a library")  # fmt: skip
    parser.add_argument("--labels", nargs="+", metavar="CSV:COLUMN",
                        help="a table with a column path; A+B joins two columns")  # fmt: skip
    parser.add_argument("--start", choices=("picture", "text"), help="picture")
    parser.add_argument("--users", metavar="NAME", help="truthful, three-and-three, likes-only, "
                        "find-ten or careless: truthful")  # fmt: skip
    parser.add_argument("--methods", metavar="NAMES", help="with commas between; most of them")
    add_count(parser, "--turns", "pages judged: 3", metavar="T")
    add_seed(parser, default=None)
    parser.add_argument("--half", choices=("test", "development", "all"), help="of classes: test")
    parser.add_argument("--pages", metavar="NAME", help="whose pages are judged: own, or a method")
    add_count(parser, "--pairs", "look for two classes at once")
    add_count(parser, "--queries", "searches at most: all")
    add_file(parser, "--report", "Markdown; a drawing beside it")
    add_json(parser)
    _plan(parser.add_argument_group("all experiments whose figures are published"))


def _plan(group: Taker) -> None:
    add_switch(group, "--plan", "run them, go on where it was broken off")
    add_folder(group, "--data", "labelled photos and their features")
    add_folder(group, "--out", "where tables and drawings go")
    keeps = "keeps indexes and finished results: experiments"
    add_folder(group, "--work", keeps, default=Path("experiments"))
    group.add_argument("--only", nargs="+", default=[], metavar="NAME",
                       help="some of them, by name or by words of it")  # fmt: skip
    add_number(group, "--jobs", "processes: 1", default=1)
