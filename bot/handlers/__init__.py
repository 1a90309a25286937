"""One turn of a chat: `answer(engine, conversation, message) -> Answer`.

No type of a screen is known here, and no error of ours gets out: each becomes a sentence, and the
conversation stays as it was or keeps the part of the message that was valid.
"""

from bot.handlers.turn import answer
from bot.handlers.values import Answer, Mark, Message, Tile

__all__ = ["Answer", "Mark", "Message", "Tile", "answer"]
