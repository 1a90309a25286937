"""The project's own files agree with each other: requirements, front matter, layout."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
SPACE_ONLY = {"spaces"}


def _wanted():
    return {Requirement(line).name: Requirement(line) for line in PROJECT["dependencies"]}


def _space():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_a_space_installs_every_dependency_but_gradio_which_its_sdk_brings():
    names = {requirement.name for requirement in _space()} - SPACE_ONLY
    assert names == set(_wanted()) - {"gradio"}


def test_a_space_asks_for_nothing_that_the_project_forbids():
    wanted = _wanted()
    for requirement in _space():
        if requirement.name in SPACE_ONLY:
            continue
        ours, theirs = wanted[requirement.name].specifier, requirement.specifier
        assert _bound(theirs, ">=") >= _bound(ours, ">="), requirement
        if any(part.operator == "<" for part in ours):
            assert _bound(theirs, "<") <= _bound(ours, "<"), requirement


def test_the_spaces_gradio_is_one_that_the_project_takes():
    front = (ROOT / "README.md").read_text().split("---")[1]
    version = re.search(r"^sdk_version: ([\d.]+)$", front, re.MULTILINE).group(1)
    assert version in _wanted()["gradio"].specifier


def _bound(specifier: SpecifierSet, operator: str):
    from packaging.version import Version

    return next(Version(part.version) for part in specifier if part.operator == operator)
