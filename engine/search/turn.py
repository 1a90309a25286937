"""One turn: labels and words in, pictures out, best first, and how many of them match.

Words alone are answered by their neighbours. With labels the directions find neighbours and teach
the forest; the forest's boxes find every other match through the box index; one score orders both
together. Only candidates are ever read: no step looks at every picture. Where the last candidates
still match, more are asked for, so that no list ends before its matches do. The same brief has the
same answer.
"""

from dataclasses import dataclass

import numpy as np

from engine.conversation import Classifier
from engine.forest import Forest
from engine.index import Indexes
from engine.search.brief import Brief, Claims, Ranking, SearchSettings
from engine.search.candidates import find_candidates
from engine.search.ledger import Ledger
from engine.search.matching import Belief, Matches, Surroundings, believe, hold_out
from engine.search.model import (
    Nearby,
    ask_neighbours,
    learn_directions,
    learn_forest,
    take_lessons,
)
from engine.search.published import find_claimed
from engine.search.scores import Directions, full_scores, score_rows
from engine.types import Rows, Scores

DEFAULTS = SearchSettings()
WIDER = 4
"""How many times as many candidates each further pass asks for."""
LAST = 10
"""A list's last tenth tells whether it ended before its matches did."""


@dataclass(frozen=True, eq=False)
class _Hunt:
    """What one turn looks for candidates with; all of it fixed before the first pass."""

    brief: Brief
    indexes: Indexes
    settings: SearchSettings
    directions: Directions
    belief: Belief
    rng: np.random.Generator
    ledger: Ledger

    @property
    def grows_forest(self) -> bool:
        """Where none may be found, no forest is grown."""
        return bool(self.brief.labels and self.settings.found)


@dataclass(frozen=True, eq=False)
class _Pass:
    """What one pass found, best first, and whether its lists ended before the matches did."""

    rows: Rows
    scores: Scores
    matches: Matches
    claims: Claims | None
    cut_short: bool


def search(
    brief: Brief,
    indexes: Indexes,
    settings: SearchSettings = DEFAULTS,
    rng: np.random.Generator | None = None,
) -> Ranking:
    """Answer a brief.

    Parameters
    ----------
    brief : Brief
    indexes : Indexes
    settings : SearchSettings
    rng : numpy Generator, optional
        Left out, it is seeded by the brief's content.

    Raises
    ------
    LabelsError
        There is nothing to look for, or the brief does not belong to this library.
    """
    brief.check(*indexes.embeddings.shape)
    hunt = _prepare(brief, indexes, settings, rng or np.random.default_rng(brief.seed()))
    if hunt.grows_forest and settings.classifier is not Classifier.OURS:
        return _take_votes(hunt)
    width = 1
    last = _look(hunt, width, None)
    while last.cut_short and width * WIDER <= settings.widest:
        width *= WIDER
        last = _look(hunt, width, last.claims.forest if last.claims else None)
    with hunt.ledger.timed("rank"):
        chances = hunt.belief.chances(last.scores)
    found = last.matches
    right = (found.right, found.low, found.high)
    seconds, work = hunt.ledger.seconds, hunt.ledger.work
    return Ranking(last.rows, last.scores, chances, found.count, *right, seconds, work, last.claims)


def _prepare(
    brief: Brief, indexes: Indexes, settings: SearchSettings, rng: np.random.Generator
) -> _Hunt:
    """Learn the directions, and what their scores tell of matches."""
    ledger = Ledger()
    with ledger.timed("learn"):
        lessons = take_lessons(brief, indexes)
        directions = learn_directions(lessons, indexes, settings)
        held = hold_out(lessons, indexes.axes, settings.direction, settings.matching)
    with ledger.timed("rank"):
        around = _look_around(brief, directions, indexes)
        prior = settings.matching if brief.labels else settings.matching.for_words_alone()
        belief = believe(held, around, prior)
    return _Hunt(brief, indexes, settings, directions, belief, rng, ledger)


