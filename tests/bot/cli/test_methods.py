"""`morelike tune adapter` and its like on files, as people run them."""

import json
import signal
from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.cli import main, methods
from bot.cli.methods import idle, settings_of
from bot.cli.parser import build_parser
from bot.cli.printing import Bar
from engine.training.drawing.catalogue import draw_picture
from engine.training.tuning.methods import METHODS

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


@pytest.mark.parametrize("method", ["adapter", pytest.param("captions", marks=pytest.mark.slow)])
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


@pytest.mark.parametrize(
    "more",
    [
        ["words"],
        pytest.param(["two-step"], marks=pytest.mark.slow),
        pytest.param(["captions", "--realign"], marks=pytest.mark.slow),
    ],
)
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


@pytest.mark.parametrize(
    "typed",
    ["--quantile 5", "--held-out -1", "--mix 2", "--mix 0.5 nan", "--seed -1", "--scale inf",
     "--layers none", "--most 0"],
)  # fmt: skip
def test_a_number_that_cannot_be_meant_is_refused_by_its_flag(typed, photos, capsys):
    with pytest.raises(SystemExit):
        main(asked("captions", photos, *typed.split()))
    assert typed.split()[0] in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["--learning-rate 0", "--batch 1", "--margin 2"])
def test_a_number_out_of_its_range_is_refused_in_one_sentence(typed, photos, capsys):
    assert main(asked("captions", photos, *typed.split())) == 1
    refused = capsys.readouterr().err
    assert f"these numbers cannot be used: {typed.split()[0]}: input should be" in refused
    assert len(refused.splitlines()) == 1


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_folder_that_is_a_file_is_refused_before_anything_is_learned(inside, photos, capsys):
    taken = photos.parent / "bank.txt"
    taken.write_text("a red picture", encoding="utf-8")
    assert main([*asked("adapter", photos), "--out", str(taken / inside)]) == 1
    assert f"{taken} is a file" in capsys.readouterr().err
    assert taken.read_text(encoding="utf-8") == "a red picture"
    assert main(["tune", "compare", "--work", str(photos.parent), "--ship", "captions"]) == 1
    assert "name its folder with --out DIR" in capsys.readouterr().err


def typed(*more: str) -> Namespace:
    return build_parser().parse_args(["tune", more[0], "--data", "d", "--out", "o", *more[1:]])


def test_flags_that_change_nothing_are_named_with_the_reason():
    alone = idle(typed("adapter", "--accumulate", "4", "--checkpointing", "--layers", "3"))
    assert set(alone) == {"--accumulate", "--checkpointing", "--layers"}
    assert idle(typed("adapter", "--accumulate", "4", "--layers", "3", "--realign")) == {}
    assert set(idle(typed("captions", "--layers", "3", "--accumulate", "4"))) == {"--layers"}
    assert idle(typed("two-step", "--layers", "3", "--checkpointing")) == {}
    assert idle(typed("adapter")) == idle(typed("captions")) == {}


def test_all_layers_of_the_text_tower_learn_where_that_is_asked():
    told = [("--layers", "all"), ("--layers", "5"), ()]
    found = [settings_of(typed("two-step", *one)).words.layers for one in told]
    assert found == [None, 5, 2]


@pytest.mark.parametrize("method", METHODS)
def test_the_example_of_a_method_that_needs_captions_has_a_table(method, capsys):
    with pytest.raises(SystemExit):
        build_parser().parse_args(["tune", method, "--help"])
    example = capsys.readouterr().out.partition("example:")[2]
    assert ("--data photos.csv " in example) == (method not in ("adapter", "labels"))


@pytest.mark.usefixtures("hearing")
def test_a_run_that_is_interrupted_says_where_it_is_kept_and_goes_on(photos, capsys, monkeypatch):
    class Interrupting(Bar):
        def __call__(self, stage, *_):
            if stage.startswith("adapter"):
                signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patched:
        patched.setattr(methods, "Bar", Interrupting)
        assert main(asked("adapter", photos)) == 130
    work = photos.parent / "tuned.work"
    told = capsys.readouterr().err
    assert f"what was finished is kept in {work}: run the same command again" in told
    assert (work / "adapter.state.pt").is_file()
    assert main(asked("adapter", photos)) == 0
    assert f"{work} keeps what the run was made from" in capsys.readouterr().out


def test_a_tuned_model_still_says_which_languages_it_reads(photos):
    assert main(asked("adapter", photos)) == 0
    config = photos.parent / "tuned" / "open_clip_config.json"
    assert json.loads(config.read_text(encoding="utf-8"))["languages"] == ["en"]
