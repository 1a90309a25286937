import numpy as np
import pytest

from engine.evaluation.metrics import average_precision
from engine.evaluation.scale.synthetic import (
    NO_CLASS,
    SyntheticSettings,
    World,
    write_synthetic,
)

SMALL = SyntheticSettings(dimensions=32, classes=50, kinds=5, even_ranks=10)


def written(folder, rows, threads=2, settings=SMALL):
    vectors, truth = folder / f"vectors-{rows}-{threads}.npy", folder / f"{rows}-{threads}.npy"
    write_synthetic(rows, vectors, truth, settings, threads=threads)
    return np.load(vectors), np.load(truth)


def test_one_thread_or_two_write_the_same_bytes(tmp_path):
    one, two = written(tmp_path, 20_000, threads=1), written(tmp_path, 20_000, threads=2)
    assert np.array_equal(one[0], two[0])
    assert np.array_equal(one[1], two[1])


def test_a_smaller_catalogue_is_the_beginning_of_a_larger_one(tmp_path):
    small, large = written(tmp_path, 8192 * 2), written(tmp_path, 8192 * 3 + 5)
    assert np.array_equal(small[0], large[0][: 8192 * 2])
    assert np.array_equal(small[1], large[1][: 8192 * 2])


def test_vectors_have_unit_length_and_classes_their_shares(tmp_path):
    vectors, truth = written(tmp_path, 40_000)
    assert vectors.dtype == np.float16
    assert np.linalg.norm(vectors.astype(np.float32), axis=1) == pytest.approx(1, abs=2e-3)
    assert (truth == NO_CLASS).mean() == pytest.approx(SMALL.classless, abs=0.02)
    sizes = np.bincount(truth[truth >= 0], minlength=SMALL.classes) / len(truth)
    assert sizes == pytest.approx(World.make(SMALL).shares, abs=0.005)


@pytest.fixture(scope="module")
def photo_like():
    """A hundred classes in 5,000 pictures, as the photos have; more classes are rarer ones."""
    settings = SyntheticSettings(classes=100, kinds=10)
    return World.make(settings).draw(5000, settings, 0)


def test_the_spectrum_and_the_mean_are_those_of_real_features(photo_like):
    vectors, _ = photo_like
    centred = vectors - vectors.mean(axis=0)
    spectrum = np.linalg.eigvalsh(centred.T @ centred)[::-1]
    assert np.linalg.norm(vectors.mean(axis=0)) == pytest.approx(0.72, abs=0.03)
    assert spectrum[:32].sum() / spectrum.sum() == pytest.approx(0.5, abs=0.08)
    assert spectrum[:128].sum() / spectrum.sum() == pytest.approx(0.74, abs=0.06)


def test_one_example_finds_about_as_much_as_on_photos(photo_like):
    vectors, truth = photo_like
    rng = np.random.default_rng(0)
    sizes = np.bincount(truth[truth >= 0])
    found = []
    for kind in np.flatnonzero(sizes >= 40):
        start = int(rng.choice(np.flatnonzero(truth == kind)))
        order = np.argsort(-(vectors @ vectors[start]))
        matching = truth[order[order != start]] == kind
        found.append(average_precision(matching, int(sizes[kind]) - 1))
    assert 0.3 < np.mean(found) < 0.5
