"""A run stopped anywhere goes on; what may not move does not. All methods: see `test_methods`."""

import signal

import pytest
import torch

from engine.training.tuning.methods import tune
from engine.training.tuning.settings import WordTuning
from engine.training.tuning.trainee import hold
from tests.engine.training.tuning.tiny import (
    NATIVE,
    changed,
    opened,
    small_settings,
    some_course,
    wandering,
    write_tiny,
)


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    return write_tiny(tmp_path_factory.mktemp("models") / "tiny-mechanics", NATIVE)


@pytest.fixture(scope="module")
def whole(native, tmp_path_factory):
    """Two steps of tuning without a break: the weights before and after, and what was told."""
    trainee, told = opened(native), []
    course = some_course(
        tmp_path_factory.mktemp("whole"), progress=lambda stage, *_: told.append(stage)
    )
    before = trainee.weights()
    outcome = tune("two-step", trainee, wandering(trainee, course))
    return before, trainee, outcome, told


def test_each_step_moves_its_own_tower(whole):
    before, trainee, outcome, _ = whole
    moved = changed(before, trainee.weights())
    assert {record["stage"] for record in outcome.records} == {"labels", "words after labels"}
    assert "visual.conv1.weight" in moved
    assert {"text_projection", "logit_scale"} <= moved
    assert not {name for name in moved if name.startswith(("transformer", "token_embedding"))}


def test_progress_tells_what_the_last_look_saw(whole):
    _, _, outcome, told = whole
    labels = [one for one in outcome.records if one["stage"] == "labels"]
    assert told[0] == f"labels (score {labels[0]['score']:.3f})"
    expected = f"labels (loss {labels[1]['loss']:.2f}, score {labels[1]['score']:.3f})"
    assert told[3] == expected


@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize("at", [2, 3, 11])
def test_an_interrupted_run_keeps_the_step_that_was_under_way(native, whole, at, tmp_path):
    """At 2 between looks, at 3 before one, at 11 in the second stage."""
    steps = []

    def interrupt(stage, done, total):
        steps.append(stage)
        if len(steps) == at:
            signal.raise_signal(signal.SIGINT)

    stopped, again = opened(native), opened(native)
    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        tune("two-step", stopped, wandering(stopped, some_course(tmp_path, progress=interrupt)))
    assert signal.getsignal(signal.SIGINT) == handler
    assert len(steps) == at
    left = []
    course = some_course(tmp_path, progress=lambda *told: left.append(told))
    hold(again.model)
    outcome = tune("two-step", again, wandering(again, course))
    assert len(left) == len(whole[3]) - at
    assert changed(whole[1].weights(), again.weights()) == set()
    assert outcome == whole[2]


def test_a_killed_run_goes_on_from_its_last_look(native, whole, tmp_path):
    class KilledError(Exception):
        """The process ends here."""

    def kill(stage, done, total):
        if done == 5 and stage.startswith("labels"):
            raise KilledError

    killed, again, left = opened(native), opened(native), []
    with pytest.raises(KilledError):
        tune("two-step", killed, wandering(killed, some_course(tmp_path, progress=kill)))
    course = some_course(tmp_path, progress=lambda *told: left.append(told))
    tune("two-step", again, wandering(again, course))
    assert left[0][1] == 4
    assert changed(whole[1].weights(), again.weights()) == set()


def passes(trainee, part, work, method, **changes) -> int:
    """Count how often a layer of the model is gone through."""
    went = []
    handle = part.register_forward_pre_hook(lambda *_: went.append(1))
    words = WordTuning(epochs=1, batch=6, learning_rate=1e-3)
    course = some_course(work, small_settings(words=words, **changes))
    tune(method, trainee, wandering(trainee, course))
    handle.remove()
    return len(went)


def test_checkpointing_computes_the_text_tower_twice_too(native, tmp_path):
    found = []
    for checkpointing in (False, True):
        trainee = opened(native)
        layer = trainee.model.transformer.resblocks[-1]
        work = tmp_path / str(checkpointing)
        found.append(passes(trainee, layer, work, "words", checkpointing=checkpointing))
    assert found[1] == found[0] + 3  # steps of the one epoch
    assert torch.is_grad_enabled()
