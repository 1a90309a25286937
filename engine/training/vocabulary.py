"""A shorter merges list for open_clip's `SimpleTokenizer`: most of a small model is its words.

The list holds the most frequent merges of open_clip's own list, and every merge that the words
of our captions need to become single tokens. Any text can still be tokenised: what is not a
word of the list falls into pieces, down to single bytes.
"""

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.encode.torchready import import_open_clip

if TYPE_CHECKING:
    from open_clip.tokenizer import SimpleTokenizer


def shorter_merges(words: Iterable[str], common: int) -> list[tuple[str, str]]:
    """Choose merges of open_clip's list, in its order.

    Parameters
    ----------
    words : iterable of str
        Words that must become one token each where the full list can do that.
    common : int
        How many of the most frequent merges to keep besides.
    """
    full = import_open_clip().SimpleTokenizer()
    ranks: dict[tuple[str, str], int] = full.bpe_ranks
    kept = {pair for pair, rank in ranks.items() if rank < common}
    whole = {"".join(pair): pair for pair in ranks}
    for word in words:
        for piece in full.encode(word):
            kept |= _needed(full.decoder[piece], whole)
    return sorted(kept, key=ranks.__getitem__)


def _needed(token: str, whole: dict[str, tuple[str, str]]) -> set[tuple[str, str]]:
    """List the merges that build one token, by undoing them."""
    if token not in whole:
        return set()
    left, right = pair = whole[token]
    return {pair} | _needed(left, whole) | _needed(right, whole)


def write_merges(merges: Iterable[tuple[str, str]], path: Path) -> None:
    """Write a merges list as the tokenizer reads it: gzip, one header line, no newline at the end.

    The tokenizer would take an empty last line for one more token. The file's bytes do not
    depend on the time.
    """
    lines = ["#version: 0.2", *(" ".join(pair) for pair in merges)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))


def tokenizer(path: Path, context_length: int) -> "SimpleTokenizer":
    """Open the tokenizer of a merges list."""
    words: SimpleTokenizer = import_open_clip().SimpleTokenizer(
        str(path), context_length=context_length
    )
    return words
