"""Pictures taken away: what the tables hold, what the ZIP files hold, and what neither tells."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
from PIL import Image

from bot.handlers import exporting
from tests.bot.handlers.talking import Talk


@pytest.fixture
def visitor(dated):
    return Talk(dated)


@pytest.fixture
def owner(dated):
    return Talk(dated, local=True)


def table(found):
    (file,) = found.files
    return list(csv.DictReader(io.StringIO(file.content.decode())))


def names(found):
    return ZipFile(io.BytesIO(found.files[0].content)).namelist()


def test_a_table_holds_every_match_in_order(visitor):
    visitor("boat")
    for _ in range(5):
        visitor("looser")
    matches = visitor("only portrait").matches
    assert matches
    found = visitor("export as csv")
    lines = table(found)
    assert len(lines) == matches
    assert found.reply == f"{matches} picture{'s' * (matches > 1)} as a CSV table."
    scores = [float(line["score"]) for line in lines]
    assert scores == sorted(scores, reverse=True)
    for line in lines:
        known = visitor.engine.picture(line["id"])
        assert (int(line["width"]), int(line["height"])) == (known.width, known.height)
        assert line["taken"] == (known.taken or "")


def test_what_is_shown_or_named_is_exported_with_its_numbers(visitor):
    shown = [tile.number for tile in visitor("boat").pictures]
    assert [int(line["number"]) for line in table(visitor("give me a csv of these"))] == shown
    assert len(names(visitor("zip 1-4"))) == 4
    (file,) = visitor("json of all results").files
    assert file.name == "morelike-results.json"
    assert json.loads(file.content)[0]["number"] == 1


def test_liked_pictures_come_as_pictures(visitor, owner):
    for talk in (visitor, owner):
        talk("boat")
        talk("like #2 and #3")
        found = talk("download the ones i liked")
        assert found.reply == "2 pictures as a ZIP file."
        assert len(names(found)) == 2


def test_the_terminal_gets_the_files_themselves_and_a_page_gets_copies(visitor, owner, dated):
    first = owner("boat").pictures[0].id
    archive = ZipFile(io.BytesIO(owner("zip 1").files[0].content))
    assert archive.read(archive.namelist()[0]) == dated.path(first).read_bytes()
    visitor("boat")
    archive = ZipFile(io.BytesIO(visitor("zip 1").files[0].content))
    copy = Image.open(io.BytesIO(archive.read(archive.namelist()[0])))
    assert (copy.format, len(copy.getexif())) == ("JPEG", 0)


def test_a_page_is_told_no_folder(visitor, owner, dated):
    visitor("boat")
    for message in ("export as csv", "export as json", "zip 1-12"):
        content = visitor(message).files[0].content
        for word in (str(dated.folder.parent).encode(), b"holidays", b"work/"):
            assert word not in content
    owner("boat")
    assert str(dated.path(owner.last.pictures[0].id)) in {
        line["file"] for line in table(owner("give me a csv of these"))
    }


def test_no_entry_of_an_archive_leaves_its_folder(visitor):
    visitor("boat")
    for name in names(visitor("zip 1-12")):
        assert "/" not in name
        assert "\\" not in name


def test_what_does_not_fit_is_left_out_and_said(visitor, monkeypatch):
    visitor("boat")
    monkeypatch.setattr(exporting, "PAGE_ZIP_PICTURES", 2)
    found = visitor("zip 1-4")
    assert len(names(found)) == 2
    assert "more do not fit" in found.reply
    monkeypatch.setattr(exporting, "PAGE_ZIP_BYTES", 1)
    assert names(visitor("zip 1-2")) == []


def test_nothing_is_exported_from_nothing(visitor):
    assert visitor("export").reply.startswith("There is nothing to export")
    visitor("boat")
    assert visitor("download the ones i liked").files == ()
