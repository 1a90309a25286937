"""`morelike parse`: what a message means, as the chat would read it."""

import sys
from argparse import Namespace

from bot.cli.printing import out, out_json
from bot.parse import Screen, read


def parse(arguments: Namespace) -> None:
    """Read one message, or one a line, against a gallery numbered from 1."""
    screen = Screen.first_page(arguments.shown, arguments.columns)
    said = [arguments.message] if arguments.message is not None else _lines()
    for message in said:
        reading = read(message, screen)
        if arguments.json:
            out_json(reading.model_dump(mode="json"))
            continue
        for action in reading.actions:
            out(action.model_dump_json())
        for typed, meant in reading.corrections:
            out(f"(read “{typed}” as “{meant}”)")


def _lines() -> list[str]:
    return [line.rstrip("\n") for line in sys.stdin]
