"""The README runs: its commands are known, its chat phrases mean something, its files are there."""

import re
import shlex
from pathlib import Path

import pytest

from bot.cli.parser import build_parser
from bot.parse import Screen, parse

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
LINES = [line.split("  #")[0].strip() for block in CODE for line in block.splitlines()]
TABLE = README.split("## What you can say")[1].split("\n\n")[1]
PHRASES = re.findall(r"`([^`]+)`", "\n".join(row.split("|")[1] for row in TABLE.splitlines()))
SCREEN = Screen(shown=12, newest=tuple(range(1, 13)), columns=4)


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("morelike ")])
def test_every_morelike_command_of_the_readme_is_one(line):
    arguments = build_parser().parse_args(shlex.split(line)[1:])
    assert arguments.command == line.split()[1]


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("make ")])
def test_every_make_target_of_the_readme_is_one(line):
    assert re.search(rf"^{line.split()[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_of_the_readme_is_understood(phrase):
    actions = [action.action for action in parse(phrase, SCREEN)]
    assert actions
    assert not {"ask", "refuse"} & set(actions)


def test_only_descriptions_are_read_as_searches():
    searched = [p for p in PHRASES if "query" in {a.action for a in parse(p, SCREEN)}]
    assert searched == ["sailing boat at dusk", "like 3 but at night"]


def test_pictures_and_pages_that_the_readme_links_are_there():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    missing = [link for link in links if not (ROOT / link).exists()]
    assert missing == []
