"""Four sources of a model behind one name, and a sentence for each way of missing one."""

import json
import os
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from engine.encode import open_encoder
from engine.encode.torchready import import_open_clip
from engine.errors import ModelError
from engine.settings import BUNDLED_MODEL, PHOTO_MODEL
from tests.engine.making import PREPROCESS, TINY, save_model, scribble


def embed(encoder, images):
    return encoder.pictures(np.stack([encoder.prepare(image) for image in images]))


@pytest.mark.slow
def test_a_saved_architecture_comes_back_with_its_own_vectors(tmp_path):
    """ViT-S-32-alt is a real open_clip architecture; open_clip's own way is the slow twin."""
    import torch

    open_clip = import_open_clip()
    preprocess = {
        "mean": [0.1, 0.2, 0.3],
        "std": [0.4, 0.5, 0.6],
        "interpolation": "bilinear",
        "resize_mode": "squash",
    }
    model = save_model(tmp_path / "saved", open_clip.get_model_config("ViT-S-32-alt"), preprocess)
    encoder = open_encoder(f"local-dir:{tmp_path / 'saved'}", device="cpu")

    images = [scribble(seed, (230 + 9 * seed, 256)) for seed in range(3)]
    _, _, transform = open_clip.create_model_and_transforms(f"local-dir:{tmp_path / 'saved'}")
    with torch.inference_mode():
        batch = torch.stack([transform(image) for image in images])
        own = model.encode_image(batch, normalize=True).numpy()
        words = open_clip.get_tokenizer("ViT-S-32-alt")(["a boat", "two cats"])
        own_words = model.encode_text(words, normalize=True).numpy()

    assert (encoder.preprocessing.width, encoder.preprocessing.resize) == (224, "squash")
    assert encoder.preprocessing.std == (0.4, 0.5, 0.6)
    np.testing.assert_allclose(embed(encoder, images), own, atol=2e-3)
    np.testing.assert_allclose(encoder.texts(["a boat", "two cats"]), own_words, atol=1e-5)


def test_vectors_are_of_unit_length_and_do_not_depend_on_the_batch(tiny_encoder):
    images = [scribble(seed) for seed in range(5)]
    together = embed(tiny_encoder, images)
    alone = np.concatenate([embed(tiny_encoder, [image]) for image in images])
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert together.dtype == np.float32
    assert together.shape == (5, tiny_encoder.dimensions)
    assert tiny_encoder.texts([]).shape == (0, tiny_encoder.dimensions)


def test_threads_share_an_encoder(tiny_encoder):
    texts = [f"picture number {number}" for number in range(24)]
    wanted = tiny_encoder.texts(texts)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: tiny_encoder.texts([text])[0], texts))
    np.testing.assert_allclose(np.stack(found), wanted, atol=1e-5)


def test_a_checkpoint_is_opened_beside_its_config_and_by_architecture(tiny_model, tmp_path):
    import torch
    from safetensors.torch import load_file

    open_clip = import_open_clip()
    state = load_file(tiny_model / "open_clip_model.safetensors")
    beside = tmp_path / "beside"
    beside.mkdir()
    torch.save({"state_dict": {f"module.{key}": state[key] for key in state}}, beside / "epoch.pt")
    shutil.copy(tiny_model / "open_clip_config.json", beside)
    (tmp_path / "tiny-by-name.json").write_text(json.dumps(TINY))
    open_clip.add_model_config(tmp_path / "tiny-by-name.json")

    image = [scribble(1, (48, 48))]
    wanted = embed(open_encoder(f"local-dir:{tiny_model}"), image)
    np.testing.assert_array_equal(embed(open_encoder(str(beside / "epoch.pt")), image), wanted)
    np.testing.assert_array_equal(embed(open_encoder(str(beside)), image), wanted)

    named = open_encoder(f"tiny-by-name@{beside / 'epoch.pt'}")
    assert named.preprocessing.mean != tuple(PREPROCESS["mean"])  # nothing carries it along
    np.testing.assert_array_equal(
        named.texts(["a"]), open_encoder(f"local-dir:{tiny_model}").texts(["a"])
    )


def test_identity_follows_weights_preprocessing_and_words_and_not_the_place(tiny_model, tmp_path):
    first = open_encoder(f"local-dir:{tiny_model}").identity
    moved = tmp_path / "moved"
    shutil.copytree(tiny_model, moved)
    assert open_encoder(f"local-dir:{moved}").identity == first

    config = json.loads((moved / "open_clip_config.json").read_text())
    config["preprocess_cfg"]["mean"] = [0, 0, 0]
    (moved / "open_clip_config.json").write_text(json.dumps(config))
    assert open_encoder(f"local-dir:{moved}").identity != first

    save_model(tmp_path / "other", TINY, seed=1)
    assert open_encoder(f"local-dir:{tmp_path / 'other'}").identity != first


def test_a_shorter_list_of_merges_beside_the_weights_is_the_tokenizers(tmp_path):
    import gzip

    from open_clip.tokenizer import default_bpe

    lines = gzip.decompress(Path(default_bpe()).read_bytes()).decode().split("\n")[:301]
    short = {**TINY, "text_cfg": {**TINY["text_cfg"], "vocab_size": 512 + 300 + 2}}
    save_model(tmp_path / "short", short)
    with pytest.raises(ModelError, match="index out of range"):
        open_encoder(f"local-dir:{tmp_path / 'short'}")
    (tmp_path / "short" / "merges.txt.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    encoder = open_encoder(f"local-dir:{tmp_path / 'short'}")
    assert encoder.texts(["the zebra crossed"]).shape == (1, 32)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("nothing-like-it", "there is no model 'nothing-like-it': give bundled"),
        ("ViT-B-32", "known: ViT-B-32/openai, "),
        ("ViT-B-32/made-up", "not an architecture with a published tag; known: ViT-B-32/openai"),
        ("local-dir:/nowhere", "/nowhere holds no weights"),
        ("/nowhere/weights.pt", "there is no weights file /nowhere/weights.pt"),
        ("ViT-B-32@/nowhere/weights.pt", "there is no weights file /nowhere/weights.pt"),
        ("made-up@weights.pt", "there is no model 'made-up'"),
    ],
)
def test_a_model_that_is_not_there_is_answered_with_what_is(model, words):
    with pytest.raises(ModelError, match=words):
        open_encoder(model)


