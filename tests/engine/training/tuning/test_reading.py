"""Everything that is wrong with the data is said before a model learns, all of it at once."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.encode import Preprocessing
from engine.errors import TrainingError
from engine.training.measuring import see_pictures
from engine.training.measuring.labelled import Labelled, read_labelled
from engine.training.tuning.belonging import Belonging
from engine.training.tuning.courses import Held, make_course, read_bank
from engine.training.tuning.keeping import texts_kept
from engine.training.tuning.methods import tune
from engine.training.tuning.reading import decode, divide, larger
from engine.training.tuning.scores import Referee
from tests.engine.training.tuning.tiny import (
    NATIVE,
    SIDE,
    opened,
    small_settings,
    some_course,
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
    lines = [(p, f"held{int(p[5]) % 2}" if s == "val" else own, c, s) for p, own, c, s in lines]
    parts = divide(read_labelled(table(photos, lines)), 0.2, 1)
    assert (len(parts.learn), len(parts.choose)) == (12, 4)


def test_a_label_in_one_split_alone_is_named(photos):
    lines = [
        ("class0/0.png", "a", "", "train"), ("class1/1.png", "b", "", "train"),
        ("class2/2.png", "typo", "", "train"), ("class3/3.png", "a", "", "val"),
        ("class4/4.png", "a", "", "val"), ("class5/5.png", "b", "", "val"),
        ("class5/11.png", "b", "", "val"),
    ]  # fmt: skip
    with pytest.raises(TrainingError, match="labels of one split alone: 'typo'"):
        divide(read_labelled(table(photos, lines)), 0.2, 1)
    test = [(path, {"typo": "a"}.get(label, label), "", split) for path, label, _, split in lines]
    test += [("class0/6.png", "a", "", "test"), ("class1/7.png", "slip", "", "test")]
    with pytest.raises(TrainingError, match="labels of one split alone: 'slip'"):
        divide(read_labelled(table(photos, test)), 0.2, 1)
    apart = [*test[:-2], ("class0/6.png", "c", "", "test"), ("class1/7.png", "d", "", "test")]
    assert len(divide(read_labelled(table(photos, apart)), 0.2, 1).learn) == 3


def test_all_faults_are_named_at_once(tmp_path):
    labelled = Labelled(tmp_path, ("1.png", "2.png"), ("a", ""), ((), ()), ("", ""))
    with pytest.raises(TrainingError) as refused:
        divide(labelled, 0.2, 1)
    for part in ("2 faults", "1 pictures have no label: 2.png",
                 "two classes are needed to learn from, and there is a"):  # fmt: skip
        assert part in str(refused.value)


def labels_of(*labels, splits=None):
    paths = tuple(f"{row}.png" for row in range(len(labels)))
    return Labelled(Path(), paths, labels, ((),) * len(labels), splits or ("",) * len(labels))


@pytest.mark.parametrize("classes", range(4, 12))
def test_two_classes_at_least_are_chosen_by_and_two_are_learned(classes):
    parts = divide(labels_of(*"abcdefghijkl"[:classes] * 2), 0.2, 1)
    assert len(parts.choose.classes) == max(2, round(0.2 * classes))
    assert len(parts.learn.classes) == classes - len(parts.choose.classes)


@pytest.mark.parametrize(
    ("labelled", "says"),
    [
        (
            labels_of(*"abcabc"),
            "of 3 classes 2 are held out .* or a split called val, which may be",
        ),
        (labels_of(*"aaaa"), "two classes are needed to learn from, and there is a$"),
        (labels_of(*"aabcde"), "2 classes of two pictures or more are .*, and there is a$"),
        (labels_of(*"abcde"), "2 classes of two pictures or more are .*, and there is none$"),
        (labels_of(*"abcc", splits=("", "", "val", "val")), "2 classes of two .*, and there is c$"),
        (labels_of(*"aabb", splits=("", "", "val", "val")), "to learn from, and there is a$"),
    ],
)
def test_too_few_classes_say_what_is_needed(labelled, says):
    with pytest.raises(TrainingError, match=says):
        divide(labelled, 0.2, 1)


def test_held_out_pictures_search_among_learned_ones_of_other_classes():
    parts = divide(labels_of(*"abcdef" * 300), 0.2, 1)
    searched = parts.searched
    assert searched.labels[: len(parts.choose)] == parts.choose.labels
    assert set(searched.labels[len(parts.choose) :]) == {""}
    strangers = set(searched.paths[len(parts.choose) :])
    assert strangers < set(parts.learn.paths)
    assert 500 < len(strangers) <= 600
    split = labels_of(*"ababab", splits=("", "", "val", "val", "val", "val"))
    assert divide(split, 0.2, 1).searched == divide(split, 0.2, 1).choose


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
    assert "2 cannot be read" in str(refused.value)
    assert f"{folder}/class1/1.png is not a picture" in str(refused.value)
    assert f"{folder}/class4/4.png is empty" in str(refused.value)
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
    assert course.referee.wanted
    kept = sorted(path.name for path in (tmp_path / "work").glob("texts-*"))
    assert len(kept) == 1
    texts_kept(trainee, course.material.texts, tmp_path / "work")
    assert sorted(path.name for path in (tmp_path / "work").glob("texts-*")) == kept


def test_the_bar_of_the_learned_pictures_holds_for_the_held_out_ones(photos, tmp_path):
    trainee = opened(write_tiny(tmp_path / "barred-model", NATIVE))
    bank = ("a red thing", "a blue thing", "a dark thing")
    held = Held(quantile=0.7)
    labelled = read_labelled(photos)
    course = make_course(trainee, labelled, small_settings(), tmp_path / "work", bank, held)
    parts = divide(labelled, held.held_out, small_settings().seed)
    captions = trainee.encoder.texts(sorted(bank))
    learn, choose = (
        see_pictures(trainee.encoder, photos, part.paths) @ captions.T
        for part in (parts.learn, parts.searched)
    )
    bar = np.quantile(learn, 0.7)
    found = course.referee.material.belonging
    assert [found[row].tolist() for row in range(len(choose))] == [
        np.flatnonzero(row >= bar - 1e-6).tolist() for row in choose
    ]


@pytest.mark.parametrize("method", ["two-step", "captions", "words", "adapter"])
def test_captions_of_learned_pictures_alone_are_refused_before_any_is_decoded(
    method, photos, tmp_path
):
    trainee = opened(write_tiny(tmp_path / "told-model", NATIVE))
    labelled = read_labelled(photos)
    told = divide(labelled, 0.2, small_settings().seed).learn.paths
    captions = tuple(("a thing",) if path in told else () for path in labelled.paths)
    with pytest.raises(TrainingError, match="no held-out picture has a caption, so nothing would"):
        make_course(
            trainee, replace(labelled, captions=captions), small_settings(), tmp_path / "work",
            method=method,
        )  # fmt: skip
    assert not (tmp_path / "work").exists()


def test_captions_are_asked_for_before_any_picture_is_decoded(photos, tmp_path):
    trainee = opened(write_tiny(tmp_path / "mute-model", NATIVE))
    labelled = read_labelled(photos)
    for method in ("two-step", "words", "captions"):
        with pytest.raises(TrainingError, match=f"{method} needs captions"):
            make_course(trainee, labelled, small_settings(), tmp_path / "work", method=method)
    assert not (tmp_path / "work").exists()
    for method in ("adapter", "labels"):
        make_course(trainee, labelled, small_settings(), tmp_path / "work", method=method)


def test_an_empty_bank_is_refused(tmp_path):
    (tmp_path / "bank.txt").write_text("\n \n")
    with pytest.raises(TrainingError, match="holds no captions; one a line"):
        read_bank(tmp_path / "bank.txt")


def test_captions_of_strangers_alone_guard_nothing(tmp_path):
    trainee, course = opened(write_tiny(tmp_path / "blind-model", NATIVE)), some_course(tmp_path)
    judged = course.referee.material
    none = [[] if label in "abc" else [1] for label in judged.labels]
    labels = tuple(label if label in "abc" else "" for label in judged.labels)
    blind = replace(judged, labels=labels, belonging=Belonging.of(none))
    with pytest.raises(TrainingError, match="no held-out picture has a caption"):
        tune("two-step", trainee, replace(course, referee=Referee(blind)))
