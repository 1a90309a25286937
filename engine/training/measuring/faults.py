"""What is wrong with pictures of one's own, all of it at once, yet never in an endless line."""

from collections.abc import Sequence

from engine.errors import TrainingError

NAMED = 5


def named(several: Sequence[str], between: str = ", ") -> str:
    """Name the first of several, and count the rest.

    >>> named(["a", "b", "c", "d", "e", "f", "g"])
    'a, b, c, d, e and 2 more'
    """
    more = len(several) - NAMED
    return between.join(several[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def refuse(faults: Sequence[str]) -> None:
    """Raise one error that says all faults, if there are any.

    Raises
    ------
    TrainingError
        There are.
    """
    if faults:
        many = f"{len(faults)} faults" if len(faults) > 1 else "one fault"
        raise TrainingError(f"these pictures cannot be used ({many}): {'; '.join(faults)}")
