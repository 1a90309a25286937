"""The reasons given are those of the turn: compared with the turn's own forest and ranking."""

import numpy as np
import pytest

from engine.conversation import Ask, Judge, Label, Situation
from engine.search.candidates import find_candidates
from engine.search.model import ask_neighbours, learn_directions, learn_forest, take_lessons
from engine.service.explaining import otherwise
from engine.service.rankings import draw, search_key
from tests.engine.making import asked


def judged(engine):
    first = [hit.id for hit in engine.find(Situation(texts=("boat",)), 0, 12).hits]
    return asked(
        Ask(text="boat"),
        Judge(label=Label.LIKED, pictures=tuple(first[1:4])),
        Judge(label=Label.DISLIKED, pictures=(first[6],)),
    )


def grown(engine, situation):
    """The forest of a turn, put together by hand."""
    brief = engine._briefs.write(situation)
    indexes, settings = engine._indexes, engine.settings
    directions = learn_directions(take_lessons(brief, indexes), indexes, settings)
    near = tuple(
        ask_neighbours(one, brief, indexes, settings, len(directions)) for one in directions
    )
    forest = learn_forest(brief, near, indexes, settings, draw(search_key(situation)))
    return brief, forest


def test_votes_are_those_of_the_turns_forest(engine):
    situation = judged(engine)
    brief, forest = grown(engine, situation)
    for hit in engine.find(situation, 0, 12).hits:
        reasons = engine.explain(situation, hit.id)
        code = engine._indexes.codes[np.array([hit.row])]
        assert reasons.votes == forest.votes(code)[0]
        assert reasons.trees == forest.trees
        assert {one for one, _ in reasons.voted_by} <= set(situation.labelled(Label.LIKED))
        assert all(count <= reasons.votes for _, count in reasons.voted_by)
    found = find_candidates(forest, brief, engine._indexes, engine.settings)
    assert found.needed >= forest.needed


def test_place_chance_and_match_are_those_shown(engine):
    situation = judged(engine)
    for place, hit in enumerate(engine.find(situation, 0, 12).hits, start=1):
        reasons = engine.explain(situation, hit.id)
        assert reasons.place >= place
        assert (reasons.chance, reasons.match, reasons.score) == (hit.chance, hit.match, hit.score)


def test_words_alone_and_labels_alone_have_their_scores(engine):
    words = Situation(texts=("boat",))
    hit = engine.find(words, 0, 1).hits[0]
    alone = engine.explain(words, hit.id)
    assert alone.words_score == pytest.approx(hit.score, abs=1e-3)
    assert alone.labels_score is None
    assert alone.votes is None
    both = engine.explain(judged(engine), hit.id)
    assert both.words_score == pytest.approx(alone.words_score, abs=1e-6)
    assert both.labels_score is not None


def test_a_label_that_turns_the_answer_round_does_so(engine):
    situation = judged(engine).model_copy(update={"cut": -3})
    seen = [engine.explain(situation, hit.id) for hit in engine.find(situation, 0, 40).hits]
    turned = [(hit, one) for hit, one in zip(engine.find(situation, 0, 40).hits, seen, strict=True)
              if one.flip]  # fmt: skip
    assert turned
    for hit, one in turned:
        label = Label.DISLIKED if one.match else None
        other = engine.find(otherwise(situation, one.flip, label), 0, 60).hits
        matching = {found.id for found in other if found.match}
        assert (hit.id in matching) != one.match
