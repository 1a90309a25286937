"""Views are pictures still: in range, repeatable, and mild where they are told to be mild."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.training.augment import DRAWN, PHOTO, Augmentation, _hue_turns, boxes, plain, views

STILL = Augmentation(
    least_area=1, stretch=1, turn_degrees=0, shear=0, light=0, contrast=0, saturation=0,
    hue_degrees=0, gray=0, blur=0, erase=0,
)  # fmt: skip


def some_pictures(count: int = 6, side: int = 40) -> torch.Tensor:
    grain = np.random.default_rng(3).integers(0, 256, (count, 8, 8, 3), dtype=np.uint8)
    smooth = [Image.fromarray(one).resize((side, side), Image.Resampling.BICUBIC) for one in grain]
    return torch.from_numpy(np.stack([np.asarray(one) for one in smooth]))


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("how", [PHOTO, DRAWN])
@pytest.mark.parametrize("size", [16, 32, 48])
def test_views_have_the_size_asked_for_and_stay_between_zero_and_one(how, size):
    shown = views(some_pictures(), size, how, seeded())
    assert shown.shape == (6, 3, size, size)
    assert shown.min() >= 0
    assert shown.max() <= 1


def test_the_same_generator_state_gives_the_same_views():
    first, second = (views(some_pictures(), 32, PHOTO, seeded(5)) for _ in range(2))
    assert torch.equal(first, second)
    assert not torch.equal(first, views(some_pictures(), 32, PHOTO, seeded(6)))


def test_an_augmentation_of_nothing_shows_the_picture_or_its_mirror_image():
    pictures = some_pictures()
    truth = pictures.permute(0, 3, 1, 2).float() / 255
    for shown, whole in zip(views(pictures, 40, STILL, seeded()), truth, strict=True):
        straight, mirrored = (shown - whole).abs().max(), (shown - whole.flip(2)).abs().max()
        assert min(float(straight), float(mirrored)) < 1e-4


@given(st.floats(-3.2, 3.2))
@settings(max_examples=25, deadline=None)
def test_turning_the_hue_leaves_gray_gray(angle):
    gray = torch.tensor([0.4, 0.4, 0.4])
    turned = _hue_turns(torch.tensor([angle]))[0] @ gray
    assert torch.allclose(turned, gray, atol=2e-3)


@given(st.integers(1, 5), st.floats(0.05, 0.5), st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_boxes_are_rectangles_of_about_the_area_asked_for(count, area, seed):
    masks = boxes(count, (area, area), (64, 64), seeded(seed))
    for mask in masks:
        rows, columns = mask.any(1), mask.any(0)
        assert torch.equal(mask, rows[:, None] & columns[None, :])
        assert abs(float(mask.float().mean()) - area) < 0.08


def test_the_plain_view_is_what_pillow_makes_of_the_picture():
    pictures = some_pictures(side=64)
    shown = (plain(pictures, 32) * 255).round().permute(0, 2, 3, 1).numpy()
    for ours, picture in zip(shown, pictures.numpy(), strict=True):
        theirs = Image.fromarray(picture).resize((32, 32), Image.Resampling.BICUBIC)
        assert np.abs(ours - np.asarray(theirs, dtype=np.float32)).max() <= 2
