"""Spreading equals a plain loop, has the gradient of finite differences, and spreads."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import normalize

from engine.training.head import spreading


def points(count, wide, seed, dtype=torch.float32):
    rng = np.random.default_rng(seed)
    return normalize(torch.tensor(rng.normal(size=(count, wide)), dtype=dtype), dim=1)


@given(st.integers(2, 30), st.integers(2, 8), st.integers(0, 9999))
@settings(max_examples=40, deadline=None)
def test_it_is_the_mean_log_distance_to_the_nearest_other_point(count, wide, seed):
    values = points(count, wide, seed)
    total = 0.0
    for row, own in enumerate(values.tolist()):
        others = [math.dist(own, other) for at, other in enumerate(values.tolist()) if at != row]
        total += math.log(min(others) + 1e-8)
    assert float(spreading(values)) == pytest.approx(-total / count, abs=1e-4)


@pytest.mark.parametrize("seed", range(5))
def test_its_gradient_is_that_of_finite_differences(seed):
    raw = torch.tensor(
        np.random.default_rng(seed).normal(size=(9, 4)), dtype=torch.float64, requires_grad=True
    )
    loss = spreading(normalize(raw, dim=1))
    (slope,) = torch.autograd.grad(loss, raw)
    step = 1e-6
    for row in range(9):
        for column in range(4):
            ends = []
            for sign in (1, -1):
                moved = raw.detach().clone()
                moved[row, column] += sign * step
                ends.append(float(spreading(normalize(moved, dim=1))))
            assert float(slope[row, column]) == pytest.approx(
                (ends[0] - ends[1]) / (2 * step), abs=1e-5
            )


def test_following_it_moves_crowded_points_apart():
    raw = (points(64, 3, 0) * 0.05 + torch.tensor([1.0, 0, 0])).requires_grad_()
    before = spreading(normalize(raw, dim=1)).item()
    for _ in range(50):
        (slope,) = torch.autograd.grad(spreading(normalize(raw, dim=1)), raw)
        raw = (raw - 0.1 * slope).detach().requires_grad_()
    values = normalize(raw, dim=1)
    alike = (values @ values.T).detach().fill_diagonal_(-2)
    assert spreading(values).item() < before - 1
    assert float(alike.max()) < 0.999
