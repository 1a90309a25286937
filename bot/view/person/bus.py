"""What the click bus says: marks not yet sent, and how many columns the person sees.

It comes from a browser, so whatever is not of this shape counts as nothing said.
"""

from typing import Annotated, Literal

from pydantic import Field, ValidationError

from engine.types import Value

Kind = Literal["liked", "disliked", "none"]


class Bus(Value):
    """Marks by number ("none" takes a label away), and the columns of a gallery."""

    marks: dict[Annotated[int, Field(ge=1, le=1_000_000)], Kind] = Field({}, max_length=500)
    columns: int = Field(6, ge=1, le=24)


def read_bus(text: object) -> Bus:
    """Read the value of the bus.

    Examples
    --------
    >>> read_bus('{"marks": {"3": "liked"}, "columns": 4}').marks
    {3: 'liked'}
    >>> read_bus("{").columns
    6
    """
    try:
        return Bus.model_validate_json(text) if isinstance(text, str) else Bus()
    except ValidationError:
        return Bus()


class Taken(Value):
    """What Python answers on the bus: the marks that it has taken in."""

    sent: dict[int, Kind]
