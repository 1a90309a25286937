"""`morelike evaluate` runs on a real library and keeps its JSON contract."""

import csv
import json

import numpy as np
import pytest

from bot.cli import main


@pytest.fixture
def labels(album, tmp_path):
    """Call every other picture of the album odd."""
    from engine.evaluation import open_library

    path = tmp_path / "labels.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "kind"])
        for number, name in enumerate(open_library(album).paths):
            writer.writerow([name, "odd" if number % 2 else "even"])
    return path


def last(capsys):
    return json.loads(capsys.readouterr().out.splitlines()[-1])


@pytest.mark.parametrize("start", ["picture", "text"])
def test_a_library_is_evaluated_from_pictures_and_from_words(capsys, album, labels, start):
    command = ["evaluate", "--library", str(album), "--labels", f"{labels}:kind", "--half", "all"]
    command += ["--start", start, "--methods", "morelike,no-feedback", "--turns", "1", "--json"]
    assert main(command) == 0
    found = last(capsys)
    assert (found["start"], found["queries"], found["half"]) == (start, 2, "all")
    assert [one["turn"] for one in found["methods"]["morelike"]] == [0, 1]
    assert 0 < found["methods"]["morelike"][0]["ap"] <= 1


def test_bare_features_are_evaluated_and_the_tables_written(capsys, tmp_path):
    vectors = np.random.default_rng(0).random((60, 8)).astype(np.float32)
    names = [f"{row}.jpg" for row in range(60)]
    np.savez(tmp_path / "set.npz", path=np.array(names), feat=vectors)
    lines = [f"{name},{row % 3}" for row, name in enumerate(names)]
    (tmp_path / "set.csv").write_text("\n".join(["path,kind", *lines]))
    command = ["evaluate", "--features", str(tmp_path / "set.npz"), "--half", "all"]
    command += ["--labels", f"{tmp_path / 'set.csv'}:kind", "--methods", "morelike,rocchio"]
    assert main([*command, "--turns", "1", "--report", str(tmp_path / "report.md")]) == 0
    assert "| rocchio |" in (tmp_path / "report.md").read_text()
    assert "rocchio</text>" in (tmp_path / "report.svg").read_text()
    assert "set: 60 pictures" in capsys.readouterr().out


def test_labels_that_do_not_fit_are_a_sentence(capsys, album, labels):
    command = ["evaluate", "--library", str(album), "--labels"]
    assert main([*command, f"{labels}:colour"]) == 1
    assert main([*command, f"{labels}:kind", "--methods", "magic"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert "has no column colour; it has: path, kind" in said[-2]
    assert "there is no method magic" in said[-1]


def test_a_part_of_the_plan_runs_and_goes_on_from_what_is_finished(capsys, tmp_path):
    command = ["evaluate", "--plan", "--data", str(tmp_path), "--out", str(tmp_path / "figures")]
    command += ["--work", str(tmp_path / "work"), "--half", "development", "--queries", "1"]
    command += ["--only", "demo-subject-demo-picture-truthful-own"]
    assert main(command) == 0
    written = capsys.readouterr().out.splitlines()
    assert str(tmp_path / "figures" / "summary.md") in written
    page = (tmp_path / "figures" / "summary.md").read_text()
    assert "| demo-subject | demo | picture | truthful | own | 1 | frozen AP |" in page
    results = list((tmp_path / "work" / "results").iterdir())
    stamp = results[0].stat().st_mtime_ns
    assert main(command) == 0
    assert [path.stat().st_mtime_ns for path in results] == [stamp]


def test_what_a_plan_needs_is_said_in_a_sentence(capsys, tmp_path):
    assert main(["evaluate"]) == 1
    assert main(["evaluate", "--plan"]) == 1
    command = ["evaluate", "--plan", "--data", str(tmp_path), "--out", str(tmp_path)]
    assert main([*command, "--work", str(tmp_path), "--only", "caltech mobilenet careless"]) == 1
    labels, folders, photos = capsys.readouterr().err.splitlines()
    assert "add --labels CSV:COLUMN, or --plan" in labels
    assert "a plan needs --data DIR" in folders
    assert "has no folders caltech101: name the labelled photos" in photos
