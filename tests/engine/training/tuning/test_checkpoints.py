"""What is saved is what was tuned; an adapter that is folded in is the adapter."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image

from engine.encode import open_encoder
from engine.encode.torchready import import_open_clip
from engine.errors import TrainingError
from engine.heads import HEAD
from engine.training.tuning.adapter import fold, picture_end, text_end, turned_by
from engine.training.tuning.methods import tune
from engine.training.tuning.scores import embed
from tests.engine.headed import random_head
from tests.engine.training.tuning.tiny import (
    NATIVE,
    PREPROCESSING,
    SIDE,
    WITH_TIMM,
    changed,
    opened,
    some_course,
    some_pictures,
    wandering,
    write_tiny,
)

HALF = 5e-3
ASKED = ["a red one", "nothing of the kind"]


@pytest.fixture(scope="module", params=[NATIVE, WITH_TIMM], ids=["native", "timm"])
def folder(request, tmp_path_factory):
    return write_tiny(tmp_path_factory.mktemp("models") / f"fold-{request.node.name}",
                      request.param)  # fmt: skip


def test_folding_is_applying(folder):
    trainee, pictures = opened(folder), some_pictures(6, SIDE)
    matrix = torch.randn(16, 16, generator=torch.Generator().manual_seed(1))
    vectors = turned_by(matrix, embed(trainee.encoder, pictures))
    texts = turned_by(matrix, trainee.encoder.texts(ASKED))
    fold(picture_end(trainee.model), matrix)
    fold(text_end(trainee.model), matrix)
    assert np.allclose(embed(trainee.encoder, pictures), vectors, atol=1e-4)
    assert np.allclose(trainee.encoder.texts(ASKED), texts, atol=1e-4)


def test_a_layer_with_a_bias_and_a_resnets_pool_are_folded_too():
    layer, matrix = torch.nn.Linear(5, 3), torch.randn(3, 3)
    shown = torch.randn(4, 5)
    expected = layer(shown) @ matrix.T
    tower = SimpleNamespace(visual=SimpleNamespace(attnpool=SimpleNamespace(c_proj=layer)))
    fold(picture_end(tower), matrix)
    assert torch.allclose(layer(shown), expected, atol=1e-5)


def test_a_tower_that_ends_otherwise_is_refused_before_anything_is_learned(folder, tmp_path):
    trainee = opened(folder)
    trainee.model.visual.head = torch.nn.Sequential(torch.nn.GELU())
    trainee.model.visual.proj = None
    with pytest.raises(TrainingError, match="no adapter can be folded into this model"):
        tune("adapter", trainee, some_course(tmp_path))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("halves", [True, False])
def test_a_saved_model_opens_by_every_door(folder, tmp_path, halves):
    trainee, pictures = opened(folder), some_pictures(6, SIDE)
    before = trainee.weights()
    tune("two-step", trainee, wandering(trainee, some_course(tmp_path / "work")))
    assert changed(before, trainee.weights())
    saved = tmp_path / "saved"
    size = trainee.save(saved, halves=halves)
    assert size == (saved / "open_clip_model.safetensors").stat().st_size
    wanted = embed(trainee.encoder, pictures)
    tolerance = HALF if halves else 1e-5
    encoder = open_encoder(f"local-dir:{saved}", "cpu")
    assert np.allclose(embed(encoder, pictures), wanted, atol=tolerance)
    assert np.allclose(encoder.texts(ASKED), trainee.encoder.texts(ASKED), atol=tolerance)
    clip = import_open_clip()
    model, _, preprocess = clip.create_model_and_transforms(f"local-dir:{saved}")
    shown = torch.stack([preprocess(Image.fromarray(one)) for one in pictures])
    with torch.no_grad():
        vectors = model.eval().encode_image(shown, normalize=True).numpy()
    assert np.allclose(vectors, wanted, atol=tolerance)


def test_whoever_may_read_the_configuration_may_read_the_weights(folder, tmp_path):
    opened(folder).save(tmp_path)
    modes = {path.stat().st_mode for path in tmp_path.glob("open_clip_*")}
    assert modes == {(folder / "open_clip_config.json").stat().st_mode}


def test_preprocessing_goes_with_the_model(folder, tmp_path):
    trainee = opened(folder)
    trainee.save(tmp_path)
    written = json.loads((tmp_path / "open_clip_config.json").read_text())["preprocess_cfg"]
    assert {name: written[name] for name in PREPROCESSING} == PREPROCESSING
    assert opened(tmp_path).encoder.preprocessing == trainee.encoder.preprocessing


def test_the_bundled_models_own_words_go_with_it(tmp_path):
    from engine.training.tuning.trainee import open_trainee

    bundled = open_trainee("bundled", "cpu")
    bundled.save(tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 10_000_000
    again = open_encoder(f"local-dir:{tmp_path}", "cpu")
    assert np.allclose(again.texts(ASKED), bundled.encoder.texts(ASKED), atol=1e-5)


def test_a_head_beside_other_weights_is_moved_aside_and_one_beside_these_stays(
    folder, tmp_path, caplog
):
    trainee = opened(folder)
    trainee.save(tmp_path)
    own = random_head(16, checkpoint=open_encoder(f"local-dir:{tmp_path}", "cpu").identity)
    own.save(tmp_path / HEAD)
    trainee.save(tmp_path)
    assert open_encoder(f"local-dir:{tmp_path}", "cpu").head.identity == own.identity
    assert not caplog.messages
    opened(tmp_path).save(tmp_path, halves=False)  # the same weights, in other bytes
    assert open_encoder(f"local-dir:{tmp_path}", "cpu").head is None
    assert (tmp_path / f"{HEAD}.old").read_bytes() == own.content
    assert any(f"it is {HEAD}.old now; train one for these" in one for one in caplog.messages)
