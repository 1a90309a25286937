"""A picture that cannot be used is named and left out, and stands in nobody's way."""

import shutil

import numpy as np
import pytest

from engine.build import index_folder
from engine.errors import CatalogueError
from tests.engine.build.looking import SMALL, Counting, contents, numbers, opened
from tests.engine.making import scribble


def test_bad_files_are_refused_by_name_and_the_run_goes_on(photos, library, encoder):
    (photos / "empty.jpg").write_bytes(b"")
    (photos / "text.png").write_text("no picture")
    whole = (photos / "photo-01.jpg").read_bytes()
    (photos / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    report = index_folder(photos, library, encoder, SMALL)
    assert [refusal.path for refusal in report.refused] == ["cut.jpg", "empty.jpg", "text.png"]
    assert all(refusal.path in refusal.reason for refusal in report.refused)
    assert report.pictures == 20
    again = index_folder(photos, library, encoder, SMALL)
    assert (numbers(again), len(again.refused), encoder.seen) == ((0, 0, 0, 0), 3, 20)
    shutil.copy(photos / "photo-01.jpg", photos / "cut.jpg")  # mended
    mended = index_folder(photos, library, encoder, SMALL)
    assert (numbers(mended), len(mended.refused), encoder.seen) == ((1, 0, 0, 0), 2, 20)


def test_a_picture_that_breaks_leaves_the_library(photos, library, encoder):
    index_folder(photos, library, encoder, SMALL)
    (photos / "photo-01.jpg").write_bytes(b"gone bad")
    report = index_folder(photos, library, encoder, SMALL)
    assert (numbers(report), report.pictures) == ((0, 0, 1, 0), 19)


@pytest.mark.parametrize("state", ["empty", "bad", "missing"])
def test_a_folder_without_pictures_is_refused_and_the_old_library_stays(
    state, photos, library, encoder
):
    index_folder(photos, library, encoder, SMALL)
    shutil.rmtree(photos)
    if state != "missing":
        photos.mkdir()
    if state == "bad":
        (photos / "bad.jpg").write_bytes(b"bad")
    words = {
        "empty": "holds no picture that can be read",
        "bad": "the first that was refused: bad.jpg is not a picture",
        "missing": "does not exist; give the folder",
    }
    with pytest.raises(CatalogueError, match=words[state]):
        index_folder(photos, library, encoder, SMALL)
    assert len(opened(library)[0]) == 20


def test_a_file_that_goes_while_it_is_indexed_is_refused(photos, library, encoder):
    def take_away(stage, done, total):
        if stage == "encoding":
            (photos / "photo-19.jpg").unlink(missing_ok=True)

    report = index_folder(photos, library, encoder, SMALL, take_away)
    assert report.pictures == 19
    assert [refusal.path for refusal in report.refused] == ["photo-19.jpg"]


def test_copies_of_a_bad_picture_are_refused_like_it(photos, library, encoder):
    for number in range(7):
        (photos / f"bad-{number}.jpg").write_bytes(b"no picture at all")
    report = index_folder(photos, library, encoder, SMALL)
    assert sorted(refusal.path for refusal in report.refused) == [
        f"bad-{number}.jpg" for number in range(7)
    ]
    assert (numbers(report), len(contents(library))) == ((20, 0, 0, 0), 20)


class Strange(Counting):
    """The real encoder, which goes wrong over pictures that are nearly white."""

    def __init__(self, encoder, wrong):
        super().__init__(encoder)
        self.wrong = wrong

    def pictures(self, batch):
        vectors = super().pictures(batch)
        vectors[np.asarray(batch).mean(axis=(1, 2, 3)) > 250] *= self.wrong
        return vectors


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 0.0, 3.0])
def test_a_picture_without_a_unit_vector_is_refused_with_its_copies(
    wrong, photos, library, tiny_encoder
):
    strange = Strange(tiny_encoder, np.float32(wrong))
    for name in ("white-1.png", "white-2.png", "z-white.png"):
        scribble(0).point(lambda _: 255).save(photos / name)
    report = index_folder(photos, library, strange, SMALL)
    reasons = {refusal.path: refusal.reason for refusal in report.refused}
    assert sorted(reasons) == ["white-1.png", "white-2.png", "z-white.png"]
    assert any("the model gave a vector of length" in reason for reason in reasons.values())
    assert len(contents(library)) == report.pictures == 20
    strange.wrong = 1.0
    assert numbers(index_folder(photos, library, strange, SMALL)) == (3, 0, 0, 0)
