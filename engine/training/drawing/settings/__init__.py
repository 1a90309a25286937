"""The settings of a scene, by name: each paints the ground below a finished sky."""

from collections.abc import Callable

import numpy as np

from engine.training.drawing.canvas import Canvas
from engine.training.drawing.settings import land, town, water
from engine.training.drawing.settings.stage import Stage

Painter = Callable[[Canvas, np.random.Generator, float, float, str], Stage]

# For every setting its painter, and where the horizon lies: shares of the height.
SETTINGS: dict[str, tuple[Painter, float, float]] = {
    "sea": (water.sea, 0.44, 0.56),
    "coast": (water.coast, 0.48, 0.56),
    "beach": (water.beach, 0.4, 0.5),
    "lake": (water.lake, 0.46, 0.54),
    "river": (water.river, 0.42, 0.5),
    "mountains": (land.mountains, 0.5, 0.58),
    "forest": (land.forest, 0.56, 0.64),
    "meadow": (land.meadow, 0.44, 0.54),
    "desert": (land.desert, 0.46, 0.56),
    "snow field": (land.snow_field, 0.48, 0.56),
    "farmland": (land.farmland, 0.42, 0.52),
    "city": (town.city, 0.58, 0.66),
    "village": (town.village, 0.5, 0.58),
}
