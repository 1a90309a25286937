import json
import subprocess
import sys
from argparse import Namespace

import pytest

from bot.cli.browsing import MISSING, page
from engine.errors import SettingsError


@pytest.mark.browser
def test_the_page_is_timed_in_a_browser(browser, address):
    asked = ["--address", address, "--visits", "1", "--turns", "3", "--json"]
    ran = subprocess.run(
        [sys.executable, "-m", "bot.cli", "bench", "page", *asked],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    *told, last = ran.stdout.splitlines()
    measured = json.loads(last)
    assert [turn["said"] for turn in measured["turns"]][1:] == ["more like #2, #5, not #7", "more"]
    assert all(turn["milliseconds"] > 0 for turn in measured["turns"])
    (visit,) = measured["visits"]
    assert visit["warm"]["kib"] < visit["cold"]["kib"]
    assert any(line.startswith("from Enter to every thumbnail loaded, 3 turns") for line in told)


def test_without_a_browser_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(SettingsError, match="pip install playwright"):
        page(Namespace(address="http://127.0.0.1:1", visits=1, turns=1, json=False, library=None))
    assert MISSING.startswith("playwright")
