"""A brief that cannot belong to the library is refused in a sentence; any other is answered.

Whatever the library is: one picture, two, copies of one picture alone, or many.
"""

import numpy as np
import pytest

from engine.errors import LabelsError
from engine.search import Brief, search
from tests.engine.clusters import clustered, made_library

WIDE = 24
TEXT = clustered(4, dimensions=WIDE)[0]
LIBRARIES = {
    "one": clustered(1)[0],
    "two": clustered(2)[0],
    "copies of one": np.repeat(clustered(1)[0], 3000, axis=0),
    "copies of two": np.repeat(clustered(2)[0], 600, axis=0),
    "many": clustered(1500)[0],
}


@pytest.fixture(scope="module", params=LIBRARIES)
def indexes(request, tmp_path_factory):
    return made_library(tmp_path_factory.mktemp("library"), LIBRARIES[request.param])


def rows(*numbers):
    return np.array(numbers, dtype=np.int64)


def vectors(value, wide=WIDE):
    return np.full((1, wide), value, dtype=np.float32)


REFUSED = {
    "nothing at all": ({}, "tell me what you want to see"),
    "dislikes alone": ({"disliked": rows(0)}, "tell me what you want to see"),
    "a row behind the last": ({"liked": rows(0, 4000)}, r"rows go from 0 to \d+; found 0 to 4000"),
    "a row before the first": ({"liked": rows(0), "disliked": rows(-1)}, "found -1 to 0"),
    "an unknown row unsure": ({"text": TEXT[0], "unsure": rows(5000)}, "found 5000 to 5000"),
    "an unknown row hidden": ({"text": TEXT[0], "hidden": rows(5000)}, "found 5000 to 5000"),
    "an unknown row passed": ({"text": TEXT[0], "passed": rows(5000)}, "found 5000 to 5000"),
    "rows that are no integers": ({"liked": np.array([0.5])}, "whole numbers; found float64"),
    "liked and disliked": ({"liked": rows(0), "disliked": rows(0)}, "row 0 is both liked and"),
    "a text that is not a number": ({"text": vectors(np.nan)[0]}, "24 finite numbers each"),
    "a text without end": ({"text": vectors(np.inf)[0]}, "24 finite numbers each"),
    "a text of no length": ({"text": vectors(0)[0]}, "not all of them 0"),
    "a text of another model": ({"text": vectors(1, 5)[0]}, r"found a vector of shape \(5,\)"),
    "an example of no length": ({"liked_examples": vectors(0)}, "not all of them 0"),
    "an example not a number": ({"disliked_examples": vectors(np.nan)}, "24 finite numbers each"),
    "avoided words not a number": (
        {"text": TEXT[0], "avoided": (vectors(np.nan)[0],)},
        "24 finite numbers each",
    ),
}
ANSWERED = {
    "a text": {"text": TEXT[0]},
    "a text of any length": {"text": TEXT[0] * 1e6},
    "one liked picture": {"liked": rows(0)},
    "a picture liked twice over": {"liked": rows(0, 0, 0)},
    "an example": {"liked_examples": TEXT[:2]},
    "words and a dislike": {"text": TEXT[0], "disliked": rows(0)},
    "words to avoid, the same": {"text": TEXT[0], "avoided": (TEXT[0],)},
    "an example liked and disliked": {
        "liked_examples": TEXT[:1],
        "disliked_examples": TEXT[:1],
    },
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_brief_that_cannot_be_is_refused(case, indexes):
    brief, words = REFUSED[case]
    with pytest.raises(LabelsError, match=words):
        search(Brief(**brief), indexes)


@pytest.mark.parametrize("case", ANSWERED)
def test_any_other_is_answered_with_rows_of_the_library(case, indexes):
    brief = Brief(**ANSWERED[case])
    ranking = search(brief, indexes)
    assert np.isfinite(ranking.scores).all()
    assert len(np.unique(ranking.rows)) == len(ranking.rows) == len(ranking.scores)
    assert not np.isin(ranking.rows, brief.settled).any()
    assert len(ranking.rows) >= min(1, len(indexes) - len(brief.settled))
    assert 0 <= ranking.matches <= len(indexes)


def test_contradictory_labels_on_copies_are_answered(indexes):
    if len(indexes) == 1:
        pytest.skip("one picture cannot contradict another")
    ranking = search(Brief(liked=rows(0), disliked=rows(len(indexes) - 1)), indexes)
    assert np.isfinite(ranking.scores).all()


def test_everything_hidden_leaves_nothing_and_no_error(indexes):
    everything = np.arange(len(indexes), dtype=np.int64)
    ranking = search(Brief(text=TEXT[0], hidden=everything), indexes)
    assert (len(ranking.rows), ranking.matches) == (0, 0)
