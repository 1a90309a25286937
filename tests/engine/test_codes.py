import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.codes import Axes, Quantiser
from tests.engine.clusters import clustered

BOUNDED = st.floats(-100, 100, width=32)
SAMPLES = st.tuples(st.integers(1, 30), st.integers(1, 6)).flatmap(
    lambda shape: arrays(np.float32, shape, elements=BOUNDED)
)


def fitted(sample, dimensions=32):
    return Quantiser.fit(sample, Axes.fit(sample), dimensions)


@settings(deadline=None, max_examples=50)
@given(SAMPLES)
def test_decode_is_half_a_step_off_at_most_inside_the_range_and_clipped_outside(sample):
    quantiser = fitted(sample)
    values = quantiser.project(sample).astype(np.float64)
    inside = np.clip(values, quantiser.low, quantiser.low + 255 * quantiser.step)
    back = quantiser.decode(quantiser.encode_projected(values)).astype(np.float64)
    rounding = 1e-6 * (1 + np.abs(values))
    assert (np.abs(back - inside) <= quantiser.step / 2 + rounding).all()


@settings(deadline=None, max_examples=50)
@given(SAMPLES)
def test_codes_keep_the_order_of_every_dimension(sample):
    quantiser = fitted(sample)
    values = quantiser.project(sample)
    codes = quantiser.encode_projected(values)
    for column in range(quantiser.dimensions):
        ordered = codes[np.argsort(values[:, column]), column].astype(int)
        assert (np.diff(ordered) >= 0).all()


@settings(deadline=None, max_examples=50)
@given(SAMPLES)
def test_decoded_codes_encode_to_themselves(sample):
    quantiser = fitted(sample)
    levels = np.repeat(np.arange(256, dtype=np.uint8)[:, None], quantiser.dimensions, axis=1)
    exact = quantiser.low + levels * quantiser.step
    assert (quantiser.encode_projected(exact) == levels).all()


@pytest.mark.parametrize("span", [0.0, 1e-45, 1e-38, 1e37])
def test_a_dimension_of_any_span_has_a_step_and_finite_values(span):
    sample = np.zeros((4, 2), dtype=np.float32)
    sample[:, 0] = np.array([0, 1, 2, 3]) * np.float64(span)
    axes = Axes(np.zeros(2, np.float32), np.ones(2, np.float32), np.eye(2, dtype=np.float32))
    quantiser = Quantiser.fit(sample, axes)
    assert np.isfinite(quantiser.step).all()
    assert (quantiser.step > 0).all()
    decoded = quantiser.decode(quantiser.encode(sample))
    assert np.abs(decoded - sample).max() <= max(0.01 * span, 1e-44)


def test_one_picture_has_one_code():
    quantiser = fitted(np.ones((1, 8), dtype=np.float32))
    assert quantiser.encode(np.ones((1, 8), dtype=np.float32)).tolist() == [[0]]


def test_few_pictures_or_a_short_embedding_make_fewer_dimensions():
    assert fitted(clustered(5, 24)[0]).dimensions == 5
    assert fitted(clustered(500, 12)[0]).dimensions == 12
    assert fitted(clustered(500, 48)[0]).dimensions == 32


def test_codes_use_most_of_their_levels():
    sample, _ = clustered(2000, 48)
    codes = fitted(sample).encode(sample)
    assert min(len(np.unique(column)) for column in codes.T) > 150


def test_axes_are_orthonormal_and_their_variances_those_of_the_sample():
    sample, _ = clustered(400, 16)
    axes = Axes.fit(sample)
    assert axes.vectors @ axes.vectors.T == pytest.approx(np.eye(16), abs=1e-5)
    along = (sample - sample.mean(axis=0)) @ axes.vectors.T
    assert along.var(axis=0) == pytest.approx(axes.variances, abs=1e-6)
    assert (np.diff(axes.variances) <= 0).all()


def test_a_saved_quantiser_opens_equal(tmp_path):
    sample, _ = clustered(300, 40)
    quantiser = fitted(sample)
    quantiser.save(tmp_path / "quantiser.npy")
    again = Quantiser.open(tmp_path / "quantiser.npy")
    assert (again.encode(sample) == quantiser.encode(sample)).all()


def test_packed_axes_unpack_equal():
    axes = Axes.fit(clustered(50, 8)[0])
    again = Axes.unpack(axes.pack())
    for one, other in ((axes.mean, again.mean), (axes.vectors, again.vectors)):
        assert (one == other).all()
