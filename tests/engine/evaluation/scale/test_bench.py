import numpy as np
import pytest

from bot.cli.refining import describe
from engine.errors import LibraryError, SettingsError
from engine.evaluation.scale import (
    GroundSettings,
    RefineSettings,
    SyntheticSettings,
    TurnSettings,
    bench_refine,
)
from engine.evaluation.scale.comparing import check, find_grown, only, take_apart
from engine.evaluation.scale.ground import open_ground, prepare_ground
from engine.evaluation.scale.scans import BOX_SCANS, scan_exact, scan_linear
from engine.evaluation.scale.turns import play

WORLD = SyntheticSettings(dimensions=48, classes=40, kinds=6, even_ranks=20)
GROUND = GroundSettings(rows=24_000, neighbour_rows=21_000, synthetic=WORLD)
TURNS = TurnSettings(concepts=3, rarest=0.005, commonest=0.05)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ground")
    prepare_ground(folder, GROUND)
    return folder


@pytest.fixture(scope="module")
def part(folder):
    ground = open_ground(folder)
    turn = play(ground, TURNS.model_copy(update={"concepts": 1})).turns[0]
    return ground, take_apart(turn.brief(), ground)


def test_the_bench_tells_every_figure_it_promised(folder):
    told = bench_refine(folder, RefineSettings(ground=GROUND, turns=TURNS, compared=1))
    assert (told.rows, told.neighbour_rows, told.turns, told.checked_turns) == (
        24_000,
        21_000,
        3,
        1,
    )
    assert 13 <= told.labels <= 25
    assert told.background_rows >= 5000
    assert 0 < told.turn_seconds < 5
    assert told.bytes_per_row <= 128
    assert told.resident_bytes > told.resident_own_bytes > 0
    assert 0 <= told.neighbours_recall <= told.recall <= 1
    assert min(told.scan_forest_ratio, told.scan_boxes_ratio, told.build_seconds) > 0
    assert any("first 21,000 rows" in line for line in describe(told))


def test_a_ground_that_lies_there_is_not_built_again(folder):
    before = (folder / "codes.npy").stat().st_mtime_ns
    prepare_ground(folder, GROUND)
    assert (folder / "codes.npy").stat().st_mtime_ns == before


def test_labels_of_a_turn_are_those_of_pages_judged_truthfully(folder):
    ground = open_ground(folder)
    turn = play(ground, TURNS.model_copy(update={"concepts": 1})).turns[0]
    assert (ground.truth[list(turn.liked)] == turn.concept).all()
    assert (ground.truth[list(turn.disliked)] != turn.concept).all()


@pytest.mark.parametrize("name", BOX_SCANS)
def test_every_scan_of_boxes_counts_the_votes_of_the_forest(part, name):
    ground, taken = part
    columns = np.ascontiguousarray(np.asarray(ground.indexes.codes).T)
    for forest in (taken.forest, only(taken.forest, taken.candidates.kept)):
        votes = BOX_SCANS[name](columns, forest)
        assert np.array_equal(votes, forest.votes(np.asarray(ground.indexes.codes)))


def test_all_boxes_find_the_rows_that_have_enough_votes(part):
    ground, taken = part
    votes = taken.forest.votes(np.asarray(ground.indexes.codes))
    rows = find_grown(ground, taken)
    assert rows.tolist() == np.flatnonzero(votes >= taken.forest.needed).tolist()


def test_a_wrong_answer_ends_the_bench(part):
    _, taken = part
    rows = taken.candidates.rows
    check(rows, rows, "by box")
    with pytest.raises(LibraryError, match=r"differ in 1 of .* no figure"):
        check(rows[1:], rows, "by box")


def test_the_full_scans_agree_with_each_other(part):
    ground, taken = part
    weight = taken.directions[0].weight
    scores = scan_linear(ground.indexes.embeddings, weight)
    best = scan_exact(ground.indexes.embeddings, weight, 50, threads=1)
    assert scores[best] == pytest.approx(np.sort(scores)[::-1][:50], abs=2e-2)


def test_a_disk_without_room_is_told_before_anything_is_written(tmp_path):
    with pytest.raises(SettingsError, match=r"need .* GB and the disk of .* free"):
        prepare_ground(tmp_path / "ground", GroundSettings(rows=10**12))
