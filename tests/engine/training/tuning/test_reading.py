"""Everything that is wrong with the data is said before a model learns, all of it at once."""

import csv

import numpy as np
import pytest
from PIL import Image

from engine.encode import Preprocessing
from engine.errors import TrainingError
from engine.training.measuring.labelled import Labelled, read_labelled
from engine.training.tuning.courses import make_course, read_bank
from engine.training.tuning.reading import decode, divide, larger
from tests.engine.training.tuning.tiny import (
    NATIVE,
    SIDE,
    opened,
    small_settings,
    some_files,
    write_tiny,
)

WANTED = Preprocessing(height=SIDE, width=SIDE, mean=(0.5,) * 3, std=(0.5,) * 3, resize="squash")


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    return some_files(tmp_path_factory.mktemp("photos"))


def table(folder, lines):
    path = folder / "table.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "label", "caption", "split"])
        writer.writerows(lines)
    return path


def test_whole_classes_are_held_out_where_no_split_says_otherwise(photos):
    parts = divide(read_labelled(photos), 0.34, 1)
    assert len(parts.choose.classes) == 2
    assert not parts.choose.classes & parts.learn.classes
    assert len(parts.choose) + len(parts.learn) == 18
    assert divide(read_labelled(photos), 0.34, 1) == parts
    assert divide(read_labelled(photos), 0.34, 2) != parts


def test_a_split_called_val_is_what_is_chosen_by_and_test_is_left_alone(photos):
    lines = [
        (f"class{row % 6}/{row}.png", f"class{row % 6}", "", split)
        for row, split in zip(range(18), ["train"] * 12 + ["val"] * 4 + ["test"] * 2, strict=True)
    ]
    # Splits by classes: those of val are in val alone.
    lines = [(p, f"{label}-{split}", caption, split) for p, label, caption, split in lines]
    lines = [(p, "held" if split == "val" else label, c, split) for p, label, c, split in lines]
    parts = divide(read_labelled(table(photos, lines)), 0.2, 1)
    assert (len(parts.learn), len(parts.choose)) == (12, 4)


def test_a_label_in_one_split_alone_is_named(photos):
    lines = [
        ("class0/0.png", "a", "", "train"), ("class1/1.png", "b", "", "train"),
        ("class2/2.png", "typo", "", "train"), ("class3/3.png", "a", "", "val"),
        ("class4/4.png", "a", "", "val"), ("class5/5.png", "b", "", "val"),
    ]  # fmt: skip
    with pytest.raises(TrainingError, match="label 'typo' is in one split alone"):
        divide(read_labelled(table(photos, lines)), 0.2, 1)


def test_all_faults_are_named_at_once(tmp_path):
    labelled = Labelled(tmp_path, ("gone.png", "gone too.png"), ("a", ""), ((), ()), ("", ""))
    with pytest.raises(TrainingError) as refused:
        divide(labelled, 0.2, 1)
    for part in ("gone.png is missing", "gone too.png is missing", "gone too.png has no label",
                 "two classes are needed to learn from", "no held-out class has two"):  # fmt: skip
        assert part in str(refused.value)


def test_every_corrupt_picture_is_named_and_nothing_is_kept(photos, tmp_path):
    folder = some_files(tmp_path / "photos")
    (folder / "class1" / "1.png").write_bytes(b"no picture")
    (folder / "class4" / "4.png").write_bytes(b"")
    labelled = Labelled(
        folder, tuple(f"class{row % 6}/{row}.png" for row in range(18)), ("a",) * 18,
        ((),) * 18, ("",) * 18,
    )  # fmt: skip
    with pytest.raises(TrainingError) as refused:
        decode([(labelled, WANTED)], tmp_path / "work")
    assert "1.png" in str(refused.value)
    assert "4.png" in str(refused.value)
    assert not list((tmp_path / "work").iterdir())


def test_pictures_are_decoded_once_as_the_model_sees_them(photos, tmp_path):
    labelled = read_labelled(photos)
    (first,) = decode([(labelled, WANTED)], tmp_path)
    with Image.open(photos / labelled.paths[3]) as image:
        expected = np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BICUBIC))
    assert np.array_equal(first[3], expected)
    times = [path.stat().st_mtime_ns for path in tmp_path.iterdir()]
    decode([(labelled, WANTED)], tmp_path)
    assert [path.stat().st_mtime_ns for path in tmp_path.iterdir()] == times
    assert larger(WANTED).height == SIDE * 9 // 8


def test_a_bank_gives_captions_to_pictures_without_any(photos, tmp_path):
    trainee = opened(write_tiny(tmp_path / "reading-model", NATIVE))
    (tmp_path / "bank.txt").write_text("a red thing\n\n a  blue thing\na red thing\n")
    bank = read_bank(tmp_path / "bank.txt")
    assert bank == ("a blue thing", "a red thing")
    course = make_course(trainee, read_labelled(photos), small_settings(), tmp_path / "work", bank)
    assert course.material.texts == bank
    assert 0 < course.material.belonging.counts.mean() < 2
    assert course.referee.material.captioned


def test_an_empty_bank_is_refused(tmp_path):
    (tmp_path / "bank.txt").write_text("\n \n")
    with pytest.raises(TrainingError, match="holds no captions; one a line"):
        read_bank(tmp_path / "bank.txt")
