"""The engine as people meet it: a library opened, asked, taught by labels, shared by threads."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from engine.conversation import (
    Ask,
    Conversation,
    Hide,
    Judge,
    Label,
    Refine,
    Show,
    Situation,
    Turn,
    step,
)
from engine.errors import CatalogueError, LabelsError, LibraryError, PictureError
from engine.service import Engine, Recent
from engine.types import PictureId
from tests.engine.conftest import PICTURES
from tests.engine.making import TINY, asked, save_model


def ids(page):
    return [hit.id for hit in page.hits]


def test_a_text_ranks_like_a_full_scan_of_cosines(engine, tiny_encoder):
    page = engine.find(asked(Ask(text="a blue boat")), 0, PICTURES)
    vectors = np.load(next(engine.folder.rglob("embeddings.npy"))).astype(np.float32)
    cosines = vectors @ tiny_encoder.texts(["a blue boat"])[0]
    expected = np.argsort(-cosines, kind="stable")
    assert cosines[[hit.row for hit in page.hits]] == pytest.approx(cosines[expected], abs=2e-3)


def test_pages_are_slices_of_one_order(engine):
    situation = asked(Ask(text="boat"))
    whole = ids(engine.find(situation, 0, 24))
    assert ids(engine.find(situation, 0, 12)) + ids(engine.find(situation, 12, 12)) == whole


def test_a_gallery_on_the_screen_changes_nothing_about_the_answer(engine):
    conversation = step(Conversation(), Turn(changes=(Ask(text="boat"),)))
    before = ids(engine.find(conversation.now, 0, 12))
    shown = step(conversation, Show(pictures=tuple(before), page=1))
    assert ids(engine.find(shown.now, 0, 12)) == before


def test_labelled_and_hidden_pictures_are_not_shown_again(engine):
    first = ids(engine.find(asked(Ask(text="boat")), 0, 12))
    liked, disliked, hidden = tuple(first[:2]), tuple(first[2:4]), tuple(first[4:6])
    situation = asked(
        Ask(text="boat"),
        Judge(label=Label.LIKED, pictures=liked),
        Judge(label=Label.DISLIKED, pictures=disliked),
        Hide(pictures=hidden),
    )
    page = engine.find(situation, 0, PICTURES)
    assert not set(ids(page)) & {*liked, *disliked, *hidden}
    assert page.matches <= PICTURES - 6


def test_the_same_labels_have_the_same_answer_in_another_process_of_thought(engine, library):
    first = ids(engine.find(asked(Ask(text="boat")), 0, 12))
    situation = asked(Ask(text="boat"), Judge(label=Label.LIKED, pictures=tuple(first[:3])))
    assert engine.find(situation, 0, 12).hits == Engine.open(library).find(situation, 0, 12).hits


def test_likes_without_words_are_enough(engine):
    known = ids(engine.find(asked(Ask(text="boat")), 0, 3))
    page = engine.find(asked(Judge(label=Label.LIKED, pictures=tuple(known))), 0, 12)
    assert len(page.hits) == 12


def test_nothing_to_go_by_is_said_in_a_sentence(engine):
    known = ids(engine.find(asked(Ask(text="boat")), 0, 1))
    for situation in (
        Situation(),
        asked(Judge(label=Label.DISLIKED, pictures=tuple(known))),
    ):
        with pytest.raises(LabelsError, match="describe it, or like a picture"):
            engine.find(situation, 0, 12)


def test_an_unknown_picture_is_refused_by_its_id(engine):
    situation = asked(Judge(label=Label.LIKED, pictures=(PictureId("0000000000000000"),)))
    with pytest.raises(CatalogueError, match="no picture 0000000000000000"):
        engine.find(situation, 0, 12)


def test_a_refinement_is_read_with_the_words_before_it(engine, tiny_encoder):
    situation = asked(Ask(text="boat"), Refine(text="at night"))
    best = engine.find(situation, 0, 1).hits[0].id
    likeness = engine.explain(situation, best).text_likeness
    vector = tiny_encoder.texts(["boat, at night"])[0]
    vectors = np.load(next(engine.folder.rglob("embeddings.npy"))).astype(np.float32)
    assert likeness == pytest.approx(float((vectors @ vector).max()), abs=2e-3)


def test_the_picture_that_is_brought_along_finds_itself_in_the_catalogue(engine):
    content = next(engine.path(hit.id) for hit in engine.find(asked(Ask(text="b")), 0, 1).hits)
    upload = engine.take_upload(content.read_bytes())
    page = engine.find(asked(Judge(label=Label.LIKED, pictures=(upload,))), 0, 3)
    assert engine.path(page.hits[0].id) == content
    assert Image.open(BytesIO(engine.thumbnail(upload))).format == "WEBP"


def test_one_liked_picture_alone_ranks_by_likeness_to_it(engine):
    vectors = np.load(next(engine.folder.rglob("embeddings.npy"))).astype(np.float32)
    page = engine.find(asked(Judge(label=Label.LIKED, pictures=(engine.sample(1)[0],))), 0, 12)
    cosines = vectors @ engine._briefs.vectors(engine.sample(1), engine._indexes)[0]
    expected = np.sort(cosines)[::-1][1:13]
    assert cosines[[hit.row for hit in page.hits]] == pytest.approx(expected, abs=2e-3)


def test_what_is_not_a_picture_cannot_be_brought_along(engine):
    with pytest.raises(PictureError):
        engine.take_upload(b"not a picture at all")


def test_a_forgotten_upload_asks_for_the_picture_again(engine):
    situation = asked(Judge(label=Label.LIKED, pictures=(PictureId("upload-0123"),)))
    with pytest.raises(CatalogueError, match="add it again"):
        engine.find(situation, 0, 12)


def test_reasons_name_the_nearest_labelled_pictures(engine):
    first = ids(engine.find(asked(Ask(text="boat")), 0, 12))
    situation = asked(
        Ask(text="boat"),
        Judge(label=Label.LIKED, pictures=tuple(first[:2])),
        Judge(label=Label.DISLIKED, pictures=tuple(first[2:4])),
    )
    reasons = engine.explain(situation, first[5])
    assert reasons.nearest_liked in first[:2]
    assert reasons.nearest_disliked in first[2:4]
    assert engine.explain(situation, first[0]).nearest_liked == first[1]
    assert engine.explain(asked(Ask(text="boat")), first[0]).nearest_liked is None


def test_a_full_copy_is_an_upright_jpeg(engine):
    picture = ids(engine.find(asked(Ask(text="boat")), 0, 1))[0]
    image = Image.open(BytesIO(engine.full(picture)))
    assert image.format == "JPEG"
    assert image.size == (80, 60)


def test_a_photo_that_was_deleted_says_so_and_the_answer_still_comes(tmp_path, library):
    copied = shutil.copytree(library.parent, tmp_path / "moved")
    engine = Engine.open(copied / "library")
    picture = ids(engine.find(asked(Ask(text="boat")), 0, 1))[0]
    engine.path(picture).unlink()
    with pytest.raises(PictureError, match=r"photo-\d\d\.jpg"):
        engine.full(picture)
    assert ids(engine.find(asked(Ask(text="boat")), 0, 1)) == [picture]


def test_another_model_is_refused_before_it_answers(tmp_path, library):
    save_model(tmp_path / "other", TINY, seed=1)
    engine = Engine.open(library, model=f"local-dir:{tmp_path / 'other'}")
    with pytest.raises(LibraryError, match="was built with"):
        engine.warm()


def test_a_changed_byte_is_refused(tmp_path, library):
    copied = shutil.copytree(library, tmp_path / "changed")
    table = next(copied.rglob("codes.npy"))
    content = bytearray(table.read_bytes())
    content[-1] ^= 1
    table.write_bytes(content)
    with pytest.raises(LibraryError, match=r"codes\.npy was changed"):
        Engine.open(copied)


def test_threads_share_one_engine_and_get_what_each_asked_for(engine):
    situations = [asked(Ask(text=word)) for word in ("boat", "tree", "cat", "snow")] * 4
    alone = [ids(engine.find(situation, 0, 12)) for situation in situations]
    engine._rankings._searched = Recent(64)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda one: ids(engine.find(one, 0, 12)), situations))
    assert together == alone


def test_the_least_recently_used_goes_first():
    recent = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)
