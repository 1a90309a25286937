"""One turn of search: a brief goes in, a ranking comes out.

The same brief on the same library has the same ranking, whoever asks and however often.
"""

from engine.search.brief import Brief, Ranking, SearchSettings
from engine.search.turn import search

__all__ = ["Brief", "Ranking", "SearchSettings", "search"]
