"""Simulated people: which pictures of a page they judge, and how rightly.

A person sees a page once; no picture is shown twice. What a user does depends on the page, the
truth and the generator alone.
"""

from dataclasses import dataclass

import numpy as np

from engine.errors import SettingsError
from engine.types import Rows, Value


class User(Value):
    """A simulated person.

    `page` pictures are shown at once; of them the first `likes` that match are liked and the
    first `dislikes` that do not are disliked; `wrong` is the share of judgements turned round.
    The person stops when `until` matches were found, and after `turns` pages where nobody says
    how many.
    """

    page: int = 12
    likes: int = 12
    dislikes: int = 12
    wrong: float = 0.0
    until: int | None = None
    turns: int = 3


USERS = {
    "truthful": User(),
    "three-and-three": User(likes=3, dislikes=3),
    "likes-only": User(dislikes=0),
    "find-ten": User(page=1, until=10, turns=60),
    "careless": User(wrong=0.1),
}
"""All of the page truthfully; 3 likes and 3 dislikes; likes only; one picture at a time until 10
are found, which is SeeSaw's protocol; 10 % wrong labels."""


@dataclass(frozen=True, eq=False)
class Judgement:
    """What a person said of a page: rows, in the order of the page."""

    liked: Rows
    disliked: Rows


def find_user(name: str) -> User:
    """Look a user up by name.

    Raises
    ------
    SettingsError
        There is none of that name.
    """
    if name not in USERS:
        raise SettingsError(f"there is no user {name}; there are: {', '.join(USERS)}")
    return USERS[name]


def judge(user: User, page: Rows, members: Rows, rng: np.random.Generator) -> Judgement:
    """Let a user look at a page.

    Parameters
    ----------
    user : User
    page : (k,) int64
        Rows in the order shown.
    members : (m,) int64
        Rows that match what the person is looking for.
    rng : numpy Generator
        Draws which judgements are wrong.
    """
    taken_for_match = np.isin(page, members) ^ (rng.random(len(page)) < user.wrong)
    return Judgement(page[taken_for_match][: user.likes], page[~taken_for_match][: user.dislikes])
