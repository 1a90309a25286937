"""All families over real files and a real (tiny) model; what cannot be measured says why."""

from pathlib import Path

import numpy as np
import pytest

from engine.errors import TrainingError
from engine.training.measuring import (
    MeasureSettings,
    measure,
    rank_pictures,
    read_labelled,
    see_pictures,
    write_table,
)
from engine.training.measuring.labelled import Labelled
from engine.training.measuring.measuring import split_rows
from tests.engine.making import scribble


@pytest.fixture
def table(tmp_path):
    lines = ["path,label,caption,split"]
    for number in range(12):
        kind = ("boat", "sheep", "tree")[number % 3]
        scribble(number).save(tmp_path / f"{number}.png")
        split = "train" if number < 6 else "test"
        lines += [f"{number}.png,{kind},{kind} {number},{split}", f"{number}.png,{kind},x,{split}"]
    (tmp_path / "table.csv").write_text("\n".join(lines))
    return tmp_path / "table.csv"


def test_every_family_is_measured_on_what_was_not_trained_on(table, tiny_encoder):
    labelled = read_labelled(table)
    found = measure(tiny_encoder, labelled, MeasureSettings(neighbours=3))
    vectors = see_pictures(tiny_encoder, labelled.folder, labelled.paths[6:])
    assert found.retrieval == rank_pictures(vectors, labelled.labels[6:]).mean()
    assert (found.pictures, found.voting, found.classes) == (6, 6, 3)
    assert found.neighbours.gallery == 6
    assert found.names.among == 3
    assert found.words.texts == 7
    assert found.left_out == {}
    assert write_table(found).count("\n") == 9


@pytest.mark.parametrize(
    ("splits", "voting", "shown"),
    [
        (("train", "val", "test", "train", "val", "test"), [0, 3], [2, 5]),
        (("", "val", "test", "", "val", "test"), [0, 3], [2, 5]),
        (("val", "val", "test", "val", "val", "testing"), [], [2, 5]),
        (("train", "val", "val", "train", "val", "val"), [0, 3], [1, 2, 4, 5]),
        (("train", "", "", "train", "", ""), [0, 3], [1, 2, 4, 5]),
        (("train",) * 6, [], [0, 1, 2, 3, 4, 5]),
        (("",) * 6, [], [0, 1, 2, 3, 4, 5]),
    ],
)
def test_what_was_learned_from_or_chosen_by_is_not_measured_beside_a_test_split(
    splits, voting, shown
):
    names = tuple(str(row) for row in range(6))
    labelled = Labelled(Path(), names, names, ((),) * 6, splits)
    assert split_rows(labelled) == (voting, shown)


def test_vectors_do_not_hang_on_the_batch_and_are_kept_until_a_file_changes(
    table, tiny_encoder, tmp_path
):
    folder, paths = table.parent, [f"{number % 12}.png" for number in range(70)]
    told = []
    cache = tmp_path / "cache"
    seen = see_pictures(tiny_encoder, folder, paths, cache, lambda *news: told.append(news))
    assert seen[65] == pytest.approx(see_pictures(tiny_encoder, folder, paths[65:66])[0], abs=1e-5)
    assert told[-1] == ("looking", 70, 70)
    again = see_pictures(tiny_encoder, folder, paths, cache, lambda *news: told.append(news))
    assert np.array_equal(seen, again)
    assert len(told) == 2
    scribble(99).save(folder / "0.png")
    changed = see_pictures(tiny_encoder, folder, paths, cache)
    assert not np.array_equal(seen[0], changed[0])


def test_what_the_data_cannot_serve_is_left_out_with_the_reason(table, tiny_encoder):
    table.write_text("path,label\n" + "".join(f"{n}.png,{'ab'[n % 2]}\n" for n in range(12)))
    found = measure(tiny_encoder, read_labelled(table))
    assert set(found.left_out) == {"neighbours", "words"}
    assert "21 neighbours are asked and 11 pictures can vote" in write_table(found)


def test_what_was_asked_for_by_name_is_an_error_where_it_cannot_be_measured(table, tiny_encoder):
    labelled = read_labelled(table)
    with pytest.raises(TrainingError, match="21 neighbours"):
        measure(tiny_encoder, labelled, MeasureSettings(families=("neighbours",)))
    table.write_text("path,label\n0.png,boat\n1.png,boat\n")
    with pytest.raises(TrainingError, match="only boat"):
        measure(tiny_encoder, read_labelled(table), MeasureSettings(families=("pictures",)))
    table.write_text("path,label\n0.png,boat\n1.png,sheep\n")
    with pytest.raises(TrainingError, match="every class has one picture"):
        measure(tiny_encoder, read_labelled(table), MeasureSettings(families=("pictures",)))


def test_a_picture_that_cannot_be_read_is_named_with_its_folder(table, tiny_encoder):
    (table.parent / "7.png").write_bytes(b"no picture")
    with pytest.raises(TrainingError, match=f"^{table.parent}/7\\.png is not a picture"):
        measure(tiny_encoder, read_labelled(table))


def test_templates_that_are_not_there_are_an_error_whatever_else_could_be_measured(
    table, tiny_encoder
):
    settings = MeasureSettings(templates="imagnet")
    with pytest.raises(TrainingError, match="imagnet is no file of templates, nor one of: name"):
        measure(tiny_encoder, read_labelled(table), settings)
