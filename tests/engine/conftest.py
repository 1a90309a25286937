"""What the tests of the engine share: a tiny real open_clip model, and folders of pictures."""

from pathlib import Path

import pytest

from tests.engine.making import TINY, save_model, scribble


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory) -> Path:
    """The folder of a tiny model, in the form that `local-dir:` opens."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    save_model(folder, TINY)
    return folder


@pytest.fixture(scope="session")
def tiny_encoder(tiny_model):
    """The tiny model, opened."""
    import torch

    from engine.encode import open_encoder

    torch.set_num_threads(1)
    return open_encoder(f"local-dir:{tiny_model}", device="cpu")


@pytest.fixture
def photos(tmp_path) -> Path:
    """A folder of twenty pictures, some of them in folders below."""
    folder = tmp_path / "photos"
    (folder / "sea").mkdir(parents=True)
    for number in range(20):
        place = folder / "sea" if number % 3 == 0 else folder
        scribble(number).save(place / f"photo-{number:02d}.jpg", quality=90)
    return folder
