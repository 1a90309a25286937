"""The vocabulary: tables in `words/*.json`, one file a language, each read once.

A role is a set of phrases that do one job in the grammar ("more like", "not", "the rest"); a
command is a list of templates. A translator adds a file, or lines to one; nothing else changes:
`words/README.md` says how. A message is read with English and its own language, no more, so that
"en" can be a Dutch "and" without being one in Spanish.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from bot.parse.tokens import Kind, Token, cut, fold

FOLDER = Path(__file__).resolve().parent / "words"
ENGLISH = "en"
Table: TypeAlias = Mapping[str, Any]

_GRAMMAR = re.compile(r"\{\w+\}|[\[\]()|]")
_INNERMOST = re.compile(r"(\([^()\[\]]*\)|\[[^()\[\]]*\])")
_HAN = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_Tree: TypeAlias = dict[str, Any]
_END = "\0"


class Vocabulary:
    """The tables of English and of one more language, asked for phrases at a place."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.numbers: dict[str, int] = {}
        self.ordinals: dict[tuple[str, ...], int] = {}
        self.commands: dict[str, list[str]] = {}
        self.values: dict[str, dict[tuple[str, ...], str]] = {}
        self.roles: set[str] = set()
        self.gists: dict[str, list[tuple[frozenset[str], ...]]] = {}
        self.shorthand: dict[str, str] = {}
        self._tree: _Tree = {}
        words: set[str] = set()
        spoken = dict.fromkeys((ENGLISH, language))
        for name in spoken:
            self._add(tables()[name])
            words |= words_of(name)
        self._forget_rivals(language)
        self.words = frozenset(words)
        self.asking = frozenset(
            key
            for name in spoken
            for word in tables()[name].get("asking", ())
            for key in keys(word)
        )
        groups = [group for rules in self.gists.values() for rule in rules for group in rule]
        self.keywords = frozenset(word for group in groups for word in group)
        self.ranked = frozenset(phrase[0] for phrase in self.ordinals)
        self._han = {word for word in words if _HAN.match(word)}
        self._longest_han = max(map(len, self._han), default=1)

    def _add(self, table: Table) -> None:
        for role, phrases in table.get("roles", {}).items():
            self.roles.add(role)
            for phrase in _spelled(one for said in phrases for one in unfolded(said)):
                _plant(self._tree, keys(phrase), role)
        for word, number in table.get("numbers", {}).items():
            self.numbers |= {keys(one)[0]: number for one in _spelled([word])}
        for phrase, place in table.get("ordinals", {}).items():
            self.ordinals |= {keys(one): place for one in _spelled([phrase])}
        for name, templates in table.get("commands", {}).items():
            self.commands.setdefault(name, []).extend(_spelled(templates))
        for name, rules in table.get("gists", {}).items():
            self.gists.setdefault(name, []).extend(map(_rule, _spelled(rules)))
        self.shorthand |= table.get("shorthand", {})
        for name, known in table.get("values", {}).items():
            chosen = self.values.setdefault(name, {})
            for phrase, value in known.items():
                chosen |= {keys(one): value for one in _spelled([phrase])}

    def _forget_rivals(self, language: str) -> None:
        """Leave a word as it is that only English writes short: "u" is a Spanish "or"."""
        own = tables()[language]
        for short in tables()[ENGLISH].get("shorthand", {}):
            if short in words_of(language) and short not in own.get("shorthand", {}):
                del self.shorthand[short]

    def lengths(self, tokens: Sequence[Token], start: int) -> dict[str, int]:
        """Count the tokens of the longest phrase of every role that begins at `start`."""
        tree, place = self._tree, start
        found: dict[str, int] = {}
        while place < len(tokens) and tokens[place].key in tree:
            tree = tree[tokens[place].key]
            place += 1
            for role in tree.get(_END, ()):
                found[role] = place - start
        return found

    def written_out(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """Give tokens as the tables write them: "you" for "u", and runs of Han cut into words."""
        cut_up = self._split_han(tokens)
        if len(cut_up) == 1 or not self.shorthand:
            return cut_up
        return tuple(
            replace(token, key=self.shorthand.get(token.key, token.key))
            if token.kind is Kind.WORD
            else token
            for token in cut_up
        )

    def _split_han(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
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
        for size in range(min(self._longest_han, len(word) - place), 0, -1):
            if word[place : place + size] in self._han:
                return size
        return 0


def unfolded(phrase: str) -> list[str]:
    """Give every phrase that one with `(either|or)` and `[left out]` stands for.

    Examples
    --------
    >>> unfolded("(not|never) [at] all")
    ['not at all', 'not all', 'never at all', 'never all']
    """
    group = _INNERMOST.search(phrase)
    if group is None:
        return [" ".join(phrase.split())]
    parts = [*group[1][1:-1].split("|"), *([""] if group[1][0] == "[" else [])]
    before, after = phrase[: group.start()], phrase[group.end() :]
    whole = (one for part in parts for one in unfolded(f"{before}{part}{after}"))
    return list(dict.fromkeys(whole))


@cache
def keys(phrase: str) -> tuple[str, ...]:
    """Give a phrase as the keys that its tokens carry."""
    return tuple(token.key for token in cut(fold(phrase)))


def _rule(said: str) -> tuple[frozenset[str], ...]:
    """Read "next|following page|results": one word of each group is wanted."""
    return tuple(
        frozenset(word if word in "@#" else keys(word)[0] for word in group.split("|"))
        for group in said.split()
    )


@cache
def words_of(language: str) -> frozenset[str]:
    """List every single word that one table knows as a command or a part of one."""
    return frozenset(key for phrase in _phrases(tables()[language]) for key in keys(phrase))


@cache
def every_word() -> frozenset[str]:
    """List every single word that any table knows."""
    return frozenset(word for language in tables() for word in words_of(language))


@cache
def commanding(language: str) -> frozenset[str]:
    """List the words of one table that say something: all but glue, and opinions in other words."""
    table = tables()[language]
    quiet = ("glue", "plus", "minus", "not", "half")
    roles = {name: many for name, many in table.get("roles", {}).items() if name not in quiet}
    said = _phrases({**table, "roles": roles})
    return frozenset(key for phrase in said for key in keys(phrase))


def spellings(language: str) -> dict[str, str]:
    """Give every word of one table as it is written there, by the form that tokens carry."""
    found: dict[str, str] = {}
    for phrase in map(fold, _phrases(tables()[language])):
        for token in cut(phrase):
            found.setdefault(token.key, phrase[token.start : token.end].lower())
    return found


@cache
def how_often(language: str) -> Counter[str]:
    """Count in how many phrases of one table each word stands."""
    said = _phrases(tables()[language])
    return Counter(key for phrase in said for key in set(keys(phrase)))


def _phrases(table: Table) -> list[str]:
    roles = [phrase for many in table.get("roles", {}).values() for phrase in many]
    phrases = [phrase for phrase in roles if not _GRAMMAR.search(phrase)]
    phrases += table.get("shorthand", {})
    phrases += [*table.get("numbers", {}), *table.get("ordinals", {})]
    phrases += [phrase for known in table.get("values", {}).values() for phrase in known]
    said = [template for many in table.get("commands", {}).values() for template in many]
    said += [phrase for phrase in roles if _GRAMMAR.search(phrase)]
    words = {word for template in said for word in _GRAMMAR.sub(" ", template).split()}
    return list(_spelled([*phrases, *sorted(words)]))


def _spelled(phrases: Iterable[str]) -> Iterator[str]:
    """Give every phrase, and the way it is typed where there are no umlauts on the keys."""
    for phrase in phrases:
        yield phrase
        if (other := phrase.translate(_UMLAUTS)) != phrase:
            yield other


def _plant(tree: _Tree, path: tuple[str, ...], role: str) -> None:
    for key in path:
        tree = tree.setdefault(key, {})
    tree.setdefault(_END, set()).add(role)


@cache
def tables() -> dict[str, Table]:
    """Read all tables; English first, then by the names of their files."""
    files = sorted(FOLDER.glob("*.json"), key=lambda path: (path.stem != ENGLISH, path.stem))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


@cache
def vocabulary(language: str = ENGLISH) -> Vocabulary:
    """Give the words of English and of one more language; English has its readings tried first."""
    return Vocabulary(language)
