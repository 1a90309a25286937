"""`morelike tune evaluate`: what a model is worth on labelled pictures of one's own."""

from argparse import Namespace

from bot.cli.printing import Bar, out, out_json
from engine.encode import open_encoder
from engine.training.measuring import MeasureSettings, measure, read_labelled, write_table


def evaluate(arguments: Namespace) -> None:
    """Read the pictures, look at them with the model, and print the table."""
    labelled = read_labelled(arguments.data)
    settings = MeasureSettings(
        families=tuple(arguments.only),
        neighbours=arguments.neighbours,
        templates=arguments.templates,
    )
    bar = Bar()
    encoder = open_encoder(arguments.model, arguments.device)
    measured = measure(encoder, labelled, settings, arguments.cache, bar)
    bar.close()
    counts = f"{measured.pictures:,} pictures of {measured.classes:,} classes"
    voting = f"; {measured.voting:,} of the training split vote" if measured.voting else ""
    out(f"{measured.model} on {counts}{voting}\n\n{write_table(measured)}")
    if arguments.json:
        out_json(measured.model_dump(mode="json"))
