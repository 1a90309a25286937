"""`morelike evaluate`: simulated people on a labelled catalogue, ours beside every baseline.

With `--plan` it runs every experiment whose figures are published, and writes them out.
"""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.printing import Bar, complain, out, out_json
from engine.errors import SettingsError
from engine.evaluation import (
    PLAN,
    Collection,
    EvaluationSettings,
    Places,
    Report,
    Sheet,
    build_collection,
    choose,
    draw_turns,
    evaluate,
    find_outdated,
    open_library,
    parse_sheet,
    read_results,
    rehearse,
    run_plan,
    write_book,
)
from engine.settings import DEMO_LIBRARY


def run(arguments: Namespace) -> None:
    """Evaluate, and print the tables; with a file given, write them there, with a drawing."""
    if arguments.plan:
        _plan(arguments)
        return
    if not arguments.labels:
        raise SettingsError("whose labels? add --labels CSV:COLUMN, or --plan for all experiments")
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


def _plan(arguments: Namespace) -> None:
    """Run the plan, or a part of it, and write the tables and drawings of all that is finished."""
    if arguments.data is None or arguments.out is None:
        raise SettingsError("a plan needs --data DIR, the labelled photos, and --out DIR")
    smaller = arguments.half or arguments.queries
    plan = rehearse(PLAN, arguments.half or "test", arguments.queries or 0) if smaller else PLAN
    places = Places(data=arguments.data, work=arguments.work)
    bar = Bar()
    try:
        run_plan(choose(arguments.only, plan), places, arguments.jobs, bar)
    finally:
        bar.close()
    outdated = find_outdated(plan, places)
    if outdated:
        complain(
            f"{len(outdated)} of the results are of another version of the engine, such as "
            f"{outdated[0]}: delete them to have them made anew"
        )
    for path in write_book(read_results(plan, places), arguments.out):
        out(str(path))


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
