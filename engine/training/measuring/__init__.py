"""How good a model is at the four things it is asked for, by the protocols of the literature.

Pictures by pictures, classes by neighbours, classes by their names, and pictures by words. Vectors
in, figures out: nothing in `ranking`, `voting`, `naming` and `words` knows a model or a file, and
all of them work through the pictures a part at a time, so that memory does not grow with their
number squared.
"""

from engine.training.measuring.ranking import Ranked, Retrieval, rank_pictures
from engine.training.measuring.words import recall_pictures

__all__ = ["Ranked", "Retrieval", "rank_pictures", "recall_pictures"]
