"""Sentences for pictures: one that says everything, and many ways to say less of it.

`sentence` names every attribute in the words of the vocabulary. `paraphrases`
are what people type: synonyms, other word orders, parts of the truth; they
never say anything that is not so.
"""

import numpy as np

from engine.training.drawing.attributes import Attributes
from engine.training.drawing.vocabulary import KINDS

_NUMBERS = {1: "a", 2: "two", 3: "three"}

_ALONE: dict[str, tuple[str, ...]] = {
    "sea": ("the sea", "the ocean", "open water", "waves of the sea"),
    "coast": ("a rocky coast", "cliffs by the sea", "the coast", "a cliff coast"),
    "beach": ("a sandy beach", "a beach", "the seaside", "a shore with surf"),
    "lake": ("a calm lake", "a lake", "a mountain lake", "still water"),
    "river": ("a winding river", "a river", "a stream through the hills"),
    "mountains": ("snowy mountains", "mountains", "mountain peaks", "the alps"),
    "forest": ("a forest", "the woods", "a forest clearing", "trees in a forest"),
    "meadow": ("a meadow", "green hills", "a flower meadow", "grassland"),
    "desert": ("a desert", "sand dunes", "a dry desert", "the desert"),
    "snow field": ("a snow field", "a snowy field", "a winter landscape", "deep snow"),
    "farmland": ("farmland", "striped fields", "farm fields", "the countryside"),
    "city": ("a city", "a city skyline", "tall buildings", "skyscrapers"),
    "village": ("a village", "houses of a village", "a small town", "cottages"),
}
_WHERE: dict[str, tuple[str, ...]] = {
    "sea": ("on the sea", "at sea", "on the ocean"),
    "coast": ("on a rocky coast", "on the coast", "by the cliffs"),
    "beach": ("on a sandy beach", "on the beach", "at the seaside"),
    "lake": ("by a lake", "at the lake", "on the shore of a lake"),
    "river": ("by a river", "at the river", "on the bank of a river"),
    "mountains": ("in the mountains", "below mountain peaks", "in front of mountains"),
    "forest": ("in a forest", "in the woods", "among the trees of a forest"),
    "meadow": ("in a meadow", "on green grass", "in the grass of a meadow"),
    "desert": ("in the desert", "in a dry desert", "among the dunes of a desert"),
    "snow field": ("on a snow field", "on a snowy field", "in deep snow"),
    "farmland": ("on farmland", "in farm country", "by the fields"),
    "city": ("in a city", "in the city", "in front of a city skyline"),
    "village": ("in a village", "in a small town", "near village houses"),
    "table": ("on a table by a window", "on a table", "on a wooden table"),
}
_AFLOAT: dict[str, tuple[str, ...]] = {
    "lake": ("on a lake", "on calm water of a lake", "out on the lake"),
    "river": ("on a river", "on the river", "in a river"),
}
_TIME: dict[str, tuple[str, ...]] = {
    "dawn": ("at dawn", "at sunrise", "early in the morning", "at daybreak"),
    "day": ("by day", "in daylight", "in the daytime", "during the day"),
    "dusk": ("at dusk", "at sunset", "in the evening", "in the evening light"),
    "night": ("at night", "by night", "in the dark", "on a dark night"),
}
_WEATHER: dict[str, tuple[str, ...]] = {
    "clear": ("under a clear sky", "in clear weather", "with a cloudless sky"),
    "cloudy": ("under a cloudy sky", "with clouds", "in cloudy weather"),
    "rain": ("in the rain", "on a rainy day", "in rainy weather"),
    "snow": ("in falling snow", "while it snows", "in snowy weather"),
    "fog": ("in fog", "in the mist", "on a foggy day"),
    "storm": ("in a storm with lightning", "in a thunderstorm", "in stormy weather"),
    "rainbow": ("with a rainbow", "under a rainbow", "and a rainbow"),
    "northern lights": ("under northern lights", "with northern lights", "under the aurora"),
}
_STYLE: dict[str, tuple[str, ...]] = {
    "poster": ("a flat poster of", "a poster of", "a flat illustration of"),
    "painting": ("a painting of", "an oil painting of", "a painted picture of"),
    "paper cut": ("a paper cut of", "paper art of", "layered paper with"),
    "ink drawing": ("an ink drawing of", "a line drawing of", "a pen sketch of"),
    "watercolour": ("a watercolour of", "a watercolor painting of", "an aquarelle of"),
    "pixel art": ("pixel art of", "a pixel picture of", "retro game art of"),
}
_OPENINGS = ("a picture of", "an image of", "a scene with", "show me", "I am looking for")


