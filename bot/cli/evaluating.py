"""`morelike evaluate`: simulated people on a labelled catalogue, ours beside every baseline."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.printing import Bar, out, out_json
from engine.errors import SettingsError
from engine.evaluation import (
    Collection,
    EvaluationSettings,
    Report,
    Sheet,
    build_collection,
    draw_turns,
    evaluate,
    open_library,
    parse_sheet,
)
from engine.settings import DEMO_LIBRARY


def run(arguments: Namespace) -> None:
    """Evaluate, and print the tables; with a file given, write them there, with a drawing."""
    bar = Bar()
    try:
        report = _features(arguments, bar) if arguments.features else _library(arguments, bar)
    finally:
        bar.close()
    out(report.markdown())
    if arguments.report:
        _write(report, arguments.report)
    if arguments.json:
        out_json(report.payload())


def _write(report: Report, path: Path) -> None:
    """Write the tables, with the drawing of them in a file beside."""
    drawing = path.with_suffix(".svg")
    drawing.write_text(draw_turns(report), encoding="utf-8")
    text = f"{report.markdown()}\n![average precision by turn]({drawing.name})\n"
    path.write_text(text, encoding="utf-8")


def _library(arguments: Namespace, bar: Bar) -> Report:
    collection = open_library(arguments.library or DEMO_LIBRARY)
    return _evaluate(collection, [parse_sheet(text) for text in arguments.labels], arguments, bar)


def _features(arguments: Namespace, bar: Bar) -> Report:
    """Index bare features in a folder that goes away; each file has labels of its own."""
    files: Sequence[Path] = arguments.features
    if len(files) != len(arguments.labels):
        raise SettingsError(
            f"{len(files)} files of features need as many --labels, in the same order; "
            f"got {len(arguments.labels)}"
        )
    pairs = zip(files, arguments.labels, strict=True)
    sheets = [parse_sheet(text, prefix=f"{file.stem}/") for file, text in pairs]
    with TemporaryDirectory() as folder:
        return _evaluate(build_collection(files, Path(folder), bar), sheets, arguments, bar)


def _evaluate(
    collection: Collection, sheets: Sequence[Sheet], arguments: Namespace, bar: Bar
) -> Report:
    given = {name: getattr(arguments, name) for name in EvaluationSettings.model_fields
             if getattr(arguments, name, None) is not None}  # fmt: skip
    if arguments.methods is not None:
        given["methods"] = tuple(arguments.methods.split(","))
    return evaluate(collection, sheets, EvaluationSettings(**given), bar)
