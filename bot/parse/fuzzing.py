"""Messages that nobody would type, and the laws that hold for them all the same.

Three kinds in turn: words of the vocabulary in any order, messages of the development set with
letters and words changed, and any characters at all. `broken` names the first law that a reading
breaks; a message that raises is a fault of its own and is left to rise.
"""

import string
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np

from bot.parse.actions import Action, Ask, Label, Reference, Refuse
from bot.parse.measuring import read_cases
from bot.parse.reading import read
from bot.parse.screen import Screen
from bot.parse.words import tables, words_of

_ODD = "#!?.,;:/-+()[]\"'“”<>{}%$&*=~|\\ \n\t\u200b\u202e\u0301\ufe0f👍👎❤🤔½№３٧७ éßあ番더ﷺ\ud800"
_LONGEST = 40
_MOST_SHOWN = 40


def messages(rng: np.random.Generator, count: int) -> Iterator[tuple[str, Screen]]:
    """Make `count` messages, each with a screen to read it against."""
    makers = (_of_words, _changed, _of_characters)
    for place in range(count):
        yield makers[place % len(makers)](rng), _screen(rng)


def broken(message: str, screen: Screen) -> str | None:
    """Read a message, and name the law that its reading breaks; None when all hold."""
    reading = read(message, screen)
    if reading != read(message, screen):
        return "the same message reads the same"
    if any(not _shown(number, screen) for number in numbers_of(reading.actions)):
        return "numbers in actions are numbers that were shown"
    for action in reading.actions:
        if isinstance(action, Label):
            judged = (*action.liked, *action.disliked, *action.unsure)
            if len(judged) != len(set(judged)):
                return "no picture is judged two ways"
    if type(reading).model_validate_json(reading.model_dump_json()) != reading:
        return "a reading comes back from JSON"
    return None


def numbers_of(actions: Iterable[Action]) -> Iterator[Reference]:
    """List the pictures that actions would act on; those asked about or refused do not count."""
    for action in actions:
        if isinstance(action, Ask | Refuse):
            continue
        for name in ("liked", "disliked", "unsure", "numbers"):
            yield from getattr(action, name, ())
        for name in ("number", "before"):
            if (number := getattr(action, name, None)) is not None:
                yield number


def _shown(number: Reference, screen: Screen) -> bool:
    return number in screen.uploads if isinstance(number, str) else 1 <= number <= screen.shown


@cache
def _vocabulary() -> tuple[str, ...]:
    return tuple(sorted({word for language in tables() for word in words_of(language)}))


@cache
def _said() -> tuple[str, ...]:
    return tuple(case.message for case in read_cases())


def _pick(rng: np.random.Generator, choices: tuple[str, ...] | str) -> str:
    return choices[int(rng.integers(len(choices)))]


def _of_words(rng: np.random.Generator) -> str:
    return " ".join(_word(rng) for _ in range(int(rng.integers(1, 14))))


def _word(rng: np.random.Generator) -> str:
    kind = int(rng.integers(6))
    if kind == 0:
        return f"{_pick(rng, ('', '#', '-', '+'))}{int(rng.integers(60))}"
    return _pick(rng, _ODD) if kind == 1 else _pick(rng, _vocabulary())


def _changed(rng: np.random.Generator) -> str:
    letters = list(_pick(rng, _said()))
    for _ in range(int(rng.integers(1, 5))):
        place = int(rng.integers(len(letters) + 1))
        other = _pick(rng, string.ascii_lowercase + string.digits + _ODD)
        match int(rng.integers(5)):
            case 0:
                letters.insert(place, other)
            case 1:
                del letters[place : place + 1]
            case 2:
                letters[place : place + 1] = [other]
            case 3:
                letters[place : place + 2] = reversed(letters[place : place + 2])
            case _:
                letters[place:place] = [" ", *_pick(rng, _said())]
    return "".join(letters)


def _of_characters(rng: np.random.Generator) -> str:
    count = int(rng.integers(1, _LONGEST))
    if rng.integers(2):
        return "".join(_pick(rng, _ODD + string.printable) for _ in range(count))
    return "".join(chr(int(code)) for code in rng.integers(0x11_0000, size=count))


def _screen(rng: np.random.Generator) -> Screen:
    shown = int(rng.integers(_MOST_SHOWN))
    first = int(rng.integers(shown + 1))
    newest = tuple(range(first + 1, shown + 1))
    return Screen(
        shown=shown,
        newest=newest,
        columns=int(rng.integers(1, 7)),
        liked=newest[:1],
        disliked=newest[1:2],
        uploads=("A",),
        brought=("A",) if rng.integers(8) == 0 else (),
        compared=newest[:2] if rng.integers(2) and len(newest) > 1 else (),
        question=newest if newest and rng.integers(4) == 0 else None,
        last=newest[0] if newest and rng.integers(2) else None,
        language=_pick(rng, tuple(tables())),
        saved=("kites",),
    )
