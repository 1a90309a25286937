"""The vocabulary: tables in `words/*.json`, one file a language, read once.

A role is a set of phrases that do one job in the grammar ("more like", "not", "the rest"); a
command is a list of templates. A translator adds a file; nothing else changes.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.parse.tokens import Kind, Token, cut, fold

FOLDER = Path(__file__).resolve().parent / "words"
_HAN = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_Tree = dict[str, Any]
_END = "\0"


class Vocabulary:
    """All languages at once; asked for the longest phrase of a role at a place."""

    def __init__(self, tables: Iterable[Mapping[str, Any]]) -> None:
        self.numbers: dict[str, int] = {}
        self.ordinals: dict[tuple[str, ...], int] = {}
        self.commands: dict[str, list[str]] = {}
        self.values: dict[str, dict[str, str]] = {}
        self.never_corrected: set[str] = set()
        self._roles: dict[str, _Tree] = {}
        for table in tables:
            self._add(table)
        self.han = {word for word in self.words() if _HAN.match(word)}
        self._longest_han = max(map(len, self.han), default=1)

    def _add(self, table: Mapping[str, Any]) -> None:
        for role, phrases in table.get("roles", {}).items():
            tree = self._roles.setdefault(role, {})
            for phrase in phrases:
                _plant(tree, keys(phrase))
        self.numbers.update(table.get("numbers", {}))
        self.ordinals.update(
            {keys(phrase): place for phrase, place in table.get("ordinals", {}).items()}
        )
        for name, templates in table.get("commands", {}).items():
            self.commands.setdefault(name, []).extend(templates)
        self.values.update(table.get("values", {}))
        self.never_corrected.update(table.get("never_corrected", ()))

    def length(self, role: str, tokens: Sequence[Token], start: int) -> int:
        """Count the tokens of the longest phrase of `role` that begins at `start`; 0 is none."""
        tree, longest, place = self._roles[role], 0, start
        while place < len(tokens) and tokens[place].key in tree:
            tree = tree[tokens[place].key]
            place += 1
            if _END in tree:
                longest = place - start
        return longest

    def words(self) -> set[str]:
        """List every single word that any table knows."""
        found = set(self.numbers) | {word for phrase in self.ordinals for word in phrase}
        for tree in self._roles.values():
            found |= _words_of(tree)
        for templates in self.commands.values():
            for template in templates:
                found |= set(keys(re.sub(r"\{\w+\}|[\[\]()|]", " ", template)))
        for table in self.values.values():
            found |= set(table)
        return found

    def split_han(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """Cut words of scripts without spaces at the words that the tables know."""
        cut_up: list[Token] = []
        for token in tokens:
            if token.kind is Kind.WORD and _HAN.match(token.key):
                cut_up.extend(self._split(token))
            else:
                cut_up.append(token)
        return tuple(cut_up)

    def _split(self, token: Token) -> list[Token]:
        pieces: list[tuple[int, int, bool]] = []
        place = 0
        while place < len(token.key):
            size = self._known_size(token.key, place)
            if not size and pieces and not pieces[-1][2]:
                pieces[-1] = (pieces[-1][0], place + 1, False)
            else:
                pieces.append((place, place + max(size, 1), bool(size)))
            place += max(size, 1)
        return [
            Token(Kind.WORD, token.key[start:end], token.start + start, token.start + end)
            for start, end, _ in pieces
        ]

    def _known_size(self, word: str, place: int) -> int:
        for size in range(self._longest_han, 0, -1):
            if word[place : place + size] in self.han:
                return min(size, len(word) - place)
        return 0


def keys(phrase: str) -> tuple[str, ...]:
    """Give a phrase as the keys that its tokens carry."""
    return tuple(token.key for token in cut(fold(phrase)))


def _plant(tree: _Tree, path: tuple[str, ...]) -> None:
    for key in path:
        tree = tree.setdefault(key, {})
    tree[_END] = True


def _words_of(tree: _Tree) -> set[str]:
    found = {key for key in tree if key != _END}
    for key in set(found):
        found |= _words_of(tree[key])
    return found


@cache
def english() -> Vocabulary:
    """Read the English table alone: the one in which slips of the finger are looked for."""
    return Vocabulary([json.loads((FOLDER / "en.json").read_text(encoding="utf-8"))])


@cache
def vocabulary() -> Vocabulary:
    """Read the tables; English first, so that its readings are tried first."""
    files = sorted(FOLDER.glob("*.json"), key=lambda path: (path.stem != "en", path.stem))
    return Vocabulary(json.loads(path.read_text(encoding="utf-8")) for path in files)
