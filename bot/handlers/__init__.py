"""One turn of a chat: `answer(engine, conversation, message) -> Answer`.

No type of a screen is known here, and no error of ours gets out: each becomes a sentence, and the
conversation stays as it was or keeps the part of the message that was valid.
"""

from bot.handlers.bringing import PICTURES_AT_ONCE
from bot.handlers.keeping import LINK_CHARACTERS, file_name
from bot.handlers.links import read_link
from bot.handlers.packing import pack, unpack
from bot.handlers.shelf import Shelf
from bot.handlers.turn import answer
from bot.handlers.values import Answer, Choice, File, Mark, Message, Pick, Tile

__all__ = [
    "LINK_CHARACTERS",
    "PICTURES_AT_ONCE",
    "Answer",
    "Choice",
    "File",
    "Mark",
    "Message",
    "Pick",
    "Shelf",
    "Tile",
    "answer",
    "file_name",
    "pack",
    "read_link",
    "unpack",
]
