"""A folder is walked once, in order, and what cannot be entered is reported."""

import os

import pytest

from engine.catalogue import Refusal, find_captions, read_captions, scan
from engine.errors import CatalogueError


def touch(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def found(*arguments):
    return [one.path for one in scan(*arguments) if not isinstance(one, Refusal)]


def refused(*arguments):
    return [one for one in scan(*arguments) if isinstance(one, Refusal)]


def test_pictures_are_found_in_every_folder_and_nothing_else(tmp_path):
    for name in ["b.jpg", "a.PNG", "deep/er/c.webp", "d.txt", "e", "f.jpeg.part", "g.TIF"]:
        touch(tmp_path / name)
    assert found(tmp_path) == ["a.PNG", "b.jpg", "deep/er/c.webp", "g.TIF"]


def test_hidden_files_and_the_library_itself_are_left_out(tmp_path):
    for name in [".hidden.jpg", ".cache/a.jpg", "library/thumb.jpg", "kept.jpg"]:
        touch(tmp_path / name)
    assert found(tmp_path, (tmp_path / "library",)) == ["kept.jpg"]


def test_a_loop_of_links_is_walked_once(tmp_path):
    touch(tmp_path / "a" / "one.jpg")
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    assert found(tmp_path) == ["a/one.jpg"]


def test_links_to_pictures_elsewhere_are_followed(tmp_path):
    outside = touch(tmp_path / "outside" / "two.jpg")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "linked").symlink_to(outside.parent)
    (inside / "one.jpg").symlink_to(outside)
    assert found(inside) == ["linked/two.jpg", "one.jpg"]


def test_what_is_no_regular_file_is_refused_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "nowhere.jpg").symlink_to(tmp_path / "gone")
    reasons = [one.reason for one in refused(tmp_path)]
    assert reasons == [
        "nowhere.jpg leads nowhere: No such file or directory",
        "pipe.jpg is not a regular file",
    ]


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path, monkeypatch):
    touch(tmp_path / "closed" / "a.jpg")
    touch(tmp_path / "open.jpg")
    listed = os.scandir

    def guarded(folder):
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    assert found(tmp_path) == ["open.jpg"]
    assert "cannot be listed: Permission denied" in refused(tmp_path)[0].reason


def test_a_name_that_is_no_text_is_refused(tmp_path):
    strange = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    try:
        os.close(os.open(strange, os.O_CREAT))
    except OSError:
        pytest.skip("this file system takes no such name")
    assert "rename it" in refused(tmp_path)[0].reason


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_folder_that_is_none_is_refused(kind, tmp_path):
    place = tmp_path / "place"
    if kind == "file":
        touch(place)
    words = "does not exist" if kind == "missing" else "is not a folder"
    with pytest.raises(CatalogueError, match=f"place {words}; give the folder"):
        found(place)


def test_captions_are_found_in_or_beside_the_pictures(tmp_path):
    images = tmp_path / "images"
    images.mkdir()
    assert find_captions(images) is None
    (tmp_path / "captions.csv").write_text("path,caption\na.jpg,beside\n", encoding="utf-8")
    assert list(read_captions(find_captions(images))) == [("a.jpg", "beside")]
    text = '\ufeffcaption,path\n"inside, and quoted",b.jpg\n,c.jpg\n'
    (images / "captions.csv").write_text(text, encoding="utf-8")
    assert list(read_captions(find_captions(images))) == [("b.jpg", "inside, and quoted")]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"path;caption\n", "has no column 'caption'"), (b"path,caption\n\xff\xfe", "cannot be read")],
)
def test_captions_that_are_none_are_refused(content, words, tmp_path):
    (tmp_path / "captions.csv").write_bytes(content)
    with pytest.raises(CatalogueError, match=words):
        list(read_captions(tmp_path / "captions.csv"))
