"""The subjects that a scene can be about, by name.

Every drawing takes a pen, the colour of the subject and a generator for its
small accidents; it stands on the pen's (0, 0), faces right, and is about a
hundred of the pen's units in its larger direction.
"""

from collections.abc import Callable

import numpy as np

from engine.training.drawing.canvas import Pen
from engine.training.drawing.palette import Colour
from engine.training.drawing.subjects import (
    buildings,
    flying,
    fowl,
    fruit,
    mammals,
    plants,
    things,
    vehicles,
    vessels,
)

Drawing = Callable[[Pen, Colour, np.random.Generator], None]

DRAWINGS: dict[str, Drawing] = {
    "sailing boat": vessels.sailing_boat,
    "rowing boat": vessels.rowing_boat,
    "whale": vessels.whale,
    "fish": vessels.fish,
    "duck": vessels.duck,
    "lighthouse": buildings.lighthouse,
    "cabin": buildings.cabin,
    "windmill": buildings.windmill,
    "castle": buildings.castle,
    "church": buildings.church,
    "barn": buildings.barn,
    "bridge": buildings.bridge,
    "tent": buildings.tent,
    "pine tree": plants.pine_tree,
    "oak tree": plants.oak_tree,
    "palm tree": plants.palm_tree,
    "cactus": plants.cactus,
    "sunflower": plants.sunflower,
    "tulip": plants.tulip,
    "mushroom": plants.mushroom,
    "cat": mammals.cat,
    "dog": mammals.dog,
    "horse": mammals.horse,
    "cow": mammals.cow,
    "sheep": mammals.sheep,
    "deer": mammals.deer,
    "elephant": mammals.elephant,
    "fox": mammals.fox,
    "owl": fowl.owl,
    "penguin": fowl.penguin,
    "birds": flying.birds,
    "butterfly": flying.butterfly,
    "car": vehicles.car,
    "bus": vehicles.bus,
    "truck": vehicles.truck,
    "train": vehicles.train,
    "bicycle": vehicles.bicycle,
    "airplane": flying.airplane,
    "helicopter": flying.helicopter,
    "rocket": flying.rocket,
    "hot-air balloon": flying.balloon,
    "kite": flying.kite,
    "apple": fruit.apple,
    "orange": fruit.orange,
    "banana": fruit.banana,
    "cherries": fruit.cherries,
    "pear": fruit.pear,
    "grapes": fruit.bowl_of_grapes,
    "cup": things.cup,
    "umbrella": things.umbrella,
    "snowman": things.snowman,
    "campfire": things.campfire,
}
