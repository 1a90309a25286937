"""A conversation for tests: it remembers its last answer."""

from bot.handlers import Answer, Message, answer
from engine.conversation import Conversation


class Talk:
    """Say something; the conversation goes on from there."""

    def __init__(self, engine, shelf=None, **always):
        self.engine, self.shelf, self.always = engine, shelf, always
        self.conversation = Conversation()
        self.last: Answer | None = None

    def __call__(self, text="", **more) -> Answer:
        said = Message(text=text, **self.always, **more)
        self.last = answer(self.engine, self.conversation, said, self.shelf)
        self.conversation = self.last.conversation
        return self.last

    @property
    def now(self):
        return self.conversation.now
