"""An exported model opens with open_clip alone and sees what the trainer's own model saw."""

import json

import numpy as np
import pytest
import torch
from PIL import Image

from engine.encode import open_encoder
from engine.encode.torchready import import_open_clip
from engine.settings import BUNDLED_MODEL
from engine.training.augment import plain
from engine.training.bundled import train
from engine.training.card import write_card
from engine.training.export import write_model
from engine.training.figures import Figure
from engine.training.towers import MERGES, normalised
from tests.engine.training.small import gathered, learner_of, small_recipe

HALF = 5e-3  # unit vectors of few dimensions, from weights of half precision


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    lesson, tokens = gathered(folder, small_recipe())
    learner = learner_of(lesson, tokens, small_recipe())
    train(learner, lesson, small_recipe())
    write_model(learner.averaged, small_recipe().towers, tokens, folder)
    return folder, learner.averaged.eval(), lesson


def unit(vectors: torch.Tensor) -> np.ndarray:
    return torch.nn.functional.normalize(vectors, dim=1).numpy()


def test_plain_open_clip_embeds_as_the_trainer_does(exported):
    folder, model, lesson = exported
    clip = import_open_clip()
    opened, _, preprocess = clip.create_model_and_transforms(f"local-dir:{folder}")
    words = clip.get_tokenizer(f"local-dir:{folder}", bpe_path=str(folder / MERGES))
    shown = lesson.drawings.pictures[:4]
    with torch.no_grad():
        ours = unit(model.encode_image(normalised(plain(shown, 32))))
        ready = torch.stack([preprocess(Image.fromarray(one)) for one in shown.numpy()])
        assert np.allclose(unit(opened.eval().encode_image(ready)), ours, atol=HALF)
        tokens = words(["a lighthouse at night"])
        assert np.allclose(
            unit(opened.encode_text(tokens)), unit(model.encode_text(tokens)), atol=HALF
        )


def test_the_engines_encoder_agrees_too(exported):
    folder, model, lesson = exported
    encoder, shown = open_encoder(f"local-dir:{folder}"), lesson.drawings.pictures[:4]
    prepared = np.stack([encoder.prepare(Image.fromarray(one)) for one in shown.numpy()])
    with torch.no_grad():
        ours = unit(model.encode_image(normalised(plain(shown, 32))))
    assert np.allclose(encoder.pictures(prepared), ours, atol=HALF)


def test_the_card_tells_the_figures_and_the_seed(exported):
    folder, _, _ = exported
    figure = Figure(name="drawings", catalogue=10, queries=2, precision=0.5)
    write_card(folder, small_recipe(seed=3), [figure], remarks="A remark.")
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert "| drawings | 10 | 2 | 0.500 |" in card
    assert "--seed 3 --steps 4" in card
    assert "A remark." in card


def test_the_bundled_model_is_small_and_complete():
    files = {path.name: path.stat().st_size for path in BUNDLED_MODEL.iterdir()}
    assert files["open_clip_model.safetensors"] <= 10_000_000
    assert {"open_clip_config.json", MERGES, "README.md", "training-log.jsonl"} <= files.keys()
    settings = json.loads((BUNDLED_MODEL / "open_clip_config.json").read_text(encoding="utf-8"))
    assert settings["preprocess_cfg"]["resize_mode"] == "squash"


def test_the_bundled_model_tells_night_from_day_and_boats_from_trees():
    from engine.training.drawing.attributes import Attributes
    from engine.training.drawing.scene import draw

    encoder = open_encoder("bundled", device="cpu")
    scenes = [
        Attributes(subject="sailing boat", colour="red", count=1, setting="sea", time=time,
                   weather="clear", style="painting")
        for time in ("night", "day")
    ] + [
        Attributes(subject="pine tree", colour=None, count=1, setting="mountains", time="day",
                   weather="clear", style="painting")
    ]  # fmt: skip
    drawn = [draw(scene, (256, 256), np.random.default_rng(3)) for scene in scenes]
    pictures = encoder.pictures(np.stack([encoder.prepare(one.convert("RGB")) for one in drawn]))
    asked = ["a sailing boat at night", "a sailing boat by day", "pine trees in the mountains"]
    assert (encoder.texts(asked) @ pictures.T).argmax(1).tolist() == [0, 1, 2]
