"""Conversations kept and brought back: whole, small, without paths, and only where they belong."""

import json

import pytest

from bot.cli.shelf import FolderShelf
from bot.handlers import file_name
from bot.handlers.keeping import SAVED_BYTES, is_saved
from engine.build import index_folder
from engine.encode import open_encoder
from engine.service import Engine
from tests.bot.conftest import jpeg
from tests.bot.handlers.conftest import DATED, save_dated
from tests.bot.handlers.talking import Talk


@pytest.fixture
def talk(dated, today, tmp_path):
    return Talk(dated, FolderShelf(tmp_path / "saved"), today=today)


@pytest.fixture
def visitor(dated, today):
    """Somebody on a page: there is no shelf."""
    return Talk(dated, today=today)


def search(talk):
    talk("a blue boat, no people")
    talk("like #2 and #3, not #5")
    return talk("only in folder holidays")


def ids(found):
    return [tile.id for tile in found.pictures]


def test_a_search_kept_under_a_name_comes_back_whole(talk):
    before = search(talk)
    now, numbered = talk.now, talk.conversation.numbered
    assert talk("save this as my boats").reply == (
        "Kept as “my boats”; say “load my boats” to come back to it."
    )
    talk("start over")
    talk("a castle")
    castle = talk.now
    back = talk("load my boats")
    assert back.reply.startswith("Back to “my boats”. ")
    assert ids(back) == ids(before)
    assert talk.conversation.numbered == numbered
    differing = {"epoch", "asked"}
    assert talk.now.model_dump(exclude=differing) == now.model_dump(exclude=differing)
    talk("undo")
    assert talk.now == castle


def test_names_are_listed_and_unknown_ones_told(talk):
    assert talk("load").reply == "Nothing was kept yet: say “save as” and a name."
    search(talk)
    talk("save as beach trip")
    talk("save as old cars")
    assert talk("load").reply == "Kept so far: “beach trip”, “old cars”."
    assert "Nothing was kept as “dogs”" in talk("load dogs").reply
    assert talk("open beach trip").reply.startswith("Back to “beach trip”. ")


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "a/b", "CON:", "x" * 300, "\x00", "."])
def test_no_name_leaves_the_folder(name, tmp_path):
    shelf = FolderShelf(tmp_path / "saved")
    shelf.keep(name[:60], b"{}")
    (only,) = (tmp_path / "saved").iterdir()
    assert list(tmp_path.iterdir()) == [tmp_path / "saved"]
    assert only.name == file_name(name[:60])
    assert shelf.read(shelf.names()[0]) == b"{}"


def test_without_a_shelf_it_is_a_file_that_can_be_added_or_pasted(visitor, dated, today):
    before = search(visitor)
    (kept,) = visitor("save as boats").files
    assert kept.name == "boats.morelike.json"
    for said in ({"images": (kept.content,)}, {"text": kept.content.decode()}):
        other = Talk(dated, today=today)
        assert ids(other(**said)) == ids(before)
    assert visitor("load boats").reply.startswith("Add the saved file")
    assert json.loads(visitor("share this").files[0].content)["morelike"] == "conversation"


def test_what_is_kept_is_small_and_names_no_path(visitor, dated):
    search(visitor)
    content = visitor("save as boats").files[0].content
    assert len(content) < 4000
    for word in (b"photo-", b".jpg", str(dated.folder).encode(), b"/"):
        assert word not in content


def test_a_kept_search_finds_what_was_added_since(dated_folder, tmp_path, album, today):
    for number in range(DATED):
        save_dated(tmp_path / "pictures", number)
    encoder = open_encoder(f"local-dir:{album.parent / 'tiny'}", device="cpu")
    index_folder(tmp_path / "pictures", tmp_path / "library", encoder)
    talk = Talk(Engine.open(tmp_path / "library"), today=today)
    talk("only in folder holidays")
    content = talk("save").files[0].content
    old = set(talk.conversation.numbered)
    for number in (101, 103, 105):
        save_dated(tmp_path / "pictures", number)
    (tmp_path / "pictures" / "holidays" / "photo-01.png").unlink()
    index_folder(tmp_path / "pictures", tmp_path / "library", encoder)
    later = Talk(Engine.open(tmp_path / "library"), today=today, page_size=100)
    found = later(images=(content,))
    new = {later.engine.picture(one).path for one in set(ids(found)) - old}
    assert {f"holidays/photo-{number}.{kind}" for number, kind in
            ((101, "webp"), (103, "png"), (105, "jpg"))} <= new  # fmt: skip
    assert "1 picture of it is no longer in this library." in found.reply


def test_a_search_of_another_library_is_refused(visitor, small_engine):
    search(visitor)
    content = visitor("save").files[0].content
    other = Talk(small_engine)
    other("boat")
    before = other.now
    assert "belongs to another library" in other(images=(content,)).reply
    assert other.now == before


def change(content, **parts):
    said = json.loads(content)
    situation = said["situation"] | parts.pop("situation", {})
    return json.dumps({**said, "situation": situation, **parts}).encode()


@pytest.mark.parametrize(
    "forged",
    [
        {"extra": 1},
        {"version": 2},
        {"situation": {"texts": ["x" * 5000]}},
        {"situation": {"texts": ["x"] * 200}},
        {"situation": {"texts": [""]}},
        {"situation": {"gallery": [99]}},
        {"situation": {"gallery": [0]}},
        {"situation": {"epoch": 3}},
        {"situation": {"cut": 1000}},
        {"situation": {"labels": [["a", "liked"], ["a", "disliked"]]}},
        {"situation": {"labels": [["upload-1", "liked"]]}},
        {"situation": {"conditions": [{"field": "hash", "op": "is", "value": "x"}]}},
        {"numbered": ["a", "a"]},
        {"library": 5},
    ],
    ids=str,
)
def test_what_was_forged_is_refused_with_a_sentence(visitor, forged):
    search(visitor)
    content = visitor("save").files[0].content
    before = visitor.now
    found = visitor(images=(change(content, **forged),))
    assert found.reply.startswith("The saved conversation ")
    assert found.reply.count(".") == 1
    assert visitor.now == before


@pytest.mark.parametrize("condition", [
    {"field": "date", "op": "is", "value": "x", "since": "' OR 1=1 --"},
    {"field": "aspect", "op": "is", "value": "'; DROP TABLE pictures"},
    {"field": "size", "op": "above", "value": "1e999"},
    {"field": "path", "op": "contains", "value": "%') --"},
])  # fmt: skip
def test_a_forged_condition_never_becomes_a_query(visitor, condition):
    search(visitor)
    content = visitor("save").files[0].content
    found = visitor(images=(change(content, situation={"conditions": [condition]}),))
    assert found.reply
    assert visitor.engine.dated == 35


@pytest.mark.parametrize(
    "text",
    ['{"morelike": "conversation"', '{"morelike": ' + "[" * 1000, '{"morelike": 1}'],
)
def test_broken_text_is_refused(visitor, text):
    assert visitor(text).reply.startswith("The saved conversation cannot be read")


def test_a_large_file_is_not_read(visitor):
    content = b'{"morelike": "' + b"x" * SAVED_BYTES + b'"}'
    assert "512 KB" in visitor(images=(content,)).reply


def test_a_picture_brought_along_is_not_part_of_it(visitor):
    visitor("boat")
    visitor(images=(jpeg(900),))
    found = visitor("save as mine")
    assert "The picture that you brought is not part of it." in found.reply
    assert b"upload-" not in found.files[0].content


def test_words_in_braces_are_words():
    assert not is_saved(b"{a boat}")
    assert not is_saved(jpeg(1))