@pytest.mark.parametrize("device", ["cuda:99", "no such thing", "meta:x"])
def test_a_device_that_is_not_there_is_not_blamed_on_the_weights(device, tiny_model):
    with pytest.raises(ModelError, match="nothing can be computed on"):
        open_encoder(f"local-dir:{tiny_model}", device)


def test_bare_weights_ask_for_their_architecture(tiny_model, tmp_path):
    shutil.copy(tiny_model / "open_clip_model.safetensors", tmp_path / "bare.safetensors")
    with pytest.raises(ModelError, match=r"put open_clip_config.json beside it, or name its arch"):
        open_encoder(str(tmp_path / "bare.safetensors"))


def test_a_file_that_would_run_code_is_refused(tiny_model, tmp_path):
    import torch

    shutil.copy(tiny_model / "open_clip_config.json", tmp_path)
    torch.save(os.system, tmp_path / "evil.pt")
    with pytest.raises(ModelError, match=r"evil\.pt cannot be opened"):
        open_encoder(str(tmp_path / "evil.pt"))


@pytest.mark.parametrize("damage", ["cut", "noise", "another"])
def test_damaged_weights_are_refused_with_a_sentence(damage, tiny_model, tmp_path):
    folder = tmp_path / "damaged"
    shutil.copytree(tiny_model, folder)
    weights = folder / "open_clip_model.safetensors"
    if damage == "another":
        save_model(tmp_path / "wider", {**TINY, "embed_dim": 48})
        shutil.copy(tmp_path / "wider" / weights.name, weights)
    else:
        content = weights.read_bytes()
        weights.write_bytes(content[: len(content) // 2] if damage == "cut" else b"noise" * 99)
    with pytest.raises(ModelError, match="cannot be opened as local-dir"):
        open_encoder(f"local-dir:{folder}")


def test_a_config_that_is_none_is_refused(tiny_model, tmp_path):
    folder = tmp_path / "none"
    shutil.copytree(tiny_model, folder)
    (folder / "open_clip_config.json").write_text('{"vision": 1}')
    with pytest.raises(ModelError, match="it holds model_cfg and preprocess_cfg"):
        open_encoder(f"local-dir:{folder}")


OPEN_AND_TELL = """
import sys, time
from engine.encode import open_encoder
from engine.encode.torchready import import_open_clip
from engine.errors import ModelError
import_open_clip()
started = time.time()
try:
    open_encoder(sys.argv[1])
except ModelError as error:
    print(round(time.time() - started, 1), error)
"""


@pytest.mark.slow
@pytest.mark.parametrize("reason", ["HF_HUB_OFFLINE", "a hub that says nothing"])
def test_without_the_hub_the_answer_names_both_ways_out_within_seconds(reason, tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        offline = {reason: "1"} if reason == "HF_HUB_OFFLINE" else {"HF_ENDPOINT": address}
        environment = {**os.environ, "HF_HOME": str(tmp_path), **offline}
        said = subprocess.run(
            [sys.executable, "-c", OPEN_AND_TELL, PHOTO_MODEL],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        ).stdout
    assert float(said.split()[0]) < 20
    assert f"the weights of {PHOTO_MODEL} are not on this machine" in said
    assert "--model bundled" in said
    assert "--model local-dir:PATH" in said


def test_weights_fetched_before_are_opened_without_asking_the_hub(tmp_path, monkeypatch):
    from engine.encode import hub

    seen = []

    def cached(repository, file):
        seen.append((repository, file))
        return str(tmp_path / file) if file.endswith(".bin") else None

    monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", cached)
    found = hub.fetch_weights("A/b", {"hf_hub": "someone/model/"})
    assert found == tmp_path / "open_clip_pytorch_model.bin"
    assert seen[0] == ("someone/model", "open_clip_model.safetensors")


@pytest.mark.skipif(not BUNDLED_MODEL.is_dir(), reason="the bundled model is not there yet")
def test_the_bundled_model_opens_by_its_name():
    encoder = open_encoder("bundled", device="cpu")
    assert encoder.name == "bundled"
    assert encoder.texts(["a lighthouse"]).shape == (1, encoder.dimensions)


def test_importing_the_engine_loads_no_torch():
    code = (
        "import sys, engine.encode, engine.build, engine.catalogue, engine.index.manifest;"
        "print([name for name in ('torch', 'open_clip', 'torchvision', 'gradio') "
        "if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() == "[]"


def test_two_models_are_opened_at_once(tmp_path):
    for name in ("one", "two"):
        save_model(tmp_path / name, {**TINY, "embed_dim": 8 if name == "one" else 16})
    names = [f"local-dir:{tmp_path / name}" for name in ("one", "two")] * 4
    with ThreadPoolExecutor(2) as pool:
        opened = list(pool.map(lambda name: open_encoder(name, "cpu"), names))
    assert [one.dimensions for one in opened] == [8, 16] * 4
