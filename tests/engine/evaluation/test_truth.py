"""Labels join a catalogue by path; concepts follow from them; halves follow from names alone."""

import numpy as np
import pytest

from engine.errors import SettingsError
from engine.evaluation.truth import (
    Sheet,
    draw_pairs,
    find_classes,
    half_of,
    parse_sheet,
    read_labels,
)
from tests.engine.evaluation.conftest import write_labels

PATHS = ("sea/a.jpg", "b.jpg", "c.jpg", "d.jpg")


@pytest.fixture
def labels(tmp_path):
    return write_labels(
        tmp_path / "labels.csv",
        ["c.jpg", "sea/a.jpg", "b.jpg", "elsewhere.jpg"],
        subject=["boat", "boat", "tree", "tree"],
        time=["night", "day", "", "day"],
    )


def test_labels_follow_the_rows_of_the_catalogue_not_of_the_table(labels):
    found = read_labels([Sheet(file=labels, column="subject")], PATHS)
    assert found == ("boat", "tree", "boat", "")


def test_a_class_and_an_attribute_are_two_columns_and_both_must_be_known(labels):
    found = read_labels([Sheet(file=labels, column="subject+time")], PATHS)
    assert found == ("boat + day", "", "boat + night", "")


def test_tables_of_several_collections_lie_side_by_side_by_prefix(labels):
    sheets = [Sheet(file=labels, column="subject", prefix="one/")]
    sheets.append(Sheet(file=labels, column="time", prefix="two/"))
    assert read_labels(sheets, ("one/b.jpg", "two/c.jpg")) == ("tree", "night")


def test_a_column_that_is_not_there_is_named_with_those_that_are(labels):
    with pytest.raises(SettingsError, match=r"no column colour; it has: path, subject, time"):
        read_labels([Sheet(file=labels, column="colour")], PATHS)


def test_a_table_of_other_pictures_is_refused_with_an_example_of_both(labels):
    with pytest.raises(SettingsError, match=r"the table has c\.jpg, the catalogue x/b\.jpg"):
        read_labels([Sheet(file=labels, column="subject")], ("x/b.jpg",))


def test_a_table_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        read_labels([Sheet(file=tmp_path / "none.csv", column="subject")], PATHS)


def test_the_last_colon_parts_file_and_column():
    sheet = parse_sheet("C:/photos/labels.csv:kind")
    assert (str(sheet.file), sheet.column) == ("C:/photos/labels.csv", "kind")
    with pytest.raises(SettingsError, match="CSV:COLUMN"):
        parse_sheet("labels.csv")


def test_the_two_halves_part_the_classes_and_an_attribute_goes_with_its_class():
    labels = [f"class-{number}" for number in range(60) for _ in range(3)]
    halves = {
        half: {one.name for one in find_classes(labels, half, 3)}
        for half in ("test", "development", "all")
    }
    assert not halves["test"] & halves["development"]
    assert halves["test"] | halves["development"] == halves["all"]
    assert 15 < len(halves["test"]) < 45
    assert half_of("boat + night") == half_of("boat")


def test_a_class_with_too_few_pictures_is_not_looked_for():
    found = find_classes(["rare", "common", "common", ""], "all", 2)
    assert [one.name for one in found] == ["common"]
    assert found[0].members.tolist() == [1, 2]


def test_pairs_are_two_different_classes_and_no_pair_comes_twice():
    labels = [f"class-{number}" for number in range(6) for _ in range(2)]
    classes = find_classes(labels, "all", 2)
    pairs = draw_pairs(classes, 15, np.random.default_rng(0))
    assert len({pair.name for pair in pairs}) == 15
    assert all(len(pair.parts) == 2 and len(pair.members) == 4 for pair in pairs)
    with pytest.raises(SettingsError, match="6 classes make 15 pairs; 16 were asked for"):
        draw_pairs(classes, 16, np.random.default_rng(0))
