"""Three forms of labelled pictures are read as they are; what is wrong with them is said."""

from pathlib import Path

import pytest

from engine.errors import TrainingError
from engine.training.measuring import read_labelled


def touch(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"x")


def test_gpr1200_is_read_in_the_order_of_class_numbers(tmp_path):
    touch(tmp_path, "10_a.jpg", "2_c.jpg", "2_b.jpg", "0_zz_1.jpg")
    found = read_labelled(tmp_path)
    assert found.paths == ("0_zz_1.jpg", "2_b.jpg", "2_c.jpg", "10_a.jpg")
    assert found.labels == ("0", "2", "2", "10")
    assert found.parts == ()


def test_all_of_gpr1200_has_six_parts_of_two_hundred_classes_in_order(tmp_path):
    touch(tmp_path, *(f"{number}_a.jpg" for number in range(1200)))
    parts = read_labelled(tmp_path).parts
    assert [name for name, _ in parts] == [
        "landmarks", "nature", "sketches", "objects", "products", "faces"
    ]  # fmt: skip
    assert [(min(map(int, own)), max(map(int, own)), len(own)) for _, own in parts] == [
        (at, at + 199, 200) for at in range(0, 1200, 200)
    ]


def test_folders_are_classes_and_may_lie_below_splits(tmp_path):
    touch(tmp_path, "train/sheep/1.jpg", "test/sheep/2.jpg", "test/big/boats/3.jpg")
    found = read_labelled(tmp_path)
    assert found.labels == ("big/boats", "sheep", "sheep")
    assert found.splits == ("test", "test", "train")


def test_a_class_may_be_called_test(tmp_path):
    touch(tmp_path, "test/1.jpg", "sheep/2.jpg")
    assert read_labelled(tmp_path).classes == {"test", "sheep"}


def test_a_table_has_a_line_for_each_caption(tmp_path):
    touch(tmp_path, "a.jpg", "b.jpg")
    table = tmp_path / "table.csv"
    table.write_text(
        "\ufeffpath,label,caption,split\na.jpg,sheep,a sheep,Train\na.jpg,sheep,wool,train\n"
        "b.jpg,boat,,test\n".replace("Train", "train"),
        encoding="utf-8",
    )
    found = read_labelled(table)
    assert found.paths == ("a.jpg", "b.jpg")
    assert found.captions == (("a sheep", "wool"), ())
    assert found.splits == ("train", "test")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("path,label\na.jpg,x\nno.jpg,y\n", "1 of 2 pictures are missing.*no.jpg"),
        ("path,label\na.jpg,x\na.jpg,y\n", "line 3: a.jpg is y .*here and x"),
        ("file,label\na.jpg,x\n", "columns path and label or caption; found file, label"),
        ("path,label\n", "has no lines"),
        (
            "path,label,split\na.jpg,x,trn\n",
            "are of split 'trn': write train, val or test, or nothing",
        ),
        (
            "path,label,split\na.jpg,x,trn\n" + "".join(f"{n}.jpg,y,\n" for n in range(7)),
            r"2 faults.*: 7 of 8 .*: 0\.jpg, 1\.jpg, 2\.jpg, 3\.jpg, 4\.jpg and 2 more; 1 of 8",
        ),
    ],
)
def test_a_table_that_cannot_be_used_says_why(tmp_path, lines, says):
    touch(tmp_path, "a.jpg")
    (tmp_path / "t.csv").write_text(lines)
    with pytest.raises(TrainingError, match=says):
        read_labelled(tmp_path / "t.csv")


def test_a_folder_that_cannot_be_used_says_why(tmp_path):
    with pytest.raises(TrainingError, match="holds no picture"):
        read_labelled(tmp_path)
    with pytest.raises(TrainingError, match="no folder and no CSV"):
        read_labelled(tmp_path / "none")
    touch(tmp_path, "sheep/1.jpg", "stray.jpg")
    with pytest.raises(TrainingError, match=r"stray\.jpg lies in no folder of a class"):
        read_labelled(tmp_path)


def test_the_folder_above_gpr1200_says_which_one_to_give(tmp_path):
    touch(tmp_path, "images/0_a.jpg", "images/1_b.jpg")
    with pytest.raises(TrainingError, match=f"called as GPR1200's.*: give {tmp_path}/images$"):
        read_labelled(tmp_path)
    assert read_labelled(tmp_path / "images").classes == {"0", "1"}
    touch(tmp_path, "sheep/2_c.jpg")
    assert read_labelled(tmp_path).classes == {"images", "sheep"}
