"""Searches that the empty page offers: the most colourful of pictures from all over the catalogue.

No model is needed to choose them, so they are there at once, and they fit any catalogue: where the
pictures have captions, the caption is what is said; where not, the picture itself is the search.
"""

from collections.abc import Iterable
from io import BytesIO

import numpy as np
from PIL import Image

from bot.view.drawn.markup import Example
from engine.catalogue import Picture
from engine.service import Engine

SHOWN = 6
LONGEST = 42
TELLING = 5
LINKS = {"above", "at", "beside", "by", "in", "near", "on", "over", "under", "with"}
SAMPLED = 60
SIDE = 32


def choose_examples(engine: Engine) -> tuple[Example, ...]:
    """Choose up to six; by their words where they have few, the last one always as a picture."""
    sample = [engine.picture(each) for each in dict.fromkeys(engine.sample(SAMPLED))]
    best = sorted(sample, key=lambda each: -colourfulness(engine.thumbnail(each.id)))
    told = _unlike(best)[: SHOWN - 1]
    used = set().union(*(_telling(each) for each in told))
    others = [each for each in best if each not in told]
    rest = sorted(others, key=lambda each: len(_telling(each) & used))[: SHOWN - len(told)]
    by_words = tuple(Example(text=shorten(each.caption or ""), picture=each.id) for each in told)
    return by_words + tuple(Example(picture=each.id, by_picture=True) for each in rest)


def _unlike(pictures: Iterable[Picture]) -> list[Picture]:
    """Keep pictures whose words can be said, and no two that share a telling word."""
    kept: list[Picture] = []
    used: set[str] = set()
    for each in pictures:
        words = _telling(each)
        if words and not words & used:
            kept.append(each)
            used |= words
    return kept


def _telling(picture: Picture) -> set[str]:
    words = shorten(picture.caption or "").lower().split()
    return {word for word in words if len(word) >= TELLING}


def shorten(caption: str) -> str:
    """Cut a caption before one of its last clauses so that it fits; "" if it never does.

    Examples
    --------
    >>> shorten("a painting of a fox in a meadow at dusk under a clear sky")
    'a painting of a fox in a meadow at dusk'
    """
    words = caption.rstrip(".").split()
    while len(" ".join(words)) > LONGEST:
        cuts = [place for place, word in enumerate(words) if word in LINKS and place]
        words = words[: cuts[-1]] if cuts else []
    return " ".join(words)


def colourfulness(thumbnail: bytes) -> float:
    """Tell how colourful a picture looks (Hasler and Suesstrunk 2003, "Measuring colourfulness").

    Examples
    --------
    >>> grey = BytesIO()
    >>> Image.new("RGB", (8, 8), "grey").save(grey, "WEBP")
    >>> round(colourfulness(grey.getvalue()))
    0
    """
    image = Image.open(BytesIO(thumbnail)).convert("RGB").resize((SIDE, SIDE))
    red, green, blue = np.asarray(image, dtype=np.float32).reshape(-1, 3).T
    one, other = red - green, (red + green) / 2 - blue
    spread = np.hypot(one.std(), other.std())
    return float(spread + 0.3 * np.hypot(one.mean(), other.mean()))
