"""The summary picks the hardest rival, and holds every row to bars that it computes."""

import numpy as np
import pytest

from engine.evaluation.plan import SINGLE, Experiment, Source
from engine.evaluation.report import Report, Setup
from engine.evaluation.sessions import FIGURES
from engine.evaluation.summary import compare, summarise, tabulate_hard, tabulate_kinds

PICTURES = 1000


def case(users="truthful", pairs=0, scored=40.0, harmed=0.0, **lines):
    """An experiment with these values of AP, by query, at its one turn."""
    experiment = Experiment.model_validate(
        {
            "subject": "two-classes" if pairs else "shapes",
            "role": "own" if users == "find-ten" else "shared",
            "source": Source(embedding="mobilenet", folders=("shapes",)),
            "columns": ("kind",),
            "settings": {"users": users, "pairs": pairs, "pages": "no-feedback"},
        }
    )
    setup = Setup(
        collection="shapes", pictures=PICTURES, columns=("kind",), queries=3, concepts=3,
        start="picture", users=users, seed=0, half="test", pairs=pairs,
        pages="own" if users == "find-ten" else "no-feedback",
    )  # fmt: skip
    tables = {}
    for name, line in lines.items():
        values = np.array(line, dtype=float)[:, None]
        table = {figure: np.zeros_like(values) for figure in FIGURES}
        table |= {"ap": values, "session_ap": 1 - values}
        table["rows_scored"] = np.full_like(values, scored)
        table["harmed"] = np.full_like(values, harmed)
        tables[name.replace("_", "-")] = table
    return experiment, Report(setup, tables)


def test_the_rival_is_the_scan_that_ours_leads_by_least_where_both_have_figures():
    row = compare(*case(
        morelike=[0.5, 0.6, 0.7], svm=[0.4, 0.5, np.nan], logistic=[0.1, 0.2, 0.9],
        branches=[0.9, 0.9, 0.9],
    ))  # fmt: skip
    assert row.best == "svm"  # 0.1 behind where both are known; boxes are no scan
    assert row.lead[0] == pytest.approx(0.1)
    assert row.ratio[0] == pytest.approx(1.1 / 0.9)


def test_who_stops_at_ten_is_measured_by_the_session():
    row = compare(*case(users="find-ten", morelike=[0.9] * 3, svm=[0.5] * 3))
    assert row.figure == "session_ap"
    assert row.lead[0] == pytest.approx(-0.4)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "met"),
        ({"scored": 90.0}, "scored over by 4.0%"),
        ({"harmed": 0.05}, "harmed over by 3.0%"),
        ({"svm": [0.6] * 3}, "behind by 0.100"),
    ],
)
def test_a_bar_that_is_missed_says_by_how_much(settings, says):
    row = compare(*case(**{"morelike": [0.5] * 3, "svm": [0.4] * 3, **settings}))
    assert row.bars.text() == says
    assert row.bars.met == (says == "met")


def test_two_classes_at_once_ask_for_a_quarter_more_than_every_single_direction():
    singles = {name.replace("-", "_"): [0.3] * 3 for name in SINGLE}
    far = case(pairs=3, morelike=[0.4] * 3, qdrant_best=[0.39] * 3, **singles)
    near = case(pairs=3, morelike=[0.36] * 3, **singles)
    assert compare(*far).bars.text() == "met"
    assert compare(*near).bars.text() == "ratio short by 0.05"
    (line,) = tabulate_kinds(dict([far]))[2:]
    assert line.count("1.33 (1.33–1.33)") == len(SINGLE)


def test_the_page_counts_the_rows_that_meet_every_bar():
    good = case(morelike=[0.5] * 3, svm=[0.4] * 3)
    bad = case(users="careless", morelike=[0.3] * 3, svm=[0.4] * 3)
    lines = summarise(dict([good, bad]))
    assert lines[0].startswith("1 of 2 rows meet every bar: ")
    assert "| mobilenet | shared | 2 | 1 | 2 | 2 | – | 1 |" in lines


def test_hard_searches_are_those_that_no_feedback_answers_badly_at_first():
    experiment, report = case(morelike=[0.9, 0.5, 0.4], svm=[0.1, 0.4, 0.4])
    report.tables["morelike"]["plain_ap"] = np.array([[0.9], [0.4], [0.2]])
    (line,) = tabulate_hard({experiment: report})[2:]
    assert "| picture | 2 | 3 | 0.450 | 0.400 | svm |" in line


@pytest.mark.parametrize(
    ("users", "pages", "figure"),
    [
        ("truthful", "own", "frozen_ap"),
        ("truthful", "svm", "ap"),
        ("find-ten", "own", "session_ap"),
    ],
)
def test_who_shows_own_pages_is_not_asked_about_what_is_left_alone(users, pages, figure):
    _, report = case(users=users, morelike=[0.5])
    setup = report.setup.model_copy(update={"pages": pages})
    assert Report(setup, report.tables).figure == figure
