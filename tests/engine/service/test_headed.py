"""A library whose codes a compact head makes is asked, taught and shown pictures as any other."""

import shutil
from io import BytesIO

import pytest

from engine.build import BuildSettings, index_folder
from engine.conversation import Ask, Judge, Label
from engine.encode import open_encoder
from engine.heads import HEAD
from engine.service import Engine
from tests.engine.headed import random_head
from tests.engine.making import asked, fill, scribble


@pytest.fixture(scope="module")
def engine(tiny_model, tmp_path_factory):
    folder = tmp_path_factory.mktemp("headed")
    model = shutil.copytree(tiny_model, folder / "model")
    plain = open_encoder(f"local-dir:{model}", "cpu")
    random_head(plain.dimensions, 8, checkpoint=plain.identity).save(model / HEAD)
    album = fill(folder / "album", range(80))
    encoder = open_encoder(f"local-dir:{model}", "cpu")
    index_folder(album, folder / "library", encoder, BuildSettings(decoders=2))
    return Engine.open(folder / "library")


def test_a_search_by_words_and_labels_goes_through_the_heads_codes(engine):
    assert engine._indexes.codes.shape == (80, 8)
    first = [hit.id for hit in engine.find(asked(Ask(text="boat")), 0, 12).hits]
    taught = asked(
        Ask(text="boat"),
        Judge(label=Label.LIKED, pictures=tuple(first[:3])),
        Judge(label=Label.DISLIKED, pictures=tuple(first[3:6])),
    )
    page = engine.find(taught, 0, 12)
    assert len(page.hits) == 12
    assert not {hit.id for hit in page.hits} & set(first[3:6])


def test_a_picture_that_is_brought_along_is_coded_by_the_librarys_head(engine):
    content = BytesIO()
    scribble(7).save(content, "JPEG", quality=90)
    upload = engine.take_upload(content.getvalue())
    known = engine.find(asked(Ask(text="boat")), 0, 2).hits[0].id
    both = asked(Judge(label=Label.LIKED, pictures=(upload, known)))
    names = [engine.path(hit.id).name for hit in engine.find(both, 0, 5).hits]
    assert "07.jpg" in names
