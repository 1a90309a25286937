"""Templates of commands, compiled when first needed and found by their first word.

A template is words with `[optional|parts]`, `(one|of these)` and one `{slot}`; it must match from
the first word to the last. Looking up by the first word keeps the cost of a message apart from
the number of templates.
"""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property

from bot.parse.tokens import fold
from bot.parse.words import keys, vocabulary

ANY = "*"
"""The first "word" of a template that begins with a slot."""

_PARTS = re.compile(r"\{\w+\}|[\[\]()|]|[^\s\[\](){}|]+")


@dataclass(frozen=True)
class Template:
    """One template: what it is called and what it says."""

    name: str
    text: str
    slot: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of the words, each with a space after it; longer alternatives first."""
        return re.compile(_pattern(_PARTS.findall(fold(self.text)), 0)[0])


@dataclass
class Templates:
    """All templates of one vocabulary, in the order of its tables."""

    by_first: dict[str, list[tuple[int, Template]]] = field(default_factory=dict)

    def starting(self, word: str) -> list[Template]:
        """List the templates that may begin with a word, in the order of the tables."""
        found = self.by_first.get(word, []) + self.by_first.get(ANY, [])
        return [template for _, template in sorted(found, key=lambda one: one[0])]


@cache
def templates(language: str) -> Templates:
    """Sort the templates of English and of one more language by their first words."""
    found = Templates()
    rank = 0
    for name, many in vocabulary(language).commands.items():
        for text in many:
            slot = re.search(r"\{(\w+)\}", text)
            template = Template(name, text, slot.group(1) if slot else "")
            for word in _firsts(_PARTS.findall(fold(text))):
                found.by_first.setdefault(word, []).append((rank, template))
            rank += 1
    return found


def _pattern(parts: list[str], place: int) -> tuple[str, int]:
    """Write alternatives up to a closing bracket as a pattern."""
    found: list[str] = []
    begun = ""
    while place < len(parts) and parts[place] not in ("]", ")"):
        part = parts[place]
        if part == "|":
            found.append(begun)
            begun = ""
        elif part in ("[", "("):
            inner, place = _pattern(parts, place + 1)
            begun += f"(?:{inner})" + ("?" if part == "[" else "")
        else:
            begun += "(?P<slot>.+? )" if _is_slot(part) else _literal(part)
        place += 1
    found.append(begun)
    # A slot takes whatever is left, so "show me" must be tried before "show".
    return "|".join(sorted(found, key=len, reverse=True)), place


def _is_slot(part: str) -> bool:
    return part[0] == "{" and len(part) > 1


def _literal(part: str) -> str:
    # Punctuation inside a template is a token of its own, as it is in a message.
    return "".join(re.escape(piece) + " " for piece in keys(part))


def _firsts(parts: list[str]) -> set[str]:
    """List the words that a template can begin with.

    Examples
    --------
    >>> sorted(_firsts(_PARTS.findall("[the|a] (new|old) search")))
    ['a', 'new', 'old', 'the']
    """
    return _alternatives(parts, 0)[0]


def _alternatives(parts: list[str], place: int) -> tuple[set[str], bool, int]:
    """Read alternatives up to a closing bracket: their first words, whether any is empty, where."""
    firsts: set[str] = set()
    empty = False
    begun: set[str] = set()
    open_still = True
    while place < len(parts) and parts[place] not in ("]", ")"):
        part = parts[place]
        if part == "|":
            firsts, empty = firsts | begun, empty or open_still
            begun, open_still = set(), True
        elif part in ("[", "("):
            inner, hollow, place = _alternatives(parts, place + 1)
            begun |= inner if open_still else set()
            open_still = open_still and (hollow or part == "[")
        elif open_still:
            begun.add(ANY if _is_slot(part) else keys(part)[0])
            open_still = False
        place += 1
    return firsts | begun, empty or open_still, place
