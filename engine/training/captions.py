"""Sentences for pictures, each with the facts that it states.

A caption is true of every picture that has all of its facts, whichever picture it was written
for: the trainer uses this so that "a photo of a lemon" is never taught to avoid another lemon.
Captions come long and short, singular and plural, as names of the thing itself or of a wider
kind, and for drawings with any part of subject, setting, time, weather, colour and style.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from engine.training.names import kinds_of, names_of, plural

OF_PHOTOS = (
    "{name}", "{name}", "{name}", "{a}", "{many}", "a photo of {a}", "a photo of {a}",
    "photo of {a}", "a picture of {a}", "photos of {many}", "pictures of {many}",
    "a close-up photo of {a}", "some {many}", "show me {many}", "find {a}", "the {name}",
    "an image of {a}", "a {name} in a photo", "i want to see {many}",
    "a good photo of the {name}", "looking for {a}",
)  # fmt: skip
OF_DRAWINGS = (
    "{name}", "{name}", "{name}", "{a}", "{many}", "a picture of {a}", "a drawing of {a}",
    "an illustration of {a}", "pictures of {many}", "show me {many}", "find {a}", "the {name}",
    "an image of {a}", "a scene with {a}",
)  # fmt: skip

PARTS = ("subject", "setting", "time", "weather", "style", "colour", "count")
"""What a drawing's record says of it, where it says it."""

MIXES = (
    ("subject", "setting", "time"), ("subject", "setting", "time"), ("subject", "setting"),
    ("subject", "time"), ("setting", "time"), ("subject", "weather"), ("subject", "colour"),
    ("setting", "weather"), ("setting",), ("time",), ("weather",), ("style",),
    ("style", "subject"), ("subject", "setting", "time", "weather"), ("time", "weather"),
)  # fmt: skip
"""Which parts a composed caption may mention."""


class Caption(NamedTuple):
    """A sentence and the facts that it states."""

    text: str
    facts: frozenset[str]


def with_article(name: str) -> str:
    """Say one of a thing.

    >>> with_article("owl"), with_article("pair of scissors"), with_article("field glasses")
    ('an owl', 'a pair of scissors', 'field glasses')
    """
    head = name.partition(" of ")[0].rpartition(" ")[2]
    if head == plural(head) and head not in {"sheep", "fish", "deer"}:
        return name
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def spoken(template: str, name: str) -> str:
    """Fill one template with a name, in the singular and the plural."""
    return template.format(name=name, a=with_article(name), many=plural(name))


def facts_of_photo(labels: Sequence[str]) -> frozenset[str]:
    """List what is true of a photo with these facts as labels, the finest first.

    >>> sorted(facts_of_photo(["lime", "lime", "fruit"]))
    ['colour: green', 'food', 'fruit', 'lime']
    """
    facts = set(labels)
    for label in labels:
        facts.update(kinds_of(label))
    if {"fruit", "vegetables", "packages"} & facts:
        facts.add("food")
    return frozenset(facts)


def captions_of_photo(
    labels: Sequence[str], texts: Sequence[str], count: int, rng: np.random.Generator
) -> list[Caption]:
    """Write captions for the photos of one class.

    Parameters
    ----------
    labels : sequence of str
        Facts, the finest first.
    texts : sequence of str
        What is written about the class elsewhere, in sentences.
    count : int
        How many captions to write.
    rng : np.random.Generator

    Returns
    -------
    list of Caption
        The first is the class's usual name, the others are drawn at random.
    """
    wider = sorted(facts_of_photo(labels) - set(labels[:1]))
    captions = [Caption(names_of(labels[0])[0], frozenset(labels[:1]))]
    for _ in range(count - 1):
        luck = rng.random()
        if luck < 0.08 and texts:
            captions.append(Caption(str(rng.choice(list(texts))), frozenset(labels[:1])))
        elif luck < 0.35 and wider:
            captions.append(_of_kinds(wider, rng))
        else:
            fact = labels[0] if luck < 0.75 else labels[min(1, len(labels) - 1)]
            captions.append(_of_fact(fact, OF_PHOTOS, rng))
    return captions


def _of_fact(fact: str, templates: Sequence[str], rng: np.random.Generator) -> Caption:
    names = names_of(fact)
    # The usual name half of the time, any of its names otherwise.
    name = names[0] if rng.random() < 0.5 else names[int(rng.integers(len(names)))]
    return Caption(spoken(_one_of(templates, rng), name), frozenset((fact,)))


