"""What can be typed after `morelike`, and the help that says so."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.cli.flags import (
    MODEL,
    Commands,
    add_command,
    add_count,
    add_folder,
    add_images,
    add_json,
    add_library,
    add_model,
    add_number,
    add_switch,
)
from bot.cli.measured import add_bench, add_evaluate
from bot.cli.trained import add_tune

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
MODEL_FOR_INDEX = f"{MODEL}; the library's own when it exists, else ViT-B-32-256/datacomp_s34b_b86k"


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
    for add in (_serve, _chat, _index, _info, _parse, add_bench, add_evaluate, add_tune):
        add(commands)
    return parser


def _version() -> str:
    try:
        return version("morelike")
    except PackageNotFoundError:
        return "(not installed)"


def _serve(commands: Commands) -> None:
    example = "morelike serve --images ~/Pictures --port 8000"
    parser = add_command(commands, "serve", "chat in a browser", example)
    several = "a library, several times for several; the bundled demo"
    add_folder(parser, "--library", several, action="append")
    add_folder(parser, "--images", "these pictures, indexed while the page is there already")
    add_model(parser, default=None)
    parser.add_argument("--dataset", metavar="NAME", help="a library of the hub: owner/name@commit")
    add_switch(parser, "--mcp", "offer the endpoints over MCP as well")
    parser.add_argument("--host", metavar="NAME", help="127.0.0.1; 0.0.0.0 for everybody")
    parser.add_argument("--port", type=int, metavar="N", help="7860")


def _chat(commands: Commands) -> None:
    parser = add_command(commands, "chat", "chat in the terminal", "morelike chat --library pics")
    add_library(parser)
    add_model(parser, default=None)
    add_number(parser, "--columns", "pictures a row", default=4)
    add_number(parser, "--page-size", "pictures a page: 12")
    add_folder(parser, "--saved", "saved searches: ~/.morelike")
    add_folder(parser, "--out", "exports: here", default=Path())
    add_json(parser, "one JSON object a message")


def _index(commands: Commands) -> None:
    says = "build a library from a folder of pictures, or bring it up to date"
    parser = add_command(commands, "index", says, "morelike index ~/Pictures --library pics")
    add_images(parser, "a folder, with all below it")
    add_folder(parser, "--library", "where; IMAGES/.morelike")
    add_model(parser, default=None, says=MODEL_FOR_INDEX)
    parser.add_argument("--title", metavar="NAME", help="what people call it; the folder's name")
    add_json(parser)


def _info(commands: Commands) -> None:
    says = "say what a library holds"
    parser = add_command(commands, "info", says, "morelike info --library pics")
    add_library(parser)
    add_json(parser)


def _parse(commands: Commands) -> None:
    says = "say what a message means"
    parser = add_command(commands, "parse", says, 'morelike parse "more like #3, not #7"')
    parser.add_argument("message", nargs="?", metavar="MESSAGE", help="else a message a line")
    add_count(parser, "--shown", "numbers shown: 12", default=12)
    add_number(parser, "--columns", "in a row: 4", default=4)
    add_json(parser, "one JSON object a message")
