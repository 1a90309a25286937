"""The bundled model's whole making runs from nothing, and its command line answers."""

import subprocess
import sys

import pytest

from engine.encode import open_encoder
from engine.training.making import Drawn, make
from tests.engine.training.small import small_recipe


@pytest.mark.slow
def test_a_model_is_made_from_drawings_alone_and_can_be_opened(tmp_path):
    few = Drawn(count=14, seed=3, side=32)
    out, work = tmp_path / "model", tmp_path / "work"
    figures = make(
        None, out, work, small_recipe(), to_learn=few, held_out=few.model_copy(update={"seed": 4})
    )
    assert [figure.name for figure in figures] == ["drawings", "sentences"]
    assert 0 <= figures[0].precision <= 1
    assert open_encoder(f"local-dir:{out}").dimensions == 16
    assert (out / "README.md").is_file()
    assert (out / "training-log.jsonl").is_file()


def test_the_command_line_explains_itself():
    for command in ("bundled", "figures"):
        line = [sys.executable, "-m", "engine.training", command, "--help"]
        told = subprocess.run(line, capture_output=True, text=True, check=True).stdout
        assert "--photos" in told
        assert "--drawn-cache" in told
