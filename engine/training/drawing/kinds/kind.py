"""What there is to know of a kind of subject before it is drawn."""

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of subject.

    `place` says what it needs: ground, road, rail, water, air, hover (low over the ground),
    span (across the water) or table. `size` is what 100 of its units measure on the canvas;
    it reaches `half` of them to either side and `top` upwards. `colours` are names that its
    sentence may use; without any, it is drawn in `plain`.
    """

    place: str
    settings: tuple[str, ...]
    size: float
    half: float
    top: float
    colours: tuple[str, ...] = ()
    plain: str = "#888888"
    words: tuple[str, ...] = ()
    many: bool = True
    plural: str = ""
