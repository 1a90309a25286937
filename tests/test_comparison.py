"""The visitor of bot/comparison.md: both pages start alike, and a seed gives the same again."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.conversation import Situation
from engine.service import Engine
from engine.settings import DEMO_LIBRARY

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def visitor():
    sys.path.insert(0, str(ROOT / ".ci"))
    import visitor

    yield visitor
    sys.path.remove(str(ROOT / ".ci"))


@pytest.fixture(scope="module")
def demo():
    return Engine.open(DEMO_LIBRARY)


@pytest.fixture(scope="module")
def catalogue(visitor, demo):
    return visitor.read_catalogue(demo, DEMO_LIBRARY.parent / "attributes.jsonl")


def wishes(visitor, catalogue, kind):
    rng = np.random.default_rng(5)
    if kind == "one":
        return visitor.one_picture(catalogue, rng, 2, 1)
    return visitor.many_that_fit(catalogue, rng, 2, kind)


@pytest.mark.parametrize("kind", ["family", "mood", "one"])
def test_both_pages_begin_with_the_same_pictures(visitor, demo, catalogue, kind):
    for wish in wishes(visitor, catalogue, kind):
        first = [
            next(at(demo, visitor.Visit(wish, catalogue), np.random.default_rng(1)))
            for at in (visitor.at_plain, visitor.at_ours)
        ]
        assert first[0] == first[1]


@pytest.mark.parametrize("page", ["at_plain", "at_ours"])
def test_a_seed_gives_the_same_visit_again(visitor, demo, catalogue, page):
    wish = wishes(visitor, catalogue, "mood")[0]
    once, again = (
        visitor.play(getattr(visitor, page), demo, visitor.Visit(wish, catalogue), 3)
        for _ in range(2)
    )
    assert once == again
    assert [one.looked for one in once] == [12 * (n + 1) for n in range(len(once))]


def test_the_plain_visitor_never_says_the_same_twice(visitor, catalogue):
    for kind in ("family", "mood", "one"):
        for wish in wishes(visitor, catalogue, kind):
            wordings = wish.wordings(np.random.default_rng(2))
            said = [next(wordings) for _ in range(visitor.TURNS)]
            assert len(set(said)) == len(said)


def test_what_differs_is_all_that_is_typed_anew(visitor, catalogue):
    visit = visitor.Visit(wishes(visitor, catalogue, "one")[0], catalogue)
    visit.type("a red boat at night")
    before = visit.seconds
    visit.type("a red boat at dawn")
    typed = visit.seconds - before
    assert typed == pytest.approx(visitor.THINK + 6 * visitor.KEY + visitor.POINT + visitor.CLICK)


def test_the_plain_page_shows_what_the_engine_finds(visitor, demo):
    from plain import SHOWN, build, search

    found = demo.find(Situation(texts=("a red apple",)), 0, SHOWN)
    assert search(demo, "a red apple") == tuple(hit.id for hit in found.hits)
    kinds = {part.get_block_name() for part in build(demo).blocks.values()}
    assert {"textbox", "gallery"} <= kinds


def test_what_the_page_names_is_there():
    page = ROOT / "bot" / "comparison.md"
    text = page.read_text("utf-8")
    for linked in re.findall(r"\]\(([^)]+)\)", text):
        assert (page.parent / linked).is_file(), linked
    for flag in re.findall(r"`(--\w+)`", text):
        assert flag in (ROOT / ".ci" / "visitor.py").read_text("utf-8")
