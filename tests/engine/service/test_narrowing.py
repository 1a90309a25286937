"""Cuts, conditions and orders of a ranking: beside a look at every picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.build import index_folder
from engine.conversation import Condition, Order, Situation
from engine.search import SearchSettings
from engine.service import Engine
from engine.service.narrowing import cut
from tests.engine.making import scribble

PICTURES = 80
IN_FOLDER = Condition(field="path", op="contains", value="some")


@pytest.fixture(scope="module")
def library(tmp_path_factory, tiny_encoder):
    folder = tmp_path_factory.mktemp("narrowing")
    for number in range(PICTURES):
        path = folder / "album" / ("some" if number % 10 == 0 else "most") / f"{number:02d}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        scribble(number).save(path)
    index_folder(folder / "album", folder / "library", tiny_encoder)
    return folder / "library"


chances = hnp.arrays(np.float32, st.integers(1, 40), elements=st.floats(0, 1, width=32)).map(
    lambda drawn: np.sort(drawn)[::-1]
)


@given(chances, st.integers(0, 40), st.integers(-7, 7))
def test_every_step_changes_the_count_until_it_ends(drawn, matches, steps):
    matches = min(matches, len(drawn))
    counts = [cut(drawn, matches, step) for step in range(-8, 9)]
    assert counts == sorted(counts, reverse=True)
    assert counts[8] == matches
    assert all(0 <= count <= len(drawn) for count in counts)
    here, stricter = cut(drawn, matches, steps), cut(drawn, matches, steps + 1)
    assert stricter < here or here in (0, 1, len(drawn))  # an end was reached


def test_few_pictures_that_fulfil_a_condition_are_all_found_in_order(library):
    narrow = SearchSettings(neighbours=5, neighbours_least=2, found=0, widest=1)
    small, whole = Engine.open(library, settings=narrow), Engine.open(library)
    words = Situation(texts=("a blue boat",))
    assert small.find(words, 0, PICTURES).ranked < PICTURES // 2
    asked = words.model_copy(update={"conditions": (IN_FOLDER,)})
    found = small.find(asked, 0, PICTURES).hits
    every = whole.find(words, 0, PICTURES).hits
    paths = {hit.id: whole.picture(hit.id).path for hit in every}
    assert [hit.id for hit in found] == [hit.id for hit in every if "some/" in paths[hit.id]]
    chances = [hit.chance for hit in found]
    assert chances == sorted(chances, reverse=True)


def test_an_order_moves_the_matches_alone(library):
    engine = Engine.open(library)
    words = Situation(texts=("boat",), cut=-4)
    plain = engine.find(words, 0, PICTURES)
    named = words.model_copy(update={"order": Order(by="name", order="asc")})
    ordered = engine.find(named, 0, PICTURES)
    count = plain.matches
    assert ordered.matches == count > 1
    paths = [engine.picture(hit.id).path for hit in ordered.hits[:count]]
    assert paths == sorted(paths)
    assert ordered.hits[count:] == plain.hits[count:]


def test_a_cut_keeps_what_is_expected_within_its_interval(library):
    engine = Engine.open(library)
    for step in range(-4, 5):
        page = engine.find(Situation(texts=("boat",), cut=step), 0, 1)
        assert 0 <= page.right_low <= page.right <= page.right_high <= page.matches
