"""The web chat: the only part that imports gradio.

One column: a line at the top, the conversation, the marks not yet sent, and the box. Python only
ever writes the conversation; clicks come back over one hidden component (`bus`), so a turn sends
nothing but what the person said. What a person's page holds is one value (`session`), which is
text between events; the engine is shared by all and changed by none.
"""

from bot.view.page import build_page
from bot.view.serve import launch, serve
from bot.view.served import Offered, Served, Source, check_some

__all__ = ["Offered", "Served", "Source", "build_page", "check_some", "launch", "serve"]
