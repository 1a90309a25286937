"""`morelike tune`: draw pictures; train and measure models of our own."""

from argparse import Namespace

from bot.cli.printing import Bar, out
from engine.training.drawing.catalogue import write_catalogue


def tune(arguments: Namespace) -> None:
    """Draw a catalogue of pictures, the same for the same seed."""
    bar = Bar()
    write_catalogue(
        arguments.folder,
        arguments.count,
        arguments.seed,
        progress=lambda done, total: bar("drawing", done, total),
    )
    bar.close()
    out(f"{arguments.count:,} pictures in {arguments.folder}")
