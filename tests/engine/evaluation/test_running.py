"""A plan runs, goes on where it was broken off, and its pages say what its figures say."""

import json
import shutil
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from engine.errors import SettingsError
from engine.evaluation import EvaluationSettings, Places, find_outdated, read_results, run_plan
from engine.evaluation.book import write_book
from engine.evaluation.places import find_sheets, open_source
from engine.evaluation.plan import Experiment, Source
from engine.evaluation.summary import compare
from tests.engine.clusters import clustered
from tests.engine.evaluation.conftest import write_labels

SOURCE = Source(embedding="mobilenet", folders=("shapes",))
METHODS = ("morelike", "no-feedback", "rocchio", "qdrant-average", "svm", "logistic",
           "logistic-anchored")  # fmt: skip
TIMES = ("learn_seconds", "find_seconds")


def experiment(role="own", seeds=2, **settings):
    chosen = {"methods": METHODS, "half": "all", "queries": 3, "turns": 1, **settings}
    return Experiment(
        subject="shapes", role=role, source=SOURCE, columns=("kind",), seeds=seeds,
        settings=EvaluationSettings(**chosen),
    )  # fmt: skip


PLAN = (
    experiment(),
    experiment("shared", seeds=1, pages="no-feedback"),
    experiment(seeds=1, users="find-ten", turns=4),
    experiment("forests", seeds=1, methods=("morelike", "neighbours-25", "neighbours-100", "svm")),
)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A folder of data as the plan expects it: features, and a table of labels."""
    root = tmp_path_factory.mktemp("plan")
    vectors, kind = clustered(400, kinds=5, noise=0.9, seed=4)
    names = [f"{row}.jpg" for row in range(len(vectors))]
    (root / "data" / "shapes").mkdir(parents=True)
    (root / "data" / "mobilenet-v2-features").mkdir()
    features = root / "data" / "mobilenet-v2-features" / "shapes.npz"
    np.savez(features, path=np.array(names), feat=vectors)
    labels = root / "data" / "shapes" / "metadata.csv"
    write_labels(labels, names, kind=[f"kind-{one}" for one in kind])
    return Places(data=root / "data", work=root / "work")


@pytest.fixture(scope="module")
def results(places):
    run_plan(PLAN, places)
    return read_results(PLAN, places)


def stamps(places):
    return {path.name: path.stat().st_mtime_ns for path in (places.work / "results").iterdir()}


def test_seeds_are_put_together_and_other_seeds_are_other_searches(results):
    report = results[PLAN[0]]
    assert (report.setup.seeds, report.setup.queries, len(report.concepts)) == (2, 6, 6)
    ap = report.tables["svm"]["ap"]
    assert ap.shape == (6, 2)
    assert not np.array_equal(ap[:3], ap[3:])
    assert "seeds 0 to 1" in report.setup.sentence()


def test_what_is_finished_is_not_run_again(places, results):
    before = stamps(places)
    run_plan(PLAN, places)
    assert stamps(places) == before
    assert len(before) == 5


def test_a_run_that_was_broken_off_goes_on_and_gives_the_same_figures(places, results, tmp_path):
    again = Places(data=places.data, work=tmp_path)
    shutil.copytree(places.work, tmp_path, dirs_exist_ok=True)
    lost = again.result(PLAN[0], 1)
    lost.unlink()
    lost.with_suffix(".part").write_text('{"experi')
    assert PLAN[0] not in read_results(PLAN, again)
    before = stamps(again)
    run_plan(PLAN, again)
    after = stamps(again)
    assert {name for name in after if after[name] != before.get(name)} == {lost.name}
    same(read_results(PLAN, again)[PLAN[0]], results[PLAN[0]])


def test_other_settings_are_run_anew(places, results, tmp_path):
    again = Places(data=places.data, work=tmp_path)
    shutil.copytree(places.work, tmp_path, dirs_exist_ok=True)
    longer = experiment("shared", seeds=1, pages="no-feedback", queries=2)
    assert read_results([longer], again) == {}
    run_plan([longer], again)
    assert read_results([longer], again)[longer].setup.queries == 2


@pytest.mark.slow
def test_two_processes_give_the_figures_of_one(places, results, tmp_path):
    again = Places(data=places.data, work=tmp_path)
    run_plan(PLAN[:2], again, jobs=2)
    for one, report in read_results(PLAN[:2], again).items():
        same(report, results[one])


def test_figures_of_an_older_engine_are_known(places, results, tmp_path):
    again = Places(data=places.data, work=tmp_path)
    shutil.copytree(places.work, tmp_path, dirs_exist_ok=True)
    assert find_outdated(PLAN, again) == []
    old = again.result(PLAN[1], 0)
    old.write_text(json.dumps({**json.loads(old.read_text()), "engine": "older"}))
    assert find_outdated(PLAN, again) == [old]


def test_photos_that_are_not_there_are_said_so(tmp_path):
    nowhere = Places(data=tmp_path, work=tmp_path / "work")
    with pytest.raises(SettingsError, match="has no folders shapes: name the labelled photos"):
        run_plan(PLAN, nowhere)


def test_labels_are_found_beside_the_pictures_and_paths_agree(places, results):
    collection = open_source(SOURCE, places)
    (sheet,) = find_sheets(PLAN[0], places)
    assert collection.paths[0] == f"{sheet.prefix}0.jpg"
    alone = PLAN[0].model_copy(update={"source": Source(embedding="bundled", folders=("shapes",))})
    assert find_sheets(alone, places)[0].prefix == ""


def test_pages_and_drawings_are_written_and_are_the_same_again(results, tmp_path):
    files = {path.name: path.read_bytes() for path in write_book(results, tmp_path / "one")}
    again = {path.name: path.read_bytes() for path in write_book(results, tmp_path / "two")}
    assert files == again
    assert {
        "summary.md",
        "details-mobilenet.md",
        "leads.svg",
        "cost.svg",
        "turns-mobilenet.svg",
    } <= set(files)
    for name, content in files.items():
        if name.endswith(".svg"):
            ET.fromstring(content)


def test_the_summary_says_what_was_measured(results, tmp_path):
    write_book(results, tmp_path)
    page = (tmp_path / "summary.md").read_text()
    row = compare(PLAN[0], results[PLAN[0]])
    line = next(line for line in page.splitlines() if line.startswith("| shapes | mobilenet |"))
    assert f"| frozen AP | {row.ours('frozen_ap'):.3f} |" in line
    assert f"| {row.best} |" in line
    assert line.endswith(f"| {row.bars.text()} |")
    details = (tmp_path / "details-mobilenet.md").read_text()
    assert f"--only {PLAN[0].name}" in details
    assert "shapes: 400 pictures, 6 searches for one class of kind" in details


def same(report, other):
    for name, own in report.tables.items():
        for figure in set(own) - set(TIMES):
            np.testing.assert_array_equal(own[figure], other.tables[name][figure])
