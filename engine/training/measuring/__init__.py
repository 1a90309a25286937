"""How good a model is at the four things it is asked for, by the protocols of the literature.

Pictures by pictures, classes by neighbours, classes by their names, and pictures by words. Vectors
in, figures out: nothing in `ranking`, `voting`, `naming` and `words` knows a model or a file, and
all of them work through the pictures a part at a time, so that memory does not grow with their
number squared.
"""

from engine.training.measuring.labelled import Labelled, read_labelled
from engine.training.measuring.measuring import (
    FAMILIES,
    Family,
    Measured,
    MeasureSettings,
    measure,
)
from engine.training.measuring.naming import count_named
from engine.training.measuring.ranking import Ranked, Retrieval, rank_pictures
from engine.training.measuring.seeing import see_pictures
from engine.training.measuring.table import write_table
from engine.training.measuring.voting import count_votes
from engine.training.measuring.words import recall_pictures

__all__ = [
    "FAMILIES",
    "Family",
    "Labelled",
    "MeasureSettings",
    "Measured",
    "Ranked",
    "Retrieval",
    "count_named",
    "count_votes",
    "measure",
    "rank_pictures",
    "read_labelled",
    "recall_pictures",
    "see_pictures",
    "write_table",
]
