"""Searches that the empty page offers: pictures spread over the catalogue, in their own words.

No model is needed to choose them, so they are there at once, and they fit any catalogue: where the
pictures have captions, the caption is what is said; where not, the picture itself is the search.
"""

from bot.view.markup import Example
from engine.service import Engine

SHOWN = 6
LONGEST = 60
SAMPLED = 48


def choose_examples(engine: Engine) -> tuple[Example, ...]:
    """Choose up to six; short captions first, the last one always by picture."""
    pictures = [engine.picture(each) for each in engine.sample(SAMPLED)]
    told = [p for p in pictures if p.caption and len(p.caption) <= LONGEST]
    by_words = [Example(text=p.caption or "", picture=p.id) for p in told[: SHOWN - 1]]
    named = {each.picture for each in by_words}
    rest = [p for p in pictures if p.id not in named][: SHOWN - len(by_words)]
    by_picture = [Example(text="Like this one", picture=p.id, by_picture=True) for p in rest]
    return (*by_words, *by_picture)
