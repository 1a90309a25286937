"""`morelike bench refine`: a turn at a size, beside everything that scans."""

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.printing import Bar, duration, out, out_json, size
from engine.evaluation.scale import (
    GroundSettings,
    RefineBench,
    RefineSettings,
    SyntheticSettings,
    TurnSettings,
    bench_refine,
)


def refine(arguments: Namespace) -> None:
    """Measure, and print what was found."""
    settings = RefineSettings(
        ground=GroundSettings(
            rows=arguments.rows,
            neighbour_rows=arguments.neighbour_rows,
            synthetic=SyntheticSettings(seed=arguments.seed),
        ),
        turns=TurnSettings(concepts=arguments.turns, seed=arguments.seed),
        compared=arguments.compared,
    )
    bar = Bar()
    try:
        if arguments.folder:
            measured = bench_refine(arguments.folder, settings, bar)
        else:
            with TemporaryDirectory() as folder:
                measured = bench_refine(Path(folder), settings, bar)
    finally:
        bar.close()
    for line in describe(measured):
        out(line)
    if arguments.json:
        out_json(measured.model_dump(mode="json"))


def describe(one: RefineBench) -> list[str]:
    """Say what was measured, a line for each part."""
    scans, best = one.scan_seconds, one.best_box_scan
    codes, wide = scans["forest over codes"], scans["forest over embeddings"]
    return [
        (
            f"{one.rows:,} rows, {one.turns} turns of {one.labels:.0f} labels and "
            f"{one.background_rows:,} background rows, {one.trees} trees, {one.boxes:.0f} boxes"
        ),
        (
            f"a turn takes {_ms(one.turn_seconds)}, nine of ten at most "
            f"{_ms(one.turn_seconds_90)} (a core works {_ms(one.turn_own_seconds)} for it): "
            f"learn {_ms(one.learn_seconds)}, find {_ms(one.find_seconds)}, "
            f"rank {_ms(one.rank_seconds)}"
        ),
        (
            f"the answer holds {one.recall:.0%} of the class in {one.candidates:,.0f} "
            f"candidates, and calls {one.set_recall:.0%} matches; the neighbours alone hold "
            f"{one.neighbours_recall:.0%}; average precision {one.ap:.2f}"
        ),
        (
            f"scikit-learn's forest of as many trees, on two cores, takes {wide:.2f} s over all "
            f"embeddings ({one.scan_forest_ratio:.0f} turns) and {codes:.2f} s over all codes "
            f"({one.scan_forest_codes_ratio:.0f} turns)"
        ),
        (
            f"all boxes of a forest take {_ms(one.all_boxes_seconds)}, their best plain scan (one "
            f"core, {best}) {_ms(scans[f'all boxes {best}'])}: {one.scan_boxes_ratio:.1f} times; "
            f"those that a turn asks for {_ms(one.kept_boxes_seconds)}: "
            f"{one.kept_boxes_ratio:.1f} times"
        ),
        (
            f"the linear score over all rows takes {scans['linear']:.2f} s, usearch exact "
            f"{scans['exact']:.2f} s; the linear order's average precision over all rows is "
            f"{one.linear_ap:.2f}, that of the answer {one.checked_ap:.2f} on the same turns"
        ),
        f"the index's answer was the scan's, row for row, on {one.checked_turns} turns",
        (
            f"codes and box index take {one.bytes_per_row:.1f} bytes a row, the graph "
            f"{one.graph_bytes_per_row:.0f} beside its vectors; resident "
            f"{size(one.resident_bytes)}, of which {size(one.resident_own_bytes)} no file's"
        ),
        f"built in {duration(one.build_seconds)}; {_graph(one)}",
    ]


def _graph(one: RefineBench) -> str:
    if one.neighbour_rows == one.rows:
        return "the graph of neighbours holds every row"
    return (
        f"the graph of neighbours holds the first {one.neighbour_rows:,} rows, as many as ten "
        "minutes allow here: beyond that it was not measured, and the other rows are found by "
        "their boxes alone"
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
