"""A small real library for the chat: sixty pictures, a tiny real model with random weights."""

from io import BytesIO

import pytest

from engine.build import index_folder
from engine.encode import open_encoder
from engine.service import Engine
from tests.engine.making import TINY, fill, save_model, scribble

PICTURES = 60


@pytest.fixture(scope="session")
def album(tmp_path_factory):
    """The folder of a library, its pictures in `album` beside it, its model in `tiny`."""
    import torch

    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("chat")
    save_model(folder / "tiny", TINY)
    encoder = open_encoder(f"local-dir:{folder / 'tiny'}", device="cpu")
    pictures = fill(folder / "album", range(PICTURES), "photo-{:02d}.jpg")
    index_folder(pictures, folder / "library", encoder)
    return folder / "library"


@pytest.fixture(scope="session")
def tiny(album):
    """The name of the tiny model that the album was indexed with."""
    return f"local-dir:{album.parent / 'tiny'}"


@pytest.fixture(scope="session")
def tiny_encoder(tiny):
    """That model, opened, for further libraries."""
    return open_encoder(tiny, device="cpu")


@pytest.fixture(scope="session")
def small_engine(album):
    return Engine.open(album)


def jpeg(seed):
    """The bytes of a picture that is not in the album."""
    out = BytesIO()
    scribble(seed).save(out, "JPEG")
    return out.getvalue()
