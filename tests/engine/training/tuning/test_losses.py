"""ArcMargin equals its definition, one angle at a time, and its gradient that of differences."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.training.tuning.losses import (
    arc_logits,
    caption_losses,
    finding_losses,
    label_losses,
    mean_known,
)

SCALE, MARGIN = 30.0, 0.1


def slow_logit(cosine: float, own: bool, scale: float, margin: float) -> float:
    if not own:
        return scale * cosine
    if cosine > math.cos(math.pi - margin):
        return scale * math.cos(math.acos(max(-1.0, min(1.0, cosine))) + margin)
    return scale * (cosine - margin * math.sin(math.pi - margin))


def slow_losses(vectors, others, own, scale, margin):
    found = []
    for vector, mine in zip(vectors, own, strict=True):
        logits = [
            slow_logit(
                float(vector @ other / vector.norm() / other.norm()), bool(is_own), scale, margin
            )
            for other, is_own in zip(others, mine, strict=True)
        ]
        highest = max(logits)
        total = highest + math.log(sum(math.exp(logit - highest) for logit in logits))
        mine = [total - logits[at] for at in range(len(logits)) if mine[at]]
        found.append(sum(mine) / len(mine) if mine else 0.0)
    return found


@st.composite
def cases(draw):
    seed = torch.Generator().manual_seed(draw(st.integers(0, 9999)))
    n, m, d = draw(st.integers(1, 5)), draw(st.integers(2, 6)), draw(st.integers(2, 5))
    own = torch.rand(n, m, generator=seed) < 0.4
    return torch.randn(n, d, generator=seed), torch.randn(m, d, generator=seed), own


@given(cases(), st.sampled_from([0.0, 0.1, 0.5]))
@settings(max_examples=60, deadline=None)
def test_caption_losses_equal_their_definition(case, margin):
    vectors, captions, own = case
    found = caption_losses(vectors, captions, own, SCALE, margin)
    # The sine's square is held above a tiny number, which shows at angles of nearly zero alone.
    assert found.tolist() == pytest.approx(
        slow_losses(vectors, captions, own, SCALE, margin), rel=1e-3, abs=1e-2
    )


@given(cases())
@settings(max_examples=60, deadline=None)
def test_label_losses_are_caption_losses_with_one_caption_each(case):
    vectors, proxies, _ = case
    labels = torch.arange(len(vectors)) % len(proxies)
    own = torch.nn.functional.one_hot(labels, len(proxies)).bool()
    by_labels = label_losses(vectors, proxies, labels, SCALE, MARGIN)
    assert torch.allclose(
        by_labels, caption_losses(vectors, proxies, own, SCALE, MARGIN), atol=1e-4
    )


@given(cases())
@settings(max_examples=40, deadline=None)
def test_finding_any_of_its_own_is_the_chance_of_all_of_them_together(case):
    vectors, captions, own = case
    logits = 5 * vectors @ captions.T
    for row, found in enumerate(finding_losses(logits, own).tolist()):
        chances = [math.exp(float(one - logits[row].max())) for one in logits[row]]
        mine = sum(chance for chance, is_own in zip(chances, own[row], strict=True) if is_own)
        expected = -math.log(mine / sum(chances)) if mine else 0.0
        assert found == pytest.approx(expected, rel=1e-3, abs=1e-3) or expected > 60


def test_a_picture_without_captions_has_no_loss_and_no_gradient():
    vectors = torch.randn(2, 4, generator=torch.Generator().manual_seed(1)).requires_grad_()
    own = torch.tensor([[True, False], [False, False]])
    losses = caption_losses(vectors, torch.eye(4)[:2], own, SCALE, MARGIN)
    assert losses[1] == 0
    losses.sum().backward()
    assert vectors.grad[1].abs().sum() == 0
    assert vectors.grad[0].abs().sum() > 0


@pytest.mark.parametrize("margin", [0.0, 0.1, 0.5])
def test_gradients_equal_finite_differences(margin):
    seed = torch.Generator().manual_seed(4)
    vectors = torch.randn(3, 4, generator=seed)
    captions = torch.randn(5, 4, generator=seed)
    own = torch.rand(3, 5, generator=seed) < 0.5
    point = vectors.clone().requires_grad_()
    caption_losses(point, captions, own, 5.0, margin).sum().backward()
    step = 1e-2
    for row in range(3):
        for column in range(4):
            moved = torch.zeros_like(vectors)
            moved[row, column] = step
            above = caption_losses(vectors + moved, captions, own, 5.0, margin).sum()
            below = caption_losses(vectors - moved, captions, own, 5.0, margin).sum()
            assert float(point.grad[row, column]) == pytest.approx(
                float(above - below) / (2 * step), abs=5e-3
            )


@given(cases())
@settings(max_examples=25, deadline=None)
def test_the_gradient_of_finding_equals_finite_differences(case):
    """In the direction of every logit; a row with none of its own has no gradient at all."""
    vectors, captions, own = case
    logits = 2 * vectors @ captions.T
    point = logits.clone().requires_grad_()
    mean_known(finding_losses(point, own), own).backward()
    step = 2e-2
    for row in range(len(logits)):
        for column in range(logits.shape[1]):
            moved = torch.zeros_like(logits)
            moved[row, column] = step
            above, below = (
                mean_known(finding_losses(one, own), own)
                for one in (logits + moved, logits - moved)
            )
            expected = float(above - below) / (2 * step)
            assert float(point.grad[row, column]) == pytest.approx(expected, abs=2e-3)
    assert not point.grad[~own.any(1)].any()


def test_the_logit_falls_all_the_way_to_the_opposite():
    cosine = torch.linspace(1, -1, 400)[None]
    logits = arc_logits(cosine, torch.ones_like(cosine, dtype=torch.bool), SCALE, 0.3)[0]
    assert bool((logits.diff() < 0).all())


@pytest.mark.parametrize("cosine", [1.0, -1.0])
def test_the_gradient_is_finite_at_the_poles(cosine):
    point = torch.tensor([[cosine, 0.2]], requires_grad=True)
    arc_logits(point, torch.tensor([[True, False]]), SCALE, MARGIN).sum().backward()
    assert bool(point.grad.isfinite().all())


def test_alignment_with_one_caption_each_is_clips_own_loss():
    from engine.encode.torchready import import_open_clip

    seed = torch.Generator().manual_seed(2)
    pictures, texts = (
        torch.nn.functional.normalize(torch.randn(6, 8, generator=seed), dim=1) for _ in range(2)
    )
    scale = torch.tensor(20.0)
    theirs = import_open_clip().ClipLoss()(pictures, texts, scale)
    logits, own = scale * pictures @ texts.T, torch.eye(6).bool()
    ours = (finding_losses(logits, own).mean() + finding_losses(logits.T, own).mean()) / 2
    assert torch.allclose(ours, theirs)