def _of_kinds(wider: Sequence[str], rng: np.random.Generator) -> Caption:
    """Name one of the wider kinds, with its colour where that is known."""
    colours = [fact for fact in wider if fact.startswith("colour: ")]
    kinds = [fact for fact in wider if fact not in colours] or list(wider)
    caption = _of_fact(_one_of(kinds, rng), OF_PHOTOS, rng)
    if not colours or rng.random() < 0.4:
        return caption
    name = names_of(next(iter(caption.facts)))[0]
    shade = colours[0].removeprefix("colour: ")
    return Caption(f"{shade} {name}", caption.facts | {colours[0]})


def _one_of(words: Sequence[str], rng: np.random.Generator) -> str:
    return words[int(rng.integers(len(words)))]


def facts_of_drawing(record: Mapping[str, object]) -> frozenset[str]:
    """List what is true of a drawing, from its record."""
    facts = {fact for part in PARTS for fact in _fact(record, part)}
    if record.get("subject"):
        facts.update(kinds_of(str(record["subject"])))
    return frozenset(facts)


def _fact(record: Mapping[str, object], part: str) -> Iterator[str]:
    """Name the fact of one part, if the record has it; only subjects go by their bare name."""
    value = record.get(part)
    if value:
        yield str(value) if part == "subject" else f"{part}: {value}"


def facts_told(record: Mapping[str, object], text: str) -> frozenset[str]:
    """List the facts of a drawing that a true sentence about it mentions.

    >>> sorted(facts_told({"subject": "cup", "time": "dusk"}, "a mug at sunset"))
    ['cup', 'time: dusk']
    """
    subject = set(_fact(record, "subject"))
    parts = ("setting", "time", "weather", "style", "colour")
    mentioned = [part for part in parts if _mentions(text, str(record.get(part)))]
    count = {"count: 2"} if "two " in text else {"count: 3"} if "three " in text else set()
    return frozenset(subject | count | {fact for part in mentioned for fact in _fact(record, part)})


def _mentions(text: str, value: str) -> bool:
    return any(word in text for word in TELLING.get(value, (value,)))


TELLING = {
    "sea": ("sea", "ocean", "open water", "the water"), "coast": ("coast", "cliff", "shore"),
    "beach": ("beach", "seaside", "shore", "sand"), "lake": ("lake", "still water", "the water"),
    "river": ("river", "stream", "the water"), "mountains": ("mountain", "peak", "alps"),
    "forest": ("forest", "woods", "trees"), "meadow": ("meadow", "grass", "hills", "green field"),
    "desert": ("desert", "dune"),
    "snow field": ("snow field", "snowy field", "winter", "deep snow"),
    "farmland": ("farm", "fields", "countryside"), "table": ("table",),
    "city": ("city", "buildings", "skyscraper", "town"),
    "village": ("village", "houses", "town", "cottages"),
    "dawn": ("dawn", "sunrise", "morning", "daybreak"), "dusk": ("dusk", "sunset", "evening"),
    "day": ("by day", "daylight", "daytime", "the day", "noon"),
    "night": ("night", "dark", "stars", "moon"), "clear": ("clear", "cloudless", "sunshine"),
    "cloudy": ("cloud",), "rain": ("the rain", "rainy"),
    "snow": ("falling snow", "snows", "snowy weather"),
    "fog": ("fog", "mist"), "storm": ("storm", "lightning"),
    "northern lights": ("northern lights", "aurora"), "poster": ("poster", "flat illustration"),
    "painting": ("painting of", "painted"), "paper cut": ("paper",),
    "ink drawing": ("ink drawing", "line drawing", "pen sketch"),
    "watercolour": ("watercolo", "aquarelle"),
    "pixel art": ("pixel", "retro"),
}  # fmt: skip
"""Words that show that a sentence speaks of a part's value, whichever words it chose."""


def captions_of_drawing(
    record: Mapping[str, object], count: int, rng: np.random.Generator
) -> list[Caption]:
    """Write captions for one drawing: its sentences, and what any part of its record says.

    Parameters
    ----------
    record : mapping
        `sentence`, `paraphrases` and the parts that `PARTS` names.
    count : int
        How many captions to write; its own sentence comes first.
    rng : np.random.Generator
    """
    paraphrases = record.get("paraphrases") or ()
    assert isinstance(paraphrases, Sequence)
    told = [
        Caption(str(text), facts_told(record, str(text)))
        for text in (record["sentence"], *paraphrases)
    ]
    captions = told[:1]
    while len(captions) < count:
        luck = rng.random()
        subject = [*_fact(record, "subject")]
        kinds = [kind for fact in subject for kind in kinds_of(fact) if ": " not in kind]
        if luck < 0.45:
            captions.append(told[int(rng.integers(len(told)))])
        elif luck < 0.62 and subject:
            captions.append(_of_fact(subject[0], OF_DRAWINGS, rng))
        elif luck < 0.68 and kinds:
            captions.append(_of_fact(_one_of(kinds, rng), OF_DRAWINGS, rng))
        else:
            captions.extend(_composed(record, rng))
    return captions


