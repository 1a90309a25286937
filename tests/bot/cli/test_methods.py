"""`morelike tune adapter` and its like on files, as people run them."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.cli import main
from engine.training.drawing.catalogue import draw_picture

COLOURS = {"red": (200, 30, 30), "green": (30, 200, 30), "blue": (30, 30, 200), "gray": (90,) * 3}


@pytest.fixture
def photos(tmp_path) -> Path:
    """Plain pictures of four classes, five of each, with captions in a table."""
    rng = np.random.default_rng(1)
    lines = ["path,label,caption"]
    for name, colour in COLOURS.items():
        for number in range(5):
            noise = rng.normal(0, 25, (48, 64, 3))
            path = f"{name}-{number}.png"
            picture = (np.array(colour) + noise).clip(0, 255).astype(np.uint8)
            Image.fromarray(picture).save(tmp_path / path)
            lines.append(f"{path},{name},a {name} picture")
    (tmp_path / "photos.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "photos.csv"


def asked(method: str, photos: Path, *more: str) -> list[str]:
    out = photos.parent / "tuned"
    return ["tune", method, "--data", str(photos), "--out", str(out), "--held-out", "0.5",
            "--epochs", "1", "--batch", "5", "--device", "cpu", *more]  # fmt: skip


@pytest.mark.parametrize("method", ["adapter", "captions"])
def test_a_tuned_model_is_told_about_saved_and_opened_again(method, photos, capsys):
    assert main(asked(method, photos, "--json")) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "| held-out classes | before | after |"
    record = json.loads(told[-1])
    assert record["method"] == method
    assert record["after"]["precision"] > 0
    folder = photos.parent / "tuned"
    assert json.loads((folder / "tuning.json").read_text(encoding="utf-8")) == record
    assert main(["tune", "evaluate", "--data", str(photos), "--model", f"local-dir:{folder}"]) == 0


def test_what_is_wrong_with_the_data_is_said_before_anything_is_learned(photos, capsys):
    (photos.parent / "red-1.png").write_bytes(b"no picture")
    (photos.parent / "blue-2.png").unlink()
    assert main(asked("two-step", photos)) == 1
    assert "blue-2.png" in capsys.readouterr().err
    draw_picture(1, 1, 48).image.save(photos.parent / "blue-2.png")
    assert main(asked("two-step", photos)) == 1
    assert "red-1.png" in capsys.readouterr().err
    assert not (photos.parent / "tuned").exists()


def test_two_step_without_captions_says_what_to_do(photos, capsys):
    text = photos.read_text(encoding="utf-8")
    photos.write_text("\n".join(line.rpartition(",")[0] for line in text.splitlines()))
    assert main(asked("two-step", photos)) == 1
    assert "a bank of them with --captions" in capsys.readouterr().err


@pytest.fixture
def pairs(photos) -> Path:
    """Captioned pictures without labels: some of the photos, told of in other words."""
    lines = ["path,caption", *(f"red-{number}.png,something warm" for number in range(3))]
    lines += [f"blue-{number}.png,something cold" for number in range(3)]
    path = photos.parent / "pairs.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("more", [["two-step"], ["words"], ["captions", "--realign"]])
def test_pairs_without_labels_align_the_text_tower(more, photos, pairs, capsys):
    assert main([*asked(more[0], photos, *more[1:]), "--pairs", str(pairs), "--json"]) == 0
    record = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert any(look["stage"].startswith("words") for look in record["records"])


def test_pairs_that_nothing_would_learn_from_are_refused(photos, pairs, capsys):
    assert main([*asked("captions", photos), "--pairs", str(pairs)]) == 1
    assert "add --realign" in capsys.readouterr().err
    pairs.write_text("path,caption\nred-0.png,\n", encoding="utf-8")
    assert main([*asked("two-step", photos), "--pairs", str(pairs)]) == 1
    assert "has a caption to learn from" in capsys.readouterr().err


def test_a_tuned_model_still_says_which_languages_it_reads(photos):
    assert main(asked("adapter", photos)) == 0
    config = photos.parent / "tuned" / "open_clip_config.json"
    assert json.loads(config.read_text(encoding="utf-8"))["languages"] == ["en"]
