"""The command line: `morelike COMMAND ...`, which is `python -m bot.cli COMMAND ...`.

Commands print for people; with `--json` the last line of standard output is one JSON object. Exit
codes: 0 done, 1 an error said in one sentence on standard error, 2 wrong usage, 130 interrupted.
Each command's part is imported when it runs, so `parse` and `--help` answer at once.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from bot.cli.parser import build_parser
from bot.cli.printing import complain
from engine.errors import MorelikeError

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    arguments = build_parser().parse_args(argv)
    try:
        _COMMANDS[arguments.command](arguments)
    except MorelikeError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt as stopped:
        says = "stopped; nothing is lost: run the same command again to go on"
        complain(str(stopped) or says)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _serve(arguments: Namespace) -> None:
    from bot.cli.serve import serve

    serve(arguments)


def _chat(arguments: Namespace) -> None:
    from bot.cli.chat import chat

    chat(arguments)


def _index(arguments: Namespace) -> None:
    from bot.cli.libraries import index

    index(arguments)


def _info(arguments: Namespace) -> None:
    from bot.cli.libraries import info

    info(arguments)


def _bench(arguments: Namespace) -> None:
    if arguments.what == "refine":
        from bot.cli.refining import refine

        refine(arguments)
        return
    if arguments.what == "parse":
        from bot.cli.understanding import understanding

        understanding(arguments)
        return
    if arguments.what == "start":
        from bot.cli.starting import start

        start(arguments)
        return
    if arguments.what == "load":
        from bot.cli.load import load

        load(arguments)
        return
    if arguments.what == "page":
        from bot.cli.browsing import page

        page(arguments)
        return
    from bot.cli.libraries import bench

    bench(arguments)


def _evaluate(arguments: Namespace) -> None:
    from bot.cli.evaluating import run

    run(arguments)


def _parse(arguments: Namespace) -> None:
    from bot.cli.reading import parse

    parse(arguments)


def _tune(arguments: Namespace) -> None:
    from bot.cli.tuning import tune

    tune(arguments)


_COMMANDS: dict[str, Callable[[Namespace], None]] = {
    "serve": _serve,
    "chat": _chat,
    "index": _index,
    "info": _info,
    "bench": _bench,
    "evaluate": _evaluate,
    "parse": _parse,
    "tune": _tune,
}