def _look(hunt: _Hunt, width: int, forest: Forest | None) -> _Pass:
    """Gather candidates, `width` times as many as usual, and put them in order."""
    ledger, settings, indexes = hunt.ledger, hunt.settings, hunt.indexes
    with ledger.timed("find"):
        near = tuple(
            ask_neighbours(one, hunt.brief, indexes, settings, len(hunt.directions), width)
            for one in hunt.directions
        )
    rows = np.unique(np.concatenate([one.rows for one in near]))
    found, claims = 0, None
    ledger.count(passes=1)
    ledger.settle(neighbours=len(rows))
    if hunt.grows_forest and len(rows):  # where no row is left there is nothing to find
        with ledger.timed("learn"):
            forest = forest or learn_forest(hunt.brief, near, indexes, settings, hunt.rng)
        with ledger.timed("find"):
            claimed = find_candidates(forest, hunt.brief, indexes, settings, width)
            rows = np.union1d(rows, claimed.rows)
            ledger.count(**claimed.work)
            found, claims = len(claimed.rows), Claims(forest, claimed.kept, claimed.needed)
            ledger.settle(found=found)
    with ledger.timed("rank"):
        scores, scored = score_rows(rows, hunt.directions, indexes, settings.scored)
        ledger.settle(scored=scored)
        order = np.lexsort((rows, -scores))
        matches = hunt.belief.cut(scores[order], settings.matching.least)
        matching = np.sort(rows[order[: matches.count]])
        # Where boxes find more than the neighbours are, the list does not end with the neighbours:
        # a further pass would read every box again for a few of those.
        fewer = found <= sum(len(one.rows) for one in near)
        cut_short = fewer and any(_ends_early(one, matching, len(indexes)) for one in near)
    return _Pass(rows[order], scores[order], matches, claims, cut_short)


def _take_votes(hunt: _Hunt) -> Ranking:
    """Let a published classifier decide: all that it claims, most votes first.

    Equal votes are put in the order of our score, where the published page has that of the
    catalogue; what is expected to be right is told by our score as well.
    """
    ledger, settings, indexes = hunt.ledger, hunt.settings, hunt.indexes
    with ledger.timed("learn"):
        forest = learn_forest(hunt.brief, (), indexes, settings, hunt.rng)
    with ledger.timed("find"):
        claimed = find_claimed(forest, hunt.brief, indexes, settings)
    with ledger.timed("rank"):
        scores, scored = score_rows(claimed.rows, hunt.directions, indexes, settings.scored)
        order = np.lexsort((claimed.rows, -scores, -claimed.votes))
        # Chances fall along any ranking: whoever stands below is no likelier than those above.
        chances = np.minimum.accumulate(hunt.belief.chances(scores)[order])
        found = hunt.belief.expect(scores)
        votes = claimed.votes[order].astype(np.float32)
    ledger.settle(found=len(order), scored=scored, passes=1, **claimed.work)
    right = (found.right, found.low, found.high)
    claims = Claims(forest, np.ones(len(forest.boxes), dtype=np.bool_), forest.needed)
    rows, work = claimed.rows[order], ledger.work
    return Ranking(rows, votes, chances, found.count, *right, ledger.seconds, work, claims)


def _ends_early(near: Nearby, matching: Rows, pictures: int) -> bool:
    """Whether half or more of the last neighbours still match, and there are more to ask for."""
    last = near.rows[-max(1, len(near.rows) // LAST) :]
    return 0 < len(near.rows) < pictures // WIDER and 2 * np.isin(last, matching).sum() >= len(last)


def _look_around(brief: Brief, directions: Directions, indexes: Indexes) -> Surroundings:
    """Score the background sample, labelled pictures left out."""
    strange = ~np.isin(indexes.background, brief.settled)
    scores = full_scores(indexes.background_vectors, directions)[strange]
    return Surroundings(scores, len(indexes), len(brief.liked))
