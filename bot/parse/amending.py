"""What a message takes back while it is typed: of "the 4, no wait, the 5" the 5 alone is left.

Only tokens are left out, none is made up; a message that takes nothing back stays as it is. What
was thought of the picture that is taken back goes over to the one that takes its place, and of
"my mistake, it was not 7 but 8" the admission is left out: the pictures are judged anew, so
nothing is to be undone.
"""

from bot.parse.places import Places
from bot.parse.polarity import Polarities
from bot.parse.tokens import Kind, Token

_MOST = 3
"""Corrections of one message that are followed."""
_REACH = 8
"""Tokens between a picture and the words that take it back."""


def amended(places: Places) -> tuple[Token, ...]:
    """Leave out what the message itself takes back.

    Examples
    --------
    >>> from bot.parse.screen import Screen
    >>> from bot.parse.tokens import cut
    >>> from bot.parse.words import vocabulary
    >>> said = Places(cut("like 4, no wait, 5"), Screen.first_page(12), vocabulary("en"))
    >>> [token.key for token in amended(said)]
    ['like', '5']
    """
    tokens = places.tokens[_admission(places) :]
    for _ in range(_MOST):
        places = Places(tokens, places.screen, places.words)
        dropped = _dropped(places)
        if not dropped:
            break
        tokens = tuple(token for place, token in enumerate(tokens) if place not in dropped)
    return tokens


def _admission(places: Places) -> int:
    """Count the tokens of "my mistake," before one picture is named in place of another."""
    end = 0
    while (size := places.size("admission", end)) and places.kind(end + size) is Kind.BREAK:
        end += size + 1
    if not end:
        return 0
    numbers = [place for place in range(end, len(places.tokens)) if _is_number(places, place)]
    if len(numbers) <= 1:
        return 0
    behind = numbers[0] + 1
    behind += places.kind(behind) is Kind.BREAK
    return end if places.size("but", behind) else 0


def _dropped(places: Places) -> range:
    """Find the first picture that is taken back, and all up to the one in its place."""
    for place in range(1, len(places.tokens)):
        strong = places.size("amends", place)
        after = place + (strong or _hesitates(places, place))
        if after == place:
            continue
        right, many = _corrected(places, after, sure=bool(strong))
        left = _taken_back(places, place, many) if many else place
        if left < place:
            return range(left, right)
    return range(0)


def _hesitates(places: Places, place: int) -> int:
    """Read "no" in "4, no, 5" and "sorry" in "4, sorry, 5", which alone may be an answer."""
    size = places.size("amends_apart", place)
    around = (places.kind(place - 1), places.kind(place + size))
    asked = places.screen.question is not None or places.tokens[place - 1].key == "?"
    return size if size and around == (Kind.BREAK, Kind.BREAK) and not asked else 0


def _corrected(places: Places, place: int, *, sure: bool) -> tuple[int, int]:
    """Tell where the first picture named instead stands, and how many numbers are named."""
    while place < len(places.tokens):
        more = max(places.size(role, place) for role in ("amends", "amends_apart", "hesitation"))
        if not more and places.kind(place) is not Kind.BREAK:
            break
        place += more or 1
    first = place + places.size("like", place)
    first += places.size("number", first)
    picked, end = places.list_at(first) if _is_number(places, first) else ((), first)
    if not picked or not (sure or places.kind(end) in (None, Kind.BREAK)):
        return first, 0
    return first, sum(_is_number(places, one) for one in range(first, end))


def _taken_back(places: Places, marker: int, many: int) -> int:
    """Find where the last `many` numbers before the marker begin; the marker where none are."""
    end = marker
    while end and places.kind(end - 1) in (Kind.BREAK, Kind.DASH):
        end -= 1
    place = start = _praised(places, end)
    while many and place and _is_number(places, place - 1):
        place = start = place - 1
        many -= 1
        while place and _joins(places, place - 1):
            place -= 1
    return start if start < end and _is_number(places, start) else marker


def _praised(places: Places, end: int) -> int:
    """Pass "i like" in "4 i like, no wait, 5" back to the number that it is said of."""
    for place in range(end - 1, max(end - _REACH, 0) - 1, -1):
        if _is_number(places, place):
            said = Polarities(places, len(places.tokens)).after(place + 1)
            return place + 1 if said == ("liked", end) else end
    return end


def _joins(places: Places, place: int) -> bool:
    """Tell what stands between the numbers of one list: commas, joints, articles, dashes."""
    comma = places.tokens[place].key in (",", "-")
    return comma or any(places.size(role, place) == 1 for role in ("and", "number", "to"))


def _is_number(places: Places, place: int) -> bool:
    return places.kind(place) in (Kind.NUMBER, Kind.ORDINAL)
