"""Putting the page on the network: the server's settings, its door, and its own addresses.

It stands on top of everything in `bot.view`, and only `bot.view` itself imports it.
"""
