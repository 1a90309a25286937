"""`morelike tune head` writes a head beside a model, and `morelike index` makes codes with it."""

import json
import shutil

import numpy as np
import pytest

from bot.cli import main
from engine.heads import HEAD, Head
from engine.index import Indexes
from engine.index.manifest import read_manifest
from tests.engine.making import TINY, save_model, scribble


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models") / "tiny"
    save_model(folder, TINY)
    return folder


@pytest.fixture
def photos(tmp_path):
    """Classes of one drawing each, in other sizes."""
    rng = np.random.default_rng(0)
    for kind in range(16):
        folder = tmp_path / "photos" / f"kind-{kind}"
        folder.mkdir(parents=True)
        for number in range(13):
            side = tuple(int(one) for one in rng.integers(50, 90, 2))
            scribble(kind, size=side).rotate(float(rng.normal() * 8)).save(folder / f"{number}.png")
    return tmp_path / "photos"


def test_a_head_is_trained_written_and_used_by_the_index(model, photos, tmp_path, capsys):
    own = shutil.copytree(model, tmp_path / "model")
    asked = ["tune", "head", "--model", f"local-dir:{own}", "--data", str(photos)]
    assert main([*asked, "--dimensions", "8", "--anyway", "--json"]) == 0
    told = capsys.readouterr().out
    found = json.loads(told.strip().splitlines()[-1])
    assert "of held-out classes" in told
    assert found["written"] == str(own / HEAD)
    made = Head.open(own / HEAD)
    library = tmp_path / "library"
    indexed = ["index", str(photos), "--library", str(library), "--model", f"local-dir:{own}"]
    assert main(indexed) == 0
    manifest = read_manifest(library)
    assert manifest.head == made.identity
    indexes = Indexes.open(manifest.generation_folder(library))
    assert indexes.codes.shape == (16 * 13, 8)
    (own / HEAD).unlink()
    assert main(indexed) == 0
    assert read_manifest(library).head is None


def test_codes_are_compared_on_classes_that_the_head_never_learned_from(model, photos, capsys):
    asked = ["tune", "head", "--model", f"local-dir:{model}", "--data", str(photos), "--compare"]
    assert main([*asked, "--queries", "2", "--json"]) == 0
    told = capsys.readouterr().out
    found = json.loads(told.strip().splitlines()[-1])
    assert "| axes |" in told
    assert set(found["codes"]) == {"axes", "head"}
    assert not (model / HEAD).exists()


def test_a_model_without_a_folder_of_ones_own_is_asked_for_one(photos, capsys):
    assert main(["tune", "head", "--data", str(photos)]) == 1
    assert "bundled has no folder of yours" in capsys.readouterr().err
