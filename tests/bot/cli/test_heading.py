"""`morelike tune head` writes a head beside a model, and `morelike index` makes codes with it."""

import json
import shutil

import numpy as np
import pytest

from bot.cli import main
from engine.encode import open_encoder
from engine.heads import HEAD, Head
from engine.index import Indexes
from engine.index.manifest import read_manifest
from tests.engine.headed import random_head
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


def asked_of(folder, photos, *more):
    model = ["--model", f"local-dir:{folder}", "--data", str(photos)]
    return ["tune", "head", *model, "--dimensions", "8", "--epochs", "1", *more]


@pytest.fixture
def own(model, tmp_path):
    return shutil.copytree(model, tmp_path / "model")


@pytest.fixture
def strange(own):
    """A model's folder with the head of another one, with which it does not open."""
    head = random_head(32, checkpoint="f" * 64)
    head.save(own / HEAD)
    return head


def test_a_head_of_another_model_makes_room_for_a_new_one_and_is_kept(own, strange, photos, capsys):
    assert main(["tune", "evaluate", "--model", f"local-dir:{own}", "--data", str(photos)]) == 1
    assert f"morelike tune head --model local-dir:{own}" in capsys.readouterr().err
    assert main(asked_of(own, photos, "--anyway")) == 0
    assert f"the head that lay in {own} is {HEAD}.old now" in capsys.readouterr().out
    assert (own / f"{HEAD}.old").read_bytes() == strange.content
    made = open_encoder(f"local-dir:{own}", "cpu").head
    assert made.identity == Head.open(own / HEAD).identity
    assert main(asked_of(own, photos, "--anyway", "--seed", "1")) == 0
    assert (own / f"{HEAD}.old1").read_bytes() == made.content


def test_a_head_of_another_model_goes_even_where_no_new_one_is_worth_it(
    own, strange, photos, capsys, monkeypatch
):
    monkeypatch.setattr("engine.training.head.HeadScores.gains", property(lambda _: False))
    assert main(asked_of(own, photos)) == 0
    told = capsys.readouterr()
    assert "the head is not written" in told.err
    assert f"is {HEAD}.old now" in told.out
    plain = open_encoder(f"local-dir:{own}", "cpu")
    assert plain.head is None
    good = random_head(plain.dimensions, checkpoint=plain.identity)
    good.save(own / HEAD)
    assert main(asked_of(own, photos)) == 0
    assert (own / HEAD).read_bytes() == good.content  # its own head stays


def test_a_head_is_never_put_beside_another_model(model, photos, tmp_path, capsys):
    other = tmp_path / "other"
    save_model(other, TINY, seed=1)
    assert main(asked_of(model, photos, "--anyway", "--out", str(other))) == 1
    assert f"{other} holds another model" in capsys.readouterr().err
    assert not (other / HEAD).exists()
    assert open_encoder(f"local-dir:{other}", "cpu")


def test_a_head_that_lies_alone_says_where_it_belongs(model, photos, tmp_path, capsys):
    alone = tmp_path / "alone"
    assert main(asked_of(model, photos, "--anyway", "--out", str(alone))) == 0
    told = capsys.readouterr().out
    assert "no model lies there; morelike index makes codes with it once" in told
    assert "from now on" not in told
    assert main(asked_of(model, photos, "--out", str(alone / HEAD))) == 1
    assert "is a file: --out names a folder" in capsys.readouterr().err


def test_the_labelled_photos_stand_in_for_data_of_ones_own(model, photos, tmp_path, capsys):
    asked = ["tune", "head", "--model", f"local-dir:{model}", "--compare"]
    assert main([*asked, "--photos", str(tmp_path)]) == 1
    assert "name the folder that holds caltech101/" in capsys.readouterr().err
    for wrong in ([], ["--photos", str(tmp_path), "--data", str(photos)]):
        with pytest.raises(SystemExit):
            main([*asked, *wrong])


def test_spreading_is_never_below_nothing(model, photos, capsys):
    with pytest.raises(SystemExit):
        main(asked_of(model, photos, "--spreading", "-1"))
    assert "number that is not below 0" in capsys.readouterr().err
