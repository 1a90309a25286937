"""Which language a message is in, by the words that only some languages have.

A script of its own decides at once. Else every known word counts for the languages that know it,
the less the more they are; where nothing is known the conversation's language stays.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from bot.parse.tokens import Kind, Token
from bot.parse.words import ENGLISH, keys, tables, words_of

_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("ru", "\u0400", "\u04ff"),
    ("ar", "\u0600", "\u06ff"),
    ("hi", "\u0900", "\u097f"),
)


def recognise(tokens: Sequence[Token], usual: str) -> tuple[str, int]:
    """Tell the likeliest language, and how many words speak for it.

    Parameters
    ----------
    tokens : sequence of Token
    usual : str
        The language of the conversation so far: it wins where the words leave it open.

    Examples
    --------
    >>> from bot.parse.tokens import cut
    >>> recognise(cut("mehr wie 3"), "en"), recognise(cut("3 5 7"), "it")
    (('de', 2), ('it', 0))
    """
    usual = usual if usual in tables() else ENGLISH
    words = [token.key for token in tokens if token.kind is Kind.WORD]
    if script := _script("".join(words), usual):
        return script, len(words)
    scores: Counter[str] = Counter()
    heard: Counter[str] = Counter()
    for word in words:
        known = _speakers().get(word, ())
        for language in known:
            scores[language] += 12 // len(known)  # 12 divides by every likely number of languages
            heard[language] += 1
    if not scores:
        return usual, 0
    order = [usual, *tables()]
    best = max(scores, key=lambda language: (scores[language], -order.index(language)))
    return best, heard[best] if len(scores) < len(tables()) or best != usual else 0


def rivals(tokens: Sequence[Token], chosen: str) -> tuple[str, ...]:
    """List the other languages, beside English, that know a word of a short message."""
    found: dict[str, None] = {}
    for token in tokens:
        if token.kind is Kind.WORD:
            found |= dict.fromkeys(_speakers().get(token.key, ()))
    return tuple(language for language in found if language not in (chosen, ENGLISH))


def _script(letters: str, usual: str) -> str:
    found = [
        language
        for language, low, high in _SCRIPTS
        if language in tables() and any(low <= letter <= high for letter in letters)
    ]
    return "ja" if usual == "ja" and "zh" in found else "".join(found[:1])


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """List the languages that know each word; "no" tells little, "nicht" all."""
    found: dict[str, tuple[str, ...]] = {}
    for language, table in tables().items():
        small = {key for phrase in table.get("small", ()) for key in keys(phrase)}
        for word in words_of(language) | small:
            if word.replace("-", "").isalpha() or not word.isascii():
                found[word] = (*found.get(word, ()), language)
    return found
