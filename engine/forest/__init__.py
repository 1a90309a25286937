"""The forest: trees that live in indexed subspaces, so that their leaves are boxes.

`grow_forest` makes one from a turn's examples; its boxes go to the box index.
"""

from engine.forest.draw import Examples
from engine.forest.forest import Forest, grow_forest
from engine.forest.grow import ForestSettings

__all__ = ["Examples", "Forest", "ForestSettings", "grow_forest"]
