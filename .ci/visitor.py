"""A first-time visitor, simulated, at our page and at the plain one: `python .ci/visitor.py`.

Both visitors have the same wishes, judge by the same details of the demo's pictures, begin with the
same sentence, and look at twelve pictures a turn:

- at the plain page (`.ci/plain.py`) the visitor types other words each turn: synonyms, other
  orders, and for a family of things its members, one after the other; every other time a thing, or
  another detail, that may well be in the picture; never the same words twice;
- at ours the visitor presses More where most of a page fits or was seen before, and else marks what
  fits and what does not, at most three of each, and presses Enter. Where nothing seen so far fits,
  or such a turn brought less than two new ones that do, the visitor types other words.

Nobody clicks by mistake, nobody gives up before the last turn. The figures go to standard output.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from statistics import mean, median

import numpy as np
from plain import search

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.handlers import Answer, Mark, Message, answer
from engine.conversation import Conversation
from engine.service import Engine
from engine.settings import DEMO_LIBRARY
from engine.training.drawing.sentences import _ALONE as ALONE
from engine.training.drawing.sentences import _STYLE as STYLE
from engine.training.drawing.sentences import _TIME as TIME
from engine.training.drawing.sentences import _WEATHER as WEATHER
from engine.training.drawing.sentences import _WHERE as WHERE
from engine.types import PictureId

TURNS = 10
MINUTE = 60.0
MARKS = 3
MANY = 20
KEY, POINT, CLICK, THINK = 0.28, 1.1, 0.2, 1.35
"""Seconds, from the keystroke-level model (Card, Moran and Newell, 1980): a key of an average
typist, pointing with the mouse, a click, making up one's mind."""
LOOK, WAIT = 0.3, 0.4
"""Seconds, assumed: a glance at one small picture, an answer on the screen (the same for both)."""
FAMILIES = {
    "animals": ("dog", "cow", "sheep", "horse", "deer", "fox", "elephant", "cat"),
    "fruit": ("orange", "pear", "banana", "apple", "cherries", "grapes"),
    "vehicles": ("truck", "car", "bus", "train", "bicycle"),
    "things that fly": ("kite", "rocket", "airplane", "helicopter", "hot-air balloon", "birds"),
    "boats": ("sailing boat", "rowing boat"),
    "plants": ("cactus", "pine tree", "sunflower", "palm tree", "oak tree", "tulip"),
    "buildings": ("lighthouse", "cabin", "castle", "barn", "windmill", "church"),
}
THINGS = tuple(thing for family in FAMILIES.values() for thing in family)
GUESSED = (("setting", WHERE), ("time", TIME), ("weather", WEATHER), ("style", STYLE))
ASPECTS = ("setting", "time", "weather", "style")
STILL = ("a table by a window", "a table", "a wooden table")
Details = dict[str, str]
Choose = Callable[[Sequence[str]], str]


@dataclass(frozen=True)
class Wish:
    """What somebody looks for: `fits` says which pictures, `known` what can be said of them."""

    known: Details
    goal: int
    details: Details
    fits: frozenset[PictureId]

    def wordings(self, rng: np.random.Generator) -> Iterator[str]:
        """Say it, and say it again in ever other words."""
        said = {phrase(self.known, lambda words: words[0])}
        yield from said
        members = rng.permutation(FAMILIES.get(self.known.get("subject", ""), ())).tolist()
        for attempt in range(1000):
            known = dict(self.known)
            if members and attempt % (len(members) + 1) < len(members):
                known["subject"] = members[attempt % (len(members) + 1)]
            elif self.goal == 1 and attempt % 2:  # guesses what else it may have been
                name, table = GUESSED[int(rng.integers(len(GUESSED)))]
                known[name] = list(table)[int(rng.integers(len(table)))]
            elif "subject" not in known and attempt % 2:  # thinks of a thing that may be in it
                known["subject"] = THINGS[int(rng.integers(len(THINGS)))]
            text = phrase(known, lambda words: words[int(rng.integers(len(words)))])
            if text not in said:
                said.add(text)
                yield text


def phrase(known: Details, choose: Choose) -> str:
    """Put details into words, as a searcher would."""
    body, where = known.get("subject", ""), known.get("setting", "")
    if body in FAMILIES or body in ("cherries", "grapes", "birds"):
        body = f"{known.get('colour', '')} {body}".strip()
    elif body:
        thing = f"{known.get('colour', '')} {body}".strip()
        body = f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"
    if where:
        body = f"{body} {choose(WHERE[where])}" if body else choose(ALONE.get(where, STILL))
    ends = [choose(table[known[name]])
            for name, table in (("time", TIME), ("weather", WEATHER)) if name in known]  # fmt: skip
    head = choose(STYLE[known["style"]]) if "style" in known else ""
    if head and not body:
        body = "a scene"
    return " ".join(part for part in (head, body, *sorted(ends, key=choose([len, str]))) if part)


