"""Conversations written down, message and answer in turn, played on the demo's pictures.

A file is a page of a chat that a person can read and edit:

    # What this conversation shows.
    > more like #3, not #7
    Liked #3, disliked #7. N matches; here are the best N.
    = label; shows 12; likes #3; dislikes #7; next: more · why #N? · undo

A line that begins with `>` is a message (lines after it that begin with two spaces go on with it),
then comes the reply, then what was understood and how things stand. `N` is any number and `…` any
words: what belongs to the model, not to the chat, is not held fast, nor how many matches are said
to be right. To write anew what no longer fits:
MORELIKE_REWRITE_GOLDEN=1 python -m pytest tests/bot/test_golden.py
"""

import os
import re
from pathlib import Path
from textwrap import wrap

import pytest

from bot.handlers import Message, answer
from bot.replies import LANGUAGES, names
from engine.conversation import Conversation, Label
from engine.service import Engine
from engine.settings import DEMO_LIBRARY

FOLDER = Path(__file__).resolve().parent / "golden"
FILES = sorted(FOLDER.glob("*.txt"))
LEAST = 25
"""So many conversations there are at least, of 5 to 15 turns each."""
NUMBER = re.compile(r"(?<![#\w.-])-?(?:\d[\d.,\u202f]*\d|\d)(?![-\w])")
RIGHT = [
    LANGUAGES[language][code].format(right="N")
    for language in LANGUAGES
    for code in ("right", "nearly_all")
]


@pytest.fixture(scope="session")
def demo():
    """The engine of the demo, opened once for all conversations."""
    import torch

    torch.set_num_threads(1)
    return Engine.open(DEMO_LIBRARY)


def turns(text):
    """Split a written conversation into messages and what was expected of each."""
    found = []
    for line in text.splitlines():
        if line.startswith(">"):
            found.append((line[1:].strip(), []))
        elif line.startswith("  ") and found and not found[-1][1]:
            found[-1] = (f"{found[-1][0]} {line.strip()}", [])
        elif line and not line.startswith("# "):
            found[-1][1].append(line)
    return found


def masked(reply):
    """Put `N` for what is counted, and leave out how many of it are right."""
    text = NUMBER.sub("N", reply).replace("\n", " ")
    for clause in RIGHT:
        text = text.replace(clause, "")
    return text


def standing(found):
    """Write down what was understood, what is shown, and how things stand."""
    now = found.conversation.now
    numbered = {picture: place for place, picture in enumerate(found.conversation.numbered, 1)}
    kinds = {"likes": Label.LIKED, "dislikes": Label.DISLIKED, "maybe": Label.UNSURE}
    parts = [", ".join(action.action for action in found.actions) or "nothing"]
    parts += [f"shows {len(found.pictures)}"] if found.pictures else []
    for word, kind in kinds.items():
        judged = [numbered[one] for one in now.labelled(kind) if one in numbered]
        parts += [f"{word} {names(judged)}"] if judged else []
    parts += [f"hidden {len(now.hidden)}"] if now.hidden else []
    parts += [f"words {' + '.join(text[:60] for text in now.texts)}"] if now.texts else []
    parts += [f"{len(now.conditions)} conditions"] if now.conditions else []
    parts += [f"by {now.order.by}"] if now.order else []
    parts += [f"file {one.name}" for one in found.files]
    parts += [f"not {' + '.join(now.avoided)}"] if now.avoided else []
    said = " · ".join(re.sub(r"#\d+", "#N", one) for one in found.suggestions)
    return "= " + "; ".join([*parts, *([f"next: {said}"] if said else [])])


def play(engine, written):
    """Play the messages; give what was expected and what came of each."""
    conversation, played = Conversation(), []
    for message, expected in written:
        found = answer(engine, conversation, Message(text=message))
        conversation = found.conversation
        played.append((message, expected, [masked(found.reply), standing(found)]))
    return played


def fits(expected, line):
    """Tell whether a line is as it was written down, wherever it was."""
    return re.fullmatch(".*".join(map(re.escape, expected.split("…"))), line) is not None


def as_written(text, played):
    """Write a conversation anew, keeping every line that still fits."""
    kept = [line for line in text.splitlines() if line.startswith("# ")]
    lines = [*kept, ""]
    for message, expected, got in played:
        same = len(expected) == len(got)
        lines += wrap(f"> {message}", 96, subsequent_indent="  ", break_on_hyphens=False) or [">"]
        lines += [
            expected[place] if same and fits(expected[place], line) else line
            for place, line in enumerate(got)
        ]
        lines.append("")
    return "\n".join(lines)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_conversation_goes_as_it_was_written_down(path, demo):
    text = path.read_text("utf-8")
    played = play(demo, turns(text))
    if os.environ.get("MORELIKE_REWRITE_GOLDEN") == "1":
        path.write_text(as_written(text, played), "utf-8")
        return
    for message, expected, got in played:
        assert len(expected) == len(got), message
        for wanted, line in zip(expected, got, strict=True):
            assert line == wanted or fits(wanted, line), f"{message}\n{line}\n{wanted}"


def test_there_are_enough_conversations_and_each_is_a_page():
    assert len(FILES) >= LEAST
    for path in FILES:
        text = path.read_text("utf-8")
        assert text.startswith("# "), path.name
        assert 5 <= len(turns(text)) <= 15, path.name
