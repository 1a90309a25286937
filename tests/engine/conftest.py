"""What the tests of the engine share: a tiny real open_clip model, pictures, a library of them."""

from pathlib import Path

import pytest

from engine.build import index_folder
from engine.service import Engine
from tests.engine.making import TINY, fill, save_model, scribble

PICTURES = 60


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


@pytest.fixture(scope="module")
def library(tmp_path_factory, tiny_encoder) -> Path:
    """A library of sixty pictures, in `album` beside it; every file of tests has its own."""
    folder = tmp_path_factory.mktemp("service")
    album = fill(folder / "album", range(PICTURES), "photo-{:02d}.jpg")
    index_folder(album, folder / "library", tiny_encoder)
    return folder / "library"


@pytest.fixture(scope="module")
def engine(library) -> Engine:
    """That library, opened."""
    return Engine.open(library)
