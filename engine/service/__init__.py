"""The engine as the bot meets it: a library opened read-only, answering every conversation."""

from engine.service.answers import Hit, Page, Reasons
from engine.service.engine import Engine
from engine.service.recent import Recent

__all__ = ["Engine", "Hit", "Page", "Reasons", "Recent"]
