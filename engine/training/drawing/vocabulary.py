"""What can be drawn: subjects, settings, times, weathers and styles, and what goes together.

A whale is at sea and fruit is on a table; it does not snow in the desert and
there is no rainbow at night.
"""

from engine.training.drawing.kinds.kind import Kind
from engine.training.drawing.kinds.movers import MOVERS
from engine.training.drawing.kinds.scenery import SCENERY
from engine.training.drawing.kinds.things import THINGS

TIMES: dict[str, float] = {"dawn": 0.21, "day": 0.37, "dusk": 0.23, "night": 0.19}
WEATHERS: dict[str, float] = {
    "clear": 0.33,
    "cloudy": 0.2,
    "rain": 0.13,
    "snow": 0.12,
    "fog": 0.1,
    "storm": 0.07,
    "rainbow": 0.06,
    "northern lights": 0.1,
}
STYLES: tuple[str, ...] = (
    "poster",
    "painting",
    "paper cut",
    "ink drawing",
    "watercolour",
    "pixel art",
)
TABLE = "table"
WINTRY = frozenset({"snowman", "penguin"})  # snow lies wherever one of these stands


TENDER = frozenset(
    {
        "elephant",
        "butterfly",
        "sunflower",
        "tulip",
        "mushroom",
        "palm tree",
        "umbrella",
    }
)  # never in the snow
_MELTS = frozenset({"rain", "storm", "rainbow"})
_NEVER: dict[str, frozenset[str]] = {
    "desert": frozenset({"snow", "northern lights"}),
    "beach": frozenset({"snow", "northern lights"}),
    "snow field": frozenset({"rain", "storm", "rainbow"}),
    "city": frozenset({"northern lights"}),
    "farmland": frozenset({"northern lights"}),
    "table": frozenset({"northern lights", "rainbow"}),
}


def weathers_for(subject: str | None, setting: str, time: str) -> tuple[str, ...]:
    """List the weathers that suit a subject in a setting at a time of day."""
    never = _NEVER.get(setting, frozenset())
    if subject in WINTRY:
        never |= _MELTS
    if subject in TENDER:
        never |= {"snow"}
    if time == "night":
        never |= {"rainbow"}
    else:
        never |= {"northern lights"}
    return tuple(weather for weather in WEATHERS if weather not in never)


KINDS: dict[str, Kind] = {**SCENERY, **MOVERS, **THINGS}
SETTINGS: tuple[str, ...] = (
    "sea", "coast", "beach", "lake", "river", "mountains", "forest", "meadow", "desert",
    "snow field", "farmland", "city", "village", TABLE,
)  # fmt: skip
