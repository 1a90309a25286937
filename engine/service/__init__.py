"""The engine as the bot meets it: a library opened read-only, answering every conversation."""

from engine.service.answers import Boxes, Hit, Landscape, Page, Place, PlaceKind, Reasons
from engine.service.engine import Engine
from engine.service.recent import Recent

__all__ = ["Boxes", "Engine", "Hit", "Landscape", "Page", "Place", "PlaceKind", "Reasons", "Recent"]
