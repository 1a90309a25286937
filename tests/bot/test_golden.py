"""Conversations written down, message and reply in turn, played through the handlers.

A line that begins with `>` is a message, what follows is its reply, and `[n]` says how many
pictures came with it. Counts of matches are written as `N`: they belong to the model. To write the
replies anew: MORELIKE_REWRITE_GOLDEN=1 python -m pytest tests/bot/test_golden.py
"""

import os
import re
from pathlib import Path

import pytest

from bot.handlers import Message, answer
from engine.conversation import Conversation

FOLDER = Path(__file__).resolve().parents[1] / "golden"
NAMES = (
    "feedback", "first-steps", "paging", "places", "questions", "restart", "troubles",
    "undo-and-redo", "words",
)  # fmt: skip
COUNTS = re.compile(
    r"[\d,]+ match(?:es)?(?:, (?:about [\d,]+|nearly all) of them right)?"
    r"(?:; here (?:are the best [\d,]+|they are|it is|is the best one)|, then the nearest others)"
    r"|Nothing matches well; here are the nearest \d+"
)
FIGURES = re.compile(
    r"[\d,]+ pictures match(?:; about [\d,]+ of them are right, I think: [\d,]+ to [\d,]+)?"
    r"|words is -?\d\.\d+|all: [\d,]+ were"
)


def play(engine, text):
    conversation, lines = Conversation(), []
    for line in text.splitlines():
        if not line.startswith(">"):
            continue
        found = answer(engine, conversation, Message(text=line[1:].strip()))
        conversation = found.conversation
        reply = FIGURES.sub(lambda hit: re.sub(r"-?\d[\d.,]*", "N", hit[0]), found.reply)
        lines += [line, COUNTS.sub("N matches", reply)]
        lines += [f"[{len(found.pictures)}]"] if found.pictures else []
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_conversation_goes_as_it_was_written_down(name, small_engine):
    path = FOLDER / f"{name}.txt"
    written = path.read_text("utf-8")
    played = play(small_engine, written)
    if os.environ.get("MORELIKE_REWRITE_GOLDEN") == "1":
        path.write_text(played, "utf-8")
    else:
        assert played == written


def test_no_conversation_is_left_out():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(NAMES)
