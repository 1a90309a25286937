"""Answers of a library that has near-duplicates, few pictures, or many labels."""

import numpy as np
import pytest

from engine.build import index_folder
from engine.conversation import Ask, Conversation, Hide, Judge, Label, Show, Turn, step
from engine.errors import LabelsError
from engine.service import Engine
from engine.settings import DEMO_LIBRARY
from tests.engine.making import asked, scribble

COPIES = {0: (95, 85, 75, 60, 50), 1: (90, 70), 2: (90,)}
"""So many times, at these qualities, the first three scribbles are saved."""
PICTURES = 36
FILES = PICTURES + sum(len(qualities) - 1 for qualities in COPIES.values())


def made(folder, encoder, images):
    (folder / "album").mkdir(parents=True)
    for name, (image, quality) in images.items():
        image.save(folder / "album" / f"{name}.jpg", quality=quality)
    index_folder(folder / "album", folder / "library", encoder)
    return Engine.open(folder / "library")


@pytest.fixture(scope="module")
def engine(tmp_path_factory, tiny_encoder):
    images = {
        f"{number:02d}-{quality}": (scribble(number), quality)
        for number in range(PICTURES)
        for quality in COPIES.get(number, (90,))
    }
    return made(tmp_path_factory.mktemp("copies"), tiny_encoder, images)


def liking(*pictures):
    return Judge(label=Label.LIKED, pictures=pictures)


def disliking(*pictures):
    return Judge(label=Label.DISLIKED, pictures=pictures)


def scribbled(engine, picture):
    """Which scribble a picture shows."""
    return int(engine.picture(picture).path[:2])


def named(engine, number):
    everything = engine.sample(FILES)
    return [picture for picture in everything if scribbled(engine, picture) == number]


def everything(page):
    return [picture for hit in page.hits for picture in (hit.id, *hit.alike)]


def test_copies_are_one_tile_that_counts_them(engine):
    page = engine.find(asked(Ask(text="boat")), 0, FILES)
    piles = {scribbled(engine, hit.id): len(hit.alike) for hit in page.hits}
    assert piles == {n: len(COPIES.get(n, (90,))) - 1 for n in range(PICTURES)}
    assert page.ranked == PICTURES
    for hit in page.hits:
        assert {scribbled(engine, other) for other in hit.alike} <= {scribbled(engine, hit.id)}


@pytest.mark.parametrize("size", [1, 5, 12])
def test_pages_show_every_picture_once_as_a_tile_or_in_a_pile(engine, size):
    situation = asked(Ask(text="boat"))
    shown = []
    for start in range(0, FILES, size):
        shown += everything(engine.find(situation, start, size))
    assert sorted(shown) == sorted(engine.sample(FILES))


def test_matches_count_pictures_and_not_tiles(engine):
    page = engine.find(asked(Ask(text="boat")), 0, FILES)
    rows = engine._rankings._searched.get(next(iter(engine._rankings._searched._values))).rows
    assert page.matches <= len(rows) == FILES
    assert sum(hit.match for hit in page.hits) <= page.matches
    assert 0 <= page.right_low <= page.right <= page.right_high <= page.matches


def test_copies_of_what_was_judged_get_no_tile_and_can_be_asked_for(engine):
    first, *others = named(engine, 0)
    for change in (liking(first), disliking(first), Hide(pictures=(first,))):
        situation = asked(Ask(text="boat"), change)
        page = engine.find(situation, 0, FILES)
        assert page.folded == len(others)
        assert not set(everything(page)) & {first, *others}
        assert sorted(engine.alike(situation, first)) == sorted(others)
    assert len(everything(page)) + 1 + page.folded == FILES


def test_what_is_alike_is_the_pile_of_the_tile(engine):
    situation = asked(Ask(text="boat"))
    for hit in engine.find(situation, 0, FILES).hits:
        assert engine.alike(situation, hit.id) == hit.alike
    assert len(engine.alike(asked(), named(engine, 1)[0])) == 1


def test_a_picture_brought_along_finds_its_copies(engine):
    upload = engine.take_upload(engine.path(named(engine, 0)[0]).read_bytes())
    situation = asked(liking(upload))
    assert scribbled(engine, engine.find(situation, 0, 1).hits[0].id) == 0
    assert {scribbled(engine, one) for one in engine.alike(situation, upload)} == {0}


