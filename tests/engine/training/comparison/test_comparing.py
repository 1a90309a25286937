"""The comparison deals classes out once and for all, asks for unseen ones alone, and goes on."""

import numpy as np
import pytest

from engine.training.captions import captions_of_drawing, facts_of_drawing
from engine.training.comparison.comparing import UNTUNED, compare, comparison, measured
from engine.training.comparison.dealing import (
    Shares,
    dealt,
    shown_drawings,
    to_judge,
    to_learn,
    true_of,
)
from engine.training.comparison.sources import Sources
from engine.training.comparison.trials import Trial
from engine.training.tuning.scores import Referee
from engine.training.tuning.settings import AdapterTuning, PictureTuning, Tuning, WordTuning
from tests.engine.training.small import some_drawings
from tests.engine.training.tuning.tiny import SIDE, WITH_TIMM, opened, write_tiny

pytestmark = pytest.mark.slow

QUICK = PictureTuning(epochs=1, batch=8, learning_rate=1e-4)
ALIGNED = WordTuning(epochs=1, batch=8)
TRIALS = {
    "labels": Trial(method="labels", settings=Tuning(pictures=QUICK)),
    "words": Trial(method="words", settings=Tuning(words=ALIGNED)),
    "two-step": Trial(method="two-step", settings=Tuning(pictures=QUICK, words=ALIGNED)),
    "captions+words": Trial(
        method="captions", settings=Tuning(pictures=QUICK, words=ALIGNED, realign=True)
    ),
    "adapter": Trial(method="adapter", settings=Tuning(adapter=AdapterTuning(epochs=1, batch=8))),
}
ROWS = (UNTUNED, *TRIALS)


@pytest.fixture(scope="module")
def drawn():
    pictures, records = some_drawings(48)
    return [shown_drawings(pictures, records, 4, 1)]


def test_classes_are_dealt_out_without_remainder_and_the_same_every_time():
    labels = [f"class {number}" for number in range(50)] + [""]
    out = dealt(labels, 3, Shares())
    assert sorted(out) == sorted(labels[:-1])
    assert [list(out.values()).count(which) for which in range(3)] == [30, 10, 10]
    assert dealt(labels, 3, Shares()) == out
    assert dealt(labels, 4, Shares()) != out


def test_only_classes_of_their_own_set_are_learned_chosen_by_and_asked_for(drawn):
    out = dealt(drawn[0].labels, 1, Shares())
    learned = to_learn(drawn, out)
    assert {out[label] for label in learned.labels} == {0}
    for which in (1, 2):
        referee = to_judge(drawn, out, which)
        assert len(referee.material.labels) == len(drawn[0].labels)
        assert {out[label] for label in referee.material.labels if label} == {which}


def test_every_true_caption_is_found_and_no_other():
    _, records = some_drawings(20)
    rng = np.random.default_rng(1)
    facts = [facts_of_drawing(record) for record in records]
    captions = [one.facts for record in records for one in captions_of_drawing(record, 3, rng)]
    found = true_of(facts, captions)
    for row, true in enumerate(facts):
        assert found[row].tolist() == [at for at, said in enumerate(captions) if said <= true]


def test_captions_that_ask_are_those_of_asking_pictures_and_want_all_they_are_true_of(drawn):
    referee = to_judge(drawn, dealt(drawn[0].labels, 1, Shares()), 2)
    own = referee.material.belonging
    asking = [row for row, label in enumerate(referee.material.labels) if label]
    assert set(referee.wanted) == {number for row in asking for number in own[row].tolist()}
    for number, rows in referee.wanted.items():
        assert rows.tolist() == [row for row in range(len(own)) if number in own[row]]


def test_a_comparison_that_was_stopped_does_nothing_twice(drawn, tmp_path):
    model = f"local-dir:{write_tiny(tmp_path / 'compared', WITH_TIMM)}"
    sources = Sources(tuple(drawn), tuple(drawn))
    results = compare(model, sources, TRIALS, [1], tmp_path / "work")
    assert [result.method for result in results] == list(ROWS)
    assert len({result.identity for result in results}) == len(ROWS)
    table = comparison(results)
    assert all(f"| {method} |" in table for method in ROWS)
    lines = (tmp_path / "work" / "results.jsonl").read_text().splitlines()
    (tmp_path / "work" / "results.jsonl").write_text("\n".join(lines[:3]) + "\n")
    assert compare(model, sources, TRIALS, [1], tmp_path / "work") == results
    kept = opened(tmp_path / "work" / "seed-1" / "captions+words")
    judge = to_judge(drawn, dealt(drawn[0].labels, 1, Shares()), 2)
    again = measured(kept.encoder, Referee(judge.material), "captions+words", 1, 1.0)
    assert again.precision == pytest.approx(results[4].precision, abs=0.02)
    assert judge.material.pictures.shape[1] == SIDE
