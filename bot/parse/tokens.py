"""From a message to tokens: folded once, cut in one pass, every token knowing where it stood.

`fold` drops what cannot be seen (control and direction marks), folds digits of every script and
compatibility forms, and caps combining marks. Text that goes on is always a slice of the folded
message, so nothing that a person wrote is reworded.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

LONGEST = 600
"""Characters of a message that are read at all; a search carries 500, the model some 300."""

_LOOKED_AT = 4 * LONGEST
"""Characters looked at for them: some fold away."""
_MARKS_ON_A_LETTER = 3
_NUMBER_SIGN = re.compile(
    r"""
    №\s*|\bn[º°]\.?\s*(?=\d)
    |(?<!\?\ )\b(?:no|nr|num)\.\s*(?=\d)    # after a question "no." is its answer: "6? no. 7?"
    |\b(?:l|all)['’](?=\d{1,2}(?![\w%]))     # Italian elides before a vowel that is said: "l'8"
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HEART = re.compile(r"(?<!\S)<3(?!\S)")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_ADORNMENT = {"\ufe0f", "\ufe0e", "\u20e3", *map(chr, range(0x1F3FB, 0x1F400))}
_BARE = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ё": "е",
    "ة": "ه", "ى": "ي", "\u0640": "", "\u0901": "\u0902", "\u093c": "",
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys(map(chr, range(0x0300, 0x0370)), ""),
    **dict.fromkeys(map(chr, range(0x064B, 0x0660)), ""),
}  # fmt: skip
"""Letters that are typed in more than one way, and the one way that vocabularies hold."""


class Kind(StrEnum):
    """What a token is, before any vocabulary is asked."""

    WORD = "word"
    NUMBER = "number"
    ORDINAL = "ordinal"
    QUOTE = "quote"
    ADDRESS = "address"
    SIGN = "sign"
    BREAK = "break"
    DASH = "dash"
    MARK = "mark"
    ODD = "odd"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `key` is what vocabularies are asked, `start` and `end` where it stood.

    `hash` tells that a number carried a sign that makes it one ("#3", "no. 3").
    """

    kind: Kind
    key: str
    start: int
    end: int
    hash: bool = False


# Digits inside a word make it a word ("7up", "3d"); so do marks of scripts that \w leaves out.
_LETTER = r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0d7f\u0e31-\u0e4e]"
_CJK = r"\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(
    rf"""
    (?P<address>(?:https?://|www\.)\S{{1,2000}})
  | (?P<quote>"[^"]{{1,400}}"|“[^”]{{1,400}}”|„[^“”]{{1,400}}[“”]|«[^»]{{1,400}}»
      |(?<!\w)'[^']{{1,400}}'(?!\w))
  | (?P<odd>\#-\d+|\#0x\w+|\#?\d+(?:[.:/⁄×x]\d+)+(?!{_LETTER})|\d+%|\d+e\d+)
  | (?P<thousand>\d{{1,3}}(?:,\d{{3}})+(?!\d|,))
  | (?P<ordinal>\#?\d+(?:st|nd|rd|th|er|ère|ème|[eo])(?!{_LETTER}))
  | (?P<number>\#\s?\d+(?!{_LETTER})|\#\s?\d+(?=[{_CJK}])|\d+(?=[{_CJK}])
      |\d+(?!{_LETTER}|-[^\W\d]))
  | (?P<sign>(?<![\w)\]])[+\-−](?=\#?\d)|(?<![\w)\]])[+\-−](?=[^\W\d]))
  | (?P<han>[{_CJK}ー]+)
  | (?P<word>(?:(?![{_CJK}]){_LETTER})+(?:['’\-](?:(?![{_CJK}]){_LETTER})+)*)
  | (?P<break>[,;:!?\n。、，！？…¿¡؟،]|\.(?!\d)|(?<=\.)\.)
  | (?P<dash>[-–—~])
  | (?P<mark>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KINDS = {
    "address": Kind.ADDRESS,
    "quote": Kind.QUOTE,
    "odd": Kind.ODD,
    "thousand": Kind.WORD,
    "ordinal": Kind.ORDINAL,
    "number": Kind.NUMBER,
    "sign": Kind.SIGN,
    "han": Kind.WORD,
    "word": Kind.WORD,
    "break": Kind.BREAK,
    "dash": Kind.DASH,
    "mark": Kind.MARK,
}


def fold(message: str) -> str:
    r"""Write a message in one way: NFKC, digits as 0 to 9, nothing unseen, one line, not too long.

    Examples
    --------
    >>> fold("more  like ＃３\u202e, not ٧")
    'more like #3, not 7'
    """
    return folded(message)[0]


def folded(message: str) -> tuple[str, bool]:
    """Fold a message, and tell whether a part of it was left out for length."""
    spaced = _HEART.sub("❤", _NUMBER_SIGN.sub("#", message[:_LOOKED_AT]))
    seen = "".join(_seen(unicodedata.normalize("NFKC", spaced)[:_LOOKED_AT]))
    text = " ".join(seen.split())
    short = text if len(text) <= LONGEST else _whole_words(text[: LONGEST + 1])
    return short, len(short) < len(text) or bool(message[_LOOKED_AT:].strip())


def _whole_words(text: str) -> str:
    """Cut a text that is too long where a word ends, if words end at all."""
    words, _, rest = text.rpartition(" ")
    return words if len(rest) < LONGEST // 2 else text[:LONGEST]


def _seen(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for letter in text:
        category = unicodedata.category(letter)
        marks = marks + 1 if category == "Mn" else 0
        if letter.isspace():
            kept.append(" ")
        elif category == "Nd":
            kept.append(str(unicodedata.decimal(letter)))
        elif marks <= _MARKS_ON_A_LETTER and not (category in _UNSEEN or letter in _ADORNMENT):
            kept.append(letter)
    return kept


def plain(word: str) -> str:
    """Give the form of a word that vocabularies hold: lower case, no accents, no apostrophes.

    Examples
    --------
    >>> plain("Don’t"), plain("plaît"), plain("أعجبني") == plain("اعجبني")
    ('dont', 'plait', True)
    """
    small = word.lower().replace("'", "").replace("’", "")
    return (small if small.isascii() else "".join(map(_bare, small))) or word


@cache
def _bare(letter: str) -> str:
    """Take the accents off a letter of the Latin, Cyrillic, Arabic or Devanagari script."""
    if letter in _BARE:
        return _BARE[letter]
    if "\u00c0" <= letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff":
        return unicodedata.normalize("NFD", letter)[0]
    return letter


def cut(text: str) -> tuple[Token, ...]:
    """Cut a folded message into tokens.

    Examples
    --------
    >>> [(token.kind.value, token.key) for token in cut("like #3, 7up")]
    [('word', 'like'), ('number', '3'), ('break', ','), ('word', '7up')]
    """
    return tuple(_token(found) for found in _TOKEN.finditer(text))


def _token(found: re.Match[str]) -> Token:
    name, text = found.lastgroup or "mark", found.group()
    kind = _KINDS[name]
    if kind in (Kind.NUMBER, Kind.ORDINAL):
        key = "".join(letter for letter in text if letter.isdigit())
        return Token(kind, key, found.start(), found.end(), hash=text.startswith("#"))
    key = "-" if text == "−" else plain(text)
    return Token(kind, key, found.start(), found.end(), hash=text.startswith("#"))