def holds(details: Details, known: Details) -> bool:
    """Tell whether everything that is known is so."""
    return all(
        details["subject"] in FAMILIES[value] if value in FAMILIES else details[name] == value
        for name, value in known.items()
    )


@dataclass(frozen=True)
class Gone:
    """How far a visitor was after a turn."""

    seconds: float
    looked: int
    found: int


class Visit:
    """One visitor with one wish at one page: what was seen, and how long it took."""

    def __init__(self, wish: Wish, catalogue: dict[PictureId, Details]) -> None:
        self.wish, self.catalogue = wish, catalogue
        self.seconds, self.looked = 0.0, 0
        self.seen: set[PictureId] = set()
        self.new, self.gain, self.box = 0, 0, ""

    def type(self, text: str) -> None:
        """Think, and write over what stands in the box: at best only where it differs."""
        start = _common(self.box, text)
        end = min(_common(self.box[::-1], text[::-1]), len(text) - start, len(self.box) - start)
        changed = max(len(text), len(self.box)) - start - end
        edit = KEY * changed + (POINT + CLICK if self.box else 0)
        self.seconds += THINK + min(edit, KEY * (len(text) + 1)) + KEY
        self.box = text

    def click(self, times: int) -> None:
        """Think, click some pictures, and press Enter."""
        self.seconds += THINK + times * (POINT + CLICK) + KEY

    def look(self, pictures: Sequence[PictureId]) -> Gone:
        """Wait for a page, and look at all of it."""
        self.seconds += WAIT + LOOK * len(pictures)
        self.looked += len(pictures)
        fresh = set(pictures) - self.seen
        self.new, self.gain = len(fresh), len(fresh & self.wish.fits)
        self.seen |= set(pictures)
        return Gone(self.seconds, self.looked, len(self.seen & self.wish.fits))

    def likeness(self, picture: PictureId) -> float:
        """Say how much of what is looked for is in a picture, from 0 to 1."""
        if self.wish.goal > 1:
            return float(picture in self.wish.fits)
        details = self.catalogue[picture]
        return mean(details[name] == value for name, value in self.wish.details.items())


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)))  # fmt: skip


def at_plain(engine: Engine, visit: Visit, rng: np.random.Generator) -> Iterator[Gone]:
    """Type other words each turn."""
    for words in visit.wish.wordings(rng):
        visit.type(words)
        yield visit.look(search(engine, words))


def at_ours(
    engine: Engine, visit: Visit, rng: np.random.Generator, *, stubborn: bool = False
) -> Iterator[Gone]:
    """Mark pictures; while none fits, type other words; later ones, too, unless stubborn."""
    wordings = visit.wish.wordings(rng)
    conversation, liked, typed = Conversation(), False, True

    def say(text: str, marks: tuple[Mark, ...] = ()) -> Answer:
        return answer(engine, conversation, Message(text=text, marks=marks))

    words = next(wordings)
    visit.type(words)
    found = say(words)
    while True:
        yield visit.look([tile.id for tile in found.pictures])
        conversation, visit.box = found.conversation, ""
        marks = judge(visit, found)
        liked = liked or any(one.label == "liked" for one in marks)
        stuck = visit.wish.goal > 1 and visit.gain < 2 and not typed and not stubborn
        typed = stuck or not liked
        if typed:
            words = next(wordings)
            visit.type(words)
            found = say(words)
        elif not marks or turns_the_page(visit, found):
            visit.click(1)
            found = say("more")
        else:
            visit.click(len(marks))
            found = say("", marks)


def turns_the_page(visit: Visit, found: Answer) -> bool:
    """Tell whether most of a page fits, or most of it was seen before."""
    half = len(found.pictures) / 2
    return visit.new < half or sum(visit.likeness(tile.id) == 1 for tile in found.pictures) > half


def judge(visit: Visit, found: Answer) -> tuple[Mark, ...]:
    """Like what fits best and dislike what fits least, of what was not judged yet."""
    new = [(visit.likeness(tile.id), tile.number) for tile in found.pictures if tile.label is None]
    if visit.wish.goal > 1:
        liked = [number for likeness, number in new if likeness == 1][:MARKS]
        disliked = [number for likeness, number in new if likeness == 0][:MARKS]
    else:
        ordered = [number for _, number in sorted(new, key=lambda each: (-each[0], each[1]))]
        most = max((likeness for likeness, _ in new), default=0)
        liked = [number for likeness, number in sorted(new, reverse=True) if likeness == most][:2]
        liked = liked if most >= 0.5 else []
        disliked = [number for number in ordered[-2:] if number not in liked]
    return (*(Mark(number=number, label="liked") for number in sorted(liked)),
            *(Mark(number=number, label="disliked") for number in sorted(disliked)))  # fmt: skip


# ---- wishes --------------------------------------------------------------------------------------


