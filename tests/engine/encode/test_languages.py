"""Which languages a model reads is what its files say, and changes nothing else of it."""

import json
import shutil

from engine.encode import open_encoder
from engine.settings import BUNDLED_MODEL
from tests.engine.making import TINY, save_model


def test_the_bundled_model_reads_english():
    assert open_encoder("bundled", device="cpu").languages == ("en",)


def test_a_model_that_says_nothing_may_read_any(tmp_path):
    save_model(tmp_path / "tiny", TINY)
    assert open_encoder(f"local-dir:{tmp_path / 'tiny'}", device="cpu").languages == ()


def test_to_say_what_it_reads_makes_a_model_no_other_one(tmp_path):
    silent = tmp_path / "silent"
    shutil.copytree(BUNDLED_MODEL, silent)
    config = silent / "open_clip_config.json"
    settings = json.loads(config.read_text("utf-8"))
    del settings["languages"]
    config.write_text(json.dumps(settings), "utf-8")
    found = open_encoder(f"local-dir:{silent}", device="cpu")
    assert found.languages == ()
    assert found.identity == open_encoder("bundled", device="cpu").identity
