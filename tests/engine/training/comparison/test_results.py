"""A result is taken from an earlier comparison only where all that decides it is the same."""

import json
import logging

import pytest

from engine.training.comparison.comparing import UNTUNED, compare, identities
from engine.training.comparison.dealing import shown_drawings
from engine.training.comparison.sources import Sources
from engine.training.comparison.trials import TRIALS
from tests.engine.training.small import some_drawings
from tests.engine.training.tuning.tiny import NATIVE, write_tiny


@pytest.fixture(scope="module")
def drawn():
    pictures, records = some_drawings(48)
    return [shown_drawings(pictures[:count], records[:count], 4, 1) for count in (48, 47)]


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    return [f"local-dir:{write_tiny(folder / f'result-{seed}', NATIVE, seed)}" for seed in (0, 1)]


def of(*parts):
    return Sources(parts, parts)


def test_whatever_decides_a_result_is_part_of_its_identity(drawn, models):
    trial = TRIALS["captions"]
    shorter = trial.settings.pictures.model_copy(update={"epochs": 1})
    changed = trial.model_copy(
        update={"settings": trial.settings.model_copy(update={"pictures": shorter})}
    )
    found = [
        identities(model, sources, {"captions": one}, [1])["captions", 1]
        for model, sources, one in (
            (models[0], of(drawn[0]), trial),
            (models[1], of(drawn[0]), trial),
            (models[0], of(drawn[1]), trial),
            (models[0], Sources((drawn[0],), (drawn[1],)), trial),
            (models[0], of(drawn[0]), changed),
        )
    ]
    assert len(set(found)) == len(found)
    again = identities(models[0], of(drawn[0]), {"captions": trial}, [2, 1])
    assert again["captions", 1] == found[0]
    assert len(set(again.values())) == 4


def test_one_painted_picture_makes_other_sources(drawn):
    part = drawn[0]
    painted = part.pictures.copy()
    painted[-1, -1, -1, -1] ^= 1
    assert of(part).identity != of(type(part)(**{**vars(part), "pictures": painted})).identity


def test_other_pictures_are_measured_anew_and_a_torn_line_is_passed_over(
    drawn, models, tmp_path, caplog
):
    path = tmp_path / "results.jsonl"
    (first,) = compare(models[0], of(drawn[0]), {}, [1], tmp_path)
    assert first.method == UNTUNED
    assert compare(models[0], of(drawn[0]), {}, [1], tmp_path) == (first,)
    assert len(path.read_text().splitlines()) == 1
    path.write_text(path.read_text()[:40])
    (other,) = compare(models[0], of(drawn[1]), {}, [1], tmp_path)
    assert other.identity != first.identity
    with caplog.at_level(logging.WARNING):
        assert compare(models[0], of(drawn[0]), {}, [1], tmp_path) == (first,)
    assert "line 1 is passed over" in caplog.text
    lines = path.read_text().splitlines()
    assert [json.loads(line)["identity"] for line in lines[1:]] == [
        other.identity, first.identity,
    ]  # fmt: skip
