"""The libraries behind a page: each is opened, indexed and looked through again, and says how far.

The lowest part of the view: it knows the engine, and nobody's conversation.
"""
