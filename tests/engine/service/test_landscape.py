"""A map of an answer: every candidate where its score puts it, and the same map every time."""

import numpy as np
import pytest

from engine.conversation import (
    Ask,
    Classifier,
    Condition,
    Conversation,
    Judge,
    Label,
    Learning,
    Relearn,
    Situation,
    Turn,
    Undo,
    step,
)
from engine.search import Ranking
from engine.service import Engine, Landscape
from engine.service.landscape import MATCHES_DRAWN, OTHERS_DRAWN, choose_places
from tests.engine.conftest import PICTURES
from tests.engine.making import asked, jpeg


@pytest.fixture(scope="module")
def judged(engine):
    first = [hit.id for hit in engine.find(Situation(texts=("boat",)), 0, 12).hits]
    return asked(
        Ask(text="boat"),
        Judge(label=Label.LIKED, pictures=tuple(first[1:4])),
        Judge(label=Label.DISLIKED, pictures=(first[6],)),
        Judge(label=Label.UNSURE, pictures=(first[7],)),
    )


def test_every_candidate_and_every_label_has_its_place_once(engine, judged):
    drawn = engine.survey(judged)
    ranking = engine._rankings.narrow(judged)
    ids = [place.id for place in drawn.places]
    assert len(ids) == len(set(ids)) == len(ranking.rows) + 5
    assert drawn.candidates == len(ranking.rows)
    kinds = {kind: [p.id for p in drawn.places if p.kind == kind] for kind in ("liked", "disliked")}
    assert kinds["liked"] == list(judged.labelled(Label.LIKED))
    assert kinds["disliked"] == list(judged.labelled(Label.DISLIKED))
    assert sum(place.kind == "match" for place in drawn.places) == drawn.matches


def test_to_the_right_is_the_score_and_the_edge_parts_matches_from_the_rest(engine, judged):
    drawn = engine.survey(judged)
    hits = {hit.id: hit for hit in engine.find(judged, 0, PICTURES).hits}
    for place in drawn.places:
        if place.id in hits:
            assert place.x == pytest.approx(hits[place.id].score, abs=1e-3)
        if place.kind == "match":
            assert place.x >= drawn.edge - 1e-3
        if place.kind == "undecided" and place.id in hits:
            assert place.x <= drawn.edge + 1e-3
        assert abs(place.y) <= 3
        assert 0 <= place.share <= 1


def test_shares_are_the_votes_that_a_reason_tells(engine, judged):
    for place in engine.survey(judged).places[:10]:
        reasons = engine.explain(judged, place.id)
        assert place.share == pytest.approx(reasons.votes / reasons.trees)


def test_the_same_answer_has_the_same_map(engine, judged):
    other = Engine.open(engine.folder)
    other._model = engine._model
    assert engine.survey(judged) == engine.survey(judged)


def test_upwards_is_what_the_score_does_not_tell(engine, judged):
    drawn = [place for place in engine.survey(judged).places if place.kind != "liked"]
    x, y = np.array([(place.x, place.y) for place in drawn]).T
    assert y.std() > 0.5
    assert abs(np.corrcoef(x, y)[0, 1]) < 0.6


def test_without_a_search_there_is_no_map_and_words_alone_have_one_without_votes(engine):
    assert engine.survey(Situation()) == Landscape()
    conditions = (Condition(field="format", op="is", value="jpeg"),)
    assert engine.survey(Situation(conditions=conditions)) == Landscape()
    drawn = engine.survey(Situation(texts=("boat",)))
    assert drawn.places
    assert {place.share for place in drawn.places} == {0.0}
    assert engine.boxes(Situation(texts=("boat",))) is None
    assert engine.boxes(Situation()) is None


def test_a_picture_that_was_brought_along_lies_on_the_map(engine):
    brought = engine.take_upload(jpeg(901))
    situation = Situation(labels=((brought, Label.LIKED),))
    assert [p.id for p in engine.survey(situation).places if p.kind == "liked"] == [brought]


def test_of_many_candidates_some_are_drawn_the_first_and_the_last_among_them():
    count = 20_000
    nothing = np.zeros(count, dtype=np.float32)
    ranking = Ranking(np.arange(count), nothing, nothing, 5000, 0.0, 0.0, 0.0, {}, {})
    places = choose_places(ranking)
    assert len(places) == MATCHES_DRAWN + OTHERS_DRAWN
    assert (np.diff(places) > 0).all()
    assert {0, 4999, 5000, count - 1} <= set(places.tolist())


def test_another_classifier_has_no_edge_and_its_own_boxes(engine, judged):
    other = judged.model_copy(update={"learning": Learning(classifier=Classifier.SCAN)})
    assert engine.survey(other).edge is None
    ours, theirs = engine.boxes(judged), engine.boxes(other)
    assert (ours.trees, theirs.trees, theirs.needed) == (28, 25, 13)
    assert ours.sql != theirs.sql
    assert engine.scans


def test_the_choice_outlives_a_new_search_and_undo_takes_it_back():
    chosen = Learning(classifier=Classifier.BRANCHES, dislikes=4)
    begun = step(Conversation(), Turn(changes=(Ask(text="boat"),)))
    studied = step(begun, Turn(changes=(Relearn(learning=chosen),)))
    assert studied.now == begun.now.model_copy(update={"learning": chosen})
    assert step(studied, Turn(changes=(Ask(text="tree"),))).now.learning == chosen
    assert step(studied, Undo()).now == begun.now


def test_a_conversation_written_before_there_was_a_choice_opens_with_the_usual_one():
    assert Situation.model_validate_json('{"texts": ["boat"]}').learning == Learning()
    assert "learning" not in Situation(texts=("boat",)).model_dump_json(exclude_defaults=True)
    with pytest.raises(ValueError, match="classifier"):
        Learning.model_validate_json('{"classifier": "psychic"}')
    with pytest.raises(ValueError, match="less than or equal to 30"):
        Learning(dislikes=31)
