"""What a person has said so far, as a value: `step(conversation, event)` returns the next one.

No row is ever both liked and disliked; numbers are given once and never reused until a restart;
undo is the previous value, so it brings back labels, texts and gallery together. The value holds
picture ids, words and numbers only: no arrays, no paths, no locks.
"""

from engine.conversation.events import (
    Arrange,
    Ask,
    Avoid,
    Change,
    Compare,
    Cut,
    Event,
    Hide,
    Judge,
    Load,
    Narrow,
    Redo,
    Refine,
    Relearn,
    Replace,
    Reset,
    Restart,
    Reveal,
    Reword,
    Show,
    Turn,
    Undo,
    Unlabel,
    Widen,
)
from engine.conversation.learning import (
    LEAST_BACKGROUND,
    MOST_BACKGROUND,
    MOST_DISLIKES,
    Classifier,
    Learning,
)
from engine.conversation.situation import (
    CUT_STEPS,
    Condition,
    Conversation,
    Label,
    Order,
    Situation,
)
from engine.conversation.stepping import PASSED_KEPT, step

__all__ = [
    "CUT_STEPS",
    "LEAST_BACKGROUND",
    "MOST_BACKGROUND",
    "MOST_DISLIKES",
    "PASSED_KEPT",
    "Arrange",
    "Ask",
    "Avoid",
    "Change",
    "Classifier",
    "Compare",
    "Condition",
    "Conversation",
    "Cut",
    "Event",
    "Hide",
    "Judge",
    "Label",
    "Learning",
    "Load",
    "Narrow",
    "Order",
    "Redo",
    "Refine",
    "Relearn",
    "Replace",
    "Reset",
    "Restart",
    "Reveal",
    "Reword",
    "Show",
    "Situation",
    "Turn",
    "Undo",
    "Unlabel",
    "Widen",
    "step",
]
