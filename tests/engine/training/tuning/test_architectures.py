"""Towers as SigLIP and CoCa have them are tuned like any other, or refused with a sentence."""

import numpy as np
import pytest

from engine.encode import open_encoder
from engine.errors import TrainingError
from engine.training.tuning.methods import METHODS, tune
from engine.training.tuning.scores import embed
from engine.training.tuning.settings import AdapterTuning, PictureTuning, WordTuning
from engine.training.tuning.trainee import free_texts, hold
from tests.engine.training.tuning.tiny import (
    LIKE_COCA,
    LIKE_SIGLIP,
    changed,
    opened,
    small_settings,
    some_course,
    wandering,
    write_tiny,
)

LIKE = {"siglip": LIKE_SIGLIP, "coca": LIKE_COCA}
QUICK = {
    "pictures": PictureTuning(epochs=1, batch=9, learning_rate=1e-3),
    "words": WordTuning(epochs=1, batch=9, learning_rate=1e-3),
    "adapter": AdapterTuning(epochs=1, batch=9),
}
slow = pytest.mark.slow
CASES = [
    pytest.param(like, method, marks=() if method == "two-step" else slow, id=f"{like}-{method}")
    for like in LIKE
    for method in METHODS
    if (like, method) != ("siglip", "adapter")
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    return {like: write_tiny(folder / f"like-{like}", LIKE[like]) for like in LIKE}


@pytest.mark.parametrize(("like", "method"), CASES)
def test_they_are_tuned_and_what_is_saved_opens_again(folders, like, method, tmp_path):
    trainee = opened(folders[like])
    course = some_course(tmp_path / "work", small_settings(**QUICK))
    before, pictures = trainee.weights(), course.referee.material.pictures
    tune(method, trainee, wandering(trainee, course))
    moved = changed(before, trainee.weights())
    assert any(name.startswith("visual.") for name in moved) == (method != "words")
    assert any(name.startswith("text.") for name in moved) == (method in ("two-step", "words"))
    assert not {name for name in moved if name.startswith("text_decoder.")}
    trainee.save(tmp_path / "saved", halves=False)
    again = open_encoder(f"local-dir:{tmp_path / 'saved'}", "cpu")
    assert np.allclose(embed(again, pictures), embed(trainee.encoder, pictures), atol=1e-5)
    assert np.allclose(again.texts(["a red one"]), trainee.encoder.texts(["a red one"]), atol=1e-5)


def test_siglips_pooled_end_takes_no_adapter_and_says_so(folders, tmp_path):
    trainee = opened(folders["siglip"])
    with pytest.raises(TrainingError, match="tune it with two-step or captions instead"):
        tune("adapter", trainee, some_course(tmp_path))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("like", LIKE)
def test_the_last_layers_of_their_text_towers_learn_alone(folders, like):
    trainee = opened(folders[like])
    hold(trainee.model)
    free_texts(trainee.model, 2)
    free = {name for name, one in trainee.model.named_parameters() if one.requires_grad}
    assert any(name.startswith("text.transformer.resblocks.1.") for name in free)
    assert not {
        name
        for name in free
        if name.startswith(
            ("visual.", "text.token", "text.transformer.resblocks.0", "text_decoder")
        )
    }
    free_texts(trainee.model, None)
    assert trainee.model.text.token_embedding.weight.requires_grad


def test_a_tower_that_cannot_compute_twice_says_so_before_it_learns(folders, tmp_path):
    trainee = opened(folders["siglip"])

    def set_grad_checkpointing(enable=True):
        assert not enable, "gradient checkpointing not supported"  # as timm's towers say it

    trainee.model.visual.trunk.set_grad_checkpointing = set_grad_checkpointing
    course = some_course(tmp_path, small_settings(**QUICK, checkpointing=True))
    with pytest.raises(TrainingError, match="leave out --checkpointing"):
        tune("labels", trainee, course)
    assert not list(tmp_path.iterdir())
