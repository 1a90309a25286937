"""What a message means: `parse(message, screen)` gives actions, for any text, in linear time.

Pure and total: the same message on the same screen always reads the same, and no text raises.
Numbers in actions are numbers that were shown; whatever else was said comes as `refuse` or `ask`.
"""

from bot.parse import actions
from bot.parse.actions import Action, Reference, References
from bot.parse.reading import Reading, parse, read
from bot.parse.screen import Screen
from bot.parse.words import ENGLISH

__all__ = [
    "ENGLISH",
    "Action",
    "Reading",
    "Reference",
    "References",
    "Screen",
    "actions",
    "parse",
    "read",
]
