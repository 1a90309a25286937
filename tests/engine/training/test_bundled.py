"""The trainer learns, repeats itself exactly, and goes on where it was killed."""

import pytest
import torch

from engine.errors import TrainingError
from engine.training.bundled import _part_done, _rate, _size_at, load_state, train
from engine.training.recipe import Recipe
from engine.training.towers import encode_captions
from tests.engine.training.small import gathered, learner_of, small_recipe


@pytest.fixture(scope="module")
def lesson_and_tokens(tmp_path_factory):
    return gathered(tmp_path_factory.mktemp("lesson"), small_recipe())


def test_the_same_seed_and_steps_give_the_same_weights(lesson_and_tokens):
    lesson, tokens = lesson_and_tokens
    twins = [learner_of(lesson, tokens, small_recipe()) for _ in range(2)]
    for twin in twins:
        train(twin, lesson, small_recipe())
    first, second = (twin.model.state_dict() for twin in twins)
    assert all(torch.equal(first[name], second[name]) for name in first)


@pytest.mark.slow
def test_training_on_few_pictures_learns_them(lesson_and_tokens):
    lesson, tokens = lesson_and_tokens
    recipe, records = small_recipe(steps=100), []
    train(learner_of(lesson, tokens, recipe), lesson, recipe, log=records.append)
    assert [record["step"] for record in records] == [50, 100]
    assert records[1]["things"] < records[0]["things"]


def test_a_killed_run_goes_on_with_every_weight_where_it_was(lesson_and_tokens, tmp_path):
    lesson, tokens = lesson_and_tokens
    before = learner_of(lesson, tokens, small_recipe())
    train(before, lesson, small_recipe(), tmp_path / "state.pt")
    after = learner_of(lesson, tokens, small_recipe(seed=2))
    load_state(after, tmp_path / "state.pt")
    assert after.step == before.step == 4
    for part in ("model", "averaged", "heads"):
        old, new = getattr(before, part).state_dict(), getattr(after, part).state_dict()
        assert all(torch.equal(old[name], new[name]) for name in old)
    train(after, lesson, small_recipe(steps=6), tmp_path / "state.pt")
    assert after.step == 6


def test_a_run_without_an_end_is_refused(lesson_and_tokens):
    lesson, tokens = lesson_and_tokens
    with pytest.raises(TrainingError, match="give it a number of steps, or minutes"):
        train(learner_of(lesson, tokens, small_recipe()), lesson, small_recipe(steps=None))


def test_the_learning_rate_rises_then_falls_to_nearly_nothing():
    recipe = Recipe(steps=100, warm_up_steps=10)
    rates = [_rate(recipe, step, step / 100) for step in range(100)]
    assert rates[0] < rates[5] < rates[10]
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] < recipe.learning_rate / 50


def test_views_grow_and_the_run_ends_by_steps_or_by_minutes(lesson_and_tokens):
    lesson, tokens = lesson_and_tokens
    recipe = Recipe(steps=10, minutes=1, sizes=((0.0, 64), (0.5, 96)))
    assert [_size_at(recipe, done) for done in (0, 0.49, 0.5, 0.99)] == [64, 64, 96, 96]
    learner = learner_of(lesson, tokens, small_recipe())
    learner.step, learner.seconds = 2, 45.0
    assert _part_done(learner, recipe) == 0.75


def test_captions_without_their_padding_are_encoded_the_same(lesson_and_tokens):
    lesson, tokens = lesson_and_tokens
    model = learner_of(lesson, tokens, small_recipe()).averaged.eval()
    captions = lesson.drawings.tokens[:20]
    with torch.no_grad():
        whole, trimmed = model.encode_text(captions), encode_captions(model, captions)
    assert torch.allclose(whole, trimmed, atol=1e-5)
