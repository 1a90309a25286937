"""The page as gradio has it: its components, its events, and the scripts that are sent along.

Components hold nothing but text; what an event does is said in `bot.view.talking`.
"""
