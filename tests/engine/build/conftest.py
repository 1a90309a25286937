"""What the tests of building share."""

import os

import pytest


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch):
    """Nobody pulls a plug here, and waiting for a busy disk is most of these tests' time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
