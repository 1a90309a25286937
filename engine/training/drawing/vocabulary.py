"""What can be drawn: subjects, settings, times, weathers and styles, and what goes together.

A whale is at sea and fruit is on a table; it does not snow in the desert and
there is no rainbow at night.
"""

from typing import NamedTuple

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

WARM = ("meadow", "farmland", "village", "forest", "mountains", "river", "lake")
OPEN = ("meadow", "mountains", "lake", "farmland", "coast", "sea", "snow field")
ROADS = ("city", "village", "farmland", "mountains", "desert", "meadow")

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


_FUR = ("black", "white", "brown", "grey")
_PAINT = ("red", "blue", "yellow", "green", "orange", "white", "black")
_TABLE = (TABLE,)

KINDS: dict[str, Kind] = {
    "sailing boat": Kind(
        "water",
        ("sea", "lake"),
        0.52,
        44,
        104,
        ("red", "white", "orange", "blue", "yellow", "green", "purple"),
        words=("sailboat", "yacht", "boat with sails"),
    ),
    "rowing boat": Kind(
        "water",
        ("lake", "river", "sea"),
        0.6,
        56,
        32,
        ("red", "blue", "green", "yellow", "white", "orange"),
        words=("rowboat", "boat with oars", "small boat"),
    ),
    "whale": Kind(
        "water",
        ("sea",),
        0.6,
        74,
        80,
        plain="#4d6482",
        words=("humpback whale", "blowing whale", "whale with its tail up"),
    ),
    "fish": Kind(
        "water",
        ("sea", "lake", "river"),
        0.55,
        54,
        88,
        ("orange", "red", "blue", "yellow", "pink"),
        words=("leaping fish", "jumping fish"),
        plural="fish",
    ),
    "duck": Kind(
        "water",
        ("lake", "river"),
        0.48,
        68,
        78,
        ("brown", "white", "grey", "yellow"),
        words=("swimming duck", "waterfowl"),
    ),
    "lighthouse": Kind(
        "ground",
        ("coast", "sea"),
        0.62,
        28,
        103,
        ("red", "blue", "black", "green"),
        words=("light tower", "beacon by the sea"),
        many=False,
    ),
    "cabin": Kind(
        "ground",
        ("forest", "mountains", "lake", "snow field"),
        0.4,
        72,
        120,
        plain="#966240",
        words=("log cabin", "wooden hut", "chalet"),
    ),
    "windmill": Kind(
        "ground",
        ("farmland", "meadow", "village", "river"),
        0.55,
        46,
        112,
        ("white", "brown", "red", "grey"),
        words=("mill with sails", "old mill"),
        many=False,
    ),
    "castle": Kind(
        "ground",
        ("mountains", "lake", "forest", "meadow", "coast"),
        0.52,
        68,
        118,
        ("grey", "white", "brown"),
        words=("fortress", "castle with towers"),
        many=False,
    ),
    "church": Kind(
        "ground",
        ("village", "mountains", "meadow", "farmland", "coast"),
        0.52,
        54,
        108,
        ("white", "grey", "yellow", "pink"),
        words=("chapel", "church with a spire"),
        many=False,
    ),
    "barn": Kind(
        "ground",
        ("farmland", "meadow", "snow field"),
        0.46,
        70,
        100,
        ("red", "white", "brown", "blue", "green"),
        words=("farm building", "farm barn"),
        many=False,
    ),
    "bridge": Kind(
        "span",
        ("river", "sea", "lake"),
        0.44,
        100,
        90,
        ("red", "grey", "orange", "green", "blue"),
        words=("suspension bridge", "hanging bridge"),
        many=False,
    ),
    "tent": Kind(
        "ground",
        ("forest", "mountains", "lake", "meadow", "desert", "snow field"),
        0.46,
        88,
        84,
        ("orange", "red", "blue", "green", "yellow"),
        words=("camping tent", "camp"),
    ),
    "pine tree": Kind(
        "ground",
        ("mountains", "snow field", "lake", "meadow"),
        0.6,
        36,
        102,
        plain="#3f7a52",
        words=("fir tree", "conifer", "evergreen tree"),
    ),
    "oak tree": Kind(
        "ground",
        ("meadow", "farmland", "river", "village"),
        0.62,
        46,
        100,
        ("green", "orange", "yellow", "red"),
        words=("broad tree", "round leafy tree", "oak"),
    ),
    "palm tree": Kind(
        "ground",
        ("beach", "desert", "coast"),
        0.62,
        48,
        112,
        plain="#4f9a4c",
        words=("palm", "coconut palm"),
    ),
    "cactus": Kind(
        "ground",
        ("desert",),
        0.52,
        34,
        106,
        plain="#5a9a58",
        words=("saguaro", "tall cactus"),
        plural="cactuses",
    ),
    "sunflower": Kind(
        "ground",
        ("meadow", "farmland", "village", "mountains"),
        0.58,
        36,
        106,
        plain="#f5bf2c",
        words=("yellow sunflower", "big yellow flower"),
    ),
    "tulip": Kind(
        "ground",
        ("meadow", "farmland", "village", "river"),
        0.48,
        28,
        104,
        ("red", "yellow", "pink", "purple", "white", "orange"),
        words=("tulip flower", "spring flower"),
    ),
    "mushroom": Kind(
        "ground",
        ("forest", "meadow"),
        0.46,
        58,
        100,
        ("red", "brown", "orange", "purple"),
        words=("toadstool", "spotted mushroom"),
    ),
    "cat": Kind(
        "ground",
        ("village", "meadow", "city", "farmland"),
        0.48,
        56,
        103,
        ("black", "white", "orange", "grey", "brown"),
        words=("kitten", "sitting cat", "house cat"),
    ),
    "dog": Kind(
        "ground",
        ("beach", "meadow", "village", "city", "snow field"),
        0.48,
        76,
        92,
        ("brown", "black", "white", "grey", "orange"),
        words=("puppy", "hound", "dog with a collar"),
    ),
    "horse": Kind(
        "ground",
        ("meadow", "farmland", "beach", "mountains", "desert", "snow field"),
        0.52,
        58,
        105,
        _FUR,
        words=("pony", "standing horse", "steed"),
    ),
    "cow": Kind(
        "ground",
        ("meadow", "farmland", "mountains", "village"),
        0.5,
        62,
        84,
        ("white", "brown", "black"),
        words=("cattle", "dairy cow"),
    ),
    "sheep": Kind(
        "ground",
        ("meadow", "farmland", "mountains", "coast"),
        0.46,
        60,
        88,
        ("white", "black", "grey", "brown"),
        words=("woolly sheep", "lamb"),
        plural="sheep",
    ),
    "deer": Kind(
        "ground",
        ("forest", "mountains", "meadow", "snow field"),
        0.5,
        50,
        118,
        plain="#a8703f",
        words=("stag", "deer with antlers", "buck"),
        plural="deer",
    ),
    "elephant": Kind(
        "ground",
        ("desert", "meadow", "river", "forest"),
        0.52,
        74,
        94,
        plain="#8d929c",
        words=("grey elephant", "elephant with a trunk"),
    ),
    "fox": Kind(
        "ground",
        ("forest", "snow field", "meadow"),
        0.5,
        88,
        96,
        plain="#dd7430",
        words=("red fox", "fox with a bushy tail"),
        plural="foxes",
    ),
    "owl": Kind(
        "ground",
        ("forest", "village", "mountains"),
        0.48,
        36,
        102,
        ("brown", "grey", "white"),
        words=("owl on a stump", "night owl"),
    ),
    "penguin": Kind(
        "ground",
        ("snow field", "coast"),
        0.5,
        40,
        100,
        plain="#30343f",
        words=("emperor penguin", "penguin bird"),
    ),
    "birds": Kind(
        "air",
        ("sea", "coast", "lake", "beach", "meadow", "city", "mountains"),
        0.5,
        84,
        108,
        ("white", "black", "grey"),
        words=("flock of birds", "flying birds", "gulls"),
        many=False,
    ),
    "butterfly": Kind(
        "hover",
        ("meadow", "forest", "river", "village"),
        0.48,
        56,
        100,
        ("blue", "orange", "yellow", "red", "purple", "pink"),
        words=("flying butterfly", "moth"),
        plural="butterflies",
    ),
    "car": Kind("road", ROADS, 0.62, 52, 48, _PAINT, words=("automobile", "motor car")),
    "bus": Kind(
        "road",
        ("city", "village", "farmland", "mountains"),
        0.66,
        56,
        60,
        ("red", "yellow", "blue", "green", "orange"),
        words=("coach", "city bus"),
        many=False,
        plural="buses",
    ),
    "truck": Kind(
        "road",
        ROADS,
        0.62,
        60,
        58,
        ("red", "blue", "green", "yellow", "orange"),
        words=("lorry", "delivery truck"),
        many=False,
    ),
    "train": Kind(
        "rail",
        ("mountains", "farmland", "desert", "forest", "city", "meadow"),
        0.52,
        84,
        92,
        ("red", "green", "blue", "black", "orange"),
        words=("steam train", "railway train", "locomotive"),
        many=False,
    ),
    "bicycle": Kind(
        "road",
        ("city", "village", "farmland", "meadow"),
        0.58,
        60,
        76,
        ("red", "blue", "green", "yellow", "black", "orange"),
        words=("bike", "push bike", "cycle"),
    ),
    "airplane": Kind(
        "air",
        ("sea", "city", "mountains", "desert", "beach"),
        0.56,
        66,
        94,
        ("red", "blue", "orange", "green"),
        words=("aeroplane", "plane", "airliner", "jet"),
    ),
    "helicopter": Kind(
        "air",
        ("city", "sea", "mountains", "forest", "coast"),
        0.5,
        76,
        82,
        ("red", "yellow", "blue", "orange", "green"),
        words=("chopper", "rescue helicopter"),
    ),
    "rocket": Kind(
        "air",
        ("desert", "sea", "coast", "mountains"),
        0.6,
        30,
        104,
        ("red", "blue", "orange", "black"),
        words=("space rocket", "spaceship", "rocket lifting off"),
        many=False,
    ),
    "hot-air balloon": Kind(
        "air",
        ("mountains", "meadow", "desert", "farmland", "lake", "river"),
        0.5,
        39,
        101,
        ("red", "blue", "yellow", "purple", "orange", "green", "pink"),
        words=("balloon", "hot air balloon", "balloon with a basket"),
    ),
    "kite": Kind(
        "air",
        ("beach", "meadow", "coast", "farmland"),
        0.46,
        46,
        104,
        ("red", "blue", "yellow", "purple", "green", "pink"),
        words=("flying kite", "kite on a string"),
    ),
    "apple": Kind(
        "table",
        _TABLE,
        0.42,
        50,
        104,
        ("red", "green", "yellow"),
        words=("ripe apple", "fresh apple"),
    ),
    "orange": Kind(
        "table",
        _TABLE,
        0.4,
        70,
        98,
        plain="#f08c28",
        words=("orange fruit", "ripe orange", "citrus fruit"),
        many=False,
    ),
    "banana": Kind(
        "table",
        _TABLE,
        0.44,
        66,
        80,
        plain="#f6ce3e",
        words=("bunch of bananas", "bananas", "yellow bananas"),
        many=False,
    ),
    "cherries": Kind(
        "table",
        _TABLE,
        0.46,
        54,
        110,
        plain="#b8202e",
        words=("pair of cherries", "red cherries"),
        many=False,
    ),
    "pear": Kind(
        "table",
        _TABLE,
        0.44,
        44,
        108,
        ("green", "yellow", "red"),
        words=("ripe pear", "fresh pear"),
    ),
    "grapes": Kind(
        "table",
        _TABLE,
        0.44,
        52,
        104,
        ("purple", "green"),
        words=("bunch of grapes", "wine grapes"),
        many=False,
    ),
    "cup": Kind(
        "table",
        _TABLE,
        0.42,
        64,
        108,
        ("white", "blue", "red", "yellow", "green"),
        words=("cup of tea", "tea cup", "mug"),
    ),
    "umbrella": Kind(
        "ground",
        ("beach", "coast"),
        0.54,
        62,
        104,
        ("red", "blue", "yellow", "green", "orange", "pink"),
        words=("parasol", "beach umbrella", "sunshade"),
    ),
    "snowman": Kind(
        "ground",
        ("snow field", "village", "mountains"),
        0.54,
        46,
        105,
        ("red", "blue", "green", "purple"),
        words=("snow figure", "man of snow"),
        plural="snowmen",
    ),
    "campfire": Kind(
        "ground",
        ("forest", "beach", "mountains", "lake", "desert"),
        0.44,
        52,
        116,
        plain="#f0783c",
        words=("fire", "bonfire", "burning logs"),
        many=False,
    ),
}

SETTINGS: tuple[str, ...] = (
    "sea", "coast", "beach", "lake", "river", "mountains", "forest", "meadow", "desert",
    "snow field", "farmland", "city", "village", TABLE,
)  # fmt: skip
