"""`morelike tune evaluate` on files, as people run it."""

import json

from bot.cli import main
from tests.engine.making import scribble


def test_a_gpr1200_folder_is_measured_with_one_command(tmp_path, capsys):
    for number in range(12):
        scribble(number % 6).save(tmp_path / f"{number % 6}_{number}.png")
    asked = ["tune", "evaluate", "--data", str(tmp_path), "--neighbours", "1", "--json"]
    assert main(asked) == 0
    *table, last = capsys.readouterr().out.strip().splitlines()
    found = json.loads(last)
    assert "| picture to picture | mean average precision, query kept | 100.0 " in "\n".join(table)
    assert found["retrieval"] == {"queries": 12, "kept": 1.0, "left_out": 1.0, "first": 1.0}
    assert set(found["left_out"]) == {"names", "words"}


def test_bad_data_is_one_sentence(tmp_path, capsys):
    assert main(["tune", "evaluate", "--data", str(tmp_path / "none.csv")]) == 1
    assert "there is no folder and no CSV" in capsys.readouterr().err