def read_catalogue(engine: Engine, attributes: Path) -> dict[PictureId, Details]:
    """Read what is on each picture of the demo."""
    lines = [json.loads(line) for line in attributes.read_text("utf-8").splitlines()]
    by_name = {Path(line["path"]).name: line for line in lines}
    names = ("subject", "colour", *ASPECTS)
    every = engine.describe(engine.sample(engine.pictures))
    return {one.id: {name: by_name[Path(one.path).name][name] or "" for name in names}
            for one in every}  # fmt: skip


def many_that_fit(
    catalogue: dict[PictureId, Details], rng: np.random.Generator, count: int, kind: str
) -> list[Wish]:
    """Draw wishes for twenty pictures of a kind, of which there are between 30 and 200."""
    values = {name: sorted({one[name] for one in catalogue.values()}) for name in ASPECTS}
    if kind == "family":
        asked = [{"subject": family, name: value}
                 for family in FAMILIES for name in ASPECTS for value in values[name]]  # fmt: skip
    else:
        asked = [{one: a, other: b} for one, other in combinations(ASPECTS, 2)
                 for a in values[one] for b in values[other]]  # fmt: skip
    wishes = []
    for place in rng.permutation(len(asked)):
        known = asked[place]
        fits = frozenset(one for one, details in catalogue.items() if holds(details, known))
        if 30 <= len(fits) <= 200:
            wishes.append(Wish(known, MANY, known, fits))
    return wishes[:count]


def one_picture(
    catalogue: dict[PictureId, Details], rng: np.random.Generator, count: int, named: int
) -> list[Wish]:
    """Draw pictures that were seen before; of each `named` details are remembered in words."""
    pictures = sorted(one for one, details in catalogue.items() if details["subject"])
    wishes = []
    for place in rng.choice(len(pictures), count, replace=False):
        details = {name: value for name, value in catalogue[pictures[place]].items() if value}
        others = rng.permutation([name for name in details if name != "subject"])[: named - 1]
        known = {name: details[name] for name in ("subject", *others)}
        wishes.append(Wish(known, 1, details, frozenset({pictures[place]})))
    return wishes


# ---- figures -------------------------------------------------------------------------------------


def play(
    visitor: Callable[..., Iterator[Gone]], engine: Engine, visit: Visit, seed: int
) -> list[Gone]:
    """Let a visitor take turns until the wish is fulfilled."""
    gone: list[Gone] = []
    for state in visitor(engine, visit, np.random.default_rng(seed)):
        gone.append(state)
        if state.found >= visit.wish.goal or len(gone) == TURNS:
            break
    return gone


def line(name: str, goal: int, visits: list[list[Gone]]) -> str:
    """Write one row of the table."""
    done = [len(gone) if gone[-1].found >= goal else TURNS + 1 for gone in visits]
    within = [n <= TURNS and gone[-1].seconds <= MINUTE
              for n, gone in zip(done, visits, strict=True)]  # fmt: skip
    share = [f"{mean(n <= most for n in done):.0%}" for most in (1, 3, 5, TURNS)]
    middle = median(done)
    turns = f"{middle:g}" if middle <= TURNS else f"over {TURNS}"
    looked = f"{mean(gone[-1].looked for gone in visits):.0f}"
    return f"| {name} | {' | '.join(share)} | {mean(within):.0%} | {turns} | {looked} |"


def main() -> None:
    """Play all wishes at both pages, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wishes", type=int, default=40, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--stubborn", action="store_true", help="at ours, once something fits, type no more words"
    )
    arguments = parser.parse_args()
    engine = Engine.open(DEMO_LIBRARY)
    catalogue = read_catalogue(engine, DEMO_LIBRARY.parent / "attributes.jsonl")
    rng = np.random.default_rng(arguments.seed)
    count = arguments.wishes
    kinds = {
        "twenty of a family": many_that_fit(catalogue, rng, count, "family"),
        "twenty of a mood": many_that_fit(catalogue, rng, count, "mood"),
        "one picture, its subject named": one_picture(catalogue, rng, count, 1),
        "one picture, a detail more": one_picture(catalogue, rng, count, 2),
    }
    shown = [
        "| wish | page | 1 turn | 3 turns | 5 turns | 10 turns | a minute | turns | looked at |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, wishes in kinds.items():
        ours = partial(at_ours, stubborn=arguments.stubborn)
        for page, visitor in (("plain", at_plain), ("ours", ours)):
            visits = [play(visitor, engine, Visit(wish, catalogue), number)
                      for number, wish in enumerate(wishes)]  # fmt: skip
            shown.append(line(f"{name} ({len(wishes)}) | {page}", wishes[0].goal, visits))
            sys.stderr.write(shown[-1] + "\n")
    sys.stdout.write("\n".join(shown) + "\n")


if __name__ == "__main__":
    main()
