"""A head learns what labels and captions tell, the same bytes from the same seed, or nothing."""

import numpy as np
import pytest
import torch

from engine.codes import Axes, Quantiser
from engine.errors import TrainingError
from engine.heads import Head
from engine.training.head import HeadMaterial, HeadTuning, gather_vectors, train_head
from engine.training.head.learning import hold_out
from engine.training.head.network import build_network, project
from engine.training.measuring import rank_pictures, read_labelled
from tests.engine.making import scribble

NOTHING = np.empty(0, dtype=np.int64)


def catalogue(kinds=24, each=12, seed=0):
    """Classes that lie along 32 quiet dimensions, beside 8 loud ones that tell nothing."""
    rng = np.random.default_rng(seed)
    kind = np.repeat(np.arange(kinds), each)
    loud = 2 * rng.normal(size=(len(kind), 8))
    quiet = rng.normal(size=(kinds, 32))[kind] + 0.3 * rng.normal(size=(len(kind), 32))
    vectors = np.hstack([loud, quiet])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32), tuple(f"kind {one:02d}" for one in kind)


def labelled(**changes):
    vectors, labels = catalogue(**changes)
    texts = np.empty((0, vectors.shape[1]), dtype=np.float32)
    return HeadMaterial(vectors, labels, texts, (NOTHING,) * len(labels))


def told(material):
    """The same pictures with captions in place of labels: the mean of their kind."""
    names = sorted(set(material.labels))
    labels = np.array(material.labels)
    texts = np.stack([material.vectors[labels == name].mean(axis=0) for name in names])
    texts /= np.linalg.norm(texts, axis=1, keepdims=True)
    captions = tuple(np.array([names.index(label)]) for label in material.labels)
    return HeadMaterial(material.vectors, ("",) * len(labels), texts, captions)


SMALL = HeadTuning(dimensions=8, epochs=30, batch=128, learning_rate=0.01)


def precision(head, material):
    return rank_pictures(head.project(material.vectors), material.labels).mean().left_out


def axes_precision(material, dimensions):
    axes = Axes.fit(material.vectors)
    values = Quantiser.fit(material.vectors, axes, dimensions).project(material.vectors - axes.mean)
    values /= np.linalg.norm(values, axis=1, keepdims=True)
    return rank_pictures(values, material.labels).mean().left_out


def test_labels_teach_a_head_what_the_axes_cannot_know():
    material, unseen = labelled(), labelled(seed=1)
    trained = train_head(material, "tiny", "c" * 64, SMALL)
    assert trained.scores.head > trained.scores.axes + 0.2
    assert trained.scores.gains
    assert precision(trained.head, unseen) > axes_precision(unseen, 8) + 0.2


@pytest.mark.parametrize("shared", [False, True])
def test_captions_teach_a_head_too_each_side_its_own_or_one_for_both(shared):
    material = told(labelled())
    trained = train_head(material, "tiny", "c" * 64, SMALL.model_copy(update={"shared": shared}))
    assert trained.scores.by == "words"
    assert trained.scores.head > trained.scores.start
    unseen = labelled(seed=1)
    assert precision(trained.head, unseen) > axes_precision(unseen, 8) + 0.02


def test_the_same_seed_gives_the_same_bytes_and_another_one_others():
    material = labelled(kinds=8)
    tuning = HeadTuning(dimensions=8, hidden=(16,), epochs=3, batch=32)
    state = torch.random.get_rng_state()
    once, twice = (train_head(material, "tiny", "c" * 64, tuning).head for _ in range(2))
    assert once.identity == twice.identity
    assert torch.equal(torch.random.get_rng_state(), state)  # nobody else's randomness is touched
    other = tuning.model_copy(update={"seed": 1})
    assert train_head(material, "tiny", "c" * 64, other).head.identity != once.identity


