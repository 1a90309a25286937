"""What a person asks of a ranking beyond the search: a stricter cut, conditions, another order.

The scores stay as they are, so nothing is learned anew; what is expected to be right follows the
chances of the pictures that are left.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import Catalogue
from engine.conversation import Situation
from engine.search import Ranking
from engine.types import Rows, Scores

STEP = 0.5
"""One step stricter raises the log-odds that a match needs by so much: from even to 62 %."""
LEAST = 0.05
"""The chance that the first step looser starts from where nothing matches."""
SURELY = 1.2816
"""Four intervals of five hold the truth: this many standard deviations to either side."""
_SURE = 1e-6
Odds = NDArray[np.float64]


def narrow(ranking: Ranking, situation: Situation, catalogue: Catalogue) -> Ranking:
    """Cut, filter and order a ranking as a person asked for.

    Raises
    ------
    CatalogueError
        A condition cannot be understood.
    """
    matches = cut(ranking.chances, ranking.matches, situation.cut)
    places = np.arange(len(ranking.rows))
    if situation.conditions:
        places = places[np.isin(ranking.rows, catalogue.where(situation.conditions))]
    inside = int((places < matches).sum())
    if situation.order is not None:
        ordered = catalogue.arrange(ranking.rows[places[:inside]], situation.order)
        by_row = np.argsort(ranking.rows[places[:inside]])
        found = by_row[np.searchsorted(ranking.rows[places[:inside]], ordered, sorter=by_row)]
        places = np.concatenate([places[:inside][found], places[inside:]])
    kept = replace(
        ranking,
        rows=ranking.rows[places],
        scores=ranking.scores[places],
        chances=ranking.chances[places],
        matches=inside,
    )
    same = inside == ranking.matches and len(places) == len(ranking.rows)
    return kept if same else _expect(ranking, kept)


def reach(ranking: Ranking, rows: Rows, scores: Scores) -> Ranking:
    """Add rows that the search did not come to, by their scores; chances follow the scores.

    Parameters
    ----------
    ranking : Ranking
    rows : (k,) int64
        None of them ranked.
    scores : (k,) float32
        By the turn's own directions.
    """
    if len(ranking.rows) == 0:
        return ranking
    # Chances rise with the score, so what lies between two ranked pictures lies between theirs.
    likely = np.interp(scores, ranking.scores[::-1], ranking.chances[::-1])
    edge = ranking.scores[ranking.matches - 1] if ranking.matches else np.inf
    every = np.concatenate([ranking.scores, scores])
    order = np.argsort(-every, kind="stable")
    reached = replace(
        ranking,
        rows=np.concatenate([ranking.rows, rows])[order],
        scores=every[order],
        chances=np.concatenate([ranking.chances, likely.astype(np.float32)])[order],
        matches=ranking.matches + int((scores >= edge).sum()),
    )
    return _expect(ranking, reached)


def cut(chances: Scores, matches: int, steps: int) -> int:
    """Count the matches `steps` stricter; every step changes the count by one at least.

    Parameters
    ----------
    chances : (k,) float32
        Descending.
    matches : int
        How many match as believed.
    steps : int
        Below 0 it is looser.

    Examples
    --------
    >>> chances = np.float32([0.9, 0.8, 0.6, 0.5, 0.3, 0.1])
    >>> cut(chances, 4, 0), cut(chances, 4, 1), cut(chances, 4, -1)
    (4, 2, 5)
    """
    if len(chances) == 0:
        return matches
    sure = np.clip(chances.astype(np.float64), _SURE, 1 - _SURE)
    odds = np.log(sure / (1 - sure))
    for _ in range(abs(steps)):
        matches = _step(odds, matches, stricter=steps > 0)
    return matches


def _step(odds: Odds, matches: int, *, stricter: bool) -> int:
    edge = odds[matches - 1] if matches else np.log(LEAST / (1 - LEAST))
    if stricter:
        kept = int((odds >= edge + STEP).sum())
        return max(min(kept, matches - 1), min(matches, 1))
    return min(max(int((odds >= edge - STEP).sum()), matches + 1), len(odds))


def everything(catalogue: Catalogue, settled: Rows) -> Ranking:
    """Rank the whole catalogue for people who search for nothing yet: all match, in row order."""
    rows = np.setdiff1d(np.arange(len(catalogue), dtype=np.int64), settled)
    nothing = np.zeros(len(rows), dtype=np.float32)
    sure = float(len(rows))
    return Ranking(rows, nothing, nothing + 1, len(rows), sure, sure, sure, {}, {})


def _expect(before: Ranking, after: Ranking) -> Ranking:
    """Tell how many of other matches are right, as unsure of the whole as the belief was."""
    old, new = before.chances[: before.matches], after.chances[: after.matches]
    right = float(new.sum(dtype=np.float64))
    reach = max(before.right_high - before.right, before.right - before.right_low)
    shared = max((reach / SURELY) ** 2 - _variance(old), 0.0) / max(before.right, 1.0) ** 2
    spread = SURELY * (_variance(new) + shared * right**2) ** 0.5
    return replace(
        after,
        right=right,
        right_low=max(right - spread, 0.0),
        right_high=min(right + spread, float(after.matches)),
    )


def _variance(chances: Scores) -> float:
    wide = chances.astype(np.float64)
    return float((wide * (1 - wide)).sum())
