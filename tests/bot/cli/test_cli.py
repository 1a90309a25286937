"""The command line keeps its contracts: exit codes, JSON lines, sentences on standard error."""

import io
import json
import subprocess
import sys

import pytest

from bot.cli import main
from bot.cli.parser import build_parser
from bot.cli.printing import Bar
from engine.errors import SettingsError
from tests.bot.conftest import PICTURES, jpeg
from tests.engine.making import scribble


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    for name in ("MORELIKE_LIBRARY", "MORELIKE_IMAGES", "MORELIKE_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def typed(monkeypatch):
    """Puts lines on standard input."""

    def put(*lines):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return put


def objects(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_parse_prints_the_actions(capsys):
    assert main(["parse", "more like #3, not #7", "--json"]) == 0
    (found,) = objects(capsys)
    assert found["actions"] == [{"action": "label", "liked": [3], "disliked": [7], "unsure": []}]


def test_parse_knows_what_is_shown_and_in_how_many_columns(capsys):
    main(["parse", "second row", "--shown", "8", "--columns", "2", "--json"])
    main(["parse", "#9", "--shown", "8", "--json"])
    row, beyond = objects(capsys)
    assert row["actions"][0]["liked"] == [3, 4]
    assert beyond["actions"] == [
        {"action": "refuse", "reason": "out_of_range", "numbers": [9], "text": ""}
    ]


def test_parse_reads_a_message_a_line(capsys, typed):
    typed("undo", "", "like 3")
    assert main(["parse", "--json"]) == 0
    assert [[one["action"] for one in found["actions"]] for found in objects(capsys)] == [
        ["undo"], [], ["label"],
    ]  # fmt: skip


def test_a_chat_for_programs_is_one_object_a_line(capsys, typed, album):
    typed("a boat", "more like #3, not #7", "#99", "")
    assert main(["chat", "--library", str(album), "--json"]) == 0
    found = objects(capsys)
    assert len(found) == 4
    for one in found:
        assert {"reply", "actions", "pictures", "matches", "seconds", "stages"} <= set(one)
    assert [one["number"] for one in found[0]["pictures"]] == list(range(1, 13))
    assert all(one["path"].startswith("photo-") for one in found[0]["pictures"])
    assert found[1]["actions"][0] == {
        "action": "label", "liked": [3], "disliked": [7], "unsure": [],
    }  # fmt: skip
    assert found[2]["pictures"] == []


def test_a_chat_for_programs_takes_pictures_along(capsys, typed, album, tmp_path):
    (tmp_path / "mine.jpg").write_bytes(jpeg(99))
    typed(
        json.dumps({"message": "", "image": str(tmp_path / "mine.jpg")}),
        json.dumps({"message": "at night", "image": str(tmp_path / "gone.jpg")}),
        json.dumps({"message": 3}),
        "{not an object",
    )
    assert main(["chat", "--library", str(album), "--json"]) == 0
    brought, gone, wrong, text = objects(capsys)
    assert brought["reply"].startswith("Your picture is an example.")
    assert gone["reply"] == "“gone.jpg” cannot be read."
    assert "gone.jpg cannot be read: No such file" in gone["error"]
    assert "must be texts" in wrong["error"]
    assert text["actions"][0]["text"] == "{not an object"


def test_a_chat_for_people_lists_numbers_and_files(capsys, typed, album):
    typed("a boat", "like #2", "quit", "never read")
    assert main(["chat", "--library", str(album), "--page-size", "3"]) == 0
    said = capsys.readouterr().out
    assert "Searching for “a boat”." in said
    assert "never read" not in said
    assert "#1 " in said
    assert "photo-" in said


def test_index_reports_and_is_up_to_date_the_second_time(capsys, album, tmp_path):
    images = tmp_path / "pictures"
    images.mkdir()
    for number in range(12):
        scribble(number).save(images / f"{number}.png")
    (images / "broken.jpg").write_bytes(b"nothing")
    model = f"local-dir:{album.parent / 'tiny'}"
    index = ["index", str(images), "--library", str(tmp_path / "lib"), "--json"]
    assert main([*index, "--model", model]) == 0
    assert main(index) == 0  # the library's own model
    lines = capsys.readouterr()
    first, second = (json.loads(line) for line in lines.out.splitlines() if line[0] == "{")
    assert (first["added"], first["changed"], first["removed"]) == (12, 0, 0)
    assert [one["path"] for one in first["refused"]] == ["broken.jpg"]
    assert first["refused"][0]["reason"]
    assert first["seconds"] > 0
    assert second["added"] == 0
    assert "left out broken.jpg" in lines.err


def test_info_says_what_a_library_holds(capsys, album):
    assert main(["info", "--library", str(album), "--json"]) == 0
    *_, last = capsys.readouterr().out.splitlines()
    found = json.loads(last)
    assert found["pictures"] == PICTURES
    assert found["bytes"] > 10_000
    assert {"model", "format"} <= set(found)


def test_the_environment_names_the_library_and_a_flag_wins(capsys, album, monkeypatch, tmp_path):
    monkeypatch.setenv("MORELIKE_LIBRARY", str(album))
    assert main(["info"]) == 0
    assert main(["info", "--library", str(tmp_path)]) == 1
    assert "is not a library" in capsys.readouterr().err


def test_bench_encode_prints_both_speeds(capsys, album):
    images, model = album.parent / "album", f"local-dir:{album.parent / 'tiny'}"
    assert main(["bench", "encode", str(images), "--model", model, "--limit", "8", "--json"]) == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert json.loads(last)["pictures"] == 8


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["info", "--library", "nowhere"], "is not a library"),
        (["chat", "--library", "nowhere"], "is not a library"),
        (["index", "nowhere"], "is not a folder"),
        (["serve", "--port", "99999"], "port (or GRADIO_SERVER_PORT) is 99999"),
    ],
)
def test_errors_are_one_sentence_and_exit_1(capsys, arguments, words):
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["parse", "hi", "--shown", "-1"], ["chat", "--columns", "0"]]
)
def test_wrong_usage_exits_2(capsys, arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_an_interrupt_exits_130_and_says_that_nothing_is_lost(capsys, monkeypatch, album):
    class Interrupted(io.StringIO):
        def __next__(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert main(["chat", "--library", str(album), "--json"]) == 130
    assert "nothing is lost" in capsys.readouterr().err


def test_help_of_every_command_has_an_example(capsys):
    for command in ("serve", "chat", "index", "info", "parse", "bench", "tune"):
        with pytest.raises(SystemExit) as stopped:
            build_parser().parse_args([command, "--help"])
        assert stopped.value.code == 0
        assert f"morelike {command}" in capsys.readouterr().out


def test_the_command_line_loads_neither_torch_nor_gradio():
    code = (
        "import sys, bot.cli, bot.handlers, bot.cli.chat, bot.cli.libraries, bot.cli.serve\n"
        "assert bot.cli.main(['parse', 'undo']) == 0\n"
        "assert not {'torch', 'gradio', 'open_clip', 'sklearn'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_a_bar_off_the_terminal_writes_a_line_now_and_then():
    stream, clock = io.StringIO(), iter(range(0, 1000, 4))
    bar = Bar(lambda *_: 30.0, stream, lambda: float(next(clock)))
    for done in range(11):
        bar("encoding", done, 10)
    bar.close()
    lines = stream.getvalue().splitlines()
    assert "encoding 3 of 10, about 30 s left" in lines
    assert lines[-1] == "encoding 10 of 10"
    assert len(lines) < 7


def test_a_setting_that_cannot_be_used_is_named():
    from bot.settings import read_settings

    assert read_settings({}).port == 7860
    assert read_settings({"SPACE_ID": "me/space"}).host == "0.0.0.0"
    assert read_settings({"GRADIO_SERVER_PORT": "8000"}, port=9000).port == 9000
    with pytest.raises(SettingsError, match="GRADIO_SERVER_PORT"):
        read_settings({"GRADIO_SERVER_PORT": "many"})


def test_tune_draws_pictures_and_refuses_a_training_without_end(capsys, tmp_path):
    assert main(["tune", "draw", str(tmp_path), "--count", "2", "--seed", "3"]) == 0
    assert len(list((tmp_path / "pictures").iterdir())) == 2
    assert main(["tune", "bundled", "--work", str(tmp_path)]) == 1
    assert "a run without end" in capsys.readouterr().err


def test_the_terminal_writes_exports_and_keeps_searches(album, capsys, typed, tmp_path):
    places = ["--out", str(tmp_path), "--saved", str(tmp_path / "kept")]
    typed("boat", "like #1 and #2", "zip 1-2", "zip 1-2", "export as csv", "save as boats")
    assert main(["chat", "--library", str(album), "--json", *places]) == 0
    files = [found["files"] for found in objects(capsys)]
    assert files == [
        [], [], [str(tmp_path / "morelike-numbers.zip")],
        [str(tmp_path / "morelike-numbers-2.zip")], [str(tmp_path / "morelike-results.csv")], [],
    ]  # fmt: skip
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["boats.morelike.json"]
    typed("load boats", "share this")
    assert main(["chat", "--library", str(album), *places]) == 0
    said = capsys.readouterr().out
    assert "Back to “boats”." in said
    assert f"written: {tmp_path / 'boat.morelike.json'}" in said


def test_a_folder_that_cannot_be_written_to_is_a_sentence(album, capsys, typed, tmp_path):
    typed("boat", "export as csv", "more")
    assert main(["chat", "--library", str(album), "--out", str(tmp_path / "none")]) == 0
    told = capsys.readouterr()
    assert "choose another folder with --out" in told.err
    assert "Here are 12 more." in told.out


def test_why_gives_its_reasons_as_json(album, capsys, typed):
    typed("boat", "like #1 and #2, not #5", "why #4")
    main(["chat", "--library", str(album), "--json"])
    (reasons,) = objects(capsys)[-1]["reasons"]
    assert reasons["trees"] > reasons["votes"] >= 0
    assert reasons["place"] >= 1
    assert 0 <= reasons["chance"] <= 1