def _composed(record: Mapping[str, object], rng: np.random.Generator) -> Iterator[Caption]:
    """Say some of the parts of a record, as a phrase or as bare words; nothing if it lacks one."""
    parts = MIXES[int(rng.integers(len(MIXES)))]
    facts = [fact for part in parts for fact in _fact(record, part)]
    if len(facts) < len(parts):
        return
    bare = rng.random() < 0.3
    words = {part: _words(part, str(record[part]), rng, bare) for part in parts}
    if "subject" in parts:
        words |= _named(words, record, rng, plain=bare)
    order = ("style", "colour", "subject", "setting", "weather", "time")
    text = " ".join(words[part] for part in order if part in words)
    yield Caption(text, frozenset(facts))


def asked_for(subject: str, setting: str, time: str) -> str:
    """Ask for a subject in a setting at a time of day, in plain words.

    >>> asked_for("sailing boat", "sea", "night")
    'a sailing boat at sea at night'
    """
    return f"{with_article(names_of(subject)[0])} {PHRASES[setting][0]} {PHRASES[time][0]}"


def _named(
    words: Mapping[str, str], record: Mapping[str, object], rng: np.random.Generator, *, plain: bool
) -> dict[str, str]:
    """Say the subject, with the article in front of its colour where it has one."""
    names = names_of(str(record["subject"]))
    name = names[0] if rng.random() < 0.6 else _one_of(names, rng)
    if plain:
        return {"subject": name}
    if "colour" in words:
        return {"colour": with_article(words["colour"]), "subject": name}
    return {"subject": with_article(name)}


PHRASES = {
    "sea": ("at sea", "on the sea", "on the open sea", "on the water", "on the ocean"),
    "coast": ("on the coast", "by the coast", "by the sea", "on a rocky shore", "near the sea"),
    "beach": ("on the beach", "at the beach", "on a sandy beach", "on the sand", "by the sea"),
    "lake": ("on a lake", "by the lake", "on the water", "at a lake"),
    "river": ("by the river", "on a river", "on the water", "along a river"),
    "mountains": (
        "in the mountains",
        "in front of mountains",
        "among the peaks",
        "near a mountain",
    ),
    "forest": ("in the forest", "in the woods", "among the trees"),
    "meadow": ("in a meadow", "on the grass", "in a green field", "on a meadow"),
    "desert": ("in the desert", "in a dry desert", "among the dunes"),
    "snow field": ("in the snow", "on a snowy field", "in winter", "in a white winter landscape"),
    "farmland": ("in farmland", "in the fields", "on a farm", "in the countryside"),
    "city": ("in the city", "in a town", "in front of tall buildings", "downtown"),
    "village": ("in a village", "in the village", "among small houses"),
    "table": ("on a table", "on a wooden table", "on the table"),
    "dawn": ("at dawn", "at sunrise", "in the early morning", "in the morning"),
    "day": ("by day", "during the day", "in daylight", "at noon"),
    "dusk": ("at dusk", "at sunset", "in the evening", "in the evening light"),
    "night": ("at night", "by night", "in the dark", "under the stars", "in moonlight"),
    "clear": ("in clear weather", "under a clear sky", "in the sunshine"),
    "cloudy": ("under a cloudy sky", "under clouds", "on a cloudy day"),
    "rain": ("in the rain", "on a rainy day", "in rainy weather"),
    "snow": ("in falling snow", "while it snows", "in snowy weather"),
    "fog": ("in fog", "in the mist", "on a foggy day"),
    "storm": ("in a storm", "in stormy weather", "in a thunderstorm", "with lightning"),
    "rainbow": ("under a rainbow", "with a rainbow"),
    "northern lights": ("under the northern lights", "with the aurora"),
}
"""How people say where, when and in what weather; what is not listed is said as it is."""


def _words(part: str, value: str, rng: np.random.Generator, bare: bool) -> str:
    if bare or part in {"subject", "colour", "style"}:
        return value
    return _one_of(PHRASES.get(value, (f"in the {value}", value)), rng)
