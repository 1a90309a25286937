"""What moves, what stands still, and that a killed run ends where an uninterrupted one does."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.errors import TrainingError
from engine.training.tuning.keeping import Course
from engine.training.tuning.material import Material
from engine.training.tuning.methods import CAN_REALIGN, METHODS, tune
from engine.training.tuning.pictures import picture_step, plain_vectors, proxies_of
from engine.training.tuning.scores import Referee
from engine.training.tuning.settings import AdapterTuning, PictureTuning, WordTuning
from engine.training.tuning.trainee import free_pictures, free_texts, hold
from engine.training.tuning.words import word_step
from tests.engine.training.tuning.tiny import (
    NATIVE,
    SIDE,
    WITH_TIMM,
    changed,
    opened,
    small_settings,
    some_course,
    some_material,
    wandering,
    write_tiny,
)

pytestmark = pytest.mark.slow

PICTURES_MOVE = {"labels", "two-step", "captions"}
TEXTS_MOVE = {"two-step", "words"}


@pytest.fixture(scope="module", params=[NATIVE, WITH_TIMM], ids=["native", "timm"])
def folder(request, tmp_path_factory):
    return write_tiny(tmp_path_factory.mktemp("models") / request.node.name.replace("/", "-"),
                      request.param)  # fmt: skip


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    return write_tiny(tmp_path_factory.mktemp("models") / "tiny-native", NATIVE)


class EveryLookIsBetter(Referee):
    """Keeps the last weights, so that what moved can be seen."""

    looks = 0.0

    def compare(self, vectors, texts):
        EveryLookIsBetter.looks += 100.0
        return super().compare(vectors, texts).model_copy(update={"precision": self.looks})


@pytest.mark.parametrize("method", METHODS)
def test_what_is_frozen_is_bit_identical(folder, method, tmp_path):
    trainee = opened(folder)
    before = trainee.weights()
    tune(method, trainee, wandering(trainee, some_course(tmp_path)))
    moved = changed(before, trainee.weights())
    pictures = {name for name in moved if name.startswith("visual.")}
    if method == "adapter":
        assert len(pictures) == len(moved) == 1
        return
    assert bool(pictures) == (method in PICTURES_MOVE)
    assert bool(moved - pictures) == (method in TEXTS_MOVE)
    assert not [name for name in moved if "running" in name or "num_batches" in name]


def test_only_the_last_layers_move_where_that_is_asked(native, tmp_path):
    trainee = opened(native)
    hold(trainee.model)
    free_pictures(trainee.model, 1)
    free = {name for name, one in trainee.model.named_parameters() if one.requires_grad}
    assert free == {"visual.proj"}
    hold(trainee.model)
    free_texts(trainee.model, 1)
    free = {name for name, one in trainee.model.named_parameters() if one.requires_grad}
    assert "text_projection" in free
    assert "logit_scale" in free
    assert not {name for name in free if name.startswith(("visual.", "transformer.resblocks.0"))}


class KilledError(Exception):
    """The process ends here."""


@pytest.mark.parametrize(
    ("method", "kill_at"), [*((method, 4) for method in METHODS), ("captions", 1), ("two-step", 10)]
)
def test_a_killed_run_ends_where_an_uninterrupted_one_does(native, method, kill_at, tmp_path):
    words = WordTuning(epochs=4, batch=6, learning_rate=1e-3, layers=1)
    adapter = AdapterTuning(epochs=4, batch=6)
    settings = small_settings(save_every_seconds=0.0, words=words, adapter=adapter)
    whole, killed, again = (opened(native) for _ in range(3))
    start = whole.weights()
    outcome = tune(method, whole, wandering(whole, some_course(tmp_path / "whole", settings)))
    assert changed(start, whole.weights())
    steps = 0

    def kill(stage, done, total):
        nonlocal steps
        steps += 1
        if steps == kill_at + 1:
            raise KilledError

    with pytest.raises(KilledError):
        tune(method, killed, wandering(killed, some_course(tmp_path / "killed", settings, kill)))
    resumed = tune(method, again, wandering(again, some_course(tmp_path / "killed", settings)))
    assert changed(whole.weights(), again.weights()) == set()
    assert resumed == outcome


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(native, tmp_path):
    twins = [opened(native) for _ in range(3)]
    for number, twin in enumerate(twins):
        settings = small_settings(seed=1 + number // 2)
        tune("labels", twin, wandering(twin, some_course(tmp_path / str(number), settings)))
    assert changed(twins[0].weights(), twins[1].weights()) == set()
    assert changed(twins[0].weights(), twins[2].weights())


def test_a_state_of_another_run_is_refused(native, tmp_path):
    tune("labels", opened(native), some_course(tmp_path))
    other = small_settings(pictures=PictureTuning(epochs=4, batch=6))
    with pytest.raises(TrainingError, match="other settings or pictures; name another folder"):
        tune("labels", opened(native), some_course(tmp_path, other))


def gradients(trainee) -> dict[str, torch.Tensor]:
    found = {n: w.grad.clone() for n, w in trainee.model.named_parameters() if w.grad is not None}
    trainee.model.zero_grad()
    return found


@pytest.mark.parametrize("pieces", [2, 5])
def test_a_batch_in_parts_has_the_gradient_of_the_whole(native, pieces):
    trainee, material = opened(native), some_material(18, 36)
    hold(trainee.model)
    vectors = plain_vectors(trainee, material.pictures)
    captions = torch.from_numpy(trainee.encoder.texts(material.texts))
    proxies = proxies_of(vectors, material.numbers)
    rows = np.arange(10)
    found = []
    for parts in (1, pieces):
        free_pictures(trainee.model, None)
        step = picture_step(
            trainee, proxies, material, captions, PictureTuning(accumulate=parts), None
        )
        step(rows, torch.Generator().manual_seed(1), torch.Tensor.backward)
        found.append(gradients(trainee))
    hold(trainee.model)
    for parts in (1, pieces):
        free_texts(trainee.model, None)
        tokens = trainee.encoder.tokenizer(list(material.texts))
        how = WordTuning(accumulate=parts)
        step = word_step(trainee, torch.from_numpy(vectors), material, tokens, how, None)
        step(rows, torch.Generator().manual_seed(1), torch.Tensor.backward)
        found.append(gradients(trainee))
    for once, in_parts in (found[:2], found[2:]):
        assert once.keys() == in_parts.keys()
        assert all(torch.allclose(once[name], in_parts[name], atol=1e-5) for name in once)


def test_weights_are_mixed_one_by_one(native):
    trainee = opened(native)
    old = trainee.weights()
    new = {name: one + 1 if one.dtype.is_floating_point else one for name, one in old.items()}
    trainee.mix(old, new, 0.25)
    for name, weight in trainee.weights().items():
        expected = old[name] + 0.25 if weight.dtype.is_floating_point else old[name]
        assert torch.allclose(weight, expected, atol=1e-6)


def test_the_best_share_is_kept_and_nothing_is_worse_than_before(native, tmp_path):
    wild = PictureTuning(epochs=1, batch=6, learning_rate=0.5)  # destroys the tower
    settings = small_settings(pictures=wild, shares=(0.0, 0.5, 1.0))
    outcome = tune("captions", opened(native), some_course(tmp_path, settings))
    assert outcome.after.joint(outcome.before, settings.tolerance) >= 0


def watched(work, **changes) -> Course:
    course = some_course(work, small_settings(**changes))
    return replace(course, referee=EveryLookIsBetter(course.referee.material))


@pytest.mark.parametrize("method", CAN_REALIGN)
def test_words_are_aligned_again_after_other_methods_where_that_is_asked(native, method, tmp_path):
    alone, again = opened(native), opened(native)
    tune(method, alone, watched(tmp_path, shares=(1.0, 1.0)))
    outcome = tune(method, again, watched(tmp_path, realign=True))
    moved = changed(alone.weights(), again.weights())
    assert moved
    assert not [name for name in moved if name.startswith("visual.")]
    assert {record["stage"] for record in outcome.records} == {
        f"{method} by pictures", f"words after {method}",
    }  # fmt: skip


class EveryLookSellsWords(Referee):
    """Picture search is a little better at every look, and search by words much worse."""

    def compare(self, vectors, texts):
        looks = vars(self).setdefault("looks", [])
        looks.append(1)
        score = super().compare(vectors, texts)
        lost = tuple(1 - 0.1 * len(looks) for _ in score.recall)
        return score.model_copy(update={"precision": 0.01 * len(looks), "recall": lost})


@pytest.mark.parametrize("method", CAN_REALIGN)
@pytest.mark.parametrize("realign", [False, True])
def test_words_sold_for_pictures_count_at_once_or_after_they_are_aligned_again(
    native, method, realign, tmp_path
):
    trainee, course = opened(native), some_course(tmp_path, small_settings(realign=realign))
    before = trainee.weights()
    referee = EveryLookSellsWords(course.referee.material)
    outcome = tune(method, trainee, replace(course, referee=referee))
    looks = [one for one in outcome.records if one["stage"].startswith(method)]
    later = [one["score"] == one["precision"] for one in looks]
    assert all(later) if realign else not any(later)
    assert outcome.share == 0
    assert changed(before, trainee.weights()) == set()


def test_other_pictures_with_captions_teach_the_text_tower_alone(native, tmp_path):
    """Labels are not looked at: pairs need none."""
    course = watched(tmp_path)
    pairs = some_material(30, SIDE, 5)
    given = replace(course, pairs=replace(pairs, labels=("",) * 30), work=tmp_path / "given")
    without, with_pairs, by_pairs = opened(native), opened(native), opened(native)
    tune("two-step", without, course)
    tune("two-step", with_pairs, given)
    moved = changed(without.weights(), with_pairs.weights())
    assert moved
    assert not [name for name in moved if name.startswith("visual.")]
    bare = replace(given, material=course.material.without_captions(), work=tmp_path / "bare")
    tune("two-step", by_pairs, bare)
    assert changed(with_pairs.weights(), by_pairs.weights()) == set()


def test_a_state_made_with_other_pairs_is_refused(native, tmp_path):
    course = watched(tmp_path)
    tune("words", opened(native), course)
    with pytest.raises(TrainingError, match="other settings or pictures"):
        tune("words", opened(native), replace(course, pairs=some_material(30, SIDE, 5)))


def test_without_captions_only_labels_and_the_adapter_work(native, tmp_path):
    course = some_course(tmp_path)
    bare = Course(course.material.without_captions(), course.referee, small_settings(), tmp_path)
    for method in ("two-step", "captions", "words"):
        with pytest.raises(TrainingError, match="needs captions"):
            tune(method, opened(native), bare)
    aligned = replace(bare, settings=small_settings(realign=True))
    with pytest.raises(TrainingError, match="other pictures that have some with --pairs"):
        tune("adapter", opened(native), aligned)
    assert tune("adapter", opened(native), bare).after.precision > 0


def test_one_class_is_refused(native, tmp_path):
    pictures = some_material(6, 36).pictures
    alone = Course(
        Material(pictures, ("a",) * 6), Referee(some_material(12, SIDE)), small_settings(), tmp_path
    )
    with pytest.raises(TrainingError, match="one class alone teaches nothing"):
        tune("adapter", opened(native), alone)


def test_checkpointing_changes_nothing_but_memory(native, tmp_path):
    found = []
    for checkpointing in (False, True):
        trainee = opened(native)
        settings, start = small_settings(checkpointing=checkpointing), trainee.weights()
        course = some_course(tmp_path / str(checkpointing), settings)
        tune("labels", trainee, wandering(trainee, course))
        found.append(trainee.weights())
        assert changed(start, found[-1])
    assert all(torch.allclose(found[0][name], found[1][name], atol=1e-5) for name in found[0])
