"""The measurements of a server run, end with a table, and count what happened."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.load import Tally
from bot.cli.visitors import Form, Turn

ROOT = Path(__file__).resolve().parents[3]


def bench(*arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "bot.cli", "bench", *arguments, "--json"]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


def test_a_row_counts_each_ending_and_times_the_answered_alone():
    turns = [Turn("answered", seconds / 100) for seconds in range(1, 101)]
    turns += [Turn("shed", 9.0, "503"), Turn("failed", 9.0, "status 500")]
    row = Tally(turns, seconds=10.0).row(25, 500.0, 501.0)
    assert (row["turns"], row["shed"], row["errors"]) == (102, 1, 1)
    assert row["turns_per_second"] == 10.0
    assert (row["p50_seconds"], row["p95_seconds"], row["worst_seconds"]) == (0.505, 0.951, 1.0)


def test_nobody_answered_is_a_row_without_times():
    row = Tally([Turn("shed", 0.1, "503")], seconds=1.0).row(1, None, None)
    assert row["p95_seconds"] is None


def test_a_form_is_found_in_what_gradio_tells_its_page():
    config = {
        "components": [
            {"id": 3, "type": "multimodaltextbox", "props": {"value": None}},
            {"id": 4, "type": "state", "props": {}},
            {"id": 5, "type": "html", "props": {"value": "{}"}},
        ],
        "dependencies": [
            {"id": 0, "targets": [[9, "click"]], "inputs": []},
            {"id": 1, "targets": [[3, "submit"]], "inputs": [3, 4, 5]},
        ],
    }
    sent = Form.read(config).message("a boat", "ada")
    assert sent["data"] == [{"text": "a boat", "files": []}, None, "{}"]
    assert (sent["fn_index"], sent["trigger_id"], sent["session_hash"]) == (1, 3, "ada")


@pytest.mark.slow
def test_people_are_let_loose_on_a_server_of_their_own():
    told, _ = bench("load", "--people", "2", "3", "--every", "1", "--minutes", "0.1")
    assert [row["people"] for row in told["rows"]] == [2, 3]
    assert all(row["turns"] > 0 and row["errors"] == 0 for row in told["rows"])
    assert all(row["rss_after_mib"] is None or row["rss_after_mib"] > 50 for row in told["rows"])


@pytest.mark.slow
def test_a_start_is_timed_part_by_part():
    told, _ = bench("start")
    assert {"import gradio", "launch", "first answer (HTTP 200)"} <= set(told["seconds"])
    assert 0 < told["page_seconds"] < sum(told["seconds"].values())
