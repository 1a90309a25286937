"""A small real library for the chat: sixty pictures, a tiny real model with random weights."""

from io import BytesIO

import pytest

from engine.build import index_folder
from engine.encode import open_encoder
from engine.service import Engine
from tests.engine.making import TINY, save_model, scribble

PICTURES = 60


@pytest.fixture(scope="session")
def album(tmp_path_factory):
    """The folder of a library, its pictures in `album` beside it, its model in `tiny`."""
    import torch

    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("chat")
    save_model(folder / "tiny", TINY)
    (folder / "album").mkdir()
    for number in range(PICTURES):
        scribble(number).save(folder / "album" / f"photo-{number:02d}.jpg", quality=90)
    encoder = open_encoder(f"local-dir:{folder / 'tiny'}", device="cpu")
    index_folder(folder / "album", folder / "library", encoder)
    return folder / "library"


@pytest.fixture(scope="session")
def small_engine(album):
    return Engine.open(album)


def jpeg(seed):
    """The bytes of a picture that is not in the album."""
    out = BytesIO()
    scribble(seed).save(out, "JPEG")
    return out.getvalue()
