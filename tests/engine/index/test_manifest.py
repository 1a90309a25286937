"""A manifest is the library's word for what it is; a changed byte of it is refused."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import LibraryError
from engine.index import manifest as module
from engine.index.manifest import (
    NAME,
    Manifest,
    place_images,
    read_manifest,
    seal_folder,
    verify,
    write_manifest,
)


def manifest(**changes):
    plain = Manifest(
        library="0123456789abcdef",
        title="Grüße",
        model="bundled",
        identity="a" * 64,
        dimensions=3,
        preprocessing={"height": 4, "mean": [0.5, 0.25, 0.1]},
        pictures=2,
        images="../photos",
        generation="generation-0001",
        thumbnails="thumbnails-0001.pack",
        thumbnails_bytes=0,
        files=(),
        created=1.5,
    )
    return plain.model_copy(update=changes)


@pytest.fixture
def library(tmp_path):
    """A library of one small file and one large one."""
    folder = tmp_path / "library"
    generation = folder / "generation-0001"
    generation.mkdir(parents=True)
    (generation / "small.npy").write_bytes(b"small")
    (generation / "large.npy").write_bytes(b"l" * 4096)
    write_manifest(folder, manifest(files=seal_folder(folder, generation)))
    return folder


def test_what_was_written_is_read(library):
    found = read_manifest(library)
    assert found.title == "Grüße"
    assert [seal.path for seal in found.files] == [
        "generation-0001/large.npy",
        "generation-0001/small.npy",
    ]
    assert all(len(seal.sha256) == 64 for seal in found.files)
    verify(library, found)
    assert not (library / f"{NAME}.new").exists()


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_of_the_manifest_is_refused(library, data):
    path = library / NAME
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != whole[place]))
    path.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
    try:
        with pytest.raises(LibraryError, match="run: morelike index"):
            read_manifest(library)
    finally:
        path.write_bytes(whole)


def test_another_end_of_a_line_is_a_change_too(library):
    path = library / NAME
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r", 1))
    with pytest.raises(LibraryError, match="was changed since it was written"):
        read_manifest(library)


@pytest.mark.parametrize("more", [b" ", b"\n", b"{}"])
def test_bytes_put_behind_the_manifest_are_refused(more, library):
    with (library / NAME).open("ab") as file:
        file.write(more)
    with pytest.raises(LibraryError, match="was changed since it was written"):
        read_manifest(library)


def test_a_folder_that_is_no_library_says_how_to_make_one(tmp_path):
    with pytest.raises(
        LibraryError, match=r"is not a library: it holds no manifest.json; run: mor"
    ):
        read_manifest(tmp_path)


def test_another_format_is_named(library):
    content = json.loads((library / NAME).read_text())
    (library / NAME).write_text(json.dumps({**content, "format": 3}))
    with pytest.raises(LibraryError, match="was written by format 3; this version reads 1"):
        read_manifest(library)


def test_another_model_is_named():
    manifest().check_model("bundled", "a" * 64)
    with pytest.raises(LibraryError, match=r"was built with bundled .*; this is ViT-B-32/openai"):
        manifest().check_model("ViT-B-32/openai", "b" * 64)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda folder: (folder / "small.npy").unlink(), "small.npy is missing"),
        (lambda folder: (folder / "small.npy").write_bytes(b"smell"), "small.npy was changed"),
        (lambda folder: (folder / "large.npy").write_bytes(b"l"), "large.npy has 1 bytes and was"),
    ],
    ids=["missing", "changed", "cut"],
)
def test_a_file_that_is_not_as_it_was_written_is_refused(harm, words, library):
    harm(library / "generation-0001")
    with pytest.raises(LibraryError, match=words):
        verify(library, read_manifest(library))


def test_large_files_are_read_when_that_is_asked_for(library, monkeypatch):
    monkeypatch.setattr(module, "SMALL_BYTES", 100)
    (library / "generation-0001" / "large.npy").write_bytes(b"l" * 4095 + b"m")
    verify(library, read_manifest(library))
    with pytest.raises(LibraryError, match=r"large.npy was changed since it was written"):
        verify(library, read_manifest(library), thorough=True)


def test_thumbnails_may_grow_and_not_shrink(library):
    sealed = write_manifest(library, manifest(thumbnails_bytes=4))
    with pytest.raises(LibraryError, match=r"thumbnails-0001.pack is missing or cut short"):
        verify(library, sealed)
    (library / "thumbnails-0001.pack").write_bytes(b"four and more")
    verify(library, sealed)


def test_pictures_that_lie_with_the_library_move_with_it(tmp_path):
    library = tmp_path / "demo" / "library"
    assert place_images(library, tmp_path / "demo" / "pictures") == "../pictures"
    assert place_images(library, tmp_path / "demo") == ".."
    assert place_images(library, tmp_path / "elsewhere") == str(tmp_path / "elsewhere")
    assert manifest().images_root(library) == tmp_path / "demo" / "photos"