def _article(words: str) -> str:
    return ("an " if words[0] in "aeiou" else "a ") + words


def _plural(subject: str) -> str:
    return KINDS[subject].plural or subject + "s"


def _thing(attributes: Attributes, name: str, colour: bool) -> str:
    """Name the subject with its count and perhaps its colour: "two red sailing boats"."""
    shade = f"{attributes.colour} " if colour and attributes.colour else ""
    if name.startswith(f"{attributes.colour} "):
        shade = ""
    if attributes.count > 1:
        return f"{_NUMBERS[attributes.count]} {shade}{_plural(name)}"
    if name in ("birds", "cherries", "grapes", "bananas", "gulls", "cattle") or name.endswith(
        (" birds", "rries", "nanas", " logs", " grapes")
    ):
        return f"{shade}{name}" if not name.startswith(("pair", "bunch", "flock")) else f"a {name}"
    return _article(shade + name)


def _where(attributes: Attributes) -> tuple[str, ...]:
    place = KINDS[attributes.subject].place if attributes.subject else "ground"
    if place == "water" and attributes.setting in _AFLOAT:
        return _AFLOAT[attributes.setting]
    if place in ("air", "span", "hover"):
        over = "across" if place == "span" else "over"
        return tuple(f"{over} {words}" for words in _ALONE[attributes.setting])
    return _WHERE[attributes.setting]


def sentence(attributes: Attributes) -> str:
    """Say everything about a picture in one canonical sentence.

    Examples
    --------
    >>> sentence(Attributes(subject="sailing boat", colour="red", count=1, setting="sea",
    ...                     time="dusk", weather="cloudy", style="paper cut"))
    'a paper cut of a red sailing boat on the sea at dusk under a cloudy sky'
    """
    words = [_STYLE[attributes.style][0]]
    if attributes.subject is None:
        words.append(_ALONE[attributes.setting][0])
    else:
        words += [_thing(attributes, attributes.subject, True), _where(attributes)[0]]
    return " ".join([*words, _TIME[attributes.time][0], _WEATHER[attributes.weather][0]])


def _pick(rng: np.random.Generator, words: tuple[str, ...]) -> str:
    """Choose the first word half of the time, else any."""
    return words[0] if rng.random() < 0.5 else words[int(rng.integers(len(words)))]


def paraphrase(attributes: Attributes, rng: np.random.Generator) -> str:
    """Say part or all of what is true of a picture, in words of a searcher."""
    has = dict(zip(("where", "time", "weather"), rng.random(3) < (0.62, 0.55, 0.5), strict=True))
    if attributes.subject is None:
        body = _pick(rng, _ALONE[attributes.setting])
        has["where"] = False
    else:
        kind = KINDS[attributes.subject]
        name = attributes.subject
        if rng.random() < 0.35 and attributes.count == 1:
            name = kind.words[int(rng.integers(len(kind.words)))]
        body = _thing(attributes, name, bool(rng.random() < 0.6))
    tail = [_pick(rng, _where(attributes))] if has["where"] else []
    when = _pick(rng, _TIME[attributes.time]) if has["time"] else ""
    sky = _pick(rng, _WEATHER[attributes.weather]) if has["weather"] else ""
    if when and rng.random() < 0.2:
        return " ".join([when + ",", body, *tail, *([sky] if sky else [])])
    opening = rng.random()
    head = []
    if opening < 0.28:
        head = [_pick(rng, _STYLE[attributes.style])]
    elif opening < 0.45:
        head = [_OPENINGS[int(rng.integers(len(_OPENINGS)))]]
    ends = [words for words in (when, sky) if words]
    if len(ends) == 2 and rng.random() < 0.4:
        ends.reverse()
    return " ".join([*head, body, *tail, *ends])


def paraphrases(attributes: Attributes, rng: np.random.Generator, count: int) -> tuple[str, ...]:
    """Say `count` things about a picture; the first is its subject or setting and no more.

    Parameters
    ----------
    attributes : Attributes
    rng : Generator
    count : int
        At least 1.
    """
    if attributes.subject is None:
        first = _pick(rng, _ALONE[attributes.setting])
    else:
        first = _thing(attributes, attributes.subject, bool(rng.random() < 0.5))
    return (first, *(paraphrase(attributes, rng) for _ in range(count - 1)))
