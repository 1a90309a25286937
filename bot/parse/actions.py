"""What a message can mean: a closed union of frozen actions, in a form that is stable as JSON.

`action` names the kind. Numbers are the numbers of shown pictures; letters (A, B) name pictures
that the person brought along. Nothing here holds words for people: `reason` is a code.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from engine.types import Value

Reference: TypeAlias = int | Annotated[str, Field(pattern="^[A-Z]$")]
References: TypeAlias = tuple[Reference, ...]
Reason: TypeAlias = Literal[
    "out_of_range",  # numbers that no shown picture carries
    "malformed",  # looks like a number, is none: #3.5, #-3, 5-
    "contradictory",  # the same picture liked and disliked in one message
    "which",  # a picture is meant, but not clear which
    "no_question",  # an answer where nothing was asked
    "no_comparison",  # "both" where no two pictures were compared
    "no_label",  # a label to move or to swap that is not there
    "same_label",  # two labels to swap that are the same
    "no_gallery",  # a place in a gallery before there is one
    "earlier",  # an earlier gallery, described too loosely
    "address",  # a web address: nothing is fetched
    "identity",  # who somebody is
]


class Label(Value):
    """Pictures judged."""

    action: Literal["label"] = "label"
    liked: References = ()
    disliked: References = ()
    unsure: References = ()


class Query(Value):
    """Words to search by."""

    action: Literal["query"] = "query"
    mode: Literal["new", "refine", "replace", "widen", "drop"]
    text: str


class Avoid(Value):
    """Words for what should not be seen."""

    action: Literal["avoid"] = "avoid"
    text: str


class Page(Value):
    """Another page of the same answer; `to` counts from 1."""

    action: Literal["page"] = "page"
    to: Literal["next", "previous"] | int
    count: int | None = None


class Undo(Value):
    """Turns taken back: so many, or all since the label of `before` came."""

    action: Literal["undo"] = "undo"
    turns: int = 1
    before: Reference | None = None


class Redo(Value):
    """Turns brought back."""

    action: Literal["redo"] = "redo"
    turns: int = 1


class Reset(Value):
    """Everything, or the labels, or those of one kind, forgotten."""

    action: Literal["reset"] = "reset"
    what: Literal["all", "labels", "liked", "disliked"]


class Unlabel(Value):
    """Labels taken off pictures."""

    action: Literal["unlabel"] = "unlabel"
    numbers: References


class Hide(Value):
    """Pictures not to be shown again."""

    action: Literal["hide"] = "hide"
    numbers: References


class Why(Value):
    """Why a picture is, or is not, in the answer."""

    action: Literal["why"] = "why"
    number: Reference


class Show(Value):
    """One picture and what is known of it."""

    action: Literal["show"] = "show"
    number: Reference


class Alike(Value):
    """The near-duplicates of one picture."""

    action: Literal["alike"] = "alike"
    number: Reference


class Similar(Value):
    """A new search by one picture."""

    action: Literal["similar"] = "similar"
    number: Reference


class Compare(Value):
    """Pictures side by side."""

    action: Literal["compare"] = "compare"
    numbers: References


class Explore(Value):
    """Something other than the best matches."""

    action: Literal["explore"] = "explore"
    how: Literal["random", "away", "diverse", "uncertain"]


class Answer(Value):
    """Answers to the bot's open question, in order."""

    action: Literal["answer"] = "answer"
    answers: tuple[Literal["yes", "no", "skip"], ...]


class Count(Value):
    """How many pictures match."""

    action: Literal["count"] = "count"


class Status(Value):
    """What is being searched for, and what was picked so far."""

    action: Literal["status"] = "status"


class Share(Value):
    """A link to this conversation."""

    action: Literal["share"] = "share"


class Help(Value):
    """What can be said."""

    action: Literal["help"] = "help"


class Greet(Value):
    """A greeting."""

    action: Literal["greet"] = "greet"


class Thank(Value):
    """Thanks, or praise."""

    action: Literal["thank"] = "thank"


class Export(Value):
    """Pictures, or a list of them, to take away."""

    action: Literal["export"] = "export"
    what: Literal["liked", "results", "shown", "numbers"]
    numbers: References = ()
    format: Literal["csv", "json", "zip"] | None = None


class Save(Value):
    """The conversation kept under a name."""

    action: Literal["save"] = "save"
    name: str


class Load(Value):
    """A kept conversation brought back."""

    action: Literal["load"] = "load"
    name: str


class Setting(Value):
    """How answers look, or how strict they are."""

    action: Literal["setting"] = "setting"
    name: Literal["page_size", "hide_seen", "tile_size", "cut"]
    value: int | bool | Literal["stricter", "looser", "larger", "smaller"]


class Filter(Value):
    """A condition on what the catalogue knows.

    Values are in English and lower case whatever the message's language: "last summer", "june
    2019", "landscape", "jpeg", "2 mb", "1000 pixels"; `above` and `below` are for sizes alone.
    Of dates, `since` and `until` take in the day, month or year that is named, `after` and `before`
    do not.
    """

    action: Literal["filter"] = "filter"
    field: Literal["date", "aspect", "path", "format", "size"]
    op: Literal["is", "contains", "since", "until", "before", "after", "above", "below"]
    value: str


class Unfilter(Value):
    """All conditions taken away."""

    action: Literal["unfilter"] = "unfilter"


class Sort(Value):
    """Another order within the matches."""

    action: Literal["sort"] = "sort"
    by: Literal["date", "size", "name", "match"]
    order: Literal["asc", "desc"]


class Ask(Value):
    """The bot must ask back rather than guess."""

    action: Literal["ask"] = "ask"
    reason: Reason
    numbers: References = ()
    text: str = ""


class Refuse(Value):
    """A part of the message that cannot count; the valid rest still does."""

    action: Literal["refuse"] = "refuse"
    reason: Reason
    numbers: References = ()
    text: str = ""


Action: TypeAlias = (
    Label
    | Query
    | Avoid
    | Page
    | Undo
    | Redo
    | Reset
    | Unlabel
    | Hide
    | Why
    | Show
    | Alike
    | Similar
    | Compare
    | Explore
    | Answer
    | Count
    | Status
    | Share
    | Help
    | Greet
    | Thank
    | Export
    | Save
    | Load
    | Setting
    | Filter
    | Unfilter
    | Sort
    | Ask
    | Refuse
)
"""Every kind of action; tell them apart by `action`."""
