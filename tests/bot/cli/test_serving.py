"""What `morelike serve` serves, from its flags and its environment."""

import os
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.parser import build_parser
from bot.cli.serve import _places
from bot.settings import read_settings
from engine.settings import DEMO_LIBRARY

A, B, PICTURES = Path("a"), Path("b"), Path("pictures")


def places(environment=None, **flags):
    return _places(read_settings(environment or {}, **flags))


def test_without_a_word_the_demo_is_served():
    assert places() == [(DEMO_LIBRARY, None)]


def test_a_library_may_be_given_several_times():
    flags = build_parser().parse_args(["serve", "--library", "a", "--library", "b"])
    assert places(library=flags.library) == [(A, None), (B, None)]


def test_the_environment_lists_libraries_as_it_lists_programs():
    listed = {"MORELIKE_LIBRARY": os.pathsep.join(("a", "b"))}
    assert places(listed) == [(A, None), (B, None)]
    assert places(listed, library=[B]) == [(B, None)]
    assert read_settings(listed).first_library == A


def test_pictures_go_into_the_first_library_or_beside_themselves():
    assert places(images=PICTURES) == [(PICTURES / ".morelike", PICTURES)]
    assert places(images=PICTURES, library=[A]) == [(A, PICTURES)]
    assert places(images=PICTURES, library=[A, B]) == [(A, PICTURES), (B, None)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--library", "nowhere", "--library", "neither"], "nowhere is not a library"),
        (["--images", "nowhere"], "nowhere is not a folder"),
    ],
)
def test_with_nothing_to_serve_it_ends_at_once_with_a_sentence(capsys, arguments, words):
    assert main(["serve", *arguments]) == 1
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
