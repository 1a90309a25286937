"""Tables and drawings of a plan's results, as files: all of them, from what is finished, anew.

The same results give the same bytes.
"""

from collections.abc import Sequence
from pathlib import Path

from engine.evaluation.plan import Experiment
from engine.evaluation.plots import draw_cost, draw_harm, draw_leads, draw_sets
from engine.evaluation.report import Report
from engine.evaluation.summary import (
    Results,
    summarise,
    tabulate_hard,
    tabulate_kinds,
    tabulate_parts,
    tabulate_sets,
)

COMMAND = "morelike evaluate --plan --data ../shared/data --out engine/figures"
EMBEDDINGS = ("mobilenet", "bundled", "demo")


def write_book(results: Results, out: Path) -> list[Path]:
    """Write every table and drawing that the results allow.

    Returns
    -------
    list of Path
        The files written.
    """
    out.mkdir(parents=True, exist_ok=True)
    files = {**_tables(results), **_drawings(results)}
    for name, text in files.items():
        (out / name).write_text(text, encoding="utf-8")
    return [out / name for name in files]


def _tables(results: Results) -> dict[str, str]:
    return {
        "summary.md": _page(
            "Ours beside the best full scan",
            results,
            summarise(results),
            ["", "## Two classes at once: ours over every single direction", ""],
            tabulate_kinds(results),
            ["", "## Searches that no feedback answers badly (average precision below 0.5)", ""],
            tabulate_hard(results),
        ),
        "ablations.md": _page(
            "Ours with parts off",
            results,
            tabulate_parts(results, "ablations"),
            ["", "## More candidates and fewer, and a forest by full scan", ""],
            tabulate_parts(results, "forests"),
            ["", "## The published boxes and their ensemble", ""],
            tabulate_parts(results, "ensemble"),
        ),
        "positive-set.md": _page("What ours calls matches", results, tabulate_sets(results)),
        **{f"details-{one}.md": _details(results, one) for one in EMBEDDINGS},
    }


def _details(results: Results, embedding: str) -> str:
    own = {one: report for one, report in results.items() if one.source.embedding == embedding}
    return _page(f"Every experiment: {embedding}", own, *map(_detail, own.items()))


def _page(title: str, results: Results, *parts: Sequence[str]) -> str:
    lines = [f"# {title}", "", _origin(results), "", *(line for part in parts for line in part), ""]
    return "\n".join(lines)


def _origin(results: Results) -> str:
    """Say what all the figures of a page have in common, and how they are made."""
    halves = " and ".join(sorted({report.setup.half for report in results.values()}))
    sizes = {report.setup.collection: report.setup.pictures for report in results.values()}
    details = ", ".join(f"[details-{one}.md](details-{one}.md)" for one in EMBEDDINGS)
    named = "; ".join(f"{name}, {size:,} pictures" for name, size in sizes.items())
    return (
        f"Made by `{COMMAND}` from {len(results)} experiments: classes of the {halves} half, the "
        f"last turn unless it is said otherwise, means over searches with 95 % intervals by "
        f"bootstrap over what was looked for. Collections: {named}. What a row stands for, its "
        f"seeds and its command are in {details}."
    )


def _detail(case: tuple[Experiment, Report]) -> list[str]:
    experiment, report = case
    return [
        f"## {experiment.name}",
        "",
        f"`{COMMAND} --only {experiment.name}`, embedding {experiment.source.embedding}. "
        + report.markdown(),
        "",
    ]


def _drawings(results: Results) -> dict[str, str]:
    if not results:
        return {}
    drawn = {"leads.svg": draw_leads(results), "harm.svg": draw_harm(results),
             "cost.svg": draw_cost(results)}  # fmt: skip
    for embedding in EMBEDDINGS:
        drawn[f"turns-{embedding}.svg"] = draw_sets(results, embedding)
    return {name: text for name, text in drawn.items() if text}
