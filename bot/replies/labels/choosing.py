"""Which language a page begins in: the first that its browser asks for and that we speak."""

import re

FULL = ("en", "de", "fr", "es", "it")
"""The languages that the bot answers in; English where none of them is asked for."""

_WEIGHT = re.compile(r"[01](\.\d{0,3})?", re.ASCII)
_MOST = 32
"""Languages of a browser that are looked at; none has more."""


def preferred(accepted: str) -> str:
    """Read an Accept-Language header.

    Examples
    --------
    >>> preferred("de-AT,de;q=0.9,en;q=0.8"), preferred("ja, fr;q=0.4, en;q=0.7"), preferred("")
    ('de', 'en', 'en')
    """
    wanted = [_read(part) for part in accepted.split(",")[:_MOST]]
    known = [(-weight, place, name) for place, (name, weight) in enumerate(wanted) if name in FULL]
    return min(known)[2] if known and min(known)[0] < 0 else FULL[0]


def _read(part: str) -> tuple[str, float]:
    """Split "de-AT;q=0.9" into ("de", 0.9); a weight that cannot be read counts as none."""
    name, _, weight = part.replace(" ", "").lower().partition(";q=")
    written = weight or "1"
    return name.split("-")[0], float(written) if _WEIGHT.fullmatch(written) else 0.0
