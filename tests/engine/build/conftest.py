"""What the tests of building share."""

import os

import pytest

from tests.engine.build.looking import Counting


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch):
    """Nobody pulls a plug here, and waiting for a busy disk is most of these tests' time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def encoder(tiny_encoder):
    return Counting(tiny_encoder)


@pytest.fixture
def library(tmp_path):
    return tmp_path / "library"