def test_what_is_saved_computes_what_was_trained(tmp_path):
    material = labelled(kinds=8)
    tuning = HeadTuning(dimensions=8, hidden=(16, 12), epochs=2, batch=32)
    head = train_head(material, "tiny", "c" * 64, tuning).head
    head.save(tmp_path / "head.safetensors")
    again = Head.open(tmp_path / "head.safetensors")
    assert np.array_equal(again.project(material.vectors), head.project(material.vectors))
    assert (again.card.hidden, again.card.d_in, again.card.d_out) == ((16, 12), 40, 8)
    assert (again.card.model, again.card.checkpoint) == ("tiny", "c" * 64)


def test_a_linear_head_starts_as_the_axes():
    material = labelled()
    tuning = HeadTuning(dimensions=8)
    network = build_network(material.vectors, tuning)
    axes = Axes.fit(material.vectors)
    wanted = Quantiser.fit(material.vectors, axes, 8).project(material.vectors - axes.mean)
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    found = project(network, torch.from_numpy(material.vectors)).detach().numpy()
    assert found == pytest.approx(wanted, abs=1e-4)
    still = train_head(material, "tiny", "c" * 64, HeadTuning(dimensions=8, epochs=0))
    assert still.scores.epoch == 0
    assert still.scores.start == pytest.approx(still.scores.axes, abs=1e-4)
    by_rounding = still.scores.model_copy(update={"head": still.scores.axes + 1e-7})
    assert not by_rounding.gains


def test_what_is_held_out_is_never_learned_from():
    material = labelled()
    learned, judged = hold_out(material, HeadTuning())
    assert not set(learned.labels) & set(judged.labels)
    assert len(set(judged.labels)) == 6
    assert len(learned.labels) + len(judged.labels) == len(material.labels)


def test_learning_that_serves_nobody_is_not_kept():
    rng = np.random.default_rng(0)
    vectors, _ = catalogue()
    material = HeadMaterial(
        vectors,
        tuple(f"{one}" for one in rng.integers(0, 24, len(vectors))),
        np.empty((0, 40), dtype=np.float32),
        (NOTHING,) * len(vectors),
    )
    scores = train_head(material, "tiny", "c" * 64, SMALL).scores
    assert scores.head >= scores.start


def test_exact_copies_do_not_tear_a_head_apart():
    material = labelled(kinds=8)
    twice = material.take([*range(len(material.labels)), *range(len(material.labels))])
    one, other = (train_head(part, "tiny", "c" * 64, SMALL).head for part in (material, twice))
    assert one.identity == other.identity


@pytest.mark.parametrize(
    ("labels", "says"), [(("", "", ""), "no label and no caption"), (("a", "a", ""), "one class")]
)
def test_nothing_to_learn_from_is_said(labels, says):
    vectors = np.eye(3, dtype=np.float32)
    material = HeadMaterial(vectors, labels, vectors[:0], (NOTHING,) * 3)
    with pytest.raises(TrainingError, match=says):
        train_head(material, "tiny", "c" * 64)


def test_pictures_that_nothing_can_be_asked_of_are_no_judges():
    vectors, _ = catalogue(kinds=8)
    alone = tuple(f"{row}" for row in range(len(vectors)))
    material = HeadMaterial(vectors, alone, vectors[:0], (NOTHING,) * len(vectors))
    with pytest.raises(TrainingError, match="four classes of two pictures or more"):
        train_head(material, "tiny", "c" * 64)


def test_files_are_gathered_with_their_captions(tiny_encoder, tmp_path):
    for number in range(6):
        scribble(number).save(tmp_path / f"{number}.png")
    lines = [f"{number}.png,{'ab'[number % 2]},{'x' if number < 4 else ''}" for number in range(6)]
    (tmp_path / "t.csv").write_text("path,label,caption\n" + "\n".join(lines))
    material = gather_vectors(tiny_encoder, read_labelled(tmp_path / "t.csv"))
    assert material.vectors.shape == (6, tiny_encoder.dimensions)
    assert material.texts == pytest.approx(tiny_encoder.texts(["x"]), abs=1e-6)
    assert [len(own) for own in material.captions] == [1, 1, 1, 1, 0, 0]
