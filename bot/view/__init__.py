"""The web chat: the only part that imports gradio.

One column: a line at the top, the conversation, the marks not yet sent, and the box. Python only
ever writes the conversation; clicks come back over one hidden component (`person.bus`), so a turn
sends nothing but what the person said. What a person's page holds is one value (`person.session`),
which is text between events; the engine is shared by all and changed by none.

The way of a message, down and back up, is the order of the folders; each imports only what stands
below it:

    serving                 the server, its door, its own addresses
      page                  components and events (gradio)
        talking | endpoints a person's turn, or a program's call
          drawn             what is shown, as HTML
            person          what one page holds and is told
            guarding        what is let in at all
              libraries     the open engines, and the work behind them
"""

from bot.view.libraries.served import Offered, Served, Source, check_some
from bot.view.page.building import build_page
from bot.view.serving.launching import launch, serve

__all__ = ["Offered", "Served", "Source", "build_page", "check_some", "launch", "serve"]