def test_a_liked_picture_whose_copy_is_disliked_is_answered(engine):
    one, other, *rest = named(engine, 0)
    page = engine.find(asked(liking(one), disliking(other)), 0, 12)
    assert len(page.hits) == 12
    assert not set(everything(page)) & {one, other, *rest}


def test_a_page_that_asks_shows_sure_hits_and_then_questions(engine):
    liked = named(engine, 5)[0]
    situation = asked(Ask(text="boat"), liking(liked))
    plain, page = engine.find(situation, 0, 6), engine.ask(situation, 12)
    assert [hit.id for hit in page.hits[:6]] == [hit.id for hit in plain.hits]
    assert [hit.asking for hit in page.hits] == [False] * 6 + [True] * 6
    shown = everything(page)
    assert len(set(shown)) == len(shown)
    questions = [scribbled(engine, hit.id) for hit in page.hits[6:]]
    sure = [scribbled(engine, hit.id) for hit in page.hits[:6]]
    assert len({*questions, *sure, 5}) == 13


def test_questions_are_nearer_to_even_chances_than_what_is_left_out(demo):
    first = demo.find(asked(Ask(text="a lighthouse")), 0, 12).hits
    situation = asked(Ask(text="a lighthouse"), liking(first[0].id), disliking(first[11].id))
    page = demo.ask(situation, 12)
    away = [abs(hit.chance - 0.5) for hit in page.hits if hit.asking]
    others = [abs(hit.chance - 0.5) for hit in demo.find(situation, 0, 400).hits]
    assert np.mean(away) < np.mean(others)


def test_what_was_passed_over_reaches_the_search_and_may_be_shown_again(engine):
    conversation = step(Conversation(), Turn(changes=(Ask(text="boat"),)))
    page = tuple(hit.id for hit in engine.find(conversation.now, 0, 12).hits)
    shown = step(conversation, Show(pictures=page))
    judged = step(shown, Turn(changes=(liking(page[3]),))).now
    brief = engine._briefs.write(judged)
    assert len(brief.passed) == 3
    assert not set(brief.passed) & set(brief.settled)
    assert set(everything(engine.find(judged, 0, FILES))) & set(judged.passed)
    gone = judged.model_copy(update={"passed": (*judged.passed, "0000000000000000")})
    assert engine.find(gone, 0, 12).hits


def test_a_library_of_one_picture_answers(tmp_path, tiny_encoder):
    engine = made(tmp_path, tiny_encoder, {"only": (scribble(1), 90)})
    page = engine.find(asked(Ask(text="boat")), 0, 12)
    assert len(page.hits) == 1
    liked = asked(liking(page.hits[0].id))
    assert engine.find(liked, 0, 12).hits == engine.ask(liked, 12).hits == ()
    assert engine.ask(asked(Ask(text="boat")), 12).hits[0].id == page.hits[0].id


def test_a_library_of_copies_alone_is_one_tile_and_loses_none(tmp_path, tiny_encoder):
    copies = {f"{quality}": (scribble(1), quality) for quality in range(88, 96)}
    engine = made(tmp_path, tiny_encoder, copies)
    situation = asked(Ask(text="boat"))
    page = engine.find(situation, 0, 12)
    assert sorted(everything(page)) == sorted(engine.sample(8))
    liked = asked(Ask(text="boat"), liking(page.hits[0].id))
    left = engine.find(liked, 0, 12)
    assert len(everything(left)) + left.folded == 7


def test_dislikes_alone_are_answered_with_what_to_do(engine):
    for ask in (lambda one: engine.find(one, 0, 12), lambda one: engine.ask(one, 12)):
        with pytest.raises(LabelsError, match="describe it, or like a picture"):
            ask(asked(disliking(*named(engine, 0))))


@pytest.fixture(scope="module")
def demo():
    if not (DEMO_LIBRARY / "manifest.json").is_file():
        pytest.skip(f"the bundled demo of {DEMO_LIBRARY} is not here")
    return Engine.open(DEMO_LIBRARY)


def test_500_labels_are_answered(demo):
    pictures = demo.sample(500)
    page = demo.find(asked(liking(*pictures[::2]), disliking(*pictures[1::2])), 0, 12)
    assert len(page.hits) == 12
    assert not {hit.id for hit in page.hits} & set(pictures)
