"""The plan: every experiment whose figures the project publishes, as frozen settings.

Nothing else decides what `morelike evaluate --plan` runs. Methods are chosen and tuned on classes
of the development half; the plan looks for classes of the test half alone. What takes long
(scikit-learn's forest, the published branches and their ensemble) has experiments of its own, with
fewer searches, so that the whole plan is a matter of half an hour on two cores.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from engine.errors import SettingsError
from engine.evaluation.evaluating import EvaluationSettings
from engine.evaluation.methods import ABLATIONS, DEPTHS, OURS
from engine.evaluation.truth import Half
from engine.types import Value

Embedding = Literal["mobilenet", "bundled", "demo"]
Role = Literal["shared", "own", "words", "ablations", "forests", "ensemble"]
"""What an experiment is for: the comparison on shared pages, where every method has the same labels
and the same pictures left to find, and on each method's own; words on photos; ours with parts off;
ours at several depths beside forests; the published ensemble."""

PLAIN = "no-feedback"
FAST = (
    OURS, PLAIN, "rocchio", "nearest-margin", "qdrant-average", "qdrant-best", "svm", "logistic",
    "logistic-anchored", "pichunter",
)  # fmt: skip
FORESTS = (OURS, *DEPTHS, PLAIN, "svm", "logistic", "random-forest", "branches")
PUBLISHED = (OURS, "random-forest", "branches", "branches-ensemble")
SINGLE = ("rocchio", "qdrant-average", "svm", "logistic", "logistic-anchored")
"""Baselines whose order is that of one vector."""
OTHER_USERS = ("three-and-three", "likes-only", "careless")
FEWER = 20
CALTECH, GROCERIES = "caltech101", "grocery-store"


class Source(Value):
    """A catalogue: pictures of some folders (none: the demo's), as an embedding shows them."""

    embedding: Embedding
    folders: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What its files are called."""
        return "-".join((self.embedding, *self.folders))


class Subject(Value):
    """What is looked for in some folders: a column for each; `pairs` two classes at once."""

    name: str
    folders: tuple[str, ...]
    columns: tuple[str, ...]
    queries: int
    pairs: int = 0


class Experiment(Value):
    """Settings on a source; `seeds` runs of them from seed 0 on."""

    subject: str
    role: Role
    source: Source
    columns: tuple[str, ...]
    settings: EvaluationSettings
    seeds: int = 1

    @property
    def name(self) -> str:
        """What its files and `--only` call it.

        Examples
        --------
        >>> PLAN[0].name
        'caltech-mobilenet-picture-truthful-shared'
        """
        words = (self.subject, self.source.embedding, self.settings.start, self.settings.users)
        return "-".join((*words, self.role))


PHOTOS = (
    Subject(name="caltech", folders=(CALTECH,), columns=("label",), queries=55),
    Subject(name="groceries-fine", folders=(GROCERIES,), columns=("fine_label",), queries=35),
    Subject(name="groceries-coarse", folders=(GROCERIES,), columns=("coarse_label",), queries=20),
    Subject(
        name="both", folders=(GROCERIES, CALTECH), columns=("fine_label", "label"), queries=40
    ),
    Subject(
        name="two-classes", folders=(GROCERIES, CALTECH), columns=("fine_label", "label"),
        queries=40, pairs=40,
    ),
)  # fmt: skip
DRAWINGS = (
    Subject(name="demo-subject", folders=(), columns=("subject",), queries=25),
    Subject(name="demo-subject-at-a-time", folders=(), columns=("subject+time",), queries=43),
)
MIXED = ("both", "two-classes", "demo-subject")
"""Where parts are taken off, depths compared, and the slow methods run."""


def make_plan() -> tuple[Experiment, ...]:
    """Draw up the plan: every subject in every embedding that has it."""
    cases = [("mobilenet", one, "picture") for one in PHOTOS]
    cases += [("bundled", one, "picture") for one in PHOTOS]
    cases += [("demo", one, start) for one in DRAWINGS for start in ("text", "picture")]
    experiments = [experiment for case in cases for experiment in _compare(*case)]
    experiments += [
        _make("bundled", one, "words", "text", FAST, pages=PLAIN) for one in PHOTOS if not one.pairs
    ]
    return tuple(experiments)


def _compare(embedding: str, subject: Subject, start: str) -> Iterable[Experiment]:
    """Compare methods for every user; where it is asked, take ours apart."""
    yield _make(embedding, subject, "shared", start, FAST, pages=PLAIN, seeds=3)
    yield _make(embedding, subject, "own", start, FAST, seeds=2)
    for user in OTHER_USERS:
        yield _make(embedding, subject, "shared", start, FAST, pages=PLAIN, users=user)
        yield _make(embedding, subject, "own", start, FAST, users=user, queries=FEWER)
    yield _make(embedding, subject, "own", start, FAST, users="find-ten", queries=12)
    if subject.name in MIXED:
        parts = (OURS, *ABLATIONS, PLAIN)
        yield _make(embedding, subject, "ablations", start, parts, pages=PLAIN, queries=30)
        yield _make(embedding, subject, "forests", start, FORESTS, pages=PLAIN, queries=16)
        yield _make(embedding, subject, "ensemble", start, PUBLISHED, pages=PLAIN, queries=6)


def _make(
    embedding: str, subject: Subject, role: Role, start: str, methods: Sequence[str],
    seeds: int = 1, queries: int = 0, **settings: str,
) -> Experiment:  # fmt: skip
    chosen = EvaluationSettings.model_validate(
        {
            "start": start,
            "methods": tuple(methods),
            "pairs": subject.pairs,
            "queries": min(subject.queries, queries or subject.queries),
            **settings,
        }
    )
    source = Source.model_validate({"embedding": embedding, "folders": subject.folders})
    return Experiment(
        subject=subject.name, role=role, source=source, columns=subject.columns,
        settings=chosen, seeds=seeds,
    )  # fmt: skip


PLAN = make_plan()


def choose(only: Sequence[str], plan: Sequence[Experiment] = PLAN) -> tuple[Experiment, ...]:
    """Choose experiments by name, or by words that are all in it, such as demo main.

    Raises
    ------
    SettingsError
        Nothing has such a name.
    """
    chosen = [one for one in plan if not only or any(_fits(one, words) for words in only)]
    if not chosen:
        names = ", ".join(one.name for one in plan)
        raise SettingsError(f"no experiment is called {' or '.join(only)}; there are: {names}")
    return tuple(chosen)


def _fits(experiment: Experiment, words: str) -> bool:
    return all(word in experiment.name for word in words.split())


def rehearse(plan: Sequence[Experiment], half: Half, queries: int) -> tuple[Experiment, ...]:
    """Make the plan a smaller one, on another half of the classes, with one seed."""
    return tuple(_shrink(one, half, queries) for one in plan)


def _shrink(experiment: Experiment, half: Half, queries: int) -> Experiment:
    settings = experiment.settings
    fewer = min(settings.queries, queries) if queries else settings.queries
    pairs = min(settings.pairs, fewer)
    update = {"half": half, "queries": fewer, "pairs": pairs}
    seeds = 1 if queries else experiment.seeds
    return experiment.model_copy(
        update={"settings": settings.model_copy(update=update), "seeds": seeds}
    )
