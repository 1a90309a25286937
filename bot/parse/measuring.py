"""How much of what people type is understood: messages with their meaning, and a table.

The messages are `development.jsonl`, each written before the parser was run over it. They fall
into two halves by a hash of their words: the vocabulary is tuned on one and reported on the other.
Some were written later by hands that knew neither grammar nor vocabulary, to see how messages fare
that nobody had thought of. Of the 150 of the first round 85 were understood when they were first
read, of the 160 of the second 143; what they showed was mended, and they became part of the
development half. The "unseen" ones are the third round, full of asides, slips and slang. When first
read 100 of the 160 were understood: the figure to expect of the hardest talk. What did harm among
the rest was mended since, by kind and with other examples; the set itself stays as it was written.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Literal, TypeAlias
from zlib import crc32

from pydantic import TypeAdapter

from bot.parse.actions import Action, Label
from bot.parse.reading import parse
from bot.parse.screen import Screen
from bot.parse.words import FOLDER
from engine.types import Value

MESSAGES = FOLDER.parent / "development.jsonl"
_ARTICLES = {
    "a", "an", "the", "some", "un", "une", "des", "du", "le", "la", "les", "el", "los", "las",
    "una", "unos", "unas", "il", "lo", "i", "gli", "dei", "delle", "degli", "uno", "qualche", "ein",
    "eine", "einen", "einem", "einer", "der", "die", "das", "den", "dem",
}  # fmt: skip

Half: TypeAlias = Literal["development", "test", "unseen"]


class Case(Value):
    """One message, what was on the screen, and what it means."""

    language: str
    group: str
    message: str
    screen: Screen
    actions: tuple[Action, ...]
    written: Half | None = None

    @property
    def half(self) -> Half:
        """Which part the message belongs to: as it was written, or by a hash of its words."""
        by_hash: Half = "test" if crc32(self.message.encode()) & 1 else "development"
        return self.written or by_hash


class Share(Value):
    """How many messages of one kind were understood."""

    understood: int
    messages: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.understood / max(self.messages, 1)


class Measured(Value):
    """The table: shares by half, then by language and by group; `missed` names the rest."""

    shares: dict[str, dict[str, Share]]
    milliseconds: float
    missed: tuple[str, ...]


def read_cases(path: Path = MESSAGES) -> tuple[Case, ...]:
    """Read messages with their meaning, one JSON object a line; 12 pictures are shown unless said.

    Examples
    --------
    >>> len(read_cases()) > 600
    True
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    page = Screen.first_page(12).model_dump(exclude_defaults=True)
    return tuple(
        Case.model_validate({**row, "screen": {**page, **row.get("screen", {})}}) for row in rows
    )


def understood(case: Case) -> bool:
    """Tell whether a message reads as it was meant: the same actions, in any order."""
    return same(parse(case.message, case.screen), case.actions)


def same(found: Sequence[Action], meant: Sequence[Action]) -> bool:
    """Compare actions; the case of letters and an article before a text make no difference."""
    return sorted(map(_plain, found)) == sorted(map(_plain, meant))


_ACTIONS: TypeAdapter[Action] = TypeAdapter(Action)


def _plain(action: Action) -> str:
    known = _ACTIONS.dump_python(action, mode="json")
    if isinstance(action, Label):
        known |= {name: sorted(map(str, known[name])) for name in ("liked", "disliked", "unsure")}
    if isinstance(known.get("text"), str):
        words = known["text"].lower().split()
        known["text"] = " ".join(words[words[:1] != [] and words[0] in _ARTICLES :])
    return json.dumps(known, sort_keys=True)


def measure(cases: Iterable[Case]) -> Measured:
    """Read every message once, and count."""
    counts: dict[str, dict[str, list[bool]]] = {}
    seconds, missed = [], []
    for case in cases:
        begun = perf_counter()
        found = parse(case.message, case.screen)
        seconds.append(perf_counter() - begun)
        right = same(found, case.actions)
        for kind in ("all", f"language {case.language}", f"group {case.group}"):
            counts.setdefault(case.half, {}).setdefault(kind, []).append(right)
        if not right:
            missed.append(case.message)
    shares = {
        half: {name: Share(understood=sum(one), messages=len(one)) for name, one in kinds.items()}
        for half, kinds in counts.items()
    }
    return Measured(
        shares=shares, milliseconds=1000 * median(seconds or [0.0]), missed=tuple(missed)
    )
